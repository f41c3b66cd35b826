"""Fits `knowledge.ranking`: which passages answer a question, and below which score nothing does.

    python -m knowledge.training.relevance --questions tests/evals/retrieval/relevance.yaml

Fits on the questions marked ``half: tune``, reports on both halves, writes the weights.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import BaseModel, TypeAdapter
from sklearn.linear_model import LogisticRegression

from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.ranking import WEIGHTS, CandidateFeatures, Logistic, QuestionFeatures, Ranking
from knowledge.retriever import KnowledgeRetriever
from knowledge.store import Store

TOP = 5


class Labelled(BaseModel):
    """A question and the records that a fair reader would accept; none for a question we should refuse."""

    question: str
    role: str
    relevant: list[str]
    half: Literal["tune", "test"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares in [0, 1]. ``recall``: relevant records among the first TOP; ``first``: the best record is relevant;
    ``answered``: in-scope questions above the gate; ``refused``: out-of-scope questions below it.
    """

    recall: float
    first: float
    answered: float
    refused: float


def read_questions(file: Path) -> list[Labelled]:
    """The labelled questions of an evaluation file."""
    return TypeAdapter(list[Labelled]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))


def fit(retriever: KnowledgeRetriever, questions: Sequence[Labelled]) -> Ranking:
    """Relevance from the candidates of the in-scope questions, scope from all questions.

    The threshold is where refusing wrongly and answering wrongly are together rarest.
    """
    evidence = [retriever.evidence(item.question) for item in questions]
    rows, labels, shares = [], [], []
    for item, found in zip(questions, evidence, strict=True):
        for position, features in found.candidates if item.relevant else ():
            rows.append(features)
            labels.append(retriever.store.passages[position].record_id in item.relevant)
            shares.append(len(evidence) / len(found.candidates))  # every question counts the same
    relevance = _logistic(rows, labels, shares)
    inside = [bool(item.relevant) for item in questions]
    scope = _logistic([found.question for found in evidence], inside, [1.0] * len(inside))
    chances = np.array([scope.probability(found.question) for found in evidence])
    return Ranking(relevance, scope, _threshold(chances, np.array(inside)))


def _logistic(
    rows: Sequence[CandidateFeatures | QuestionFeatures], labels: Sequence[bool], weights: Sequence[float]
) -> Logistic:
    names = [field.name for field in fields(rows[0])]
    values = np.asarray([astuple(row) for row in rows])
    spread = values.std(axis=0)
    spread[spread == 0] = 1.0  # penalise all features alike, whatever their unit
    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit(values / spread, np.asarray(labels), sample_weight=np.asarray(weights))
    learned = model.coef_[0] / spread
    return Logistic(
        {name: round(float(weight), 4) for name, weight in zip(names, learned, strict=True)},
        round(float(model.intercept_[0]), 4),
    )


def _threshold(chances: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_]) -> float:
    ordered = np.unique(chances)
    marks = (ordered[1:] + ordered[:-1]) / 2
    errors = np.array([(chances[inside] < mark).mean() + (chances[~inside] >= mark).mean() for mark in marks])
    return round(float(np.median(marks[errors == errors.min()])), 4)


def measure(retriever: KnowledgeRetriever, questions: Sequence[Labelled]) -> Quality:
    """Quality of a retriever on labelled questions."""
    recalls, firsts, answered, refused = [], [], [], []
    for item in questions:
        found = list(dict.fromkeys(hit.passage.record_id for hit in retriever.search(item.question, k=200)))
        if not item.relevant:
            refused.append(not found)
            continue
        answered.append(bool(found))
        firsts.append(bool(found) and found[0] in item.relevant)
        recalls.append(len(set(found[:TOP]) & set(item.relevant)) / min(TOP, len(item.relevant)))
    return Quality(*(round(float(np.mean(values)), 3) for values in (recalls, firsts, answered, refused)))


def main() -> None:
    """Build a fresh index, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    questions = read_questions(arguments.questions)
    embedder = StaticEmbeddings()
    with tempfile.TemporaryDirectory() as home:
        build(Path(home), embedder)
        store = Store.open(Path(home))
        nothing = Logistic({}, 0.0)
        start = KnowledgeRetriever(store=store, embedder=embedder, ranking=Ranking(nothing, nothing, 0.0))
        ranking = fit(start, [item for item in questions if item.half == "tune"])
        retriever = start.model_copy(update={"ranking": ranking})
        for half in ("tune", "test"):
            print(half, measure(retriever, [item for item in questions if item.half == half]))
        store.close()
    ranking.save(arguments.out)
    print(arguments.out, ranking)


if __name__ == "__main__":
    main()
