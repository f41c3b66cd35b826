"""What stands before the routes: limits by address, slow and vanished clients, headers, cookies, redirects."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings
from tests.model_server import Manner, model_server
from tests.web.asking import CHINESE, REFUSED
from web.app import create_app
from web.exchange import HEADERS
from web.guard import Guard
from web.limits import MINUTE, MOST_ADDRESSES, Excess, Limits, Rate, address_of

Limited = Callable[..., TestClient]


@pytest.fixture
def limited(home: Path, tmp_path: Path) -> Iterator[Limited]:
    """Browsers at addresses of their own, of one application with these limits."""
    apps: list[FastAPI] = []

    def browser(address: str = "203.0.113.7", app: FastAPI | None = None, **settings: Any) -> TestClient:
        if app is None:
            app = create_app(Settings(home=home, database_url=f"sqlite:///{tmp_path / 'c.sqlite3'}", **settings))
            apps.append(app)
        return TestClient(app, raise_server_exceptions=False, client=(address, 50000))

    yield browser
    for app in apps:
        app.state.services.history.close()


def test_too_many_requests_of_one_address(limited: Limited) -> None:
    client = limited(requests_per_minute=5)
    statuses = [client.get("/glossary").status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    response = client.get("/api/v1/compute")
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 13
    assert "请过" in response.json()["message"]
    page = client.get("/glossary")
    assert 'role="alert"' in page.text and "请过" in page.text and page.headers["content-security-policy"]
    error = client.get("/v1/models").json()["error"]
    assert (error["type"], error["code"]) == ("rate_limit_error", "rate_limit_exceeded")
    assert limited("203.0.113.8", client.app).get("/glossary").status_code == 200


def test_files_and_monitors_are_not_limited(limited: Limited) -> None:
    client = limited(requests_per_minute=1)
    assert client.get("/glossary").status_code == 200
    for path in ("/static/style.css", "/healthz", "/livez", "/readyz"):
        assert [client.get(path).status_code for _ in range(3)] == [200] * 3, path
    assert client.get("/glossary").status_code == 429


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream", "/api/ask", "/v1/chat/completions"])
def test_questions_have_a_limit_of_their_own(limited: Limited, path: str) -> None:
    client = limited(asks_per_minute=2)
    messages = [{"role": "user", "content": REFUSED}]
    sent: dict[str, Any] = {"question": REFUSED, "role": "judge"}
    if path.startswith("/v1/"):
        sent = {"model": "shukun-judge", "messages": messages}
    assert [client.post(path, json=sent).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/glossary").status_code == 200


def test_zero_is_no_limit_and_no_address_has_none(limited: Limited) -> None:
    client = limited(requests_per_minute=0)
    assert {client.get("/v1/models").status_code for _ in range(20)} == {200}
    client = limited("testclient", requests_per_minute=1)
    assert {client.get("/v1/models").status_code for _ in range(5)} == {200}


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("testclient", None),
        ("", None),
        (None, None),
    ],
)
def test_what_counts_as_an_address(host: str | None, counted: str | None) -> None:
    assert address_of(host) == counted


@pytest.mark.parametrize("name", ["REQUESTS_PER_MINUTE", "ASKS_PER_MINUTE", "ASKS_AT_ONCE", "BODY_TIMEOUT_SECONDS"])
def test_limits_come_from_the_environment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SHUKUN_{name}", "7")
    assert getattr(read_settings(), name.lower()) == 7
    monkeypatch.setenv(f"SHUKUN_{name}", "-1")
    with pytest.raises(SettingsError, match=f"SHUKUN_{name}"):
        read_settings()


def test_a_rate_refills_steadily() -> None:
    rate = Rate(60)
    assert [rate.take("a", 0) for _ in range(61)] == [0.0] * 60 + [pytest.approx(1)]
    assert rate.take("a", 0.5) == pytest.approx(0.5)
    assert rate.take("a", 1.01) == 0
    assert rate.take("a", 1.01) > 0
    assert [rate.take("a", 1.01 + 2 * MINUTE) for _ in range(60)] == [0.0] * 60
    assert rate.take("b", 1.01) == 0


def test_memory_is_bounded() -> None:
    rate = Rate(1)
    for number in range(MOST_ADDRESSES + 10):
        rate.take(str(number), 0)
    assert len(rate._full) == MOST_ADDRESSES
    assert rate.take(str(MOST_ADDRESSES + 9), 0) > 0  # the latest are remembered


def test_answers_at_once() -> None:
    limits = Limits(Settings(asks_at_once=2))

    def asking() -> Any:
        return limits.within("203.0.113.7", "POST", "/api/v1/ask", 0)

    with asking(), asking():
        with pytest.raises(Excess, match="asks_at_once"), asking():
            pass
        with limits.within("203.0.113.7", "GET", "/glossary", 0), limits.within("203.0.113.8", "POST", "/ask", 0):
            pass
    with asking():
        pass
    assert not limits._at_once


# What a client does to a connection, seen at the seam between server and application.

SCOPE: Scope = {
    "type": "http",
    "method": "POST",
    "path": "/api/v1/ask",
    "raw_path": b"/api/v1/ask",
    "query_string": b"",
    "root_path": "",
    "scheme": "http",
    "http_version": "1.1",
    "server": ("testserver", 80),
    "client": ("203.0.113.7", 50000),
    "headers": [(b"host", b"testserver"), (b"content-length", b"4")],
}
BODY: Message = {"type": "http.request", "body": b"body", "more_body": False}
GONE: Message = {"type": "http.disconnect"}


def exchange(app: ASGIApp, receive: Receive, send: Send | None = None, **settings: Any) -> list[Message]:
    """What is sent when ``app`` is asked through the guard; the whole must be over soon."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        guard = Guard(app, Settings(**settings))
        async with asyncio.timeout(5):
            await guard({**SCOPE, "state": {}}, receive, send or keep)

    asyncio.run(run())
    return sent


