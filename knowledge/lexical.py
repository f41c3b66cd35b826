"""BM25 over words and character bigrams (bm25s, with rjieba as segmenter)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
import numpy.typing as npt
import rjieba
from scipy.sparse import csc_matrix

from knowledge.rarity import Rarity

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
    """What the passages, in the order in which they were given, share with a question.

    scores   shape (passages,): BM25, at least 0
    known    share of the question's IDF mass that any passage has, in [0, 1]
    mass     that IDF mass
    holders  the weight of each token of the question, and the numbers of the passages that have it, ascending
    """

    scores: npt.NDArray[np.float32]
    known: float
    mass: float
    holders: Sequence[tuple[float, npt.NDArray[np.integer]]]

    def coverage(self, rows: npt.NDArray[np.integer]) -> npt.NDArray[np.float32]:
        """Share of the question's IDF mass that each of these passages has, in [0, 1]."""
        share = np.zeros(len(rows), dtype=np.float32)
        for weight, holders in self.holders:
            places = np.searchsorted(holders, rows)
            share[holders[np.minimum(places, len(holders) - 1)] == rows] += weight
        return share / (self.mass or 1.0)


class _BM25(bm25s.BM25):  # type: ignore[misc]  # it has no types
    """BM25 whose weights of words and mean length are those of `Rarity`, not of the passages that are indexed."""

    def __init__(self, rarity: Rarity, vocabulary: Sequence[str]) -> None:
        super().__init__(k1=K1, b=B)
        self.nonoccurrence_array = None  # what a token that a passage lacks scores: with this formula, nothing
        self._rarity, self._vocabulary = rarity, vocabulary

    def build_index_from_ids(
        self, unique_token_ids: Sequence[int], corpus_token_ids: Sequence[Sequence[int]], **_: object
    ) -> dict[str, Any]:
        """What bm25s asks of whoever builds the index in another way: the scores by token."""
        lengths = np.fromiter(map(len, corpus_token_ids), dtype=np.int64, count=len(corpus_token_ids))
        flat = np.fromiter(chain.from_iterable(corpus_token_ids), dtype=np.int32, count=int(lengths.sum()))
        documents = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        shape = (len(lengths), len(unique_token_ids) + 1)  # one more for the empty token that bm25s adds
        counts = csc_matrix((np.ones(len(flat), dtype=np.float32), (documents, flat)), shape)  # sums what is repeated
        short = K1 * (1 - B + B * lengths / max(self._rarity.length, 1)).astype(np.float32)
        weights = np.fromiter(map(self._rarity.weight, self._vocabulary), np.float32, len(self._vocabulary))
        scores = counts.data / (counts.data + short[counts.indices]) * np.repeat(weights, np.diff(counts.indptr)[:-1])
        return {"data": scores, "indices": counts.indices, "indptr": counts.indptr, "num_docs": len(lengths)}


class LexicalIndex:
    """Scores of all passages for a question, in the order in which they were given."""

    def __init__(self, bm25: bm25s.BM25, rarity: Rarity) -> None:
        """Wrap a ready BM25 matrix."""
        self._bm25 = bm25
        self._rarity = rarity

    @classmethod
    def build(cls, texts: Iterable[str], rarity: Rarity | None = None) -> Self:
        """Index the texts; at least one. ``rarity`` is the shipped one where none is given."""
        rarity = rarity or Rarity.load()
        vocabulary: dict[str, int] = {}  # numbers for tokens: a tenth of the memory that the words would take
        ids = [[vocabulary.setdefault(token, len(vocabulary)) for token in tokens(text)] for text in texts]
        bm25 = _BM25(rarity, list(vocabulary))
        bm25.index(bm25s.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
        return cls(bm25, rarity)

    @classmethod
    def load(cls, folder: Path, rarity: Rarity | None = None) -> Self:
        """Read what `save` wrote; raises OSError, ValueError or KeyError on a damaged folder."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False), rarity or Rarity.load())

    def save(self, folder: Path) -> None:
        """Write numpy and JSON files, no pickles."""
        self._bm25.save(str(folder), show_progress=False)

    def __len__(self) -> int:
        """How many passages were indexed."""
        return int(self._bm25.scores["num_docs"])

    def match(self, question: str) -> LexicalMatch:
        """What every passage shares with a question.

        A token that law does not know weighs as much as the rarest one, so that a foreign subject is little known.
        """
        starts, documents = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        found = tokens(ASKING.sub(" ", question))
        holders: list[tuple[float, npt.NDArray[np.integer]]] = []
        mass = 0.0
        for token in sorted(set(found)):  # in one order, lest sums differ in the last digit
            weight = self._rarity.weight(token)
            mass += weight
            position = self._bm25.vocab_dict.get(token)
            if position is not None and starts[position] < starts[position + 1]:
                holders.append((weight, documents[starts[position] : starts[position + 1]]))
        counts = Counter(token for token in found if token in self._bm25.vocab_dict)
        shared = [token for token, count in counts.items() for _ in range(min(count, REPEATED))]
        scores = self._bm25.get_scores(shared) if shared else np.zeros(len(self), dtype=np.float32)
        return LexicalMatch(scores, sum(weight for weight, _ in holders) / (mass or 1.0), mass, holders)
