"""What goes wrong gets a fitting status and a Chinese message, JSON for a script and a page for a person."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.web.asking import REFUSED, ask, problem_of

LONG = "债" * 20_000


@pytest.fixture(autouse=True)
def _goes_on(client: TestClient) -> Iterator[None]:
    """After each failure the server still answers, and what was stored before is still there."""
    stored = ask(client, REFUSED)[0][1]["conversation"]
    yield
    assert ask(client, REFUSED, conversation=stored)[-1][1]["outcome"] == "refusal"
    assert client.get(f"/conversations/{stored}").text.count('<article class="turn" id=') == 2


BAD_QUESTIONS = [
    pytest.param({"question": "", "role": "mediator"}, "还没有写问题", id="empty"),
    pytest.param({"question": " \n\t ", "role": "mediator"}, "还没有写问题", id="blank"),
    pytest.param({"question": "\x00\x07\u200b", "role": "mediator"}, "还没有写问题", id="control characters only"),
    pytest.param({"role": "mediator"}, "还没有写问题", id="no question"),
    pytest.param({"question": LONG, "role": "mediator"}, "20000个字", id="20,000 characters"),
    pytest.param({"question": REFUSED, "role": "king"}, "没有这个角色", id="unknown role"),
    pytest.param({"question": REFUSED, "role": ""}, "没有这个角色", id="empty role"),
    pytest.param({"question": REFUSED}, "没有这个角色", id="no role"),
]


@pytest.mark.parametrize(("sent", "says"), BAD_QUESTIONS)
@pytest.mark.parametrize("path", ["/api/ask", "/ask"])
def test_a_question_that_cannot_be_taken(client: TestClient, path: str, sent: dict[str, str], says: str) -> None:
    response = client.post(path, json=sent) if path == "/api/ask" else client.post(path, data=sent)
    assert response.status_code == 422
    assert says in problem_of(response, path)


def test_a_question_that_is_too_long_is_kept_in_the_form(client: TestClient) -> None:
    conversation = ask(client, REFUSED)[0][1]["conversation"]
    sent = {"question": LONG, "role": "judge", "conversation": conversation}
    page = client.post("/ask", data=sent)
    assert page.status_code == 422
    assert re.search(rf"<textarea[^>]*>{LONG}</textarea>", page.text)
    assert re.search(r'value="judge" checked', page.text)
    assert f'name="conversation" value="{conversation}"' in page.text
    assert page.text.count('<article class="turn" id=') == 1  # the conversation so far is still shown


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/records/no-such-record", 404, "no-such-record"),
        ("GET", "/records/%3Cscript%3E", 404, "&lt;script&gt;"),
        ("GET", "/records/..%2F..%2Fetc%2Fpasswd", 404, ""),
        ("GET", "/conversations/0123456789abcdef", 404, "没有这个对话"),
        ("POST", "/conversations/0123456789abcdef/delete", 404, "没有这个对话"),
        ("GET", "/no-such-page", 404, "没有这个页面"),
        ("GET", "/static/no-such-file.js", 404, "没有这个页面"),
        ("GET", "/static/..%2Fapp.py", 404, "没有这个页面"),
        ("GET", "/api/no-such-call", 404, "没有这个"),
        ("GET", "/api/ask", 405, "不能这样打开"),
        ("GET", "/ask", 405, "不能这样打开"),
        ("GET", "/?role=king", 422, "没有这个角色"),
        ("GET", "/?question=" + "a" * 2001, 422, "2000"),  # an address cannot carry as much as the form
        ("GET", "/records/mechanism-live-seizure?panel=perhaps", 422, "格式不对"),
    ],
)
def test_addresses_that_lead_nowhere(client: TestClient, method: str, path: str, status: int, says: str) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert says in problem_of(response, path)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"{", 422, id="half an object"),
        pytest.param(b"", 422, id="nothing"),
        pytest.param(b"[]", 422, id="a list"),
        pytest.param(b'{"question": 5, "role": "mediator"}', 422, id="a number for the question"),
        pytest.param(b'{"question": {"a": 1}, "role": []}', 422, id="objects for texts"),
        pytest.param(b"\xff\xfe\x00", 400, id="not UTF-8"),
        pytest.param(b"[" * 100_000, 400, id="very deep"),
    ],
)
def test_malformed_json(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    problem_of(response, "/api/ask")


def test_half_a_surrogate_pair_is_dropped_like_a_control_character(client: TestClient) -> None:
    body = b'{"question": "\\ud83d\xe4\xbb\x8a\xe5\xa4\xa9\xe5\xa4\xa9\xe6\xb0\x94", "role": "mediator"}'
    response = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 422}
    assert "\\ud83d" not in response.text


@pytest.mark.parametrize("path", ["/api/ask", "/ask", "/conversations/0123456789abcdef/delete"])
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://testserver.elsewhere.example", "null"])
def test_a_post_from_another_site_is_turned_away(client: TestClient, path: str, origin: str) -> None:
    response = client.post(path, data={"question": REFUSED, "role": "judge"}, headers={"Origin": origin})
    assert response.status_code == 403
    assert "别的网站" in problem_of(response, path)


def test_a_post_from_this_site_is_not(client: TestClient) -> None:
    sent = {"question": REFUSED, "role": "judge"}
    assert client.post("/api/ask", json=sent, headers={"Origin": "http://testserver"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/ask", "/ask"])
def test_a_body_that_is_too_large_or_of_unknown_length(client: TestClient, path: str) -> None:
    response = client.post(path, content=b"x" * 300_000)
    assert response.status_code == 413
    assert "太长" in problem_of(response, path)
    response = client.post(path, content=iter([b"x" * 1000] * 1000))  # sent in chunks
    assert response.status_code == 411
    problem_of(response, path)
