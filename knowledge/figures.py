"""Figures that law sets, each by its date of effect: rates, brackets, caps, periods, and the LPR."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Self, TypeVar

from knowledge.build import CORPUS
from knowledge.errors import FigureError
from knowledge.records import LegalBasis


@dataclass(frozen=True, slots=True)
class Bracket:
    """What a part of a sum costs: ``fixed`` yuan, or ``rate`` (a share, 0.025 is 2.5 %) of what is above the bracket
    before it. ``up_to`` yuan, inclusive; None: without end.
    """

    up_to: Decimal | None
    fixed: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Span:
    """Law leaves room between two amounts, both inclusive."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """What is paid before what."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, months or years; one of them is above 0."""

    days: int = 0
    months: int = 0
    years: int = 0

    def __str__(self) -> str:
        if self.years:
            return f"{self.years}年"
        return f"{self.months}个月" if self.months else f"{self.days}日"


T = TypeVar("T")
Content = Decimal | Fraction | Order | tuple[Bracket, ...] | Span | Period


@dataclass(frozen=True, slots=True)
class Value:
    """What a figure is from ``since`` on, until the next value or ``until`` (exclusive), and the articles that say so;
    ``effective`` has for each the day from which its text is law, and whether that day was read in a text.

    ``verified`` is False where the value itself was not read in a text at hand, whatever its articles are.
    """

    since: date
    until: date | None
    content: Content
    basis: tuple[LegalBasis, ...]
    effective: tuple[tuple[date, bool], ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """``values`` follow each other without gap, oldest first. ``known_until`` is the last day for which the table was
    kept (None: the last value stands until law changes). Of a deadline, ``event`` is the day it runs from, and
    ``extends`` whether a last day that is no working day moves on. ``source`` is where values come from that no law
    states; ``note`` is what one must know besides.
    """

    id: str
    title: str
    unit: str
    values: tuple[Value, ...]
    known_until: date | None = None
    event: str = ""
    extends: bool = False
    source: str = ""
    note: str = ""

    def on(self, day: date) -> Value:
        """The value of a day; raises FigureError before the first, after the last, and beyond what is known."""
        if self.known_until and day > self.known_until:
            raise FigureError(self.title, day, f"本库的数值只登记到{self.known_until}")
        for value in reversed(self.values):
            if value.since <= day:
                if value.until and day >= value.until:
                    raise FigureError(self.title, day, f"这项规定自{value.until}起不再有效")
                return value
        raise FigureError(self.title, day, f"本库登记的规定自{self.values[0].since}起施行，此前的规定没有收录")

    def number(self, day: date) -> Decimal:
        """The value of a day where it is a number; raises FigureError, TypeError for another kind of figure."""
        return _expected(self.on(day).content, Decimal)

    def share(self, day: date) -> Fraction:
        """The share of a day, such as two thirds; raises FigureError, TypeError."""
        return _expected(self.on(day).content, Fraction)

    def brackets(self, day: date) -> tuple[Bracket, ...]:
        """The brackets of a day; raises FigureError, TypeError."""
        return _expected(self.on(day).content, tuple)

    def span(self, day: date) -> Span:
        """The span of a day; raises FigureError, TypeError."""
        return _expected(self.on(day).content, Span)

    def order(self, day: date) -> tuple[str, ...]:
        """The order of a day, first in rank first; raises FigureError, TypeError."""
        return _expected(self.on(day).content, Order).names

    def period(self, day: date) -> Period:
        """The period of a day; raises FigureError, TypeError."""
        return _expected(self.on(day).content, Period)


def _expected(content: Content, kind: type[T]) -> T:
    if not isinstance(content, kind):
        raise TypeError(f"{content!r} is no {kind.__name__}")
    return content


@dataclass(frozen=True)
class Figures:
    """All figures by id."""

    by_id: Mapping[str, Figure]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, corpus: Path = CORPUS) -> Self:
        """Those of a corpus; raises RecordError."""
        from knowledge.readers.figure_file import read_figures  # noqa: PLC0415  which imports these types

        return cls({figure.id: figure for figure in read_figures(corpus)})

    def __getitem__(self, id: str) -> Figure:
        """The figure of this id; raises KeyError."""
        return self.by_id[id]

    def deadlines(self) -> list[Figure]:
        """The figures that are deadlines, in their order."""
        return [figure for figure in self.by_id.values() if figure.event]
