"""A pydantic model as the fields of an HTML form, and what was sent of them as values; the reader of the model judges.

Fields of a list are named ``payments.0.amount``, those of a part ``plan.percent``; what was left empty is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from assistant.calculators.inputs import read_factor, read_money, read_positive, read_rate

MOST_ROWS = 40
FIRST_ROWS = 2  # of a list that nothing was written in


@dataclass(frozen=True, slots=True)
class Input:
    """One control. ``kind`` is text, number, date, choice or yes; ``value`` what was written, "" for nothing.

    ``unit`` stands behind it. ``choices`` are (value, label).
    """

    name: str
    title: str
    hint: str
    kind: str
    required: bool
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list ``name``: each row has the same controls. ``more`` says whether a row may be added."""

    name: str
    title: str
    hint: str
    rows: tuple[tuple[Input, ...], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Controls that stand together, and may all be left empty."""

    name: str
    title: str
    hint: str
    inputs: tuple[Input, ...]


Control = Input | Rows | Part
CONTROLS = {bool: "yes", date: "date", int: "number", Decimal: "number"}
UNITS: Mapping[Any, str] = {read_money: "元", read_positive: "元", read_rate: "%", read_factor: "倍"}
Choices = Mapping[str, tuple[tuple[str, str], ...]]


def controls(
    model: type[BaseModel], sent: Mapping[str, str], rows: Mapping[str, int], choices: Choices
) -> Iterator[Control]:
    """The controls of a model in its order, filled with what was ``sent``.

    ``rows`` says how many rows of a list are wanted at least; ``choices`` are of fields that are texts to the model.
    """
    for name, field in model.model_fields.items():
        kind = _plain(field.annotation)
        if item := _item(kind):
            used = [int(key.split(".")[1]) + 1 for key in sent if _of_row(key, name)]
            count = min(max([FIRST_ROWS, rows.get(name, 0), *used]), MOST_ROWS)
            lines = tuple(tuple(_optional(item, sent, choices, f"{name}.{row}.")) for row in range(count))
            yield Rows(name, field.title or name, _hint(field, sample=False), lines, count < MOST_ROWS)
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            yield Part(name, field.title or name, _hint(field), tuple(_optional(kind, sent, choices, f"{name}.")))
        else:
            yield _input(name, field, sent, choices)


def values(model: type[BaseModel], sent: Mapping[str, str]) -> dict[str, Any]:
    """What was sent as the values of a model: lists of rows, parts and plain texts; names of no field are left out."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kind = _plain(field.annotation)
        if item := _item(kind):
            numbers = sorted({int(key.split(".")[1]) for key in sent if _of_row(key, name)})[:MOST_ROWS]
            lines = (_under(sent, f"{name}.{row}.", item) for row in numbers)
            if written := [line for line in lines if line]:
                found[name] = written
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            if part := _under(sent, f"{name}.", kind):
                found[name] = part
        elif said := sent.get(name, "").strip():
            found[name] = said
    return found


def _of_row(key: str, name: str) -> bool:
    parts = key.split(".")
    return len(parts) == 3 and parts[0] == name and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 4  # noqa: PLR2004


def _under(sent: Mapping[str, str], prefix: str, model: type[BaseModel]) -> dict[str, str]:
    """What was sent of a row or a part; nothing where all of it is as the form had it."""
    said = {key.removeprefix(prefix): text.strip() for key, text in sent.items() if key.startswith(prefix)}
    said = {key: text for key, text in said.items() if text}
    fields = model.model_fields
    return said if any(key not in fields or text != _default(fields[key]) for key, text in said.items()) else {}


def _optional(model: type[BaseModel], sent: Mapping[str, str], choices: Choices, prefix: str) -> Iterator[Input]:
    """The controls of a row or a part, which may all stay empty."""
    for name, field in model.model_fields.items():
        yield replace(_input(f"{prefix}{name}", field, sent, choices), required=False)


def _input(name: str, field: FieldInfo, sent: Mapping[str, str], choices: Choices) -> Input:
    kind = _plain(field.annotation)
    offered = choices.get(name, ())
    if get_origin(kind) is Literal:
        offered = tuple((one, one) for one in map(str, get_args(kind)))
    control = "choice" if offered else CONTROLS.get(kind, "text")
    value = sent.get(name, "").strip() or _default(field)
    return Input(name, field.title or name, _hint(field), control, field.is_required(), value, offered, _unit(field))


def _default(field: FieldInfo) -> str:
    """As it stands in the form; nothing for none, no, and 0."""
    return str(field.default) if not field.is_required() and field.default else ""


def _unit(field: FieldInfo) -> str:
    """What the reader of the field takes the number for."""
    notes = [
        *field.metadata,
        *(note for one in get_args(field.annotation) for note in getattr(one, "__metadata__", ())),
    ]
    return next((UNITS[one.func] for one in notes if isinstance(one, BeforeValidator) and one.func in UNITS), "")


def _hint(field: FieldInfo, *, sample: bool = True) -> str:
    """The description without what is meant for the command line."""
    said = field.description or ""
    return "" if "{" in said or ("逗号隔开" in said and not sample) else said


def _plain(kind: Any) -> Any:
    """The type of a field without None."""
    if get_origin(kind) in {Union, UnionType}:
        kinds = [one for one in get_args(kind) if one is not NoneType]
        return _plain(kinds[0])
    return getattr(kind, "__origin__", kind) if hasattr(kind, "__metadata__") else kind


def _item(kind: Any) -> type[BaseModel] | None:
    """The model of each row of a list."""
    if get_origin(kind) is not tuple:
        return None
    item = get_args(kind)[0]
    return item if isinstance(item, type) and issubclass(item, BaseModel) else None


def sent_of(model: BaseModel, prefix: str = "") -> dict[str, str]:
    """What a form would have to send to give this model: the other way round from `values`."""
    found: dict[str, str] = {}
    for name in (one for one in type(model).model_fields if one in model.model_fields_set):
        value, key = getattr(model, name), f"{prefix}{name}"
        if isinstance(value, BaseModel):
            found |= sent_of(value, f"{key}.")
        elif isinstance(value, tuple):
            for row, one in enumerate(value):
                found |= sent_of(one, f"{key}.{row}.")
        elif isinstance(value, bool):
            found |= {key: "是"} if value else {}
        elif value is not None:
            found[key] = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return found
