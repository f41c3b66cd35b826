"""Frozen types of the relief rules: facts that may be known, conditions over them, and routes that they open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Self

from knowledge.build import CORPUS
from knowledge.records import LegalBasis, Record

FactValue = str | int | bool | frozenset[str]
Facts = Mapping[str, FactValue]


class FactType(StrEnum):
    """What a fact can be."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"  # a whole number, at least 0


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may be known of a dispute: how it is asked, and why. ``notes`` say what each choice means, () for
    none. ``likely`` is a rough guess of how often the answer is yes, in (0, 1); it only decides what is asked first.
    """

    key: str
    type: FactType
    question: str
    why: str
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unit: str = ""
    likely: float = 0.5

    def note(self, choice: str) -> str:
        """What a choice means, "" where nothing needs saying."""
        return dict(zip(self.choices, self.notes, strict=False)).get(choice, "")


@dataclass(frozen=True, slots=True)
class Checklist:
    """Facts of yes and no that are asked for together: one ticks what is so."""

    key: str
    question: str
    why: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Is:
    """A fact is one of these values; of several choices, any of them."""

    fact: str
    values: frozenset[str | bool]


@dataclass(frozen=True, slots=True)
class Within:
    """A number from ``least`` to ``most``, both inclusive."""

    fact: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Every:
    """All of these hold."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of these holds."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    part: "Expression"


Expression = Is | Within | Every | Some | Not


def facts_in(expression: Expression) -> Iterator[str]:
    """The keys of the facts that an expression looks at."""
    match expression:
        case Is(fact) | Within(fact):
            yield fact
        case Every(parts) | Some(parts):
            for part in parts:
                yield from facts_in(part)
        case Not(part):
            yield from facts_in(part)


@dataclass(frozen=True, slots=True)
class Condition:
    """``says`` it in words; ``weight`` counts where it speaks for or against a route. It rests on articles (``basis``)
    or on a record of what courts did (``record``), or on both.
    """

    says: str
    when: Expression
    basis: tuple[LegalBasis, ...]
    record: str = ""
    weight: int = 0


class RouteKind(StrEnum):
    """What a route is for: 分类处置."""

    RESCUE = "挽救"
    EXIT = "出清"
    COLLECT = "实现债权"
    PROTECT = "保护"
    PREVENT = "预防"


@dataclass(frozen=True, slots=True)
class Route:
    """A way forward: a mechanism, what it ``needs`` (all of it), what speaks for and ``against`` it, and with what it
    goes well. ``base`` ranks it where nothing else does. ``procedure`` is the record that says how, where there is one.
    """

    record: Record
    kind: RouteKind
    needs: tuple[Condition, ...]
    favours: tuple[Condition, ...]
    against: tuple[Condition, ...]
    combines: tuple[Record, ...]
    base: int = 0
    procedure: Record | None = None

    @property
    def mechanism(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All of them."""
        return (*self.needs, *self.favours, *self.against)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that cannot both hold, and what to say of them."""

    when: Expression
    says: str


@dataclass(frozen=True, slots=True)
class Inference:
    """``fact`` is ``value`` where ``when`` holds, unless something else is known of it."""

    when: Expression
    fact: str
    value: FactValue


@dataclass(frozen=True, slots=True)
class Opening:
    """What an interview begins with: the key of a fact or checklist, asked for ``when`` that holds (None: always)."""

    key: str
    when: Expression | None


@dataclass(frozen=True)
class ReliefRules:
    """Everything that the chooser goes by."""

    facts: Mapping[str, Fact]
    checklists: Mapping[str, Checklist]
    opening: Sequence[Opening]
    contradictions: Sequence[Contradiction]
    follows: Sequence[Inference]
    routes: Sequence[Route]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, corpus: Path = CORPUS) -> Self:
        """Those of a corpus; raises RecordError."""
        from knowledge.readers.relief_file import read_relief  # noqa: PLC0415  which imports these types

        return cls(*read_relief(corpus))
