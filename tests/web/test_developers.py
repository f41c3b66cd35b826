"""The page of the API says what the description says, and its examples are taken."""

import json

import lxml.html
import pytest
from fastapi.testclient import TestClient

from web.api.endpoints import description
from web.api.page import Operation, api_page

OPERATIONS = [one for _, group in api_page().groups for one in group]
WITH_EXAMPLE = [one for one in OPERATIONS if one.example]


def test_every_operation_stands_on_the_page_with_what_it_takes(client: TestClient) -> None:
    response = client.get("/developers")
    assert response.status_code == 200
    page = lxml.html.document_fromstring(response.text)
    told = description()
    shown = [summary.find("code").text for summary in page.iter("summary")]
    assert sorted(shown) == sorted(
        f"{method.upper()} {path}" for path, methods in told["paths"].items() for method in methods
    )
    (ask,) = (one for one in page.find_class("operation") if one.xpath("./summary/code[.='POST /api/v1/ask']"))
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in ask.xpath(".//tbody/tr")]
    assert ["role", "mediator、litigant、judge", "为谁回答"] in rows
    assert rows[0][0] == "question 必填"
    assert ask.xpath(".//pre")[0].text_content().startswith('{"question": "')
    assert any(one.text_content().startswith("429 这个地址的请求太多") for one in ask.xpath(".//ul/li"))
    assert not page.xpath("//td[.='None']")


@pytest.mark.parametrize("one", WITH_EXAMPLE, ids=[one.path for one in WITH_EXAMPLE])
def test_an_example_is_taken(client: TestClient, one: Operation) -> None:
    assert one.method == "POST"
    assert client.post(one.path, json=json.loads(one.example)).status_code == 200


def test_there_are_examples() -> None:
    assert {"/api/v1/ask", "/api/v1/check", "/v1/chat/completions"} <= {one.path for one in WITH_EXAMPLE}
