"""What people say → what the law says: terms that a search adds to a question."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import yaml

from knowledge.candidates import Query
from knowledge.embedding import Embedder

SHIPPED = Path(__file__).parent / "corpus" / "lexicon.yaml"


class Lexicon:
    """Spoken words with the terms that statutes use for them."""

    def __init__(self, entries: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Pairs of what is said and what it means."""
        self._entries = tuple(entries)

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, file: Path = SHIPPED) -> Self:
        """Read the shipped list."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  a safe loader
        return cls((said, tuple(row["means"])) for row in rows for said in row["said"])

    def terms(self, question: str) -> list[str]:
        """What the law calls what is said in a question, each term once; those that it says itself are left out."""
        found = dict.fromkeys(term for said, means in self._entries if said in question for term in means)
        return [term for term in found if term not in question]

    def query(self, question: str, embedder: Embedder, shipped: Embedder | None = None) -> Query:
        """The question with its terms, and the vector of both; raises EmbeddingError.

        ``shipped`` is the shipped model where ``embedder`` is another.
        """
        text = " ".join([question, *self.terms(question)])
        vector = np.asarray(embedder.embed_query(text), dtype=np.float32)
        return Query(text, vector, np.asarray(shipped.embed_query(text), dtype=np.float32) if shipped else vector)
