"""What a request needs: the assistant over the current index, the history, and whose browser it is."""

import re
import secrets
import threading
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request, Response

from assistant.assembly import build_assistant, open_history
from assistant.assistant import Assistant
from assistant.history import History
from assistant.settings import Settings
from knowledge.errors import IndexMissing, KnowledgeError
from knowledge.store import current_generation

COOKIE = "shukun_browser"
COOKIE_SECONDS = 180 * 24 * 3600
TOKEN_BYTES = 24
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")  # as token_urlsafe spells them


class Services:
    """Opened once a process. The assistant follows the index: a new generation is picked up without a restart."""

    def __init__(self, settings: Settings) -> None:
        """Open the history now (raises HistoryError) and the index at the first question."""
        self.settings = settings
        self.history = open_history(settings)
        self._assistant: Assistant | None = None
        self._generation: Path | None = None
        self._lock = threading.Lock()

    def assistant(self) -> Assistant:
        """The assistant over the current generation; raises KnowledgeError when there is none that opens."""
        with self._lock:
            generation = current_generation(self.settings.home)
            if generation is None:
                raise IndexMissing(self.settings.home)
            if self._assistant is None or generation != self._generation:
                self._assistant = build_assistant(self.settings)
                self._generation = generation
            return self._assistant

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
