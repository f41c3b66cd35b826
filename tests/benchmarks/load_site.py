"""The site of the load run: its server, and what there is to read and to ask."""

import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml

from tests.benchmarks.host import ROOT

QUESTIONS = ROOT / "tests" / "evals" / "retrieval"
SHUKUN = Path(sys.executable).with_name("shukun")
LAW_PAGES = 12
LONGEST_SEARCH = 60  # characters
START_SECONDS = 300
SETTINGS = {
    "SHUKUN_REQUESTS_PER_MINUTE": "0",
    "SHUKUN_ASKS_PER_MINUTE": "0",
    "SHUKUN_ASKS_AT_ONCE": "0",
    "SHUKUN_SEND_TIMEOUT_SECONDS": "5",
    "SHUKUN_BODY_TIMEOUT_SECONDS": "5",
}


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to read, by kind of page, and to ask; ``phase`` is what a request's id begins with."""

    pages: Mapping[str, Sequence[str]]
    questions: Sequence[str]
    phase: str = ""


@contextmanager
def served(home: Path, folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """The address of a server, and the seconds after which it answered and was ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUKUN_")}
    environment |= SETTINGS | {"SHUKUN_HOME": str(home), "SHUKUN_DATABASE_URL": f"sqlite:///{folder / 'web.sqlite3'}"}
    address, begun = f"http://127.0.0.1:{port}", time.perf_counter()
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([SHUKUN, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        yield address, {path: up(f"{address}{path}", begun) for path in ("/livez", "/readyz")}
    finally:
        server.terminate()
        server.wait()


def up(url: str, begun: float) -> float:
    """The seconds after which an address answers with 200."""
    while time.perf_counter() - begun < START_SECONDS:
        try:
            fetched(url)
        except OSError:
            time.sleep(0.1)
        else:
            return round(time.perf_counter() - begun, 1)
    raise SystemExit("the server did not start")


def fetched(url: str) -> bytes:
    """What is at an address."""
    with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310  our own server
        return bytes(response.read())


def found(address: str) -> Site:
    """The pages that a reader would come upon, by kind; of laws and articles a dozen."""

    def at(path: str, pattern: str) -> list[str]:
        return links(fetched(address + path).decode(), pattern)

    files = sorted(QUESTIONS.glob("tune-*.yaml"))
    asked = [row["question"] for file in files for row in yaml.safe_load(file.read_text("utf-8"))]
    random.seed(0)
    laws = random.sample(every := at("/laws", r"/laws/[^/\"?]+"), min(LAW_PAGES, len(every)))
    articles = [one for law in laws for one in at(law, r"/laws/[^/\"?]+/%E7%AC%AC[^\"?]+")[:LAW_PAGES]]
    texts = [one for law in laws for one in at(law, r"/records/[^\"?]+")]
    pages = {
        "home": ["/"],
        "guide": ["/guide"],
        "guide-page": at("/guide", r"/guide/(?:mechanism|procedure)-[a-z-]+"),
        "search": [f"/guide?q={quote(one[:LONGEST_SEARCH])}" for one in asked],
        "record": at("/records", r"/records/[a-z-]+"),
        "laws": ["/laws"],
        "law": laws,
        "article": articles,
        "text": texts,
        "tool": at("/tools", r"/tools/[a-z-]+"),
        "draft": at("/draft", r"/draft/[a-z-]+"),
        "check": ["/check"],
    }
    return Site({kind: paths for kind, paths in pages.items() if paths}, asked)


def weight(address: str, path: str) -> float:
    """The kilobytes of a page with all that it loads."""
    page = fetched(address + path)
    parts = links(page.decode(), r"/static/[^\"]+") + links(
        page.decode().replace("src=", "href="), r"/static/[^\"]+\.js"
    )
    return round((len(page) + sum(len(fetched(address + part)) for part in parts)) / 1000, 1)


def links(page: str, pattern: str) -> list[str]:
    """The addresses of this form that a page leads to, in its order, each once."""
    return list(dict.fromkeys(re.findall(rf'href="({pattern})"', page)))
