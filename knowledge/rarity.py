"""How rare a word is in Chinese law, counted once over a large corpus.

What a word weighs, and so what a passage scores for a question, does not depend on what else is indexed: a document
that is added moves no other, and a score means the same over three hundred passages and over a million.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from pathlib import Path
from typing import Self

import numpy as np

SHIPPED = Path(__file__).parent / "models" / "rarity.npz"
LEAST = 2  # passages in which a token must occur to be kept; any other counts as occurring in one


@dataclass(frozen=True, slots=True)
class Rarity:
    """``counts`` has the number of passages in which a token occurs, of ``passages`` in all, which have ``length``
    tokens in the mean.
    """

    counts: Mapping[str, int]
    passages: int
    length: float

    @classmethod
    def count(cls, texts: Iterable[list[str]]) -> Self:
        """Over the tokens of each passage."""
        counts: Counter[str] = Counter()
        passages = tokens = 0
        for found in texts:
            counts.update(set(found))
            passages += 1
            tokens += len(found)
        kept = {token: counts[token] for token in sorted(counts) if counts[token] >= LEAST}
        return cls(kept, passages, tokens / max(passages, 1))

    def weight(self, token: str) -> float:
        """The inverse document frequency of BM25 (Lucene's form), above 0."""
        held = self.counts.get(token, 1)
        return log1p((self.passages - held + 0.5) / (held + 0.5))

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, file: Path = SHIPPED) -> Self:
        """Read what `save` wrote."""
        with np.load(file) as stored:
            tokens = bytes(stored["tokens"]).decode("utf-8").split("\n")
            counts = dict(zip(tokens, stored["counts"].tolist(), strict=True))
            return cls(counts, int(stored["passages"]), float(stored["length"]))

    def save(self, file: Path = SHIPPED) -> None:
        """Write a compressed file of arrays; no token has a line end."""
        np.savez_compressed(
            file,
            tokens=np.frombuffer("\n".join(self.counts).encode("utf-8"), dtype=np.uint8),
            counts=np.fromiter(self.counts.values(), dtype=np.uint32),
            passages=self.passages,
            length=self.length,
        )
