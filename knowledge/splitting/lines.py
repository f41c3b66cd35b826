"""The lines of a legal text, as every step of splitting sees them."""

import re
from collections.abc import Iterable, Sequence

Row = tuple[int, str]  # a line's number, from 1, and its text: not empty, no blanks at its ends
BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000"
STOPS = "。；;：:，,、！？!?"
LONGEST_HEADING = 50  # characters; longer lines are sentences
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(f"[{BLANKS}]+")


def rows(lines: Iterable[str]) -> list[Row]:
    """The lines that are not blank, without characters that print nothing."""
    cleaned = ((line, _INVISIBLE.sub("", text).strip(BLANKS + "\r\n")) for line, text in enumerate(lines, start=1))
    return [(line, text) for line, text in cleaned if text]


def is_short(text: str) -> bool:
    """Whether the line may be a heading or a title: short, and no sentence."""
    return len(text) <= LONGEST_HEADING and text[-1] not in STOPS


def unblanked(text: str) -> str:
    """The text without any blanks."""
    return _BLANKS.sub("", text)


def tidied(text: str) -> str:
    """Blanks spread a short heading (总 则): out. Blanks divide a long one: one each."""
    words = _BLANKS.split(text)
    return "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)


def is_quoted(texts: Sequence[str]) -> bool:
    """Whether a quotation is open where ``texts`` end."""
    for text in reversed(texts):
        if "“" in text or "”" in text:
            return text.rfind("“") > text.rfind("”")
    return False
