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
    """What is known of the dispute when the words are read: sums (latest last), and the sum asked for before."""

    sums: tuple[Labelled, ...] = ()
    before: Sum | None = None


Inputs = dict[str, str]
# Reads what words state, in the light of what is known; and says what is missing, or assumed, beside given inputs.
Read = Callable[[Said, Known], Inputs]
Complete = Callable[[Inputs, Said], Sum]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one calculation is read. ``complete`` may add what it assumes."""

    read: Read
    complete: Complete


def written(value: Decimal) -> str:
    """As calculators take numbers."""
    return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"


def says(pattern: str, text: str) -> bool:
    """Whether a pattern occurs."""
    return re.search(pattern, text) is not None


def lacking(inputs: Mapping[str, str], *fields: str) -> tuple[str, ...]:
    """Those of the fields that are not given."""
    return tuple(one for one in fields if one not in inputs)
