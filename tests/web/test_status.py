"""The status page, what monitors ask, the counts, and what is told of requests: never anything that somebody typed."""

import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from tests.web.asking import REFUSED
from tests.web.conftest import Browse
from tests.web.laws import NEW
from web import evaluation
from web.app import create_app
from web.observing import JsonLines, request_id

EVAL = {
    "commit": "0123456789abcdef",
    "prompts": "x",
    "at": "2026-11-29T10:00:00+00:00",
    "laws": True,
    "parts": [
        {
            "title": "screening and gate",
            "measures": [
                {"name": "held out: danger referred", "value": 1.0, "count": 52, "floor": 0.95, "missed": []},
                {
                    "name": "held out: our field let through",
                    "value": 0.8666,
                    "count": 60,
                    "floor": 0.9,
                    "missed": ["x"],
                },
                {"name": "a measure of tomorrow", "value": 0.5, "count": 1, "floor": None, "missed": []},
            ],
        },
        {"title": "answers of 大模型", "measures": [{"name": "questions answered", "value": 0.97, "count": 9}]},
        {"title": "a part of tomorrow", "measures": [{"name": "first", "value": 0.5, "count": 1}]},
    ],
}


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A home that a test may change."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No evaluation in the folder that the tests run from."""
    monkeypatch.setattr(evaluation, "CHECKED_OUT", tmp_path / "none.json")


@pytest.mark.usefixtures("unmeasured")
def test_the_page_says_what_the_service_knows(client: TestClient) -> None:
    page = unescape(client.get("/status").text)
    told = client.get("/api/v1/status").json()
    assert told["ready"] and told["problem"] is None and told["model"] is None and told["evaluation"] is None
    for number in (told["index"]["records"], told["index"]["passages"]):
        assert f"<b>{number:,}</b>" in page
    assert told["index"]["fingerprint"][:16] in page and told["version"] in page
    assert "运行正常" in page and "没有导入法律文本" in page and "没有测评结果" in page and "没有用" in page


def test_imported_law_is_counted(reader: TestClient) -> None:
    told = reader.get("/api/v1/status").json()["laws"]
    assert (told["laws"], told["versions"], told["cases"]) == (3, 4, 1)
    assert told["articles"] == 2 * 25 + 2 + 3 and told["newest"] > NEW
    page = reader.get("/status").text
    assert f"<b>{told['articles']}</b> 条" in page and f"{told['newest']} 公布" in page


def test_a_model_in_use_is_named(own: Path, browse: Browse) -> None:
    settings = Settings(home=own, llm_base_url="http://127.0.0.1:9/v1", llm_model="通义<7b>", llm_api_key="secret")
    client = browse(create_app(settings))
    assert "通义&lt;7b&gt;" in client.get("/status").text
    told = client.get("/api/v1/status").text
    assert "通义<7b>" in told and "secret" not in told and "127.0.0.1" not in told


def test_results_of_an_evaluation_are_shown(own: Path, browse: Browse) -> None:
    (own / "eval.json").write_text(json.dumps(EVAL), encoding="utf-8")
    client = browse(create_app(Settings(home=own)))
    page = unescape(client.get("/status").text)
    assert "有人处境危险时先给求助电话（没有见过的）" in page and "100.0%" in page
    assert "86.6%" in page and "未达到" in page  # never rounded up to what was not reached
    assert "语言模型 大模型 的答复" in page and "0123456789ab" in page
    assert "tomorrow" not in page and "排第一的资料合适" not in page
    told = client.get("/api/v1/status").json()["evaluation"]
    assert [part["title"] for part in told["parts"]] == [part["title"] for part in EVAL["parts"]]
    (own / "eval.json").write_text("{}", encoding="utf-8")
    assert client.get("/status").status_code == 200


def test_without_an_index_it_lives_and_is_not_ready(tmp_path: Path, browse: Browse) -> None:
    client = browse(create_app(Settings(home=tmp_path / "nothing")))
    assert client.get("/livez").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503 and "shukun build" in ready.json()["problem"]
    page = client.get("/status")
    assert page.status_code == 503 and "现在不能回答问题" in page.text and "shukun build" in page.text
    told = client.get("/api/v1/status")
    assert told.status_code == 200 and told.json()["ready"] is False and told.json()["index"] is None


def test_without_its_database_it_is_not_ready(own: Path, browse: Browse) -> None:
    client = browse(create_app(Settings(home=own)))
    assert client.get("/readyz").json() == {"status": "ok"}
    with sqlite3.connect(own / "conversations.sqlite3") as database:
        database.execute("ALTER TABLE turns RENAME TO elsewhere")
        database.execute("ALTER TABLE conversations RENAME TO elsewhere2")
    assert "对话记录" in client.get("/readyz").json()["problem"]
    assert client.get("/livez").status_code == 200


