"""The mediator's proposal as a page: a version for each reader, and the way there from a conversation."""

import io
import re
from html import unescape

from docx import Document
from fastapi.testclient import TestClient

from tests.assistant.drafting.test_proposing import NOTES, TOLD_BY_CREDITOR, TOLD_BY_DEBTOR
from web.proposing import LONGEST


def shown(page: str) -> str:
    """What the proposal says, without the box of notes."""
    return unescape(re.sub(r"<[^>]+>", "", page.partition('class="document"')[2]))


def test_an_empty_box(client: TestClient) -> None:
    page = client.get("/propose")
    assert page.status_code == 200 and 'class="document"' not in page.text


def test_the_mediators_version_has_all_that_was_told(client: TestClient) -> None:
    page = client.post("/propose", data={"notes": NOTES}).text
    assert "可以走的路" in shown(page) and TOLD_BY_DEBTOR in shown(page)
    assert 'href="/records/' in page.partition("打开来源")[2]


def test_a_sides_version_keeps_what_was_told_in_confidence(client: TestClient) -> None:
    for side in ("债权人", "债务人"):
        page = client.post("/propose", data={"notes": NOTES, "side": side}).text
        assert f"致{side}" in shown(page)
        assert not [words for words in (TOLD_BY_DEBTOR, TOLD_BY_CREDITOR) if words in shown(page)]


def test_the_file_says_what_the_page_says(client: TestClient) -> None:
    answer = client.post("/propose", data={"notes": NOTES, "side": "债权人", "action": "word"})
    assert "attachment" in answer.headers["content-disposition"]
    text = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "可以走的路" in text and TOLD_BY_DEBTOR not in text


def test_help_comes_first_where_a_life_may_be_in_danger(client: TestClient) -> None:
    told = f"{NOTES}\n\n【只告诉调解员·债务人】再逼就从楼顶跳下去，不想活了。\n"
    page = client.post("/propose", data={"notes": told}).text
    assert page.index("12356") < page.index("<h1>")


def test_what_cannot_be_read_is_told_and_kept(client: TestClient) -> None:
    empty = client.post("/propose", data={"notes": " "})
    assert empty.status_code == 422 and "还没有案情" in empty.text
    long = client.post("/propose", data={"notes": "长" * (LONGEST + 1)})
    assert long.status_code == 422 and "上限" in long.text
    odd = client.post("/propose", data={"notes": "欠款三十万元。【只告诉调解员·邻居】他有钱。"})
    assert odd.status_code == 422 and "他有钱" in odd.text


def test_a_conversation_leads_to_a_proposal_and_a_draft(client: TestClient, browse: object) -> None:
    told = "模具厂欠货款三十万元，想分三年还，怎么调解？"
    page = client.post("/ask", data={"role": "mediator", "question": told}).text
    onward = re.findall(r'href="(/(?:propose|draft)\?conversation=\w+)"', page)
    assert len(onward) == 2
    for address in onward:
        assert told in unescape(client.get(address).text)
        stranger = browse()  # type: ignore[operator]
        assert told not in unescape(stranger.get(address).text)
