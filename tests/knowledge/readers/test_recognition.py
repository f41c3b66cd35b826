"""A file is what it holds, not what it is called; and whatever it holds, a user is told in Chinese what to do."""

import os
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers.document import MAX_FILE_BYTES
from knowledge.readers.recognition import read
from knowledge.sources import Bundle, CaseText, Doubt, LawText
from tests.knowledge.readers import making
from tests.knowledge.readers.making import (
    LAW,
    TITLE,
    body,
    law_body,
    level,
    numbered,
    numbering,
    relations,
    save,
    typeset,
)

FILES = Path(__file__).parent / "files"
PLAIN = "\n".join(LAW)
HEADINGS = {LAW[2], LAW[8]}
MARKDOWN = f"# {TITLE}\n\n{LAW[1]}\n\n" + "\n\n".join(f"## {line}" if line in HEADINGS else line for line in LAW[2:])
PAGE = f"<html><body><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in LAW[1:])}</body></html>"
DOCX = making.docx(law_body())
PDF = making.pdf(typeset(LAW))
CASE = """### 指导案例7号：样品公司申请互助案

（样品商会2024年3月1日发布）

关键词 互助／停工

裁判要点

停工不满三个月的会员可以申请互助。

基本案情

样品公司因火灾停工。
"""
MEDIATION = '{"filename": "样品公司互助调解案.pdf", "content": {"基本案情": "停工。", "处理结果": "和解。"}}\n'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def outcome(file: Path) -> tuple[LawText | CaseText | Doubt, ...]:
    return read(Bundle((file,)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("law.md", MARKDOWN),
        ("law.txt", PLAIN),
        ("law.docx", DOCX),
        ("law.html", PAGE),
        ("law.pdf", PDF),
        ("law.TXT", PLAIN),
        ("law", PLAIN),
        # What it is called and what it holds are two things.
        ("law.txt", DOCX),
        ("law.txt", PDF),
        ("law.txt", PAGE),
        ("law.docx", PAGE),
        ("law.docx", PDF),
        ("law.docx", PLAIN),
        ("law.doc", DOCX),
        ("law.doc", PAGE),
        ("law.pdf", PLAIN),
        ("law.pdf", DOCX),
        ("law.html", PLAIN),
        ("law.html", PDF),
        ("law.md", DOCX),
        ("law.md", PLAIN),
        ("law.txt", MARKDOWN),
        ("law.jpg", PDF),
        ("law.htm", "<p>" + PLAIN.replace("\n", "<br>")),
        # However it is encoded, and wherever its lines end.
        ("law.txt", PLAIN.encode("gb18030")),
        ("law.txt", PLAIN.encode("utf-16")),
        ("law.txt", PLAIN.encode("utf-16-le")),
        ("law.txt", PLAIN.encode("utf-16-be")),
        ("law.txt", b"\xfe\xff" + PLAIN.encode("utf-16-be")),
        ("law.txt", b"\xef\xbb\xbf" + PLAIN.encode()),
        ("law.txt", PLAIN.replace("\n", "\r\n").encode("gb18030")),
        ("law.md", MARKDOWN.encode("gb18030")),
        ("law.html", PAGE.encode("gb18030")),
        ("law.html", PAGE.encode("utf-16")),
        ("law.pdf", b"\r\n" + PDF),
    ],
)
def test_law(tmp_path: Path, name: str, content: bytes | str) -> None:
    (law,) = outcome(save(tmp_path, name, content))
    assert isinstance(law, LawText)
    assert law.title == TITLE
    assert [str(article.number) for article in law.articles] == ["第一条", "第二条", "第三条"]
    first, second, third = law.articles
    assert first.text == LAW[3].partition("　")[2]
    assert [len(paragraph.items) for paragraph in second.paragraphs] == [2, 0]
    assert second.paragraphs[1].text == LAW[7]
    assert third.path[-1].startswith("第二章")
    assert law.effective == "2024-05-01"
    assert law.doubts == ()


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("样品商会互助办法_20240305.docx", "2024-03-05"),
        ("样品商会互助办法(2024-03-05).docx", "2024-03-05"),
        ("样品商会互助办法（20240305）.docx", "2024-03-05"),
        ("样品商会互助办法_20241399.docx", None),
        ("样品商会互助办法.docx", None),
    ],
)
def test_date_in_the_name(tmp_path: Path, name: str, published: str | None) -> None:
    """The law database names files so. A name that holds no date says no more than the text does."""
    (plain,) = outcome(save(tmp_path, "plain.docx", DOCX))
    (law,) = outcome(save(tmp_path, name, DOCX))
    assert isinstance(law, LawText)
    assert isinstance(plain, LawText)
    assert law.published == (published or plain.published)


