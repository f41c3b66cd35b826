"""What was given for a form: raw entries → typed values, or every fault at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.drafting.entries import BLANK, read_entry
from assistant.drafting.scalars import Refused, nearest
from assistant.drafting.wording import evaluate
from assistant.errors import DraftError
from knowledge.documents import Need
from knowledge.forms import FieldType, Form, FormField


@dataclass(frozen=True, slots=True)
class Values:
    """``entries`` has every field of the form by name; None where nothing was given. ``missing`` are the fields that
    are needed and were left blank: their entries are BLANK, one in choices, and in each cell of one row in a list.
    """

    form: Form
    entries: Mapping[str, object]
    missing: tuple[FormField, ...] = ()


def read_values(form: Form, raw: Mapping[str, object], needs: Sequence[Need] = (), blanks: bool = False) -> Values:
    """The values in ``raw``, by the names of the fields or their labels. With ``blanks``, what is needed and missing is
    left to be filled in by hand. Raises DraftError with all faults.
    """
    faults: list[str] = []
    given = dict(_named(form, raw, faults))
    entries: dict[str, object] = {}
    for field in form.fields:
        try:
            entries[field.name] = read_entry(field, given.get(field.name), blanks)
        except Refused as refused:
            faults.append(f"“{field.label}”（{field.name}）：{refused}")
            entries[field.name] = None
            given[field.name] = BLANK  # told already
    needed = {need.field for need in needs if evaluate(need.when, entries)}
    missing = tuple(
        field
        for field in form.fields
        if entries[field.name] is None
        and given.get(field.name) is not BLANK
        and (field.required or field.name in needed)
    )
    if not blanks:
        faults.extend(f"缺少“{field.label}”（{field.name}）：{field.help.rstrip('。')}" for field in missing)
    if faults:
        raise DraftError(tuple(faults))
    entries.update((field.name, left_blank(field)) for field in missing)
    return Values(form, MappingProxyType(entries), missing)


def _named(form: Form, raw: Mapping[str, object], faults: list[str]) -> Iterator[tuple[str, object]]:
    """Entries by the names of fields, each once."""
    names = {field.name: field.name for field in form.fields}
    labels = {field.label: field.name for field in form.fields}
    seen: set[str] = set()
    for key, value in raw.items():
        name = names.get(str(key)) or labels.get(str(key))
        if name is None:
            like = nearest(str(key), [*names, *labels])
            faults.append(f"{form.title}没有“{str(key)[:30]}”这一项{like}，用 shukun draft {form.id} --list 查看各项")
        elif name in seen:
            faults.append(f"“{str(key)[:30]}”写了两次")
        else:
            seen.add(name)
            yield name, value


def left_blank(field: FormField) -> object:
    """What stands for a field that is left to be filled in by hand."""
    if field.type is FieldType.LIST:
        return (MappingProxyType(dict.fromkeys(field.columns, BLANK)),)
    return (BLANK,) if field.type is FieldType.CHOICES else BLANK
