"""The registry: which law a name means, which version is law on a day, and what a library adds to it."""

from dataclasses import replace

import pytest

from knowledge.law import ArticleNumber, Law, LawKind, Repeal, Subject, Version
from knowledge.registry import Registry, version_in_force
from tests.knowledge.statutes import AID, AID_LAW, NEW, OLD, REPLY, REPLY_LAW

STATUTE = LawKind.STATUTE
FIRST = Law("最高人民法院关于适用《中华人民共和国样品互助法》的解释（一）", LawKind.INTERPRETATION, ("互助解释",))
SECOND = Law("最高人民法院关于适用《中华人民共和国样品互助法》的解释（二）", LawKind.INTERPRETATION, ("互助解释",))
TAKEN = Law("样品巡夜法", STATUTE, ("样品互助法", "样品更夫法"))  # its alias is another's official name
DERIVED = Law("样品更夫法（试行）", STATUTE)  # its short name is another's alias
ISSUED = Law(
    "样品打更规定", LawKind.RULE, versions=(Version("2020-01-01", document="样发〔2020〕3号"), Version("2021-01-01"))
)
REGISTRY = Registry((AID_LAW, REPLY_LAW, FIRST, SECOND, TAKEN, DERIVED, ISSUED))


@pytest.mark.parametrize(
    ("name", "laws"),
    [
        (AID, [AID_LAW]),
        ("样品互助法", [AID_LAW]),  # an official name outdoes an alias
        ("《样品互助法》", [AID_LAW]),
        ("样品互助法（2023年修正）", [AID_LAW]),
        ("互助法", [AID_LAW]),
        ("样品更夫法", [TAKEN]),  # an alias outdoes a derived name
        ("样品更夫法(试行)", [DERIVED]),
        ("互助解释", [FIRST, SECOND]),  # ambiguous
        ("样品互助法解释一", [FIRST]),
        ("样品互助法解释(二)", [SECOND]),
        ("样品互助法解释", [REPLY_LAW]),
        ("样品互助", []),
        ("打更规定", []),
        ("", []),
    ],
)
def test_named(name: str, laws: list[Law]) -> None:
    assert list(REGISTRY.named(name)) == laws


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("依照样品互助法", "样品互助法"),  # the longer of 互助法 and 样品互助法
        ("依照中华人民共和国样品互助法", AID),
        ("依照互助法", "互助法"),
        ("依照样品更夫法（试行）", "样品更夫法（试行）"),
        (f"依照{REPLY}", REPLY),
        (f"依照{REPLY.replace('《', '〈').replace('》', '〉')}", REPLY.replace("《", "〈").replace("》", "〉")),
        ("依照样品互助法和", None),
        ("法", None),
        ("", None),
    ],
)
def test_longest_ending(text: str, found: str | None) -> None:
    start = REGISTRY.longest_ending(text, len(text))
    assert (None if start is None else text[start:]) == found


@pytest.mark.parametrize(
    ("number", "laws"),
    [
        ("样发〔2020〕3号", [ISSUED]),
        ("样发[2020]3号", [ISSUED]),
        ("样发（2020）第3号", [ISSUED]),
        ("样发〔2020〕4号", []),
        ("样函〔2020〕3号", []),
        ("胡话", []),
    ],
)
def test_by_document(number: str, laws: list[Law]) -> None:
    assert list(REGISTRY.by_document(number)) == laws


def dated(*versions: tuple[str, str | None], repealed: str | None = None) -> Law:
    return Law(
        "样品法",
        STATUTE,
        versions=tuple(Version(date, effective) for date, effective in versions),
        repeal=Repeal(repealed) if repealed else None,
    )


TWO = dated(("2019-03-01", "2019-06-01"), ("2023-05-06", "2024-01-01"))
ENDED = dated(("2019-03-01", "2019-06-01"), repealed="2021-01-01")
UNKNOWN = dated(("2019-03-01", None), ("2023-05-06", None))
TWICE = dated(("2020-01-01", "2021-01-01"), ("2020-06-01", "2021-01-01"))  # amended before it was law