def test_numbers_of_a_word_list_are_articles(tmp_path: Path) -> None:
    document = body(*map(making.paragraph, LAW[:2]), *(numbered(f"商会的第{at}件事。") for at in "甲乙丙"))
    parts = {"word/numbering.xml": numbering(level(0, "第%1条"))}
    (law,) = outcome(save(tmp_path, "law.docx", making.docx(document, parts)))
    assert isinstance(law, LawText)
    assert [str(article.number) for article in law.articles] == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"word/vbaProject.bin": b"\0"}, "宏"),
        ({"word/_rels/document.xml.rels": relations(("image", "http://sample.invalid/a.png", True))}, "外部"),
    ],
)
def test_doubts_of_a_document_stay(tmp_path: Path, parts: dict[str, bytes | str], word: str) -> None:
    (law,) = outcome(save(tmp_path, "law.docx", making.docx(law_body(), parts)))
    assert isinstance(law, LawText)
    assert [word in doubt.problem for doubt in law.doubts] == [True]
    assert len(law.articles) == 3


def test_law_without_a_title_takes_the_name_of_its_file(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in LAW[1:])
    (law,) = outcome(save(tmp_path, f"{TITLE}_20240305.html", f"<body>{lines}</body>"))
    assert isinstance(law, LawText)
    assert law.title == TITLE
    assert any("标题" in doubt.problem for doubt in law.doubts)


def test_law_in_two_documents(tmp_path: Path) -> None:
    first = save(tmp_path, "1.docx", making.docx(body(*map(making.paragraph, LAW[:5]))))
    second = save(tmp_path, "2.html", "".join(f"<p>{line}</p>" for line in LAW[5:]))
    (law,) = read(Bundle((first, second)))
    assert isinstance(law, LawText)
    assert len(law.articles) == 3


@pytest.mark.parametrize("name", ["case.md", "case.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_case(tmp_path: Path, name: str, encoding: str) -> None:
    (case,) = outcome(save(tmp_path, name, CASE.encode(encoding)))
    assert isinstance(case, CaseText)
    assert case.number == 7
    assert "裁判要点" in dict(case.sections)


@pytest.mark.parametrize("name", ["cases.jsonl", "cases.txt"])
def test_mediation_cases(tmp_path: Path, name: str) -> None:
    found = outcome(save(tmp_path, name, MEDIATION + '{"other": 1}\n' + MEDIATION))
    assert [type(one) for one in found] == [CaseText, Doubt, CaseText]


def png(width: int = 8) -> bytes:
    """A black picture."""
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(width)))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    written = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        written += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return written


