"""What the values on the desk make: the document, what is wrong with them, and what is missing in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.drafting.document import Document
from assistant.drafting.entries import BLANK, read_entry
from assistant.drafting.formbook import Formbook
from assistant.drafting.scalars import Refused
from assistant.drafting.values import Values
from knowledge.forms import FieldType, Form, FormField
from web.desk.fields import Sent, control_of, raw_values

KEYED = "（name）"  # a part of a party as files of values call it


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: what it is called and where it is to be written."""

    label: str
    control: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a form's values make. ``faults`` are by field, and their values are left out of the document."""

    document: Document
    values: Values
    faults: Mapping[str, str]
    gaps: tuple[Gap, ...]


def drafted(book: Formbook, form: Form, sent: Sent) -> Drafted:
    """The document of what was sent, with blanks where something is missing or wrong. Raises DraftError."""
    raw = raw_values(form, sent)
    faults: dict[str, str] = {}
    for field in form.fields:
        try:
            read_entry(field, raw.get(field.name), blanks=True)
        except Refused as refused:
            faults[field.name] = str(refused).replace(KEYED, "")
            del raw[field.name]
    values = _with_none(book.values(form, raw, blanks=True), raw)
    return Drafted(book.draft(values), values, faults, tuple(_gaps(form, values, faults)))


def gap_of(field: FormField) -> Gap:
    """A field as something that is missing, or to be looked at."""
    return Gap(field.label, control_of(field))


def _with_none(values: Values, raw: Mapping[str, object]) -> Values:
    """Lists that are said to be empty are not missing."""
    empty = {field.name for field in values.missing if field.type is FieldType.LIST and field.name in raw}
    if not empty:
        return values
    missing = tuple(field for field in values.missing if field.name not in empty)
    return replace(values, entries={**values.entries, **dict.fromkeys(empty, ())}, missing=missing)


def _gaps(form: Form, values: Values, faults: Mapping[str, str]) -> Iterator[Gap]:
    missing = {field.name for field in values.missing}
    for field in form.fields:
        if field.name in missing:
            yield from () if field.name in faults else (gap_of(field),)
        elif field.type is FieldType.LIST:
            yield from _cells(field, values.entries[field.name])


def _cells(field: FormField, rows: object) -> Iterator[Gap]:
    """What the rows of a list lack."""
    for row, cells in enumerate(rows if isinstance(rows, tuple) else ()):
        for place, (column, cell) in enumerate(cells.items()):
            if cell is BLANK:
                yield Gap(f"{field.label}第{row + 1}行的{column}", f"{control_of(field)}.{row}.{place}")
