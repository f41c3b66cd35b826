"""The JSON of forms, drafts and clauses that ``--json`` and the web promise; the README documents every key."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.drafting.document import NOTICE

if TYPE_CHECKING:
    from assistant.drafting.document import Document
    from assistant.drafting.stories import Story
    from knowledge.clauses import Clause
    from knowledge.forms import Form, FormField


def forms_json(forms: "Iterable[Form]") -> dict[str, Any]:
    """The forms there are."""
    return {
        "forms": [
            {"id": form.id, "title": form.title, "aliases": list(form.aliases), "purpose": form.purpose}
            for form in forms
        ]
    }


def fields_json(form: "Form") -> dict[str, Any]:
    """What a form needs."""
    fields = [
        {
            "name": one.name,
            "label": one.label,
            "type": one.type.value,
            "required": one.required,
            "help": one.help,
            "example": one.example,
            "choices": list(one.choices),
            "columns": list(one.columns),
        }
        for one in form.fields
    ]
    return {"form": form.id, "title": form.title, "fields": fields}


def draft_json(
    document: "Document",
    out: str | None,
    made: bytes | None,
    missing: "Sequence[FormField]",
    unused: "Sequence[FormField]",
) -> dict[str, Any]:
    """A draft. ``out`` is where it was written, ``sha256`` of the file; ``unused`` was given and does not stand in
    it.
    """
    return {
        "form": document.form,
        "title": document.title,
        "out": out,
        "sha256": hashlib.sha256(made).hexdigest() if made is not None else None,
        "text": document.text,
        "missing": [{"name": field.name, "label": field.label, "help": field.help} for field in missing],
        "unused": [{"name": field.name, "label": field.label} for field in unused],
        "label": NOTICE,
    }


def story_json(form: "Form", text: str, told: "Story | None", referral: str | None) -> dict[str, Any]:
    """What was taken from a story, with the places in its ``text`` that say it, and what it says in two ways;
    ``referral`` where somebody in it may be in danger. Nothing where there is no story.
    """
    if told is None:
        return {}
    labels = {field.name: field.label for field in form.fields}
    found = [
        {
            "name": one.field,
            "label": labels[one.field],
            "value": one.value,
            "spans": [list(span) for span in one.spans],
            "why": one.why,
            "computed": one.computed,
        }
        for one in told.found
    ]
    conflicts = [{"name": one.field, "why": one.why} for one in told.conflicts]
    return {"story": text, "referral": referral, "found": found, "conflicts": conflicts}


def clause_json(clause: "Clause") -> dict[str, Any]:
    """A clause of the library."""
    return {
        "id": clause.id,
        "title": clause.title,
        "group": clause.group.value,
        "use": clause.use,
        "avoid": clause.avoid,
        "variables": [{"name": one.name, "label": one.label, "type": one.type.value} for one in clause.variables],
        "variants": [{"name": one.name, "when": one.when, "text": one.text} for one in clause.variants],
        "notes": list(clause.notes),
        "basis": [{"law": str(one), "gist": one.gist, "verified": one.verified} for one in clause.basis],
    }
