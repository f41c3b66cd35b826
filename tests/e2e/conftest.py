"""A served site and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from knowledge.importing import import_sources
from knowledge.registry import Registry
from tests.model_server import Manner, ModelServer, model_server
from tests.web.laws import write_laws

SHUKUN = Path(sys.executable).with_name("shukun")
# What a slow machine needs; nothing waits longer than it must.
SERVER_START_SECONDS = 180
MOST_MILLISECONDS = 30_000
expect.set_options(timeout=MOST_MILLISECONDS)
DRAFT = (
    "## 局面判断\n- 活封是法院查封厂房、机器设备后指定企业自己保管，封条照贴[6]。\n"
    "- 工厂手里有订单，机器设备却要被贴封条，担心停产、交不了货[7]。\n"
    "## 分步方案\n1. 双方协商付款，可以约定一次付清，也可以约定每付一笔解除一部分设备的查封[9]。\n"
)
# The browser's own errands would reach other hosts.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serve(home: Path, folder: Path, **settings: str) -> Iterator[str]:
    """Run ``shukun serve`` on a free port, conversations in ``folder``; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUKUN_")}
    environment |= {"SHUKUN_HOME": str(home), "SHUKUN_DATABASE_URL": f"sqlite:///{folder / 'web.sqlite3'}", **settings}
    log = folder / "serve.log"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [SHUKUN, "serve", "--port", str(port)], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(15)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SERVER_START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=30):  # noqa: S310  our own loopback server
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without a language model, with imported law."""
    folder = tmp_path_factory.mktemp("site")
    with_law = shutil.copytree(home, folder / "home")
    import_sources(with_law, [write_laws(folder / "texts")], Registry.load())
    with serve(with_law, folder) as address:
        yield address


@pytest.fixture(scope="session")
def stalling_model() -> Iterator[ModelServer]:
    """A model that writes a few sentences and then nothing, its connection open."""
    with model_server(DRAFT, Manner.STALLS) as model:
        yield model


@pytest.fixture(scope="session")
def site_with_model(home: Path, tmp_path_factory: pytest.TempPathFactory, stalling_model: ModelServer) -> Iterator[str]:
    """The address of a server whose language model stalls."""
    folder = tmp_path_factory.mktemp("site-with-model")
    settings = {"SHUKUN_LLM_BASE_URL": stalling_model.base_url, "SHUKUN_LLM_MODEL": "loopback"}
    with serve(home, folder, **settings) as address:
        yield address


# Not for the session: while it is open the main thread has a running loop, and asyncio.run refuses.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("there is no chromium on PATH: install Debian's package chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a browser complained of, and the pages it was given; ``expected`` are complaints that a test provokes."""

    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    documents: list[Response] = field(default_factory=list)


@pytest.fixture
def watch() -> Watch:
    """The watch over the pages of one test."""
    return Watch()


def _keep(watch: Watch, answer: Response) -> None:
    if answer.request.resource_type == "document":
        watch.documents.append(answer)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, watch: Watch) -> Iterator[Open]:
    """Opens an address in a browser without cookies; afterwards nothing was complained of and nobody else called."""
    contexts: list[BrowserContext] = []
    called: list[str] = []

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
        context.set_default_timeout(MOST_MILLISECONDS)
        contexts.append(context)
        context.on("request", lambda request: called.append(request.url))
        context.on("response", lambda answer: _keep(watch, answer))
        context.on("console", lambda said: watch.complaints.append(said.text) if said.type != "log" else None)
        context.on("weberror", lambda error: watch.complaints.append(str(error.error)))
        context.on("dialog", lambda dialog: watch.complaints.append(f"dialog: {dialog.message}"))
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert called
    assert {urlsplit(url).hostname for url in called} == {"127.0.0.1"}
    unexpected = [text for text in watch.complaints if not any(part in text for part in watch.expected)]
    assert not unexpected
