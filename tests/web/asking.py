"""How the web tests ask: a question in, the server-sent events out."""

import json
import re
from typing import Any

import httpx2
from fastapi.testclient import TestClient

FLAGSHIP = "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"
REFUSED = "今天天气怎么样"  # the shortest way to a stored turn
CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")

Event = tuple[str, dict[str, Any]]


def events_of(body: str) -> list[Event]:
    """The (name, data) pairs of an event stream."""
    found: list[Event] = []
    for block in body.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def ask(client: TestClient, question: str, role: str = "mediator", conversation: str | None = None) -> list[Event]:
    """The events of one question, asked as the page's script asks it."""
    response = client.post("/api/ask", json={"question": question, "role": role, "conversation": conversation})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    return events_of(response.text)


def ask_form(client: TestClient, question: str, conversation: str = "") -> str:
    """The address of the page that a posted form leads to."""
    response = client.post(
        "/ask",
        data={"question": question, "role": "mediator", "conversation": conversation},
        follow_redirects=False,
    )
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def links(html: str) -> list[str]:
    """Where the citations in a piece of HTML lead."""
    return re.findall(r'class="cite" href="([^"]+)"', html)


def problem_of(response: httpx2.Response, path: str) -> str:
    """The message, after checking that it comes in the form that the address promises and gives nothing away."""
    if path.startswith("/api/"):
        assert response.headers["content-type"] == "application/json"
        message = response.json()["message"]
    else:
        assert response.headers["content-type"].startswith("text/html")
        found = re.search(r'class="problem" role="alert"[^>]*>.*?<p>(.*?)</p>', response.text, re.DOTALL)
        assert found, response.text
        message = found.group(1)
    assert CHINESE.search(message), message
    for trace in ("Traceback", ".py", "Error", "pydantic", "sqlalchemy", "site-packages"):
        assert trace not in response.text
    return str(message)
