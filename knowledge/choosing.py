"""Ranked passages → hits: no record crowds out the others, nothing is said twice, texts leave room for our records."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from knowledge.candidates import Floats, Rows
from knowledge.records import Hit

PER_RECORD = 3  # passages of one record
ALIKE = 0.97  # cosine from which two imported texts say the same


def varied(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits in their order, at most `PER_RECORD` of a record."""
    taken: Counter[str] = Counter()
    for hit in hits:
        taken[hit.passage.record_id] += 1
        if taken[hit.passage.record_id] <= PER_RECORD:
            yield hit


def distinct(rows: Rows, vectors: Callable[[Rows], Floats], wanted: int) -> Iterator[int]:
    """Places in ``rows`` of the first texts that are unlike all before them; only the first few are compared."""
    compared = rows[: 2 * wanted + 20]
    unit = vectors(compared)
    likeness = unit @ unit.T
    kept: list[int] = []
    for place in range(len(compared)):
        if not kept or float(np.max(likeness[place, kept])) < ALIKE:
            kept.append(place)
            yield place
    yield from range(len(compared), len(rows))


def merged(ours: Iterable[Hit], texts: Iterable[Hit]) -> list[Hit]:
    """Both lists by score, but of the first n hits no more than half are imported texts while any of ours is left.

    Half of an odd number is rounded up, so that the very first hit may be a text.
    """
    first, second = deque(ours), deque(texts)
    found: list[Hit] = []
    given = 0
    while first or second:
        room = 2 * given <= len(found)
        if second and (not first or (room and second[0].score > first[0].score)):
            found.append(second.popleft())
            given += 1
        else:
            found.append(first.popleft())
    return found
