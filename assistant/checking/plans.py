"""A plan of payment: its instalments, and how many there are said to be."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.checking.agreement import Span
from assistant.checking.marks import NUMERAL
from knowledge.numerals import number

COUNT = re.compile(
    rf"(?:分(?:为|成|作)?(?P<count>[{NUMERAL}\d]{{1,4}})(?:期|次|笔|批|回|个月)|共计?(?P<all>[{NUMERAL}\d]{{1,4}})期)(?![间前内后])"
)
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One instalment: ``source[start:end]``. ``day`` is None where it has none or none of the calendar."""

    start: int
    end: int
    value: Decimal
    day: date | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Instalments that belong together. ``open``: what is left over is also an instalment, so that nothing need add up.
    ``named`` is how many there are said to be, and where.
    """

    entries: tuple[Entry, ...]
    open: bool
    named: tuple[int, Span] | None
    table: bool = False

    @property
    def start(self) -> int:
        """Where the first instalment begins."""
        return self.entries[0].start

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.entries[-1].end

    @property
    def sum(self) -> Decimal:
        """Of all instalments."""
        return sum((entry.value for entry in self.entries), Decimal(0))


def named(text: str, start: int, end: int) -> tuple[int, Span] | None:
    """How many instalments ``text[start:end]`` says there are: 分四期, 共12期."""
    for match in COUNT.finditer(text, start, end):
        if (count := number(match["count"] or match["all"])) and count >= FEWEST:
            return count, Span(*match.span(), match.group())
    return None
