"""The web application."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from assistant.settings import Settings, read_settings
from web import failures
from web.api.endpoints import ROUTERS
from web.compressing import Compressing
from web.dependencies import Services
from web.exchange import HEADERS
from web.guard import Guard
from web.keeping import Keeping
from web.metrics import Metrics
from web.observing import REQUEST_ID, Observing, log_to_stderr
from web.pages import STATIC
from web.routes import (
    chat,
    checking,
    citing,
    clauses,
    drafting,
    guide,
    interview,
    laws,
    proposing,
    records,
    reference,
    status,
    tools,
)
from web.warming import warm


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application over these settings, by default those of the environment; raises AssistantError."""
    settings = settings or read_settings()
    app = FastAPI(title="纾困", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_started)
    app.state.services = Services(settings)
    app.state.metrics = Metrics()
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(chat.router)
    app.include_router(records.router)
    app.include_router(reference.router)
    app.include_router(tools.router)
    app.include_router(checking.router)
    app.include_router(interview.router)
    app.include_router(guide.router)
    app.include_router(drafting.router)
    app.include_router(clauses.router)
    app.include_router(proposing.router)
    app.include_router(laws.router)
    app.include_router(citing.router)
    app.include_router(status.router)
    for router in ROUTERS:
        app.include_router(router)
    failures.install(app)
    app.add_exception_handler(Exception, _last_resort)
    app.add_middleware(Compressing)
    app.add_middleware(Keeping, settings=settings)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Observing, metrics=app.state.metrics)  # outside of the guard: what that turns away is told, too
    return app


@asynccontextmanager
async def _started(app: FastAPI) -> AsyncIterator[None]:
    """Where this process serves: what it tells goes to standard error, and what pages need is read before they do."""
    services: Services = app.state.services
    log_to_stderr(services.settings.log_level)
    services.warming = True
    threading.Thread(target=warm, args=(services,), daemon=True).start()
    yield


def _last_resort(request: Request, error: Exception) -> Response:
    """The answer to an unexpected fault is made outside of all middleware, and has the same headers."""
    response = failures.unexpected(request, error)
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = "no-store"
    response.headers[REQUEST_ID] = request.state.request_id
    return response
