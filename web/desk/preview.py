"""A draft as the desk shows it: the document as it will look, and all that is to be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.drafting.formbook import Formbook
from assistant.lawbook import Lawbook
from knowledge.forms import Form
from web.desk.fields import Sent
from web.desk.made import Drafted, Gap, gap_of
from web.desk.remarks import findings, remarks
from web.desk.sheet import Sheet, sheet_of
from web.remarks import Remark

AGREEMENTS = ("协议", "协议书")  # how the titles of forms end that both sides sign


@dataclass(frozen=True, slots=True)
class Preview:
    """The document with what is missing and wrong. ``remarks`` is None where its wording is not checked; ``unused`` was
    given and does not stand in it.
    """

    sheet: Sheet
    gaps: tuple[Gap, ...]
    faults: tuple[tuple[Gap, str], ...]
    unused: tuple[Gap, ...]
    remarks: tuple[Remark, ...] | None
    note: str
    summary: str


def is_agreement(form: Form) -> bool:
    """Whether the wording of what a form becomes is checked."""
    return form.title.endswith(AGREEMENTS)


def preview(book: Formbook, made: Drafted, sent: Sent, today: date, lawbook: Lawbook | None) -> Preview:
    """What the desk shows of a draft."""
    form, document = made.values.form, made.document
    checked = is_agreement(form)
    found, note = findings(document.text, today, lawbook) if checked else ((), "")
    fields = {field.name: field for field in form.fields}
    faults = tuple((gap_of(fields[name]), told) for name, told in made.faults.items())
    return Preview(
        sheet_of(document, found),
        made.gaps,
        faults,
        tuple(map(gap_of, book.unused(made.values))),
        tuple(remarks(found, made, sent, today)) if checked else None,
        note,
        _summary(faults, made.gaps, found),
    )


def _summary(faults: Sequence[object], gaps: Sequence[object], found: Sequence[object]) -> str:
    counts = ((len(faults), "处填错"), (len(gaps), "项没填"), (len(found), "处措辞要看"))
    told = "，".join(f"{count}{what}" for count, what in counts if count)
    return f"{told}。" if told else "要填的都填了。"
