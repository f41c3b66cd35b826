"""A language model's endpoint on loopback: a real HTTP server that speaks the chat-completions protocol.

It records every request and misbehaves on demand, so that clients are tested against real sockets.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Manner(Enum):
    """How the server treats a request."""

    WELL = auto()  # the text, a finish_reason and [DONE]
    LENGTH = auto()  # the text, then finish_reason "length"
    EMPTY = auto()  # a well-formed reply without text
    SILENT = auto()  # takes the request and never answers
    STALLS = auto()  # sends the text, then nothing, and keeps the connection open
    BREAKS = auto()  # sends the text and closes the socket inside the stream
    ENDS_EARLY = auto()  # sends the text and ends the stream properly, without a finish_reason
    HTML = auto()  # a web page with status 200
    BAD_JSON = auto()  # a stream whose chunks are no JSON
    ODD_JSON = auto()  # a stream of JSON that is no completion
    TORN_JSON = auto()  # sends the text, then an event that is no JSON
    FILTERED = auto()  # the text, then finish_reason "content_filter"
    DRIPS = auto()  # a byte that says nothing now and then, for ever
    ENDLESS = auto()  # the text again and again until the client hangs up
    UNAUTHORIZED = auto()  # 401
    MISSING = auto()  # 404
    BUSY = auto()  # 429 with Retry-After
    FAULT = auto()  # 500
    UNAVAILABLE = auto()  # 503


STATUS = {
    Manner.UNAUTHORIZED: 401,
    Manner.MISSING: 404,
    Manner.BUSY: 429,
    Manner.FAULT: 500,
    Manner.UNAVAILABLE: 503,
}
FINISH = {Manner.LENGTH: "length", Manner.FILTERED: "content_filter"}
DRIP_SECONDS = 0.05  # between two bytes of DRIPS
NONSENSE = {Manner.BAD_JSON: "data: {不是JSON\n\n", Manner.ODD_JSON: "data: 42\n\n"}


@dataclass
class ModelServer:
    """What it will do next, and what it was asked so far."""

    base_url: str = ""
    text: str = ""
    manner: Manner = Manner.WELL
    piece: int = 1  # characters a chunk
    retry_after: str = "60"  # seconds, of BUSY
    first_manners: list[Manner] = field(default_factory=list)  # of the next requests, before ``manner``
    first_texts: list[str] = field(default_factory=list)  # of the next replies, before ``text``
    # Tools to call, one a request, before the text; arguments that are a string are sent as they are.
    calls: list[tuple[str, dict[str, Any] | str]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def seen(self) -> str:
        """Every word of every message that the server was sent."""
        return "\n".join(message["content"] or "" for body in self.requests for message in body["messages"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_POST(self) -> None:
        told = self.server.told
        told.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        told.keys.append(self.headers.get("Authorization", ""))
        manner = told.first_manners.pop(0) if told.first_manners else told.manner
        if manner is Manner.SILENT:
            told.closing.wait()
            self.close_connection = True
        elif manner in STATUS:
            self._whole(STATUS[manner], "application/json", json.dumps({"error": {"message": "no"}}))
        elif manner is Manner.HTML:
            self._whole(200, "text/html", "<!doctype html><title>登录</title><p>请先登录。")
        elif manner in NONSENSE:
            self._whole(200, "text/event-stream", NONSENSE[manner])
        else:
            self._stream(told, manner)

    def _whole(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status == STATUS[Manner.BUSY]:
            self.send_header("Retry-After", self.server.told.retry_after)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, told: ModelServer, manner: Manner) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._chunk({"role": "assistant", "content": ""})
        if told.calls:
            name, given = told.calls.pop(0)
            call = {"index": 0, "id": f"call-{len(told.requests)}", "type": "function"}
            arguments = given if isinstance(given, str) else json.dumps(given)
            self._chunk({"tool_calls": [{**call, "function": {"name": name, "arguments": arguments}}]})
            self._chunk({}, "tool_calls")
            self._send("data: [DONE]\n\n")
            self._send("")
            return
        while manner is Manner.DRIPS and not told.closing.wait(DRIP_SECONDS):
            self._send(":")  # a comment of server-sent events
        text = told.first_texts.pop(0) if told.first_texts else told.text
        self._say("" if manner is Manner.EMPTY else text, told.piece)
        while manner is Manner.ENDLESS and not told.closing.is_set():
            self._say(text, told.piece)
        if manner is Manner.STALLS:
            told.closing.wait()
        if manner in {Manner.STALLS, Manner.BREAKS}:
            self.close_connection = True
            return
        if manner is Manner.TORN_JSON:
            self._send('data: {"choices": [{"delta": {"content": "半\n\n')
        if manner is not Manner.ENDS_EARLY:
            self._chunk({}, FINISH.get(manner, "stop"))
            self._send("data: [DONE]\n\n")
        self._send("")

    def _say(self, text: str, piece: int) -> None:
        for start in range(0, len(text), piece):
            self._chunk({"content": text[start : start + piece]})

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        head = {"id": "chat-1", "object": "chat.completion.chunk", "created": 0, "model": "loopback"}
        self._send(f"data: {json.dumps({**head, 'choices': [choice]}, ensure_ascii=False)}\n\n")

    def _send(self, text: str) -> None:
        """One HTTP chunk; an empty one ends the body."""
        body = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, told: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told = told

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in mid-stream is part of the tests."""


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[str]:
    """Its address as an endpoint, while it serves; until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def model_server(text: str = "", manner: Manner = Manner.WELL) -> Iterator[ModelServer]:
    """Serve until the block ends; what the server does may be changed inside the block."""
    told = ModelServer(text=text, manner=manner)
    with serving(_Server(told)) as told.base_url:
        try:
            yield told
        finally:
            told.closing.set()
