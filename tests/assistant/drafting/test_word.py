"""Word files: faces, page numbers, labels, tables, and the same bytes for the same values."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document as open_document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from assistant.drafting.columns import widths
from assistant.drafting.document import NOTICE, Document, Paragraph, Table
from assistant.drafting.layout import TEMPLATE, build
from assistant.drafting.properties import read_properties
from assistant.drafting.styles import FANGSONG, HEITI, WIDTH, XIAOBIAOSONG
from assistant.drafting.version import read_version
from assistant.drafting.word import word
from assistant.labels import metadata
from tests.assistant.drafting.filled import drafted
from tests.assistant.drafting.test_filling import HOSTILE

SETTLEMENT = "执行和解协议"


def opened(data: bytes) -> Opened:
    return open_document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_shipped_page_is_what_its_module_builds() -> None:
    assert parts(TEMPLATE.read_bytes()) == parts(build())  # packed, bytes differ between versions of zlib


def test_the_page_is_that_of_an_official_document() -> None:
    file = opened(word(drafted(SETTLEMENT)))
    section = file.sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    sizes += [section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes if size] == [210, 297, 37, 35, 28, 26]
    faces = {
        style.style_id: style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for style in file.styles
        if style.element.rPr is not None
    }
    assert len(faces) == len(list(file.styles))  # every style names a Chinese face
    assert (faces["Title"], faces["Heading1"], faces["OfficialBody"]) == (XIAOBIAOSONG, HEITI, FANGSONG)
    points = {style.style_id: style.font.size.pt for style in file.styles if style.font.size}
    assert (points["Title"], points["Heading1"], points["OfficialBody"], points["OfficialCell"]) == (22, 16, 16, 12)
    assert all("zh-CN" in str(style.element.xml) for style in file.styles if style.type == 1)
    title, *_ = file.paragraphs
    assert (title.style and title.style.style_id, title.text) == ("Title", SETTLEMENT)
    assert next(p.text for p in file.paragraphs if p.style and p.style.style_id == "Heading1").startswith("一、")


def test_pages_are_numbered_and_labelled() -> None:
    footer = opened(word(drafted(SETTLEMENT))).sections[0].footer
    number, label = footer.paragraphs
    assert number.text == "— 1 —" and "PAGE" in "".join(node.text for node in number._p.iter(qn("w:instrText")))
    assert label.text == NOTICE and "人工智能" in NOTICE and "生成" in NOTICE


def test_the_label_for_programs_can_be_read_back() -> None:
    document = drafted(SETTLEMENT)
    label = read_properties(Path("x.docx"), word(document))["AIGC"]
    assert label == metadata(document.produce_id, document.text)
    assert json.loads(label)["ProduceID"] == document.produce_id


def test_the_same_values_make_the_same_bytes() -> None:
    document = drafted(SETTLEMENT)
    assert word(document) == word(drafted(SETTLEMENT))
    assert word(document) != word(drafted(SETTLEMENT, agreed_total="1.00"))
    dated = word(document, today=date(2026, 11, 30))
    assert dated == word(document, today=date(2026, 11, 30)) != word(document)
    assert b"2026-11-30" in parts(dated)["docProps/core.xml"]
    assert b"created" not in parts(word(document))["docProps/core.xml"]


def test_what_is_read_back_is_what_was_drafted(tmp_path: Path) -> None:
    document = drafted(SETTLEMENT)
    (tmp_path / "x.docx").write_bytes(word(document))
    read = re.sub(r"\s", "", read_version(tmp_path / "x.docx").text)
    lines = [piece for line in document.text.split("\n") for piece in re.split("｜|(?<=）：)(?=[^（]{3}$)", line)]
    assert [line for line in lines if re.sub(r"\s", "", line) not in read] == []


def test_tables_have_borders_a_repeated_head_and_whole_rows() -> None:
    table = next(
        table for table in opened(word(drafted(SETTLEMENT))).tables if table.style and "公文" in str(table.style.name)
    )
    assert table.style is not None and table.style.element.find(f".//{qn('w:tblBorders')}") is not None
    assert [cell.text for cell in table.rows[0].cells] == ["期次", "付款日期", "金额", "资金来源"]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert sum(column.width.twips for column in table.columns if column.width) == WIDTH


def test_signatures_stay_together_with_what_stands_before_them() -> None:
    file = opened(word(drafted(SETTLEMENT)))
    table = file.tables[-1]
    kept = [
        p.style.paragraph_format.keep_with_next
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
        if p.style
    ]
    assert len(table.rows) == 3 and all(kept)
    before = table._tbl.getprevious()
    assert before is not None and before.find(f".//{qn('w:keepNext')}") is not None


def test_each_signs_with_a_date_where_there_is_none_of_all() -> None:
    document = drafted(SETTLEMENT)
    signed = document.blocks[-4]
    alone = Document("form-x", "文书", (Paragraph("正文"), type(signed)(signed.lines)))  # type: ignore[union-attr, call-arg]
    texts = [cell.text for row in opened(word(alone)).tables[0].rows for cell in row.cells]
    assert sum("年　　月　　日" in text for text in texts) == len(signed.lines)  # type: ignore[union-attr]


def test_hostile_text_is_set_as_it_is() -> None:
    blocks = (Paragraph(HOSTILE), Table((HOSTILE, "乙"), ((HOSTILE, "]]>"),)))
    file = opened(word(Document("form-x", HOSTILE, blocks)))
    assert [p.text for p in file.paragraphs if p.text] == [HOSTILE, HOSTILE]
    assert [cell.text for row in file.tables[0].rows for cell in row.cells] == [HOSTILE, "乙", HOSTILE, "]]>"]
    assert file.core_properties.title == HOSTILE


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("期次", "付款日期", "金额"), ("1", "2026年12月31日", "5.00元")),
        (("甲", "乙"), ("字" * 400, "1")),
        (("一", "二", "三", "四", "五", "六", "七", "八"), ("字" * 30,) * 8),
        (("一", "二", "三"), ("", "", "")),
    ],
)
def test_columns_fill_the_table_and_none_is_lost(columns: tuple[str, ...], row: tuple[str, ...]) -> None:
    found = widths(columns, [row], WIDTH)
    assert sum(found) == WIDTH and len(found) == len(columns) and min(found) > 300
    assert all(
        found[place] <= found[other] * 1.01
        for place in range(len(row))
        for other in range(len(row))
        if len(row[place]) < len(row[other])
    )


def test_a_sum_is_not_broken_for_the_sake_of_long_text() -> None:
    row = ("吴某某", "0000**********0021", "24600.00元", "某某银行某支行6222************0021")
    found = widths(("姓名", "身份证号", "应发", "本人收款账户"), [row], WIDTH)
    assert found[2] >= 6 * 240
