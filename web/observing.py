"""What operators see of requests: a line of JSON and counts for each. No query, no body, no address in clear, no id
from a path: only routes as they are written in the code.
"""

import hashlib
import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.limits import STATIC, UNLIMITED
from web.metrics import Metrics

REQUEST_ID = "X-Request-ID"
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")  # what of a client's own id is taken over
NO_ROUTE = "(none)"
GONE = 499  # in place of a status where the client left before there was one
FAULT = 500
FAILED = "failed"  # beside the names of outcomes
STREAM = "text/event-stream"
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}  # what any record has

log = logging.getLogger("shukun.access")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class Observing:
    """ASGI middleware, the outermost: gives each request an id, times it, and tells of it when it is over."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """``metrics`` counts."""
        self._app = app
        self._metrics = metrics
        self._key = secrets.token_bytes(16)  # never kept: what is told of addresses means nothing tomorrow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and watch its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        given = Headers(scope=scope).get(REQUEST_ID, "")
        number = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = number
        token = request_id.set(number)
        status, streams = GONE, False

        async def watched(message: Message) -> None:
            nonlocal status, streams
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = number
                streams = headers.get("content-type", "").startswith(STREAM)
                if streams:
                    self._metrics.streams.inc()
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:
            status = FAULT
            raise
        finally:
            if streams:
                self._metrics.streams.dec()
            self._tell(scope, status, time.perf_counter() - begun)
            request_id.reset(token)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route, refused = route_of(scope), scope["state"].get("refused", "")
        self._metrics.answered(scope["method"], route, status, seconds)
        if refused:
            self._metrics.refused(refused)
        quiet = status < FAULT and (route in UNLIMITED or route == STATIC)
        told = {
            "method": scope["method"],
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            "client": self._masked(scope),
            **({"refused": refused} if refused else {}),
        }
        log.log(logging.DEBUG if quiet else logging.INFO, "request", extra=told)

    def _masked(self, scope: Scope) -> str:
        """A word that is the same for the same address as long as this process runs, and tells nothing of it."""
        host = scope["client"][0] if scope.get("client") else ""
        return hashlib.blake2b(host.encode(), key=self._key, digest_size=4).hexdigest()


def route_of(scope: Scope) -> str:
    """The route as it is written in the code (/records/{record_id}): never an id, a name or a typed word."""
    if scope["path"].startswith(STATIC):
        return STATIC
    return getattr(scope.get("route"), "path", NO_ROUTE)


def count_outcome(request: HTTPConnection, outcome: str) -> None:
    """Count what came of a question: an outcome's name, or failed."""
    metrics: Metrics = request.app.state.metrics
    metrics.outcome(outcome)


class JsonLines(logging.Formatter):
    """A record as one line of JSON with the id of its request."""

    def format(self, record: logging.LogRecord) -> str:
        """What the record says and what came with it; no trace, which could quote what was written."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if number := request_id.get():
            told["request_id"] = number
        told |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        return json.dumps(told, ensure_ascii=False, default=str)


def log_to_stderr(level: str) -> None:
    """Have what this application tells written to standard error, from ``level`` on."""
    ours = logging.getLogger("shukun")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    ours.handlers = [handler]
    ours.setLevel(level.upper())
    ours.propagate = False
