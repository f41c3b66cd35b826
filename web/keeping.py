"""Keeps pages that are the same for everybody as they were sent, until the index or the day changes."""

import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings
from assistant.tools import is_worked_out
from knowledge.errors import KnowledgeError
from knowledge.store import current_generation

# Pages that depend on nothing but the index, the day and their address. With a query, an address holds what somebody
# ticked or looked for, and that of a calculation their numbers: such a page is made anew each time, and nothing of it
# stays. So is a record that leads back to the conversation it was opened from.
KEPT = ("/glossary", "/guide", "/laws", "/forms", "/tools", "/records")
RECORD, CONVERSATION = "/records/", "/conversations/"
MOST_BYTES = 32 * 1024 * 1024
OK = 200


@dataclass(slots=True)
class _Page:
    """An answer as it was sent; ``route`` is told to who counts requests."""

    route: Any = None
    start: Message = field(default_factory=dict)
    body: bytes = b""
    whole: bool = False

    def hear(self, message: Message) -> None:
        """Take down a piece of the answer. What is sent on may be changed on the way, what was heard may not."""
        if message["type"] == "http.response.start":
            self.start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.whole = not message.get("more_body", False)

    @property
    def keepable(self) -> bool:
        """Whole, and made for nobody in particular."""
        return self.whole and self.start["status"] == OK and "set-cookie" not in Headers(raw=self.start["headers"])


class Keeping:
    """ASGI middleware, outside of the compression: a page is kept as it goes over the line."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """``app`` answers; ``settings`` say where the index is."""
        self._app = app
        self._home = settings.home
        self._state: tuple[Path | None, date] | None = None
        self._pages: LRUCache[tuple[str, bool], _Page] = LRUCache(MOST_BYTES, lambda page: len(page.body))
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from what was kept where there is something."""
        if not _is_kept(scope) or (state := self._follow()) is None:
            await self._app(scope, receive, send)
            return
        key = (scope["path"], "gzip" in Headers(scope=scope).get("accept-encoding", ""))  # as the compression asks
        with self._lock:
            page = self._pages.get(key)
        if page:
            scope["route"] = page.route
            await send({**page.start, "headers": list(page.start["headers"])})
            await send({"type": "http.response.body", "body": page.body})
            return
        heard = _Page()

        async def hearing(message: Message) -> None:
            heard.hear(message)
            await send(message)

        await self._app(scope, receive, hearing)
        heard.route = scope.get("route")
        with self._lock:
            if heard.keepable and state == self._state:  # made of what holds still
                self._pages[key] = heard

    def _follow(self) -> tuple[Path | None, date] | None:
        """What pages are made of now; what was made of something else is let go. None: there is no index to read."""
        try:
            state = (current_generation(self._home), date.today())
        except KnowledgeError:
            return None
        with self._lock:
            if state != self._state:
                self._pages.clear()
                self._state = state
        return state


def _is_kept(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["query_string"]
        and scope["path"].startswith(KEPT)
        and not is_worked_out(scope["path"].removeprefix(RECORD))
        and CONVERSATION not in Headers(scope=scope).get("referer", "")
    )
