"""Fits the gate: which questions are of this field, and from which chance on one passes."""

from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from knowledge.candidates import Floats
from knowledge.ranking import Gate, QuestionFeatures, Words, grams

STRENGTH = 1.0  # inverse of the penalty
WORD_STRENGTH = 3.0
TURN = 3.0  # how much the vector counts against the features, all brought to unit spread
SAYING = 2.0  # and how much what the words say
ELSEWHERE = 0.3  # weight of a benchmark's question from another field, against a foreign one
TELLING = 8000  # runs of characters that are kept
LOST = 0.02  # share of our questions that may be refused, out of fold

Values = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def fit_gate(  # noqa: PLR0913  what a gate is fitted on
    questions: Sequence[str],
    told: Sequence[QuestionFeatures],
    vectors: Floats,
    ours: Sequence[bool],
    elsewhere: Sequence[str],
    folds: int,
) -> tuple[Gate, float, float]:
    """The gate, and out of fold the shares of foreign questions refused and of ours refused.

    ``elsewhere`` are further questions of other fields, for the words alone. ``told`` lacks what the words say. The
    threshold is the out-of-fold chance under which `LOST` of our questions lie.
    """
    names = [field.name for field in fields(QuestionFeatures)]
    inside = np.array(ours)
    fold = np.arange(len(inside)) % folds
    said = np.zeros(len(inside))
    for number in range(folds):
        seen = [question for question, held in zip(questions, fold == number, strict=True) if not held]
        words = _fit_words(seen, inside[fold != number], elsewhere)
        for place in np.flatnonzero(fold == number).tolist():
            said[place] = words.score(questions[place])
    values = np.array([astuple(one) for one in told], dtype=np.float64)
    values[:, names.index("words")] = said
    weight = np.array([SAYING if name == "words" else 1.0 for name in names]) / values.std(axis=0)
    inputs = np.concatenate([values * weight, TURN * vectors], axis=1)
    chances = np.zeros(len(inside))
    for number in range(folds):
        held = fold == number
        chances[held] = _fitted(inputs[~held], inside[~held]).predict_proba(inputs[held])[:, 1]
    threshold = float(np.quantile(chances[inside], LOST))
    model = _fitted(inputs, inside)
    gate = Gate(
        weights=dict(zip(names, (model.coef_[0, : len(names)] * weight).tolist(), strict=True)),
        direction=(model.coef_[0, len(names) :] * TURN).astype(np.float32),
        bias=float(model.intercept_[0]),
        threshold=threshold,
        words=_fit_words(questions, inside, elsewhere),
    )
    return gate, float((chances[~inside] < threshold).mean()), float((chances[inside] < threshold).mean())


def _fitted(inputs: Values, inside: Bools) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced").fit(inputs, inside)


def _fit_words(questions: Sequence[str], inside: Bools, elsewhere: Sequence[str]) -> Words:
    counter = CountVectorizer(analyzer=lambda text: sorted(grams(text)), binary=True, min_df=2)
    found = counter.fit_transform([*questions, *elsewhere]).astype(np.float64)
    found = sparse.diags(1 / np.sqrt(np.maximum(found.sum(axis=1).A1, 1))) @ found
    labels = np.concatenate([inside, np.zeros(len(elsewhere), dtype=bool)])
    foreign = inside.sum() / max((~inside).sum(), 1)  # both sorts weigh the same
    weights = np.concatenate([np.where(inside, 1.0, foreign), np.full(len(elsewhere), ELSEWHERE)])
    model = LogisticRegression(C=WORD_STRENGTH, max_iter=3000).fit(found, labels, sample_weight=weights)
    told = model.coef_[0]
    kept = np.sort(np.argsort(-np.abs(told), kind="stable")[:TELLING])
    runs = counter.get_feature_names_out()
    return Words({str(runs[place]): round(float(told[place]), 4) for place in kept})
