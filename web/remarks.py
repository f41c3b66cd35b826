"""What the check of wording finds, as pages show it beside the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking import KINDS, Agreement, Finding, Severity, check
from assistant.lawbook import Lawbook
from knowledge.errors import KnowledgeError

UNJUDGED = "引用的法条没有核对：{}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its number; ``key`` tells it from the others of the same text, and is what its button sends.

    ``added``: it proposes what is missing, not other words. ``control``: where a form has the words that it would have
    changed, "" where no field alone has them.
    """

    number: int
    key: str
    label: str
    severity: Severity
    quote: str
    reason: str
    basis: str
    rewrite: str
    added: bool
    control: str = ""


def judged(agreement: Agreement, lawbook: Lawbook | None) -> tuple[Sequence[Finding], str]:
    """All findings; where law cannot be looked up, those that need none, and a word about it."""
    try:
        return check(agreement.text, agreement.kind, agreement.today, lawbook), ""
    except KnowledgeError as error:
        return check(agreement.text, agreement.kind, agreement.today), UNJUDGED.format(error)


def key_of(one: Finding) -> str:
    """What tells a finding from the others of its text."""
    return f"{one.kind}-{one.start}-{one.end}"


def is_missing(agreement: Agreement, one: Finding) -> bool:
    """Whether a finding is about the whole: it then stands at the title, and proposes what is missing."""
    return (one.start, one.end) == (agreement.title.start, agreement.title.end)


def remark(number: int, one: Finding, agreement: Agreement, control: str = "") -> Remark:
    """A finding as a page shows it."""
    missing = is_missing(agreement, one)
    return Remark(
        number=number,
        key=key_of(one),
        label=KINDS[one.kind],
        severity=one.severity,
        quote="" if missing else one.text,
        reason=one.reason,
        basis=one.basis,
        rewrite=one.rewrite,
        added=missing,
        control=control,
    )
