"""The pages as they come: headers, the form, the notice, records with the cited passage marked."""

import re
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from web.pages import NOTICE


def test_home_page_has_what_a_person_needs(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    radios = re.findall(r'<input type="radio" name="role" value="(\w+)"( checked)?', page.text)
    assert radios == [("mediator", " checked"), ("litigant", ""), ("judge", "")]
    assert re.search(r'<form[^>]+method="post" action="/ask"', page.text)
    assert "人工智能" in NOTICE
    assert "仅供参考" in NOTICE
    assert NOTICE in page.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/records/mechanism-live-seizure", 200),
        ("GET", "/static/chat.js", 200),
        ("GET", "/nothing-here", 404),
        ("POST", "/api/ask", 422),  # a script is told off under the same headers
        ("DELETE", "/", 405),
    ],
)
def test_every_answer_carries_the_security_headers(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    policy = dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/records/mechanism-live-seizure"])
def test_pages_are_not_kept_by_caches_and_load_nothing_from_outside(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.headers["cache-control"] == "no-store"
    loaded = re.findall(r'<(?:script|link|img)\b[^>]*(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", page.text)  # the policy would block these


def test_the_browser_gets_a_cookie_that_scripts_and_other_sites_do_not(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    token = client.cookies["shukun_browser"]
    assert len(token) >= 22  # 128 bits or more
    client.get("/")
    assert client.cookies["shukun_browser"] == token


def test_the_cookie_is_secure_where_the_connection_is(application: FastAPI) -> None:
    assert "secure" in TestClient(application, base_url="https://testserver").get("/").headers["set-cookie"].lower()


def test_the_address_fills_in_question_and_role(client: TestClient) -> None:
    page = client.get("/", params={"question": "账户被冻怎么办", "role": "judge"})
    assert re.search(r"<textarea[^>]*>账户被冻怎么办</textarea>", page.text)
    assert re.search(r'value="judge" checked', page.text)


@pytest.mark.parametrize("locator", ["适用条件", "依据1"])
def test_a_record_marks_the_cited_passage_and_no_other(client: TestClient, locator: str) -> None:
    page = client.get("/records/mechanism-live-seizure", params={"at": locator})
    assert page.status_code == 200
    assert page.text.count('class="here"') == 1
    marked = re.search(r'<section id="at" class="here">\s*<h2>(.+?)</h2>', page.text)
    assert marked
    assert marked.group(1).startswith(locator)


def test_a_record_says_where_it_comes_from_and_what_is_related(client: TestClient) -> None:
    page = client.get("/records/case-dongguan-electronics").text
    assert 'class="here"' not in page
    assert "来源：" in page
    assert NOTICE in page
    related = re.findall(r'<a class="source" href="(/records/[^"]+)"', page)
    assert related
    assert all(client.get(address).status_code == 200 for address in related)


def test_panel_is_the_record_alone(client: TestClient) -> None:
    address = "/records/mechanism-live-seizure?at=" + quote("适用条件")
    whole, panel = client.get(address).text, client.get(address + "&panel=true")
    assert panel.status_code == 200
    assert "<html" not in panel.text
    assert "<script" not in panel.text
    assert panel.text.lstrip().startswith("<article")
    assert panel.text.strip() in whole


def test_health_counts_the_passages(client: TestClient) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["passages"] > 300


@pytest.mark.parametrize("token", ["short", "x" * 4000, "' OR 1=1 --".ljust(32)])
def test_a_cookie_that_is_not_ours_is_replaced(client: TestClient, token: str) -> None:
    client.cookies.set("shukun_browser", token)
    answer = client.get("/")
    assert answer.status_code == 200
    assert f"shukun_browser={token}" not in answer.headers["set-cookie"]
