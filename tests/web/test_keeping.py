"""What is the same for everybody is made once, and anew when what it is made of changes."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI, Request, Response

from assistant.settings import Settings
from knowledge.build import build
from knowledge.embedding import load_embeddings
from tests.web import laws
from tests.web.conftest import Browse
from web import app as web_app
from web import keeping
from web.pages import templates


@pytest.fixture
def own_home(law_home: Path, tmp_path: Path) -> Path:
    """A home that a test may change."""
    return shutil.copytree(law_home, tmp_path / "home")


@pytest.fixture
def own_application(own_home: Path) -> Iterator[FastAPI]:
    app = web_app.create_app(Settings(home=own_home))
    yield app
    app.state.services.history.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were rendered, as they are."""
    names: list[str] = []
    respond = templates.TemplateResponse

    def counted(request: Request, name: str, context: dict[str, Any], **more: Any) -> Response:
        names.append(name)
        return respond(request, name, context, **more)

    monkeypatch.setattr(templates, "TemplateResponse", counted)
    return names


TEXT = f"/records/{laws.LAW}@{laws.NEW}"
LAW = f"/laws/{laws.LAW}"
PAGES = ["/guide", "/glossary", "/laws", LAW, f"{LAW}/第三条", "/forms", "/tools", "/records", TEXT]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_once(own_application: FastAPI, browse: Browse, made: list[str], path: str) -> None:
    first, second, third = (browse(own_application).get(path) for _ in range(3))
    assert len(made) == 1
    assert first.status_code == 200
    assert first.content == second.content == third.content
    differ = {"x-request-id"}
    heads = [[pair for pair in one.headers.items() if pair[0] not in differ] for one in (first, second, third)]
    assert heads[0] == heads[1] == heads[2]
    assert "default-src 'none'" in third.headers["content-security-policy"]
    assert len({one.headers["x-request-id"] for one in (first, second, third)}) == 3


def test_who_takes_no_compression_gets_none(own_application: FastAPI, browse: Browse) -> None:
    client = browse(own_application)
    for _ in range(2):
        assert client.get("/glossary").headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get("/glossary", headers={"accept-encoding": "identity"}).headers


PERSONAL = [
    *("/guide?q=账户被冻结", "/guide/interview?asker=litigant", "/laws?q=债务", f"{TEXT}?at=互助", "/"),
    f"/records/{quote('calculation:court-fee?amount=800000&on=2026-01-01', safe='')}",
]


@pytest.mark.parametrize("path", PERSONAL)
def test_what_somebody_looked_for_is_not_kept(
    own_application: FastAPI, browse: Browse, made: list[str], path: str
) -> None:
    for _ in range(2):
        assert browse(own_application).get(path).status_code == 200
    assert len(made) == 2


def test_the_way_back_to_a_conversation_is_its_readers_own(own_application: FastAPI, browse: Browse) -> None:
    client = browse(own_application)
    pages = [
        client.get(TEXT, headers={"referer": came_from}).text
        for came_from in ("http://testserver/laws", "http://testserver/conversations/abc123", "http://testserver/laws")
    ]
    assert [("/conversations/abc123" in page) for page in pages] == [False, True, False]


def test_an_error_is_not_kept(own_application: FastAPI, browse: Browse, made: list[str]) -> None:
    for _ in range(2):
        assert browse(own_application).get(f"/laws/{laws.LAW}/第九十九条").status_code == 404
    assert len(made) == 2


def test_a_new_index_and_a_new_day_make_pages_anew(
    own_application: FastAPI, own_home: Path, browse: Browse, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> None:
        assert browse(own_application).get("/guide").status_code == 200

    read()
    record = next((own_home / "corpus").rglob("*.md"))
    record.write_text(record.read_text(encoding="utf-8").replace("周转不灵", "资金紧张"), encoding="utf-8")
    build(own_home, load_embeddings(None), own_home / "corpus")
    read()
    read()
    assert len(made) == 2

    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date.fromordinal(date.today().toordinal() + 1)

    monkeypatch.setattr(keeping, "date", Tomorrow)
    read()
    read()
    assert len(made) == 3


def test_without_an_index_the_page_says_so(browse: Browse, tmp_path: Path) -> None:
    app = web_app.create_app(Settings(home=tmp_path))
    for _ in range(2):
        assert browse(app).get("/guide").status_code == 503
    app.state.services.history.close()
