"""Draft text → sentences, however it is cut into chunks."""

import random

import pytest

from assistant.events import Block, Sentence
from assistant.sentences import RawSentence, SentenceSplitter, join, parse

DRAFT = """## 局面判断

工厂有订单[1]，但设备已被查封[2]。停产对谁都没有好处！[3]真的吗？”[4][5]没有来源的一句。

### **活封**
- **活封**期间企业可以继续使用设备[1,2]。不能转移。【3】
* 法释[2020]21号有规定［4］；见《民事诉讼法》第103条[ 5 ]。
1. 先谈付款[1]。
**2. 再谈解封**：付一笔，解一部分 [6]。 [7]
3、约定期限[资料8]。再约定地点（资料8）。还有人（来源3）[[4]]。
10.5万元当场付清[9]…… 余款分期“写进协议。”[10]

---
## 依据
**整句加粗。**[11]
`第十条`（查封规定）[12]
最后一句没有句号[13] [1"""


def _pieces(text: str, seed: int) -> list[str]:
    """The text cut at random places; a low seed cuts often."""
    chooser = random.Random(seed)  # noqa: S311
    cuts = sorted(chooser.sample(range(1, len(text)), k=min(len(text) - 1, 1 + len(text) // (1 + seed % 9))))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _split(pieces: list[str]) -> list[RawSentence]:
    splitter = SentenceSplitter()
    return [*(raw for piece in pieces for raw in splitter.feed(piece)), *splitter.finish()]


def _raws(text: str) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(raw.body, raw.end, raw.markers) for raw in _split([text])]


@pytest.mark.parametrize("seed", range(60))
def test_every_chunking_gives_the_same_sentences(seed: int) -> None:
    assert _split(_pieces(DRAFT, seed)) == _split([DRAFT])


def test_character_by_character_is_a_chunking_too() -> None:
    assert _split(list(DRAFT)) == _split([DRAFT])
    assert _split(list(DRAFT.replace("\n", "\r\n"))) == _split([DRAFT])


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_lines_give_the_same_sentences_in_every_chunking_and_are_stable(seed: int) -> None:
    lines = DRAFT.splitlines()
    random.Random(seed).shuffle(lines)  # noqa: S311
    text = "\n".join(lines)
    assert _split(_pieces(text, seed)) == _split([text])
    sentences = parse(text)
    assert parse(join(sentences)) == sentences


def test_what_join_writes_parse_reads_back() -> None:
    sentences = parse(DRAFT)
    text = join(sentences)
    assert parse(text) == sentences
    assert join(parse(text)) == text


@pytest.mark.parametrize(
    ("written", "markers"),
    [
        ("可以使用[[6]]。", (6,)),
        ("可以使用（资料6）。", (6,)),
        ("可以使用。（来源6）", (6,)),
        ("可以使用[6][1[。", (6,)),
        ("可以使用[6。", ()),
        ("可以使用[]。", ()),
        ("可\u200b以\u202e使用\ufeff[6]。", (6,)),
    ],
)
def test_nothing_is_left_of_a_marker_that_is_written_oddly(written: str, markers: tuple[int, ...]) -> None:
    for pieces in ([written], list(written)):
        assert [(raw.body, raw.end, raw.markers) for raw in _split(pieces)] == [("可以使用", "。", markers)]


def test_brackets_that_are_no_marker_stay() -> None:
    assert [raw.body for raw in _split(["【甲方】依照法释[2020]21号付款（二十日内）[1]。"])] == [
        "【甲方】依照法释[2020]21号付款（二十日内）"
    ]


def test_a_sentence_is_released_once_nothing_can_be_added_to_it() -> None:
    splitter = SentenceSplitter()
    assert list(splitter.feed("设备可以继续使用。")) == []  # a marker may still follow
    assert list(splitter.feed("[1")) == []  # half a marker
    released = [*splitter.feed("2]"), *splitter.feed("下")]
    assert [(raw.body, raw.markers) for raw in released] == [("设备可以继续使用", (12,))]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("设备可以使用[1]。", (1,)),  # before the full stop
        ("设备可以使用。[1]", (1,)),  # after it
        ("设备可以使用[1][2]。", (1, 2)),
        ("设备可以使用[1,2]。", (1, 2)),
        ("设备可以使用[1，2、3]。", (1, 2, 3)),
        ("设备可以使用【3】。", (3,)),
        ("设备可以使用［3］。", (3,)),
        ("设备可以使用[1]。 [2]", (1, 2)),  # on both sides
        ("设备[1]可以使用[2]。", (1, 2)),  # in the middle
        ("设备可以使用[2][1][2]。", (2, 1)),  # once each, in order
        ("设备可以使用[1-3]。", (1, 2, 3)),  # a range
        ("设备可以使用[资料2][编号 3][^4]。", (2, 3, 4)),  # spellings that models invent
        ("设备可以使用【5†source】。", (5,)),
        ("设备可以使用[99999999]。", ()),  # a number that can point nowhere
        ("设备可以使用[" + "9" * 5000 + "]。", ()),
        ("**设备可以使用。**[1]", (1,)),  # bold ends before the marker
    ],
)
def test_markers_are_read_in_every_place_and_spelling_and_leave_the_text(text: str, markers: tuple[int, ...]) -> None:
    assert _raws(text) == [("设备可以使用", "。", markers)]


