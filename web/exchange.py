"""One request's body and answer, between the server and the routes."""

import asyncio
from dataclasses import dataclass, field

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.failures import HTTP_MESSAGES

MAX_BODY_BYTES = 256 * 1024
CLOSING = {"Connection": "close"}  # the rest of a body is not waited for
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass
class Refused(Exception):
    """A request that no route sees. ``reason`` is a word for the metrics."""

    status: int
    reason: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)


def too_large() -> Refused:
    """A body that is larger than is read."""
    return Refused(413, "too_large", HTTP_MESSAGES[413], CLOSING)


@dataclass
class Exchange:
    """One request's body and answer. The body is read whole before a route runs: no thread waits for a slow one."""

    path: str
    _receive: Receive
    _send: Send
    send_seconds: float
    body: bytes | None = None  # read, and not yet handed on
    started: bool = False  # the answer has begun
    done: bool = False  # its last piece was sent
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    running: "asyncio.Future[None] | None" = None

    async def read_body(self, seconds: float) -> bool:
        """Read the body; False where the client left meanwhile. Raises Refused where it is too large or too slow."""
        pieces: list[bytes] = []
        try:
            async with asyncio.timeout(seconds):
                more = True
                while more:
                    message = await self._receive()
                    if message["type"] == "http.disconnect":
                        return False
                    pieces.append(message.get("body", b""))
                    if sum(map(len, pieces)) > MAX_BODY_BYTES:
                        raise too_large()
                    more = message.get("more_body", False)
        except TimeoutError:
            raise Refused(408, "slow_body", HTTP_MESSAGES[408], CLOSING) from None
        self.body = b"".join(pieces)
        return True

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Let the application answer; it is broken off when the client goes before an answer has begun.

        From then on the answer itself listens for that (`receive`).
        """
        self.running = asyncio.ensure_future(_called(app, scope, self.receive, self.send))
        watching = asyncio.ensure_future(self._watch(self.running))
        try:
            await self.running
        except asyncio.CancelledError:
            here = asyncio.current_task()
            if not self.gone.is_set() or (here and here.cancelling()):  # the server itself is stopping
                raise
        finally:
            watching.cancel()

    async def _watch(self, running: "asyncio.Future[None]") -> None:
        """Wait for the client to go; an answer that is done ends the exchange, too."""
        await self._receive()
        if not self.done:
            self.gone.set()
            if not self.started:
                running.cancel()

    async def receive(self) -> Message:
        """The body that was read, then nothing until the client goes."""
        if self.body is not None:
            body, self.body = self.body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Pass on a piece of the answer, with the headers; a client that takes none for long is given up."""
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)  # a picture has a policy of its own
            # Answers stay out of caches; scripts and styles are asked for again after an upgrade.
            headers["Cache-Control"] = "no-cache" if self.path.startswith("/static/") else "no-store"
        elif message["type"] == "http.response.body" and not message.get("more_body", False):
            self.done = True
        try:
            async with asyncio.timeout(self.send_seconds):
                await self._send(message)
        except TimeoutError:
            self.gone.set()
            if self.running:
                self.running.cancel()
                await asyncio.Event().wait()  # for that


async def _called(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
