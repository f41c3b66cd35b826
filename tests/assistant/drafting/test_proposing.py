"""Proposals: what each version holds, where it comes from, and what was said in confidence."""

import re
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.drafting.document import Document, Heading, Table
from assistant.drafting.proposing.comparing import compare
from assistant.drafting.proposing.confidences import Side, read_told, side_of
from assistant.drafting.proposing.drafted import draft_of
from assistant.drafting.proposing.proposal import Proposal, propose
from assistant.errors import DraftError
from assistant.tools.toolbox import Toolbox
from tests.assistant.asking import LAWBOOK

TODAY = date(2026, 11, 29)
# The case of the mould factory as a mediator would note it: figures of the report, the rest made up.
OPEN = (
    "某区人民法院正在执行（2026）粤0000执1234号案件。申请执行人某市某某钢材有限公司，被执行人某市某某模具有限公司。"
    "模具公司共欠货款84万元，分三年36期还清本金，第一期2027年1月15日付。机器拍卖大约只能卖18万元，另欠社保费6万元。"
    "机器被查封，车间停了3个月，但手里还有订单，老板愿意继续干。公司和老板上了失信名单。"
)
TOLD_BY_DEBTOR = "我弟弟答应再借十二万，这话别告诉对方。"
TOLD_BY_CREDITOR = "违约金可以全免，底线是本金一分不少。"
NOTES = f"{OPEN}\n\n【只告诉调解员·债务人】{TOLD_BY_DEBTOR}\n\n【只告诉调解员·债权人】{TOLD_BY_CREDITOR}\n"


@pytest.fixture(scope="module")
def box(assistant: Assistant) -> Toolbox:
    return Toolbox(assistant.retriever, LAWBOOK, lambda: TODAY)


def proposal(box: Toolbox, side: Side | None = None, notes: str = NOTES) -> Proposal:
    told = read_told(notes)
    return propose(told, box, TODAY, side, draft_of(told.text, TODAY))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_a_mediator_gets_everything(box: Toolbox) -> None:
    made = proposal(box).document
    assert headings(made) == [
        "各方说的情况",
        "要先弄清的事",
        "双方各自关心什么",
        "可以走的路",
        "算给双方看的账",
        "建议怎么谈",
        "协议草案",
        "依据和来源",
    ]
    assert TOLD_BY_DEBTOR in made.text
    assert TOLD_BY_CREDITOR in made.text


MIXED = (
    "某市某某模具厂欠材料商某市某某材料有限公司货款80万元，判决生效后没有付，车间停了3个月，"
    "20名工人被欠两个月工资24万元。双方愿意分三年还清。"
)


def test_a_debt_beside_wages_is_drafted_and_planned_as_that_debt() -> None:
    (plan, *_) = compare(MIXED, TODAY).sums
    assert plan.sum.result == "800000.00" and "分36期" in str(plan.sum.steps)
    assert draft_of(MIXED, TODAY).document.title == "调解协议书"
    wages = "厂里拖欠工资，20名工人共24万元，还欠货款80万元，老板愿意分6个月付清工资。"
    assert draft_of(wages, TODAY).document.title == "工资支付协议"


def test_after_judgment_nothing_is_asked_or_proposed_of_the_time_before(box: Toolbox) -> None:
    story = (
        "某市某某五金厂欠某市某某钢材有限公司货款80万元，判决已经生效。五金厂还在生产，有订单，一时周转不开，"
        "愿意分十二期还；钢材公司希望一年内收回，最好有担保。"
    )
    text = proposal(box, notes=story).document.text
    assert "还没有判下来" not in text and "特邀调解与立案前先行调解（" not in text
    assert "能提供担保吗：是" not in text
    failing = text.partition("谈不成时：")[2].partition("协议草案")[0]
    assert "二年" in failing or "两年" in failing
    assert "没有确认、对方又不履行的，可以就协议起诉" not in failing


@pytest.mark.parametrize("side", list(Side))
def test_a_side_reads_nothing_that_was_told_in_confidence(box: Toolbox, side: Side) -> None:
    made = proposal(box, side)
    told_nothing = propose(read_told(OPEN), box, TODAY, side, draft_of(OPEN, TODAY))
    assert made.document.text == told_nothing.document.text  # not even in what follows from it
    assert side.value in made.document.title


