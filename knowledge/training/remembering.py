"""Known questions and what answers them → an `Experience`."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np

from knowledge.embedding import Embedder
from knowledge.experience import Experience
from knowledge.names import article_name, law_of
from knowledge.training.labelled import Labelled
from knowledge.training.sources import Question

OWN_WEIGHT = 2.0  # of a question of this field in the priors, against one of the benchmark


@dataclass(frozen=True, slots=True)
class Remembered:
    """A text, the article names or record ids that answer it, its weight in the priors, whether it is of our field."""

    text: str
    answers: tuple[str, ...]
    weight: float
    ours: bool


def asked(questions: Iterable[Question], field: Set[str]) -> list[Remembered]:
    """Questions with gold articles; of our field are those that a law of ``field`` answers."""
    found = []
    for one in questions:
        names = tuple(map(article_name, one.gold))
        found.append(Remembered(one.text, names, 1.0, any(law_of(name) in field for name in names)))
    return found


def digests(gists: Iterable[Question]) -> list[Remembered]:
    """Gists of articles: they say what an article answers, not how often it is asked about."""
    return [Remembered(f"{one.text}，{one.answer}", tuple(map(article_name, one.gold)), 0.0, True) for one in gists]


def labelled(questions: Iterable[Labelled]) -> list[Remembered]:
    """Questions of this field; those without any answer too, as they are near to others of their kind."""
    return [
        Remembered(one.question, (*map(article_name, one.articles), *one.records), OWN_WEIGHT, not one.foreign)
        for one in questions
    ]


def experience_of(remembered: Sequence[Remembered], embedder: Embedder) -> Experience:
    """All of them, in their order."""
    vectors = np.asarray(embedder.embed_documents([one.text for one in remembered]), dtype=np.float32)
    weights = np.array([one.weight for one in remembered], dtype=np.float32)
    ours = np.array([float(one.ours) for one in remembered], dtype=np.float32)
    return Experience(vectors, [one.answers for one in remembered], weights, ours)
