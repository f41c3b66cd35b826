"""What a finder of personal data is: a kind, and the places where data of that kind stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]

# Explicit look-arounds: \b does not fire between Chinese and ASCII characters.
LEFT, RIGHT = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
# A sum is no number of anybody.
NO_SUM = r"(?!(?:\.[0-9]+)? ?[多余]?(?:[万亿元]|人民币|美元|港[元币])|\.[0-9]{2}(?![0-9]))"
# Full-width characters, as Chinese keyboards type them, and other blanks and dashes are read like their ASCII twins.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NARROW |= dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\u3000"), ord(" "))
NARROW |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015"), ord("-"))
TAKEN = "\0"  # stands where something was found already: no finder matches it


@dataclass(frozen=True, slots=True)
class Finder:
    """``find`` yields the places of data of one kind in a text of ``narrowed`` characters, from left to right."""

    kind: str
    find: Callable[[str], Iterator[Span]]


def narrowed(text: str) -> str:
    """The text with full-width characters, blanks and dashes as ASCII; of the same length, so that places fit both."""
    return text.translate(NARROW)


def taken(text: str, spans: list[Span]) -> str:
    """The text, of the same length, with those places made unreadable for further finders."""
    pieces: list[str] = []
    end = 0
    for start, stop in spans:
        pieces += [text[end:start], TAKEN * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]])


def by_pattern(kind: str, pattern: str, valid: Callable[[str], bool] = lambda _: True) -> Finder:
    """Finds the group ``value``, or the whole match where there is no such group, if it is ``valid``."""
    compiled = re.compile(pattern)
    group: str | int = "value" if "value" in compiled.groupindex else 0

    def find(text: str) -> Iterator[Span]:
        return (match.span(group) for match in compiled.finditer(text) if valid(match.group(group)))

    return Finder(kind, find)
