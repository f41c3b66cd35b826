"""The page: whole, labelled, without anything that acts, and nothing of a value is markup."""

import html
import json
import re

from assistant.drafting.document import NOTES, NOTICE, Document, Heading, Note, Paragraph, Signature, Signatures, Table
from assistant.drafting.page import page
from assistant.labels import metadata
from tests.assistant.drafting.filled import BOOK, drafted

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}&\"' onload=x"


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text.partition("</head>")[2]))


def test_every_shipped_document_stands_on_its_page() -> None:
    for name in BOOK.plans:
        document = drafted(name)
        said = page(document)
        shown = plain(said)
        for line in document.text.split("\n"):
            pieces = re.split("｜|(?<=）：)", line)
            assert all(piece in shown for piece in pieces), (name, line)
        assert said.count(NOTICE) == 1


def test_the_page_stands_alone_and_carries_the_label_for_programs() -> None:
    document = drafted("执行和解协议")
    said = page(document)
    assert not re.search(r"<script|<link|<img|https?:|url\(|javascript:", said)
    label = re.search(r'<meta name="AIGC" content="([^"]+)"', said)
    assert label and html.unescape(label[1]) == metadata(document.produce_id, document.text)
    assert json.loads(html.unescape(label[1]))["Label"] == "1"
    assert "@page" in said and "@media print" in said and 'lang="zh-CN"' in said
    assert said == page(drafted("执行和解协议"))


def test_no_value_is_markup() -> None:
    blocks = (
        Heading(HOSTILE, "一、"),
        Paragraph(HOSTILE),
        Table((HOSTILE,), ((HOSTILE,),)),
        Signatures((Signature(HOSTILE, HOSTILE, HOSTILE),)),
        Note(HOSTILE),
    )
    said = page(Document("form-x", HOSTILE, blocks))
    assert "<script" not in said and "49" not in said.partition("<body>")[2]
    assert plain(said).count(HOSTILE) == 9
    assert "年　　月　　日" in said and NOTES in said
