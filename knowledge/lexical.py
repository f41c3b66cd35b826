"""BM25 over words and character bigrams (bm25s, with rjieba as segmenter)."""

import re
import unicodedata
from pathlib import Path
from typing import Self

import bm25s
import numpy as np
import numpy.typing as npt
import rjieba

K1, B = 1.2, 0.6
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
        found += [f"{a}{b}" for a, b in zip(run, run[1:], strict=False)]
    return found


class LexicalIndex:
    """Scores of all passages for a question, in the order in which they were given."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        """Wrap a ready BM25 matrix."""
        self._bm25 = bm25

    @classmethod
    def build(cls, texts: list[str]) -> Self:
        """Index the texts; at least one."""
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index([tokens(text) for text in texts], show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises OSError, ValueError or KeyError on a damaged folder."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False))

    def save(self, folder: Path) -> None:
        """Write numpy and JSON files, no pickles."""
        self._bm25.save(str(folder), show_progress=False)

    def scores(self, question: str) -> npt.NDArray[np.float32]:
        """BM25 score of every passage, shape (passages,), 0 where no token is shared."""
        known = [token for token in tokens(question) if token in self._bm25.vocab_dict]
        if not known:
            return np.zeros(int(self._bm25.scores["num_docs"]), dtype=np.float32)
        scores: npt.NDArray[np.float32] = self._bm25.get_scores(known)
        return scores

    def coverage(self, question: str) -> npt.NDArray[np.float32]:
        """Share of the question's IDF mass that each passage has, shape (passages,), in [0, 1].

        A token that no passage has weighs as much as the rarest one, so that a foreign subject covers little.
        """
        total = int(self._bm25.scores["num_docs"])
        starts, documents = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        covered = np.zeros(total, dtype=np.float32)
        mass = 0.0
        for token in set(tokens(ASKING.sub(" ", question))):
            position = self._bm25.vocab_dict.get(token)
            holders = documents[starts[position] : starts[position + 1]] if position is not None else documents[:0]
            weight = float(np.log1p((total - len(holders) + 0.5) / (len(holders) + 0.5)))
            mass += weight
            covered[holders] += weight
        return covered / mass if mass else covered
