"""The library answers by date: which text was law on a day, where it stood before, and who cites it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import CitationError
from knowledge.importing import ImportReport
from knowledge.law import ArticleId, ArticleNumber, Law, LawKind, Repeal, Version
from knowledge.library import Library
from knowledge.names import plain_name
from knowledge.registry import Registry, version_in_force
from tests.knowledge.statutes import (
    AID,
    AID_LAW,
    AIMS,
    FUND,
    GUILD,
    GUILD_LAW,
    GUILD_TEXTS,
    INTEREST,
    NEW,
    NEW_TEXTS,
    OLD,
    OLD_TEXTS,
    REGISTRY,
    REPLY,
    headed,
    import_,
    key,
    save,
    statutes,
)

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LAWS = DATA / "laws"
needs_laws = pytest.mark.skipif(not LAWS.is_dir(), reason="the laws (../shared/data/laws) are not on this machine")
DAY = "2026-01-01"
NIGHT = "样品巡夜条例"  # no registry knows it
NIGHT_TEXTS = {1: "依照《样品互助法》第三条打更。", 2: "略。"}
UNTOLD = Law("样品打更办法", LawKind.RULE)  # registered, no text
GONE = Law("样品打更法", LawKind.STATUTE, repeal=Repeal("2020-01-01"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("statutes")
    folder = statutes(home / "laws")
    save(folder, f"{NIGHT}(2022-02-02).md", headed(NIGHT, "2022-02-02", NIGHT_TEXTS))
    save(folder, "901.md", "# 指导案例901号：甲诉乙案\n\n## 基本案情\n\n没有盖印。\n\n## 裁判结果\n\n照还。\n")
    import_(home, folder)
    return home


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    registry = Registry((*REGISTRY.laws, UNTOLD, GONE))
    library = Library.open(home, registry)
    yield library
    library.close()


def place(article: str) -> ArticleId:
    """互助法3 is an article of the law that this short name means."""
    name = article.rstrip("0123456789")
    law = {"互助法": AID, "条例": GUILD, "解释": REPLY, "巡夜": NIGHT}[name]
    return key(int(article.removeprefix(name)), law)


@pytest.mark.parametrize(
    ("article", "on", "text", "until"),
    [
        ("互助法2", "2019-05-31", None, None),  # published, not yet law
        ("互助法2", "2019-06-01", FUND, "2024-01-01"),
        ("互助法2", "2023-12-31", FUND, "2024-01-01"),
        ("互助法2", "2024-01-01", NEW_TEXTS[2], None),
        ("互助法5", DAY, INTEREST, None),
        ("互助法6", DAY, None, None),
        ("条例1", "2001-04-30", None, None),
        ("条例1", "2001-05-01", GUILD_TEXTS[1], "2024-01-01"),
        ("条例1", "2023-12-31", GUILD_TEXTS[1], "2024-01-01"),
        ("条例1", "2024-01-01", None, None),  # repealed
        ("解释1", "2024-02-01", None, None),  # its day of effect is not registered; the text says: when published
        ("解释1", "2024-02-02", "样品互助法第三条所说的作坊，包括只有一人的作坊。", None),
        ("巡夜2", "2022-02-02", "略。", None),  # unknown to the registry
        ("巡夜2", "2022-02-01", None, None),
    ],
)
def test_an_article_on_a_day(library: Library, article: str, on: str, text: str | None, until: str | None) -> None:
    found = library.article(place(article), on)
    assert (found and found.article.text, found and found.until) == (text, until)
    assert found is None or (found.in_force(on) and found.id == place(article))


def test_a_version_is_in_force_from_its_day_until_the_next(library: Library) -> None:
    found = library.provision(key(2), OLD)
    assert found is not None
    days = ["2019-05-31", "2019-06-01", "2023-12-31", "2024-01-01"]
    assert [found.in_force(day) for day in days] == [False, True, True, False]
    assert library.provision(key(2), "2019-03-02") is None
    assert library.provision(key(2, "样品法"), OLD) is None


def test_a_version_that_was_amended_before_it_was_law_never_was(tmp_path: Path) -> None:
    law = replace(AID_LAW, versions=(Version(OLD, "2024-01-01"), Version(NEW, "2024-01-01")), renumberings=())
    registry = Registry((law,))
    import_(tmp_path, statutes(tmp_path / "laws"), registry=registry)
    library = Library.open(tmp_path, registry)
    old = library.provision(key(2), OLD)
    assert old is not None
    assert not any(old.in_force(day) for day in ("2019-03-01", "2023-12-31", "2024-01-01", DAY))
    assert library.days(AID, OLD) == ("2024-01-01", "2024-01-01")


@pytest.mark.parametrize(
    ("article", "version", "expected"),
    [
        (1, OLD, [(OLD, 1), (NEW, 1)]),  # it stayed
        (1, NEW, [(OLD, 1), (NEW, 1)]),
        (2, OLD, [(OLD, 2), (NEW, 3)]),  # it moved
        (3, NEW, [(OLD, 2), (NEW, 3)]),
        (4, NEW, [(OLD, 3), (NEW, 4)]),  # it moved and grew
        (5, OLD, [(OLD, 5)]),  # it was dropped
        (2, NEW, [(NEW, 2)]),  # it is new: what had its number moved away
        (5, NEW, [(OLD, 4), (NEW, 5)]),
    ],
)
def test_the_same_rule_in_every_version(
    library: Library, article: int, version: str, expected: list[tuple[str, int]]
) -> None:
    provision = library.provision(key(article), version)
    assert provision is not None
    assert [(one.version.date, one.id.number.number) for one in library.versions(provision)] == expected


def test_what_took_the_number_of_a_rule_that_moved_is_not_that_rule_however_alike(tmp_path: Path) -> None:
    alike = {**NEW_TEXTS, 2: "作坊可以借用木料。", 3: "作坊可以借用周转金。"}
    save(tmp_path, f"laws/a({OLD}).md", headed(AID, OLD, {**OLD_TEXTS, 2: "作坊可以借用周转金。"}))
    save(tmp_path, f"laws/b({NEW}).md", headed(AID, NEW, alike))
    import_(tmp_path, tmp_path / "laws")
    library = Library.open(tmp_path, REGISTRY)
    provision = library.provision(key(2), NEW)
    assert provision is not None
    assert [one.version.date for one in library.versions(provision)] == [NEW]


def test_texts_under_one_number_that_have_nothing_in_common_are_not_one_rule(tmp_path: Path) -> None:
    registry = Registry((replace(AID_LAW, renumberings=()),))  # nothing is known of moves
    import_(tmp_path, statutes(tmp_path / "laws"), registry=registry)
    library = Library.open(tmp_path, registry)
    for number, dates in ((1, [OLD, NEW]), (5, [NEW])):
        provision = library.provision(key(number), NEW)
        assert provision is not None
        assert [one.version.date for one in library.versions(provision)] == dates


@pytest.mark.parametrize(
    ("article", "on", "expected"),
    [
        # 第三条 of today: its own 第四条 (依照本法), the interpretation; the by-law wrote of 第三条 as it was in 2022
        ("互助法3", DAY, ["互助法4", "解释1"]),
        ("互助法4", DAY, ["巡夜1"]),  # where that one is now
        ("互助法3", "2023-06-01", ["巡夜1"]),
        ("互助法1", DAY, []),
        ("条例1", DAY, []),
        ("巡夜1", DAY, []),
    ],
)
def test_who_cites_an_article(library: Library, article: str, on: str, expected: list[str]) -> None:
    assert set(library.citing(place(article), on)) == {place(one) for one in expected}


@pytest.mark.parametrize(
    ("citation", "on", "article", "text"),
    [
        ("互助法第三条", DAY, 3, FUND),
        ("《中华人民共和国样品互助法》第三条", DAY, 3, FUND),
        ("样品互助法3条", DAY, 3, FUND),
        ("互助法第３条第一款", DAY, 3, FUND),
        ("互助法第三条", "2022-06-01", 3, OLD_TEXTS[3]),
    ],
)
def test_look_up(library: Library, citation: str, on: str, article: int, text: str) -> None:
    found = library.look_up(citation, on)
    assert (found.id, found.article.text) == (key(article), text)


@pytest.mark.parametrize(
    ("citation", "on", "told"),
    [
        ("", DAY, "一部法律和一个条号"),
        ("今天", DAY, "一部法律和一个条号"),
        ("互助法", DAY, "一部法律和一个条号"),
        ("互助法第三条、第四条", DAY, "一部法律和一个条号"),
        ("第三条", DAY, "一部法律和一个条号"),
        ("《样品海运法》第三条", DAY, "请核对名称"),
        ("互助法第六条", DAY, "没有第六条（共5条）"),
        ("样品巡夜条例第九条", DAY, "没有第九条（共2条）"),  # counted in the text
        ("互助法第三条", "2019-05-31", "没有有效的文本，可用 --on 换一个日期"),
        ("样品商会登记条例第一条", DAY, "已于2024-01-01废止，可用 --on 换一个日期"),
        ("样品打更办法第一条", DAY, "登记在册，没有它的文本可查"),
        ("样品打更法第一条", DAY, "已于2020-01-01废止，没有它的文本可查"),
        ("样品打更法第一条", "2019-01-01", "登记在册，没有它的文本可查"),
    ],
)
def test_look_up_tells_what_is_wrong(library: Library, citation: str, on: str, told: str) -> None:
    with pytest.raises(CitationError) as caught:
        library.look_up(citation, on)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"“{citation}”")
    assert "None" not in str(caught.value)


def test_look_up_tells_what_was_not_imported_and_what_is_ambiguous(home: Path) -> None:
    later = Version("2025-05-05", "2025-06-01")
    law = replace(AID_LAW, versions=(*AID_LAW.versions, later))
    twin = Law("样品互济法", LawKind.STATUTE, ("互助法",))
    library = Library.open(home, Registry((law, twin, GUILD_LAW)))
    with pytest.raises(CitationError, match="2025-05-05文本还没有导入，请先用 shukun import"):
        library.look_up(f"《{AID}》第三条", DAY)
    with pytest.raises(CitationError, match=r"可以指《.*》、《.*》，请写全称"):
        library.look_up("互助法第三条", DAY)


def test_whole_versions(library: Library) -> None:
    provisions = library.provisions(AID, NEW)
    assert [one.id for one in provisions] == [key(number) for number in NEW_TEXTS]
    assert [one.article.text for one in provisions] == list(NEW_TEXTS.values())
    assert {one.until for one in library.provisions(AID, OLD)} == {"2024-01-01"}
    assert provisions[0].article.path == ("第一章 总则",)
    assert library.provisions(AID, "2019-03-02") == library.provisions("样品法", NEW) == ()
    assert library.texts(AID, NEW)[ArticleNumber(1)] == AIMS
    assert library.text_versions(AID) == {OLD, NEW}
    assert library.text_versions("样品法") == frozenset()
    assert library.body(AID, "2019-03-02") is None
    assert "第三次会议通过" in (library.body(AID, NEW) or "")


def test_every_imported_version_has_its_days(library: Library) -> None:
    days = {
        (AID, OLD): ("2019-06-01", "2024-01-01"),  # until the next version
        (AID, NEW): ("2024-01-01", ""),
        (GUILD, "2001-02-03"): ("2001-05-01", "2024-01-01"),  # until it was repealed
        (REPLY, "2024-02-02"): ("2024-02-02", ""),  # from its date, no other being known
        (NIGHT, "2022-02-02"): ("2022-02-02", ""),
    }
    assert sorted(library.imported()) == sorted(days)  # each once
    assert {one: library.days(*one) for one in days} == days
    for (law, date), (since, until) in days.items():
        for day in {since, until or since}:
            assert all(one.in_force(day) == (day == since) for one in library.provisions(law, date)), (law, day)


def test_a_version_that_nobody_knows_is_law_from_its_date(library: Library) -> None:
    assert library.days(AID, "2019-03-02") == ("2019-03-02", "")
    assert library.days("样品法", NEW) == (NEW, "")


def test_cases(library: Library) -> None:
    ((id, case),) = library.cases()
    assert id.startswith("case-import-")
    assert library.case(id) == library.guiding_case(901) == case
    assert (case.number, case.title, case.sections[0]) == (901, "甲诉乙案", ("基本案情", "没有盖印。"))
    assert library.case("case-import-none") is None
    assert library.guiding_case(902) is None


def test_with_nothing_imported_the_registry_is_all_there_is(tmp_path: Path) -> None:
    library = Library.open(tmp_path, REGISTRY)
    assert (library.empty, library.digest, list(library.cases())) == (True, "", [])
    assert library.article(key(1), DAY) is None
    assert library.citing(key(1), DAY) == ()
    assert library.registry == REGISTRY
    with pytest.raises(CitationError, match="还没有导入"):
        library.look_up("互助法第三条", DAY)
    assert not (tmp_path / "library").exists()  # looking makes nothing
    library.close()


# --- the real collection

CODE = "中华人民共和国民法典"
PROCEDURE = "中华人民共和国民事诉讼法"
WHOLE = [  # law, version in force on DAY, its articles, its sources
    (CODE, "2020-05-28", 1260, 2),
    ("中华人民共和国企业破产法", "2006-08-27", 136, 2),
    (PROCEDURE, "2023-09-01", 306, 2),
    ("中华人民共和国公司法", "2023-12-29", 266, 2),
    ("中华人民共和国劳动合同法", "2012-12-28", 98, 2),
    ("诉讼费用交纳办法", "2006-12-19", 56, 1),
]
DIFFERENT = {  # a slip of one source or the other, each read over
    ("中华人民共和国农民专业合作社法", "第十九条"),
    ("中华人民共和国农民专业合作社法", "第二十九条"),
    ("中华人民共和国户口登记条例", "第四条"),
    ("中华人民共和国放射性污染防治法", "第二十一条"),
    ("中华人民共和国特种设备安全法", "第三十条"),
    ("中华人民共和国缔结条约程序法", "第十三条"),
    ("中华人民共和国长江保护法", None),  # one source ends with 第七十九条
    ("中华人民共和国长江保护法", "第七十九条"),
    ("中华人民共和国领事特权与豁免条例", "第二十条"),
    ("中国人民解放军军官军衔条例", "第十二条"),
    ("中华人民共和国宪法修正案（2018年）", None),  # the registry counts from 第三十二条 on
}


@needs_laws
@pytest.mark.parametrize(("law", "version", "count", "sources"), WHOLE)
def test_a_real_law_is_whole(
    collection: tuple[Library, ImportReport], law: str, version: str, count: int, sources: int
) -> None:
    library, report = collection
    known = library.registry.law(law)
    assert known is not None
    current = version_in_force(known, DAY)
    assert current is not None
    assert (current.date, current.articles) == (version, count)
    numbers = [one.id.number for one in library.provisions(law, version)]
    assert numbers == [ArticleNumber(number) for number in range(1, count + 1)]  # each once
    assert all(one.article.paragraphs for one in library.provisions(law, version))
    assert sources == 1 or not [one for one in report.differences if one.law == law]  # the two agree


@needs_laws
def test_one_number_is_two_rules_on_two_days(collection: tuple[Library, ImportReport]) -> None:
    library, _ = collection
    before, now = (library.look_up("民事诉讼法第205条", day) for day in ("2022-06-01", DAY))
    assert (before.version.date, now.version.date) == ("2021-12-24", "2023-09-01")
    assert "司法确认" in now.article.text
    assert "司法确认" not in before.article.text
    moved = {one.version.date: one.id.number.number for one in library.versions(now)}
    assert moved == {"2021-12-24": 201, "2023-09-01": 205}


@needs_laws
def test_two_sources_of_all_laws_differ_where_they_are_known_to(collection: tuple[Library, ImportReport]) -> None:
    _, report = collection
    assert {(one.law, one.article and str(one.article)) for one in report.differences} == DIFFERENT


@needs_laws
def test_every_file_is_read_or_skipped_with_a_reason(collection: tuple[Library, ImportReport]) -> None:
    library, report = collection
    files = {str(file) for file in LAWS.rglob("*") if file.is_file() and not file.name.startswith(".")}
    assert report.read > 1800
    assert all(remark.problem and Path(remark.file).exists() for remark in report.skipped)
    assert {remark.file for remark in report.skipped} <= files
    assert len(report.skipped) < 10, report.skipped
    assert report.laws == len({law for law, _ in library.imported()}) > 1400


@needs_laws
def test_every_title_is_that_of_one_registered_law(collection: tuple[Library, ImportReport]) -> None:
    library, _ = collection
    shipped = Registry.load()
    imported = {law for law, _ in library.imported()}
    assert {law for law in imported if [one.name for one in shipped.named(law)] != [law]} == set()
    unknown = {(law, day) for law in imported for day in library.text_versions(law)} - {
        (law.name, version.date) for law in shipped.laws for version in law.versions
    }
    assert unknown == set()
    assert all(plain_name(law) for law in imported)
