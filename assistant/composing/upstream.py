"""The language model's endpoint as a service that fails: time limits, retries, a breaker, and a bound on streams."""

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from assistant.errors import ModelError
from assistant.settings import Settings, is_loopback

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

ATTEMPTS = 3  # before the first piece of a reply has come
FIRST_PAUSE, LONGEST_PAUSE = 0.4, 5.0  # seconds between attempts; doubled each time
TRIPPED_BY = 3  # replies in a row that failed
REST_SECONDS = 30.0  # for which an endpoint that keeps failing is left alone
WAIT_SECONDS = 20.0  # for a place among the streams that run
MOST_CHARACTERS = 12_000  # of one reply; more is no answer
UNFINISHED = {
    "length": "语言模型的应答达到长度上限，没有写完",
    "content_filter": "语言模型服务拦下了这个回答",
}
PASSING = {408, 409, 425, 429, 500, 502, 503, 504}  # HTTP statuses that may pass


@dataclass
class Breaker:
    """Counts failures in a row; open for a while after too many. Then one attempt decides."""

    failures: int = 0
    until: float = 0.0

    def check(self, now: float) -> None:
        """Raises ModelError while it is open."""
        if now < self.until:
            raise ModelError(f"语言模型服务接连出错，{max(1, round(self.until - now))}秒内不再尝试")

    def succeeded(self) -> None:
        """Closed again."""
        self.failures, self.until = 0, 0.0

    def failed(self, now: float) -> None:
        """One more; opens at TRIPPED_BY, and at once where it had been open before."""
        self.failures += 1
        if self.failures >= TRIPPED_BY:
            self.until = now + REST_SECONDS


