"""Question → hits: candidates from both indexes, one learned score, a gate. A LangChain retriever."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from math import log1p

import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.embedding import Embedder
from knowledge.ranking import CandidateFeatures, QuestionFeatures, Ranking
from knowledge.records import Hit, Kind
from knowledge.store import Store

CANDIDATES = 200
MIN_NAME = 2  # a one-character name would be found in everything
STRONGEST = 3  # passages that speak for a record
PER_RECORD = 3  # passages of one record among the hits, so that no record crowds out the others
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the ranking is told about a question. Candidates are (position in the store, features)."""

    question: QuestionFeatures
    candidates: tuple[tuple[int, CandidateFeatures], ...]
    named: frozenset[str]


class KnowledgeRetriever(BaseRetriever):
    """Searches one open store. `search` gives typed hits, `invoke` the same as LangChain documents."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    embedder: Embedder
    ranking: Ranking
    k: int = 24

    def model_post_init(self, context: object) -> None:
        """Raises IndexMismatch when the index was built with another embedding model."""
        self.store.expect_embedder(self.embedder.fingerprint)

    def search(self, question: str, k: int | None = None, kinds: Collection[Kind] = ()) -> list[Hit]:
        """At most ``k`` hits, best first, only of ``kinds`` where any are given; none for a foreign question.

        A question that names a record is never foreign. Raises EmbeddingError when the model cannot be used.
        """
        evidence = self.evidence(question)
        if not evidence.named and not self.ranking.in_scope(evidence.question):
            return []
        passages = self.store.passages
        scored = [
            (self.ranking.relevance.probability(features), position)
            for position, features in evidence.candidates
            if not kinds or passages[position].kind in kinds
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        taken: Counter[str] = Counter()
        hits: list[Hit] = []
        for score, position in scored:
            passage = passages[position]
            taken[passage.record_id] += 1
            if taken[passage.record_id] <= PER_RECORD:
                hits.append(Hit(passage, score))
        return hits[: k or self.k]

    def named(self, question: str) -> frozenset[str]:
        """Ids of the records that the question names by title or alias."""
        names = self.store.names.items()
        return frozenset(key for name, key in names if len(name) >= MIN_NAME and name in question)

    def evidence(self, question: str) -> Evidence:
        """The candidates of both indexes with their features, and the features of the question itself."""
        store = self.store
        limit = min(CANDIDATES, len(store.passages))
        nearest = store.nearest(self.embedder.embed_query(question), limit)
        near = {store.positions[key]: cosine for key, cosine in nearest.items()}
        lexical = store.lexical.match(question)
        named = self.named(question)
        by_record = _strongest(store, lexical.scores)
        floor = min(near.values(), default=0.0)  # what a passage outside the nearest has at most
        best_passage = max(float(lexical.scores.max(initial=0.0)), TINY)
        best_record = max(by_record.values(), default=0.0)
        ranked = np.argsort(-lexical.scores, kind="stable")[:limit]
        candidates = sorted({*near, *(int(position) for position in ranked if lexical.scores[position] > 0)})
        return Evidence(
            question=QuestionFeatures(max(near.values(), default=0.0), lexical.known, log1p(best_record)),
            candidates=tuple(
                (
                    position,
                    CandidateFeatures(
                        cosine=near.get(position, floor),
                        coverage=float(lexical.coverage[position]),
                        lexical=float(lexical.scores[position]) / best_passage,
                        record_lexical=by_record[store.passages[position].record_id] / max(best_record, TINY),
                        named=float(store.passages[position].record_id in named),
                    ),
                )
                for position in candidates
            ),
            named=named,
        )

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document_of(hit) for hit in self.search(query)]


def _strongest(store: Store, scores: npt.NDArray[np.float32]) -> dict[str, float]:
    """Record id → mean score of its strongest passages."""
    means = {}
    for record_id, passages in store.sections.items():
        own = sorted((float(scores[store.positions[passage.id]]) for passage in passages), reverse=True)[:STRONGEST]
        means[record_id] = sum(own) / STRONGEST
    return means


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
