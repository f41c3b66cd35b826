"""What the check of wording finds in a draft, and its proposals put into the field that has the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checking import KINDS, Finding, Severity, check, read_agreement
from assistant.lawbook import Lawbook
from knowledge.errors import KnowledgeError
from knowledge.forms import FieldType, Form
from web.desk.fields import NONE, Sent, control_of
from web.desk.made import Drafted

FREE = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST})  # what is written in words of one's own
OPEN = "□"  # before a choice that is left open
BLANKS = "blank"  # what is left blank is listed apart
UNJUDGED = "引用的法条没有核对：{}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its number; ``key`` is what its button sends. ``control``: where the words stand that it would
    have changed, "" where no field alone has them. ``added``: it proposes what is missing, not other words.
    """

    number: int
    key: str
    label: str
    severity: Severity
    quote: str
    reason: str
    basis: str
    rewrite: str
    control: str
    added: bool


def findings(text: str, today: date, lawbook: Lawbook | None) -> tuple[tuple[Finding, ...], str]:
    """What is found beside what is left open, and a word where citations could not be judged."""
    note = ""
    try:
        found = check(text, None, today, lawbook)
    except KnowledgeError as error:
        found, note = check(text, None, today), UNJUDGED.format(error)
    return tuple(one for one in found if one.kind != BLANKS and not _is_open(text, one)), note


def remarks(found: Sequence[Finding], made: Drafted, sent: Sent, today: date) -> Iterator[Remark]:
    """Findings, numbered from 1, as the desk shows them."""
    text = made.document.text
    title = read_agreement(text, today).title
    for number, one in enumerate(found, start=1):
        added = (one.start, one.end) == (title.start, title.end)
        place = _place(one, text, made.values.form, sent) if one.rewrite and not added else None
        yield Remark(
            number=number,
            key=_key(one),
            label=KINDS[one.kind],
            severity=one.severity,
            quote="" if added else one.text,
            reason=one.reason,
            basis=one.basis,
            rewrite=one.rewrite,
            control=place[0] if place else "",
            added=added,
        )


def rewritten(made: Drafted, sent: Sent, key: str, today: date, lawbook: Lawbook | None) -> dict[str, str]:
    """The control and its new words where the finding ``key`` proposes them; nothing where there is no such place."""
    text = made.document.text
    found, _ = findings(text, today, lawbook)
    one = next((one for one in found if _key(one) == key and one.rewrite), None)
    place = _place(one, text, made.values.form, sent) if one else None
    if one is None or place is None:
        return {}
    control, start = place
    words = sent[control].strip()
    return {control: words[:start] + one.rewrite + words[start + len(one.text) :]}


def _key(one: Finding) -> str:
    return f"{one.kind}-{one.start}-{one.end}"


def _is_open(text: str, one: Finding) -> bool:
    """Whether a finding is about a line of choices that nobody has made yet."""
    return OPEN in text[text.rfind("\n", 0, one.start) + 1 :].partition("\n")[0]


def _place(one: Finding, text: str, form: Form, sent: Sent) -> tuple[str, int] | None:
    """The control whose words a finding is about, and where in them it begins; None where that is not one alone."""
    free = tuple(control_of(field) for field in form.fields if field.type in FREE)
    places = set[tuple[str, int]]()
    for control, written in sent.items():
        value = written.strip()
        if not value or value == NONE or not any(control == name or control.startswith(f"{name}.") for name in free):
            continue
        start = text.find(value)
        while start != -1:
            if start <= one.start and one.end <= start + len(value):
                places.add((control, one.start - start))
            start = text.find(value, start + 1)
    return places.pop() if len(places) == 1 else None
