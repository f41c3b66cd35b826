"""Trains sentence-transformers' StaticEmbedding on pairs, with the other pairs of the batch as negatives."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import chain
from types import MappingProxyType

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.nn import functional

from knowledge.training.pairs import Pair

_CLAUSE = re.compile(r"[^\W_]+")
SCALE = 20.0

Gold = Mapping[str, Set[str]]
"""Texts that fit a text."""

NO_GOLD: Gold = MappingProxyType({})


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
        """Ids of each text's pieces without unknown ones; as the tokenizer gives them for the whole text."""
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
            starts = range(0, len(texts), batch)
            return np.concatenate([self.embed(texts[start : start + batch]).numpy() for start in starts])

    def keep_unknown_zero(self) -> None:
        """Drops the gradient of the unknown piece."""
        gradient = self.module.embedding.weight.grad
        if gradient is not None:
            gradient[0] = 0


def _negatives(batch: Sequence[Pair], more: Sequence[str], gold: Gold) -> torch.Tensor:
    """True where the column's text is a negative of the row's anchor, or the row's own positive.

    Columns are the positives, then ``more``. Not negatives: texts that go with the anchor in another pair and
    those that ``gold`` names for it.
    """
    numbers: dict[str, int] = {}
    columns = torch.tensor(
        [numbers.setdefault(text, len(numbers)) for text in chain((pair.positive for pair in batch), more)]
    )
    fitting: dict[str, set[int]] = {}
    for pair in batch:
        known = {numbers[text] for text in gold.get(pair.anchor, ()) if text in numbers}
        fitting.setdefault(pair.anchor, known).add(numbers[pair.positive])
    allowed = torch.ones(len(batch), len(numbers), dtype=torch.bool)
    for row, pair in enumerate(batch):
        allowed[row, list(fitting[pair.anchor])] = False
    negatives = allowed[:, columns]
    negatives.fill_diagonal_(True)
    return negatives


class Trainer:
    """Adam over one encoder, at a rate that falls in equal steps from epoch to epoch."""

    def __init__(self, encoder: Encoder, rate: float, epochs: int) -> None:
        """``rate`` is that of the first epoch."""
        self._encoder, self._rate, self._epochs = encoder, rate, epochs
        self._optimizer = torch.optim.Adam(encoder.module.parameters(), lr=rate)

    def begin(self, epoch: int) -> None:
        """Sets the rate of this epoch, counted from 0."""
        self._optimizer.param_groups[0]["lr"] = self._rate * (1 - epoch / self._epochs)

    def step(self, batch: Sequence[Pair], more: Sequence[str] = (), gold: Gold = NO_GOLD) -> float:
        """One step on the cross-entropy of each anchor's positive among all and ``more``; returns it.

        ``gold`` names further texts that fit an anchor, so that they are never held against it.
        """
        anchors = self._encoder.embed([pair.anchor for pair in batch])
        columns = self._encoder.embed([*(pair.positive for pair in batch), *more])
        scores = (SCALE * anchors @ columns.T).masked_fill(~_negatives(batch, more, gold), -torch.inf)
        loss = functional.cross_entropy(scores, torch.arange(len(batch)))
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._encoder.keep_unknown_zero()
        self._optimizer.step()
        return loss.item()
