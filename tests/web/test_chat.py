"""Conversations: asked without scripts, followed up, listed, deleted, and nobody else's."""

import html
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from assistant.history import StoredTurn
from assistant.labels import ARRANGED
from assistant.messages import Citation
from assistant.transcript.shelf import Shelf
from knowledge.records import Role
from tests.assistant.asking import LAWBOOK, passage
from tests.web.asking import FLAGSHIP, REFUSED, ask, ask_form, links
from tests.web.conftest import Browse
from web.chat.views import turn_view

HOSTILE = f"<script>alert('欠薪')</script><img src=x onerror=alert(1)>\"'&amp; {FLAGSHIP}"


def test_a_form_post_leads_to_a_page_with_question_answer_and_citations(client: TestClient) -> None:
    page = client.get(ask_form(client, FLAGSHIP))
    assert page.status_code == 200
    assert FLAGSHIP in page.text
    assert "可用机制与适用条件" in page.text
    cited = links(page.text)
    assert len(cited) > 10
    assert all(address.startswith("/records/") for address in cited)
    assert "来源 " in page.text


def test_the_stored_page_says_what_the_stream_said(client: TestClient) -> None:
    events = ask(client, FLAGSHIP)
    page = client.get(f"/conversations/{events[0][1]['conversation']}").text
    for name, data in events:
        if name == "sentence":
            assert data["html"] in page
        if name == "notice":
            assert data["text"] in page


def test_every_citation_comes_with_a_verdict_streamed_or_stored(client: TestClient) -> None:
    events = ask(client, FLAGSHIP)
    tail = events[-1][1]["html"]
    page = client.get(f"/conversations/{events[0][1]['conversation']}").text
    for shown in (tail, page):
        assert re.search(r"引用核对：.*相符\d+处", shown)
        verdicts = shown.split('<details class="verdicts">')[1].split("</details>")[0]
        assert verdicts.count('<span class="verdict">相符</span>') > 5
        assert 'class="doubt"' not in verdicts


def test_law_that_went_since_is_marked_in_an_answer_of_long_ago() -> None:
    text = "债务应当清偿（民法通则第八十四条）[1]。"
    turn = StoredTurn(
        1, Role.LITIGANT, "怎么还？", "answer", text, (Citation(1, passage(text)),), (), (), date(2020, 6, 1)
    )
    view = turn_view(turn, Shelf(LAWBOOK), "0")
    assert "引用有误：" in view.groups[0].items[0]
    assert view.tail.verdicts is not None
    ((written, label, explained, wrong),) = view.tail.verdicts.rows
    assert (written, label, wrong) == ("民法通则第八十四条", "已废止", True)
    assert "民法典" in explained
    assert "引用有误" not in turn_view(turn, Shelf(), "0").groups[0].items[0]


@pytest.mark.parametrize("scripted", [True, False])
def test_a_follow_up_stays_in_its_conversation_and_leans_on_it(client: TestClient, scripted: bool) -> None:
    opened = ask(client, FLAGSHIP)[0][1]["conversation"]
    follow_up = "那需要什么条件？"  # means nothing by itself
    if scripted:
        assert ask(client, follow_up, conversation=opened)[0][1]["conversation"] == opened
    else:
        assert ask_form(client, follow_up, opened).startswith(f"/conversations/{opened}#turn-")
    page = client.get(f"/conversations/{opened}").text
    turns = page.split('<article class="turn" id=')[1:]
    assert len(turns) == 2
    assert FLAGSHIP in turns[0]
    assert follow_up in turns[1]
    assert "/records/mechanism-live-seizure" in turns[1]


def test_the_page_goes_on_with_the_role_of_the_last_question(client: TestClient) -> None:
    opened = ask(client, REFUSED, role="judge")[0][1]["conversation"]
    assert re.search(r'value="judge" checked', client.get(f"/conversations/{opened}").text)


