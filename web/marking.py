"""A text with marked places, cut into stretches that a page can show one after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text and the marks that it lies in, by their numbers; ``first`` are those that begin here."""

    text: str
    marks: tuple[int, ...]
    first: tuple[int, ...]


def stretches(text: str, marks: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Stretch]:
    """The text cut where a mark begins or ends; the places of the first mark, which is number 1, are ``marks[0]``."""
    spans = [
        (number, min(start, len(text)), min(end, len(text)))
        for number, places in enumerate(marks, start=1)
        for start, end in places
    ]
    cuts = sorted({0, len(text), *(cut for _, start, end in spans for cut in (start, end))})
    seen: set[int] = set()
    for start, end in pairwise(cuts):
        inside = tuple(dict.fromkeys(number for number, begin, stop in spans if begin <= start and end <= stop))
        first = tuple(number for number in inside if number not in seen)
        seen.update(first)
        yield Stretch(text[start:end], inside, first)
