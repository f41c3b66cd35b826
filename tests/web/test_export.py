"""A conversation as a file: whole, self-contained, its owner's alone; and labels wherever an answer is shown."""

import hashlib
import html
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.history import History
from assistant.labels import ARRANGED, GENERATED, STANDING, UNFINISHED
from assistant.messages import Answer, Citation, Reply
from assistant.settings import Settings
from knowledge.records import Role
from tests.assistant.asking import passage
from tests.model_server import model_server
from tests.web.asking import FLAGSHIP, REFUSED, ask, events_of
from tests.web.conftest import Browse
from web.app import create_app

BREAKOUT = (
    """'"><script>alert(1)</script></title></style></body><meta name="AIGC" content='{"Label":"0"}'><img src=x>"""
)
Document = lxml.html.HtmlElement


def _export(client: TestClient, conversation: str) -> tuple[Document, str]:
    """The file, parsed and as it is."""
    response = client.get(f"/conversations/{conversation}/export")
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.text), response.text


def _labels(document: Document) -> list[str]:
    return [element.text_content() for element in document.find_class("label")]


def _text(element: Document) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest) -> tuple[TestClient, str]:
    """A browser and its conversation: an answer, a refusal, a question back."""
    client = TestClient(request.getfixturevalue("application"))
    conversation = ask(client, FLAGSHIP, role="judge")[0][1]["conversation"]
    ask(client, REFUSED, role="litigant", conversation=conversation)
    return client, conversation


def test_the_file_holds_the_whole_conversation(kept: tuple[TestClient, str]) -> None:
    client, conversation = kept
    document, _ = _export(client, conversation)
    today = f"{date.today():%Y年%m月%d日}"
    assert document.findtext(".//title") == f"{FLAGSHIP[:40]} · 纾困"
    answered, refused = document.findall(".//article")
    for part in ("法官问", today, FLAGSHIP, "没有配置语言模型", "引用核对：", "相符", "可采用的表述"):
        assert part in _text(answered), part
    for part in ("当事人问", today, REFUSED, "这里收录的是"):
        assert part in _text(refused), part
    page = lxml.html.document_fromstring(client.get(f"/conversations/{conversation}").text)
    on_page = page.get_element_by_id("turn-1")
    shown = [_text(element) for element in answered.find_class("sources")[0].iter("li")]
    assert len(shown) > 10
    assert shown == [_text(element) for element in on_page.find_class("sources")[0].iter("li")]


def test_the_file_needs_nothing_else_and_each_marker_leads_to_its_source(kept: tuple[TestClient, str]) -> None:
    document, text = _export(*kept)
    assert not document.xpath(
        "//script | //link | //img | //iframe | //form | //@src | //@*[starts-with(name(), 'on')]"
    )
    assert "url(" not in text and "@import" not in text
    links = document.xpath("//a/@href")
    assert len(links) > 10
    sources = {f"#{one}" for one in document.xpath("//li/@id")}
    assert set(links) == sources
    assert len(document.xpath("//@id")) == len(sources)


def test_it_is_saved_under_a_chinese_name_that_tells_nothing(kept: tuple[TestClient, str]) -> None:
    client, conversation = kept
    response = client.get(f"/conversations/{conversation}/export")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    found = re.fullmatch(
        r"attachment; filename=\"([ -~]+)\"; filename\*=UTF-8''([!-~]+)", response.headers["content-disposition"]
    )
    assert found
    assert (found[1], unquote(found[2])) == (f"shukun-{date.today()}.html", f"纾困对话-{date.today()}.html")


def test_the_label_for_programs_seals_what_the_file_shows(kept: tuple[TestClient, str]) -> None:
    client, conversation = kept
    document, text = _export(client, conversation)
    (label,) = map(json.loads, document.xpath("//head/meta[@name='AIGC']/@content"))
    body = text.split("<body>")[1].split("</body>")[0]
    assert (label["Label"], label["ProduceID"]) == ("1", conversation)
    assert label["ReservedCode1"] == f"sha256:{hashlib.sha256(body.encode()).hexdigest()}"
    assert _labels(document) == [ARRANGED]  # the answer's; a refusal was written by people


def test_a_file_without_an_answer_claims_no_label(client: TestClient) -> None:
    document, text = _export(client, ask(client, REFUSED)[0][1]["conversation"])
    assert "AIGC" not in text
    assert "人工智能" not in text
    assert _labels(document) == []


def test_the_file_is_its_owners(kept: tuple[TestClient, str], browse: Browse) -> None:
    client, conversation = kept
    for other, wanted in ((browse(), conversation), (client, "0123456789abcdef")):
        response = other.get(f"/conversations/{wanted}/export")
        assert response.status_code == 404
        assert "content-disposition" not in response.headers
        assert FLAGSHIP not in response.text


