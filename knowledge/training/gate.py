"""Fits the gate: which questions are of this field, and from which chance on one passes."""

from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from knowledge.ranking import Gate, QuestionFeatures, Words, grams

STRENGTH = 1.0  # inverse of the penalty
WORD_STRENGTH = 10.0
MORE = 0.03  # weight of a further question for the words, against a labelled one
TELLING = 20_000  # runs of characters that are kept
LOST = 0.03  # share of our questions that may be refused, out of fold

Values = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def fit_gate(  # noqa: PLR0913  what a gate is fitted on
    questions: Sequence[str],
    told: Sequence[QuestionFeatures],
    ours: Sequence[bool],
    weights: Sequence[float],
    more: Sequence[tuple[str, bool]],
    folds: int,
) -> tuple[Gate, float, float]:
    """The gate, and out of fold the shares of foreign questions refused and of ours refused.

    ``more`` are further questions, for the words alone, and whether they are ours. ``told`` lacks what the words say.
    The threshold is the out-of-fold chance under which `LOST` of our questions lie, each counting its weight.
    """
    names = [field.name for field in fields(QuestionFeatures)]
    inside, weight = np.array(ours), np.array(weights, dtype=np.float64)
    fold = np.arange(len(inside)) % folds
    said = np.zeros(len(inside))
    for number in range(folds):
        seen = [question for question, held in zip(questions, fold == number, strict=True) if not held]
        words = _fit_words(seen, inside[fold != number], more)
        for place in np.flatnonzero(fold == number).tolist():
            said[place] = words.score(questions[place])
    values = np.array([astuple(one) for one in told], dtype=np.float64)
    values[:, names.index("words")] = said
    spread = values.std(axis=0)
    scale = np.where(spread == 0, 1, spread)
    inputs = values / scale
    chances = np.zeros(len(inside))
    for number in range(folds):
        held = fold == number
        model = _fitted(inputs[~held], inside[~held], weight[~held])
        chances[held] = model.predict_proba(inputs[held])[:, 1]
    threshold = float(np.quantile(chances[inside], LOST, weights=weight[inside], method="inverted_cdf"))
    model = _fitted(inputs, inside, weight)
    gate = Gate(
        weights=dict(zip(names, (model.coef_[0] / scale).tolist(), strict=True)),
        bias=float(model.intercept_[0]),
        threshold=threshold,
        words=_fit_words(questions, inside, more),
    )
    refused, lost = (float(np.average(chances[sort] < threshold, weights=weight[sort])) for sort in (~inside, inside))
    return gate, refused, lost


def _fitted(inputs: Values, inside: Bools, weight: Values) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced")
    return model.fit(inputs, inside, sample_weight=weight)


def _fit_words(questions: Sequence[str], inside: Bools, more: Sequence[tuple[str, bool]]) -> Words:
    counter = CountVectorizer(analyzer=lambda text: sorted(grams(text)), binary=True, min_df=2)
    found = counter.fit_transform([*questions, *(text for text, _ in more)]).astype(np.float64)
    found = sparse.diags(1 / np.sqrt(np.maximum(found.sum(axis=1).A1, 1))) @ found
    labels = np.concatenate([inside, np.array([ours for _, ours in more], dtype=bool)])
    foreign = inside.sum() / max((~inside).sum(), 1)  # both sorts weigh the same
    weights = np.concatenate([np.where(inside, 1.0, foreign), np.full(len(more), MORE)])
    model = LogisticRegression(C=WORD_STRENGTH, max_iter=3000).fit(found, labels, sample_weight=weights)
    told = model.coef_[0]
    kept = np.sort(np.argsort(-np.abs(told), kind="stable")[:TELLING])
    runs = counter.get_feature_names_out()
    return Words({str(runs[place]): round(float(told[place]), 4) for place in kept})
