"""An article in its own words, whole where it is short."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.excerpts import LONGEST, word_for_word

HEAD = "会员有下列情形之一的，可以申请互助："
ITEMS = [f"（{number}）{word * 40}；" for number, word in zip("一二三四五六七八", "船车马牛羊鱼鸟茶", strict=True)]
LONG = "\n".join([HEAD, *ITEMS])


@pytest.mark.parametrize(
    ("article", "about", "expected"),
    [
        ("商会不收利息。", "", "商会不收利息。"),
        ("商会不收利息。\n逾期的除外。", "船", "商会不收利息。逾期的除外。"),  # on one line
        ("字" * LONGEST, "", "字" * LONGEST),
        ("字" * (LONGEST + 50), "", "字" * (LONGEST + 50)),  # one line is not cut
        (LONG, "马马的情形", None),
    ],
)
def test_an_article_stands_within_quotation_marks(article: str, about: str, expected: str | None) -> None:
    written = word_for_word("《某法》", "第一条", article, about)
    found = re.fullmatch("《某法》第一条：“(.*)”", written)
    assert found
    assert "\n" not in written
    if expected is not None:
        assert found[1] == expected


@pytest.mark.parametrize("wanted", [2, 4, 7])
def test_of_a_long_article_the_lines_that_are_asked_about_are_kept_whole(wanted: int) -> None:
    line = ITEMS[wanted]
    words = word_for_word("", "", LONG, f"{line[3] * 4}怎么办").removeprefix("：“").removesuffix("”")
    assert line in words
    assert "……" in words
    assert len(words) <= LONGEST + 4 * len("……")
    assert words.endswith("……") is (ITEMS[-1] not in words)
    assert words.startswith("……") is (HEAD not in words)


@given(
    st.lists(st.text("船车马牛羊会员互助金，。", min_size=1, max_size=200), min_size=1, max_size=12),
    st.text(max_size=20),
)
def test_what_is_kept_are_lines_of_the_article_in_order(lines: list[str], about: str) -> None:
    written = word_for_word("", "", "\n".join(lines), about)
    words = written.removeprefix("：“").removesuffix("”")
    if sum(map(len, lines)) <= LONGEST:
        assert words == "".join(lines)
        return
    pieces = [piece for piece in words.split("……") if piece]
    assert pieces
    place = 0
    whole = "".join(lines)
    for piece in pieces:
        place = whole.index(piece, place) + len(piece)