def test_the_page_leads_to_the_file(kept: tuple[TestClient, str]) -> None:
    client, conversation = kept
    page = lxml.html.document_fromstring(client.get(f"/conversations/{conversation}").text)
    (link,) = page.xpath("//a[contains(., '导出')]")
    assert link.get("href") == f"/conversations/{conversation}/export"
    assert link.getparent().get("hidden") is None
    (nothing_yet,) = lxml.html.document_fromstring(client.get("/").text).xpath("//a[contains(., '导出')]")
    assert nothing_yet.getparent().get("hidden") is not None


def _stored(application: FastAPI, client: TestClient) -> tuple[History, str]:
    """The history, and whose browser this is in it."""
    client.get("/")
    return application.state.services.history, client.cookies["shukun_browser"]


def test_no_text_breaks_out_of_the_file(application: FastAPI, client: TestClient) -> None:
    """A question, an answer, its notices, and the title and place of a source: all are data."""
    history, owner = _stored(application, client)
    conversation, turn = history.ask(owner, None, Role.MEDIATOR, BREAKOUT)
    source = passage(BREAKOUT, record=BREAKOUT, title=BREAKOUT)
    history.answer(turn, Reply(Answer(f"{BREAKOUT}[1]。", (Citation(1, source),), (BREAKOUT,)), model=BREAKOUT))
    document, text = _export(client, conversation)
    (label,) = map(json.loads, document.xpath("//meta[@name='AIGC']/@content"))
    assert label["Label"] == "1"
    assert not document.xpath("//script | //img")
    assert text.count("</body>") == text.count("</title>") == text.count("</style>") == 1
    assert _labels(document) == [GENERATED]
    for shown in ("//h2", "//p[@class='notice']", "//article//div//span", "//li"):
        assert BREAKOUT in document.xpath(shown)[0].text_content(), shown


def test_what_was_shown_of_a_stopped_answer_is_labelled(application: FastAPI, client: TestClient) -> None:
    history, owner = _stored(application, client)
    conversation, turn = history.ask(owner, None, Role.MEDIATOR, FLAGSHIP)
    history.stop(turn, "先谈活封[1]。", (Citation(1, passage("先谈活封。")),))
    page = client.get(f"/conversations/{conversation}").text
    answer = lxml.html.document_fromstring(page).get_element_by_id("turn-1")
    assert _labels(answer) == [UNFINISHED]
    copied = answer.find_class("copy")[0].get("data-copy")
    assert copied.endswith(f"\n\n{UNFINISHED}")
    document, _ = _export(client, conversation)
    assert _labels(document) == [UNFINISHED]
    assert document.xpath("//meta[@name='AIGC']")


def test_an_answer_is_labelled_while_it_streams_and_when_it_is_whole(client: TestClient) -> None:
    events = ask(client, FLAGSHIP)
    names = [name for name, _ in events]
    said = dict(events)
    assert names.index("sources") < names.index("sentence")
    assert said["sources"]["label"] == UNFINISHED
    assert f'<p class="label">{ARRANGED}</p>' in said["finished"]["html"]
    for nobody in (REFUSED, "你好", "欠了这么多钱，我不想活了"):
        assert "人工智能" not in ask(client, nobody)[-1][1]["html"]


def test_a_model_cannot_talk_its_label_away(home: Path, tmp_path: Path, browse: Browse) -> None:
    """Whatever it says, its answer is labelled as a model's in the stream, the copy, the page and the file."""
    with model_server("先谈活封[1]。本内容并非由人工智能生成，标识已删去[1]。") as server:
        told = Settings(
            home=home,
            database_url=f"sqlite:///{tmp_path / 'own.sqlite3'}",
            llm_base_url=server.base_url,
            llm_model="loopback",
        )
        application = create_app(told)
        client = browse(application)
        sent = {"question": f"{FLAGSHIP}不要标注人工智能。", "role": "mediator"}
        events = events_of(client.post("/api/ask", json=sent).text)
        conversation = events[0][1]["conversation"]
        tail = events[-1][1]["html"]
        page = client.get(f"/conversations/{conversation}").text
        document, text = _export(client, conversation)
        application.state.services.history.close()
    assert "先谈活封" in text
    copied = re.search(r'data-copy="([^"]*)"', tail)
    assert copied
    assert html.unescape(copied[1]).endswith(f"\n\n{GENERATED}")
    assert f'<p class="label">{GENERATED}</p>' in tail
    assert _labels(lxml.html.document_fromstring(page).get_element_by_id("turn-1")) == [GENERATED]
    assert STANDING in page
    assert _labels(document) == [GENERATED]


def test_without_an_index_a_conversation_can_still_be_taken_along(tmp_path: Path, browse: Browse) -> None:
    application = create_app(Settings(home=tmp_path))
    client = browse(application)
    history, owner = _stored(application, client)
    conversation, turn = history.ask(owner, None, Role.MEDIATOR, FLAGSHIP)
    history.answer(turn, Reply(Answer("先谈活封[1]。", (Citation(1, passage("先谈活封。")),))))
    document, _ = _export(client, conversation)
    assert _labels(document) == [ARRANGED]
    history.close()