@pytest.mark.parametrize(
    ("law", "on", "version"),
    [
        (TWO, "2019-05-31", None),
        (TWO, "2019-06-01", "2019-03-01"),
        (TWO, "2023-05-06", "2019-03-01"),  # published, not yet law
        (TWO, "2023-12-31", "2019-03-01"),
        (TWO, "2024-01-01", "2023-05-06"),
        (TWO, "2999-01-01", "2023-05-06"),
        (ENDED, "2020-12-31", "2019-03-01"),
        (ENDED, "2021-01-01", None),
        (UNKNOWN, "2019-02-28", None),
        (UNKNOWN, "2019-03-01", "2019-03-01"),  # from the day of publication
        (UNKNOWN, "2023-05-06", "2023-05-06"),
        (TWICE, "2020-12-31", None),
        (TWICE, "2021-01-01", "2020-06-01"),
        (dated(), "2024-01-01", None),
    ],
)
def test_version_in_force(law: Law, on: str, version: str | None) -> None:
    found = version_in_force(law, on)
    assert (found and found.date) == version


def test_a_library_adds_laws_versions_and_days_and_changes_nothing_else() -> None:
    known = replace(AID_LAW, versions=(Version(OLD, None, 5), replace(AID_LAW.versions[1], also=("2023-05-08",))))
    imported = Law(
        AID,
        LawKind.OTHER,
        versions=(
            Version("2015-01-01", "2015-02-01", 4),  # unknown so far
            Version(OLD, "2019-07-07", 4),  # its day was unknown; the number of articles was not
            Version(NEW, "2025-05-05", 4),  # the registry knows better
            Version("2023-05-08", "2025-05-05", 4),  # another date of the one before
        ),
    )
    new = Law("样品巡更条例", LawKind.REGULATION, versions=(Version("2022-02-02"),))
    registry = Registry((known, REPLY_LAW)).with_laws([imported, new])
    law = registry.law(AID)
    assert law is not None
    assert (law.kind, law.aliases, law.renumberings) == (known.kind, known.aliases, known.renumberings)
    assert law.versions == (
        Version("2015-01-01", "2015-02-01", 4),
        Version(OLD, "2019-07-07", 5),
        known.versions[1],
    )
    assert registry.named("样品巡更条例") == (new,)
    assert registry.law(REPLY) == REPLY_LAW


def test_what_the_registry_says_of_articles() -> None:
    said = [Subject(AID, NEW, ArticleNumber(number), f"第{number}样", "要旨") for number in (1, 3)]
    registry = Registry((AID_LAW,), tuple(said))
    assert registry.subject(AID, ArticleNumber(3)) == said[1]
    assert registry.subject(AID, ArticleNumber(2)) is None
    assert registry.subjects_of(AID) == tuple(said)
    assert registry.subjects_of(REPLY) == ()


def test_the_digest_tells_registries_apart_by_what_they_say_of_laws() -> None:
    registry = Registry((AID_LAW,))
    assert registry.digest == Registry((replace(AID_LAW),)).digest
    assert registry.digest != Registry((replace(AID_LAW, aliases=("别名",)),)).digest


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return Registry.load()


def test_the_shipped_registry_loads(shipped: Registry) -> None:
    assert len(shipped.laws) > 1500
    assert len(shipped.subjects) > 1000
    assert all(list(shipped.named(law.name)) == [law] for law in shipped.laws)
    assert {subject.law for subject in shipped.subjects} <= {law.name for law in shipped.laws}


@pytest.mark.parametrize(
    ("alias", "law"),
    [
        ("民诉法", "中华人民共和国民事诉讼法"),
        ("民法典", "中华人民共和国民法典"),
        ("破产法", "中华人民共和国企业破产法"),
        ("劳动法", "中华人民共和国劳动法"),
        ("民诉法解释", "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释"),
    ],
)
def test_short_names_that_everybody_uses(shipped: Registry, alias: str, law: str) -> None:
    assert [one.name for one in shipped.named(alias)] == [law]


def test_names_of_several_laws_choose_none(shipped: Registry) -> None:
    assert len(shipped.named("公司法解释")) > 1
    assert len(shipped.named("劳动争议解释")) > 1
