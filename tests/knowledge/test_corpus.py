"""The shipped records: what must be among them, and that their figures and articles are those of the sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from knowledge.build import CORPUS
from knowledge.readers.record_file import read_corpus
from knowledge.records import Kind, LegalBasis, Record, Section

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = SHARED / "seeds"
LAWS = SHARED / "data" / "laws"
RECORDS = read_corpus(CORPUS)
DIGITS = "零一二三四五六七八九"


def of_kind(kind: Kind) -> list[Record]:
    return [record for record in RECORDS if record.kind is kind]


@pytest.mark.parametrize(
    ("kind", "least"), [(Kind.MECHANISM, 45), (Kind.CASE, 40), (Kind.PROCEDURE, 30), (Kind.OPINION, 20)]
)
def test_enough_of_each(kind: Kind, least: int) -> None:
    assert len(of_kind(kind)) >= least


def test_conditions_can_be_ticked_and_steps_followed() -> None:
    for record in of_kind(Kind.MECHANISM):
        assert all(line.startswith("- ") for line in record.sections[Section.CONDITIONS].splitlines()), record.id
        steps = record.sections[Section.STEPS].splitlines()
        assert [line.partition(". ")[0] for line in steps] == [str(at + 1) for at in range(len(steps))], record.id
        told = [line.partition("：")[0] for line in record.sections[Section.ROLES].splitlines()]
        assert told == ["- 调解员", "- 当事人", "- 法官"], record.id


def test_a_case_names_the_mechanisms_it_used() -> None:
    assert [one.id for one in of_kind(Kind.CASE) if not any(id.startswith("mechanism-") for id in one.related)] == []


@pytest.mark.parametrize(
    "name",
    [
        *("活封", "额度冻结", "执行和解", "执转破", "执破融合", "破产和解", "重整", "信用修复", "失信惩戒宽限期"),
        *("交叉执行", "协同执行", "集中执行", "执行管理人", "护薪先行", "先予执行"),
    ],
)
def test_mechanism_has_this_name(name: str) -> None:
    assert [record.id for record in of_kind(Kind.MECHANISM) if name in (record.title, *record.aliases)], name


@pytest.mark.parametrize(
    ("place", "count"),
    [("东莞", 3), ("包头", 2), ("深圳", 1), ("重庆", 1), ("宁波–陵水", 1), ("眉山", 1)],
)
def test_cases_of_a_place(place: str, count: int) -> None:
    assert len([record for record in of_kind(Kind.CASE) if record.title.startswith(place)]) == count


@pytest.mark.parametrize(
    ("places", "count"),
    [(("厦门", "宁德", "连城", "闽侯"), 4), (("浏阳", "湘乡"), 2)],  # Fujian, Hunan
)
def test_cases_of_a_province(places: tuple[str, ...], count: int) -> None:
    assert len([record for record in of_kind(Kind.CASE) if record.title.startswith(places)]) == count


@pytest.mark.parametrize(
    ("record_id", "value"),
    [
        ("case-dongguan-electronics", "2348宗"),
        ("case-dongguan-electronics", "148家"),
        ("case-dongguan-electronics", "6小时"),
        ("case-dongguan-mould", "196天"),
        ("case-dongguan-smart-wearable", "371家"),
        ("case-shenzhen-decoration", "49个账户"),
        ("case-shenzhen-decoration", "160亿元"),
        ("case-chongqing-housing", "360户"),
        ("case-ningde-shangbaishi", "55天"),
        ("case-baotou-magnet", "84天"),
        ("case-baotou-power", "32起"),
        ("case-meishan-battery", "350万元"),
        ("case-ningbo-lingshui", "7765.3余亩"),
        ("case-hunan-liuyang", "927名"),
        ("case-xiamen-deduction", "1.17亿元"),
    ],
)
def test_figure_is_the_reported_one(record_id: str, value: str) -> None:
    record = next(record for record in RECORDS if record.id == record_id)
    assert value in {figure.value for figure in record.figures}
    assert value in "".join(record.sections.values())


def test_ids_and_names_are_distinct() -> None:
    names = [name for record in RECORDS for name in {record.title, *record.aliases}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the reports (../shared/seeds) are not on this machine")
def test_every_figure_is_in_the_reports() -> None:
    reports = "".join("".join(file.read_text(encoding="utf-8").split()) for file in SEEDS.glob("*.txt"))
    assert reports
    # Procedures rest on the text of the law, and these cases on published collections.
    elsewhere = ("procedure-", "case-guiding-", "case-mediation-")
    figures = [
        (record.id, figure) for record in RECORDS if not record.id.startswith(elsewhere) for figure in record.figures
    ]
    assert len(figures) > 150
    assert [(key, figure.value) for key, figure in figures if figure.value not in reports] == []


@dataclass(frozen=True)
class Text:
    """A law as one of the two collections has it."""

    titles: frozenset[str]
    name: str
    body: str

    def has(self, basis: LegalBasis) -> bool:
        """Whether this is the version that the record names, and has the article."""
        year, month, day = (int(part) for part in basis.version.split("-"))
        dated = basis.version in self.name or f"{year}年{month}月{day}日" in self.body
        return dated and (basis.article is None or article_in(self.body, basis.article) is not None)


def plain(title: str) -> str:
    return re.sub(r"中华人民共和国|[\s《》]|\(\d{4}-\d\d-\d\d\)", "", title)


def number(article: str) -> int:
    value, digit = 0, 0
    for character in article[1:-1]:
        if character in "千百十":
            value += (digit or 1) * {"千": 1000, "百": 100, "十": 10}[character]
            digit = 0
        else:
            digit = DIGITS.index(character)
    return value + digit


def article_in(body: str, article: str) -> str | None:
    """The paragraph that opens the article: 第三条 …, **第三条**　…, or 3. … and 三、… in texts numbered so."""
    found = re.search(rf"^(\*\*)?{article}(\*\*)?\s.*$", body, re.MULTILINE)
    if not found and article.endswith("条"):
        found = re.search(rf"^({number(article)}\.|{article[1:-1]}、)[^\d].*$", body, re.MULTILINE)
    return found.group(0) if found else None


def texts() -> Iterator[Text]:
    for file in (LAWS / "china-law-db").rglob("*.md"):  # a file is a law, or a book of the civil code
        yield text_of([file])
    for folder in {file.parent for file in (LAWS / "just-laws").rglob("*.md")}:  # a folder is a law, whole or in parts
        yield text_of([folder / "README.md", *sorted(folder.glob("[0-9]*.md"))])


def text_of(files: list[Path]) -> Text:
    body = "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())
    heading = re.search(r"^# (.+)$", body, re.MULTILINE)
    titles = {plain(files[0].stem), plain(heading.group(1)) if heading else ""}
    return Text(frozenset(titles), files[0].name, body)


@cache
def library() -> dict[str, list[Text]]:
    laws: dict[str, list[Text]] = {}
    for text in texts():
        for title in text.titles:
            laws.setdefault(title, []).append(text)
    return laws


needs_laws = pytest.mark.skipif(not LAWS.is_dir(), reason="the laws (../shared/data/laws) are not on this machine")


@needs_laws
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_every_verified_basis_is_an_article_of_that_version(record: Record) -> None:
    missing = [
        str(basis)
        for basis in record.basis
        if basis.verified and not any(text.has(basis) for text in library().get(plain(basis.law), []))
    ]
    assert missing == []


@needs_laws
@pytest.mark.parametrize(
    ("law", "version", "article"),
    [
        ("中华人民共和国民事诉讼法", "2023-09-01", "第三百零七条"),  # one more than there are
        ("中华人民共和国民事诉讼法", "2022-09-01", "第二百四十一条"),  # no such version
        ("最高人民法院关于人民法院执行工作若干问题的规定（试行）", "2020-12-29", "第九十九条"),  # numbered 1. to 79.
    ],
)
def test_the_check_above_can_fail(law: str, version: str, article: str) -> None:
    basis = LegalBasis(law, version, article, "", verified=True)
    assert library()[plain(law)]
    assert not any(text.has(basis) for text in library()[plain(law)])
