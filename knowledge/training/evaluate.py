"""Measures an encoder by dense search over the whole STARD corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from knowledge.training.encoder import Encoder
from knowledge.training.sources import Article, Question

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over questions, in [0, 1]: share of gold articles in the top 10 and 100; 1/rank of the first."""

    recall_10: float
    recall_100: float
    mrr_10: float

    def __str__(self) -> str:
        """The three numbers in one line."""
        return f"R@10 {self.recall_10:.3f}  R@100 {self.recall_100:.3f}  MRR@10 {self.mrr_10:.3f}"


def evaluate(encoder: Encoder, articles: Sequence[Article], questions: Sequence[Question]) -> Scores:
    """Searches ``articles`` for every question; questions must not have been trained on."""
    rows = {article.name: row for row, article in enumerate(articles)}
    documents = encoder.embed_all([article.passage for article in articles])
    similarity = encoder.embed_all([question.text for question in questions]) @ documents.T
    found: list[tuple[float, float, float]] = []
    for question, scores in zip(questions, similarity, strict=True):
        gold = scores[[rows[name] for name in question.gold]]
        ranks = np.sort(1 + (scores[None] > gold[:, None]).sum(axis=1))
        first = 1 / ranks[0] if ranks[0] <= 10 else 0.0  # noqa: PLR2004  the 10 of MRR@10
        found.append((float((ranks <= 10).mean()), float((ranks <= 100).mean()), float(first)))  # noqa: PLR2004
    return Scores(*np.mean(found, axis=0).tolist())


def fold(questions: Sequence[Asked], number: int, folds: int) -> tuple[list[Asked], list[Asked]]:
    """The questions to train on, and those held out: every ``folds``-th from the ``number``-th, from 0."""
    held_out = [question for row, question in enumerate(questions) if row % folds == number]
    return [question for row, question in enumerate(questions) if row % folds != number], held_out
