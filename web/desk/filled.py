"""A value that was read somewhere, written into the controls of its field."""

from collections.abc import Iterator

from assistant.drafting.entries import read_entry
from assistant.drafting.parties import account_of
from assistant.drafting.rows import read_rows
from assistant.drafting.scalars import LONG, written, yes
from assistant.drafting.stories import RawValue
from knowledge.forms import FieldType, FormField
from web.desk.fields import NONE, control_of
from web.desk.parties import party_parts


def controls(field: FormField, raw: RawValue) -> Iterator[tuple[str, str]]:
    """The controls of a field with a raw value that its reader takes."""
    name = control_of(field)
    match field.type:
        case FieldType.PARTY | FieldType.PERSON:
            yield from ((f"{name}.{key}", text) for key, text in party_parts(written(raw)).items())
        case FieldType.ACCOUNT if account := account_of(written(raw)):
            parts = {"holder": account.holder, "bank": account.bank, "number": account.number}
            yield from ((f"{name}.{key}", text) for key, text in parts.items())
        case FieldType.CHOICES:
            chosen = read_entry(field, raw)
            yield from (
                (f"{name}.{place}", one)
                for place, one in enumerate(field.choices)
                if isinstance(chosen, tuple) and one in chosen
            )
        case FieldType.LIST:
            yield from _rows(field, raw)
        case FieldType.YES_NO:
            yield name, "是" if yes(written(raw)) else "否"
        case _:
            yield name, written(raw, LONG, lines=True)


def _rows(field: FormField, raw: RawValue) -> Iterator[tuple[str, str]]:
    name = control_of(field)
    rows = read_rows(field.columns, raw, "")
    if not rows:
        yield f"{name}.none", NONE
    for row, cells in enumerate(rows):
        yield from ((f"{name}.{row}.{place}", written(cell)) for place, cell in enumerate(cells.values()))
