"""Frozen types of what is known: records, the passages they are cut into, and the hits a search returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from knowledge.law import titled


class Role(StrEnum):
    """Whom a text serves."""

    MEDIATOR = "mediator"
    LITIGANT = "litigant"
    JUDGE = "judge"

    @property
    def label(self) -> str:
        """The role's name in Chinese."""
        return {"mediator": "调解员", "litigant": "当事人", "judge": "法官"}[self.value]


class Kind(StrEnum):
    """What a record is."""

    MECHANISM = "mechanism"
    PROCEDURE = "procedure"
    CASE = "case"
    OPINION = "opinion"
    ARTICLE = "article"  # of an imported law; no record of ours
    CALCULATION = "calculation"  # worked out for a question; neither kept nor searched
    ROUTE = "route"  # chosen for a question; neither kept nor searched

    @property
    def label(self) -> str:
        """The kind's name in Chinese."""
        return {
            "mechanism": "机制",
            "procedure": "程序",
            "case": "案例",
            "opinion": "意见",
            "article": "法条",
            "calculation": "计算",
            "route": "路径",
        }[self.value]

    @property
    def searched(self) -> bool:
        """Whether an index may hold passages of this kind."""
        return self not in {Kind.CALCULATION, Kind.ROUTE}


class Section(StrEnum):
    """The named sections of a record's body, in the order a page shows them."""

    WHAT = "是什么"
    FITS = "适用情形"
    CONDITIONS = "适用条件"
    WHERE = "向谁提出"
    STEPS = "办理步骤"
    PAPERS = "材料"
    COST = "费用"
    TIME = "办理期限"
    FORMS = "表格"
    CREDITOR = "债权人一方"
    DEBTOR = "债务人一方"
    RISKS = "风险与期限"
    MISTAKES = "常见错误"
    NEXT = "之后"
    ROLES = "三方须知"
    WORDS = "调解用语"
    WORDING = "文书表述"
    PARTIES = "当事人"
    FACTS = "案情"
    TURNS = "转折"
    ACTIONS = "做法"
    OUTCOME = "结果"
    LESSONS = "可借鉴之处"
    SPECIAL = "特殊之处"
    POINTS = "要点"
    BASIS = "依据"
    ARTICLE = "条文"
    CALCULATION = "计算过程"
    ROUTE = "可走的路"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts come from. ``date`` is ISO 8601, cut to what is known (2025, 2025-09, 2025-09-16)."""

    title: str
    publisher: str
    date: str

    def __str__(self) -> str:
        return f"{self.publisher}《{self.title}》（{self.date}）"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One article (or, with ``article`` None, a whole document) that a record rests on.

    ``version`` is the ISO date on which the text that was read was adopted or last revised; ``gist`` says in our
    own words what the article provides; ``verified`` is True only when that very text was read.
    ``sections`` are those of the record that lean on it; where none is named, any may.
    """

    law: str
    version: str
    article: str | None
    gist: str
    verified: bool
    sections: tuple[Section, ...] = ()

    def __str__(self) -> str:
        return f"{titled(self.law)}（{self.version}文本）{self.article or ''}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the body states, kept apart so that it can be checked and shown. ``value`` keeps its unit."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """What every record has; ``sections`` keeps the order of the file."""

    kind: ClassVar[Kind]
    required: ClassVar[tuple[Section, ...]]
    optional: ClassVar[tuple[Section, ...]] = ()

    id: str
    title: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    sections: Mapping[Section, str]
    figures: tuple[Figure, ...]
    basis: tuple[LegalBasis, ...]
    related: tuple[str, ...]
    source: Source

    def __post_init__(self) -> None:
        object.__setattr__(self, "sections", MappingProxyType(dict(self.sections)))

    @property
    def verified(self) -> bool:
        """Whether every article this record rests on was read in the text of its version."""
        return all(basis.verified for basis in self.basis)

    def verified_in(self, section: Section) -> bool:
        """Whether every article that this section leans on was read."""
        leaned_on = (basis for basis in self.basis if not basis.sections or section in basis.sections)
        return all(basis.verified for basis in leaned_on)


@dataclass(frozen=True, slots=True)
class Mechanism(Record):
    """A way to relieve a distressed enterprise or to protect a worker."""

    kind = Kind.MECHANISM
    required = (
        Section.WHAT,
        Section.FITS,
        Section.CONDITIONS,
        Section.WHERE,
        Section.STEPS,
        Section.PAPERS,
        Section.COST,
        Section.CREDITOR,
        Section.DEBTOR,
        Section.RISKS,
        Section.ROLES,
        Section.WORDS,
        Section.WORDING,
    )
    optional = (Section.TIME,)


@dataclass(frozen=True, slots=True)
class Procedure(Record):
    """Something a party applies for, step by step."""

    kind = Kind.PROCEDURE
    required = (
        Section.WHAT,
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
    )
    optional = (Section.FITS, Section.CREDITOR, Section.DEBTOR, Section.WORDS, Section.WORDING)


@dataclass(frozen=True, slots=True)
class Case(Record):
    """A reported case: what happened, what was done, what came of it, and what of it may not carry over."""

    kind = Kind.CASE
    required = (
        Section.PARTIES,
        Section.FACTS,
        Section.TURNS,
        Section.ACTIONS,
        Section.OUTCOME,
        Section.LESSONS,
        Section.SPECIAL,
    )


@dataclass(frozen=True, slots=True)
class Opinion(Record):
    """A view, a policy or a set of rules that a court, a ministry or the legislature has made public."""

    kind = Kind.OPINION
    required = (Section.POINTS, Section.FITS, Section.RISKS)
    optional = (Section.CONDITIONS,)


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed, retrieved and cited: one section of a record, or one article of its basis.

    ``id`` is ``record_id#locator``. ``verified`` is False when the passage states law that was not read. ``quote`` is
    the article itself, word for word, where a passage states its gist and its text was imported. ``cites`` are the
    articles that the text names, as 《law》第…条; ``read`` are those that were read, as 《law》第…条@version.
    """

    id: str
    record_id: str
    kind: Kind
    title: str
    section: Section
    locator: str
    text: str
    source: str
    verified: bool
    quote: str = ""
    cites: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A record's card in the index: all but its texts, which are its passages."""

    id: str
    kind: Kind
    title: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    figures: tuple[Figure, ...]
    related: tuple[str, ...]
    source: Source
    verified: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Title and aliases."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search returned. ``score`` is in [0, 1]: the estimated chance that it is relevant."""

    passage: Passage
    score: float


def entry_of(record: Record) -> Entry:
    """The card of a record."""
    return Entry(
        id=record.id,
        kind=record.kind,
        title=record.title,
        aliases=record.aliases,
        roles=record.roles,
        figures=record.figures,
        related=record.related,
        source=record.source,
        verified=record.verified,
    )


def passages_of(record: Record) -> tuple[Passage, ...]:
    """Cut a record into its passages: each section of the body, then each article of its legal basis."""

    def passage(section: Section, locator: str, text: str, source: str, verified: bool) -> Passage:
        return Passage(
            id=f"{record.id}#{locator}",
            record_id=record.id,
            kind=record.kind,
            title=record.title,
            section=section,
            locator=locator,
            text=text,
            source=source,
            verified=verified,
        )

    body = [
        passage(section, section.value, text, str(record.source), record.verified_in(section))
        for section, text in record.sections.items()
    ]
    articles = [
        passage(Section.BASIS, f"依据{number}", f"{basis}：{basis.gist}", str(basis), basis.verified)
        for number, basis in enumerate(record.basis, start=1)
    ]
    return (*body, *articles)
