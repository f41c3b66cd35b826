"""Quoted words: whose they are, and whether they are the article's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.changes import changes
from knowledge.citations.quoting import Quotation, attribute, compare, quotations

ARTICLE = (
    "会员有下列情形之一的，可以申请互助：\n（一）订单充足而货款未到的；\n（二）因火灾停工不满30日的。\n"
    "商会收到申请后，应当在七日内答复；A类会员除外。"
)
WORDS = "会员有下列情形之一的，可以申请互助"


def quote(text: str) -> Quotation:
    return Quotation(0, len(text), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"规定：“{WORDS}。”", [f"{WORDS}。"]),
        (f"规定「{WORDS}」", [WORDS]),
        (f"规定『{WORDS}』", [WORDS]),
        (f'规定"{WORDS}"', [WORDS]),
        (f"“{WORDS}”又“{WORDS}的”", [WORDS, f"{WORDS}的"]),
        ("规定：“所称“会员”，是指缴纳会费满一年的人。”", ["所称“会员”，是指缴纳会费满一年的人。"]),
        ("所谓“互助”", []),  # a term
        ("“一二三，四五六，七八九”", []),  # nine characters and punctuation
        ("“一二三，四五六，七八九十”", ["一二三，四五六，七八九十"]),
        (f"“{WORDS}", []),  # never closed
        (f'"{WORDS}\n可以"', []),  # straight marks do not run on into the next line
        ("", []),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    found = quotations(text)
    assert [one.text for one in found] == expected
    assert [text[one.start : one.end] for one in found] == expected


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # the citation that introduces the words
        (f"[A]规定：“{WORDS}。”", "A"),
        (f"[A]的规定，“{WORDS}”", "A"),
        (f"[A]：“{WORDS}”", "A"),
        (f"[A]“{WORDS}”", "A"),
        (f"[A]中“{WORDS}”", "A"),
        (f"[A]关于“{WORDS}”的内容", "A"),
        (f"[A]，[B]规定：“{WORDS}”", "B"),
        # the citation behind the words, in parentheses
        (f"“{WORDS}”（[A]）", "A"),
        (f"“{WORDS}”（见[A]）", "A"),
        (f"“{WORDS}。”——[A]", "A"),
        (f"[A]规定：“{WORDS}”（[B]）", "A"),  # introduced already
        # nobody's
        (f"[A]，老板在电话里说：“{WORDS}”", None),
        (f"[A]规定，被告辩称：“{WORDS}”", None),
        (f"[A]的规定很清楚。“{WORDS}”", None),
        (f"[A]关于“{WORDS}的规定”", None),  # describes it
        (f"[A]规定了申请的条件、申请的期限以及商会答复申请的期限和方式，如“{WORDS}”", None),  # too far
        (f"“{WORDS}”。[A]另有规定", None),
        (f"“{WORDS}，依照[A]办理”", None),  # stands within
    ],
)
def test_whose_words_they_are(text: str, owner: str | None) -> None:
    names, spans = [], []
    plain = text
    while "[" in plain:
        at = plain.index("[")
        names.append(plain[at + 1])
        plain = plain[:at] + "第一条" + plain[at + 3 :]
        spans.append((at, at + 3))
    given_to = attribute(plain, spans, quotations(plain))
    assert len(given_to) == len(names)
    assert [name for name, one in zip(names, given_to, strict=True) if one] == ([owner] if owner else [])


def test_two_quotations_go_to_the_two_citations_that_introduce_them() -> None:
    text = f"第一条规定：“{WORDS}。”第二条规定：“商会收到申请后，应当在七日内答复。”"
    second = text.index("第二条")
    first, other = attribute(text, [(0, 3), (second, second + 3)], quotations(text))
    assert first is not None
    assert other is not None
    assert first.text.startswith("会员")
    assert other.text.startswith("商会")


@pytest.mark.parametrize(
    "words",
    [
        "会员有下列情形之一的，可以申请互助：",
        "会员有下列情形之一的,可以申请互助:",  # other punctuation
        "会员 有下列情形之一的　可以申请互助",  # blanks
        "会员有下列情形之一的，可以申请互助：（一）订单充足而货款未到的；（二）因火灾停工不满30日的。",
        "会员有下列情形之一的，可以申请互助：订单充足而货款未到的；因火灾停工不满30日的。",  # numbers left out
        "会员有下列情形之一的，可以申请互助：(一)订单充足而货款未到的",
        "第二条 会员有下列情形之一的，可以申请互助",  # with its number
        "因火灾停工不满３０日的。商会收到申请后，应当在七日内答复；Ａ类会员除外",  # full width
        "会员有下列情形之一的，可以申请互助……商会收到申请后，应当在七日内答复",  # something left out
        "会员有下列情形之一的...因火灾停工不满30日的",
        "……可以申请互助……应当在七日内答复……",
        "商会收到申请后，应当在七日内答",  # cut short
        "所谓“会员有下列情形之一的”，可以申请互助".removeprefix("所谓"),  # marks within
    ],
)
def test_words_of_the_article_match(words: str) -> None:
    compared = compare(quote(words), ARTICLE)
    assert compared.match
    assert compared.diff == ()
    assert compared.likeness == 1


@pytest.mark.parametrize(
    ("words", "changed", "least"),
    [
        ("商会收到申请后，应当在九日内答复", [("七", "九")], 0.9),
        ("商会收到申请后，应当在七日内书面答复", [("", "书面")], 0.8),
        ("商会收到申请后，在七日内答复", [("应当", "")], 0.8),
        ("会员有下列情形之一的，不可以申请互助", [("", "不")], 0.9),
        ("商会收到申请后，应当在七日内答复……会员有下列情形之一的", None, 0.0),  # in the wrong order
        ("河里的鱼游得很快，岸上的人追不上它", None, 0.0),
    ],
)
def test_other_words_do_not(words: str, changed: list[tuple[str, str]] | None, least: float) -> None:
    compared = compare(quote(words), ARTICLE)
    assert not compared.match
    assert compared.likeness >= least
    if changed is not None:
        assert [(step.old, step.new) for step in compared.diff if not step.same] == changed


def test_nothing_is_like_an_article_without_text() -> None:
    compared = compare(quote(WORDS), "")
    assert (compared.match, compared.likeness) == (False, 0)


LAW_TEXT = st.text(
    st.sampled_from("会员互助金申请停工三十日内答复一二十（）第条之，。；：、“”《》 \n　…0３a"), min_size=1, max_size=80
)


def bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(LAW_TEXT, st.data())
def test_every_slice_of_an_article_is_its_words(article: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(article)))
    end = data.draw(st.integers(start, len(article)))
    assert compare(quote(article[start:end]), article).match


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(words: str, article: str) -> None:
    compared = compare(quote(words), article)
    assert 0 <= compared.likeness <= 1
    assert compared.match == (not compared.diff)


@given(LAW_TEXT, LAW_TEXT)
def test_a_diff_makes_up_both_texts(old: str, new: str) -> None:
    steps = changes(old, new)
    assert "".join(step.old for step in steps) == old
    assert "".join(step.new for step in steps) == new
    assert all(step.old or step.new for step in steps)


@given(st.text(st.sampled_from('“”「」"会员互助申请金停工答复……第一条\n'), max_size=120))
def test_quotations_are_in_order_and_disjoint(text: str) -> None:
    end = 0
    for one in quotations(text):
        assert end <= one.start <= one.end
        assert text[one.start : one.end] == one.text
        end = one.end + 1
