"""One index and what ranks it: candidates → features → chances, best first."""

from dataclasses import dataclass

import numpy as np

from knowledge.candidates import Candidates, CandidateSource, Floats, Query, Rows
from knowledge.experience import Experience, Links, Recalled, Standing
from knowledge.features import features_of
from knowledge.passage_index import PassageIndex
from knowledge.ranking import Matrix, Scorer

CANDIDATES = 200  # of each way of search
ASKED = 60  # articles that answer the most similar known questions


@dataclass(frozen=True, slots=True)
class Ranked:
    """``rows`` best first with their ``chances`` in [0, 1]; ``found`` and ``features`` are what that rests on, in the
    order of ``found.rows``.
    """

    rows: Rows
    chances: Floats
    found: Candidates
    features: Matrix


class Engine:
    """Ranks the passages of one index. Equal scores keep the order of rows, so that two runs agree."""

    def __init__(
        self,
        index: PassageIndex,
        experience: Experience,
        scorer: Scorer,
        source: CandidateSource | None = None,
        asked: bool = True,
    ) -> None:
        """``source`` finds the candidates where it is not the index itself; its rows are the index's. ``asked``: what
        answers the most similar known questions is a candidate too.
        """
        self.index = index
        self._source = source or index
        self._scorer = scorer
        self._asked = asked
        self._standing = Standing(index, experience)

    def rank(self, query: Query, on: str = "", links: Links | None = None, recalled: Recalled | None = None) -> Ranked:
        """All candidates that are law on the ISO date ``on`` ("": any time); raises IndexCorrupt.

        ``recalled`` is what the known questions say of this one, where that was asked before.
        """
        links = links or Links()
        recalled = recalled or self._standing.recall(query)
        also = [*links.records, *(self._standing.asked(recalled, ASKED) if self._asked else ())]
        found = self._source.candidates(query, CANDIDATES, on, also)
        features = features_of(found, self._standing.background(query, found.rows, links, recalled))
        scores = self._scorer.scores(features)  # chances may be equal where scores are not
        order = np.argsort(-scores, kind="stable")
        chances = self._scorer.chances(scores)
        return Ranked(found.rows[order], chances[order], found, features)
