"""Numbers as law writes them, and article numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.law import ArticleNumber
from knowledge.numerals import LARGEST, chinese, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("二百〇五", 205),
        ("二百○五", 205),
        ("二〇五", 205),  # digit by digit
        ("两百", 200),
        ("一千零七十九", 1079),
        ("一千二百六十", 1260),
        ("九千九百九十九", 9999),
        ("205", 205),
        ("２０５", 205),  # full width
        ("020", 20),
        ("", None),
        ("一二十", None),  # digits pile up
        ("十百", None),  # units do not fall
        ("百百", None),
        ("二百六十十二", None),  # as a model wrote it
        ("五万", None),
        ("1234567", None),
        ("3.5", None),
        ("-1", None),
        ("²", None),
        ("第五", None),
    ],
)
def test_what_a_numeral_says(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (19, "十九"),
        (110, "一百一十"),
        (205, "二百零五"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
    ],
)
def test_how_law_writes_a_number(value: int, text: str) -> None:
    assert chinese(value) == text


@given(st.integers(0, LARGEST))
def test_every_number_reads_as_it_was_written(value: int) -> None:
    assert number(chinese(value)) == number(str(value)) == value


@given(st.integers().filter(lambda value: not 0 <= value <= LARGEST))
def test_numbers_beyond_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match="not in"):
        chinese(value)


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    assert number(text) is None or number(text) >= 0  # type: ignore[operator]
    ArticleNumber.parse(text)


@given(st.integers(1, LARGEST), st.integers(0, 99))
def test_an_article_number_reads_as_it_was_written(value: int, branch: int) -> None:
    article = ArticleNumber(value, min(branch, 10))
    assert ArticleNumber.parse(str(article)) == article


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("第二百零五条", ArticleNumber(205)),
        ("205", ArticleNumber(205)),
        ("第205条", ArticleNumber(205)),
        (" 第 577 条 ", ArticleNumber(577)),
        ("第一百二十条之一", ArticleNumber(120, 1)),
        ("120之1", ArticleNumber(120, 1)),
        ("第一百二十条之", None),
        ("第条", None),
        ("合同第五条", None),
        ("第五款", None),
    ],
)
def test_what_an_article_number_says(text: str, article: ArticleNumber | None) -> None:
    assert ArticleNumber.parse(text) == article


def test_articles_are_in_the_order_of_the_law() -> None:
    written = ["第一百二十一条", "第一百二十条之二", "第一百二十条", "第一百二十条之一"]
    articles = sorted(article for article in map(ArticleNumber.parse, written) if article)
    assert [str(article) for article in articles] == [written[2], written[3], written[1], written[0]]
