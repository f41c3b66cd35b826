"""The calculators as pages: a form, a result with its steps, and an address that carries what was written."""

from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from assistant.calculators import CALCULATORS, compute
from web.inputs import values
from web.tools import GROUPS

WRITTEN: dict[str, dict[str, str]] = {
    "court-fee": {"amount": "80万", "kind": "财产", "ending": "调解"},
    "preservation-fee": {"amount": "800000"},
    "enforcement-fee": {"amount": "800000"},
    "bankruptcy-fee": {"assets": "800000"},
    "interest": {"principal": "100000", "start": "2025-01-01", "end": "2026-01-01", "rate": "6"},
    "late-performance-interest": {
        "principal": "100000",
        "due": "2025-01-01",
        "end": "2026-01-01",
        "payments.0.date": "2025-06-01",
        "payments.0.amount": "20000",
        "payments.1.date": "",
        "payments.1.amount": "",
    },
    "instalments": {"total": "360000", "count": "36", "first": "2027-01-15", "rate": "3.5", "method": "等额"},
    "deadline": {"kind": "appeal-judgment", "start": "2026-11-02"},
    "severance": {"start": "2020-01-01", "end": "2026-11-30", "wage": "8000"},
    "unpaid-wages": {"amount": "20000"},
    "bankruptcy-vote": {
        "procedure": "和解",
        "present": "9",
        "agree": "6",
        "agree_amount": "700000",
        "total_amount": "1000000",
        "groups.0.name": "债权人",  # as the form has it: the group is not filled in
    },
    "recovery": {
        "assets": "1000000",
        "ordinary.0.name": "甲公司",
        "ordinary.0.amount": "900000",
        "ordinary.3.name": "乙公司",  # rows may be left out
        "ordinary.3.amount": "600000",
        "plan.percent": "40",
        "plan.months": "36",
        "plan.instalments": "36",
        "enforcement.costs": "",
    },
    "repayment-order": {
        "payment": "50000",
        "paid_on": "2026-03-01",
        "debts.0.name": "第一笔",
        "debts.0.principal": "60000",
        "debts.0.due": "2025-05-01",
    },
}


def address(name: str, written: dict[str, str]) -> str:
    return f"/tools/{name}?{urlencode(written)}"


def test_every_calculator_is_on_the_list_once(client: TestClient) -> None:
    assert sorted(name for _, names in GROUPS for name in names) == sorted(CALCULATORS) == sorted(WRITTEN)
    page = client.get("/tools").text
    assert all(f'href="/tools/{name}"' in page for name in CALCULATORS)


@pytest.mark.parametrize("name", CALCULATORS)
def test_an_empty_form_has_a_control_for_every_field(name: str, client: TestClient) -> None:
    answer = client.get(f"/tools/{name}")
    assert answer.status_code == 200
    for field in CALCULATORS[name].inputs.model_fields:
        assert f'name="{field}"' in answer.text or f'name="{field}.' in answer.text
    assert "怎么算的" not in answer.text and 'role="alert"' not in answer.text


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_result_says_what_the_command_line_says(name: str, client: TestClient) -> None:
    answer = client.get(address(name, WRITTEN[name]))
    assert answer.status_code == 200
    found = compute(name, values(CALCULATORS[name].inputs, WRITTEN[name]), date.today())
    page = unescape(answer.text)
    assert all(step in page for step in found.steps)
    assert all(rule.law in page and rule.article in page for rule in found.rules)
    assert all(cell in page for table in found.tables for row in table.rows for cell in row)


def test_the_picture_comes_from_the_same_numbers(client: TestClient) -> None:
    page = client.get(address("instalments", WRITTEN["instalments"])).text
    source = unescape(page.split('<img src="')[1].split('"')[0])
    picture = client.get(source)
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "<svg" in picture.text and "每期应付" in picture.text
    assert "default-src 'none'" in picture.headers["content-security-policy"]
    assert client.get(address("court-fee", WRITTEN["court-fee"]).replace("?", "/picture.svg?")).status_code == 404


def test_what_cannot_be_taken_is_said_with_the_title_of_the_field(client: TestClient) -> None:
    answer = client.get("/tools/court-fee?amount=abc&ending=调解")
    assert answer.status_code == 422
    assert "金额：“abc”不是金额" in unescape(answer.text)
    assert "amount（" not in answer.text
    assert '<option value="调解" selected>' in answer.text  # nothing that was written is lost
    answer = client.get("/tools/interest?principal=1000&start=2026-02-01&end=2026-01-01&rate=6")
    assert "止息日早于起息日" in unescape(answer.text)
    assert client.get("/tools/court-fee?amount=1&on=morgen").status_code == 422


def test_a_row_may_be_added_without_a_script(client: TestClient) -> None:
    written = WRITTEN["recovery"]
    assert "ordinary.4.name" not in client.get(address("recovery", written)).text
    page = client.get(address("recovery", {**written, "add": "ordinary"})).text
    assert 'name="ordinary.4.name"' in page and 'value="乙公司"' in page
    assert "怎么算的" not in page


def test_no_more_rows_than_a_form_can_hold(client: TestClient) -> None:
    page = client.get(address("recovery", {"ordinary.900.name": "甲", "ordinary.x.name": "乙", "add": "ordinary"}))
    assert page.status_code == 200
    assert "ordinary.40.name" not in page.text


def test_an_address_may_fill_in_a_part_of_the_form(client: TestClient) -> None:
    answer = client.get("/tools/deadline?kind=appeal-judgment")
    assert answer.status_code == 200
    assert '<option value="appeal-judgment" selected>' in answer.text and 'role="alert"' not in answer.text
    assert client.get("/tools/deadline?kind=appeal-judgment&start=").status_code == 422  # the form, sent too early


def test_there_is_no_other_calculator(client: TestClient) -> None:
    assert client.get("/tools/horoscope").status_code == 404
