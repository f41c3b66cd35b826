"""Question → hits: candidates from both indexes, one learned score, a gate. A LangChain retriever."""

from collections.abc import Collection

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.ranking import Features, Ranking
from knowledge.records import Hit, Kind
from knowledge.store import Store

CANDIDATES = 200
MIN_NAME = 2  # a one-character name would be found in everything


class KnowledgeRetriever(BaseRetriever):
    """Searches one open store. `search` gives typed hits, `invoke` the same as LangChain documents."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    embedder: Embeddings
    ranking: Ranking
    k: int = 24

    def search(self, question: str, k: int | None = None, kinds: Collection[Kind] = ()) -> list[Hit]:
        """At most ``k`` hits above the gate, best first; only of ``kinds`` where any are given.

        Raises EmbeddingError when the embedding model cannot be used.
        """
        store = self.store
        wanted = [
            (score, position)
            for score, position in self._scored(question)
            if score >= self.ranking.gate and (not kinds or store.passages[position].kind in kinds)
        ]
        return [Hit(store.passages[position], score) for score, position in wanted[: k or self.k]]

    def named(self, question: str) -> set[str]:
        """Ids of the records that the question names by title or alias."""
        store = self.store
        return {key for name, key in store.names.items() if len(name) >= MIN_NAME and name in question}

    def features(self, question: str) -> list[tuple[int, Features]]:
        """Position in the store and features of every candidate of either index."""
        store = self.store
        limit = min(CANDIDATES, len(store.passages))
        near = {
            store.positions[key]: cosine
            for key, cosine in store.dense.nearest(self.embedder.embed_query(question), limit).items()
        }
        lexical = store.lexical.scores(question)
        coverage = store.lexical.coverage(question)
        ranked = np.argsort(-lexical, kind="stable")[:limit]
        named = self.named(question)
        best_cosine = max(max(near.values(), default=0.0), 1e-6)
        floor = min(near.values(), default=0.0)  # what a passage outside the nearest has at most
        best_lexical = max(float(lexical.max(initial=0.0)), 1e-6)
        best_coverage = float(coverage.max(initial=0.0))
        candidates = sorted({*near, *(int(position) for position in ranked if lexical[position] > 0)})
        return [
            (
                position,
                Features(
                    cosine=near.get(position, floor),
                    cosine_share=near.get(position, floor) / best_cosine,
                    coverage=float(coverage[position]),
                    best_coverage=best_coverage,
                    lexical_share=float(lexical[position]) / best_lexical,
                    named=float(store.passages[position].record_id in named),
                ),
            )
            for position in candidates
        ]

    def _scored(self, question: str) -> list[tuple[float, int]]:
        scored = [(self.ranking.score(features), position) for position, features in self.features(question)]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document_of(hit) for hit in self.search(query)]


def document_of(hit: Hit) -> Document:
    """A hit as a LangChain document; the passage itself travels in ``metadata``."""
    return Document(
        id=hit.passage.id,
        page_content=hit.passage.text,
        metadata={"passage": hit.passage, "score": hit.score},
    )


def hit_of(document: Document) -> Hit:
    """The hit that `document_of` wrapped."""
    return Hit(passage=document.metadata["passage"], score=document.metadata["score"])
