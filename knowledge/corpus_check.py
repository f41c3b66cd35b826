"""The corpus as a whole: how much there is, what it rests on, how plainly it speaks, and what is said twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.basis import passages_by_law
from knowledge.citations.editions import Edition
from knowledge.citations.subjects import speaks_of_another
from knowledge.clauses import Clause
from knowledge.errors import RecordError
from knowledge.figures import Figure
from knowledge.forms import Form
from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from knowledge.readers.clause_file import read_clauses
from knowledge.readers.figure_file import read_figures
from knowledge.readers.form_file import read_forms, read_glossary
from knowledge.readers.heard_file import read_heard
from knowledge.readers.record_file import read_corpus
from knowledge.readers.relief_file import read_routes
from knowledge.records import LegalBasis, Record, Role, Section
from knowledge.registry import version_in_force

MOST_UNVERIFIED = 0.15  # share of the legal bases that may rest on texts which could not be read
LONGEST_SENTENCE = 80  # characters, in what litigants read
MEAN_SENTENCE = 45  # characters
TWICE = 20  # characters from which a sentence that stands in two records is a duplicate
LONG, ALIKE = 60, 80  # characters of a section, and likeness in percent, from which two say the same
FOR_LITIGANTS = (
    Section.WHAT,
    Section.FITS,
    Section.CONDITIONS,
    Section.WHERE,
    Section.STEPS,
    Section.PAPERS,
    Section.COST,
    Section.TIME,
    Section.FORMS,
    Section.RISKS,
    Section.MISTAKES,
    Section.NEXT,
    Section.ROLES,
)
SENTENCE = re.compile(r"[^。；？！\n]+[。；？！]?")
CITED = re.compile(r"（[^（）]*第[^（）]*条[^（）]*）")  # where a sentence names its source, which is not read aloud
LEAD = re.compile(r"^(- |\d+\. )")


@dataclass(frozen=True, slots=True)
class Unverified:
    """A legal basis that was not confirmed, where it stands, and why."""

    id: str
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Readability:
    """Of what litigants read in a record: characters of a sentence, in the mean and at most; the longest one."""

    id: str
    mean: float
    longest: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What two records both say, or are both called. A ``sentence`` may be said twice: each record stands alone."""

    first: str
    second: str
    text: str
    sentence: bool = False


@dataclass(frozen=True, slots=True)
class CorpusCheck:
    """``counts`` by kind; ``links`` that resolve; ``bases`` in all, of which ``unverified`` are listed.

    ``problems`` are what keeps the corpus from being published.
    """

    counts: Mapping[str, int]
    links: int
    bases: int
    unverified: tuple[Unverified, ...]
    readability: tuple[Readability, ...]
    duplicates: tuple[Duplicate, ...]
    problems: tuple[str, ...]

    @property
    def unverified_share(self) -> float:
        """In [0, 1]."""
        return len(self.unverified) / self.bases if self.bases else 0.0


def check_corpus(corpus: Path, library: Library, on: str) -> CorpusCheck:
    """Everything under ``corpus`` against the law of the ISO date ``on``; raises RecordError for a malformed file."""
    records = read_corpus(corpus)
    ids = [record.id for record in records]
    forms, terms, clauses = read_forms(corpus, ids), read_glossary(corpus, ids), read_clauses(corpus, ids)
    figures, routes = read_figures(corpus), read_routes(corpus)
    if routes:
        read_heard(corpus)
    based = [
        *((record.id, record.basis) for record in records),
        *((form.id, form.basis) for form in forms),
        *((clause.id, clause.basis) for clause in clauses),
        *((f"glossary#{term.term}", term.basis) for term in terms),
        *((figure.id, figure.values[-1].basis) for figure in figures),
    ]
    former = [(figure.id, value.basis) for figure in figures for value in figure.values[:-1]]
    related = [one.related for group in (records, forms, clauses, terms) for one in group]
    readability = tuple(sorted(filter(None, map(_readability, records)), key=lambda one: -one.mean))
    found = CorpusCheck(
        counts=Counter(record.kind.value for record in records)
        | {
            "form": len(forms),
            "clause": len(clauses),
            "term": len(terms),
            "figure": len(figures),
            "route": len(routes),
        },
        links=sum(map(len, related)),
        bases=sum(len(basis) for _, basis in (*based, *former)),
        unverified=(*_unverified((*based, *former), library), *_unread(figures, library)),
        readability=readability,
        duplicates=(*_named_twice(records, forms, clauses), *_said_twice(records)),
        problems=(),
    )
    problems = (*_unsound(records, corpus, library), *_unfounded(based, library, on), *_problems(found))
    return replace(found, problems=problems)


def _unsound(records: Sequence[Record], corpus: Path, library: Library) -> Iterator[str]:
    for record in records:
        try:
            passages_by_law([record], corpus, library)
        except RecordError as error:
            yield str(error)