@dataclass
class Upstream:
    """One endpoint, shared by all conversations of a process."""

    settings: Settings
    breaker: Breaker = field(default_factory=Breaker)
    _places: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]" = field(
        default_factory=WeakKeyDictionary
    )

    async def stream(
        self, messages: "Sequence[BaseMessage | tuple[str, str]]", tools: "Sequence[BaseTool]" = ()
    ) -> "AsyncGenerator[AIMessageChunk]":
        """The pieces of a reply as they come; closing the iterator stops the endpoint's work too.

        Raises ModelError when the endpoint may not be used, fails, breaks off, drags on, never ends or sends nonsense.
        """
        self.breaker.check(time.monotonic())
        async with self._place(), http_client(self.settings) as http:
            model = chat_model(self.settings, http)
            chat: Runnable[Any, Any] = model.bind_tools(tools) if tools else model
            try:
                async with aclosing(self._attempts(chat, messages)) as chunks:
                    async for chunk in chunks:
                        yield chunk
            except ModelError:
                self.breaker.failed(time.monotonic())
                raise
            self.breaker.succeeded()

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """One of the streams that may run at once; raises ModelError when none falls free in time."""
        places = self._places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self.settings.llm_concurrency))
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await places.acquire()
        except TimeoutError:
            raise ModelError("同时提问的人太多，语言模型没有空闲") from None
        try:
            yield
        finally:
            places.release()

    async def _attempts(self, chat: "Runnable[Any, Any]", messages: Any) -> "AsyncGenerator[AIMessageChunk]":
        """Tries again while nothing has been shown and the fault may pass."""
        deadline = time.monotonic() + self.settings.llm_answer_seconds
        for attempt in range(1, ATTEMPTS + 1):
            begun = False
            try:
                async with aclosing(self._once(chat, messages, deadline)) as chunks:
                    async for chunk in chunks:
                        begun = begun or bool(chunk.text or chunk.tool_call_chunks)
                        yield chunk
            except _Passing as fault:
                pause = max(fault.after, min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)))
                if begun or attempt == ATTEMPTS or pause > LONGEST_PAUSE or time.monotonic() + pause >= deadline:
                    raise ModelError(fault.problem) from fault
                await asyncio.sleep(pause)
            else:
                return

    async def _once(
        self, chat: "Runnable[Any, Any]", messages: Any, deadline: float
    ) -> "AsyncGenerator[AIMessageChunk]":
        """One attempt; raises ModelError, or _Passing for a fault that may pass."""
        pieces = cast("AsyncGenerator[AIMessageChunk]", chat.astream(messages))
        written, finish = 0, None
        try:
            while (chunk := await self._next(pieces, deadline)) is not None:
                finish = chunk.response_metadata.get("finish_reason", finish)
                written += len(chunk.text)
                yield chunk
                if written > MOST_CHARACTERS:
                    raise ModelError("语言模型写个不停，已经截断")
        finally:
            await pieces.aclose()
        if finish is None:
            raise ModelError("语言模型的应答中途断开")
        if finish in UNFINISHED:
            raise ModelError(UNFINISHED[finish])

    async def _next(self, pieces: Any, deadline: float) -> "AIMessageChunk | None":
        """The next piece, None after the last; the library's errors in our words."""
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        silent = f"语言模型超过{self.settings.llm_timeout_seconds:g}秒没有应答"
        left = deadline - time.monotonic()
        try:
            # Not wait_for: in Python 3.11 it forgets a cancellation where a piece has just come.
            async with asyncio.timeout(max(0.0, min(left, self.settings.llm_timeout_seconds))):
                piece: AIMessageChunk = await anext(pieces)
        except StopAsyncIteration:
            return None
        except TimeoutError:
            late = deadline <= time.monotonic()
            slow = f"语言模型写得太慢，{self.settings.llm_answer_seconds:g}秒没有写完"
            raise ModelError(slow if late else silent) from None
        except openai.APITimeoutError as error:
            raise ModelError(silent) from error
        except openai.AuthenticationError as error:
            raise ModelError("语言模型拒绝了密钥，请检查 SHUKUN_LLM_API_KEY") from error
        except openai.APIStatusError as error:
            problem = f"语言模型服务返回错误（HTTP {error.status_code}）"
            if error.status_code in PASSING:
                raise _Passing(problem, _after(error.response.headers.get("retry-after"))) from error
            raise ModelError(problem, error.status_code) from error
        except (openai.APIConnectionError, httpx2.TransportError) as error:
            raise _Passing("连不上语言模型服务，或连接中途断开") from error
        except (openai.OpenAIError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError("语言模型服务的应答无法读懂") from error
        return piece


def http_client(settings: Settings) -> "httpx2.AsyncClient":
    """A client for the endpoint, of one event loop and to be closed. It follows no redirect, and goes past any proxy of
    the environment to a model on this machine.

    Raises ModelError where the settings allow only this machine and the endpoint is elsewhere, and where the proxy of
    the environment cannot be used.
    """
    import httpx2  # noqa: PLC0415

    if is_loopback(str(settings.llm_base_url)):
        return httpx2.AsyncClient(trust_env=False, verify=ssl.create_default_context())
    if settings.llm_loopback_only:
        raise ModelError("语言模型在外部，而 SHUKUN_LLM_LOOPBACK_ONLY 只许用本机的")
    try:
        return httpx2.AsyncClient()
    except (ImportError, ValueError, httpx2.InvalidURL) as error:  # SOCKS, or no proxy's address
        raise ModelError(f"系统设的代理不能用（{error}）") from httpx2.ProxyError(str(error))


def chat_model(settings: Settings, http: "httpx2.AsyncClient") -> "BaseChatModel":
    """The chat model behind that client."""
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  1 s, paid only with a model

    async def key() -> str:  # awaited, so that no second client is made, one that blocks
        return settings.llm_api_key.get_secret_value()

    return init_chat_model(
        f"openai:{settings.llm_model}",
        base_url=settings.llm_base_url,
        api_key=key,
        http_async_client=http,
        http_socket_options=(),
        openai_proxy="",  # no OPENAI_PROXY of the environment
        timeout=settings.llm_timeout_seconds,
        stream_chunk_timeout=0,  # by wait_for; pieces are waited for here
        max_retries=0,  # retried here, where the user's patience is known
        max_tokens=settings.llm_answer_tokens,
        temperature=0.2,
    )


class _Passing(Exception):
    """A fault that may pass; ``after`` is how many seconds the endpoint asks to be left alone."""

    def __init__(self, problem: str, after: float = 0.0) -> None:
        super().__init__(problem)
        self.problem, self.after = problem, after


def _after(header: str | None) -> float:
    try:
        return max(0.0, float(header or 0))
    except ValueError:  # a date: the breaker will do
        return 0.0
