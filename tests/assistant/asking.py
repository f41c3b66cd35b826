"""Asks an assistant and gathers what it streams; makes evidence for tests that need no index."""

import asyncio
from contextlib import aclosing
from datetime import date

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import ModelComposer
from assistant.context import Found
from assistant.events import Event, Finished
from assistant.lawbook import Lawbook
from assistant.messages import Question, Reply
from assistant.sentences import parse
from assistant.settings import Settings
from assistant.tools.toolbox import Toolbox
from knowledge.library import Library
from knowledge.records import Hit, Kind, Passage, Section
from knowledge.registry import Registry
from tests.model_server import ModelServer

SEALED_FACTORY = "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"

LAWBOOK = Lawbook(lambda: Library(Registry.load()), date.today)  # with nothing imported


def events_of(assistant: Assistant, question: Question) -> list[Event]:
    """Everything that one question streams."""

    async def gather() -> list[Event]:
        async with aclosing(assistant.ask(question)) as events:
            return [event async for event in events]

    return asyncio.run(gather())


def reply_of(events: list[Event]) -> Reply:
    """The reply that the stream ended with."""
    last = events[-1]
    assert isinstance(last, Finished), last
    return last.reply


def with_model(assistant: Assistant, server: ModelServer, **settings: object) -> Assistant:
    """The same index, answered by the model on this server, and by extraction where that fails."""
    told = Settings(llm_base_url=server.base_url, llm_model="loopback", **{"llm_repairs": 0, **settings})
    return Assistant(Toolbox(assistant.retriever, LAWBOOK), [ModelComposer(told), ExtractiveComposer()])


def said(assistant: Assistant, number: int, question: str = SEALED_FACTORY) -> str:
    """A sentence that the passage of this number, of those found for a question, holds; without its end mark."""
    hit = reply_of(events_of(assistant, Question(question))).hits[number - 1]
    return max((one.body for one in parse(hit.passage.text)), key=len)


def passage(text: str, record: str = "mechanism-x", section: Section = Section.WHAT, title: str = "某机制") -> Passage:
    """A passage made up for a test."""
    return Passage(
        id=f"{record}#{section.value}",
        record_id=record,
        kind=Kind.MECHANISM,
        title=title,
        section=section,
        locator=section.value,
        text=text,
        source="《测试资料》",
        verified=True,
    )


def evidence(question: Question, *passages: Passage) -> Found:
    """Evidence of these passages, best first."""
    named = sum(one.section is Section.ARTICLE for one in passages)
    return Found(question, question.text, tuple(Hit(one, 0.9) for one in passages), named=named)


def draft_of(evidence: Found) -> str:
    """What the composer without a model drafts from it."""

    async def gather() -> str:
        return "".join([chunk async for chunk in ExtractiveComposer().draft(evidence)])

    return asyncio.run(gather())


def found(question: Question, *texts: str) -> Found:
    """Evidence of one passage a text."""
    hits = tuple(Hit(passage(text, f"mechanism-{number}"), 0.9) for number, text in enumerate(texts, start=1))
    return Found(question, question.text, hits)
