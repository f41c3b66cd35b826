"""Reads the characters of a text file, in whichever encoding it was saved."""

import codecs
import re
from pathlib import Path

from knowledge.errors import SourceError

_SAMPLE = 4000  # characters by which a guess is judged
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_USUAL = re.compile(r"[\t\n\x0b\f\r -~\u2010-\u203f\u2100-\u22ff\u2460-\u24ff\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")


def decode(file: Path, data: bytes) -> str:
    """The text of ``data``, which was read from ``file``: UTF-8, UTF-16 or GB18030, with or without a mark.

    Line ends become LF and a leading mark goes; nothing else changes. Raises SourceError where the file is empty, is
    no text, or is in none of these encodings.
    """
    text = _text(file, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(file, "文件是空的，没有可以导入的文字")
    return text


def _text(file: Path, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise SourceError(file, "不是完整的 UTF-16 文本，请重新另存为 UTF-8 后再导入") from None
    if b"\0" not in data:
        try:
            return _checked(file, data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            failed = error
        if text := _guess(data, "gb18030"):
            return text
    for encoding in ("utf-16-le", "utf-16-be"):
        if text := _guess(data, encoding):
            return text
    if b"\0" in data or _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
        raise SourceError(file, "不是文本文件，无法导入")
    line = data.count(b"\n", 0, failed.start) + 1
    raise SourceError(file, f"认不出文字编码（第{line}行起），请用记事本另存为 UTF-8 后再导入")


def _checked(file: Path, text: str) -> str:
    if len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 100:
        raise SourceError(file, "不是文本文件，无法导入")
    return text


def _guess(data: bytes, encoding: str) -> str | None:
    """The text, if this encoding yields Chinese or English and nothing strange."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    foreign = [character for character in sample if not character.isascii()]
    common = sum(_is_common(character) for character in foreign)
    usual = len(_USUAL.findall(sample))
    if _CONTROL.search(sample) or usual < 0.98 * len(sample) or common < 0.8 * len(foreign):
        return None
    return text


def _is_common(character: str) -> bool:
    """Whether the character is one of the 7,445 of GB 2312; wrongly decoded text is mostly made of others."""
    try:
        return len(character.encode("gb2312")) > 0
    except UnicodeEncodeError:
        return character in "—·…〔〕“”‘’"
