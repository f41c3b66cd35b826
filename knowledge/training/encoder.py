"""Trains sentence-transformers' StaticEmbedding on pairs, with the other pairs of the batch as negatives."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.nn import functional

from knowledge.training.pairs import Pair

_CLAUSE = re.compile(r"[^\W_]+")
SCALE = 20.0


class Encoder:
    """A static embedding in training; clauses are tokenized once and remembered."""

    def __init__(self, tokenizer: Tokenizer, dimensions: int) -> None:
        """Random weights; the row of the unknown piece is zero and stays so."""
        self.module = StaticEmbedding(tokenizer, embedding_dim=dimensions)
        with torch.no_grad():
            self.module.embedding.weight.normal_(0, 0.1)
            self.module.embedding.weight[0] = 0
        self._known: dict[str, list[int]] = {}

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text's pieces, unknown ones left out; the same as the tokenizer gives for the whole text."""
        split = [_CLAUSE.findall(text) for text in texts]
        new = list({clause for clauses in split for clause in clauses if clause not in self._known})
        for clause, encoding in zip(new, self.module.tokenizer.encode_batch_fast(new), strict=True):
            self._known[clause] = [piece for piece in encoding.ids if piece]
        return [list(chain.from_iterable(self._known[clause] for clause in clauses)) for clauses in split]

    def embed(self, texts: Sequence[str]) -> torch.Tensor:
        """Vectors of length 1, shape (texts, dimensions); the zero vector for a text without known pieces."""
        ids = self.tokens(texts)
        lengths = np.fromiter((len(row) for row in ids), dtype=np.int64, count=len(ids))
        flat = np.fromiter(chain.from_iterable(ids), dtype=np.int64, count=int(lengths.sum()))
        starts = torch.from_numpy(np.cumsum(lengths) - lengths)
        return functional.normalize(self.module.embedding(torch.from_numpy(flat), starts), dim=1)

    def embed_all(self, texts: Sequence[str], batch: int = 4096) -> np.ndarray:
        """As ``embed``, in batches and without gradients."""
        with torch.no_grad():
            return np.concatenate([self.embed(texts[i : i + batch]).numpy() for i in range(0, len(texts), batch)])


def _batches(kinds: Sequence[Sequence[Pair]], size: int, chance: np.random.Generator) -> Iterator[Sequence[Pair]]:
    """Batches of one kind each, in random order."""
    starts = [(kind, start) for kind in kinds for start in range(0, len(kind), size)]
    for index in chance.permutation(len(starts)):
        kind, start = starts[index]
        yield kind[start : start + size]


def _keys(texts: list[str]) -> torch.Tensor:
    numbers: dict[str, int] = {}
    return torch.tensor([numbers.setdefault(text, len(numbers)) for text in texts])


def loss(encoder: Encoder, batch: Sequence[Pair]) -> torch.Tensor:
    """Cross-entropy of each anchor's own positive among all, and the other way round.

    Pairs that share a text with another pair are no negatives of it.
    """
    anchors, positives = [pair.anchor for pair in batch], [pair.positive for pair in batch]
    scores = SCALE * encoder.embed(anchors) @ encoder.embed(positives).T
    a, p = _keys(anchors), _keys(positives)
    same = (a[:, None] == a[None]) | (p[:, None] == p[None])
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -torch.inf)
    target = torch.arange(len(batch))
    return functional.cross_entropy(scores, target)


def train_epoch(
    encoder: Encoder,
    optimizer: torch.optim.Optimizer,
    kinds: Sequence[Sequence[Pair]],
    size: int,
    chance: np.random.Generator,
) -> float:
    """One pass over the pairs; the mean loss of its batches."""
    losses: list[float] = []
    for batch in _batches(kinds, size, chance):
        optimizer.zero_grad()
        value = loss(encoder, batch)
        value.backward()  # type: ignore[no-untyped-call]
        encoder.module.embedding.weight.grad[0] = 0  # type: ignore[index]
        optimizer.step()
        losses.append(value.item())
    return float(np.mean(losses))
