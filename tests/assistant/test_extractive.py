"""The composer without a model quotes what was retrieved and nothing else."""

import asyncio
import re

import pytest

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.events import Block, Noticed
from assistant.messages import Answer, Question
from assistant.outline import OUTLINES
from assistant.sentences import parse
from knowledge.records import Role
from tests.assistant.asking import SEALED_FACTORY, events_of, found, reply_of

QUESTIONS = [
    SEALED_FACTORY,
    "公司资不抵债又想继续经营，几个债权人都申请了执行，破产和解怎么走？",
    "拖欠工资三个月，老板说没钱，怎么尽快拿到钱？",
    "上了失信名单，贷款办不下来，怎么修复信用？",
    "调解协议怎么申请司法确认？",
]


def _answer(assistant: Assistant, question: str, role: Role) -> Answer:
    outcome = reply_of(events_of(assistant, Question(question, role))).outcome
    assert isinstance(outcome, Answer)
    return outcome


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_marked_and_stands_in_the_passage_it_cites(
    assistant: Assistant, question: str, role: Role
) -> None:
    answer = _answer(assistant, question, role)
    cited = {citation.marker: citation.passage for citation in answer.citations}
    sentences = [item for item in parse(answer.text) if item.block not in {Block.HEADING, Block.SUBHEADING}]
    assert sentences
    for sentence in sentences:
        assert sentence.markers, sentence.text
        assert all(sentence.body in cited[marker].text for marker in sentence.markers), sentence.text
    assert set(cited) == {marker for sentence in sentences for marker in sentence.markers}
    assert list(cited) == list(range(1, len(cited) + 1))


@pytest.mark.parametrize("role", Role)
def test_the_headings_are_the_roles_own_in_its_order(assistant: Assistant, role: Role) -> None:
    answer = _answer(assistant, SEALED_FACTORY, role)
    headings = [item.body for item in parse(answer.text) if item.block is Block.HEADING]
    planned = [part.heading for part in OUTLINES[role]]
    assert headings == [heading for heading in planned if heading in headings]
    assert len(headings) >= 4


def test_a_sealed_factory_gets_live_seizure_with_conditions_a_case_and_steps(assistant: Assistant) -> None:
    answer = _answer(assistant, SEALED_FACTORY, Role.MEDIATOR)
    parts = dict(re.findall(r"^## (.+)\n\n([\s\S]*?)(?=\n\n## |\Z)", answer.text, re.MULTILINE))
    assert "### 活封" in parts["可用机制与适用条件"]
    assert "被执行人保管" in parts["可用机制与适用条件"]
    assert "对财产价值没有重大影响" in parts["可用机制与适用条件"]
    assert "东莞" in parts["类似案例"]
    assert re.search(r"^1\. ", parts["分步方案"], re.MULTILINE)
    assert re.search(r"分期|每付一笔|解除", parts["分步方案"])
    assert {"局面判断", "双方各自的利益与让步空间", "风险与期限", "依据"} <= set(parts)
    assert any(citation.passage.record_id == "case-dongguan-electronics" for citation in answer.citations)


def test_a_litigant_is_told_where_to_go_and_a_judge_is_given_wording(assistant: Assistant) -> None:
    assert "## 去哪里办" in _answer(assistant, SEALED_FACTORY, Role.LITIGANT).text
    assert "## 可采用的表述" in _answer(assistant, SEALED_FACTORY, Role.JUDGE).text


def test_the_answer_says_that_no_language_model_is_configured(assistant: Assistant) -> None:
    events = events_of(assistant, Question(SEALED_FACTORY))
    told = [event.text for event in events if isinstance(event, Noticed)]
    outcome = reply_of(events).outcome
    assert isinstance(outcome, Answer)
    assert list(outcome.notices) == told
    assert any("没有配置语言模型" in text for text in told)
    assert reply_of(events).model is None
    assert reply_of(events).prompt_digest is None


def test_the_same_evidence_gives_the_same_answer(assistant: Assistant) -> None:
    assert _answer(assistant, SEALED_FACTORY, Role.JUDGE) == _answer(assistant, SEALED_FACTORY, Role.JUDGE)


def test_it_quotes_word_for_word_with_the_marker_before_the_end_mark() -> None:
    async def draft() -> str:
        evidence = found(Question("问"), "他说：“可以用。”")
        return "".join([chunk async for chunk in ExtractiveComposer().draft(evidence)])

    assert "- 他说：“可以用[1]。”" in asyncio.run(draft())
