"""Which law a citation means: exactly one, or none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.finding import find
from knowledge.citations.resolving import Resolved, resolve
from knowledge.law import ArticleNumber, Law, LawKind, Version
from knowledge.numerals import number
from knowledge.registry import Registry

FORMS = yaml.safe_load((Path(__file__).parent / "forms.yaml").read_text(encoding="utf-8"))

CIVIL = Law("中华人民共和国民法典", LawKind.STATUTE, versions=(Version("2020-05-28", "2021-01-01"),))
COMPANY = Law("中华人民共和国公司法", LawKind.STATUTE)
LABOUR = Law("中华人民共和国劳动合同法", LawKind.STATUTE)
CRIMINAL = Law("中华人民共和国刑法", LawKind.STATUTE)
INJURY = Law("工伤保险条例", LawKind.REGULATION)
SECURITY = Law("最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释", LawKind.INTERPRETATION, ("担保解释",))
OLD_SECURITY = Law("最高人民法院关于适用《中华人民共和国担保法》若干问题的解释", LawKind.INTERPRETATION, ("担保解释",))
LOANS = Law(
    "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
    LawKind.INTERPRETATION,
    ("民间借贷规定",),
    (Version("2020-12-29", document="法释〔2020〕17号"),),
)
REGISTRY = Registry((CIVIL, COMPANY, LABOUR, CRIMINAL, INJURY, SECURITY, OLD_SECURITY, LOANS))


def results(text: str, **how: Any) -> tuple[Resolved, ...]:
    return resolve(find(text, REGISTRY), REGISTRY, **how)


def last(text: str, **how: Any) -> Resolved:
    return results(text, **how)[-1]


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("《民法典》第577条", CIVIL),
        ("《中华人民共和国民法典》（2020年5月28日通过）第577条", CIVIL),
        ("《公司法（2023年修订）》第三条", COMPANY),
        ("《民法典》合同编第577条", CIVIL),
        ("《民法典·合同编》第577条", CIVIL),
        ("民法典侵权责任编第1165条", CIVIL),
        ("法释〔2020〕17号第五条", LOANS),
        ("《最高人民法院关于审理民间借贷案件适用法律若干问题的规定》", LOANS),
        ("法释〔2020〕17号", LOANS),
        ("《公司法》第三条、第五条", COMPANY),
        ("《民法典》第三条，《公司法》第三条、第五条", COMPANY),
        ("《公司法》规定了股东的责任，其中第二十条", COMPANY),
        ("劳动合同法规定了补偿，第四十七条规定了标准", LABOUR),  # mentioned in passing
        ("《公司法》第三条。同法第五条", COMPANY),
        ("《民法典》第三条，民间借贷规定第二条。该法第五条", CIVIL),  # the last of its kind
        ("《民法典》第三条，民间借贷规定第二条。该司法解释第五条", LOANS),
        ("《民法典》第三条，民间借贷规定第二条。该规定第五条", LOANS),
        ("《工伤保险条例》第14条，《公司法》第三条。该条例第15条", INJURY),
        ("《公司法》第三条。\n同法第五条", COMPANY),  # the line before
        ("《最高人民法院关于审理民间借贷案件适用法律若干问题的规定》（以下简称《规定》）。《规定》第三条", LOANS),
        ("《最高人民法院关于适用<中华人民共和国民法典>有关担保制度的解释》第三条", SECURITY),
        ("依照《公司法》的规定：\n1. 第三条规定设立。\n2. 第四条规定股东权利。", COMPANY),  # a list under a head
        # none rather than a guess
        ("《民商法典》第三条", None),
        ("《公司法》第三条。\n另一段。\n同法第五条", None),  # too far
        ("《公司法》第三条。该解释第五条", None),  # no interpretation was named
        ("《公司法》第三条，《某某法》第五条。该法第六条", None),  # the last one is unknown
        ("《公司法》第三条。\n第五条规定", None),  # a new line
        ("《民法典》和《公司法》都有规定，第二十条", None),  # shared
        ("《民法典》和《公司法》都有规定，该法第二十条", None),
        ("《民法典》和《某某法》都有规定，第二十条", None),  # with one that is unknown
        ("《某某法》（以下简称《公司法》）第一条。《公司法》第三条", None),  # the text says what it means
        ("美国公司法第三条", None),
        ("台湾地区《公司法》第三条", None),
        ("破产法第一条。公司法解释三第十六条规定", None),  # registered is only the law, not its interpretation
        ("第五百七十七条规定", None),
        ("前款规定", None),
    ],
)
def test_which_law(text: str, law: Law | None) -> None:
    assert last(text).law == law


def test_a_name_of_several_laws_chooses_none_and_says_which() -> None:
    found = last("担保解释第三条")
    assert found.law is None
    assert set(found.candidates) == {SECURITY, OLD_SECURITY}


def test_laws_that_share_a_number_are_candidates() -> None:
    assert last("《民法典》和《公司法》都有规定，第二十条").candidates == (CIVIL, COMPANY)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("《公司法》第三条第二款、第三款", (3, 3, None)),
        ("《公司法》第三条第一款第（一）、（四）项", (3, 1, 4)),
        ("《公司法》第三条第一款第二项、第三款", (3, 3, None)),
        ("《公司法》第三条规定。第二款规定", (3, 2, None)),
        ("《公司法》第三条规定。本条第二款", (3, 2, None)),
        ("《公司法》第三条第二款规定了股东。该款第一项", (3, 2, 1)),
        ("《公司法》第三条第二款规定：“违反前款规定的”", (3, 1, None)),  # within the words of the second paragraph
        ("《公司法》第三条规定：“违反前款规定的”", (3, None, None)),  # of which, nobody says
        ("《公司法》第三条第二款很重要，前款规定", (3, None, None)),
        ("《公司法》第三条规定：“依照前条规定”", (2, None, None)),
        ("《公司法》第三条很重要，前条规定", (None, None, None)),
        ("《刑法》第一百二十一条规定：“前条规定的”", (None, None, None)),  # 第一百二十条 or one of its 之一, 之二
        ("《公司法》第三条第三款规定：“前两款规定的”", (3, None, None)),
        ("《公司法》第二十五条和本条第一款", (None, 1, None)),  # of the article in which this stands
        ("前款规定", (None, None, None)),
    ],
)
def test_which_place(text: str, place: tuple[int | None, int | None, int | None]) -> None:
    found = last(text)
    assert (found.article and found.article.number, found.paragraph, found.item) == place


def test_the_words_of_a_law_mean_itself() -> None:
    found = results("依照本法第三条、第五条和第六条规定，以及《公司法》第三条", within=LABOUR)
    assert [one.law for one in found] == [LABOUR, LABOUR, LABOUR, COMPANY]
    assert last("第三十八条规定的情形", within=LABOUR).law == LABOUR


def test_a_law_is_not_meant_before_it_existed() -> None:
    assert last("《民法典》第577条", on=date(2019, 1, 1)).law is None
    assert last("《民法典》第577条", on=date(2020, 6, 1)).law == CIVIL


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["text"][:30])
def test_real_forms(form: dict[str, Any], registry: Registry) -> None:
    text = form["text"]
    got = resolve(find(text, registry), registry)
    assert len(got) == len(form["found"])
    for one, row in zip(got, form["found"], strict=True):
        named = registry.named(row["law"]) if row["law"] else ()
        if one.found.kind in {"article", "law"}:
            assert one.law == (named[0] if len(named) == 1 else None)
        article = ArticleNumber.parse(row["article"]) if row.get("article") else None
        assert (one.article, one.paragraph, one.item) == (article, _place(row, "paragraph"), _place(row, "item"))


def _place(row: dict[str, Any], level: str) -> int | None:
    written = row.get(level)
    return number(written.strip("第款项（）()")) if written else None


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


LETTERS = "第条款项之《》（）\n 123一二法典释号前本同该、，和至-民公司工伤保险条例担保解释规定"


@given(st.text(alphabet=LETTERS, max_size=120))
def test_one_result_a_finding_and_never_a_guess(text: str) -> None:
    found = find(text, REGISTRY)
    resolved = resolve(found, REGISTRY)
    assert [one.found for one in resolved] == list(found)
    assert all((one.law is None) == (len(one.candidates) != 1) for one in resolved)
    assert all(one.law is None or one.law == one.candidates[0] for one in resolved)