def test_the_sides_read_the_same_of_ways_and_sums(box: Toolbox) -> None:
    def parts(side: Side) -> str:
        return proposal(box, side).document.text.split("可以走的路")[1].split("依据和来源")[0]

    def unmarked(text: str) -> str:
        return re.sub(r"\[\d+\]", "", text)

    assert unmarked(parts(Side.CREDITOR)) == unmarked(parts(Side.DEBTOR))


def test_the_case_of_the_mould_factory(box: Toolbox) -> None:
    """A plan of three years, what liquidation and the plan bring, and the ways that the court took."""
    text = proposal(box).document.text
    assert "执破一体" in text
    assert "执行和解（挽救）" in text
    assert "本金840,000元，等额，分36期" in text
    assert "普通债权｜840,000.00｜120,000.00｜840,000.00" in text  # (18 - 6) of 84 in liquidation, all by the plan
    assert "执行案号：（2026）粤0000执1234号" in text


def test_every_marker_has_a_source(box: Toolbox) -> None:
    made = proposal(box)
    body, _, sources = made.document.text.rpartition("依据和来源")
    used = {int(one) for one in re.findall(r"\[(\d+)\]", body)}
    assert used == set(range(1, len(made.sources) + 1))
    assert all(f"[{number}] " in sources for number in used)


def test_every_cited_line_stands_in_its_source(box: Toolbox) -> None:
    made = proposal(box)
    body = made.document.text.rpartition("依据和来源")[0]
    lines = re.findall(r"^(?:（.{1,3}）)?(.+)\[(\d+)\]$", body, re.M)
    assert lines
    assert all(line in made.sources[int(number) - 1].text for line, number in lines)


def test_where_little_is_told_common_ways_are_shown_and_nothing_is_computed(box: Toolbox) -> None:
    made = proposal(box, notes="邻居借了钱一直不还，欠条还在。").document
    assert not [block for block in made.blocks if isinstance(block, Table) and "期" in block.columns]
    assert "分期表没有排" in made.text
    assert "没有比较拍卖和分期各能收回多少" in made.text


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("欠货款30万元，分10期还清，第一期2027年1月31日付。", 1),  # nothing of what a sale would bring
        ("欠货款30万元，设备拍卖大约能卖9万元。", 1),  # no plan
        ("欠货款30万元，设备拍卖大约能卖9万元，分10期还清。", 0),
    ],
)
def test_only_what_is_told_is_computed(text: str, lacking: int) -> None:
    found = compare(text, TODAY)
    assert len(found.lacking) == lacking
    assert len(found.sums) == 2 - lacking


@pytest.mark.parametrize(
    ("mark", "side"),
    [
        ("【只告诉调解员·债务人】", Side.DEBTOR),
        ("【背靠背：被执行人】", Side.DEBTOR),
        ("（保密：被申请人）", Side.DEBTOR),
        ("[只告诉调解员 申请执行人]", Side.CREDITOR),
        ("【保密、工人】", Side.CREDITOR),
    ],
)
def test_marks(mark: str, side: Side) -> None:
    told = read_told(f"欠款三十万。\n{mark}最多还十万。\n不能再多。\n\n以后再谈。")
    assert told.text == "欠款三十万。\n以后再谈。"
    assert told.confided == {side: ("最多还十万。\n不能再多。",)}


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("欠款三十万。他只告诉调解员最多还十万。", "另起一行"),  # nobody can tell where it ends
        ("欠款三十万。\n【只告诉调解员】最多还十万。", "哪一方"),
        ("【只告诉调解员·债务人】最多还十万。", "双方都能看的内容"),
    ],
)
def test_what_cannot_be_kept_apart_is_refused(notes: str, said: str) -> None:
    with pytest.raises(DraftError, match=said):
        read_told(notes)


def test_a_side_is_known_by_its_words() -> None:
    with pytest.raises(DraftError, match="看不出“张三”是哪一方"):
        side_of("张三")
