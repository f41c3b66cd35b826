"""A redline as a Word file with tracked changes: accept all and it is the new text, reject all and it is the old one.

What the file says beside the text (what matters, the label) stands in headers and footers, which are no part of it.
"""

import copy
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as read_document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.drafting.layout import TEMPLATE
from assistant.drafting.properties import repacked, with_property
from assistant.drafting.redline import Paragraph, Redline
from assistant.drafting.redline_matters import Matter
from assistant.drafting.redline_wording import counted, labelled, titled, told
from assistant.drafting.redline_words import Mark
from assistant.drafting.version import AIGC

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written
    from lxml.etree import _Element

AUTHOR = "纾困比对"
TAGS = {Mark.INSERTED: "w:ins", Mark.DELETED: "w:del"}
HEADING = re.compile(r"(?:第[一二三四五六七八九十百\d]+条|[一二三四五六七八九十]+、)[^。；，]{0,30}")
TITLE = 30  # characters that a title has at most
PROPERTY = 255  # characters that a property of Word has at most
SHOWN = 12  # matters on the first page: with more, the list would push the text away
RULE = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="4" w:color="auto"/></w:pBdr>'


def tracked(redline: Redline, matters: Sequence[Matter], names: tuple[str, str], day: date, label: str = "") -> bytes:
    """The file. ``names`` are those of the old and the new version; ``day``: when they were compared; ``label``: the
    value of AIGC that they bear, "" for none. The same input gives the same bytes.
    """
    document = read_document(str(TEMPLATE))
    body = document.element.body
    for element in list(body)[:-1]:  # all but the section: page, margins, footer
        body.remove(element)
    numbers = iter(range(1, 10**9))
    for paragraph in redline.paragraphs:
        written = document.add_paragraph()
        written._p.style = _style(paragraph)  # by its id: the library looks for styles by name
        _fill(written, paragraph, numbers, day)
    _frame(document, redline, matters, names, label)
    properties = document.core_properties
    properties.author = properties.last_modified_by = AUTHOR
    properties.title, properties.comments = titled(names)[:PROPERTY], ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    stored = io.BytesIO()
    document.save(stored)
    data = repacked(stored.getvalue())
    return with_property(Path(names[1]), data, AIGC, label) if label else data


def _fill(written: "Written", paragraph: Paragraph, numbers: Iterator[int], day: date) -> None:
    for piece in paragraph.pieces:
        run = written.add_run(piece.text)
        if piece.mark is Mark.KEPT:
            continue
        change = _change(TAGS[piece.mark], numbers, day)
        run._r.addprevious(change)
        change.append(run._r)
        if piece.mark is Mark.DELETED:
            for text in run._r.findall(qn("w:t")):
                text.tag = qn("w:delText")
    if paragraph.end is not Mark.KEPT:
        mark = OxmlElement("w:rPr")
        mark.append(_change(TAGS[paragraph.end], numbers, day))
        written._p.get_or_add_pPr().append(mark)


def _change(tag: str, numbers: Iterator[int], day: date) -> "_Element":
    change = OxmlElement(tag)
    change.set(qn("w:id"), str(next(numbers)))
    change.set(qn("w:author"), AUTHOR)
    change.set(qn("w:date"), f"{day.isoformat()}T00:00:00Z")
    return change


def _style(paragraph: Paragraph) -> str:
    text = paragraph.without(Mark.DELETED) or paragraph.without(Mark.INSERTED)
    first = 1 in {paragraph.old, paragraph.new}
    if first and len(text) <= TITLE and not text.endswith(("。", "；", "，", "：", ":")):
        return "Title"
    if HEADING.fullmatch(text):
        return "Heading1"
    return "OfficialBody" if text.endswith(("。", "；", "，")) or len(text) > TITLE else "OfficialFlush"


def _frame(
    document: "Document", redline: Redline, matters: Sequence[Matter], names: tuple[str, str], label: str
) -> None:
    """What stands above and below the text: on the first page what matters, on the others what this is."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    lines = [titled(names), counted(redline), *map(told, matters[:SHOWN])]
    if len(matters) > SHOWN:
        lines.append(f"要紧的改动还有{len(matters) - SHOWN}处，见正文修订。")
    for header, told_there in ((section.first_page_header, lines), (section.header, [titled(names)])):
        header.is_linked_to_previous = False
        element = header._element
        for paragraph in list(element):
            element.remove(paragraph)
        for line in told_there:
            written = header.add_paragraph(line)
            written._p.style = "OfficialCell"
        written._p.get_or_add_pPr().append(parse_xml(RULE))
    footer = section.footer._element
    for paragraph in section.footer.paragraphs:
        if "{{" in paragraph.text:
            paragraph.text = labelled(label)
    section.first_page_footer.is_linked_to_previous = False
    first = section.first_page_footer._element
    for paragraph in list(first):
        first.remove(paragraph)
    for element in footer:
        first.append(copy.deepcopy(element))
