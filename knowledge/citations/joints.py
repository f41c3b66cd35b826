"""What joins the locators of one list: 、 and 和 and 至, and notes in parentheses between them."""

import re

from knowledge.citations.locators import BLANK
from knowledge.citations.notes import Notes

RANGES = frozenset("至到-－‐–—~～")
PAUSES = frozenset("，,；;")
_JOINT = re.compile(rf"{BLANK}(?P<joint>[、，,；;和与及或至到\-－‐–—~～]|以及|及其|并|或者)?{BLANK}")
_LONGEST_JOINT = 12
_COORDINATED = re.compile(r"\s{0,3}(?:[、，,；;和与及或]|以及)?\s{0,3}")
_LONGEST_QUOTE = 600  # characters of a quotation whose beginning is looked for


def joint(notes: Notes, start: int, end: int) -> str | None:
    """What stands between two locators of one list, "" for mere blanks; None where they are not of one list."""
    text = notes.text
    if text[start : start + 1] in {"（", "("}:
        start = notes.after(start)
    if not 0 <= end - start <= _LONGEST_JOINT:
        return None
    found = _JOINT.fullmatch(text, start, end)
    return None if found is None else found["joint"] or ""


def coordinated(text: str, start: int, end: int) -> bool:
    """Whether two laws are named one after the other, as those that share what follows."""
    return end - start <= _LONGEST_JOINT and _COORDINATED.fullmatch(text, start, end) is not None


def quoted(text: str, start: int, at: int) -> bool:
    """Whether ``at`` is within a quotation that began after ``start``."""
    start = max(start, at - _LONGEST_QUOTE)
    return text.rfind("“", start, at) > text.rfind("”", start, at)
