"""The calculations among an answer's sources, worked out again: what the page of the calculator shows of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from assistant.calculators import CALCULATORS, Calculation
from assistant.calculators.inputs import read_inputs
from assistant.errors import CalculationError
from assistant.tools.calculation import DAY, PREFIX, calculation_of
from knowledge.errors import RecordNotFound
from knowledge.records import Kind, Passage
from web.inputs import sent_of
from web.tools import ON


@dataclass(frozen=True, slots=True)
class WorkedView:
    """A calculation with its numbers as part of an address (``query``); ``day`` is the day whose law counted."""

    found: Calculation
    query: str
    day: date

    @property
    def url(self) -> str:
        """The calculator with these numbers filled in."""
        return f"/tools/{self.found.name}?{self.query}"

    @property
    def picture(self) -> str:
        """The address of its picture; "" where it has none."""
        return f"/tools/{self.found.name}/picture.svg?{self.query}" if self.found.picture else ""


def worked(passages: Iterable[Passage]) -> tuple[WorkedView, ...]:
    """Each calculation once. One that the calculators of today no longer take is left out: the answer has its text."""
    ids = dict.fromkeys(one.record_id for one in passages if one.kind is Kind.CALCULATION)
    return tuple(view for key in ids if (view := _view(key)))


def _view(record_id: str) -> WorkedView | None:
    try:
        found = calculation_of(record_id)
        told = dict(parse_qsl(record_id.removeprefix(PREFIX).partition("?")[2]))
        day = told.pop(DAY)
        sent = sent_of(read_inputs(CALCULATORS[found.name].inputs, told))
    except (CalculationError, RecordNotFound):
        return None
    return WorkedView(found, urlencode({**sent, ON: day}), date.fromisoformat(day))
