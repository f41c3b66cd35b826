"""Known questions and what answers them → an `Experience`."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from knowledge.embedding import Embedder
from knowledge.experience import Experience
from knowledge.names import article_name, law_of, plain_name
from knowledge.training.labelled import Labelled
from knowledge.training.sources import Article, Question
from knowledge.wording import mark

OWN_WEIGHT = 2.0  # of a question of this field in the priors, against one of the benchmark


@dataclass(frozen=True, slots=True)
class Remembered:
    """A text, the articles (as training names them) or record ids that answer it, its weight in the priors, and whether
    it is of our field: 1, 0, or between them.
    """

    text: str
    answers: tuple[str, ...]
    weight: float
    ours: float


def benchmarked(questions: Iterable[Question], field: Set[str]) -> list[Remembered]:
    """Questions with gold articles; of our field are those that a law of ``field`` answers."""
    return [
        Remembered(one.text, one.gold, 1.0, float(any(law_of(article_name(name)) in field for name in one.gold)))
        for one in questions
    ]


def digests(gists: Iterable[Question]) -> list[Remembered]:
    """Gists of articles: they say what an article answers, not how often it is asked about."""
    return [Remembered(f"{one.text}，{one.answer}", one.gold, 0.0, 1.0) for one in gists]


def written(asked: Iterable[Question]) -> list[Remembered]:
    """Questions written article by article: as many to a rare article as to a common one, so no prior either."""
    return [Remembered(one.text, one.gold, 0.0, one.ours or 0.0) for one in asked]


def labelled(questions: Iterable[Labelled], named: Mapping[str, str]) -> list[Remembered]:
    """Questions of this field; those without any answer too, as they are near to others of their kind.

    ``named`` has training's names of articles.
    """
    return [
        Remembered(
            one.question,
            (*(named.get(name, name) for name in one.articles), *one.records),
            OWN_WEIGHT,
            float(not one.foreign),
        )
        for one in questions
    ]


def experience_of(remembered: Sequence[Remembered], embedder: Embedder, articles: Iterable[Article]) -> Experience:
    """All of them, in their order; ``articles`` are those that answer."""
    vectors = np.asarray(embedder.embed_documents([one.text for one in remembered]), dtype=np.float32)
    weights = np.array([one.weight for one in remembered], dtype=np.float32)
    ours = np.array([one.ours for one in remembered], dtype=np.float32)
    answers = [tuple(map(plain_name, one.answers)) for one in remembered]
    known = {name for row in answers for name in row}
    marks = {name: mark(one.text) for one in articles if (name := plain_name(one.name)) in known}
    return Experience(vectors, answers, weights, ours, marks)
