"""Compresses what is the same for everybody: style, scripts, and pages to read."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# Pages that hold what somebody wrote are sent as they are: from the length of one that is compressed, whoever can see
# the line and have a victim's browser ask could guess what stands in it (the BREACH attack).
PUBLIC = ("/static/", "/glossary", "/guide", "/records", "/laws", "/forms", "/tools", "/status")
SMALLEST = 1000  # bytes: less is not worth it
LEVEL = 6  # 0 to 9: beyond, much more time for little


class Compressing:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        """``app`` answers."""
        self._plain = app
        self._compressed = GZipMiddleware(app, minimum_size=SMALLEST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        public = scope["type"] == "http" and scope["path"].startswith(PUBLIC)
        await (self._compressed if public else self._plain)(scope, receive, send)
