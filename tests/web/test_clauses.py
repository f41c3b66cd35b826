"""The library of clauses as pages: every wording, filled in, is what the library makes of the same values."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from tests.assistant.drafting.filled import BOOK

CLAUSES = tuple(BOOK.clauses.values())
PAPER = re.compile(r'<div class="paper">(.*?)</div>', re.DOTALL)
INSTALMENTS = "/clauses/instalments"
ROWS = {
    "f.creditor": "宁川市恒达五金有限公司",
    "f.debtor": "宁川市东浦电子有限公司",
    "f.total": "30万",
    "f.instalments.0.0": "1",
    "f.instalments.0.1": "2027-01-15",
    "f.instalments.0.2": "10万",
    "f.instalments.1.0": "2",
    "f.instalments.1.1": "2027-02-15",
    "f.instalments.1.2": "20万",
    "f.account.holder": "宁川市恒达五金有限公司",
    "f.account.bank": "某某银行宁川支行",
    "f.account.number": "6222021234567890123",
}


def wording(page: str) -> str:
    found = PAPER.search(page)
    assert found
    return unescape(found[1])


def test_every_clause_is_on_the_list_and_opens_in_each_of_its_ways(client: TestClient) -> None:
    listed = client.get("/clauses").text
    for clause in CLAUSES:
        address = f"/clauses/{clause.id.removeprefix('clause-')}"
        assert f'href="{address}"' in listed
        shown = {wording(client.get(address, params={"way": way + 1}).text) for way in range(len(clause.variants))}
        assert len(shown) == len(clause.variants)
        assert not any("____" in text for text in shown)  # examples are whole
    assert 'href="/clauses"' in client.get("/draft").text


def test_what_is_filled_in_becomes_the_wording(client: TestClient) -> None:
    page = client.post(INSTALMENTS, data=ROWS)
    assert page.status_code == 200
    text = wording(page.text)
    assert "宁川市东浦电子有限公司分期向宁川市恒达五金有限公司支付共计人民币300000.00元（大写：叁拾万元整）" in text
    assert "第2期于2027年2月15日前（含当日）支付人民币200000.00元（大写：贰拾万元整）" in text
    assert "6222021234567890123" in text
    assert "填全了" in page.text


def test_what_is_missing_or_wrong_is_left_blank_and_told_at_its_field(client: TestClient) -> None:
    page = client.post(INSTALMENTS, data={**ROWS, "f.debtor": "", "f.instalments.1.2": "很多"})
    assert page.status_code == 422
    assert wording(page.text).startswith("________分期向")
    assert "很多" not in wording(page.text)
    assert 'id="fault-f.instalments"' in page.text
    assert 'value="很多"' in page.text  # nothing typed is lost
    assert "没填" in page.text


def test_a_row_more(client: TestClient) -> None:
    page = client.post(INSTALMENTS, data={**ROWS, "action": "add.instalments"})
    assert 'name="f.instalments.2.2"' in page.text
    assert 'value="2027-02-15"' in page.text
    assert "写出来是这样" in page.text  # it was not asked for the wording


@pytest.mark.parametrize("way", ["0", "99", "-3"])
def test_a_way_that_is_not_there_is_the_first(client: TestClient, way: str) -> None:
    assert wording(client.get(f"{INSTALMENTS}?way={way}").text) == wording(client.get(INSTALMENTS).text)


def test_what_is_written_is_shown_and_never_run(client: TestClient) -> None:
    page = client.post(INSTALMENTS, data={**ROWS, "f.debtor": "{{ 7 * 7 }}<script>alert(1)</script>公司"})
    assert "<script>alert" not in page.text
    assert "{{ 7 * 7 }}" in wording(page.text)


def test_a_field_that_takes_whole_sentences_leads_to_their_wording(client: TestClient) -> None:
    page = client.get("/draft/enforcement-settlement").text
    for name in ("guarantee", "goods-for-debt", "equipment-custody", "changes-in-writing", "receiving-account"):
        assert f'href="/clauses/{name}"' in page
    assert "/clauses/" not in client.get("/draft/payment-order").text


def test_no_such_clause(client: TestClient) -> None:
    assert client.get("/clauses/nonsense").status_code == 404
    assert client.get("/clauses/instalments?way=x").status_code == 422


def test_a_clause_in_words_for_programs(client: TestClient) -> None:
    clause = client.get("/api/v1/clauses/加速到期").json()
    values = {one["name"]: "3" for one in clause["variables"] if one["type"] == "number"}
    variant = clause["variants"][1]["name"]
    sent = {"variant": variant, "values": {**values, "debtor": "宁川市东浦电子有限公司", "notice_days": "几"}}
    got = client.post("/api/v1/clauses/加速到期", json=sent).json()
    assert got["text"].startswith("宁川市东浦电子有限公司任何一期款项逾期超过3日仍未足额支付的，________可以书面通知")
    assert got["missing"] == ["creditor"]
    assert list(got["faults"]) == ["notice_days"]
    refused = client.post("/api/v1/clauses/加速到期", json={"variant": "没有这种"})
    assert refused.status_code == 422
    assert "通知后到期" in refused.json()["message"]
