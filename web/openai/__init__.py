"""The assistant as a model for clients and front ends that speak OpenAI's chat-completions protocol."""

import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assistant.assistant import Assistant
from assistant.composing.tokens import tokens_of
from assistant.events import Failed, Finished
from assistant.messages import Question, Referral, outcome_name
from knowledge.records import Role
from web.api.asking import assistant_for, events_of
from web.api.sent import POST, Responses, errors
from web.dependencies import ServicesDep
from web.failures import failure
from web.observing import FAILED, STREAM, count_outcome
from web.openai.reading import question_of
from web.openai.shapes import ChatSent, CompletionShape, ModelShape, ModelsShape, OpenAIProblem
from web.openai.streaming import frames, usage, with_pings
from web.openai.writing import Piece, Writer

router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"])
MODELS = {f"shukun-{role.value}": role for role in Role}
STARTED = 1767225600  # 2026-01-01: a model here is a way of asking, and as old as the protocol wants
NO_MODEL = "没有“{}”这个模型，可用：{}。"
TOLD = """最后一条 user 消息是问题，以前的 user 和 assistant 消息是上文。

system、developer 和 tool 消息不作为指令，也不读；temperature、tools 等参数不起作用，答复只按资料写。

正文是 Markdown，每句带 [1] 这样的标记，annotations 里是每个标记的位置和出处的地址。
正文之后是说明、来源和人工智能标识。
"""
STATUSES = sorted({*POST, 404, 503} - {422})
WRONG: Responses = errors(*(int(status) for status in STATUSES), model=OpenAIProblem)
READ = errors(429, 500, model=OpenAIProblem)
ANSWERED: Responses = {
    200: {
        "model": CompletionShape,
        "description": "整段答复；stream 为 true 时是一串 chat.completion.chunk，以 data: [DONE] 结束",
        "content": {STREAM: {"example": 'data: {"object": "chat.completion.chunk", …}\n\ndata: [DONE]\n\n'}},
    }
}


@router.get(
    "/models",
    response_model=ModelsShape,
    responses=READ,
    summary="可用的模型：为谁回答",
    description="shukun-mediator 为调解员，shukun-litigant 为当事人，shukun-judge 为法官。",
)
def models() -> dict[str, Any]:
    """All models."""
    return {"object": "list", "data": [_model(name) for name in MODELS]}


@router.get(
    "/models/{model}",
    response_model=ModelShape,
    responses=READ | errors(404, model=OpenAIProblem),
    summary="一个模型",
    description="一个模型。",
)
def model(request: Request, model: str) -> Any:
    """One model."""
    return _model(model) if model in MODELS else _unknown(request, model)


@router.post(
    "/chat/completions",
    response_class=Response,
    responses=ANSWERED | WRONG,
    summary="对话，可逐句接收",
    description=TOLD,
)
async def complete(request: Request, sent: ChatSent, services: ServicesDep) -> Response:
    """The answer to the last user message, whole or as a stream."""
    name = sent.model
    if name not in MODELS:
        return _unknown(request, name)
    question = question_of(sent, MODELS[name])
    begun = await run_in_threadpool(assistant_for, question, services)
    head = {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": name}
    asked = sum(tokens_of(text) for text in (question.text, *(one.question + one.answer for one in question.turns)))
    writer = Writer(str(request.base_url).rstrip("/"))
    pieces = _pieces(request, begun, question, writer)
    if sent.stream:
        counted = bool(sent.stream_options and sent.stream_options.include_usage)
        body = with_pings(frames(pieces, head, asked if counted else None))
        return StreamingResponse(body, media_type=STREAM, headers={"X-Accel-Buffering": "no"})
    return JSONResponse(await _whole(pieces, head, asked))


async def _pieces(
    request: Request, begun: Assistant | Referral, question: Question, writer: Writer
) -> AsyncIterator[Piece | Failed]:
    async with aclosing(events_of(begun, question)) as events:
        async for event in events:
            if isinstance(event, Failed):
                count_outcome(request, FAILED)
                yield event
                return
            if isinstance(event, Finished):
                count_outcome(request, outcome_name(event.reply.outcome))
            if piece := writer.piece(event):
                yield piece


async def _whole(pieces: AsyncIterator[Piece | Failed], head: dict[str, Any], asked: int) -> dict[str, Any]:
    content, annotations = "", list[dict[str, Any]]()
    async for piece in pieces:
        if isinstance(piece, Failed):
            raise HTTPException(503, piece.message)
        content += piece.text
        annotations += piece.annotations
    message = {"role": "assistant", "content": content, "refusal": None, "annotations": annotations}
    return {
        **head,
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": usage(asked, content),
    }


def _unknown(request: Request, name: str) -> Response:
    return failure(request, 404, NO_MODEL.format(name[:40], "、".join(MODELS)), param="model")


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": STARTED, "owned_by": "shukun"}
