"""Word files: what counts as text, what Word numbers by itself, and what is left alone."""

import io
import zipfile
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers import docx
from knowledge.readers.docx import MAX_MEMBERS, MAX_PART_BYTES, MAX_UNPACKED_BYTES
from tests.knowledge.readers import making
from tests.knowledge.readers.making import (
    LAW,
    W,
    body,
    law_body,
    level,
    numbered,
    numbering,
    paragraph,
    relations,
    save,
)

FILES = Path(__file__).parent / "files"


def run(inside: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r>{inside}</w:r></w:p>"


def row(*cells: str, deleted: bool = False) -> str:
    """A row of a table."""
    mark = "<w:trPr><w:del/></w:trPr>" if deleted else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


PICTURE = run('<w:drawing><a:blip xmlns:a="urn:a"/></w:drawing>')


def read(folder: Path, document: str, **more: str | bytes) -> tuple[tuple[str, ...], str]:
    """The lines of a Word file, and its doubts in one string. Keys of ``more``: parts under word/, without .xml."""
    parts = {f"word/{name}.xml": content for name, content in more.items()}
    read = docx.paragraphs(save(folder, "sample.docx", making.docx(document, parts)))
    return read.lines, "\n".join(doubt.problem for doubt in read.doubts)


def test_law(tmp_path: Path) -> None:
    assert read(tmp_path, law_body()) == (LAW, "")


def test_file_of_an_office_program() -> None:
    """Made with python-docx from its template, which Word made: title, text, a table, a header that is no text."""
    read = docx.paragraphs(FILES / "office.docx")
    assert read.lines == (*LAW, "附件清单", "材料", "份数", "申请书", "二")
    assert read.doubts == ()


@pytest.mark.parametrize(
    ("document", "lines", "doubt"),
    [
        pytest.param(
            body(
                "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
            ),
            ("新",),
            "修订",
            id="inserted text in, deleted text out",
        ),
        pytest.param(
            body(
                "<w:p><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>"
            ),
            ("来",),
            "修订",
            id="moved text stands once",
        ),
        pytest.param(
            body(
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>",
                paragraph("后半"),
            ),
            ("前半后半",),
            "修订",
            id="a deleted paragraph mark joins two paragraphs",
        ),
        pytest.param(
            body(table(row(paragraph("删"), deleted=True)), paragraph("留")),
            ("留",),
            "修订",
            id="a deleted row",
        ),
        pytest.param(
            body(
                table(
                    row(paragraph("甲"), paragraph("乙") + paragraph("丙")),
                    row(table(row(paragraph("丁"))) + paragraph("")),
                )
            ),
            ("甲", "乙", "丙", "丁"),
            "",
            id="cells of a table in order, a table in a cell",
        ),
        pytest.param(
            body("<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t><w:br w:type='page'/><w:t>接着</w:t></w:r></w:p>"),
            ("第一行", "第二行接着"),
            "",
            id="a line break ends a paragraph, a page break does not",
        ),
        pytest.param(
            body(run("<w:t>正文</w:t><w:footnoteReference w:id='1'/>"), run("<w:rPr><w:vanish/></w:rPr><w:t>藏</w:t>")),
            ("正文",),
            "隐藏",
            id="hidden text and notes",
        ),
        pytest.param(
            body(run("<w:rPr><w:vanish w:val='0'/></w:rPr><w:t>不藏</w:t>")),
            ("不藏",),
            "",
            id="text that is not hidden after all",
        ),
        pytest.param(
            body(run(f"<w:ruby><w:rt>{run('<w:t>shu</w:t>')}</w:rt><w:rubyBase><w:t>纾</w:t></w:rubyBase></w:ruby>")),
            ("纾",),
            "",
            id="without the reading over a character",
        ),
        pytest.param(
            body(
                run("<w:instrText>PAGE</w:instrText>"),
                "<w:p><w:hyperlink><w:r><w:t>链接文字</w:t></w:r></w:hyperlink></w:p>",
            ),
            ("链接文字",),
            "",
            id="text of a link, not the code of a field",
        ),
        pytest.param(
            body(
                f"<w:sdt><w:sdtPr><w:t>名</w:t></w:sdtPr><w:sdtContent>{paragraph('控件里的文字')}</w:sdtContent></w:sdt>"
            ),
            ("控件里的文字",),
            "",
            id="a content control",
        ),
        pytest.param(
            body(
                run(
                    f'<m:AlternateContent xmlns:m="urn:m"><m:Choice><w:txbxContent>{paragraph("框里")}</w:txbxContent>'
                    f"</m:Choice><m:Fallback><w:txbxContent>{paragraph('框里')}</w:txbxContent></m:Fallback>"
                    "</m:AlternateContent><w:t>框外</w:t>"
                )
            ),
            ("框外", "框里"),
            "",
            id="a text box, which is stored twice",
        ),
        pytest.param(
            body(paragraph("正文"), PICTURE),
            ("正文",),
            "1 张图片",
            id="a picture beside text",
        ),
        pytest.param(body(paragraph("正文"), "<w:altChunk/>"), ("正文",), "另一份文件", id="a file within"),
        pytest.param(
            body("<w:p><w:r><w:t>第一章　总则</w:t><w:tab/><w:t>12</w:t></w:r></w:p>"),
            ("第一章　总则",),
            "",
            id="page number of a table of contents",
        ),
        pytest.param(
            body(paragraph("第三条　样\u200b\u00ad\ufeff品  字")), ("第三条　样品 字",), "", id="unseen signs"
        ),
        pytest.param(
            law_body().replace(W, 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'),
            LAW,
            "",
            id="the strict form of the format",
        ),
    ],
)
def test_text(tmp_path: Path, document: str, lines: tuple[str, ...], doubt: str) -> None:
    found, doubts = read(tmp_path, document)
    assert found == lines
    assert doubt in doubts
    assert bool(doubt) == bool(doubts)


CHAPTERS = level(0, "第%1章") + level(1, "第%2条", more='<w:lvlRestart w:val="0"/>')
ITEMS = level(2, "（%3）", "chineseCounting")
OFF = '<w:numPr><w:numId w:val="0"/></w:numPr>'
DELETED = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>'


@pytest.mark.parametrize(
    ("levels", "text", "lines"),
    [
        pytest.param(
            CHAPTERS,
            [numbered("总则"), numbered("甲", 1), numbered("乙", 1), numbered("附则"), numbered("丙", 1)],
            "第一章　总则 第一条　甲 第二条　乙 第二章　附则 第三条　丙",
            id="articles go on through chapters",
        ),
        pytest.param(
            level(0, "第%1章") + level(1, "第%2条"),
            [numbered("总则"), numbered("甲", 1), numbered("附则"), numbered("乙", 1)],
            "第一章　总则 第一条　甲 第二章　附则 第一条　乙",
            id="or begin anew, where the list says so",
        ),
        pytest.param(
            CHAPTERS + ITEMS,
            [numbered("甲：", 1), numbered("丙；", 2), numbered("丁。", 2), numbered("戊：", 1), numbered("己。", 2)],
            "第一条　甲： （一）　丙； （二）　丁。 第二条　戊： （一）　己。",
            id="items begin anew",
        ),
        pytest.param(
            level(0, "第%1条", start=205),
            [numbered("甲"), paragraph("款"), numbered("乙")],
            "第二百零五条　甲 款 第二百零六条　乙",
            id="a start of its own, a paragraph between",
        ),
        pytest.param(
            level(0, "第%1条", "decimal", more='<w:suff w:val="nothing"/>'),
            [numbered("甲")],
            "第1条　甲",
            id="Arabic digits, nothing between",
        ),
        pytest.param(
            level(0, "%1、", more='<w:suff w:val="nothing"/>'),
            [numbered("甲"), numbered("乙")],
            "一、甲 二、乙",
            id="counted by 一、",
        ),
        pytest.param(
            level(0, "%1", "upperRoman") + level(1, "%1.%2", "decimal", more="<w:isLgl/>"),
            [numbered("甲"), numbered("乙", 1), numbered("丙", 1)],
            "I　甲 1.1　乙 1.2　丙",
            id="Roman, and legal digits below",
        ),
        pytest.param(level(0, "\uf0b7", "bullet"), [numbered("甲")], "甲", id="a bullet is no number"),
        pytest.param(level(0, "第%1条"), [numbered("甲", number=9)], "甲", id="a list that is not defined"),
        pytest.param(level(0, "第%1条"), [numbered("甲", 8)], "甲", id="a level that is not defined"),
        pytest.param(
            level(0, "第%1条"),
            [numbered("甲"), paragraph("非条", OFF), numbered("乙")],
            "第一条　甲 非条 第二条　乙",
            id="numbering switched off",
        ),
        pytest.param(
            level(0, "第%1条"),
            [numbered("甲"), DELETED, numbered("乙")],
            "第一条　甲 第二条　乙",
            id="a deleted paragraph is not counted",
        ),
    ],
)
def test_numbers_that_word_sets(tmp_path: Path, levels: str, text: list[str], lines: str) -> None:
    assert read(tmp_path, body(*text), numbering=numbering(levels))[0] == tuple(lines.split(" "))


def test_numbers_of_a_style(tmp_path: Path) -> None:
    """The style names the list; a style based on it has it, too; the level is the one that names the style."""
    styles = (
        f'<w:styles {W}><w:style w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Mine"><w:basedOn w:val="Article"/></w:style>'
        '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style></w:styles>'
    )
    levels = level(0, "第%1章") + level(1, "第%2条", more='<w:pStyle w:val="Article"/>')
    text = [paragraph(name, f'<w:pStyle w:val="{style}"/>') for name, style in (("甲", "Article"), ("乙", "Ring"))]
    lines, _ = read(tmp_path, body(*text), numbering=numbering(levels), styles=styles)
    assert lines == ("第一条　甲", "乙")
    levels = level(0, "第%1条")
    text = [paragraph(name, f'<w:pStyle w:val="{style}"/>') for name, style in (("甲", "Article"), ("乙", "Mine"))]
    lines, _ = read(tmp_path, body(*text), numbering=numbering(levels), styles=styles)
    assert lines == ("第一条　甲", "第二条　乙")


def test_second_list_starts_anew(tmp_path: Path) -> None:
    """Word restarts a list by another one of the same kind with a start of its own."""
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for number, more in ((1, ""), (2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'))
    )
    text = (numbered("甲"), numbered("乙"), numbered("丙", number=2), numbered("丁", number=2))
    lines, _ = read(tmp_path, body(*text), numbering=numbering(level(0, "（%1）"), lists))
    assert lines == ("（一）　甲", "（二）　乙", "（一）　丙", "（二）　丁")


def test_unknown_numerals_are_told(tmp_path: Path) -> None:
    lines, doubts = read(tmp_path, body(numbered("甲")), numbering=numbering(level(0, "第%1条", "hebrew1")))
    assert lines == ("第1条　甲",)
    assert "hebrew1" in doubts


@pytest.mark.parametrize(
    ("parts", "content_type", "doubt"),
    [
        pytest.param({"word/vbaProject.bin": b"\0"}, making.MAIN_TYPE, "宏", id="macros"),
        pytest.param({}, making.MACRO_TYPE, "宏", id="macros by the type alone"),
        pytest.param(
            {"word/_rels/settings.xml.rels": relations(("attachedTemplate", "http://sample.invalid/a.dotm", True))},
            making.MAIN_TYPE,
            "外部",
            id="a template elsewhere",
        ),
        pytest.param(
            {"word/_rels/document.xml.rels": relations(("image", "file:///etc/hostname", True))},
            making.MAIN_TYPE,
            "外部",
            id="a picture elsewhere",
        ),
    ],
)
def test_left_alone(tmp_path: Path, parts: dict[str, str | bytes], content_type: str, doubt: str) -> None:
    read = docx.paragraphs(save(tmp_path, "sample.docx", making.docx(law_body(), parts, content_type)))
    assert read.lines == LAW
    assert [doubt in one.problem for one in read.doubts] == [True]


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "样品"><!ENTITY b "&a;&a;">]>' + law_body().partition("?>")[2]


def lying() -> bytes:
    """A directory that says a part of 100 MB is 100 bytes."""
    size = 100 * 2**20
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * size)
    return stored.getvalue().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(making.docx(law_body())[:900], "损坏", id="truncated"),
        pytest.param(making.docx(body()), "没有文字", id="no text"),
        pytest.param(making.docx(body(PICTURE)), "OCR", id="pictures only"),
        pytest.param(making.docx("<w:document"), "损坏", id="XML that is none"),
        pytest.param(making.docx("<other/>"), "正文", id="no body"),
        pytest.param(making.docx(ENTITIES), "实体", id="entities"),
        pytest.param(
            making.docx("", {"word/document.xml": ENTITIES.encode("utf-16")}), "实体", id="entities in UTF-16"
        ),
        pytest.param(making.docx(law_body(), {"word/styles.xml": "<a>" * 100_000}), "损坏", id="nested without end"),
        pytest.param(
            making.docx(body("<w:sdt>" * 1500 + paragraph("深") + "</w:sdt>" * 1500)), "损坏", id="nested too deep"
        ),
        pytest.param(making.docx(" " * (MAX_PART_BYTES + 1)), "解压后太大", id="a text too long"),
        pytest.param(making.docx(" " * 8 * 2**20), "解压后太大", id="packed too well"),
        pytest.param(
            making.docx(law_body(), {f"word/media/{at}.bin": bytes(MAX_UNPACKED_BYTES // 4 + 1) for at in range(4)}),
            "解压后太大",
            id="all parts together too long",
        ),
        pytest.param(lying(), "损坏", id="a directory that lies"),
        pytest.param(making.docx(law_body(), {f"{at}": "" for at in range(MAX_MEMBERS)}), "超过", id="too many parts"),
    ],
)
def test_refused(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(SourceError) as error:
        docx.paragraphs(save(tmp_path, "sample.docx", content))
    assert word in error.value.problem
    assert "请" in error.value.problem


@pytest.mark.parametrize(
    ("member", "word"),
    [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "演示"), ("OFD.xml", "OFD"), ("a.txt", "解压")],
)
def test_other_packages(tmp_path: Path, member: str, word: str) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        package.writestr(member, "<a/>")
    with pytest.raises(SourceError, match=word):
        docx.paragraphs(save(tmp_path, "sample.docx", stored.getvalue()))


def test_locked_member(tmp_path: Path) -> None:
    """A zip with a password: bit 0 of the flags, in the member's head and in the directory."""
    content = bytearray(making.docx(law_body()))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(sign, at + 1)
    with pytest.raises(SourceError, match="密码"):
        docx.paragraphs(save(tmp_path, "sample.docx", bytes(content)))
