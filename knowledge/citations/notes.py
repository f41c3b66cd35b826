"""Parentheses of a text, and the blanks around them: what may stand between a name and its article."""

import re
from dataclasses import dataclass, field

LONGEST_NOTE = 160  # characters in a parenthesis that is looked into
_MOST_BLANKS = 8
_PARENTHESIS = re.compile(r"[（()）]|\n[ \t\u3000]*\n")


@dataclass
class Notes:
    """Which parentheses belong together: only those of at most LONGEST_NOTE characters, within one paragraph."""

    text: str
    _opening: dict[int, int] = field(init=False)
    _closing: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self._opening = _openings(self.text)
        self._closing = {opening: closing for closing, opening in self._opening.items()}

    def opening(self, closing: int) -> int | None:
        """Where the parenthesis opens that closes at ``closing``."""
        return self._opening.get(closing)

    def after(self, opening: int) -> int:
        """Where the parenthesis that opens at ``opening`` has ended; ``opening`` itself if it does not end near by."""
        return self._closing.get(opening, opening - 1) + 1

    def around(self, at: int) -> int | None:
        """Where the innermost parenthesis opens in which ``at`` stands."""
        for opening in range(at - 1, max(-1, at - LONGEST_NOTE), -1):
            if self._closing.get(opening, -1) > at:
                return opening
        return None

    def over_blanks(self, at: int) -> int:
        """``at``, moved back over blanks, marks of emphasis, and one end of a line."""
        lines = 0
        for _ in range(_MOST_BLANKS):
            character = self.text[at - 1 : at]
            lines += character == "\n"
            if not character or not (character.isspace() or character in "*_`") or lines > 1:
                break
            at -= 1
        return at


def _openings(text: str) -> dict[int, int]:
    """For each closing parenthesis, where it opens; only those of at most LONGEST_NOTE characters. Linear."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for mark in _PARENTHESIS.finditer(text):
        if mark[0] in "（(":
            opened.append(mark.start())
        elif mark[0] not in "）)":
            opened.clear()
        elif opened and mark.start() - (opening := opened.pop()) <= LONGEST_NOTE:
            found[mark.start()] = opening
    return found
