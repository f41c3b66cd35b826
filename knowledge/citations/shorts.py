"""Short names that a text lays down for its own use: 《…》（以下简称《解释》）."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.citations.notes import Notes
from knowledge.citations.titles import Title

LONGEST_SHORT = 30  # characters of a short name
_DEFINES = re.compile(
    r"(?:以下(?:简|统|合|并|通)?称|下称|简称|统称)(?:为|作)?[：:]?\s{0,2}[《“\"「『‘'〈]{0,3}"
    rf"(?P<short>[^《》〈〉“”\"‘’'「」『』（）()，,。；;、：:\s]{{2,{LONGEST_SHORT}}}(?:[（(][一二三四五六七八九十][）)])?)"
)
_NOTES = 3  # parentheses between a title and the one that lays down its short name


@dataclass
class Shorts:
    """What each short name stands for, from where it is laid down."""

    notes: Notes
    titles: Mapping[int, Title]  # by where they end
    lengths: list[int] = field(init=False)  # of the short names, longest first
    _laid: dict[str, list[tuple[int, str]]] = field(init=False)

    def __post_init__(self) -> None:
        self._laid = {}
        for found in _DEFINES.finditer(self.notes.text):
            if title := self._defined(found.start()):
                self._laid.setdefault(found["short"], []).append((found.start(), title.name))
        self.lengths = sorted({len(short) for short in self._laid}, reverse=True)

    def full(self, short: str, at: int) -> str | None:
        """The name that a short one stands for at ``at``: as last laid down before it."""
        laid = self._laid.get(short)
        if not laid:
            return None
        place = bisect_right(laid, (at, "\uffff"))
        return laid[place - 1][1] if place else None

    def _defined(self, at: int) -> Title | None:
        """The title behind which stands the parenthesis around ``at``."""
        opening = self.notes.around(at)
        for _ in range(_NOTES):
            if opening is None:
                return None
            end = self.notes.over_blanks(opening)
            if title := self.titles.get(end):
                return title
            opening = self.notes.opening(end - 1)
        return None
