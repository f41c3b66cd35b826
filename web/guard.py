"""What stands before every route: foreign, oversized, slow and too many requests are turned away, everything gets the
security headers, and nothing goes on for a client that has gone or reads no more.
"""

import time
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from web import failures
from web.exchange import CLOSING, MAX_BODY_BYTES, Exchange, Refused, too_large
from web.limits import Excess, Limits


class Guard:
    """ASGI middleware, outside of the routes and their error handlers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """``app`` is what is guarded."""
        self._app = app
        self._limits = Limits(settings)
        self._body_seconds = settings.body_timeout_seconds
        self._send_seconds = settings.send_timeout_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        exchange = Exchange(scope["path"], receive, send, self._send_seconds)
        host = request.client.host if request.client else None
        try:
            with self._limits.within(host, request.method, scope["path"], time.monotonic()):
                check_origin_and_length(request)
                if await exchange.read_body(self._body_seconds):
                    await exchange.run(self._app, scope)
        except Refused as refused:
            await _answer(request, exchange, refused)
        except Excess as excess:
            after = {"Retry-After": str(excess.seconds)}
            await _answer(request, exchange, Refused(429, excess.reason, excess.message, after))


async def _answer(request: Request, exchange: Exchange, refused: Refused) -> None:
    request.state.refused = refused.reason
    response = failures.failure(request, refused.status, refused.message, refused.headers)
    await response(request.scope, exchange.receive, exchange.send)


def check_origin_and_length(request: Request) -> None:
    """A post from another site, or of a length that is unknown or too much, raises Refused."""
    if request.method != "POST":
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "origin", failures.HTTP_MESSAGES[403])
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise Refused(411, "no_length", failures.HTTP_MESSAGES[411], CLOSING)
    if int(length) > MAX_BODY_BYTES:
        raise too_large()
