"""The gate is fitted on labelled questions and keeps what it was told out of fold."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.ranking import QuestionFeatures, Ranking, Words, grams
from knowledge.training.gate import LOST, fit_gate

OURS = [
    "工厂账户被冻结怎么办",
    "老板拖欠工资",
    "申请破产重整",
    "设备被查封还能用吗",
    "执行和解怎么签",
    "信用修复去哪办",
]
FOREIGN = ["红烧肉怎么做", "今天天气如何", "推荐一部电影", "孩子考试不及格", "手机屏幕碎了", "去哪里旅游好"]
TOLD = QuestionFeatures(0.5, 0.5, 2.0, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0, 0.0)


def questions(times: int) -> tuple[list[str], list[bool]]:
    """The same questions over and over, each time with a number of its own."""
    texts = [f"{text}{number}" for number in range(times) for text in (*OURS, *FOREIGN)]
    return texts, [text.rstrip("0123456789") in OURS for text in texts]


def told(ours: bool, chance: np.random.Generator) -> QuestionFeatures:
    """Features that lean the right way."""
    return replace(TOLD, cosine=0.5 + 0.2 * ours + float(chance.normal(0, 0.1)), known=float(chance.random()))


def test_a_fitted_gate_tells_the_two_apart() -> None:
    chance = np.random.default_rng(1)
    texts, ours = questions(10)
    features = [
        replace(told(one, chance), lexical=float(chance.random()), chance=float(chance.random()), ours=float(one))
        for one in ours
    ]
    features = [
        replace(one, closest_ours=float(chance.random()), closest_other=float(chance.random())) for one in features
    ]
    more = [("离婚怎么分财产", False), ("欠条怎么写才算数", True)]
    gate, refused, lost = fit_gate(texts, features, ours, [1.0] * len(texts), more, folds=4)
    assert refused >= 0.95
    assert lost <= LOST + 0.02
    assert gate.words.score("账户冻结工资") > gate.words.score("红烧肉天气电影")
    again, *_ = fit_gate(texts, features, ours, [1.0] * len(texts), more, folds=4)
    assert again.weights == gate.weights
    assert again.threshold == gate.threshold


@pytest.mark.parametrize("text", ["", "工", "工资", "工资\n工资"])
def test_grams_are_runs_of_one_to_three(text: str) -> None:
    assert all(gram in text and 1 <= len(gram) <= 3 for gram in grams(text))
    assert set(text) <= grams(text)


def test_a_rare_kind_of_question_counts_less() -> None:
    chance = np.random.default_rng(2)
    texts, ours = questions(10)
    odd = [text.startswith(OURS[0]) for text in texts]  # of our field, and told as if it were not
    features = [told(one and not rare, chance) for one, rare in zip(ours, odd, strict=True)]
    thresholds = []
    for weight in (1.0, 0.01):
        weights = [weight if rare else 1.0 for rare in odd]
        gate, _, _ = fit_gate(texts, features, ours, weights, [("欠条怎么写才算数", True)], folds=4)
        thresholds.append(gate.threshold)
    assert thresholds[0] < thresholds[1]


def test_words_that_are_not_known_say_nothing() -> None:
    assert Words({"工资": 2.0}).score("天气") == 0.0
    assert Words({"工资": 2.0}).score("工资") == 2.0


def test_the_shipped_weights_survive_saving(tmp_path_factory: pytest.TempPathFactory) -> None:
    shipped = Ranking.load()
    file = tmp_path_factory.mktemp("weights") / "ranking.json"
    shipped.save(file)
    saved = file.read_bytes()
    Ranking.load(file).save(file)
    assert file.read_bytes() == saved
    assert Ranking.load(file).gate.chance(TOLD) == shipped.gate.chance(TOLD)
