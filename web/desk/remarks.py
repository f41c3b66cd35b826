"""What the check of wording finds in a draft, and its proposals put into the field that has the words."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.checking import Finding, read_agreement
from assistant.lawbook import Lawbook
from knowledge.forms import FieldType, Form
from web.desk.fields import NONE, Sent, control_of
from web.desk.made import Drafted
from web.remarks import Remark, is_missing, judged, key_of, remark

FREE = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST})  # what is written in words of one's own
OPEN = "□"  # before a choice that is left open
BLANKS = "blank"  # what is left blank is listed apart


def findings(text: str, today: date, lawbook: Lawbook | None) -> tuple[tuple[Finding, ...], str]:
    """What is found beside what is left open, and a word where citations could not be judged."""
    found, note = judged(read_agreement(text, today), lawbook)
    return tuple(one for one in found if one.kind != BLANKS and not _is_open(text, one)), note


def remarks(found: Sequence[Finding], made: Drafted, sent: Sent, today: date) -> Iterator[Remark]:
    """Findings, numbered from 1, as the desk shows them."""
    agreement = read_agreement(made.document.text, today)
    for number, one in enumerate(found, start=1):
        changes = one.rewrite and not is_missing(agreement, one)
        place = _place(one, agreement.text, made.values.form, sent) if changes else None
        yield remark(number, one, agreement, place[0] if place else "")


def rewritten(made: Drafted, sent: Sent, key: str, today: date, lawbook: Lawbook | None) -> dict[str, str]:
    """The control and its new words where the finding ``key`` proposes them; nothing where there is no such place."""
    text = made.document.text
    found, _ = findings(text, today, lawbook)
    one = next((one for one in found if key_of(one) == key and one.rewrite), None)
    place = _place(one, text, made.values.form, sent) if one else None
    if one is None or place is None:
        return {}
    control, start = place
    words = sent[control].strip()
    return {control: words[:start] + one.rewrite + words[start + len(one.text) :]}


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
