"""Questions: the whole answer, or its events as they come. Nothing is stored."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assistant.assistant import Assistant
from assistant.events import Checked, Consulted, Event, Failed, Finished, Noticed, SourcesFound, TextDelta
from assistant.labels import UNFINISHED
from assistant.messages import Question, Referral, Reply, Turn, outcome_name
from assistant.screening import MAX_CHARACTERS, screen
from assistant.shapes import citation_json, hit_json, reply_json
from knowledge.records import Role
from web.api.asking_shapes import OutcomeName, ReplyShape
from web.api.sent import POST, Responses, Sent, Text, errors
from web.dependencies import Services, ServicesDep
from web.failures import UNEXPECTED, note
from web.observing import FAILED, count_outcome

router = APIRouter(prefix="/api/v1", tags=["提问"])
MOST_TURNS = 50


class TurnSent(Sent):
    """An earlier question of the same conversation, and its answer."""

    question: Text = Field(max_length=MAX_CHARACTERS)
    answer: Text = Field(max_length=MAX_CHARACTERS * 2, description="上一次回应里的 text")
    outcome: OutcomeName = Field("answer", description="上一次回应里的 outcome；反问的写 clarification")
    asked: date | None = Field(None, description="哪一天问的，“昨天”从这一天数起；不写为今天")


class AskSent(Sent):
    """A question, and what was said before."""

    question: Text = Field(description="问题", examples=["工厂设备被查封快停产，工人也没拿到工资，怎么调解？"])
    role: Role = Field(Role.MEDIATOR, description="为谁回答")
    turns: list[TurnSent] = Field([], max_length=MOST_TURNS, description="同一对话里以前的问答，最早的在前")

    def as_question(self) -> Question:
        """For the assistant."""
        turns = tuple(Turn(one.question, one.answer, one.outcome, one.asked) for one in self.turns)
        return Question(self.question, self.role, turns)


def begun(sent: AskSent, services: ServicesDep) -> Assistant | Referral:
    """Who answers, or the referral of a person in danger, which depends on nothing else. Before a stream opens, so that
    a bad question gets a status of its own: raises QuestionError, KnowledgeError.
    """
    return assistant_for(sent.as_question(), services)


def assistant_for(question: Question, services: Services) -> Assistant | Referral:
    """As `begun`."""
    screened = screen(question)
    return screened if isinstance(screened, Referral) else services.assistant()


async def events_of(begun: Assistant | Referral, question: Question) -> AsyncGenerator[Event]:
    """What the assistant streams, with an unexpected fault as its last event, too."""
    if isinstance(begun, Referral):
        yield Finished(Reply(begun))
        return
    try:
        async with aclosing(begun.ask(question)) as events:
            async for event in events:
                yield event
    except Exception as error:  # noqa: BLE001  a status may have been sent: only an event can still tell the reader
        note(error, "an answer")
        yield Failed(UNEXPECTED)


BegunDep = Annotated[Assistant | Referral, Depends(begun)]


@router.post(
    "/ask",
    response_model=ReplyShape,
    responses=POST | errors(503),
    summary="提一个问题，等全部答复",
    description="答复的每一句都带来源标记；资料里没有的会拒答，有人处境危险时先给求助电话。不保存。",
)
async def ask(request: Request, sent: AskSent, begun: BegunDep) -> dict[str, Any]:
    """The whole answer."""
    async with aclosing(events_of(begun, sent.as_question())) as events:
        async for event in events:
            match event:
                case Finished(reply):
                    count_outcome(request, outcome_name(reply.outcome))
                    return await run_in_threadpool(reply_json, reply)
                case Failed(message):
                    count_outcome(request, FAILED)
                    raise HTTPException(503, message)
    raise HTTPException(503, UNEXPECTED)


STREAMED: Responses = {
    200: {
        "description": (
            "事件依次为：sources（hits，没有写完时的 label；可再来）、notice（text）、"
            "sentence（block、first、text、markers、citations），最后是 finished（与 /api/v1/ask 的回应相同）"
            "或 failed（message）。中间每 15 秒可能有一行注释，表示还在写。"
        ),
        "content": {
            "text/event-stream": {
                "example": 'event: sentence\ndata: {"block": "item", "text": "…[1]。", "markers": [1]}\n\n'
            }
        },
    }
}


@router.post(
    "/ask/stream",
    response_class=EventSourceResponse,
    responses=STREAMED | POST | errors(503),
    summary="提一个问题，逐句接收答复",
    description="与 /api/v1/ask 相同，答复写一句来一句。断开连接就停止。",
)
async def ask_stream(request: Request, sent: AskSent, begun: BegunDep) -> AsyncIterator[ServerSentEvent]:
    """The events of an answer."""
    async with aclosing(events_of(begun, sent.as_question())) as events:
        async for event in events:
            match event:
                case SourcesFound(hits) | Consulted(hits):
                    yield _event("sources", hits=[hit_json(hit) for hit in hits], label=UNFINISHED)
                case Noticed(text):
                    yield _event("notice", text=text)
                case TextDelta(sentence, fresh):
                    yield _event(
                        "sentence",
                        block=sentence.block.value,
                        first=sentence.first,
                        text=sentence.text,
                        markers=list(sentence.markers),
                        citations=[citation_json(one) for one in fresh],
                    )
                case Checked():
                    pass
                case Finished(reply):
                    count_outcome(request, outcome_name(reply.outcome))
                    yield _event("finished", **await run_in_threadpool(reply_json, reply))
                case Failed(message):
                    count_outcome(request, FAILED)
                    yield _event("failed", message=message)


def _event(name: str, **data: object) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=json.dumps(data, ensure_ascii=False))
