"""Values for forms from stories: are they those that a story states, all of them, and no other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.drafting.formbook import Formbook
from assistant.drafting.stories import Story, values_of
from knowledge.forms import FieldType, Form
from tests.evals.measured import Measured, read, share


@dataclass(frozen=True, slots=True)
class Told:
    """A story of stories.yaml with its form and what was read from it."""

    item: Any
    form: Form
    story: Story

    @property
    def name(self) -> str:
        """How a case of it is told."""
        return f"{self.form.title}：{self.item['story'][:16]}…"


def stories(half: str | None = None) -> list[Told]:
    """The stories of a half, or all, as the rules read them."""
    forms = Formbook.load().forms
    return [
        Told(one, form, values_of(one["story"], form, one["today"]))
        for one in read("stories.yaml")
        if half in {None, one["half"]}
        for form in [forms[f"form-{one['form']}"]]
    ]


def measures(
    told: Sequence[Told], label: str, precise: float | None = None, complete: float | None = None
) -> list[Measured]:
    """Precision over the fields that were found (those that may be found or not apart), recall over those stated."""
    return [
        share(f"{label}: values that the story states", [case for one in told for case in _found(one)], precise),
        share(f"{label}: stated values that are found", [case for one in told for case in _stated(one)], complete),
        share(f"{label}: contradictions that are told", [case for one in told for case in _conflicts(one)]),
    ]


def _found(told: Told) -> Iterator[tuple[str, bool]]:
    expected, may = told.item["expect"], told.item.get("may", ())
    for one in told.story.found:
        if one.field in expected:
            yield f"{told.name} {one.field}={one.value}", fits(told.form, one.field, expected[one.field], one.value)
        elif one.field not in may:
            yield f"{told.name} {one.field}={one.value}", False


def _stated(told: Told) -> Iterator[tuple[str, bool]]:
    for name, value in told.item["expect"].items():
        found = told.story.values.get(name)
        yield f"{told.name} {name}={value}", found is not None and fits(told.form, name, value, found)


def _conflicts(told: Told) -> Iterator[tuple[str, bool]]:
    for name in told.item.get("conflicts", ()):
        yield f"{told.name} {name}", any(one.field == name for one in told.story.conflicts)


def fits(form: Form, name: str, expected: Any, found: Any) -> bool:
    """Whether a value is the one that the story states."""
    field = next(one for one in form.fields if one.name == name)
    match field.type:
        case FieldType.LIST:
            return _rows_fit(expected, found)
        case FieldType.CHOICES:
            return set(expected) == set(found)
        case FieldType.ACCOUNT:
            return set(str(expected).split("，")) <= set(str(found).split("，"))
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return _bare(expected) in _bare(found)
        case _:
            return _same(expected, found)


def _rows_fit(expected: Any, found: Any) -> bool:
    if isinstance(expected, Mapping):  # so many rows, with the first and the last
        return (
            len(found) == expected["rows"]
            and _row_fits(expected["first"], found[0])
            and _row_fits(expected["last"], found[-1])
        )
    return len(found) == len(expected) and all(map(_row_fits, expected, found))


def _row_fits(expected: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return all(_same(value, found[column]) for column, value in expected.items())


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, date):
        return expected.isoformat() == found
    try:
        return Decimal(str(expected)) == Decimal(str(found))
    except InvalidOperation:
        return _bare(expected) == _bare(found)


def _bare(text: Any) -> str:
    return re.sub(r"[\s，。；、：“”]", "", str(text))
