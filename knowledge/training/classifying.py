"""Fits the classifiers of messages: what must be stopped (screened/*.yaml), and kinds of request (intents/*.yaml).

A file maps a label to messages that have it. Each was written for this, apart from every set that anything is measured
on. The labelled questions, and those about articles (asked/*.yaml), say more of what is asked in this field and out of
it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from knowledge.classifier import Classifier, runs
from knowledge.training.asked import read_asked
from knowledge.training.labelled import Labelled

FOLDER = Path(__file__).parent
STRENGTH = 30.0  # inverse of the penalty
KNOWN = 0.5  # weight of a labelled question, against a message written for the purpose
FURTHER = 0.1  # and of a question about an article
LEAST = 2  # texts in which a run must occur
LABELS = {"ours": "in_scope", "other": "other"}  # of a question about an article, by its scope


@dataclass(frozen=True, slots=True)
class Message:
    """A text, what it is, and what it weighs."""

    text: str
    label: str
    weight: float = 1.0


def read_messages(folder: Path, files: str = "*.yaml") -> Iterator[Message]:
    """Every message under a folder, file by file."""
    for file in sorted(folder.glob(files)):
        for label, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield from (Message(text, label) for text in texts)


def message_sets(labelled: Iterable[Labelled], tuned: Path) -> dict[str, list[Message]]:
    """The messages of each classifier, by the name of the classifier; of the ``labelled`` questions, the tune half.

    ``tuned`` is the file of messages on which the rules of screening were tuned.
    """
    asked = (Message(one.text, LABELS[one.scope], FURTHER) for one in read_asked() if one.scope in LABELS)
    known = (
        Message(one.question, LABELS["other" if one.foreign else "ours"], KNOWN * one.weight)
        for one in labelled
        if one.half == "tune"
    )
    rules = [Message(one["ask"], one["which"]) for one in yaml.safe_load(tuned.read_text(encoding="utf-8"))]
    disputes = (
        Message(one.text, "mechanism", KNOWN) for one in read_messages(FOLDER / "screened", "in-scope-disputes.yaml")
    )
    return {
        "screening": [*read_messages(FOLDER / "screened"), *rules, *known, *asked],
        "intents": [*read_messages(FOLDER / "intents"), *disputes],
    }


def cross_validated_messages(messages: Sequence[Message], folds: int) -> float:
    """The share of messages, each by its weight, of which a classifier that had not seen them gets the label."""
    right = 0.0
    for number in range(folds):
        seen = [one for place, one in enumerate(messages) if place % folds != number]
        classifier = fit_classifier(seen)
        right += sum(one.weight for one in messages[number::folds] if classifier.label(one.text) == one.label)
    return right / sum(one.weight for one in messages)


def fit_classifier(messages: Sequence[Message]) -> Classifier:
    """The classifier of these messages."""
    counter = CountVectorizer(analyzer=runs, binary=True, min_df=LEAST)
    found = counter.fit_transform(one.text for one in messages).astype(np.float64)
    occurs = np.asarray(found.sum(axis=0)).ravel()
    rarity = np.log((1 + len(messages)) / (1 + occurs)) + 1
    weighed = found @ sparse.diags(rarity)
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        sparse.diags(1 / np.maximum(length, 1e-9)) @ weighed,
        [one.label for one in messages],
        sample_weight=[one.weight for one in messages],
    )
    coefficients, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # noqa: PLR2004  of two labels, the first is what all else is measured by
        coefficients, bias = (np.concatenate([np.zeros_like(one), one]) for one in (coefficients, bias))
    return Classifier(
        labels=tuple(map(str, model.classes_)),
        places={str(run): place for place, run in enumerate(counter.get_feature_names_out())},
        rarity=rarity.astype(np.float32),
        weights=np.ascontiguousarray(coefficients.T, dtype=np.float32),
        bias=bias.astype(np.float32),
    )
