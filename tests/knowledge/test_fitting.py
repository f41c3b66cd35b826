"""A fit learns what can be learnt, leaves out what does not vary, repeats itself, and can be written down."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from knowledge.features import FEATURES
from knowledge.ranking import Scorer

if TYPE_CHECKING:
    from knowledge.training.fitting import Judged

CONSTANT = FEATURES.index("named")  # the same everywhere
ALMOST = FEATURES.index("asked")  # as good as the same
TELLING = FEATURES.index("cosine")
RELEVANT = 3  # candidates of a question


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """So small a network is not worth the waiting of threads for one another."""
    import torch  # noqa: PLC0415

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@cache
def questions(count: int = 30, seed: int = 0) -> "tuple[Judged, ...]":
    """Of twelve candidates the three of the highest cosine are relevant, the first of them most of all."""
    from knowledge.training.fitting import Judged  # noqa: PLC0415  imports torch

    random = np.random.default_rng(seed)
    judged = []
    for number in range(count):
        features = random.normal(size=(12, len(FEATURES))).astype(np.float32)
        features[:, CONSTANT] = 3
        features[:, ALMOST] = 1 + 1e-4 * features[:, ALMOST]
        order = np.argsort(-features[:, TELLING])
        features[order[:RELEVANT], TELLING] += 1
        relevance = np.zeros(12, dtype=np.float32)
        relevance[order[:RELEVANT]] = [1, 0.5, 0.5]
        judged.append(Judged(features, relevance, weight=2.0 if number % 2 else 1.0))
    return tuple(judged)


@cache
def fitted() -> Scorer:
    return fit(questions())


def fit(judged: "Sequence[Judged]") -> Scorer:
    from knowledge.training.fitting import fit_scorer  # noqa: PLC0415  imports torch

    return fit_scorer(judged, units=4)


def mean_chance(scorer: Scorer) -> float:
    return float(np.mean([scorer.chances(scorer.scores(one.features)) for one in questions()]))


def right(scorer: Scorer, judged: "Sequence[Judged]") -> float:
    """Share of the questions whose first is relevant."""
    return float(np.mean([one.relevance[int(np.argmax(scorer.scores(one.features)))] > 0 for one in judged]))


def test_what_can_be_told_apart_is_ranked() -> None:
    assert right(fitted(), questions()) == 1
    assert right(fitted(), questions(40, seed=1)) >= 0.9  # of others


def test_chances_are_higher_for_what_is_relevant() -> None:
    chances = np.concatenate([fitted().chances(fitted().scores(one.features)) for one in questions()])
    relevant = np.concatenate([one.relevance > 0 for one in questions()])
    assert ((chances >= 0) & (chances <= 1)).all()
    assert chances[relevant].mean() > 0.6
    assert chances[~relevant].mean() < 0.3
    assert chances.mean() == pytest.approx(RELEVANT / 12, abs=0.05)  # as often as it is so


@pytest.mark.parametrize("place", [CONSTANT, ALMOST], ids=["constant", "almost"])
def test_a_feature_that_hardly_varies_is_left_out(place: int) -> None:
    assert np.isinf(fitted().spread[place])
    assert np.isfinite(np.delete(fitted().spread, [CONSTANT, ALMOST])).all()
    features = questions()[0].features
    other = features.copy()
    other[:, place] += 1000
    assert np.array_equal(fitted().scores(other), fitted().scores(features))


def test_the_same_data_give_the_same_weights() -> None:
    again = fit(questions())
    for field in fields(Scorer):
        assert np.array_equal(getattr(again, field.name), getattr(fitted(), field.name)), field.name


def test_questions_without_an_answer_only_make_chances_lower() -> None:
    """They are not ranked, but they count where chances are made."""
    from knowledge.training.fitting import Judged  # noqa: PLC0415

    foreign = [Judged(one.features, np.zeros_like(one.relevance)) for one in questions(30, seed=2)]
    more = fit([*questions(), *foreign])
    features = questions()[0].features
    assert np.array_equal(more.scores(features), fitted().scores(features))
    assert mean_chance(more) < mean_chance(fitted())


def test_what_is_written_down_scores_alike() -> None:
    written = json.dumps(fitted().plain())
    assert "Infinity" not in written
    read = Scorer.read(json.loads(written))
    for one in questions():
        assert read.scores(one.features) == pytest.approx(fitted().scores(one.features), abs=1e-3)
        assert read.chances(read.scores(one.features)) == pytest.approx(
            fitted().chances(fitted().scores(one.features)), abs=1e-3
        )


def test_weights_for_other_features_are_refused() -> None:
    plain = fitted().plain()
    with pytest.raises(ValueError, match="other features"):
        Scorer.read({**plain, "hidden": plain["hidden"][:-1]})
