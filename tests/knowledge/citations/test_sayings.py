"""What a text says beside a citation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.sayings import sayings


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text in which every ※ is a citation of three characters."""
    plain, spans = "", []
    for character in text:
        if character == "※":
            spans.append((len(plain), len(plain) + 3))
            plain += "第一条"
        else:
            plain += character
    return plain, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据※，会员可以申请互助金。", ["，会员可以申请互助金。"]),
        ("※规定：会员可以申请互助金。商会不收利息。", ["规定：会员可以申请互助金。"]),  # to the end of the sentence
        ("会员可以申请互助金，见※。", ["会员可以申请互助金，见"]),  # what precedes, where nothing follows
        ("会员可以申请互助金（※）。", ["会员可以申请互助金（"]),
        ("商会在七日内答复。※。", [""]),  # not the sentence before
        ("根据※的规定。", [""]),
        ("※", [""]),
        ("根据※、※的规定，会员可以申请互助金。", ["的规定，会员可以申请互助金。"] * 2),  # a list shares
        ("根据※和※以及※，会员可以申请互助金。", ["，会员可以申请互助金。"] * 3),
        (
            "※规定会员可以申请互助金，※规定商会在七日内答复。",
            ["规定会员可以申请互助金，", "规定商会在七日内答复。"],
        ),
        (
            "会员可以申请互助金（※），商会在七日内答复（※）。",
            ["），商会在七日内答复（", "），商会在七日内答复（"],
        ),  # open which is whose: what follows, and for the last one what precedes
        ("会员可以申请互助金※；\n商会在七日内答复※。", ["会员可以申请互助金", "商会在七日内答复"]),
        ("", []),
    ],
)
def test_what_is_said_of_each(text: str, expected: list[str]) -> None:
    plain, spans = marked(text)
    assert sayings(plain, spans) == expected


@given(st.text(st.sampled_from("※会员互助申请停工，。；！？\n（）规定第 "), max_size=60))
def test_each_citation_gets_words_of_the_text_around_it(text: str) -> None:
    plain, spans = marked(text)
    said = sayings(plain, spans)
    assert len(said) == len(spans)
    assert all(words in plain for words in said)
    assert not any("\n" in words[:-1] or "。" in words[:-1] for words in said)  # of one sentence
