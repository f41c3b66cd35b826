"""The seam between what finds passages and what ranks them: a question, a number and a date in, scored rows out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and its vector (unit length, or zero where no word is known).

    ``familiar`` is its vector by the shipped model, whichever model the index was built with: the gate and known
    questions go by it. ``asker`` is who asks (a role's value, or empty).
    """

    text: str
    vector: Floats
    familiar: Floats
    asker: str = ""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found. ``rows`` are numbers of passages in their catalogue, ascending, each once; the rest is in step.

    cosine    of question and passage, in [-1, 1]
    lexical   BM25, at least 0
    coverage  share of the question's token mass (IDF) that the passage has, in [0, 1]
    known     share of that mass that occurs in any passage, in [0, 1]
    """

    rows: Rows
    cosine: Floats
    lexical: Floats
    coverage: Floats
    known: float


class CandidateSource(Protocol):
    """Finds passages. The local one is `PassageIndex`; a search server can stand in its place."""

    def candidates(self, query: Query, k: int, on: str = "", also: Collection[int] = ()) -> Candidates:
        """The ``k`` nearest by meaning and the ``k`` best by words, as of the ISO date ``on`` ("": any time).

        ``also`` are rows to be scored whatever their place, as long as they are law on that date.
        """
