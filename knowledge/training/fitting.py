"""Fits a `Scorer` on judged candidates: small networks, averaged over seeds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from knowledge.candidates import Floats
from knowledge.features import FEATURES
from knowledge.ranking import Matrix, Scorer

UNITS = 16
SEEDS = 4  # networks that are averaged; their units stand side by side in one
EPOCHS = 120
HARD = 60  # the best of each way of search; of a question's other candidates only the relevant ones are learnt from
RATE = 0.01
DECAY = 1e-2
CONSTANT = 0.01


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of one question. ``relevance`` is in [0, 1] for each; ``weight`` is the question's; ``wanted`` is
    how many passages should be found, candidates or not.
    """

    features: Matrix
    relevance: Floats
    weight: float = 1.0
    wanted: int = 0


def fit_scorer(judged: Sequence[Judged], units: int = UNITS, seeds: int = SEEDS) -> Scorer:
    """On the questions of which at least one candidate is relevant.

    The loss is the cross-entropy between the softmax of a question's scores and its relevance; the curve that makes
    chances of scores is a logistic regression over all candidates, every question counting as its weight.
    """
    told = [_hardest(one) for one in judged if one.relevance.max(initial=0.0) > 0]
    features = np.concatenate([one.features for one in told])
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread[spread < CONSTANT] = np.inf  # what hardly varies here would be blown up where it does
    inputs = torch.from_numpy((features - mean) / spread)
    question = torch.from_numpy(np.repeat(np.arange(len(told)), [len(one.relevance) for one in told]))
    relevance = torch.from_numpy(np.concatenate([one.relevance / one.relevance.sum() for one in told]))
    weight = torch.tensor([one.weight for one in told], dtype=torch.float32)
    parts = [_network(inputs, question, relevance, weight, units, seed) for seed in range(seeds)]
    scorer = Scorer(
        mean=mean,
        spread=spread,
        hidden=np.concatenate([hidden for hidden, _, _ in parts], axis=1),
        bias=np.concatenate([bias for _, bias, _ in parts]),
        out=np.concatenate([out / seeds for _, _, out in parts]).astype(np.float32),
        slope=1.0,
        intercept=0.0,
    )
    return _calibrated(scorer, judged)


def _network(  # noqa: PLR0913  one step of a fit
    inputs: torch.Tensor,
    question: torch.Tensor,
    relevance: torch.Tensor,
    weight: torch.Tensor,
    units: int,
    seed: int,
) -> tuple[Matrix, Floats, Floats]:
    torch.manual_seed(seed)
    hidden = torch.nn.Linear(inputs.shape[1], units)
    out = torch.nn.Linear(units, 1, bias=False)
    optimizer = torch.optim.Adam([*hidden.parameters(), *out.parameters()], lr=RATE, weight_decay=DECAY)
    share = weight / weight.sum()
    for _ in range(EPOCHS):
        scores = out(torch.tanh(hidden(inputs)))[:, 0]
        highest = torch.full((len(weight),), -torch.inf).scatter_reduce(0, question, scores.detach(), "amax")
        level = scores - highest[question]
        total = torch.zeros(len(weight)).index_add(0, question, torch.exp(level))
        loss = -((level - torch.log(total)[question]) * relevance * share[question]).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return hidden.weight.detach().numpy().T, hidden.bias.detach().numpy(), out.weight.detach().numpy()[0]


def _hardest(one: Judged) -> Judged:
    """The relevant candidates and those that come first by meaning, by words, by links or by known questions."""
    kept = one.relevance > 0
    for name in ("cosine", "lexical", "linked", "asked_cosine"):
        scores = one.features[:, FEATURES.index(name)]
        kept |= (np.argsort(np.argsort(-scores, kind="stable")) < HARD) & (scores > 0)
    return replace(one, features=one.features[kept], relevance=one.relevance[kept])


def _calibrated(scorer: Scorer, judged: Sequence[Judged]) -> Scorer:
    judged = [one for one in judged if len(one.relevance)]  # an ablation may leave a question without candidates
    scores = np.concatenate([scorer.scores(one.features) for one in judged])
    relevant = np.concatenate([one.relevance > 0.4 for one in judged])  # noqa: PLR2004  half relevant counts
    weights = np.concatenate([np.full(len(one.relevance), one.weight / len(one.relevance)) for one in judged])
    weights *= len(relevant) / weights.sum()
    curve = LogisticRegression(C=1e3).fit(scores[:, None], relevant, sample_weight=weights)
    return replace(scorer, slope=float(curve.coef_[0, 0]), intercept=float(curve.intercept_[0]))
