"""Questions with known answers → judged candidates, each question judged by models that have not seen it."""

from collections.abc import Iterable, Iterator

import numpy as np

from knowledge.embedding import Embedder
from knowledge.engine import Engine
from knowledge.experience import Experience
from knowledge.features import FEATURES
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.names import article_name
from knowledge.passage_index import PassageIndex
from knowledge.ranking import Gate, Ranking, Scorer, Words
from knowledge.retriever import Evidence, KnowledgeRetriever
from knowledge.store import Store
from knowledge.training.fitting import Judged
from knowledge.training.labelled import Labelled
from knowledge.training.sources import Question

FOLDS = 4
ALSO = 0.3  # relevance of what is acceptable, where what is wanted has 1
RECORD_UNITS = 8


def flat_scorer() -> Scorer:
    """Gives every passage the same score: for features alone."""
    wide, one = np.zeros(len(FEATURES), dtype=np.float32), np.zeros(1, dtype=np.float32)
    return Scorer(wide, wide + 1, np.zeros((len(FEATURES), 1), dtype=np.float32), one, one, 1.0, 0.0)


def open_gate() -> Gate:
    """Lets everything pass."""
    return Gate({}, 0.0, 0.0, Words({}))


def judge_benchmark(
    index: PassageIndex, embedder: Embedder, experience: Experience, questions: Iterable[Question]
) -> list[Judged]:
    """Candidates of the benchmark's questions; none of model, experience and index may have seen them."""
    engine = Engine(index, experience, flat_scorer())
    judged = []
    for question in questions:
        ranked = engine.rank(Lexicon.load().query(question.text, embedder))
        gold = set(map(article_name, question.gold))
        relevance = [float(index.names[row] in gold) for row in ranked.found.rows]
        judged.append(Judged(ranked.features, np.array(relevance, dtype=np.float32), wanted=len(gold)))
    return judged


class FieldJudge:
    """Judges labelled questions over one store with imported law; none of its parts may have seen them."""

    def __init__(self, store: Store, library: Library, embedder: Embedder, experience: Experience, on: str) -> None:
        """``on`` is the ISO date whose law counts."""
        self._store, self._library, self._on = store, library, on
        self._embedder, self._experience = embedder, experience

    def retriever(self, ranking: Ranking) -> KnowledgeRetriever:
        """With these weights."""
        return KnowledgeRetriever(
            store=self._store,
            embedder=self._embedder,
            ranking=ranking,
            experience=self._experience,
            library=lambda: self._library,
        )

    def records(self, questions: Iterable[Labelled]) -> list[Judged]:
        """The passages of our records."""
        blank = self.retriever(Ranking(flat_scorer(), flat_scorer(), open_gate()))
        judged = []
        for question in questions:
            found = blank.evidence(question.question, question.role).ranked
            ids = [self._store.passages[row].record_id for row in found.found.rows]
            relevance = [1.0 if one in question.records else ALSO if one in question.also else 0.0 for one in ids]
            judged.append(Judged(found.features, np.array(relevance, dtype=np.float32), question.weight))
        return judged

    def texts(self, questions: Iterable[Labelled], scorer: Scorer) -> Iterator[tuple[Evidence, Judged]]:
        """What the gate is told of each question, and the imported texts; ``scorer`` is that of the records."""
        texts = self._store.texts
        retriever = self.retriever(Ranking(scorer, flat_scorer(), open_gate()))
        for question in questions:
            evidence = retriever.evidence(question.question, question.role)
            ranked = retriever.rank_texts(evidence, self._on)
            if ranked is None or texts is None:
                raise ValueError("no imported law to judge")
            wanted, also = set(map(article_name, question.articles)), set(map(article_name, question.also_articles))
            names = [texts.names[row] for row in ranked.found.rows]
            relevance = [1.0 if name in wanted else ALSO if name in also else 0.0 for name in names]
            yield evidence, Judged(ranked.features, np.array(relevance, dtype=np.float32), question.weight, len(wanted))
