"""The calculations among an answer's sources, worked out again, with their steps and tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.calculators import CALCULATORS, Calculation, compute
from assistant.calculators.inputs import Inputs, read_inputs
from assistant.errors import CalculationError
from assistant.tools.calculation import parts_of, result_in_words
from knowledge.errors import RecordNotFound
from knowledge.records import Kind, Passage


@dataclass(frozen=True, slots=True)
class Work:
    """A calculation, the numbers that went in, and the day whose law counted."""

    found: Calculation
    inputs: Inputs
    day: date

    @property
    def headline(self) -> str:
        """What was worked out, and what came of it."""
        return f"{self.found.title}：{result_in_words(self.found)}"

    @property
    def law(self) -> str:
        """As of when."""
        return f"按{self.day:%Y年%m月%d日}的法律计算"


def works(passages: Iterable[Passage]) -> tuple[Work, ...]:
    """Each calculation once. One that the calculators of today no longer take is left out: the answer has its text."""
    ids = dict.fromkeys(one.record_id for one in passages if one.kind is Kind.CALCULATION)
    return tuple(work for key in ids if (work := _work(key)))


def _work(record_id: str) -> Work | None:
    try:
        name, told, day = parts_of(record_id)
        return Work(compute(name, told, day), read_inputs(CALCULATORS[name].inputs, told), day)
    except (CalculationError, RecordNotFound):
        return None
