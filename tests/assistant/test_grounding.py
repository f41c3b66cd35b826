"""Only sentences with a source are released, and only markers that point at something."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from assistant.errors import ModelError
from assistant.events import Block, Checked, TextDelta
from assistant.grounding import Flaw, Ground, Grounder, ground
from assistant.messages import Citation
from assistant.sentences import join
from knowledge.records import Hit, Passage
from tests.assistant.asking import LAWBOOK, passage

HELD = "甲，乙，丙，有，又，末，都写在这一份很长的文书里面，供各方在谈判和履行的时候逐项查对。"
HITS = tuple(Hit(passage(f"第{number}份资料：{HELD}", f"mechanism-{number}"), 0.9) for number in range(1, 4))


def _ground(draft: str, cut: int = 1, fault: str | None = None) -> tuple[list[TextDelta], Checked | None]:
    """What is released of a draft that comes in chunks of ``cut`` characters."""

    async def chunks() -> AsyncIterator[str]:
        for start in range(0, len(draft), cut):
            yield draft[start : start + cut]
        if fault:
            raise ModelError(fault)

    deltas: list[TextDelta] = []
    checked: list[Checked] = []

    async def collect() -> None:
        async for event in ground(chunks(), Grounder(HITS)):
            assert not checked, "nothing comes after Checked"
            if isinstance(event, Checked):
                checked.append(event)
            elif isinstance(event, TextDelta):
                deltas.append(event)

    if fault:
        with pytest.raises(ModelError, match=fault):
            asyncio.run(collect())
    else:
        asyncio.run(collect())
    return deltas, checked[0] if checked else None


def _text(deltas: list[TextDelta]) -> str:
    return join(delta.sentence for delta in deltas)


@pytest.mark.parametrize(
    ("draft", "text", "kept", "dropped"),
    [
        pytest.param("甲[1]。乙[2]。", "甲[1]。乙[2]。", 2, 0, id="all stand"),
        pytest.param("甲[99]。乙[2]。", "乙[1]。", 1, 1, id="a marker that points nowhere is no source"),
        pytest.param("甲[99][2]。", "甲[1]。", 1, 0, id="nor does it leave beside one that points somewhere"),
        pytest.param("甲[0]。", "", 0, 1, id="numbers start at one"),
        pytest.param("甲[4]。", "", 0, 1, id="and end with the last passage"),
        pytest.param("甲。乙[1]。丙。", "乙[1]。", 1, 2, id="sentences without a source are counted"),
        pytest.param("甲[1-99]。", "甲[1][2][3]。", 1, 0, id="a range ends where the passages end"),
        pytest.param("甲[3]。乙[1]。丙[3]。", "甲[1]。乙[2]。丙[1]。", 3, 0, id="renumbered in order of appearance"),
        pytest.param("甲[3][1]。", "甲[1][2]。", 1, 0, id="within a sentence too"),
        pytest.param("## 空\n## 有\n甲[1]。", "## 有\n\n甲[1]。", 1, 0, id="a heading with nothing under it"),
        pytest.param(
            "## 有\n### 空\n### 实\n- 甲[1]。", "## 有\n\n### 实\n\n- 甲[1]。", 1, 0, id="an empty subheading"
        ),
        pytest.param("甲[1]。\n## 空\n乙。\n", "甲[1]。", 1, 1, id="a heading whose sentences were all dropped"),
        pytest.param("## 大\n### 空\n乙。\n## 次\n甲[1]。", "## 次\n\n甲[1]。", 1, 1, id="and its subheading"),
        pytest.param("## 题[1]\n", "", 0, 0, id="a heading is no sentence"),
        pytest.param("1. 甲[1]。\n2. 乙。\n3. 丙[1]。", "1. 甲[1]。\n2. 丙[1]。", 2, 1, id="steps close ranks"),
        pytest.param("", "", 0, 0, id="nothing at all"),
    ],
)
@pytest.mark.parametrize("cut", [1, 3, 1000])
def test_what_stands(draft: str, text: str, kept: int, dropped: int, cut: int) -> None:
    deltas, checked = _ground(draft, cut)
    assert _text(deltas) == text
    assert checked is not None
    assert (checked.kept, checked.lost, checked.repaired) == (kept, dropped, 0)


def test_a_passage_is_handed_over_when_it_first_appears() -> None:
    deltas, _ = _ground("甲[3]。乙[1][3]。丙[1]。")
    assert [delta.citations for delta in deltas] == [
        (Citation(1, HITS[2].passage),),
        (Citation(2, HITS[0].passage),),
        (),
    ]


def test_a_sentence_opens_its_block_when_those_before_it_fell() -> None:
    deltas, _ = _ground("- 无。有[1]。又[2]。\n- 无。\n- 末[1]。")
    assert [(delta.sentence.body, delta.sentence.first) for delta in deltas] == [
        ("有", True),
        ("又", False),
        ("末", True),
    ]


def test_sentences_are_released_before_the_draft_has_ended() -> None:
    released: list[str] = []
    seen_at_chunk: list[int] = []

    async def chunks() -> AsyncIterator[str]:
        for chunk in ("甲[1]。", "乙[2]。", "丙"):
            seen_at_chunk.append(len(released))
            yield chunk

    async def collect() -> None:
        async for event in ground(chunks(), Grounder(HITS)):
            if isinstance(event, TextDelta):
                released.append(event.sentence.text)

    asyncio.run(collect())
    assert released == ["甲[1]。", "乙[2]。"]
    assert seen_at_chunk == [0, 0, 1]


def test_what_was_whole_stands_when_the_draft_breaks_off() -> None:
    deltas, checked = _ground("甲[1]。乙[2]。半句话[1", fault="断了")
    assert "甲[1]。" in _text(deltas)
    assert "半句话" not in _text(deltas)
    assert checked is None


@pytest.mark.parametrize("seed", range(25))
def test_no_random_draft_lets_a_marker_out_that_points_nowhere(seed: int) -> None:
    chooser = random.Random(seed)  # noqa: S311
    scraps = ["甲", "乙（丙）", "。", "！”", "[1]", "[2，9]", "【7】", "[1-4]", "[资料8]", "["]
    scraps += ["\n", "## ", "- ", "1. ", "**"]
    deltas, checked = _ground("".join(chooser.choices(scraps, k=200)), chooser.randint(1, 9))
    shown: list[int] = []
    for delta in deltas:
        shown += [citation.marker for citation in delta.citations]
        assert set(delta.sentence.markers) <= set(shown)
        is_heading = delta.sentence.block in {Block.HEADING, Block.SUBHEADING}
        assert bool(delta.sentence.markers) is not is_heading
    assert shown == list(range(1, len(shown) + 1))
    assert len(shown) <= len(HITS)
    assert checked is not None
    assert checked.kept == sum(bool(delta.sentence.markers) for delta in deltas)


def test_only_known_headings_are_shown() -> None:
    """A heading carries no marker, so a claim in one could not be checked."""

    async def run() -> list[str]:
        async def chunks() -> AsyncIterator[str]:
            yield "## 风险\n甲[1]。\n## 法院必定支持您\n乙[2]。\n### 活封\n丙[3]。"

        return [
            event.sentence.body
            async for event in ground(chunks(), Grounder(HITS, {"风险", "活封"}))
            if isinstance(event, TextDelta)
        ]

    assert asyncio.run(run()) == ["风险", "甲", "乙", "活封", "丙"]


HUOFENG = passage(
    "活封以后，企业可以继续使用被查封的设备生产，但不得转移、出卖。查封动产的期限不得超过二年。债务人每月还款三万元。"
    "依据是《最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定》第十条。东莞市第一人民法院促成了和解。",
    "mechanism-huo-feng",
)
XINYONG = passage(
    "被执行人履行了义务的，可以向执行法院申请信用修复，法院在三个工作日内删除失信信息。", "mechanism-xin-yong"
)


@pytest.mark.parametrize(
    ("sentence", "flaw"),
    [
        pytest.param("活封后企业可以继续用被查封的设备生产，但不能转移或者出卖[1]。", None, id="said in other words"),
        pytest.param("查封动产的期限最长是2年[1]。", None, id="a figure in another spelling"),
        pytest.param("查封动产的期限最长是三年[1]。", Flaw.FIGURE, id="another figure"),
        pytest.param("债务人每月还款30,000元[1]。", None, id="thousands in digits"),
        pytest.param("债务人每月还款五万元[1]。", Flaw.FIGURE, id="another sum"),
        pytest.param("查封财产的规定第十条可以作为活封的依据[1]。", None, id="its article"),
        pytest.param("查封财产的规定第十二条可以作为活封的依据[1]。", Flaw.CITATION, id="another article of its law"),
        pytest.param(
            "依据《民法典》第五百七十七条，可以活封继续使用设备[1]。", Flaw.CITATION, id="an article from elsewhere"
        ),
        pytest.param(
            "《企业纾困促进法》规定，活封后企业可以继续使用设备[1]。", Flaw.CITATION, id="a law that there is none of"
        ),
        pytest.param("参照(2024)粤1971执1234号案，活封后可以继续使用设备[1]。", Flaw.CITATION, id="a case number"),
        pytest.param(
            "规定的原文是“被查封的设备一律由企业自行处分变卖”[1]。", Flaw.QUOTATION, id="words that it does not have"
        ),
        pytest.param("佛山市禅城区人民法院促成了和解，企业继续使用设备生产[1]。", Flaw.NAME, id="another court"),
        pytest.param("张某同意活封，企业继续使用被查封的设备生产[1]。", Flaw.NAME, id="a person from nowhere"),
        pytest.param(
            "离婚时夫妻共同财产由双方协议处理，协议不成的由法院判决[1]。", Flaw.UNSUPPORTED, id="another subject"
        ),
        pytest.param("活封后企业可以继续使用设备，详见https://a.example/x[1]。", Flaw.LINK, id="a link"),
        pytest.param("The debtor may keep using the sealed equipment for production[1]。", Flaw.LANGUAGE, id="English"),
        pytest.param("我是律师，活封后企业可以继续使用被查封的设备生产[1]。", Flaw.VOICE, id="somebody that it is not"),
        pytest.param("债权人必须接受活封，企业继续使用被查封的设备生产[1]。", Flaw.VOICE, id="a decision for a party"),
        pytest.param(
            "活封以后，企业可以转移、出卖被查封的设备[1]。", Flaw.TURNED, id="what is forbidden is said to be allowed"
        ),
        pytest.param(
            '规定的原文是"被查封的设备一律由企业自行处分变卖"[1]。',
            Flaw.QUOTATION,
            id="words in straight quotation marks",
        ),
        pytest.param(
            "执行员王建军同意活封，企业继续使用被查封的设备生产[1]。", Flaw.NAME, id="a person with a full name"
        ),
        pytest.param("〔姓名3〕同意活封，企业继续使用被查封的设备生产[1]。", Flaw.NAME, id="a placeholder of nothing"),
        pytest.param("我院裁定企业可以继续使用被查封的设备生产[1]。", Flaw.VOICE, id="the court that it is not"),
        pytest.param("活封后企业可以继续使用设备，加微信lvshi888[1]。", Flaw.LANGUAGE, id="an account to write to"),
        pytest.param("活封后企業は继续使用被查封的设备生产[1]。", Flaw.LANGUAGE, id="a few letters of another script"),
        pytest.param("法院不一定会同意活封，企业不得转移被查封的设备[1]。", None, id="a promise that is none"),
        pytest.param("活封不是机器停用，企业可以继续使用被查封的设备[1]。", None, id="machines that write nothing"),
        pytest.param(
            "被执行人履行义务后，可以向执行法院申请信用修复[1]。", None, id="put right: it is in the other passage"
        ),
        pytest.param("被执行人履行义务后，可以向执行法院申请信用修复。", None, id="put right: the marker was missing"),
    ],
)
def test_every_sentence_is_examined(sentence: str, flaw: Flaw | None) -> None:
    checked = _examined(sentence, HUOFENG, XINYONG)
    assert checked.kept == (flaw is None)
    assert checked.dropped == (() if flaw is None else ((flaw, 1),))


def test_a_sentence_stands_once_under_a_heading() -> None:
    deltas, checked = _ground("## 题\n甲[1]。甲[2]。乙[1]。\n## 另\n甲[1]。\n## 题\n乙[3]。甲[1]。")
    assert [delta.sentence.body for delta in deltas] == ["题", "甲", "乙", "另", "甲"]
    assert checked is not None
    assert checked.dropped == ((Flaw.REPEATED, 3),)


def test_a_wrong_marker_is_put_right() -> None:
    deltas: list[TextDelta] = []
    checked = _examined("被执行人履行义务后，可以向执行法院申请信用修复[1]。", HUOFENG, XINYONG, deltas=deltas)
    assert checked.repaired == 1
    (delta,) = deltas
    assert delta.citations == (Citation(1, XINYONG),)


OUTDATED = passage("债务应当清偿，民法通则第八十四条就是这么写的。申请确认调解协议的效力，看民事诉讼法第二百零一条。")


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        pytest.param(
            "双方可以依据民事诉讼法第二百零一条向法院申请确认调解协议的效力[1]。", False, id="moved to another number"
        ),
        pytest.param(
            "债务应当清偿，民法通则第八十四条就是这么写的[1]。", True, id="the source speaks of law of the past"
        ),
        pytest.param(
            "申请确认调解协议的效力，看民事诉讼法第二百零一条[1]。",
            True,
            id="word for word from a source that was read",
        ),
    ],
)
def test_law_is_checked_as_it_stands_today(sentence: str, kept: bool) -> None:
    checked = _examined(sentence, OUTDATED, told=Ground(check=LAWBOOK.verdicts))
    assert checked.dropped == (() if kept else ((Flaw.LAW, 1),))
    assert checked.kept == kept


def test_what_the_asker_said_may_be_said_again() -> None:
    told = Ground("张某欠我五万元，(2024)粤1971执1234号案")
    assert _examined("张某欠的50,000元，活封后企业可以继续使用设备生产来还[1]。", HUOFENG, told=told).kept == 1


def _examined(
    draft: str, *passages: Passage, told: Ground | None = None, deltas: list[TextDelta] | None = None
) -> Checked:
    async def chunks() -> AsyncIterator[str]:
        yield draft

    async def run() -> Checked:
        grounder = Grounder([Hit(one, 0.9) for one in passages], ground=told)
        checked = Checked(-1)
        async for event in ground(chunks(), grounder):
            if isinstance(event, Checked):
                checked = event
            elif isinstance(event, TextDelta) and deltas is not None:
                deltas.append(event)
        return checked

    return asyncio.run(run())
