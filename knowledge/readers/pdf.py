"""Reads the text layer of PDF files. PDFium, with neither scripts nor forms; pictures are not looked at."""

import ctypes
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.errors import SourceError
from knowledge.readers.document import Paragraphs, contents, tidy
from knowledge.readers.page_layout import Line, joined, without_running_heads
from knowledge.sources import Doubt

MAX_PAGES = 2000  # the Civil Code has 130; beyond, it is a collection that had better come in parts
MAX_CHARACTERS = 5_000_000  # forty times the Civil Code; a page can draw the same text without end
MAX_SECONDS = 120.0  # asked between pages; 1,500 dense pages take 50
_GARBLED = 0.2  # share of characters without a meaning above which the fonts do not tell what they draw
_GARBLED_DOUBT = 0.001
_NAMED = 10  # pages that a doubt names one by one

_LINE_ENDS = frozenset({10, 13})
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})  # at the end of a line

_LAST_BMP = "\uffff"  # beyond are rare characters of names
_lock = threading.Lock()  # PDFium may be used by one thread at a time


def paragraphs(file: Path) -> Paragraphs:
    """The paragraphs of a PDF, broken lines joined, without running heads and page numbers.

    Raises SourceError with what to do where it has no text layer, is locked, damaged or too long.
    """
    data = contents(file)
    with _lock:
        try:
            pages, blank = _read(file, data)
        except pypdfium2.PdfiumError as error:
            if error.err_code == pdfium.FPDF_ERR_PASSWORD:
                problem = "PDF 有打开密码，读不出来。请用密码打开后另存（或打印）为没有密码的 PDF，再导入。"
            elif error.err_code == pdfium.FPDF_ERR_SECURITY:
                problem = "PDF 用了读不了的加密方式。请打开后另存（或打印）为没有加密的 PDF，再导入。"
            else:
                problem = "PDF 不完整或已损坏，请重新下载，或者用阅读器打开后另存（或打印）为 PDF，再导入。"
            raise SourceError(file, problem) from None
    text = "".join(line.text for page in pages for line in page)
    if not text:
        raise SourceError(file, "这是扫描件，没有文字层。请先做文字识别（OCR），得到带文字层的 PDF 或 .docx 再导入。")
    garbled = sum(count for character, count in Counter(text).items() if _is_strange(character)) / len(text)
    if garbled > _GARBLED:
        raise SourceError(
            file, "PDF 的文字层是乱码（字体没有带编码）。请做文字识别（OCR），或者改用 .docx、.html 版本再导入。"
        )
    lines = tuple(joined(without_running_heads(pages)))
    if not lines:
        raise SourceError(file, "PDF 里除了页码没有文字。请检查是否选对了文件。")
    return Paragraphs(lines, tuple(_doubts(blank, garbled)))


def _is_strange(character: str) -> bool:
    """Not one of the 21,000 of Chinese writing: a glyph without a meaning, or the number of a glyph taken for one."""
    try:
        return "\ue000" <= character <= "\uf8ff" or not character.encode("gbk")
    except UnicodeEncodeError:
        return character <= _LAST_BMP


def _doubts(blank: Sequence[int], garbled: float) -> Iterator[Doubt]:
    if blank:
        named = "、".join(map(str, blank[:_NAMED])) + ("等" if len(blank) > _NAMED else "")
        yield Doubt(0, f"第{named}页只有图片，没有文字（共{len(blank)}页），没有读取。请先做文字识别（OCR）。")
    if garbled > _GARBLED_DOUBT:
        yield Doubt(0, "有些字没有编码，读不出来，请与原文核对。")


def _read(file: Path, data: bytes) -> tuple[list[list[Line]], list[int]]:
    """The lines of each page, and the pages (from 1) that show something but hold no text."""
    until = time.monotonic() + MAX_SECONDS
    pages: list[list[Line]] = []
    blank: list[int] = []
    characters = 0
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MAX_PAGES:
            raise SourceError(file, f"PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页的上限。请拆成几个文件再导入。")
        for index in range(len(document)):
            page = document[index]
            try:
                text = page.get_textpage()
                characters += text.count_chars()
                if characters > MAX_CHARACTERS or time.monotonic() > until:
                    raise SourceError(file, "PDF 里的文字多得反常，或者读得太慢，没有读完。请拆成几个文件再导入。")
                pages.append(list(_lines(text, index, page.get_height())))
                if not pages[-1] and pdfium.FPDFPage_CountObjects(page):
                    blank.append(index + 1)
                text.close()
            finally:
                page.close()
    finally:
        document.close()
    return pages, blank


def _lines(page: pypdfium2.PdfTextPage, index: int, height: float) -> Iterator[Line]:
    codes = [pdfium.FPDFText_GetUnicode(page, place) for place in range(page.count_chars())]
    start = 0
    for end in (*(place for place, code in enumerate(codes) if code in _LINE_ENDS), len(codes)):
        shown = [place for place in range(start, end) if not _is_blank(codes[place])]
        written = "".join(map(_character, codes[start:end])).encode("utf-16-le", "surrogatepass")
        text = tidy(written.decode("utf-16-le", "replace"))  # rare characters come in two halves
        start = end + 1
        if text and shown:
            left, bottom, _, top = _box(page, shown[0])
            right = _box(page, shown[-1])[2]
            yield Line(text, index, left, right, (bottom + top) / 2 / height if height else 0.0, top - bottom, bottom)


def _is_blank(code: int) -> bool:
    return code in _HYPHENS or _character(code).isspace()


def _character(code: int) -> str:
    """PDFium says 0 where a font does not tell what it draws."""
    return chr(code) if 0 < code <= sys.maxunicode else "\ufffd"


def _box(page: pypdfium2.PdfTextPage, place: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the cell in which a character stands; so signs of half a cell are flush, too."""
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, place, ctypes.byref(rectangle))
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
