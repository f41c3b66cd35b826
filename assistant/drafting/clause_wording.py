"""One clause of the library in the words of a dispute: raw values of its variables → its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.drafting.entries import read_entry
from assistant.drafting.scalars import Refused
from assistant.drafting.values import left_blank
from assistant.drafting.wording import render
from knowledge.clauses import Clause, ClauseVariant
from knowledge.forms import FormField


@dataclass(frozen=True, slots=True)
class ClauseWording:
    """``text`` leaves a blank for each of ``missing``, and for what is at fault: by the name of a variable, why."""

    text: str
    missing: tuple[FormField, ...]
    faults: Mapping[str, str]


def variables_of(clause: Clause, variant: ClauseVariant) -> tuple[FormField, ...]:
    """What a wording takes."""
    return tuple(variable for variable in clause.variables if variable.name in variant.uses)


def worded(clause: Clause, variant: ClauseVariant, raw: Mapping[str, object]) -> ClauseWording:
    """A wording with ``raw`` values, by the names of variables; those it does not take are passed over."""
    entries: dict[str, object] = {}
    missing: list[FormField] = []
    faults: dict[str, str] = {}
    for variable in variables_of(clause, variant):
        try:
            entries[variable.name] = read_entry(variable, raw.get(variable.name), blanks=True)
        except Refused as refused:
            faults[variable.name] = str(refused)
            entries[variable.name] = left_blank(variable)
        if entries[variable.name] is None and variable.required:
            missing.append(variable)
            entries[variable.name] = left_blank(variable)
    return ClauseWording(render(variant.text, entries), tuple(missing), MappingProxyType(faults))
