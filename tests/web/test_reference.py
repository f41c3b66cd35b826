"""The glossary and the forms as pages, and terms as links to their meaning."""

import re
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from lxml import html

from assistant.sentences import parse
from knowledge.build import CORPUS
from knowledge.forms import Form
from knowledge.glossary import Glossary
from knowledge.readers.form_file import read_forms
from knowledge.readers.record_file import read_corpus
from web.pages import sentence_html

FORMS = read_forms(CORPUS, [record.id for record in read_corpus(CORPUS)])


def test_every_term_is_explained_where_its_links_lead(client: TestClient) -> None:
    page = html.fromstring(client.get("/glossary").text)
    ids = {element.get("id") for element in page.iter("dt")}
    assert ids == {term.term for term in Glossary.load().terms}
    assert all(term.plain in page.text_content() for term in Glossary.load().terms)


def test_terms_of_a_record_are_links_the_first_time(client: TestClient) -> None:
    page = html.fromstring(client.get("/records/mechanism-live-seizure").text)
    links = [unquote(link.get("href")) for link in page.iterfind(".//a[@class='term']")]
    assert links
    assert len(set(links)) == len(links)
    terms = {f"/glossary#{term.term}": term.plain for term in Glossary.load().terms}
    assert all(link.get("title") == terms[unquote(link.get("href"))] for link in page.iterfind(".//a[@class='term']"))


def test_the_name_of_a_law_is_no_place_to_explain_a_term(client: TestClient) -> None:
    (sentence,) = parse("法院应当允许继续使用查封的设备（财产保全规定第十三条），见《财产保全规定》。")
    links = re.findall('class="term" href="([^"]+)"', sentence_html(sentence, ()))
    assert [unquote(link) for link in links] == ["/glossary#查封"]


def test_the_list_leads_to_every_form(client: TestClient) -> None:
    page = html.fromstring(client.get("/forms").text)
    links = {link.get("href") for link in page.iterfind(".//ul[@class='forms']//a")}
    assert links == {f"/forms/{form.id}" for form in FORMS}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_shows_what_to_fill_in_and_why(client: TestClient, form: Form) -> None:
    shown = client.get(f"/forms/{form.id}")
    text = html.fromstring(shown.text).text_content()
    assert shown.status_code == 200
    for field in form.fields:
        assert field.label in text
        assert field.help in text
    assert all(basis.gist in text for basis in form.basis)


def test_no_such_form(client: TestClient) -> None:
    response = client.get("/forms/form-none")
    assert response.status_code == 404
    assert "没有编号为“form-none”的资料" in response.text


def test_every_page_leads_to_them(client: TestClient) -> None:
    page = html.fromstring(client.get("/").text)
    links = [link.get("href") for link in page.iterfind(".//nav[@class='reference']/a")]
    assert links == ["/guide", "/draft", "/check", "/tools", "/laws", "/records", "/glossary"]


def test_the_contents_lead_to_every_record(client: TestClient) -> None:
    page = html.fromstring(client.get("/records").text)
    links = [link.get("href") for link in page.iterfind(".//ul[@class='titles']//a")]
    assert sorted(links) == sorted(f"/records/{record.id}" for record in read_corpus(CORPUS))
    assert [heading.text.strip() for heading in page.iterfind(".//h2")] == ["机制", "程序", "案例", "意见"]
