"""By its words an article is known again whatever number it bears: a mark of 64 bits (simhash; Charikar, STOC 2002)."""

import re

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint64]

NONE = 0  # the mark of what has no words to go by
# Bits in which the marks of one article differ at most, where it bears the number that was expected, and where it bears
# another. Those of two articles of a law differ in 30, one pair in a hundred in less than 18.
SAME_NUMBER, OTHER_NUMBER = 14, 8
_SILENT = re.compile(r"[\W_]+")
_BITS = np.arange(64, dtype=np.uint64)
_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


def mark(text: str) -> int:
    """The mark of a text: texts that share most of their runs of three characters share most bits."""
    points = np.frombuffer(_SILENT.sub("", text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(points) < len(_PRIMES):
        return NONE
    mixed = sum(
        (points[start : len(points) - 2 + start] * prime for start, prime in enumerate(_PRIMES)),
        start=np.uint64(0),
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= _PRIMES[1]
    mixed ^= mixed >> np.uint64(32)
    votes = ((mixed[:, None] >> _BITS) & np.uint64(1)).mean(axis=0)
    return int(np.packbits(votes > 0.5, bitorder="little").view(np.uint64)[0])  # noqa: PLR2004  more than half


def same_words(first: int, second: int) -> bool:
    """Whether two texts that are known by one name are one article; also where either has no words to go by."""
    return NONE in (first, second) or (first ^ second).bit_count() <= SAME_NUMBER


def nearest(marks: Marks, known: Marks) -> npt.NDArray[np.int64]:
    """For each mark the place of the ``known`` one that is the same article under another number; -1 where none is."""
    if not len(marks):
        return np.zeros(0, dtype=np.int64)
    distances = np.bitwise_count(marks[:, None] ^ known[None, :])
    places = distances.argmin(axis=1)
    return np.where(distances.min(axis=1) <= OTHER_NUMBER, places, -1)
