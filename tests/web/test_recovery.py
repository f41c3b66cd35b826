"""An index or a database that is missing or damaged: said plainly, mended without a restart, and nothing is lost."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from assistant.assembly import build_index, open_history
from assistant.errors import AssistantError, HistoryError
from assistant.settings import Settings
from knowledge.records import Role
from tests.web.asking import FLAGSHIP, REFUSED, ask, ask_form, problem_of
from tests.web.conftest import Browse
from web.app import create_app

Spoil = Callable[[Path], None]

EARLIER_BROWSER = "an-earlier-browser-32-characters"


def test_without_an_index_503_until_one_is_built(tmp_path: Path, browse: Browse) -> None:
    """The same running application answers once there is an index."""
    settings = Settings(home=tmp_path / "not-there-yet")
    client = browse(create_app(settings))
    sent = {"question": REFUSED, "role": "mediator"}
    requests: dict[str, Callable[[], httpx2.Response]] = {
        "/api/ask": lambda: client.post("/api/ask", json=sent),
        "/ask": lambda: client.post("/ask", data=sent),
        "/": lambda: client.get("/"),
        "/records/mechanism-live-seizure": lambda: client.get("/records/mechanism-live-seizure"),
        "/healthz": lambda: client.get("/healthz"),
    }
    for path, request in requests.items():
        response = request()
        assert response.status_code == 503, path
        assert "shukun build" in problem_of(response, path)
    build_index(settings)
    assert {path: request().status_code for path, request in requests.items()} == dict.fromkeys(requests, 200)
    assert ask(client, FLAGSHIP)[-1][1]["outcome"] == "answer"


def _no_vectors(index: Path) -> None:
    shutil.rmtree(next(index.glob("*/records/dense")))


def _half_written(index: Path) -> None:
    file = next(index.glob("*/passages.json"))
    file.write_bytes(file.read_bytes()[:1000])


def _no_manifest(index: Path) -> None:
    next(index.glob("*/manifest.json")).unlink()


def _wild_pointer(index: Path) -> None:
    (index / "current").write_text("../../elsewhere")


def _pointer_to_nothing(index: Path) -> None:
    (index / "current").write_text("20250101-000000-aaaaaaaa")


def _garbage_pointer(index: Path) -> None:
    (index / "current").write_bytes(b"\xff\x00\xfe")


BREAKS = [_no_vectors, _half_written, _no_manifest, _wild_pointer, _pointer_to_nothing, _garbage_pointer]


@pytest.mark.parametrize("spoil", BREAKS)
def test_with_a_corrupt_index_503_and_conversations_stay(
    home: Path, tmp_path: Path, browse: Browse, spoil: Spoil
) -> None:
    own = Settings(home=tmp_path / "home")
    shutil.copytree(home, own.home)
    stored, _ = open_history(own).ask(EARLIER_BROWSER, None, Role.JUDGE, REFUSED)
    spoil(own.home / "index")
    client = browse(create_app(own))
    client.cookies.set("shukun_browser", EARLIER_BROWSER)
    for path in ("/", "/healthz", "/records/mechanism-live-seizure"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert "已损坏" in problem_of(response, path)
    asked = client.post("/api/ask", json={"question": REFUSED, "role": "judge"})
    assert asked.status_code == 503
    assert "shukun build" in problem_of(asked, "/api/ask")
    assert REFUSED in client.get(f"/conversations/{stored}").text  # nothing stored is lost
    shutil.copytree(home / "index", own.home / "index", dirs_exist_ok=True)
    assert client.get("/healthz").status_code == 200
    assert ask_form(client, REFUSED, stored).startswith(f"/conversations/{stored}")


def test_vectors_damaged_under_a_running_server(home: Path, tmp_path: Path, browse: Browse) -> None:
    """The stream has begun by then: it still ends with an event, and the page with a status."""
    own = Settings(home=tmp_path / "home")
    shutil.copytree(home, own.home)
    client = browse(create_app(own))
    stored = ask(client, REFUSED)[0][1]["conversation"]
    for file in own.home.glob("index/*/records/dense/**/*"):
        if file.is_file():
            file.write_bytes(b"\x00\xff" * (file.stat().st_size // 2))
    (opened, _), (last, data) = ask(client, FLAGSHIP)
    assert (opened, last) == ("opened", "failed")
    assert data["message"].endswith("。")
    asked = client.post("/ask", data={"question": FLAGSHIP, "role": "judge"})
    assert asked.status_code == 503
    assert "shukun build" in asked.text
    assert f">{FLAGSHIP}</textarea>" in asked.text  # what was typed is still in the box
    assert asked.headers["content-security-policy"]
    assert REFUSED in client.get(f"/conversations/{stored}").text
    build_index(own)
    assert ask(client, FLAGSHIP)[-1][1]["outcome"] == "answer"


def test_a_database_that_breaks_under_a_running_server(home: Path, tmp_path: Path, browse: Browse) -> None:
    file = tmp_path / "conversations.sqlite3"
    client = browse(create_app(Settings(home=home, database_url=f"sqlite:///{file}")))
    stored = ask(client, REFUSED)[0][1]["conversation"]
    with sqlite3.connect(file) as database:
        database.execute("ALTER TABLE turns RENAME TO elsewhere")
    sent = {"question": REFUSED, "role": "judge"}
    for response, path in (
        (client.post("/api/ask", json=sent), "/api/ask"),
        (client.post("/ask", data=sent), "/ask"),
        (client.get(f"/conversations/{stored}"), "/conversations"),
    ):
        assert response.status_code == 503
        assert "对话记录" in problem_of(response, path)
    with sqlite3.connect(file) as database:
        database.execute("ALTER TABLE elsewhere RENAME TO turns")
    assert ask(client, REFUSED, conversation=stored)[-1][1]["outcome"] == "refusal"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("nonsense", id="no URL"),
        pytest.param("oracle-of-delphi://host/db", id="unknown database"),
        pytest.param("postgresql+asyncpg://localhost/db", id="driver that is not installed"),
        pytest.param("sqlite:////proc/no/such/place.sqlite3", id="place that cannot be written"),
    ],
)
def test_a_bad_database_url_is_told_at_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(HistoryError, match="SHUKUN_DATABASE_URL"):
        create_app(Settings(home=tmp_path, database_url=url))


def test_a_database_that_is_no_database_is_told_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "conversations.sqlite3"
    file.write_bytes(b"this is a letter, not a database. " * 100)
    with pytest.raises(AssistantError, match="打不开数据库"):
        create_app(Settings(home=tmp_path))
    assert file.read_bytes().startswith(b"this is a letter")


def test_a_person_in_danger_is_helped_whatever_is_broken(tmp_path: Path, browse: Browse) -> None:
    """No index and no table to store anything in: the question is neither searched nor kept."""
    file = tmp_path / "conversations.sqlite3"
    client = browse(create_app(Settings(home=tmp_path / "nothing", database_url=f"sqlite:///{file}")))
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE turns")
    despair = "欠了这么多钱，我不想活了"
    assert ask(client, despair)[-1][1]["outcome"] == "referral"
    page = client.post("/ask", data={"question": despair, "role": "litigant"})
    assert page.status_code == 200
    assert "12356" in page.text
    assert despair in page.text
    assert despair.encode() not in file.read_bytes()
