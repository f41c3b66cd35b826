"""What changed within a paragraph, by words: sums, days, rates and numbers are words as a whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

import rjieba
from rapidfuzz.distance import Indel

from assistant.reading.days import days
from assistant.reading.quantities import amounts, rates
from assistant.redaction.surnames import SURNAMES

SOME_DAY = date(2000, 1, 1)  # only where days stand is asked for, not which they are
NUMERALS = "零〇一二两三四五六七八九十百千万亿"
CAPITALS = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正"
NUMBER = re.compile(  # identifiers and names, masked ones too; numbers that are no sum, day or rate; capitals of a sum
    rf"[A-Za-z0-9*＊]+(?:[.,:/\-][A-Za-z0-9*＊]+)*[%‰％]?|[{CAPITALS}]{{3,}}|[{NUMERALS}]{{2,}}|第[{NUMERALS}]+"
    rf"|[{''.join(sorted(SURNAMES))}]某[某甲乙丙丁]?"
)
LEVELS = (  # in which a paragraph is divided that is too long to be compared by words
    re.compile(r"[^。；;！!？?]*[。；;！!？?]+|[^。；;！!？?]+"),
    re.compile(r"[^，,、：: ]*[，,、：: ]+|[^，,、：: ]+"),
)
PUNCTUATION = re.compile(r"\W+")
MOST = 4 * 10**6  # pairs of characters, up to which two texts are compared by words at once
BRIDGE = 2  # characters that stayed the same between two changes, and are not worth reading alone


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "keep"
    DELETED = "delete"
    INSERTED = "insert"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one mark; never empty."""

    mark: Mark
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """``old`` and ``new`` as one: without what was inserted it is ``old``, without what was deleted ``new``. Where both
    stand beside each other, what was deleted comes first.
    """
    if old == new:
        return (Piece(Mark.KEPT, old),)
    return tuple(_marked(_joined(_parts(old, new))))


def _parts(old: str, new: str, level: int = 0) -> list[tuple[str, str]]:
    """Stretches of both texts, in their order: what is the same in both is a stretch of its own."""
    if len(old) * len(new) <= MOST:
        return list(_matched(words(old), words(new)))
    if level == len(LEVELS):
        return [(old, new)]
    first, second = LEVELS[level].findall(old), LEVELS[level].findall(new)
    parts: list[tuple[str, str]] = []
    for kept, steps in groupby(Indel.opcodes(first, second), lambda step: step.tag == "equal"):
        run = list(steps)
        before = "".join(first[run[0].src_start : run[-1].src_end])
        after = "".join(second[run[0].dest_start : run[-1].dest_end])
        parts += [(before, after)] if kept else _parts(before, after, level + 1)
    return parts


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Stretches of two runs of words. In long ones difflib anchors nothing to words that come often, which would take
    minutes; what lies between its anchors is short enough to be matched once more, word by word.
    """
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "replace" and b - a < len(old) and d - c < len(new):
            yield from _matched(old[a:b], new[c:d])
        else:
            yield "".join(old[a:b]), "".join(new[c:d])


def words(text: str) -> list[str]:
    """The words of ``text``; joined they are the text."""
    found: list[str] = []
    at = 0
    for start, end in _figures(text):
        found += [*rjieba.cut(text[at:start]), text[start:end]]
        at = end
    return [word for word in (*found, *rjieba.cut(text[at:])) if word]


def _figures(text: str) -> Iterator[tuple[int, int]]:
    """Where figures stand, the longest where they overlap."""
    spans = [(one.start, one.end) for one in days(text, SOME_DAY)]
    spans += [(one.start, one.end) for one in amounts(text)]
    spans += [(one.start, one.end) for one in rates(text)]
    spans += [match.span() for match in NUMBER.finditer(text)]
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end


def _joined(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same, changes of words with a short word between them as one: it would be harder to read in splinters."""
    joined: list[tuple[str, str]] = []
    for at, (old, new) in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else None
        if joined and joined[-1][0] != joined[-1][1] and (old != new or (after and _is_bridge(joined[-1], old, after))):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    return joined


def _is_bridge(before: tuple[str, str], between: str, after: tuple[str, str]) -> bool:
    """Whether ``between`` parts two changes that are read as one: not marks, and not beside figures."""
    if len(between) > BRIDGE or PUNCTUATION.fullmatch(between):
        return False
    return not any(NUMBER.search(text) for text in (*before, *after)) and all(map(all, (before, after)))


def _marked(parts: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    for old, new in parts:
        if old == new:
            yield Piece(Mark.KEPT, old)
            continue
        if old:
            yield Piece(Mark.DELETED, old)
        if new:
            yield Piece(Mark.INSERTED, new)
