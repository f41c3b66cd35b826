"""Pieces of an answer as server-sent events of OpenAI's protocol."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from assistant.composing.tokens import tokens_of
from assistant.events import Failed
from web.openai.writing import Piece
from web.wording import openai_error

PING_SECONDS = 15.0
PING = b": \n\n"
DONE = b"data: [DONE]\n\n"
BROKEN_OFF = 500


async def frames(
    pieces: AsyncIterator[Piece | Failed], head: dict[str, Any], asked: int | None
) -> AsyncIterator[bytes]:
    """The chunks of an answer, then [DONE]; ``asked`` is how many tokens were asked, None where none are counted."""
    head = {**head, "object": "chat.completion.chunk"}
    unless_counted: dict[str, Any] = {} if asked is None else {"usage": None}

    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _frame({**head, "choices": [choice], **unless_counted})

    yield chunk({"role": "assistant", "content": ""})
    written = ""
    async for piece in pieces:
        if isinstance(piece, Failed):
            yield _frame(openai_error(BROKEN_OFF, piece.message))
            yield DONE
            return
        written += piece.text
        cited = {"annotations": list(piece.annotations)} if piece.annotations else {}
        yield chunk({"content": piece.text, **cited})
    yield chunk({}, "stop")
    if asked is not None:
        yield _frame({**head, "choices": [], "usage": usage(asked, written)})
    yield DONE


def usage(asked: int, written: str) -> dict[str, int]:
    """Tokens as they are counted here."""
    tokens = tokens_of(written)
    return {"prompt_tokens": asked, "completion_tokens": tokens, "total_tokens": asked + tokens}


def _frame(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


async def with_pings(frames: AsyncIterator[bytes], seconds: float = PING_SECONDS) -> AsyncIterator[bytes]:
    """The same with a comment wherever nothing came for long, so that nothing between takes the connection for dead.

    The answer is written in a task of its own: it does not wait for a slow reader, and ends when the reader goes.
    """
    written: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def write() -> None:
        try:
            async for frame in frames:
                written.put_nowait(frame)
        finally:
            written.put_nowait(None)

    writing = asyncio.create_task(write())
    try:
        while True:
            try:
                async with asyncio.timeout(seconds):
                    frame = await written.get()
            except TimeoutError:
                yield PING
                continue
            if frame is None:
                break
            yield frame
        await writing
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
