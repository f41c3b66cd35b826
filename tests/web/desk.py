"""A judge's browser at the drafting desk: what a page shows, and what its form sends."""

import re
from html import unescape
from html.parser import HTMLParser

import httpx2
from fastapi.testclient import TestClient

from knowledge.forms import Form
from tests.assistant.drafting.filled import BOOK, examples
from web.desk.filled import controls


class _Controls(HTMLParser):
    """What a browser would send of the form of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._inside = False
        self._text = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = told.get("id") == "draft"
        if not self._inside:
            return
        name = told.get("name", "")
        if tag == "input" and (told.get("type") not in {"checkbox", "radio"} or "checked" in told):
            self.sent[name] = told.get("value", "")
        if tag == "textarea":
            self._text = name
            self.sent[name] = ""
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in told or self._select not in self.sent):
            self.sent[self._select] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.sent[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        if tag == "select":
            self._select = ""


def sent(page: httpx2.Response) -> dict[str, str]:
    """The controls of the desk on a page, by name."""
    reader = _Controls()
    reader.feed(page.text)
    return reader.sent


def filled(form: Form) -> dict[str, str]:
    """The controls of a form with the example of every field."""
    raw = examples(form.id)
    return {name: text for field in form.fields for name, text in controls(field, str(raw[field.name]))}


def press(client: TestClient, name: str, action: str, written: dict[str, str]) -> httpx2.Response:
    """The answer to a button of the desk."""
    return client.post(f"/draft/{name}", data={**written, "action": action})


def shown(page: str) -> str:
    """The words of the document on a page, without blanks and without the numbers of findings."""
    article = page.partition('<article class="document"')[2].partition("</article>")[0].partition(">")[2]
    article = article.partition('<div class="notes">')[0].partition('<p class="made')[0]
    return squeezed(re.sub(r"<[^>]+>", "", re.sub(r'<a class="flag".*?</a>', "", article)))


def squeezed(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", unescape(text))


def form_of(name: str) -> Form:
    """A form by its short name."""
    return BOOK.form(name)
