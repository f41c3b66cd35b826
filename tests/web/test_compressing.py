"""What is the same for everybody is compressed; what holds somebody's words is where no address adds to them."""

import pytest
from fastapi.testclient import TestClient

from tests.web.asking import FLAGSHIP, ask


@pytest.mark.parametrize("path", ["/glossary", "/guide", "/records/mechanism-live-seizure", "/static/style.css"])
def test_what_everybody_reads_is_compressed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(answer.content) / 2
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert plain.content == answer.content and "content-encoding" not in plain.headers
    assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_a_conversation_is_compressed_where_its_address_puts_no_words_on_it(client: TestClient) -> None:
    conversation = ask(client, FLAGSHIP)[0][1]["conversation"]
    page = client.get(f"/conversations/{conversation}")
    assert page.headers["content-encoding"] == "gzip"
    assert int(page.headers["content-length"]) < len(page.content) / 4
    assert page.headers["cache-control"] == "no-store"
    assert "content-encoding" not in client.get(f"/conversations/{conversation}", params={"find": "冻结"}).headers


def test_what_somebody_wrote_is_not(client: TestClient) -> None:
    answers = [
        client.get("/", params={"question": "账户被冻结" * 100}),
        client.post("/check", data={"text": "甲方应尽快付款。" * 200}),
        client.post("/propose", data={"notes": "甲方欠乙方货款。" * 200}),
    ]
    assert all(len(answer.content) > 2000 for answer in answers)
    assert not any("content-encoding" in answer.headers for answer in answers)