def _problems(found: CorpusCheck) -> Iterator[str]:
    if found.unverified_share > MOST_UNVERIFIED:
        share = f"{found.unverified_share:.0%}，最多{MOST_UNVERIFIED:.0%}"
        yield f"未能核对原文的依据占{share}。请导入所缺的法律文本，或者改写资料。"
    for one in found.readability:
        if one.mean > MEAN_SENTENCE:
            yield f"{one.id}：当事人要读的句子平均{one.mean:.0f}字，最多{MEAN_SENTENCE}字。"
        if one.longest > LONGEST_SENTENCE:
            yield f"{one.id}：有一句{one.longest}字，最多{LONGEST_SENTENCE}字：{one.sentence}"
    for twice in found.duplicates:
        if not twice.sentence:
            yield f"{twice.first} 与 {twice.second} 重复：{twice.text}"


def _unverified(based: Iterable[tuple[str, Sequence[LegalBasis]]], library: Library) -> Iterator[Unverified]:
    for id, bases in based:
        for basis in bases:
            if reason := _reason(basis, library):
                yield Unverified(id, str(basis), reason)


def _unread(figures: Iterable[Figure], library: Library) -> Iterator[Unverified]:
    """Figures whose articles were read and whose values were not."""
    for figure in figures:
        for value in figure.values:
            if not value.verified and not any(_reason(one, library) for one in value.basis):
                yield Unverified(figure.id, f"{figure.title}（自{value.since}起）", "数值没有见到原公告")


def _reason(basis: LegalBasis, library: Library) -> str:
    """Why a basis is not confirmed; "" where it is."""
    if not basis.verified:
        return "资料注明未能核对原文"
    if basis.article is None:
        return "" if basis.version in library.text_versions(basis.law) else "没有导入这一版的文本"
    number = ArticleNumber.parse(basis.article)
    if number is None or library.provision(ArticleId(basis.law, number), basis.version) is None:
        return "没有导入这一版的文本"
    return ""


def _unfounded(based: Iterable[tuple[str, Sequence[LegalBasis]]], library: Library, on: str) -> Iterator[str]:
    """Bases that are said to be law and are not, on that day; those of a law that nobody registered; those whose gist
    speaks of another article.
    """
    editions: dict[tuple[str, str], Edition] = {}
    for id, bases in based:
        for basis in bases:
            law = library.registry.law(basis.law)
            if law is None:
                yield f"{id}：登记册里没有全称为“{basis.law}”的规范。"
                continue
            current = version_in_force(law, on)
            if basis.verified and (current is None or current.date != basis.version):
                now = f"现行的是{current.date}文本" if current else "这部规范已经失效"
                yield f"{id}：{basis}不是现行文本，{now}。"
            elif basis.verified and current and (number := ArticleNumber.parse(basis.article or "")):
                key = (law.name, basis.version)
                edition = editions.setdefault(key, Edition(library, law, current))
                if edition.texts and (other := speaks_of_another(edition.index, basis.gist, number)):
                    yield f"{id}：{basis}的要旨说的像是{other}，请对照原文。"


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a section as they are read, without list marks and without what names their source."""
    for line in text.splitlines():
        for sentence in SENTENCE.findall(LEAD.sub("", line.strip())):
            if plain := CITED.sub("", sentence).strip():
                yield plain


def _readability(record: Record) -> Readability | None:
    if Role.LITIGANT not in record.roles:
        return None
    texts = (text for section, text in record.sections.items() if section in FOR_LITIGANTS)
    read = [sentence for text in texts for sentence in sentences_of(text)]
    if not read:
        return None
    longest = max(read, key=len)
    return Readability(record.id, sum(map(len, read)) / len(read), len(longest), longest)


def _named_twice(records: Sequence[Record], forms: Sequence[Form], clauses: Sequence[Clause]) -> Iterator[Duplicate]:
    """Names of records, names of forms, and names of clauses."""
    for group in (
        [(one.id, (one.title, *one.aliases)) for one in records],
        [(one.id, (one.title, *one.aliases)) for one in forms],
        [(one.id, (one.title,)) for one in clauses],
    ):
        bearers: dict[str, str] = {}
        for id, names in group:
            for name in dict.fromkeys(names):
                if name in bearers:
                    yield Duplicate(bearers[name], id, name)
                bearers.setdefault(name, id)


def _said_twice(records: Sequence[Record]) -> Iterator[Duplicate]:
    """Sentences that stand in two records, and sections that differ in a few characters."""
    said: dict[str, str] = {}
    for record in records:
        for sentence in {one for text in record.sections.values() for one in sentences_of(text)}:
            other = said.setdefault(sentence, record.id)
            if other != record.id and len(sentence) >= TWICE:
                yield Duplicate(other, record.id, sentence, sentence=True)
    written: dict[Section, list[tuple[str, str]]] = defaultdict(list)
    for record in records:
        for section, text in record.sections.items():
            if len(text) >= LONG:
                written[section].append((record.id, text))
    for section, rows in written.items():
        texts = [text for _, text in rows]
        alike = np.triu(process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8), 1)
        for first, second in np.argwhere(alike).tolist():
            yield Duplicate(rows[first][0], rows[second][0], section.value)
