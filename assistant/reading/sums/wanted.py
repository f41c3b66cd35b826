"""What is wanted: a calculation by its name, with the inputs that are known."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.reading.said import Labelled, Said


@dataclass(frozen=True, slots=True)
class Sum:
    """``inputs`` as `assistant.calculators.compute` takes them; ``missing`` are fields without which it cannot run;
    ``assumed`` says in Chinese what was taken for granted.
    """

    name: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known when the words are read: sums and messages (latest last), and the sum asked for before."""

    sums: tuple[Labelled, ...] = ()
    before: Sum | None = None
    earlier: tuple[Said, ...] = ()


Inputs = dict[str, str]
# Reads what words state, in the light of what is known; says what is missing, or assumed, beside given inputs; takes
# from an earlier message what these leave out. Sums of money need no recalling: `Known.sums` has them, corrected since.
Read = Callable[[Said, Known], Inputs]
Complete = Callable[[Inputs, Said], Sum]
Recall = Callable[[Said, Mapping[str, str]], Inputs]


def _nothing(said: Said, inputs: Mapping[str, str]) -> Inputs:
    del said, inputs
    return {}


@dataclass(frozen=True, slots=True)
class Reader:
    """How one calculation is read. ``complete`` may add what it assumes, ``recall`` give keys that are known."""

    read: Read
    complete: Complete
    recall: Recall = _nothing


def written(value: Decimal) -> str:
    """As calculators take numbers."""
    return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"


def says(pattern: str, text: str) -> bool:
    """Whether a pattern occurs."""
    return re.search(pattern, text) is not None


def lacking(inputs: Mapping[str, str], *fields: str) -> tuple[str, ...]:
    """Those of the fields that are not given."""
    return tuple(one for one in fields if one not in inputs)