RANDOM = bytes((at * 7919 + at * at * 104729) % 251 for at in range(5000))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        pytest.param("a.txt", b"", "空", id="empty"),
        pytest.param("a.docx", b"", "空", id="an empty document"),
        pytest.param("a.txt", b" \n\t\r\n ", "空", id="only spaces"),
        pytest.param("a.txt", b"\xef\xbb\xbf", "空", id="only a mark"),
        pytest.param("a.txt", b"\x7fELF\x02\x01\x01" + bytes(100), "程序", id="ELF"),
        pytest.param("a.pdf", b"MZ\x90\0" + bytes(100), "程序", id="a Windows program"),
        pytest.param("a.txt", png(), "OCR", id="PNG"),
        pytest.param("a.docx", b"\xff\xd8\xff\xe0" + bytes(100), "OCR", id="JPEG"),
        pytest.param("a.txt", RANDOM, "不是文本", id="noise"),
        pytest.param("a.docx", RANDOM, "不是文本", id="noise called docx"),
        pytest.param("a.pdf", bytes(5000), "不是文本", id="zeros"),
        pytest.param("a.pdf", making.pdf([[], []], "0 0 595 842 re f"), "OCR", id="scanned PDF"),
        pytest.param("a.pdf", (FILES / "locked.pdf").read_bytes(), "密码", id="locked PDF"),
        pytest.param("a.pdf", PDF[: len(PDF) // 3], "损坏", id="truncated PDF"),
        pytest.param("a.docx", DOCX[: len(DOCX) // 2], "损坏", id="truncated docx"),
        pytest.param("a.docx", making.docx(" " * 50 * 2**20), "解压后太大", id="zip bomb"),
        pytest.param("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码", id="locked docx"),
        pytest.param("a.doc", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word", id="old doc"),
        pytest.param("a.docx", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word", id="old doc called docx"),
        pytest.param("a.wps", OLE, "旧版", id="another old office file"),
        pytest.param("a.doc", "{\\rtf1\\ansi 样品}", "RTF", id="RTF"),
        pytest.param("a.zip", making.docx(law_body()).replace(b"document.xml", b"document.txt"), "解压", id="zip"),
        pytest.param("a.zip", b"PK\x05\x06" + bytes(18), "解压", id="empty zip"),
        pytest.param("a.txt", b"Rar!\x1a\x07\x01\0", "解压", id="RAR"),
        pytest.param("a.db", b"SQLite format 3\0" + bytes(100), "数据库", id="a database"),
        pytest.param(
            "a.mht", "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", ".mht", id="MHT"
        ),
        pytest.param("a.xml", "<?xml version='1.0'?><w:wordDocument/>", "XML", id="XML"),
        pytest.param("a.svg", "<svg><text>第一条</text></svg>", "XML", id="SVG"),
        pytest.param("a.html", "<html><body><script>x()</script></body></html>", "没有正文", id="a page of a script"),
        pytest.param(
            "README.md", "# 说明\n\n这个项目收集样品。\n\n- 安装\n- 使用\n", "看不出", id="notes of a project"
        ),
        pytest.param("a.txt", "今天下午三点开会。", "看不出", id="a note"),
        pytest.param("a.docx", making.docx(body(making.paragraph("甲方与乙方约定如下。"))), "看不出", id="a contract"),
        pytest.param("a.json", '{\n "a": 1\n}', "jsonl", id="JSON of many lines"),
        pytest.param("a.jsonl", '{"a": 1}\n{"b": 2}\n', "调解案例", id="JSONL of something else"),
        pytest.param("a.txt", '{"a": ' * 100_000, "看不出", id="nested without end"),
        pytest.param("a.jsonl", '{"a": ' * 100_000, "调解案例", id="JSONL nested without end"),
        pytest.param(
            "a.docx", making.docx(body(*map(making.paragraph, CASE.splitlines()))), ".txt", id="a case in Word"
        ),
    ],
)
def test_refused(tmp_path: Path, name: str, content: bytes | str, word: str) -> None:
    check_refusal(save(tmp_path, name, content), word)


def check_refusal(file: Path, word: str) -> None:
    """Refused with a Chinese sentence that says what is wrong and what to do."""
    with pytest.raises(SourceError) as error:
        outcome(file)
    problem = error.value.problem
    assert error.value.file == file
    assert word in problem
    assert re.search("请|可导入", problem), problem
    assert len(re.findall("[\u4e00-\u9fff]", problem)) >= 10
    assert error.value.__cause__ is None


def dangling(folder: Path) -> Path:
    file = folder / "law.docx"
    file.symlink_to(folder / "gone.docx")
    return file


def circular(folder: Path) -> Path:
    file = folder / "law.docx"
    file.symlink_to(file)
    return file


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "law.txt")
    return folder / "law.txt"


def inner(folder: Path) -> Path:
    (folder / "law.pdf").mkdir()
    return folder / "law.pdf"


@pytest.mark.parametrize(
    ("made", "word"),
    [
        pytest.param(lambda folder: folder / "none.md", "找不到", id="no such file"),
        pytest.param(dangling, "找不到", id="a link to nowhere"),
        pytest.param(circular, "无法读取", id="a link to itself"),
        pytest.param(inner, "文件夹", id="a folder"),
        pytest.param(pipe, "普通文件", id="a pipe, which would block"),
        pytest.param(lambda folder: folder / ("长" * 300), "无法读取", id="a name too long"),
        pytest.param(lambda folder: folder / "a\0b", "无法读取", id="a name with a NUL"),
    ],
)
def test_no_file(tmp_path: Path, made: Callable[[Path], Path], word: str) -> None:
    check_refusal(made(tmp_path), word)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    file = save(tmp_path, "law.md", MARKDOWN)
    file.chmod(0)
    check_refusal(file, "权限")


@pytest.mark.parametrize("name", ["law.pdf", "law.docx", "law.txt"])
def test_large_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    file = tmp_path / name
    file.touch()
    os.truncate(file, 300 * 2**20)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))
    check_refusal(file, "300 MB")


def test_limit_itself(tmp_path: Path) -> None:
    file = save(tmp_path, "law.txt", PLAIN)
    os.truncate(file, MAX_FILE_BYTES + 1)
    check_refusal(file, "上限")


def check_only_source_errors(file: Path) -> None:
    """Anything may come out but an error of another kind."""
    try:
        found = outcome(file)
    except SourceError as error:
        assert error.problem
    else:
        assert all(isinstance(one, LawText | CaseText | Doubt) for one in found)


PROPERTY = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NAMES = st.sampled_from(["a.md", "a.txt", "a.docx", "a.html", "a.pdf", "a.jsonl", "a"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"---\n", b"{", b"\xff\xfe", OLE, TITLE.encode()]
)
GOOD = st.sampled_from(
    [
        *(text.encode() for text in (MARKDOWN, PLAIN, PAGE, CASE, MEDIATION)),
        DOCX,
        PDF,
        *((FILES / name).read_bytes() for name in ("owner_locked.pdf", "locked.pdf", "office.docx")),
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.binary(max_size=20)), min_size=1, max_size=8)
DOCUMENT = body(making.paragraph(TITLE), numbered("甲", 1), numbered("乙", 2), making.paragraph(LAW[3])).encode()
LISTS = numbering(level(0, "第%1章") + level(1, "第%2条") + level(2, "（%3）", "lowerRoman")).encode()


def edited(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Each edit takes out some bytes at a place and puts others there."""
    for place, length, put in edits:
        at = int(place * len(content))
        content = content[:at] + put + content[at + length :]
    return content


@PROPERTY
@given(name=NAMES, start=STARTS, rest=st.binary(max_size=2000))
@example(name="a.html", start=b"<html>", rest=b"<pre><p hidden>\x0c<b class=nav id=")
def test_any_bytes(tmp_path: Path, name: str, start: bytes, rest: bytes) -> None:
    check_only_source_errors(save(tmp_path, name, start + rest))


@PROPERTY
@given(name=NAMES, text=st.text(max_size=500), encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_text(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    check_only_source_errors(save(tmp_path, name, text.encode(encoding, "ignore")))


@PROPERTY
@given(name=NAMES, good=GOOD, edits=EDITS)
def test_damaged_files(tmp_path: Path, name: str, good: bytes, edits: list[tuple[float, int, bytes]]) -> None:
    check_only_source_errors(save(tmp_path, name, edited(good, edits)))


@PROPERTY
@given(document=EDITS, lists=EDITS)
def test_damaged_parts_of_a_document(
    tmp_path: Path, document: list[tuple[float, int, bytes]], lists: list[tuple[float, int, bytes]]
) -> None:
    """Behind intact packing, which would else stop nearly all damage."""
    parts = {"word/document.xml": edited(DOCUMENT, document), "word/numbering.xml": edited(LISTS, lists)}
    check_only_source_errors(save(tmp_path, "a.docx", making.docx("", parts)))


@PROPERTY
@given(values=st.lists(st.text("0123456789-%第条（）一１ax", max_size=7), min_size=12, max_size=12))
def test_odd_numbering(tmp_path: Path, values: list[str]) -> None:
    """Well-formed, and senseless: every number and label is some text."""
    filling = iter(values)
    lists = re.sub(r'(w:val|w:ilvl)="[^"]*"', lambda found: f'{found[1]}="{next(filling, "1")}"', LISTS.decode())
    parts = {"word/document.xml": DOCUMENT, "word/numbering.xml": lists}
    check_only_source_errors(save(tmp_path, "a.docx", making.docx("", parts)))
