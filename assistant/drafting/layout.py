"""Builds templates/official.docx, the page that documents are set on: `python -m assistant.drafting.layout`.

Format of official documents after GB/T 9704-2012, of which no text is at hand: margins, sizes and faces are those in
common use.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as new_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from assistant.drafting.properties import repacked
from assistant.drafting.styles import SIGNING, WIDTH, defaults, font_table, styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

TEMPLATE = Path(__file__).parent / "templates" / "official.docx"
FIELD = """<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>
<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>
<w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>"""
SETTINGS = f"""<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>
<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"""
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>Shukun</Application></Properties>'
)


def build() -> bytes:
    """The template: a .docx with Jinja of docxtpl, the same bytes each time."""
    document = new_document()
    _pruned(document)
    elements = document.styles.element
    for style in [*elements.findall(qn("w:style")), *elements.findall(qn("w:docDefaults"))]:
        elements.remove(style)
    elements.insert(0, _xml(defaults()))
    elements.extend(map(_xml, styles()))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(18)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    footer = section.footer._element
    for paragraph in list(footer):
        footer.remove(paragraph)
    footer.append(_xml(f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{FIELD}</w:p>'))
    footer.append(_paragraph("OfficialLabel", "{{ label }}"))
    body = document.element.body
    for place, element in enumerate(_body()):
        body.insert(place, element)
    stored = io.BytesIO()
    document.save(stored)
    return repacked(stored.getvalue())


def _body() -> "list[BaseOxmlElement]":
    said = [
        ("Title", "{{ title }}"),
        *_control("for block in blocks"),
        *_control('if block.kind == "heading"'),
        ("Heading1", "{{ block.number }}{{ block.text }}"),
        *_control('elif block.kind == "paragraph" and block.flush'),
        ("OfficialFlush", "{{ block.number }}{{ block.text }}"),
        *_control('elif block.kind == "paragraph"'),
        ("OfficialBody", "{{ block.number }}{{ block.text }}"),
        *_control('elif block.kind == "table"'),
        ("table", ""),
        ("OfficialGap", ""),
        *_control('elif block.kind == "signatures"'),
        ("signatures", ""),
        *_control("if block.date"),
        ("OfficialDate", "{{ block.date }}"),
        *_control("endif"),
        ("OfficialGap", ""),
        *_control("endif"),
        *_control("endfor"),
        *_control("if notes"),
        ("OfficialNote", "{{ preface }}"),
        *_control("for note in notes"),
        ("OfficialNote", "{{ loop.index }}.{{ note.text }}"),
        *_control("endfor"),
        *_control("endif"),
    ]
    tables = {"table": _table, "signatures": _signatures}
    return [tables[style]() if style in tables else _paragraph(style, text) for style, text in said]


def _control(statement: str) -> tuple[tuple[str, str]]:
    return (("OfficialGap", f"{{%p {statement} %}}"),)


def _table() -> "BaseOxmlElement":
    head = _cells("for column in block.columns", "OfficialHead", "{{ column }}")
    row = _cells("for cell in row", "OfficialCell", "{{ cell }}")
    return _xml(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="OfficialTable"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{_row('for row in block.rows')}"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>{_row('endfor')}</w:tbl>"
    )


def _signatures() -> "BaseOxmlElement":
    left, right = SIGNING
    grid = f'<w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/>'
    signer = _line("OfficialSigner", "{{ line.capacity }}（{{ line.manner }}）：")
    signing = [
        _line("OfficialSigning", ""),
        _line("OfficialSigned", "{{ line.name }}"),
        *(_line(style, text) for style, text in _control("if not block.date")),
        _line("OfficialSigned", "年　　月　　日"),
        *(_line(style, text) for style, text in _control("endif")),
    ]
    return _xml(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_row('for line in block.lines')}<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{_cell(signer, left)}{_cell(''.join(signing), right)}</w:tr>{_row('endfor')}</w:tbl>"
    )


def _row(statement: str) -> str:
    return f"<w:tr>{_cell(_line('OfficialGap', f'{{%tr {statement} %}}'))}</w:tr>"


def _cells(statement: str, style: str, text: str) -> str:
    begin, end = (_cell(_line("OfficialGap", f"{{%tc {one} %}}")) for one in (statement, "endfor"))
    return f"{begin}{_cell(_line(style, text))}{end}"


def _cell(content: str, width: int = WIDTH) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _line(style: str, text: str) -> str:
    run = (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _paragraph(style: str, text: str) -> "BaseOxmlElement":
    return _xml(_line(style, text))


def _xml(text: str) -> "BaseOxmlElement":
    end = text.index(">")
    return parse_xml(f"{text[:end]} {nsdecls('w')}{text[end:]}")


def _pruned(document: "Document") -> None:
    """Without what the library's own template brings along: a theme, lists, a thumbnail, marks of another program."""
    part, package = document.part, document.part.package
    kept = {"settings", "styles", "fontTable", "footer", "officeDocument", "core-properties", "extended-properties"}
    for owner in (part, package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] not in kept:
                del owner.rels[key]
    replaced = {"/word/fontTable.xml": font_table(), "/docProps/app.xml": APP}
    for other in package.iter_parts():
        if other.partname in replaced:
            other._blob = replaced[other.partname]
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(list(parse_xml(SETTINGS)))
    core = package.core_properties._element
    for child in list(core):
        core.remove(child)
    package.core_properties.author = "纾困（Shukun）"
    package.core_properties.language = "zh-CN"


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
