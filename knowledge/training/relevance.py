"""Fits `knowledge.ranking`: which passages answer a question, and below which score nothing does.

    python -m knowledge.training.relevance --questions tests/evals/retrieval/relevance.yaml

Fits on the questions marked ``half: tune``, reports on both halves, writes the weights.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, TypeAdapter
from sklearn.linear_model import LogisticRegression

from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.ranking import NAMES, WEIGHTS, Ranking
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
    """Weights by logistic regression over all candidates; the gate where both kinds of error are equally rare."""
    rows, labels, weights = [], [], []
    for item in questions:
        candidates = retriever.features(item.question)
        for position, features in candidates:
            rows.append(astuple(features))
            labels.append(retriever.store.passages[position].record_id in item.relevant)
            weights.append(1 / len(candidates))
    model = LogisticRegression(C=10, max_iter=2000, class_weight="balanced")
    model.fit(np.asarray(rows), np.asarray(labels), sample_weight=np.asarray(weights) * len(rows) / len(questions))
    learned = dict(zip(NAMES, (round(float(value), 4) for value in model.coef_[0]), strict=True))
    ungated = Ranking(learned, round(float(model.intercept_[0]), 4), gate=0.0)
    return Ranking(ungated.weights, ungated.bias, _gate(ungated, retriever, questions))


def _gate(ranking: Ranking, retriever: KnowledgeRetriever, questions: Sequence[Labelled]) -> float:
    best = [
        (max(ranking.score(features) for _, features in retriever.features(item.question)), bool(item.relevant))
        for item in questions
    ]
    inside = np.array([score for score, relevant in best if relevant])
    outside = np.array([score for score, relevant in best if not relevant])
    marks = np.unique(np.concatenate([inside, outside]))
    candidates = (marks[1:] + marks[:-1]) / 2
    errors = [float((inside < mark).mean() + (outside >= mark).mean()) for mark in candidates]
    least = [mark for mark, error in zip(candidates, errors, strict=True) if error == min(errors)]
    return round(float(np.median(least)), 4)


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
        start = KnowledgeRetriever(store=store, embedder=embedder, ranking=Ranking({}, 0.0, 0.0))
        ranking = fit(start, [item for item in questions if item.half == "tune"])
        retriever = start.model_copy(update={"ranking": ranking})
        for half in ("tune", "test"):
            print(half, measure(retriever, [item for item in questions if item.half == half]))
        store.close()
    values = {"weights": ranking.weights, "bias": ranking.bias, "gate": ranking.gate}
    arguments.out.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    print(arguments.out, values)


if __name__ == "__main__":
    main()
