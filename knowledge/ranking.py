"""Features of a candidate → one learned score. Pure: no index, no clock, no model file."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from math import exp
from pathlib import Path

WEIGHTS = Path(__file__).parent / "models" / "ranking.json"


@dataclass(frozen=True, slots=True)
class Features:
    """What the two indexes say about one passage for one question.

    cosine        cosine of question and passage, in [-1, 1]
    cosine_share  cosine over the best cosine of this question, at most 1
    coverage      share of the question's token mass (IDF) that the passage has, in [0, 1]
    best_coverage the best coverage of any passage for this question: low for a foreign subject
    lexical_share BM25 score over the best of this question, in [0, 1]
    named         1 when the question names the passage's record by title or alias, else 0
    """

    cosine: float
    cosine_share: float
    coverage: float
    best_coverage: float
    lexical_share: float
    named: float


NAMES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True)
class Ranking:
    """A logistic regression over `Features`, with the gate below which nothing counts as relevant."""

    weights: Mapping[str, float]
    bias: float
    gate: float

    @classmethod
    def load(cls, file: Path = WEIGHTS) -> "Ranking":
        """Read the shipped weights, fitted by ``python -m knowledge.training.relevance``."""
        values = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            weights={name: values["weights"][name] for name in NAMES},
            bias=values["bias"],
            gate=values["gate"],
        )

    def score(self, features: Features) -> float:
        """Estimated chance in [0, 1] that the passage's record answers the question."""
        total = self.bias + sum(
            self.weights[name] * value for name, value in zip(NAMES, astuple(features), strict=True)
        )
        return 1 / (1 + exp(-total))
