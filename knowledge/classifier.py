"""Which of some labels a short text has, by its runs of characters: weights that were learned, read without pickles."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from knowledge.ranking import grams

FOLDER = Path(__file__).parent / "models"
_BLANKS = re.compile(r"\s+")

Floats = npt.NDArray[np.float32]


def runs(text: str) -> list[str]:
    """All runs of one to three characters, each once, sorted; width, case and blanks make no difference."""
    return sorted(grams(_BLANKS.sub("", unicodedata.normalize("NFKC", text).lower())))


@dataclass(frozen=True, slots=True)
class Classifier:
    """A multinomial logistic regression over the inverse document frequencies of the runs in a text, of unit length.

    ``places`` has the row of a run in ``weights`` (rows, labels) and its place in ``rarity`` (rows,); ``bias`` has one
    value a label, in the order of ``labels``.
    """

    labels: tuple[str, ...]
    places: Mapping[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats

    def chances(self, text: str) -> dict[str, float]:
        """Label → its chance, in [0, 1]; they sum to 1."""
        rows = [self.places[run] for run in runs(text) if run in self.places]
        values = self.rarity[rows]
        norm = float(np.linalg.norm(values)) or 1.0
        told = self.bias + (values / norm) @ self.weights[rows]
        odds = np.exp(told - told.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))

    def label(self, text: str) -> str:
        """The likeliest label."""
        chances = self.chances(text)
        return max(chances, key=chances.__getitem__)

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, name: str, folder: Path = FOLDER) -> Self:
        """Read what `save` wrote under this name; raises OSError."""
        with np.load(folder / f"{name}.npz") as stored:
            labels, held = (bytes(stored[key]).decode("utf-8").split("\n") for key in ("labels", "runs"))
            places = {run: place for place, run in enumerate(held)}
            rarity, weights, bias = (stored[key].astype(np.float32) for key in ("rarity", "weights", "bias"))
            return cls(tuple(labels), places, rarity, weights, bias)

    def save(self, name: str, folder: Path = FOLDER) -> None:
        """Write a compressed file of arrays; no run has a line end."""
        labels, held = (
            np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8) for texts in (self.labels, self.places)
        )
        np.savez_compressed(
            folder / f"{name}.npz",
            labels=labels,
            runs=held,
            rarity=self.rarity.astype(np.float16),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )
