"""How words are recognised: patterns that must stand close together, and what speaks against them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WINDOW = 240  # characters that are read together; a typed question is seldom longer


@dataclass(frozen=True, slots=True)
class Sign:
    """Every pattern of ``every`` occurs in the same window, and ``unless`` does not."""

    every: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None = None

    def shown_by(self, window: str) -> bool:
        """Whether the window shows this sign. Put the rarest pattern first: most windows end there."""
        if not all(pattern.search(window) for pattern in self.every):
            return False
        return self.unless is None or not self.unless.search(window)


def sign(*every: str, unless: str = "") -> Sign:
    """A sign of patterns written as text; gaps in them are bounded, so that reading stays linear."""
    return Sign(tuple(map(re.compile, every)), re.compile(unless) if unless else None)


def windows(text: str) -> Iterator[str]:
    """The text whole, or overlapping windows of a longer one; runs of blanks become one."""
    text = " ".join(text.split())
    for start in range(0, max(len(text) - WINDOW // 2, 1), WINDOW // 2):
        yield text[start : start + WINDOW]


def any_shown(signs: Iterable[Sign], window: str) -> bool:
    """Whether the window shows one of the signs."""
    return any(each.shown_by(window) for each in signs)
