"""The text of files, and what is said of those that cannot be checked."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from assistant.checking import check
from assistant.checking.reading import MOST_BYTES, MOST_CHARACTERS, read
from assistant.errors import CheckError
from tests.assistant.checking.texts import INSTALMENT, SETTLEMENT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "协议.txt"
    file.write_bytes(SETTLEMENT.replace("\n", "\r\n").encode(encoding))
    assert read(str(file)) == SETTLEMENT


def test_the_standard_input_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SETTLEMENT.encode())))
    assert read("-") == SETTLEMENT


def word_file(path: Path, text: str) -> Path:
    """The text as a Word file, lines with | as one table."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            rows.append(line.split("|"))
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, written in zip(row.cells, cells, strict=True):
                    cell.text = written.strip()
            rows = []
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_word_file_keeps_the_rows_of_its_tables(tmp_path: Path) -> None:
    sound = "\n".join(line.removesuffix(" |") for line in INSTALMENT.split("\n"))
    text = read(str(word_file(tmp_path / "协议.docx", sound.replace("合计 |  | 100000.00", "合计 |  | 100000.00 |"))))
    assert "期次 | 付款日期 | 金额（元） | 备注\n1 | 2026-08-20 | 25000.00 | 转账\n" in text
    assert "合计 | | 100000.00 |" in text
    today = date(2026, 7, 30)
    assert not {one.kind for one in check(text, None, today)} & {"instalments-total", "amount-total"}
    wrong = text.replace("3 | 2026-10-20 | 25000.00", "3 | 2026-10-20 | 20000.00")
    assert "instalments-total" in {one.kind for one in check(wrong, None, today)}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
        ("改名.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Word"),  # whatever its name says
        ("扫描.pdf", b"%PDF-1.7\n", "PDF"),
        ("改名.txt", b"%PDF-1.7\n", "PDF"),
        ("照片.png", b"\x89PNG\r\n\x1a\n", "文字识别"),
        ("文档.wps", "协议".encode(), "另存为 .docx"),
        ("表.xlsx", b"PK\x03\x04" + bytes(40), "Word"),
        ("坏.docx", b"no zip at all", "Word"),
        ("别的.zip", b"plain", ".zip"),
        ("空.txt", b"", "没有文字"),
        ("空白.txt", b" \n\t\n", "没有文字"),
        ("乱.txt", bytes(range(256)) * 4, "不是文本文件"),
        ("大.txt", b"a" * (MOST_BYTES + 1), "上限"),
        ("长.txt", "字".encode() * (MOST_CHARACTERS + 1), "上限"),
    ],
)
def test_what_cannot_be_checked_is_told_in_plain_words(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(CheckError, match=told) as caught:
        read(str(file))
    assert name in str(caught.value) and "导入" not in str(caught.value)


@pytest.mark.parametrize(("name", "told"), [("没有.txt", "没有这个文件"), (".", "文件夹"), ("a\0b", "不能用的字符")])
def test_a_path_that_leads_nowhere(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(CheckError, match=told):
        read(str(tmp_path / name))
