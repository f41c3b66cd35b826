"""Texts of one law from several sources → its versions, each once; where two sources disagree is told, not hidden."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from knowledge.law import Article, ArticleNumber, Law, LawKind, Version, titled
from knowledge.names import STATE, one_width
from knowledge.registry import Registry
from knowledge.sources import LawText

REGISTER = "登记册"
CONTEXT = 12  # characters shown on either side of a difference
_MARKS = re.compile(r"[\W_]+")
_FILE = re.compile(r"[/\\!][^/\\!]*$")  # the last step of a source's name: a path, or ADDRESS!PATH
_KINDS = (
    (LawKind.INTERPRETATION, re.compile(r"^最高人民(法院|检察院).*(解释|规定|批复|决定|安排|规则|办法)")),
    (LawKind.DOCUMENT, re.compile(r"^最高人民(法院|检察院)")),
    (LawKind.CONSTITUTION, re.compile(r"宪法(修正案)?$")),
    (LawKind.STATUTE, re.compile(r"(?<!办)法$|法典$")),
    (LawKind.REGULATION, re.compile(r"条例$|^国务院")),
    (LawKind.RULE, re.compile(r"(规定|办法|细则|规则)$")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text of a law and the name of the source it came from."""

    source: str
    text: LawText


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two sources of one version disagree.

    ``article`` is None where the number of articles differs, or a text without articles.
    """

    law: str
    version: str
    article: ArticleNumber | None
    kept: str
    other: str
    problem: str

    def __str__(self) -> str:
        place = f"{titled(self.law)}（{self.version}）{self.article or ''}"
        return f"{place}：{self.problem}；采用 {self.kept}，另见 {self.other}"


@dataclass(frozen=True, slots=True)
class MergedVersion:
    """One version with its text. ``sources`` begin with the one whose text it is."""

    version: Version
    title: str
    body: str
    articles: tuple[Article, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedLaw:
    """A law from all its sources. ``undated`` are sources that no version could be found for."""

    name: str
    kind: LawKind
    versions: tuple[MergedVersion, ...]
    differences: tuple[Difference, ...]
    undated: tuple[str, ...]


def official_name(text: LawText, registry: Registry) -> str:
    """The law's name in the registry where exactly one law bears the title; otherwise the title itself."""
    known = registry.named(text.title)
    return known[0].name if len(known) == 1 else re.sub(r"\s", "", text.title)


def kind_of(name: str) -> LawKind:
    """What a law that the registry does not know is, to judge by its name."""
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), LawKind.OTHER)


def merge(name: str, readings: Iterable[Reading], registry: Registry) -> MergedLaw:
    """Put the texts of one law together: parts into wholes, sources of one version into one text."""
    law = registry.law(name)
    dated: dict[str, list[Reading]] = {}
    undated: list[str] = []
    for reading in _whole(readings):
        date = _date(reading.text, law)
        if date:
            dated.setdefault(date, []).append(reading)
        else:
            undated.append(reading.source)
    differences: list[Difference] = []
    versions: list[MergedVersion] = []
    for date, same in sorted(_without_twins(dated, law).items()):
        known = _known(law, date)
        kept, *others = sorted(same, key=lambda reading: _preference(reading, known))
        for other in others:
            differences += _differences(name, date, kept, other)
        differences += _incomplete(name, known, kept)
        differences += _begun_otherwise(name, known, (kept, *others))
        effective = (known.effective if known else None) or next(
            (reading.text.effective for reading in (kept, *others) if reading.text.effective), None
        )
        version = replace(known or Version(date), effective=effective)
        sources = tuple(reading.source for reading in (kept, *others))
        versions.append(MergedVersion(version, kept.text.title, kept.text.body, _once(kept.text.articles), sources))
    return MergedLaw(
        name=name,
        kind=law.kind if law else kind_of(name.removeprefix(STATE)),
        versions=tuple(versions),
        differences=tuple(differences),
        undated=tuple(undated),
    )


def bare(text: str) -> str:
    """A text without blanks and punctuation, brackets and digits of one width: what two printings have in common."""
    return _MARKS.sub("", one_width(text))


def _whole(readings: Iterable[Reading]) -> list[Reading]:
    """Texts of whole laws; the parts that one folder holds (总则, 合同编 …) become one."""
    whole: list[Reading] = []
    parts: dict[tuple[str, str | None], list[Reading]] = {}
    for reading in readings:
        if reading.text.part is None:
            whole.append(reading)
        else:
            parts.setdefault((_folder(reading.source), reading.text.published), []).append(reading)
    for (folder, _), same in parts.items():
        same.sort(key=lambda reading: min((article.number for article in reading.text.articles), default=_LAST))
        articles = tuple(
            article
            if _names(article, reading.text.part)
            else replace(article, path=(reading.text.part or "", *article.path))
            for reading in same
            for article in reading.text.articles
        )
        whole.append(Reading(folder, replace(same[0].text, part=None, articles=articles)))
    return whole