def receiving(*messages: Message, then: Message | None = None) -> Receive:
    """A client that sends these, and after a while ``then``, or nothing any more."""
    left = list(messages)

    async def receive() -> Message:
        if left:
            return left.pop(0)
        if then is None:
            await asyncio.Event().wait()
        await asyncio.sleep(0.05)
        return then or GONE

    return receive


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"], "more_body": False})


def test_a_body_is_read_whole_before_the_application_runs() -> None:
    pieces = [{"type": "http.request", "body": b"bo", "more_body": True}, {"type": "http.request", "body": b"dy"}]
    sent = exchange(answering, receiving(*pieces))
    assert sent[1]["body"] == b"body"
    headers = dict(sent[0]["headers"])
    assert all(headers[name.lower().encode()] == value.encode() for name, value in HEADERS.items())


def test_a_slow_body_is_not_waited_for() -> None:
    sent = exchange(answering, receiving({**BODY, "more_body": True}), body_timeout_seconds=0.1)
    assert sent[0]["status"] == 408 and dict(sent[0]["headers"])[b"connection"] == b"close"
    assert CHINESE.search(sent[1]["body"].decode())


def test_a_client_that_leaves_while_it_sends_gets_nothing() -> None:
    assert exchange(answering, receiving({**BODY, "more_body": True}, then=GONE)) == []


