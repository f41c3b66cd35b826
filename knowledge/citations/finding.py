"""Finding citations in Chinese free text: articles of laws, laws in 《》, cases and document numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from knowledge.citations.docket import Docket, DocketKind, dockets
from knowledge.citations.found import CitationKind, Found
from knowledge.citations.locators import BLANK, Chain, chains
from knowledge.citations.names import Name, NameIndex, Names
from knowledge.citations.reading import Reading
from knowledge.citations.relative import Relative, relatives
from knowledge.citations.titles import Nature, Title, titles

__all__ = ["CitationKind", "Found", "find"]

_BLANK = re.compile(BLANK)
_LINE = re.compile(r"\n\s*")
_Spot = TypeVar("_Spot", Docket, Chain, Relative)


@dataclass(frozen=True, slots=True)
class _Place:
    """第…条 with what is attached before it: a name, or 前款 and 本条."""

    start: int
    end: int
    chain: Chain | None
    name: Name | None = None
    relative: Relative | None = None


def find(text: str, names: NameIndex) -> tuple[Found, ...]:
    """All citations of a text, in order, none overlapping. Never raises; linear in the length of the text."""
    headings = titles(text)
    numbers = list(dockets(text))
    known = Names(text, names, headings, [docket for docket in numbers if docket.kind is DocketKind.DOCUMENT])
    laws = [title for title in headings if known.of_title(title).nature is Nature.LAW]
    numbers = list(_outside(laws, numbers))
    marks: list[Title | Docket | _Place] = [*headings, *numbers, *_places(text, known, laws)]
    reading = Reading(text, known)
    lines = [0, *(line.end() for line in _LINE.finditer(text))]
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < reading.end:
            continue
        block = bisect_right(lines, mark.start) - 1
        reading.enter(block, lines[block])
        match mark:
            case Title():
                reading.title(mark)
            case Docket():
                reading.docket(mark)
            case _Place(relative=Relative() as relative):
                reading.relative(relative, mark.chain)
            case _Place(chain=Chain() as chain):
                reading.chain(chain, mark.name)
    return tuple(reading.found)


def _places(text: str, known: Names, laws: Sequence[Title]) -> Iterator[_Place]:
    pointers = {_after_blanks(text, pointer.end): pointer for pointer in _outside(laws, relatives(text))}
    for chain in _outside(laws, chains(text)):
        pointer = pointers.get(chain.start)
        if pointer and chain.locators[0].top > pointer.level:
            del pointers[chain.start]
            yield _Place(pointer.start, chain.end, chain, relative=pointer)
            continue
        name = known.before(chain.start)
        start = name.start if name and name.nature in {Nature.LAW, Nature.OPEN} else chain.start
        yield _Place(start, chain.end, chain, name)
    for pointer in pointers.values():
        yield _Place(pointer.start, pointer.end, None, relative=pointer)


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANK.match(text, at)
    return blanks.end() if blanks else at


def _outside(headings: Sequence[Title], spots: Iterable[_Spot]) -> Iterator[_Spot]:
    """Those that do not begin within a title."""
    starts = [title.start for title in headings]
    for spot in spots:
        before = bisect_right(starts, spot.start) - 1
        if before < 0 or headings[before].end <= spot.start:
            yield spot
