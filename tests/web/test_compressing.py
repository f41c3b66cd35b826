"""What is the same for everybody is compressed; what holds somebody's words is not."""

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/glossary", "/guide", "/records/mechanism-live-seizure", "/static/style.css"])
def test_what_everybody_reads_is_compressed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(answer.content) / 2
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert plain.content == answer.content and "content-encoding" not in plain.headers
    assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_what_somebody_wrote_is_not(client: TestClient) -> None:
    answers = [
        client.get("/", params={"question": "账户被冻结" * 100}),
        client.post("/check", data={"text": "甲方应尽快付款。" * 200}),
        client.post("/propose", data={"notes": "甲方欠乙方货款。" * 200}),
    ]
    assert all(len(answer.content) > 2000 for answer in answers)
    assert not any("content-encoding" in answer.headers for answer in answers)
