"""A classifier learns labels from messages, is kept in one file, and says how sure it is."""

from pathlib import Path

import pytest

from knowledge.classifier import Classifier, runs
from knowledge.training.classifying import Message, cross_validated_messages, fit_classifier

WAGES = [f"老板欠我{number}个月工资不发" for number in range(2, 9)] + ["厂里的工钱一直拖着", "工资条有，钱没到账"]
TEA = [f"这罐茶叶要泡{number}分钟吗" for number in range(2, 9)] + ["绿茶用多少度的水", "茶叶怎么存放不返潮"]
MESSAGES = [Message(text, "wages") for text in WAGES] + [Message(text, "tea") for text in TEA]


@pytest.fixture(scope="module")
def learned() -> Classifier:
    return fit_classifier(MESSAGES)


def test_it_tells_what_it_has_not_seen(learned: Classifier) -> None:
    assert learned.label("包工头欠着工资跑了") == "wages"
    assert learned.label("茶叶泡久了会苦吗") == "tea"
    chances = learned.chances("工资")
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["wages"] > 0.6


def test_width_case_and_blanks_make_no_difference(learned: Classifier) -> None:
    assert runs("ＡＢ 工 资") == runs("ab工资")
    assert learned.chances("工　资") == learned.chances("工资")


@pytest.mark.parametrize("text", ["", "   ", "zzz", "𠮷"])
def test_where_nothing_is_known_nothing_is_sure(learned: Classifier, text: str) -> None:
    assert max(learned.chances(text).values()) < 0.7


def test_what_is_saved_says_the_same(learned: Classifier, tmp_path: Path) -> None:
    learned.save("small", tmp_path)
    again = Classifier.load("small", tmp_path)
    assert again.labels == learned.labels
    assert again.chances(WAGES[0]) == pytest.approx(learned.chances(WAGES[0]), abs=0.01)
    with pytest.raises(OSError, match="missing"):
        Classifier.load("missing", tmp_path)


def test_a_weight_counts() -> None:
    other = [Message(one.text, one.label, 0.01 if one.label == "tea" else 1.0) for one in MESSAGES]
    assert fit_classifier(other).chances("怎么办")["wages"] > fit_classifier(MESSAGES).chances("怎么办")["wages"]


def test_what_is_out_of_fold_was_not_seen() -> None:
    assert cross_validated_messages(MESSAGES, 3) > 0.8
    alone = [Message(f"{one}说的工资", str(number)) for number, one in enumerate("甲乙丙丁戊己")]
    assert cross_validated_messages(alone, 3) == 0
