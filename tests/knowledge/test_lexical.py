"""Words and bigrams: what they are, and what a match says."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.lexical import LexicalIndex, tokens

TEXTS = [
    "法院查封设备后允许企业继续使用设备",
    "法院冻结账户存款以债权额为限",
    "执行案款优先发放工人工资",
]


EVERY = np.arange(len(TEXTS))


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(TEXTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信用修复", {"信用", "修复", "用修"}),  # words, and bigrams across them
        ("封", set()),  # a single character is left out
        ("", set()),
        ("，。！？\x00\n", set()),  # nothing but marks
        ("ＡＢＣ１２", {"abc12", "ab", "bc", "c1", "12"}),  # full width and capitals are folded
        ("查封，设备", {"查封", "设备"}),  # no bigram across a mark
        ("<b>查封</b>", {"查封"}),  # markup is marks too
    ],
)
def test_tokens(text: str, expected: set[str]) -> None:
    assert set(tokens(text)) >= expected
    if not expected:
        assert tokens(text) == []
    assert "封设" not in tokens(text)


@pytest.mark.parametrize(
    ("question", "best"),
    [("设备被查封了还能使用吗", 0), ("账户里的存款被冻结", 1), ("工人的工资怎么办", 2)],
)
def test_best_passage(index: LexicalIndex, question: str, best: int) -> None:
    match = index.match(question)
    assert int(np.argmax(match.scores)) == best
    assert int(np.argmax(match.coverage(EVERY))) == best


@pytest.mark.parametrize(
    "question", [*TEXTS, "查封账户", "查封恐龙", "今天天气怎么样", "", "请问怎么办", "\x00", "封" * 20_000]
)
def test_ranges(index: LexicalIndex, question: str) -> None:
    match = index.match(question)
    coverage = match.coverage(EVERY)
    assert match.scores.shape == coverage.shape == (len(TEXTS),)
    assert (match.scores >= 0).all()
    assert ((coverage > 0) == (match.scores > 0)).all()
    assert ((coverage >= 0) & (coverage <= match.known + 1e-6)).all()
    assert (match.coverage(EVERY[::-1]) == coverage[::-1]).all()
    assert 0 <= match.known <= 1 + 1e-6


@pytest.mark.parametrize(
    ("question", "known"),
    [
        (TEXTS[0], 1.0),  # every token is in a passage
        ("恐龙化石博物馆", 0.0),  # no token is
        ("", 0.0),
        ("请问怎么办呢", 0.0),  # words of asking only
    ],
)
def test_share_that_is_known(index: LexicalIndex, question: str, known: float) -> None:
    assert index.match(question).known == pytest.approx(known)


def test_foreign_words_lower_the_known_share(index: LexicalIndex) -> None:
    shares = [index.match(question).known for question in ("查封设备", "查封设备和恐龙", "查封恐龙化石博物馆")]
    assert 1 >= shares[0] > shares[1] > shares[2] > 0


def test_words_of_asking_change_nothing(index: LexicalIndex) -> None:
    plain, asked = index.match("查封设备"), index.match("请问 查封设备 怎么办")
    assert (plain.scores == asked.scores).all()
    assert plain.known == asked.known


def test_saved_and_loaded_is_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    for question in ("查封设备", "冻结存款", "恐龙"):
        assert np.allclose(loaded.match(question).scores, index.match(question).scores)
        assert np.allclose(loaded.match(question).coverage(EVERY), index.match(question).coverage(EVERY))
    assert not list((tmp_path / "lexical").glob("*.pkl"))
