"""The web application."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from assistant.settings import Settings, read_settings
from web import failures
from web.dependencies import Services
from web.pages import STATIC
from web.routes import (
    chat,
    checking,
    citing,
    drafting,
    guide,
    interview,
    laws,
    proposing,
    records,
    reference,
    tools,
)

MAX_BODY_BYTES = 256 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application over these settings, by default those of the environment; raises AssistantError."""
    app = FastAPI(title="纾困", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.services = Services(settings or read_settings())
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(chat.router)
    app.include_router(records.router)
    app.include_router(reference.router)
    app.include_router(tools.router)
    app.include_router(checking.router)
    app.include_router(interview.router)
    app.include_router(guide.router)
    app.include_router(drafting.router)
    app.include_router(proposing.router)
    app.include_router(laws.router)
    app.include_router(citing.router)
    failures.install(app)
    app.add_exception_handler(Exception, _last_resort)
    app.middleware("http")(_guard)
    return app


async def _guard(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
    """Turn away foreign and oversized posts; add the security headers to everything."""
    response = _refused(request) or await proceed(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)  # a picture has a policy of its own
    # Answers stay out of caches; scripts and styles are asked for again after an upgrade.
    response.headers["Cache-Control"] = "no-cache" if request.url.path.startswith("/static/") else "no-store"
    return response


def _last_resort(request: Request, error: Exception) -> Response:
    """The answer to an unexpected fault is made outside of `_guard`, and has the same headers."""
    response = failures.unexpected(request, error)
    response.headers.update(HEADERS)
    return response


def _refused(request: Request) -> Response | None:
    if request.method != "POST":
        return None
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return failures.failure(request, 403, failures.HTTP_MESSAGES[403])
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        return failures.failure(request, 411, failures.HTTP_MESSAGES[411])
    if int(length) > MAX_BODY_BYTES:
        return failures.failure(request, 413, failures.HTTP_MESSAGES[413])
    return None
