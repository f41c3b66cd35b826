"""Features → one learned score, and a gate for "nothing here". Pure: no index, no clock."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from math import isfinite, sqrt
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from knowledge.candidates import Floats
from knowledge.features import FEATURES

WEIGHTS = Path(__file__).parent / "models" / "ranking.json"
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A network of one hidden layer over standardised features, then a logistic curve.

    ``mean`` and ``spread`` have a number for each of `FEATURES` (an infinite spread leaves a feature out); ``hidden``
    has shape (features, units), ``bias`` and ``out`` a number a unit. ``slope`` and ``intercept`` make a score the
    chance that a fair reader would accept the passage.
    """

    mean: Floats
    spread: Floats
    hidden: Matrix
    bias: Floats
    out: Floats
    slope: float
    intercept: float

    def scores(self, features: Matrix) -> Floats:
        """One number a row; higher is better."""
        units = np.tanh(((features - self.mean) / self.spread) @ self.hidden + self.bias)
        scores: Floats = units @ self.out
        return scores

    def chances(self, scores: Floats) -> Floats:
        """What `scores` gave as chances, in [0, 1]."""
        chances: Floats = 1 / (1 + np.exp(-self.slope * scores - self.intercept))
        return chances

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """From plain lists and numbers; raises ValueError when they are not for `FEATURES`."""
        values = {**values, "spread": [np.inf if one is None else one for one in values["spread"]]}
        arrays = {
            name: np.asarray(value, dtype=np.float32) for name, value in values.items() if isinstance(value, list)
        }
        if arrays["hidden"].shape[0] != len(FEATURES):
            raise ValueError("weights for other features")
        return cls(**arrays, slope=values["slope"], intercept=values["intercept"])

    def plain(self) -> dict[str, Any]:
        """As lists and numbers, to five digits."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class QuestionFeatures:
    """What tells a question of this field from a foreign one.

    cosine   the best cosine of any record's passage, in [-1, 1]
    known    share of the question's token mass (IDF) that occurs anywhere in the records, in [0, 1]
    lexical  natural logarithm of 1 + the best BM25 score of any record's passage, at least 0
    chance   the best record's chance, in [0, 1]
    ours     share of the most similar known questions that are of this field, in [0, 1]
    closest_ours, closest_other   cosine of the most similar known question of this field, and of any other
    words    what its words say by themselves, any number; higher for this field
    named    share of its characters that are titles and aliases of records, in [0, 1]
    abroad   1 where it is set under other law than that of our sources (see `knowledge.places`), else 0
    """

    cosine: float
    known: float
    lexical: float
    chance: float
    ours: float
    closest_ours: float
    closest_other: float
    words: float
    named: float
    abroad: float


def grams(text: str) -> set[str]:
    """All runs of one to three characters."""
    return {text[start : start + size] for size in (1, 2, 3) for start in range(len(text) - size + 1)}


@dataclass(frozen=True, slots=True)
class Words:
    """A linear classifier over the runs of characters in a question: a weight for each that tells anything."""

    weights: Mapping[str, float]

    def score(self, question: str) -> float:
        """Higher for this field; 0 where no run is known."""
        known = [self.weights[gram] for gram in sorted(grams(question)) if gram in self.weights]
        return sum(known) / sqrt(len(known)) if known else 0.0


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic regression over `QuestionFeatures`, and the chance that it takes to pass."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    words: Words

    def chance(self, features: QuestionFeatures) -> float:
        """That the question is of this field, in [0, 1]."""
        values = asdict(features)
        told = sum(weight * values[name] for name, weight in self.weights.items())
        return float(1 / (1 + np.exp(-self.bias - told)))

    def passes(self, features: QuestionFeatures) -> bool:
        """Whether the library has anything to say on such a question."""
        return self.chance(features) >= self.threshold


@dataclass(frozen=True, slots=True)
class Ranking:
    """One scorer for passages of our own records, one for imported articles and cases, and the gate before both."""

    records: Scorer
    texts: Scorer
    gate: Gate

    @classmethod
    def load(cls, file: Path = WEIGHTS) -> Self:
        """Read the shipped weights, fitted by ``python -m knowledge.training``."""
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        gate = values["gate"]
        return cls(
            records=Scorer.read(values["records"]),
            texts=Scorer.read(values["texts"]),
            gate=Gate(
                weights=gate["weights"],
                bias=gate["bias"],
                threshold=gate["threshold"],
                words=Words(gate["words"]),
            ),
        )

    def save(self, file: Path = WEIGHTS) -> None:
        """Write weights that `load` reads."""
        gate = {field.name: _plain(getattr(self.gate, field.name)) for field in fields(self.gate)}
        values = {"records": self.records.plain(), "texts": self.texts.plain(), "gate": gate}
        file.write_text(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [_plain(one) for one in value.tolist()]
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Words):
        return _plain(value.weights)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return round(float(value), 5) if isfinite(value) else None