def _folder(source: str) -> str:
    return _FILE.sub("", source)


def _names(article: Article, part: str | None) -> bool:
    """Whether the article's headings already begin with the part: 第三编 合同 for 合同编."""
    return bool(article.path and part and part.removesuffix("编") in article.path[0])


_LAST = ArticleNumber(10**6)


def _date(text: LawText, law: Law | None) -> str | None:
    """The date of the version that this text is, as the registry names it where it knows it."""
    latest = [day for day in (text.published, max(text.dates, default=None)) if day]
    versions = law.versions if law else ()
    for day in latest:
        for version in versions:
            if day == version.date or day in version.also:
                return version.date
    if latest:
        return latest[0]
    counted = [version.date for version in versions if version.articles == len(text.articles)]
    return counted[0] if len(counted) == 1 else None


def _known(law: Law | None, date: str) -> Version | None:
    return next((version for version in law.versions if version.date == date), None) if law else None


def _without_twins(dated: dict[str, list[Reading]], law: Law | None) -> dict[str, list[Reading]]:
    """Versions whose text is the same to the letter are one, under the date that the registry knows, or the first."""
    kept: dict[str, list[Reading]] = {}
    dates: dict[str, str] = {}
    for date in sorted(dated, key=lambda date: (_known(law, date) is None, date)):
        for reading in dated[date]:
            print_ = bare(reading.text.body + "".join(article.text for article in reading.text.articles))
            known = _known(law, date) is not None
            target = date if known else dates.setdefault(print_, date)
            dates.setdefault(print_, target)
            kept.setdefault(target, []).append(reading)
    return kept


def _preference(reading: Reading, known: Version | None) -> tuple[bool, int, int, str]:
    """Best first: the number of articles the registry expects, more articles, fewer doubts, then by name."""
    count = len(reading.text.articles)
    expected = known.articles if known else None
    return (expected is not None and count != expected, -count, len(reading.text.doubts), reading.source)


def _once(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Each number once; where a source prints one twice, the first stands (the reader has told of it)."""
    first: dict[ArticleNumber, Article] = {}
    for article in articles:
        first.setdefault(article.number, article)
    return tuple(first.values())


def _differences(law: str, version: str, kept: Reading, other: Reading) -> Iterable[Difference]:
    mine = {article.number: article.text for article in _once(kept.text.articles)}
    theirs = {article.number: article.text for article in _once(other.text.articles)}
    if mine.keys() != theirs.keys():
        missing = "、".join(str(number) for number in sorted(mine.keys() ^ theirs.keys())[:5])
        problem = f"条数不同（{len(mine)}条、{len(theirs)}条），如{missing}"
        yield Difference(law, version, None, kept.source, other.source, problem)
    for number in sorted(mine.keys() & theirs.keys()):
        if bare(mine[number]) != bare(theirs[number]):
            problem = _excerpt(bare(mine[number]), bare(theirs[number]))
            yield Difference(law, version, number, kept.source, other.source, problem)
    bodies = bare(kept.text.body), bare(other.text.body)
    if not mine and not theirs and bodies[0] != bodies[1]:
        yield Difference(law, version, None, kept.source, other.source, _excerpt(*bodies))


def _incomplete(law: str, known: Version | None, kept: Reading) -> Iterable[Difference]:
    """A text that has not the articles that the registry counts: cut short, or more than the law."""
    count = len(_once(kept.text.articles))
    if known and known.articles and known.articles != count:
        problem = f"应有{known.articles}条，文本有{count}条"
        yield Difference(law, known.date, None, kept.source, REGISTER, problem)


def _begun_otherwise(law: str, known: Version | None, readings: Sequence[Reading]) -> Iterable[Difference]:
    """Texts that take effect on another day than the registry says."""
    for reading in readings:
        if known and known.effective and reading.text.effective not in {None, known.effective}:
            problem = f"登记自{known.effective}起施行，文本自{reading.text.effective}起"
            yield Difference(law, known.date, None, REGISTER, reading.source, problem)


def _excerpt(old: str, new: str) -> str:
    """The first place where two texts part, with a little around it."""
    step = next(step for step in Levenshtein.opcodes(old, new) if step.tag != "equal")
    ours = old[max(0, step.src_start - CONTEXT) : step.src_end + CONTEXT]
    theirs = new[max(0, step.dest_start - CONTEXT) : step.dest_end + CONTEXT]
    return f"“{ours}”与“{theirs}”"
