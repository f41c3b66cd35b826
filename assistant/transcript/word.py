"""A transcript as a .docx, on the page of our documents: their faces, their margins, their page numbers."""

import io
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as opened_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from assistant.drafting.layout import TEMPLATE
from assistant.drafting.properties import repacked, with_property
from assistant.drafting.version import AIGC
from assistant.drafting.word import described
from assistant.events import Block
from assistant.labels import metadata
from assistant.transcript import CASES, Cited, Exchange, Said, Transcript
from assistant.transcript.verdicts import Verdicts
from assistant.transcript.works import Work

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph

HEADING, TEXT, FLUSH, SMALL, LABEL = "heading 1", "公文表格", "公文顶格", "公文说明", "公文标识"
INDENT = Pt(24)  # two characters of the text
NAME = Path("纾困对话.docx")  # what faults of the package call it
VERDICTS = (("引用", Mm(54)), ("核对", Mm(20)), ("说明", Mm(82)))  # columns and their widths


def word(transcript: Transcript) -> bytes:
    """The .docx; the same transcript makes the same bytes."""
    document = opened_document(io.BytesIO(TEMPLATE.read_bytes()))
    body = document.element.body
    for element in [one for one in body if one.tag != qn("w:sectPr")]:
        body.remove(element)
    _labelled(document, transcript.notice)
    document.add_paragraph(transcript.title, "Title")
    document.add_paragraph(transcript.lead, LABEL)
    for number, exchange in enumerate(transcript.exchanges, start=1):
        _exchange(document, number, exchange)
    described(document, transcript.title, transcript.exported)
    stored = io.BytesIO()
    document.save(stored)
    data = repacked(stored.getvalue())
    if transcript.notice:
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        data = with_property(NAME, data, AIGC, metadata(transcript.id, text))
    return repacked(data)


def _labelled(document: "Document", notice: str) -> None:
    """The label in the footer of each page, where there is one."""
    for paragraph in document.sections[0].footer.paragraphs:
        if paragraph.style and paragraph.style.name == LABEL:
            paragraph.text = notice


def _exchange(document: "Document", number: int, one: Exchange) -> None:
    turn = one.turn
    document.add_paragraph(f"{number}. {turn.role.label}问（{turn.asked:%Y年%m月%d日}）", HEADING)
    for line in turn.question.splitlines():
        _spaced(document.add_paragraph(line, FLUSH))
    for remark in one.remarks:
        document.add_paragraph(remark, SMALL)
    _answer(document, number, one.said, {source.citation.marker for source in one.sources})
    if one.label:
        _spaced(document.add_paragraph(one.label, SMALL))
    for work in one.works:
        _work(document, work)
    if one.cases:
        _head(document, CASES)
        for case in one.cases:
            paragraph = document.add_paragraph(style=SMALL)
            paragraph.add_run(case.title).bold = True
            paragraph.add_run(f"（{case.court}）：{case.done}")
    if one.sources:
        _head(document, "来源")
        for source in one.sources:
            _source(document, number, source)
    if one.verdicts:
        _verdicts(document, one.verdicts)


def _answer(document: "Document", number: int, said: tuple[Said, ...], known: set[int]) -> None:
    paragraph, step = None, 0
    for one in said:
        sentence = one.sentence
        if sentence.block in {Block.HEADING, Block.SUBHEADING}:
            _head(document, sentence.body + sentence.end, large=sentence.block is Block.HEADING)
            paragraph = None
            continue
        if paragraph is None or sentence.first:
            step = step + 1 if sentence.block is Block.STEP else 0
            lead = {Block.STEP: f"{step}. ", Block.ITEM: "· "}.get(sentence.block, "")
            paragraph = document.add_paragraph(lead, TEXT)
            _spaced(paragraph)
            paragraph.paragraph_format.first_line_indent = INDENT
        paragraph.add_run(sentence.body + sentence.end)
        for marker in sentence.markers:
            if marker in known:
                paragraph._p.append(_link(_place(number, marker), f"[{marker}]"))
        for doubt in one.doubts:
            paragraph.add_run(f"（引用有误：{doubt}）").bold = True


def _head(document: "Document", text: str, *, large: bool = True) -> None:
    paragraph = document.add_paragraph(style=TEXT)
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(14 if large else 12)
    paragraph.paragraph_format.space_before = Pt(10 if large else 6)
    paragraph.paragraph_format.keep_with_next = True


def _source(document: "Document", number: int, cited: Cited) -> None:
    """The source at the end that the markers of this question lead to."""
    marker = cited.citation.marker
    paragraph = document.add_paragraph(style=SMALL)
    place, key = _place(number, marker), f"{number}{marker:03}"
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{key}" w:name="{place}"/>'))
    paragraph.add_run(f"[{marker}] {cited.title}").bold = True
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{key}"/>'))
    paragraph.add_run(cited.line.removeprefix(cited.title))
    for law in cited.laws:
        document.add_paragraph(str(law), SMALL)


def _verdicts(document: "Document", verdicts: Verdicts) -> None:
    _head(document, verdicts.summary)
    table = _table(document, [text for text, _ in VERDICTS], [row[:3] for row in verdicts.rows])
    table.autofit = False
    for column, (_, width) in zip(table.columns, VERDICTS, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _work(document: "Document", work: Work) -> None:
    _head(document, work.headline)
    for number, step in enumerate(work.found.steps, start=1):
        document.add_paragraph(f"{number}. {step}", SMALL)
    for table in work.found.tables:
        _head(document, table.title, large=False)
        _table(document, table.columns, table.rows)
    document.add_paragraph(f"{work.law}。", SMALL)


def _table(document: "Document", columns: Sequence[str], rows: Sequence[Sequence[str]]) -> "DocxTable":
    table: DocxTable = document.add_table(1 + len(rows), len(columns), "公文表格框")
    cells = iter(table._cells)  # all at once: a row finds its own anew each time
    for text in columns:
        head = next(cells).paragraphs[0]
        head.style = "公文表头"
        head.add_run(text)
    for text in chain.from_iterable(rows):
        paragraph = next(cells).paragraphs[0]
        paragraph.style = SMALL
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.add_run(text)
    return table


def _place(number: int, marker: int) -> str:
    return f"source_{number}_{marker}"


def _link(place: str, text: str) -> "BaseOxmlElement":
    """A raised marker that leads to its source."""
    return parse_xml(
        f'<w:hyperlink {nsdecls("w")} w:anchor="{place}"><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f"<w:t>{text}</w:t></w:r></w:hyperlink>"
    )


def _spaced(paragraph: "Paragraph") -> None:
    paragraph.paragraph_format.space_after = Pt(4)
