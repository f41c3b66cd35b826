"""A text file is read in whichever encoding it was saved, or refused in Chinese; never half read."""

import re
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers.plain_text import decode

FILE = Path("甲.txt")
TEXT = "甲市停车管理条例\n第一条　为了停车，制定本条例。\n第二条　（一）“车”——汽车；\n（二）其他…\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings(encoding: str) -> None:
    assert decode(FILE, TEXT.encode(encoding)) == TEXT


def test_utf16_big_endian_with_mark() -> None:
    assert decode(FILE, b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("e\u0301".encode(), "e\u0301"),  # not composed
        ("\u3000第一条\u200b".encode(), "\u3000第一条\u200b"),
        ("第一条 \ue003".encode(), "第一条 \ue003"),
    ],
)
def test_only_line_ends_change(data: bytes, text: str) -> None:
    assert decode(FILE, data) == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "空"),
        (b"\xef\xbb\xbf", "空"),
        (b" \n\t\n", "空"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "不是文本"),
        (b"PK\x03\x04\x14\0\x06\0" + bytes(range(256)) * 4, "不是文本"),
        (bytes(1000), "不是文本"),
        (b"\x01\x02\x03\x04\x05\x06abc", "不是文本"),
        (b"\xff\xfe\x00", "UTF-16"),  # cut off
        ("繁體中文的條例內容，規定車輛停放。".encode("big5") * 5, "编码"),
        (TEXT.encode() + b"\xff\n" + TEXT.encode(), "编码（第5行起）"),
        ("Ünïcödé façade naïve çà".encode("latin-1"), "编码"),
    ],
)
def test_refused(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(FILE, data)
    assert problem in caught.value.problem
    assert caught.value.file == FILE
    assert re.search(r"[\u4e00-\u9fff]", str(caught.value))