def test_counts_for_prometheus(home: Path, tmp_path: Path, browse: Browse) -> None:
    pytest.importorskip("prometheus_client")
    client = browse(create_app(Settings(home=home, database_url=f"sqlite:///{tmp_path / 'c.sqlite3'}")))
    client.get("/records/mechanism-live-seizure?at=适用条件")
    client.get("/records/mechanism-secret-name")
    client.get("/no/such/secret-page")
    client.get("/static/style.css")
    client.post("/api/v1/ask", json={"question": REFUSED})
    client.post("/api/v1/ask/stream", json={"question": REFUSED})
    client.post("/ask", data={"question": REFUSED}, headers={"Origin": "https://elsewhere.example"})
    client.request("SECRETS", "/glossary")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    counts = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))

    def requests(method: str, route: str, status: int) -> float:
        return float(counts[f'shukun_requests_total{{method="{method}",route="{route}",status="{status}"}}'])

    assert requests("GET", "/records/{record_id}", 200) == 1
    assert requests("GET", "/records/{record_id}", 404) == 1
    assert requests("GET", "(none)", 404) == 1
    assert requests("GET", "/static/", 200) == 1
    assert requests("POST", "/api/v1/ask", 200) == 1
    assert requests("other", "/glossary", 405) == 1
    assert float(counts['shukun_requests_refused_total{reason="origin"}']) == 1
    assert float(counts['shukun_outcomes_total{outcome="refusal"}']) == 2
    assert float(counts["shukun_streams_open"]) == 0
    assert float(counts['shukun_request_seconds_count{route="/api/v1/ask/stream"}']) == 1
    assert "secret" not in answer.text.lower() and "天气" not in answer.text and "mechanism" not in answer.text


class Kept(logging.Handler):
    """What is told, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    """Everything that the application tells while a test runs."""
    ours, kept = logging.getLogger("shukun"), Kept()
    level = ours.level
    ours.addHandler(kept)
    ours.setLevel(logging.DEBUG)
    yield kept
    ours.removeHandler(kept)
    ours.setLevel(level)


def test_a_line_for_each_request_and_nothing_personal_in_it(client: TestClient, log: Kept) -> None:
    client.get("/records/mechanism-live-seizure?at=适用条件", headers={"User-Agent": "secret-agent"})
    client.post("/api/v1/ask", json={"question": "我叫张三，" + REFUSED})
    client.post("/ask", data={"question": "李四", "role": "judge"}, headers={"Origin": "https://elsewhere.example"})
    lines: list[dict[str, Any]] = [json.loads(line) for line in log.lines]
    assert [(one["method"], one["route"], one["status"]) for one in lines] == [
        ("GET", "/records/{record_id}", 200),
        ("POST", "/api/v1/ask", 200),
        ("POST", "(none)", 403),
    ]
    assert lines[2]["refused"] == "origin"
    assert all(one["event"] == "request" and one["milliseconds"] > 0 and len(one["client"]) == 8 for one in lines)
    assert len({one["client"] for one in lines}) == 1
    told = "\n".join(log.lines)
    for secret in ("适用条件", "mechanism", "secret-agent", "张三", "李四", "天气", "testclient", "elsewhere"):
        assert secret not in told, secret


def test_addresses_are_not_told_in_clear(application: Any, log: Kept) -> None:
    for address in ("203.0.113.7", "203.0.113.7", "203.0.113.8"):
        TestClient(application, client=(address, 50000)).get("/glossary")
    first, again, other = (json.loads(line)["client"] for line in log.lines)
    assert first == again != other
    assert "203.0" not in "".join(log.lines)


def test_a_request_has_an_id(client: TestClient, log: Kept) -> None:
    given = client.get("/livez", headers={"X-Request-ID": "court-42.a_b"})
    assert given.headers["x-request-id"] == "court-42.a_b"
    assert json.loads(log.lines[-1])["request_id"] == "court-42.a_b"
    for bad in ("", "x" * 65, "张三", "a b", "a\tb", "<script>"):
        own = client.get("/livez", headers={"X-Request-ID": bad.encode()}).headers["x-request-id"]
        assert len(own) == 32 and own.isalnum()
    error = client.get("/api/v1/records/none")
    assert error.json()["request_id"] == error.headers["x-request-id"]
    assert request_id.get() == ""


def test_a_fault_is_told_with_its_place_and_not_its_words(
    application: Any, log: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty() -> None:
        raise ValueError("张三的身份证号")

    monkeypatch.setattr(application.state.services, "assistant", faulty)
    client = TestClient(application, raise_server_exceptions=False)
    answer = client.get("/records/张三", headers={"X-Request-ID": "court-42"})
    fault, line = (json.loads(one) for one in log.lines) if len(log.lines) == 2 else ({}, {})
    told = {one["level"]: one for one in (fault, line)}
    assert "ValueError" in told["error"]["event"] and "/records/{record_id}" in told["error"]["event"]
    assert told["info"]["status"] == 500 and answer.headers["x-request-id"] == "court-42"
    assert "张三" not in "".join(log.lines)


def test_monitors_and_files_are_told_of_only_where_all_is(client: TestClient, log: Kept) -> None:
    logging.getLogger("shukun").setLevel(logging.INFO)
    for path in ("/livez", "/readyz", "/healthz", "/metrics", "/static/style.css"):
        client.get(path)
    assert log.lines == []
    client.get("/static/no-such-file.css")
    client.get("/glossary")
    assert [json.loads(line)["route"] for line in log.lines] == ["/glossary"]