@pytest.mark.parametrize("tail", ["[", "[1", "[1,", " [12", "【", "【3", "[资料", "[1†"])
def test_half_a_marker_at_the_end_is_dropped(tail: str) -> None:
    assert _raws(f"设备可以使用{tail}") == [("设备可以使用", "", ())]
    assert _raws(f"设备可以使用。{tail}") == [("设备可以使用", "。", ())]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("依据法释[2020]21号办理[1]。", "依据法释[2020]21号办理"),  # a document number
        ("甲方【企业名称】付款[1]。", "甲方【企业名称】付款"),  # a blank to fill in
        ("案号（2023）粤19号[1]。", "案号（2023）粤19号"),
    ],
)
def test_brackets_that_are_no_markers_stay(text: str, body: str) -> None:
    assert _raws(text) == [(body, "。", (1,))]


@pytest.mark.parametrize(
    ("text", "body", "end"),
    [
        ("他说：“可以用。”[1]", "他说：“可以用", "。”"),  # a quotation ends with its sentence
        ("可以用（查封规定第十条）[1]", "可以用（查封规定第十条）", ""),  # a bracket is no end mark
        ("可以用吗？！[1]", "可以用吗", "？！"),
        ("先谈三件事：[1]", "先谈三件事", "："),
    ],
)
def test_the_end_mark_is_kept_apart(text: str, body: str, end: str) -> None:
    (sentence,) = parse(text)
    assert (sentence.body, sentence.end) == (body, end)
    assert sentence.text == f"{body}[1]{end}"


@pytest.mark.parametrize(
    ("line", "block", "body"),
    [
        ("# 一级", Block.HEADING, "一级"),
        ("## 局面判断[1]", Block.HEADING, "局面判断"),
        ("### 活封", Block.SUBHEADING, "活封"),
        ("#### 更深", Block.SUBHEADING, "更深"),
        ("- 一项", Block.ITEM, "一项"),
        ("  * 一项", Block.ITEM, "一项"),
        ("• 一项", Block.ITEM, "一项"),
        ("1. 一步", Block.STEP, "一步"),
        ("2) 一步", Block.STEP, "一步"),
        ("３、一步", Block.STEP, "一步"),
        ("**1. 一步**", Block.STEP, "一步"),
        ("10.5万元", Block.PARAGRAPH, "10.5万元"),  # an amount, not a step
        ("2025年起", Block.PARAGRAPH, "2025年起"),
        ("-5度", Block.PARAGRAPH, "-5度"),
        ("#标签", Block.PARAGRAPH, "#标签"),
        ("**要点**在此", Block.PARAGRAPH, "要点在此"),
    ],
)
def test_how_a_line_begins_says_what_it_is(line: str, block: Block, body: str) -> None:
    assert parse(line) == [Sentence(block, True, body, "", parse(line)[0].markers)]


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "---", "***", "**", "[1]", "## ", "- \n1. \n", "|---|---|"])
def test_what_says_nothing_is_no_sentence(text: str) -> None:
    assert parse(text) == []


def test_join_numbers_the_steps_of_each_run_from_one() -> None:
    text = join(parse("7. 甲[1]。\n9. 乙[1]。\n## 再\n4. 丙[1]。"))
    assert [line for line in text.splitlines() if line] == ["1. 甲[1]。", "2. 乙[1]。", "## 再", "1. 丙[1]。"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("某法第三条：“甲应当付款。乙可催款。”[1]", ["某法第三条：“甲应当付款。乙可催款"]),  # one marker for all of it
        (
            "某法第三条：“甲应当付款。乙可催款。……”[1]再谈[2]。",
            ["某法第三条：“甲应当付款。乙可催款", "再谈"],
        ),  # and cut short
        ("某法规定：“甲称“可以”。乙同意”。[1]再谈[2]。", ["某法规定：“甲称“可以”。乙同意”", "再谈"]),  # marks within
        ("某法规定：“没有写完。后一句[1]。", ["某法规定：“没有写完", "后一句"]),  # never closed
        ("他说“好”。然后走了[1]。", ["他说“好”", "然后走了"]),  # not words that something introduces
    ],
)
def test_words_of_law_in_quotation_marks_are_one_sentence(text: str, bodies: list[str]) -> None:
    assert [raw.body for raw in _split([text])] == bodies
    for seed in range(20):
        assert [raw.body for raw in _split(_pieces(text, seed))] == bodies


def test_a_quotation_that_never_closes_holds_no_draft_back_for_ever() -> None:
    splitter = SentenceSplitter()
    assert [*splitter.feed("某法规定：“" + "一句话。" * 1000)]
