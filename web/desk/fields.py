"""The fields of a form as controls, and what was sent of them as raw values; `assistant.drafting.entries` judges those.

Controls are named ``f.court``, parts of a party ``f.applicant.name``, choices ``f.changes.0``, cells ``f.seals.0.2``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.drafting.rows import DUE, STRICT, SUMS
from knowledge.forms import FieldType as Type
from knowledge.forms import Form, FormField
from web.desk.parties import NUMBERS, PARTS, party_raw
from web.inputs import Input

MOST_ROWS = 200  # as many as a form takes
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
ROW = re.compile(r"\d{1,3}")
NONE = "无"
UNITS = {Type.AMOUNT: "元", Type.RATE: "%"}
NUMERIC = frozenset({Type.AMOUNT, Type.RATE, Type.NUMBER})
KINDS = {
    Type.LONG_TEXT: "long",
    Type.CHOICE: "pick",
    Type.YES_NO: "pick",
    Type.CHOICES: "ticks",
    Type.PARTY: "parts",
    Type.PERSON: "parts",
    Type.ACCOUNT: "parts",
    Type.LIST: "rows",
}
ACCOUNT = (("holder", "户名"), ("bank", "开户行"), ("number", "账号"))
Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Blank:
    """A field with its controls. ``kind`` is line, long, date, pick, ticks, parts or rows; what others use is empty.

    ``options`` are (name, value, label, chosen). ``none``: whether it is ticked that there is nothing to list; None
    where that is not to be said. ``more``: whether a row may be added.
    """

    name: str
    field: FormField
    kind: str
    value: str = ""
    unit: str = ""
    numeric: bool = False
    options: tuple[tuple[str, str, str, bool], ...] = ()
    inputs: tuple[Input, ...] = ()
    rows: tuple[tuple[Input, ...], ...] = ()
    none: bool | None = None
    more: bool = False


def control_of(field: FormField) -> str:
    """What the controls of a field are named after, and where a link to it leads."""
    return f"f.{field.name}"


def raw_values(form: Form, sent: Sent) -> dict[str, object]:
    """What was sent, by the names of the fields; nothing for fields that were left empty."""
    return {field.name: raw for field in form.fields if (raw := raw_value(field, sent))}


def raw_value(field: FormField, sent: Sent) -> object:
    """What was sent of one field; "" or something else that is empty where nothing was."""
    name = control_of(field)
    match KINDS.get(field.type):
        case "ticks":
            return [one for place, one in enumerate(field.choices) if sent.get(f"{name}.{place}")]
        case "rows":
            lines = [dict(zip(field.columns, row, strict=True)) for row in rows_sent(field, sent)]
            return lines or (NONE if sent.get(f"{name}.none") else "")
        case "parts" if field.type is Type.ACCOUNT:
            return {key: said for key, _ in ACCOUNT if (said := sent.get(f"{name}.{key}", "").strip())}
        case "parts":
            return party_raw({key: sent.get(f"{name}.{key}", "").strip() for key, _ in PARTS})
        case _:
            return sent.get(name, "").strip()


def rows_sent(field: FormField, sent: Sent) -> list[tuple[str, ...]]:
    """The rows of a list in which something was written, in their order."""
    start = f"{control_of(field)}."
    numbers = sorted({int(key[len(start) :].split(".")[0]) for key in sent if _of_row(key, start)})
    rows = (
        tuple(sent.get(f"{start}{row}.{cell}", "").strip() for cell in range(len(field.columns))) for row in numbers
    )
    return [row for row in rows if any(row)][:MOST_ROWS]


def blank(field: FormField, sent: Sent, longer: bool = False) -> Blank:
    """A field with what was sent; ``longer``: with an empty row below what is written."""
    name, kind = control_of(field), KINDS.get(field.type, "line")
    value = sent.get(name, "").strip()
    match kind:
        case "ticks":
            names = (f"{name}.{place}" for place in range(len(field.choices)))
            options = tuple((key, one, one, key in sent) for key, one in zip(names, field.choices, strict=True))
            return Blank(name, field, kind, options=options)
        case "pick":
            offered = [(one, one) for one in field.choices or ("是", "否")]
            options = tuple((name, one, label, one == value) for one, label in [*offered, ("", "先不选")])
            return Blank(name, field, kind, value, options=options)
        case "parts":
            return Blank(name, field, kind, inputs=tuple(_parts(field, sent)))
        case "rows":
            written = rows_sent(field, sent)
            lines = [*written, *[("",) * len(field.columns)] * (longer or not written)][:MOST_ROWS]
            rows = tuple(tuple(_cells(field, place, row)) for place, row in enumerate(lines))
            none = bool(sent.get(f"{name}.none")) and not written if f"“{NONE}”" in field.help else None
            return Blank(name, field, kind, rows=rows, none=none, more=len(rows) < MOST_ROWS)
        case _ if field.type is Type.DATE and (not value or ISO.fullmatch(value)):
            return Blank(name, field, "date", value)
        case _:
            return Blank(name, field, kind, value, UNITS.get(field.type, ""), field.type in NUMERIC)


def _of_row(key: str, start: str) -> bool:
    row, _, cell = key[len(start) :].partition(".")
    return key.startswith(start) and all(ROW.fullmatch(one) and one.isascii() for one in (row, cell))


def _parts(field: FormField, sent: Sent) -> Iterator[Input]:
    name = control_of(field)
    for key, title in ACCOUNT if field.type is Type.ACCOUNT else PARTS:
        if key == "representative" and field.type is Type.PERSON:
            continue
        value = sent.get(f"{name}.{key}", "").strip()
        known = dict.fromkeys((*NUMBERS, value)) if key == "said" else {}
        choices = (("", "按名称认"), *((one, one) for one in known if one)) if known else ()
        yield Input(f"{name}.{key}", title, "", "choice" if choices else "text", False, value, choices)


def _cells(field: FormField, row: int, written: tuple[str, ...]) -> Iterator[Input]:
    for place, (column, value) in enumerate(zip(field.columns, written, strict=True)):
        is_day = column == DUE and (not value or ISO.fullmatch(value))
        kind = "date" if is_day else "number" if column in STRICT or SUMS.search(column) else "text"
        yield Input(f"{control_of(field)}.{row}.{place}", column, "", kind, False, value)
