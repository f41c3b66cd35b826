"""Features → one learned score, and a gate for "nothing here". Pure: no index, no clock."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import exp
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "models" / "ranking.json"


@dataclass(frozen=True, slots=True)
class CandidateFeatures:
    """What the two indexes say about one passage for one question. Shares are of the best for this question.

    cosine          cosine of question and passage, in [-1, 1]
    coverage        share of the question's token mass (IDF) that the passage has, in [0, 1]
    lexical         BM25 score of the passage, as a share in [0, 1]
    record_lexical  mean BM25 score of the strongest passages of its record, as a share in [0, 1]
    named           1 when the question names the record by title or alias, else 0
    """

    cosine: float
    coverage: float
    lexical: float
    record_lexical: float
    named: float


@dataclass(frozen=True, slots=True)
class QuestionFeatures:
    """What tells a question of this library from a foreign one.

    cosine   the best cosine of any passage, in [-1, 1]
    known    share of the question's token mass (IDF) that occurs anywhere in the library, in [0, 1]
    lexical  natural logarithm of 1 + the best record's mean BM25 score, at least 0
    """

    cosine: float
    known: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over named features."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, features: CandidateFeatures | QuestionFeatures) -> float:
        """In [0, 1]."""
        values = asdict(features)
        return 1 / (1 + exp(-self.bias - sum(weight * values[name] for name, weight in self.weights.items())))


@dataclass(frozen=True, slots=True)
class Ranking:
    """``relevance`` scores candidates; a question under ``threshold`` of ``scope`` has no answer here."""

    relevance: Logistic
    scope: Logistic
    threshold: float

    @classmethod
    def load(cls, file: Path = WEIGHTS) -> "Ranking":
        """Read the shipped weights, fitted by ``python -m knowledge.training.relevance``."""
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return cls(Logistic(**values["relevance"]), Logistic(**values["scope"]), values["threshold"])

    def save(self, file: Path = WEIGHTS) -> None:
        """Write weights that `load` reads."""
        file.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    def in_scope(self, features: QuestionFeatures) -> bool:
        """Whether the library has anything to say on such a question."""
        return self.scope.probability(features) >= self.threshold
