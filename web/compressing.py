"""Compresses what is the same for everybody, and conversations where their address chooses nothing of the page."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# From the length of a compressed page, whoever can see the line and have a victim's browser ask could guess what stands
# in it, a few letters at a time put on the page beside it (the BREACH attack). So a page with what somebody wrote is
# sent as it is wherever the address or what is sent puts words on it.
PUBLIC = ("/static/", "/glossary", "/guide", "/records", "/laws", "/forms", "/tools", "/status", "/developers")
OWN = "/conversations/"
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
        safe = scope["type"] == "http" and (scope["path"].startswith(PUBLIC) or _chooses_nothing(scope))
        await (self._compressed if safe else self._plain)(scope, receive, send)


def _chooses_nothing(scope: Scope) -> bool:
    return scope["method"] == "GET" and not scope["query_string"] and scope["path"].startswith(OWN)
