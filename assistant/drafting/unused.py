"""What was given and does not stand in the document, because something else was chosen."""

from collections.abc import Mapping
from dataclasses import replace

from jinja2 import UndefinedError

from assistant.drafting.filling import CHOOSING, fill
from assistant.drafting.values import Values
from assistant.drafting.wording import given
from knowledge.clauses import Clause
from knowledge.documents import DocumentPlan
from knowledge.forms import FormField


def unused(plan: DocumentPlan, values: Values, clauses: Mapping[str, Clause]) -> tuple[FormField, ...]:
    """Given fields without which the document would be the same; not what chooses, what says 无, nor sums of 0."""
    whole = fill(plan, values, clauses)

    def matters(field: FormField) -> bool:
        try:
            return fill(plan, replace(values, entries={**values.entries, field.name: None}), clauses) != whole
        except (UndefinedError, TypeError):  # nothing can be said without it
            return True

    asked = (field for field in values.form.fields if field.type not in CHOOSING and given(values.entries[field.name]))
    return tuple(field for field in asked if not matters(field))
