"""The readings of a story put together: one value a field, what contradicts itself, what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from assistant.drafting.entries import read_entry
from assistant.drafting.scalars import Refused
from assistant.drafting.stories.fields import reader_of
from assistant.drafting.stories.story import Conflict, Found, Story
from assistant.drafting.stories.told import Told
from assistant.drafting.stories.totals import with_totals
from knowledge.forms import FormField


@dataclass
class Reading:
    """Values by field, and contradictions, before anything is added up."""

    found: dict[str, Found] = attribute(default_factory=dict)
    conflicts: list[Conflict] = attribute(default_factory=list)


def read_by_rules(told: Told) -> Reading:
    """What the rules read."""
    reading = Reading()
    for one in told.form.fields:
        differing = _differing(next(iter(reader_of(one)(told, one)), ()))
        if len(differing) > 1:
            reading.conflicts.append(_conflict(one, differing))
        elif differing:
            reading.found[one.name] = differing[0]
    return reading


def story_of(told: Told, reading: Reading) -> Story:
    """The story that a reading makes, with what can be added up."""
    found = {one.name: reading.found[one.name] for one in told.form.fields if _fits(one, reading.found.get(one.name))}
    conflicts = [*reading.conflicts, *with_totals(told, found, told.form.fields)]
    return Story(
        tuple(found[one.name] for one in told.form.fields if one.name in found),
        tuple(one for one in told.form.fields if one.name not in found),
        tuple(conflicts),
    )


def _fits(field: FormField, found: Found | None) -> bool:
    """Whether there is a value, and one that the form takes: no text that is too long, no table without end."""
    try:
        return found is not None and read_entry(field, found.value, blanks=True) is not None
    except Refused:
        return False


def _differing(readings: Sequence[Found]) -> tuple[Found, ...]:
    """The readings with different values, each once."""
    return tuple({repr(one.value): one for one in reversed(readings)}.values())[::-1]


def _conflict(one: FormField, readings: Sequence[Found]) -> Conflict:
    said = "；".join(f"{reading.value}（{reading.why}）" for reading in readings)
    return Conflict(one.name, tuple(readings), f"“{one.label}”有{len(readings)}种说法，没有替您选：{said}")
