"""What a word weighs comes from the law at large, and not from what else is indexed."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.lexical import LexicalIndex, tokens
from knowledge.rarity import Rarity

TEXTS = ["法院查封设备", "法院冻结账户存款", "法院发放工资"]


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return Rarity.count(map(tokens, [*TEXTS, "法院驳回申请", "驳回申请"]))


def test_the_rarer_a_word_the_more_it_weighs(rarity: Rarity) -> None:
    assert 0 < rarity.weight("法院") < rarity.weight("驳回") < rarity.weight("查封")
    assert rarity.weight("查封") == rarity.weight("恐龙")  # once, or never


def test_saved_and_loaded_is_the_same(rarity: Rarity, tmp_path: Path) -> None:
    rarity.save(tmp_path / "rarity.npz")
    loaded = Rarity.load(tmp_path / "rarity.npz")
    assert (loaded.passages, loaded.length) == (rarity.passages, rarity.length)
    assert {token: loaded.weight(token) for token in ("法院", "驳回", "查封", "恐龙")} == {
        token: rarity.weight(token) for token in ("法院", "驳回", "查封", "恐龙")
    }


def test_the_shipped_one_knows_common_words_of_law() -> None:
    shipped = Rarity.load()
    assert shipped.weight("规定") < shipped.weight("查封") < shipped.weight("活封")


def test_a_passage_scores_the_same_whatever_else_is_indexed() -> None:
    small = LexicalIndex.build(TEXTS)
    large = LexicalIndex.build([*TEXTS, *(f"蜂群冬天结团第{number}箱" for number in range(500))])
    for question in ("查封设备", "账户存款被法院冻结", "工资"):
        one, other = small.match(question), large.match(question)
        assert np.array_equal(one.scores, other.scores[: len(TEXTS)])
        rows = np.arange(len(TEXTS))
        assert np.array_equal(one.coverage(rows), other.coverage(rows))
