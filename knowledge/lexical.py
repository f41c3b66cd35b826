"""BM25 over words and character bigrams (bm25s, with rjieba as segmenter)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

import bm25s
import numpy as np
import numpy.typing as npt
import rjieba

K1, B = 1.2, 0.6
REPEATED = 3  # times that a token of a question counts: what is pasted over and over is not asked more
WORD = re.compile(r"[^\W_]+")
# Words of asking, not of the subject: they say nothing about which passage answers.
ASKING = re.compile(
    r"请问|怎么办|怎么样|怎样|怎么|如何|什么|为什么|哪些|哪里|能不能|可不可以|可以|是否|应该|应当"
    r"|我们|你们|他们|我|你|您|吗|呢|吧|啊|的|了"
)


def tokens(text: str) -> list[str]:
    """Search-mode words of a text and its character bigrams, NFKC-normalised and lower-cased.

    Single characters are left to the bigrams: alone they match everything.
    """
    found: list[str] = []
    for run in WORD.findall(unicodedata.normalize("NFKC", text).lower()):
        found += [word for word in rjieba.cut_for_search(run) if len(word) > 1]
        found += [f"{a}{b}" for a, b in pairwise(run)]
    return found


@dataclass(frozen=True, slots=True)
class LexicalMatch:
    """Arrays of shape (passages,), in the order in which the passages were given.

    scores    BM25, at least 0
    coverage  share of the question's IDF mass that the passage has, in [0, 1]
    known     share of it that any passage has, in [0, 1]
    """

    scores: npt.NDArray[np.float32]
    coverage: npt.NDArray[np.float32]
    known: float


class LexicalIndex:
    """Scores of all passages for a question, in the order in which they were given."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        """Wrap a ready BM25 matrix."""
        self._bm25 = bm25

    @classmethod
    def build(cls, texts: Iterable[str]) -> Self:
        """Index the texts; at least one."""
        vocabulary: dict[str, int] = {}  # numbers for tokens: a tenth of the memory that the words would take
        ids = [[vocabulary.setdefault(token, len(vocabulary)) for token in tokens(text)] for text in texts]
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index(bm25s.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises OSError, ValueError or KeyError on a damaged folder."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False))

    def save(self, folder: Path) -> None:
        """Write numpy and JSON files, no pickles."""
        self._bm25.save(str(folder), show_progress=False)

    def __len__(self) -> int:
        """How many passages were indexed."""
        return int(self._bm25.scores["num_docs"])

    def match(self, question: str) -> LexicalMatch:
        """What every passage shares with a question.

        A token that no passage has weighs as much as the rarest one, so that a foreign subject is little known.
        """
        total = len(self)
        starts, documents = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        found = tokens(ASKING.sub(" ", question))
        coverage = np.zeros(total, dtype=np.float32)
        mass = known = 0.0
        for token in sorted(set(found)):  # in one order, lest sums differ in the last digit
            position = self._bm25.vocab_dict.get(token)
            holders = documents[starts[position] : starts[position + 1]] if position is not None else documents[:0]
            weight = float(np.log1p((total - len(holders) + 0.5) / (len(holders) + 0.5)))
            coverage[holders] += weight
            mass += weight
            known += weight if len(holders) else 0.0
        counts = Counter(token for token in found if token in self._bm25.vocab_dict)
        shared = [token for token, count in counts.items() for _ in range(min(count, REPEATED))]
        scores = self._bm25.get_scores(shared) if shared else np.zeros(total, dtype=np.float32)
        return LexicalMatch(scores, coverage / (mass or 1.0), known / (mass or 1.0))
