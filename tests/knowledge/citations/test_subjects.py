"""Which article a sentence speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.subjects import SubjectIndex, speaks_of_another
from knowledge.law import ArticleNumber
from tests.knowledge.invented_law import AID_2023, CHEATING, REPAYING

INDEX = SubjectIndex({ArticleNumber(number): text for number, text in enumerate(AID_2023, start=1)})
REPAYS = "受助会员在货款到账后三十日内归还互助金，商会不收取利息"
CHEATS = "隐瞒库存、虚报停工天数骗取互助金的会员双倍退还，三年内不得再次申请"


@pytest.mark.parametrize(
    ("sentence", "article", "besides", "expected"),
    [
        (REPAYS, 6, (), None),  # its own
        (REPAYS, 10, (), 6),
        (REPAYING, 11, (), 6),
        (CHEATS, 10, (), 7),
        (CHEATS, 10, (7,), None),  # the right one is cited in the same breath
        (CHEATS, 99, (), 7),  # no such article
        ("归还", 10, (), None),  # says too little
        ("", 10, (), None),
        ("应当依照有关规定办理，当事人可以向人民法院申请", 10, (), None),  # says nothing in many words
        ("天上的云被风吹到山的另一边去了，河边的孩子们都在放风筝", 10, (), None),  # foreign to all
    ],
)
def test_which_article_a_sentence_speaks_of(
    sentence: str, article: int, besides: tuple[int, ...], expected: int | None
) -> None:
    others = [ArticleNumber(other) for other in besides]
    other = speaks_of_another(INDEX, sentence, ArticleNumber(article), others)
    assert (other.number if other else None) == expected


def test_an_article_fits_itself_best() -> None:
    for number, text in enumerate(AID_2023, start=1):
        fit = INDEX.fit(text, ArticleNumber(number))
        assert fit.own > fit.best, number
        assert fit.own == pytest.approx(INDEX.share(text, ArticleNumber(number)))


def test_a_sentence_that_says_more_weighs_more() -> None:
    weights = [INDEX.fit(CHEATING[:length], ArticleNumber(7)).weight for length in (4, 12, 30)]
    assert weights == sorted(weights)
    assert weights[0] > 0
    assert len(set(weights)) == 3


@given(st.text(max_size=80), st.integers(0, 15))
def test_any_sentence_can_be_weighed(sentence: str, article: int) -> None:
    for index in (INDEX, SubjectIndex({})):
        fit = index.fit(sentence, ArticleNumber(article))
        assert fit.weight >= 0
        assert fit.own >= 0
        assert fit.best >= 0
        assert fit.best_article != ArticleNumber(article)
