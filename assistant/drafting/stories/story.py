"""What a story gives for a form: values with the places they come from, what contradicts itself, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.forms import FormField

Span: TypeAlias = tuple[int, int]
# Text, a whole number, choices, or rows of cells by column ("" where a cell was not said), as read_values takes them.
RawValue: TypeAlias = str | int | list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the places of the story that say it: ``story[start:end]``. ``why`` tells a reader where it is from.

    ``computed`` where it does not stand in the story but follows from what does; then the spans are those of the
    inputs and ``why`` has the steps.
    """

    field: str
    value: RawValue
    spans: tuple[Span, ...]
    why: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which the story says different things, so that none is chosen."""

    field: str
    readings: tuple[Found, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """At most one value a field, in the form's order. ``missing``: fields without a value, required or not."""

    found: tuple[Found, ...]
    missing: tuple[FormField, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def values(self) -> Mapping[str, RawValue]:
        """The raw values by the names of their fields."""
        return {one.field: one.value for one in self.found}


def quoted(story: str, spans: Sequence[Span], most: int = 40) -> str:
    """The words at some places in quotation marks, each shortened to ``most`` characters."""
    words = [story[start:end].strip() for start, end in spans]
    return "、".join(f"“{one if len(one) <= most else one[: most - 1] + '…'}”" for one in words)


def stated(field: str, value: RawValue, story: str, spans: Sequence[Span], note: str = "") -> Found:
    """A value that stands in the story as its spans say; ``note`` is added to the reason."""
    return Found(field, value, tuple(spans), f"原话{quoted(story, spans)}" + (f"；{note}" if note else ""))
