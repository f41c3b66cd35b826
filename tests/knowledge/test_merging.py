"""Several texts of one law become its versions: each once, the better text, and no disagreement hidden."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from knowledge.law import Article, ArticleNumber, LawKind, Paragraph, Version
from knowledge.merging import MergedLaw, Reading, bare, kind_of, merge, official_name
from knowledge.registry import Registry
from knowledge.sources import Doubt, LawText
from tests.knowledge.statutes import AID, AID_LAW, GUILD, NEW, NEW_TEXTS, OLD, OLD_TEXTS, REGISTRY, REPLY

LATER = "2025-01-01"  # of no version that the registry knows
UNKNOWN = "样品巡夜条例"


def text(texts: Mapping[int, str], day: str | None = NEW, **more: object) -> LawText:
    articles = tuple(Article(ArticleNumber(number), (Paragraph(words),)) for number, words in texts.items())
    return replace(LawText(AID, articles, published=day), **more)


def merged(*readings: tuple[str, LawText], name: str = AID, registry: Registry = REGISTRY) -> MergedLaw:
    return merge(name, [Reading(source, one) for source, one in readings], registry)


def shape(law: MergedLaw) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.version.date, one.sources) for one in law.versions]


@pytest.mark.parametrize(
    ("readings", "versions", "undated"),
    [
        ([("a", text(NEW_TEXTS))], [(NEW, ("a",))], ()),
        ([("b", text(OLD_TEXTS, OLD)), ("a", text(NEW_TEXTS))], [(OLD, ("b",)), (NEW, ("a",))], ()),
        ([("a", text(NEW_TEXTS)), ("b", text(NEW_TEXTS, "2023-05-08"))], [(NEW, ("a", "b"))], ()),  # also
        ([("a", text(NEW_TEXTS, "2023-09-09", dates=(OLD, NEW)))], [(NEW, ("a",))], ()),  # the last date that it states
        ([("a", text(NEW_TEXTS, None, dates=(OLD, NEW)))], [(NEW, ("a",))], ()),
        ([("a", text(NEW_TEXTS, None))], [], ("a",)),
        # the same to the letter is one version: that which the registry knows, or the first
        ([("a", text(NEW_TEXTS)), ("b", text(NEW_TEXTS, LATER))], [(NEW, ("a", "b"))], ()),
        ([("a", text(NEW_TEXTS, "2025-02-01")), ("b", text(NEW_TEXTS, LATER))], [(LATER, ("a", "b"))], ()),
        ([("a", text(NEW_TEXTS)), ("b", text(OLD_TEXTS, LATER))], [(NEW, ("a",)), (LATER, ("b",))], ()),
    ],
)  # fmt: skip
def test_versions(
    readings: list[tuple[str, LawText]], versions: list[tuple[str, tuple[str, ...]]], undated: tuple[str, ...]
) -> None:
    law = merged(*readings)
    assert (shape(law), law.undated) == (versions, undated)
    assert shape(merged(*reversed(readings))) == versions  # whatever their order


BEST = {**NEW_TEXTS, 5: "又一句。"}


@pytest.mark.parametrize(
    "worse",
    [
        text({**BEST, 6: "第六条多余。"}),  # more than the registry counts
        text({1: "只有一条。"}),
        text(BEST, doubts=(Doubt(1, "有疑问"),)),
    ],
)
def test_the_better_text_is_kept(worse: LawText) -> None:
    law = merged(("a", worse), ("b", text(BEST)))
    assert shape(law) == [(NEW, ("b", "a"))]
    assert {article.number.number: article.text for article in law.versions[0].articles} == BEST


@pytest.mark.parametrize(
    ("other", "place", "problem"),
    [
        ({**NEW_TEXTS, 3: "作坊可以借用周转金，借用不超过六十日。"}, 3, "向互助社"),
        ({**NEW_TEXTS, 3: NEW_TEXTS[3].replace("，", "").replace("九", " 九 ")}, None, None),  # marks and blanks
        ({**NEW_TEXTS, 3: NEW_TEXTS[3].replace("九十", "９０")}, 3, "90"),
        ({number: words for number, words in NEW_TEXTS.items() if number != 4}, None, "条数不同（5条、4条），如第四条"),
    ],
)
def test_a_disagreement_is_told(other: Mapping[int, str], place: int | None, problem: str | None) -> None:
    law = merged(("a", text(NEW_TEXTS)), ("b", text(other)))
    found = [(one.article and one.article.number, one.kept, one.other) for one in law.differences]
    assert found == ([(place, "a", "b")] if problem else [])
    assert all((problem or "") in one.problem for one in law.differences)
    assert all("采用 a，另见 b" in str(one) and AID in str(one) for one in law.differences)


def test_texts_without_articles_are_compared_too() -> None:
    first, second = (text({}, "2020-01-01", body=f"各行会：借据盖{mark}印。") for mark in "木石")
    law = merged(("a", first), ("b", second), name=UNKNOWN)
    assert [(one.article, one.problem) for one in law.differences] == [(None, "“各行会借据盖木印”与“各行会借据盖石印”")]
    assert merged(("a", first), ("b", first), name=UNKNOWN).differences == ()


def test_a_number_printed_twice_counts_once() -> None:
    twice = text(NEW_TEXTS)
    twice = replace(twice, articles=(*twice.articles, Article(ArticleNumber(3), (Paragraph("再来一遍。"),))))
    law = merged(("a", twice))
    assert [article.text for article in law.versions[0].articles] == list(NEW_TEXTS.values())
    assert law.differences == ()


@pytest.mark.parametrize(
    ("folder", "steps"),
    [
        ("/laws/aid", ("/laws/aid/1.md", "/laws/aid/2.md")),
        ("git+https://host/x!aid", ("git+https://host/x!aid/1.md", "git+https://host/x!aid/2.md")),
        ("git+https://host/x", ("git+https://host/x!1.md", "git+https://host/x!2.md")),
        ("C:\\laws", ("C:\\laws\\1.md", "C:\\laws\\2.md")),
    ],
)
def test_parts_of_one_folder_are_a_whole(folder: str, steps: tuple[str, str]) -> None:
    first, second = (dict(list(NEW_TEXTS.items())[part]) for part in (slice(3), slice(3, None)))
    parts = [(steps[1], text(second, part="周转编")), (steps[0], text(first, part="总则编"))]
    law = merged(*parts)
    assert shape(law) == [(NEW, (folder,))]
    assert law.differences == ()
    assert [article.text for article in law.versions[0].articles] == list(NEW_TEXTS.values())
    assert [article.path for article in law.versions[0].articles] == [("总则编",)] * 3 + [("周转编",)] * 2
    apart = merged(parts[0], ("/elsewhere/1.md", parts[1][1]))
    assert len(apart.versions[0].sources) == 2  # of two folders: not put together
    assert apart.differences


@pytest.mark.parametrize(
    ("registered", "told", "effective"),
    [("2024-01-01", "2025-05-05", "2024-01-01"), (None, "2025-05-05", "2025-05-05"), (None, None, None)],
)
def test_the_day_of_effect_is_that_of_the_registry_or_else_of_the_text(
    registered: str | None, told: str | None, effective: str | None
) -> None:
    registry = Registry((replace(AID_LAW, versions=(Version(NEW, registered, 5),), renumberings=()),))
    law = merged(("a", text(NEW_TEXTS, effective=told)), registry=registry)
    assert law.versions[0].version == Version(NEW, effective, 5)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中华人民共和国样品互助法", AID),
        ("样品互助法", AID),
        ("《样品互助法》（2023年修正）", AID),
        ("样 品 互助法", AID),
        ("最高人民法院关于适用〈中华人民共和国样品互助法〉若干问题的解释", REPLY),
        ("样品 巡夜\n条例", UNKNOWN),  # the title itself
    ],
)
def test_official_name(title: str, name: str) -> None:
    assert official_name(replace(text({}), title=title), REGISTRY) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (AID, LawKind.STATUTE),
        ("样品法典", LawKind.STATUTE),
        ("样品国宪法修正案", LawKind.CONSTITUTION),
        (GUILD, LawKind.REGULATION),
        ("国务院关于样品的决定", LawKind.REGULATION),
        (REPLY, LawKind.INTERPRETATION),
        ("最高人民法院、最高人民检察院关于办理样品案件的解释", LawKind.INTERPRETATION),
        ("最高人民法院关于样品审判工作的意见", LawKind.DOCUMENT),
        ("样品登记办法", LawKind.RULE),
        ("样品会议纪要", LawKind.OTHER),
    ],
)
def test_kind_of_a_law_that_is_not_registered(name: str, kind: LawKind) -> None:
    assert kind_of(name) is kind


def test_bare() -> None:
    assert bare("（一）借用 ２０ 日，不计利息；") == bare("(一)借用20日不计利息。") == "一借用20日不计利息"