def test_nothing_goes_on_for_a_client_that_left_before_the_answer() -> None:
    ended: list[str] = []

    async def thinking(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("broken off")

    assert exchange(thinking, receiving(BODY, then=GONE)) == []
    assert ended == ["broken off"]


def test_an_answer_that_has_begun_hears_that_its_reader_left() -> None:
    heard: list[Message] = []

    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        heard.append(await receive())

    exchange(streaming, receiving(BODY, then=GONE))
    assert heard == [GONE]


def test_a_reader_that_takes_nothing_is_given_up() -> None:
    ended: list[str] = []

    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            while True:
                await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        finally:
            ended.append("given up")

    async def stuck(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    exchange(streaming, receiving(BODY), stuck, send_timeout_seconds=0.1)
    assert ended == ["given up"]


def test_a_fault_passes_as_it_is() -> None:
    async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        exchange(faulty, receiving(BODY, then=GONE))


def test_what_follows_an_answer_is_not_cut_off() -> None:
    """A server says that the client is gone once the answer is done: what is put in order after that still is."""
    ended: list[str] = []

    async def tidying(scope: Scope, receive: Receive, send: Send) -> None:
        await answering(scope, receive, send)
        await asyncio.sleep(0.2)
        ended.append("tidied")

    exchange(tidying, receiving(BODY, then=GONE))
    assert ended == ["tidied"]


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """The application behind a real server; its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(10)


def _post(port: int, path: str, body: bytes, length: int | None = None) -> socket.socket:
    opened = socket.create_connection(("127.0.0.1", port), timeout=20)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    opened.sendall(f"{head}Content-Length: {length or len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
    return opened


def _read(opened: socket.socket) -> bytes:
    with opened:
        pieces = []
        while piece := opened.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream", "/v1/chat/completions", "/api/ask"])
def test_whoever_vanishes_frees_the_place_at_the_model(home: Path, tmp_path: Path, path: str) -> None:
    """With one place, the next question gets it at once, not after the 20 seconds that one waits for a place."""
    question = "工厂设备被查封快停产，怎么调解？".encode()
    sent = b'{"question": "%s", "role": "mediator"}' % question
    if path.startswith("/v1/"):
        sent = b'{"model": "shukun-judge", "stream": true, "messages": [{"role": "user", "content": "%s"}]}' % question
    with model_server("企业可以申请活封[1]。") as upstream:
        settings = Settings(
            home=home,
            database_url=f"sqlite:///{tmp_path / 'c.sqlite3'}",
            llm_base_url=upstream.base_url,
            llm_model="tiny",
            llm_concurrency=1,
            llm_tools=False,
        )
        app = create_app(settings)
        with served(app) as port:
            upstream.manner = Manner.SILENT
            first = _post(port, path, sent)
            _until(lambda: upstream.requests)
            first.close()
            upstream.manner = Manner.WELL
            begun = time.monotonic()
            answer = _read(_post(port, "/api/v1/ask", b'{"question": "%s"}' % question)).decode()
            assert "HTTP/1.1 200" in answer and "没有空闲" not in answer
            assert len(upstream.requests) > 1 and time.monotonic() - begun < 15
        app.state.services.history.close()


def test_a_slow_body_over_a_real_connection(home: Path, tmp_path: Path) -> None:
    app = create_app(Settings(home=home, database_url=f"sqlite:///{tmp_path / 'c.sqlite3'}", body_timeout_seconds=0.3))
    with served(app) as port:
        begun = time.monotonic()
        answer = _read(_post(port, "/api/v1/ask", b'{"question"', length=5000))
        assert answer.startswith(b"HTTP/1.1 408") and time.monotonic() - begun < 5
        assert b"HTTP/1.1 200" in _read(_post(port, "/api/v1/ask", b'{"question": "a"}'))
    app.state.services.history.close()


def _until(seen: Callable[[], object]) -> None:
    for _ in range(400):
        if seen():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


# The rest of what a page is safe by.


@pytest.mark.parametrize(
    "path", ["/", "/status", "/no-such-page", "/static/style.css", "/api/v1/compute", "/v1/models"]
)
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert all(headers[name] == value for name, value in HEADERS.items())
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


def test_an_unexpected_fault_has_them_too(application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(application.state.services, "assistant", faulty)
    for path in ("/records", "/api/v1/records"):
        response = TestClient(application, raise_server_exceptions=False).get(path)
        assert response.status_code == 500 and response.headers["x-request-id"]
        assert all(response.headers[name] == value for name, value in HEADERS.items())
        assert "ZeroDivision" not in response.text


def test_the_cookie_is_for_this_site_alone(application: FastAPI) -> None:
    for base, secure in (("http://testserver", False), ("https://testserver", True)):
        cookie = TestClient(application, base_url=base).get("/").headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie and ("secure" in cookie) is secure


@pytest.mark.parametrize(
    "path",
    [
        *("//elsewhere.example/", "//elsewhere.example/laws/", "/%2F%2Felsewhere.example/", "/laws//elsewhere.example"),
        *("/\\elsewhere.example/", "/laws/?q=//elsewhere.example", "/laws?q=https://elsewhere.example"),
        *("/records//elsewhere.example/", "/glossary/", "/tools/", "/guide//elsewhere.example/"),
    ],
)
def test_no_redirect_leads_elsewhere(client: TestClient, path: str) -> None:
    response = client.get(f"http://testserver{path}", headers={"Referer": "https://elsewhere.example/"})
    for one in [*response.history, response]:
        assert one.url.host == "testserver"
    location = client.get(f"http://testserver{path}", follow_redirects=False).headers.get("location", "/")
    assert location.startswith(("/", "http://testserver/")) and not location.startswith(("//", "/\\"))