def test_conversations_are_listed_newest_first_by_their_first_question(client: TestClient) -> None:
    assert 'href="/conversations/' not in client.get("/").text
    first = ask(client, "今天天气怎么样")[0][1]["conversation"]
    second = ask(client, "推荐一部电影")[0][1]["conversation"]
    ask(client, "股票会涨吗", conversation=first)  # a later question does not rename it
    drawer = re.findall(r'<a href="/conversations/(\w+)"[^>]*>([^<]+)</a>', client.get("/").text)
    assert drawer == [(second, "推荐一部电影"), (first, "今天天气怎么样")]
    assert f'href="/conversations/{first}" aria-current="page"' in client.get(f"/conversations/{first}").text


def test_another_browser_sees_nothing_of_a_conversation(client: TestClient, browse: Browse) -> None:
    mine = ask(client, REFUSED)[0][1]["conversation"]
    other = browse()
    assert other.get(f"/conversations/{mine}").status_code == 404
    assert other.post(f"/conversations/{mine}/delete").status_code == 404
    into_it = {"question": REFUSED, "role": "judge", "conversation": mine}
    assert other.post("/api/ask", json=into_it).status_code == 404
    assert other.post("/ask", data=into_it, follow_redirects=False).status_code == 404
    assert other.post("/ask", data={**into_it, "question": ""}, follow_redirects=False).status_code == 404
    assert REFUSED not in other.get("/").text
    page = client.get(f"/conversations/{mine}")
    assert page.status_code == 200
    assert page.text.count('<article class="turn" id=') == 1  # nothing was added to it


def test_a_deleted_conversation_is_gone(client: TestClient) -> None:
    kept, dropped = (ask(client, REFUSED)[0][1]["conversation"] for _ in range(2))
    response = client.post(f"/conversations/{dropped}/delete", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert client.get(f"/conversations/{dropped}").status_code == 404
    assert client.post(f"/conversations/{dropped}/delete").status_code == 404
    assert client.get(f"/conversations/{kept}").status_code == 200
    assert dropped not in client.get("/").text


def test_markup_in_a_question_is_text_everywhere(client: TestClient) -> None:
    """The stream, the page, the list of conversations, the title and the copied text."""
    events = ask(client, HOSTILE)
    conversation = events[0][1]["conversation"]
    page = client.get(f"/conversations/{conversation}").text
    refilled = client.get("/", params={"question": HOSTILE}).text
    too_long = client.post("/ask", data={"question": HOSTILE * 400, "role": "judge"}).text
    for body in (page, refilled, too_long, client.get("/").text, *(data.get("html", "") for _, data in events)):
        assert "<script>" not in body
        assert "<img src=x" not in body
        # A page has only its own scripts, and no element has a handler.
        own = ['<script src="/static/comfort.js">', '<script src="/static/chat.js" type="module">']
        assert re.findall(r"<script\b[^>]*>", body) in ([], own)
        assert not re.search(r"<[a-z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*\sonerror=", body)
    shown = re.search(r"<h2>(.*?)</h2>", page, re.DOTALL)
    assert shown
    assert html.unescape(shown.group(1)) == HOSTILE


def test_the_copied_text_is_whole_and_carries_sources_and_the_label(client: TestClient) -> None:
    tail = ask(client, HOSTILE)[-1][1]["html"]
    attribute = re.search(r'data-copy="([^"]*)"', tail)
    assert attribute
    copied = html.unescape(attribute.group(1))
    assert copied.startswith(f"问：{HOSTILE}")
    assert "\n来源\n[1] " in copied
    assert copied.endswith(f"\n\n{ARRANGED}")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("今天\x00天气\x1b[31m怎么样\x07", "今天天气[31m怎么样"),  # control characters
        ("今天\u202e天气\u200b怎么样", "今天天气怎么样"),  # invisible ones that reorder or hide text
        ("今天天气\n怎么样", "今天天气\n怎么样"),  # lines are kept
    ],
)
def test_control_characters_are_taken_out(client: TestClient, typed: str, stored: str) -> None:
    opened = ask(client, typed)[0][1]["conversation"]
    page = client.get(f"/conversations/{opened}").text
    assert f"<h2>{stored}</h2>" in page
    form = client.get(ask_form(client, typed)).text
    assert f"<h2>{stored}</h2>" in form
