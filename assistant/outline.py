"""What each role reads, in which order, and from which sections of which records."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from assistant.reading.intents import Intent
from knowledge.records import Kind, Role, Section

RELIEF = (Kind.MECHANISM, Kind.PROCEDURE)


class Order(Enum):
    """Which sentences of a section come first."""

    AS_WRITTEN = auto()
    BY_NEARNESS = auto()  # those nearest to the question


@dataclass(frozen=True, slots=True)
class Pick:
    """``sentences`` of one section from the best ``records`` of these kinds."""

    kinds: tuple[Kind, ...]
    section: Section
    records: int
    sentences: int
    order: Order = Order.AS_WRITTEN
    label: str | None = None  # a subheading of its own, in place of the record's title
    named: bool = False  # of imported texts: those that the question names, not those that the search found
    of: str = ""  # the one record from which it is taken, whatever was found


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it. ``by_record`` groups the picks of one record under its title."""

    heading: str
    picks: tuple[Pick, ...]
    by_record: bool = False


LAW = Part("您问到的法条", (Pick((Kind.ARTICLE,), Section.ARTICLE, 4, 1, named=True),))  # where the question names any
SUMS = Part("算给您看", (Pick((Kind.CALCULATION,), Section.CALCULATION, 3, 80),), by_record=True)
ROUTES = Part("照您说的情况，可以先看这几条路", (Pick((Kind.ROUTE,), Section.ROUTE, 3, 6),), by_record=True)
FOUND = Part("检索到的法条", (Pick((Kind.ARTICLE,), Section.ARTICLE, 4, 1),))
CASES = Part(
    "类似案例",
    (
        Pick((Kind.CASE,), Section.FACTS, 2, 2),
        Pick((Kind.CASE,), Section.ACTIONS, 2, 3),
        Pick((Kind.CASE,), Section.OUTCOME, 2, 2),
        Pick((Kind.CASE,), Section.LESSONS, 2, 3, Order.BY_NEARNESS),
        Pick((Kind.CASE,), Section.SPECIAL, 2, 1),
    ),
    by_record=True,
)
BASIS = Part("依据", (Pick((*RELIEF, Kind.CASE), Section.BASIS, 3, 4),))
WHERE = Part("去哪里办", (Pick(RELIEF, Section.WHERE, 2, 3),))
PAPERS = Part("带什么材料", (Pick(RELIEF, Section.PAPERS, 2, 6),))
COST = Part("要花多少钱", (Pick(RELIEF, Section.COST, 2, 3),))
TIME = Part("要多久", (Pick((Kind.PROCEDURE,), Section.TIME, 1, 3),))
WORDING = Part("可采用的表述", (Pick(RELIEF, Section.WORDING, 2, 8),), by_record=True)
FALLBACK = Part("谈不成时的退路", (Pick((Kind.PROCEDURE,), Section.NEXT, 1, 4, of="procedure-mediation-application"),))
FREE_HELP = Part("哪里有免费的帮助", (Pick((Kind.PROCEDURE,), Section.WHERE, 1, 3, of="procedure-legal-aid"),))
OPINIONS = Pick((Kind.OPINION,), Section.POINTS, 1, 2, Order.BY_NEARNESS)

OUTLINES: Mapping[Role, tuple[Part, ...]] = {
    Role.MEDIATOR: (
        LAW,
        SUMS,
        Part("局面判断", (Pick(RELIEF, Section.FITS, 3, 1, Order.BY_NEARNESS), OPINIONS)),
        ROUTES,
        Part(
            "可用机制与适用条件",
            (Pick(RELIEF, Section.WHAT, 3, 1), Pick(RELIEF, Section.CONDITIONS, 3, 6)),
            by_record=True,
        ),
        Part(
            "双方各自的利益与让步空间",
            (
                Pick(RELIEF, Section.CREDITOR, 2, 2, label="债权人一方"),
                Pick(RELIEF, Section.DEBTOR, 2, 2, label="债务人一方"),
                Pick(RELIEF, Section.WORDS, 2, 2, label="可以这样开口"),
            ),
        ),
        Part("分步方案", (Pick(RELIEF, Section.STEPS, 2, 8),), by_record=True),
        FALLBACK,
        Part("风险与期限", (Pick(RELIEF, Section.RISKS, 3, 2),)),
        CASES,
        FOUND,
        BASIS,
    ),
    Role.LITIGANT: (
        LAW,
        SUMS,
        ROUTES,
        Part("可以申请什么", (Pick(RELIEF, Section.WHAT, 2, 2), OPINIONS)),
        Part("先看是否符合条件", (Pick(RELIEF, Section.CONDITIONS, 2, 6),), by_record=True),
        WHERE,
        Part("怎么办", (Pick(RELIEF, Section.STEPS, 2, 8),), by_record=True),
        PAPERS,
        COST,
        TIME,
        Part("风险与期限", (Pick(RELIEF, Section.RISKS, 2, 4),)),
        Part("之后会怎样", (Pick((Kind.PROCEDURE,), Section.NEXT, 1, 3),)),
        FREE_HELP,
        CASES,
        FOUND,
        BASIS,
    ),
    Role.JUDGE: (
        LAW,
        SUMS,
        ROUTES,
        Part("适用条件", (Pick(RELIEF, Section.CONDITIONS, 3, 6),), by_record=True),
        WORDING,
        Part("可执行性提示", (Pick(RELIEF, Section.RISKS, 3, 4),)),
        Part("裁判与司法政策要点", (OPINIONS,)),
        CASES,
        FOUND,
        BASIS,
    ),
}


# What a kind of request asks for, ahead of everything else that its role reads.
ASKED: Mapping[Intent, tuple[Part, ...]] = {
    Intent.PROCEDURE: (WHERE, PAPERS, COST, TIME),
    Intent.CASE: (CASES,),
    Intent.DRAFTING: (WORDING,),
    Intent.WORDING_CHECK: (WORDING,),
}
OPENING = (LAW, SUMS)


def outline_for(role: Role, intent: Intent = Intent.MECHANISM) -> tuple[Part, ...]:
    """The outline of a role, with what is asked for moved up or added."""
    asked = ASKED.get(intent, ())
    return (*OPENING, *asked, *(part for part in OUTLINES[role] if part not in {*OPENING, *asked}))


def headings_for(role: Role, intent: Intent = Intent.MECHANISM) -> set[str]:
    """Every heading and label of an outline."""
    parts = outline_for(role, intent)
    return {pick.label for part in parts for pick in part.picks if pick.label} | {part.heading for part in parts}


def sections_for(role: Role, kind: Kind, intent: Intent = Intent.MECHANISM) -> set[Section]:
    """The sections of a kind that an outline draws on, of whatever records were found."""
    picks = [pick for part in outline_for(role, intent) for pick in part.picks]
    return {pick.section for pick in picks if kind in pick.kinds and not pick.of}


def fixtures_for(role: Role, intent: Intent = Intent.MECHANISM) -> list[Pick]:
    """What an outline takes from records of its own choice."""
    return [pick for part in outline_for(role, intent) for pick in part.picks if pick.of]
