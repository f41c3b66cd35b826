"""Hard negatives: articles that the encoder ranks high for a question that they do not govern."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from knowledge.training.encoder import Encoder
from knowledge.training.pairs import Pair
from knowledge.training.sources import Question

_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Negatives:
    """For each question or answer, the passages ranked highest for it that do not govern it, best first."""

    found: Mapping[str, Sequence[str]]

    def draw(self, batch: Sequence[Pair], each: int, chance: random.Random) -> list[str]:
        """``each`` passages a pair, from those found for its anchor; without repeats."""
        drawn: dict[str, None] = {}
        for pair in batch:
            found = self.found.get(pair.anchor, ())
            drawn.update(dict.fromkeys(chance.sample(found, min(each, len(found)))))
        return list(drawn)


def governing(questions: Sequence[Question], passages: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The gold passages of each question and of each answer."""
    gold: dict[str, frozenset[str]] = {}
    for question in questions:
        own = frozenset(passages[name] for name in question.gold)
        for text in filter(None, (question.text, question.answer)):
            gold[text] = gold.get(text, frozenset()) | own
    return gold


def mine(encoder: Encoder, gold: Mapping[str, frozenset[str]], passages: Sequence[str]) -> Negatives:
    """Searches all ``passages`` for every text with the encoder as it is now."""
    texts = list(gold)
    similarity = torch.from_numpy(encoder.embed_all(texts) @ encoder.embed_all(passages).T)
    best = similarity.topk(min(_DEPTH, len(passages)), dim=1).indices.tolist()
    found = {
        text: [passages[row] for row in rows if passages[row] not in gold[text]]
        for text, rows in zip(texts, best, strict=True)
    }
    return Negatives(found)
