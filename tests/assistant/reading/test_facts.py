import shutil
from pathlib import Path

import pytest
import yaml

from assistant.reading.facts import heard
from knowledge.build import CORPUS
from knowledge.errors import RecordError
from knowledge.readers.heard_file import read_heard
from knowledge.records import Role
from knowledge.relief import Facts, FactType, ReliefRules

EVALS = Path(__file__).parents[2] / "evals"
RULES = ReliefRules.load()


def labelled(key: str, value: object) -> object:
    """A value as the labels write it."""
    kind = RULES.facts[key].type
    if kind is FactType.YES_NO:
        return value == "是"
    if kind is FactType.CHOICES:
        return frozenset(value)  # type: ignore[call-overload]
    return int(str(value)) if kind is FactType.NUMBER else value


def score(file: str) -> tuple[float, float, list[str]]:
    """Precision and recall of the facts that are filled in, and every difference."""
    right = wrong = missing = 0
    differences = []
    rows = yaml.load((EVALS / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  texts alone
    for row in rows:
        found: Facts = heard(row["ask"], Role(row["role"]), RULES)
        wanted = {key: labelled(key, value) for key, value in row["facts"].items()}
        for key, value in wanted.items():
            if key not in found:
                missing += 1
                differences.append(f"- {key}={value} | {row['ask']}")
            elif found[key] == value:
                right += 1
            else:
                wrong += 1
                differences.append(f"! {key}={value} not {found[key]} | {row['ask']}")
        for key in row["not"]:
            if key in found:
                wrong += 1
                differences.append(f"+ {key}={found[key]} | {row['ask']}")
    filled, labels = right + wrong, sum(len(row["facts"]) for row in rows)
    return right / filled, right / labels, differences


MADE: list[tuple[str, Role, dict[str, object]]] = [
    ("订单没有，厂子上个月停产了", Role.MEDIATOR, {"orders": False, "operating": False}),
    ("账户已经被冻结了怎么办", Role.LITIGANT, {"sealed": frozenset({"账户"})}),
    ("万一账户被冻结，设备也被查封，怎么办", Role.LITIGANT, {}),
    ("会不会流拍？", Role.LITIGANT, {}),
    ("担心他转移财产", Role.MEDIATOR, {}),
    ("欠薪工人十二名，说错了，是十五名", Role.MEDIATOR, {"workers_unpaid": 15, "claim": "工资"}),
    (
        "老板拖欠我们六个工人的工资，每人五千",
        Role.LITIGANT,
        {"side": "劳动者", "claim": "工资", "workers_unpaid": 6, "wages_unpaid": 30000},
    ),
    ("工人二十名，欠薪三十多万", Role.MEDIATOR, {"claim": "工资", "workers_unpaid": 20}),
    (
        "被执行人未被限制消费，也未列入失信名单",
        Role.JUDGE,
        {"stage": "执行中", "restricted": False, "dishonest": False},
    ),
    ("企业还在生产，其实早就是没有财产的空壳", Role.MEDIATOR, {"debtor": "企业"}),
    (
        "欠我货款的公司上了失信名单",
        Role.LITIGANT,
        {"side": "债权人", "debtor": "企业", "claim": "货款", "dishonest": True},
    ),
    ("我自己上了失信名单，欠我货款的人还没还", Role.LITIGANT, {"side": "债权人", "claim": "货款"}),
    ("被告辩称查封超额", Role.JUDGE, {}),
    ("企业破产法里的“终本”是什么意思", Role.LITIGANT, {}),
    ("资产两百万，负债九百万", Role.JUDGE, {"insolvent": True}),
    (
        "甲公司欠货款八十万，判决已生效，愿意分期还，请拟调解方案，约定公司停产就不用还",
        Role.MEDIATOR,
        {"debtor": "企业", "claim": "货款", "title": True, "debtor_offers": True},
    ),
    ("执行一年半了毫无进展", Role.LITIGANT, {"stage": "执行中", "months_stalled": 18}),
]


@pytest.mark.parametrize(("text", "role", "facts"), MADE)
def test_what_is_said_is_heard(text: str, role: Role, facts: dict[str, object]) -> None:
    assert heard(text, role, RULES) == {"asker": role.value, **facts}


def test_earlier_messages_say_what_a_later_one_is_about() -> None:
    assert heard("包工头跑了", Role.MEDIATOR, RULES) == {"asker": "mediator"}
    found = heard("包工头跑了，不对，一共14个农民工", Role.MEDIATOR, RULES, "12个农民工来反映拖欠工资")
    assert found["employer_fled"] is True
    assert found["workers_unpaid"] == 14
    assert "wages_unpaid" not in heard("应该是90万", Role.JUDGE, RULES, "工人工资从这个户发")


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [
        pytest.param("heard.yaml", 0.95, 0.75, id="tuned"),
        pytest.param("heard-held-out.yaml", 0.90, 0.40, id="held_out"),
    ],
)
def test_facts_are_heard_and_no_others(file: str, precision: float, recall: float) -> None:
    exact, whole, differences = score(file)

    assert exact >= precision, "\n".join(differences)
    assert whole >= recall, "\n".join(differences)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("orders: {是: ['有(?:订单']}", "不是有效的正则表达式"),
        ("orders: {是: ['有(订单)']}", "括号写成"),
        ("orders: {也许: [有订单]}", "不认识的字段"),
        ("order: {是: [有订单]}", "不认识的字段"),
        ("creditors: {数: [几家债权人]}", "数目要有一个"),
        ("orders: {是: ['有<单>']}", "words 里没有“单”"),
    ],
)
def test_a_malformed_file_is_rejected_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(CORPUS, corpus)
    (corpus / "relief" / "heard.yaml").write_text(f"facts:\n  stage: {{诉前: [诉前]}}\n  {line}\n", encoding="utf-8")

    with pytest.raises(RecordError, match=problem) as caught:
        read_heard(corpus)

    assert caught.value.line == 3
