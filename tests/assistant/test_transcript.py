"""A conversation as Markdown and for Word: whole, numbered as on the page, with the law of each source, labelled."""

import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from assistant.drafting.properties import read_properties
from assistant.history import StoredTurn
from assistant.labels import ARRANGED, UNFINISHED
from assistant.messages import Citation
from assistant.standing import standings
from assistant.transcript import NOTICE, Transcript, transcript
from assistant.transcript.markdown import markdown
from assistant.transcript.shelf import Shelf
from assistant.transcript.word import word
from knowledge.records import Kind, Passage, Role
from tests.assistant.asking import LAWBOOK, passage

DAY = date(2026, 11, 29)
CONFIRMATION = "《中华人民共和国民事诉讼法》第二百零五条"
TEXT = (
    "## 可走的路\n### 司法确认\n- 双方共同申请（民事诉讼法第二百零五条）[1]。另起一句[2]。\n"
    "1. 先写协议[1]。\n2. 再去法院[2]。\n\n债务应当清偿（民法通则第八十四条）[2]。\n"
)
HOSTILE = "# 标题 *粗* <script>alert(1)</script> [链接](http://x) [1]: http://x\n- 列表 `码` & _斜_\n1. 条"


def cited(text: str, *articles: str, read: str = "") -> Passage:
    return replace(passage(text), cites=articles, read=tuple(f"{one}@{read}" for one in articles if read))


def turn(question: str, outcome: str | None = "answer", text: str = TEXT) -> StoredTurn:
    sources = (
        Citation(1, cited("双方共同申请。", CONFIRMATION, read="2023-09-01")),
        Citation(2, replace(passage("再去法院。", "mechanism-y", title=HOSTILE), verified=False)),
    )
    shown = sources if outcome in {"answer", "stopped"} else ()
    return StoredTurn(1, Role.JUDGE, question, outcome, text, shown, ("没有改写。",), (), DAY)


@pytest.fixture(scope="module")
def told() -> Transcript:
    turns = [
        turn("怎么确认？"),
        turn(HOSTILE, "stopped", "先谈[1]。"),
        turn("天气？", "refusal", "没有资料。"),
        turn("断", None, ""),
    ]
    return transcript("0" * 32, turns, Shelf(LAWBOOK, None, DAY))


def test_the_law_of_a_source_is_told_with_its_text_its_day_and_the_verdict() -> None:
    law, old = "中华人民共和国民事诉讼法", passage("文")
    former = f"{law}@2021-12-24"
    passages = {
        "current": cited("文", CONFIRMATION, "《中华人民共和国民事诉讼法》第二百零六条", read="2023-09-01"),
        "repealed": replace(cited("文", "《中华人民共和国民法通则》第八十四条"), id="repealed"),
        "old": replace(old, id="old", kind=Kind.ARTICLE, record_id=former, title=law, locator="第二百零一条"),
        "none": replace(passage("文"), id="none"),
    }
    found = standings(passages.values(), LAWBOOK, DAY)
    (current,) = found[passages["current"].id]
    assert current.articles == ("第二百零五条", "第二百零六条")
    assert current.validity.startswith("2023-09-01文本，自2024-01-01起施行，现行有效")
    assert (current.verdict, current.wrong, current.remark) == ("相符", False, "")
    (repealed,) = found["repealed"]
    assert (repealed.verdict, repealed.wrong) == ("已废止", True)
    assert "2021-01-01" in repealed.validity
    assert "民法典" in repealed.remark
    (before,) = found["old"]
    assert before.validity.startswith("2021-12-24文本，自2022-01-01起施行，不是现行文本")
    assert "2023-09-01" in before.remark
    assert found["none"] == ()


def test_markdown_has_questions_answers_and_sources(told: Transcript) -> None:
    text = markdown(told)
    for part in (
        "# 纾困对话记录\n",
        "2026年11月29日开始，共4问，2026年11月29日导出",
        "## 1. 法官问（2026年11月29日）\n\n> 怎么确认？\n",
        "### 可走的路\n\n#### 司法确认\n\n- 双方共同申请（民事诉讼法第二百零五条）。[1]另起一句。[2]\n",
        "\n1. 先写协议。[1]\n2. 再去法院。[2]\n",
        f"**{ARRANGED}**",
        f"**{UNFINISHED}**",
        f"- [1] 某机制 · 是什么，《测试资料》\n  - {CONFIRMATION}：2023-09-01文本，自2024-01-01起施行，现行有效",
        "核对：相符",
        "（依据未全部核对原文）",
        "（引用有误：",
        "*答复在这里被停止。*",
        "*这一问没有答完。*",
        "没有资料。",
        NOTICE,
    ):
        assert part in text, part


def test_what_was_typed_is_no_markdown(told: Transcript) -> None:
    text = markdown(told)
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[链接(?<!\\)\]\(|^# 标题|(?<!\\)\*粗", text, re.MULTILINE)
    assert "> \\# 标题 \\*粗\\* \\<script\\>" in text
    assert "> \\- 列表 \\`码\\` \\& \\_斜\\_\n> 1\\. 条\n" in text


def test_the_label_for_programs_stands_in_both_files(told: Transcript, tmp_path: Path) -> None:
    head, body = markdown(told).split("---\n\n", 1)
    label = json.loads(re.search(r"AIGC: '(.*)'", head)[1])  # type: ignore[index]
    assert label["ProduceID"] == "0" * 32
    assert label["ReservedCode1"] == f"sha256:{hashlib.sha256(body.removesuffix(chr(10)).encode()).hexdigest()}"
    data = word(told)
    assert json.loads(read_properties(tmp_path, data)["AIGC"])["Label"] == "1"
    nobody = transcript("1" * 32, [turn("天气？", "refusal", "没有资料。")], Shelf(LAWBOOK, None, DAY))
    assert "AIGC" not in read_properties(tmp_path, word(nobody))
    assert "人工智能" not in markdown(nobody)


def test_the_word_file_has_all_of_it_on_our_page(told: Transcript) -> None:
    data = word(told)
    assert data == word(told)
    document = Document(io.BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in (
        "纾困对话记录",
        "1. 法官问（2026年11月29日）\n怎么确认？",
        "可走的路\n司法确认\n· 双方共同申请（民事诉讼法第二百零五条）。[1]另起一句。[2]\n1. 先写协议。[1]\n2. 再去",
        ARRANGED,
        UNFINISHED,
        f"[1] 某机制 · 是什么，《测试资料》\n{CONFIRMATION}：2023-09-01文本，自2024-01-01起施行，现行有效",
        HOSTILE,
        "没有资料。",
    ):
        assert part in text, part
    assert "民法通则第八十四条" in [cell.text for table in document.tables for cell in table.columns[0].cells]
    footer = document.sections[0].footer
    assert NOTICE in [paragraph.text for paragraph in footer.paragraphs]
    assert " PAGE " in footer._element.xml
    normal = document.styles["Normal"].element.xml
    assert "仿宋_GB2312" in normal
    body = document.element.body
    anchors = set(body.xpath("//w:hyperlink/@w:anchor"))
    marks = set(body.xpath("//w:bookmarkStart/@w:name"))
    assert anchors <= marks
    assert len(anchors) == 3  # 2 of the first answer, 1 of the second
