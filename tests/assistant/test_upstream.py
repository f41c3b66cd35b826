"""The language model's endpoint: what is connected to, over real sockets, and that nothing is left of a connection."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from assistant.composing import upstream
from assistant.composing.upstream import Upstream
from assistant.errors import ModelError, SettingsError
from assistant.settings import Settings, is_loopback, read_settings
from tests.model_server import Manner, ModelServer, model_server, serving

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "OPENAI_PROXY")
ELSEWHERE = "http://nosuch.invalid/v1"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxies but those of a test, and no pauses between attempts."""
    for name in (*PROXIES, "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setattr(upstream, "FIRST_PAUSE", 0.01)


def endpoint(base_url: str, **settings: Any) -> Upstream:
    return Upstream(Settings(llm_base_url=base_url, llm_model="loopback", **settings))


async def said(endpoint: Upstream, question: str = "你好") -> str:
    return "".join([chunk.text async for chunk in endpoint.stream([("human", question)])])


@contextmanager
def sends_elsewhere(address: str) -> Iterator[str]:
    """A server that answers every request with a redirect there; yields its own base address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(307)
            self.send_header("Location", f"{address}/chat/completions")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test output clean."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as endpoint:
        yield endpoint


# What is connected to


@pytest.mark.parametrize("name", [*PROXIES, *(name.lower() for name in PROXIES)])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_proxy_stands_before_a_model_on_this_machine(monkeypatch: pytest.MonkeyPatch, name: str, host: str) -> None:
    with model_server("好") as server, model_server("代理") as proxy:
        monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        assert asyncio.run(said(endpoint(server.base_url.replace("127.0.0.1", host)))) == "好"
    assert not proxy.requests


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "ftp://127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_hinders_only_a_model_elsewhere(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with model_server("好") as server:
        assert asyncio.run(said(endpoint(server.base_url))) == "好"
    with pytest.raises(ModelError, match="代理不能用"):
        asyncio.run(said(endpoint(ELSEWHERE)))


def test_a_model_elsewhere_is_reached_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server("好") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        assert asyncio.run(said(endpoint(ELSEWHERE))) == "好"


def test_no_redirect_is_followed() -> None:
    with model_server("别处") as other, sends_elsewhere(other.base_url) as base_url:
        for only in (True, False):
            with pytest.raises(ModelError, match="HTTP 307"):
                asyncio.run(said(endpoint(base_url, llm_loopback_only=only)))
    assert not other.requests


LOOPBACK = [
    "http://127.0.0.1:8001/v1",
    "http://127.5.4.3:8001/v1",
    "http://[::1]:8001/v1",
    "http://localhost:8001/v1",
    "https://LOCALHOST/v1",
    "http://evil.com@127.0.0.1/v1",  # the name is a user's
]
NOT_LOOPBACK = [
    "http://localhost.evil.com/v1",
    "http://localhostevil.com/v1",
    "http://127.0.0.1.evil.com/v1",
    "http://127.0.0.1@evil.com/v1",
    "http://localhost@evil.com/v1",
    "http://127.0.0.1:8001@evil.com/v1",
    "http://127.0.0.1\\@evil.com/v1",
    "http://evil.com#@127.0.0.1/v1",
    "http://evil.com?@127.0.0.1/v1",
    "http://2130706433/v1",  # 127.0.0.1 in one number; what becomes of it is the resolver's choice
    "http://0x7f000001/v1",
    "http://0x7f.0.0.1/v1",
    "http://0177.0.0.1/v1",
    "http://127.1/v1",
    "http://0.0.0.0/v1",
    "http://[::]/v1",
    "http://10.0.0.8/v1",
    "http://169.254.169.254/v1",
    "https://api.example.com/v1",
]


@pytest.mark.parametrize("url", LOOPBACK)
def test_an_address_of_this_machine_is_allowed(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SHUKUN_LLM_BASE_URL", url)
    monkeypatch.setenv("SHUKUN_LLM_MODEL", "m")
    monkeypatch.setenv("SHUKUN_LLM_LOOPBACK_ONLY", "1")
    assert read_settings().llm_base_url == url


@pytest.mark.parametrize("url", NOT_LOOPBACK)
def test_any_other_is_refused_when_read_and_when_connected_to(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SHUKUN_LLM_BASE_URL", url)
    monkeypatch.setenv("SHUKUN_LLM_MODEL", "m")
    monkeypatch.setenv("SHUKUN_LLM_LOOPBACK_ONLY", "1")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert caught.value.name == "SHUKUN_LLM_BASE_URL"
    with pytest.raises(ModelError, match="SHUKUN_LLM_LOOPBACK_ONLY"):
        asyncio.run(said(endpoint(url, llm_loopback_only=True)))


def test_localhost_that_resolves_to_another_machine_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_loopback("http://localhost/v1")
    # The hosts file of this machine cannot be changed for a test.
    elsewhere = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("127.0.0.1", "203.0.113.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: elsewhere)
    assert not is_loopback("http://localhost/v1")


# One event loop after another


def test_one_endpoint_serves_one_event_loop_after_another_and_leaves_no_connection_open() -> None:
    with model_server("好") as server:
        one = endpoint(server.base_url, llm_concurrency=2)
        for _ in range(3):
            assert asyncio.run(_at_once(one, 4)) == ["好"] * 4  # more than may run at once
            assert not connections_to(server)


async def _at_once(one: Upstream, count: int) -> list[str]:
    return await asyncio.gather(*(said(one) for _ in range(count)))


def test_a_reader_who_leaves_closes_the_connection() -> None:
    async def first_piece(one: Upstream) -> str:
        async with aclosing(one.stream([("human", "你好")])) as pieces:
            async for chunk in pieces:
                if chunk.text:
                    assert connections_to(server)
                    break
        return chunk.text

    with model_server("好的", Manner.STALLS) as server:
        assert asyncio.run(first_piece(endpoint(server.base_url))) == "好"
        assert not connections_to(server)


def connections_to(server: ModelServer) -> list[Any]:
    """This process's connections to that server, its own ends apart."""
    port = urlsplit(server.base_url).port
    return [one for one in psutil.Process().net_connections() if one.raddr and one.raddr.port == port]
