"""What a request needs: the assistant over the current index, the history, and whose browser it is."""

import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request, Response

from assistant.assembly import build_assistant, open_history, open_library
from assistant.assistant import Assistant
from assistant.history import History
from assistant.settings import Settings
from knowledge.errors import IndexMissing, KnowledgeError
from knowledge.library import Library
from knowledge.store import current_generation

COOKIE = "shukun_browser"
COOKIE_SECONDS = 180 * 24 * 3600
TOKEN_BYTES = 24
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")  # as token_urlsafe spells them


@dataclass
class _Lent:
    """An open library and how many requests are reading in it."""

    library: Library
    readers: int = 0


class Services:
    """Opened once a process. Assistant and library follow the index: a new generation needs no restart."""

    def __init__(self, settings: Settings) -> None:
        """Open the history now (raises HistoryError), the index and the library when first asked for."""
        self.settings = settings
        self.history = open_history(settings)
        self.warming = False  # much is still being read, and whoever asks now waits for it
        self._assistant: Assistant | None = None
        self._lent: _Lent | None = None
        self._generation: Path | None = None
        self._lock = threading.Lock()

    def assistant(self) -> Assistant:
        """The assistant over the current generation; raises KnowledgeError when there is none that opens."""
        with self._lock:
            self._follow_index()
            if self._assistant is None:
                self._assistant = build_assistant(self.settings)
            return self._assistant

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The imported law as it was when the current generation was built; raises KnowledgeError.

        A library that a new generation replaced is closed when its last reader is done.
        """
        with self._lock:
            self._follow_index()
            lent = self._lent = self._lent or _Lent(open_library(self.settings))
            lent.readers += 1
        try:
            yield lent.library
        finally:
            with self._lock:
                lent.readers -= 1
                if lent is not self._lent and not lent.readers:
                    lent.library.close()

    def _follow_index(self) -> None:
        """Let go of what belongs to an earlier generation."""
        generation = current_generation(self.settings.home)
        if generation is None:
            raise IndexMissing(self.settings.home)
        if generation == self._generation:
            return
        if self._lent and not self._lent.readers:
            self._lent.library.close()
        self._assistant = self._lent = None
        self._generation = generation

    def problem(self) -> str | None:
        """Why questions cannot be answered now, or None."""
        try:
            self.assistant()
        except KnowledgeError as error:
            return str(error)
        return None


def get_services(request: Request) -> Services:
    """The services of this application."""
    services: Services = request.app.state.services
    return services


def get_assistant(services: Annotated[Services, Depends(get_services)]) -> Assistant:
    """The assistant; an unusable index becomes a 503 by way of the error handlers."""
    return services.assistant()


def get_history(services: Annotated[Services, Depends(get_services)]) -> History:
    """The conversation store."""
    return services.history


def get_owner(request: Request, response: Response) -> str:
    """The random token of this browser; a new browser gets one in its answer."""
    token = request.cookies.get(COOKIE, "")
    if not TOKEN.fullmatch(token):  # none yet, or not one of ours
        token = secrets.token_urlsafe(TOKEN_BYTES)
    remember(request, response, token)
    return token


def remember(request: Request, response: Response, token: str) -> None:
    """Set the browser's cookie: not readable by scripts, not sent from other sites."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


AssistantDep = Annotated[Assistant, Depends(get_assistant)]
HistoryDep = Annotated[History, Depends(get_history)]
OwnerDep = Annotated[str, Depends(get_owner)]
ServicesDep = Annotated[Services, Depends(get_services)]
