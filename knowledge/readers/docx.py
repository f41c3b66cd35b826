"""Reads Word files (.docx): ECMA-376 transitional and strict, as Word and WPS save them.

Only the text is read. Macros are not run, outside templates, pictures and links are not fetched, entities are not
expanded; where a file holds such things, a doubt says so. Of tracked changes what was inserted stands and what was
deleted is gone. Headers, footers, notes and comments are not part of the text.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from knowledge.errors import SourceError
from knowledge.readers.document import Paragraphs, contents, tidy
from knowledge.readers.list_numbering import Numbering, attribute, child, local, read_numbering, value
from knowledge.sources import Doubt

MAX_MEMBERS = 10_000  # a long file with a picture on each page has some hundreds
MAX_UNPACKED_BYTES = 256 * 2**20  # of all members: beyond, the file is pictures or a bomb
MAX_PART_BYTES = 48 * 2**20  # of one XML part: the Civil Code is 0.5 MB before Word adds its marks; 30 MB take 250 MB
MAX_RATIO = 200  # Word's XML packs to a tenth, at best to a fiftieth; a bomb to a thousandth
SMALL_BYTES = 2**20  # below, a ratio says nothing

_DIRECTORY_ENTRY = b"PK\x01\x02"
_OTHERS = (  # what else is a zip, by a member that only it has
    ("xl/workbook.xml", "这是 Excel 表格，请把文字复制到 Word 文档，另存为 .docx 再导入。"),
    ("ppt/presentation.xml", "这是演示文稿，请把文字复制到 Word 文档，另存为 .docx 再导入。"),
    ("OFD.xml", "这是 OFD 版式文件，请用 OFD 阅读器导出为 PDF 或 .docx 再导入。"),
    ("META-INF/container.xml", "这是 EPUB 电子书，请另存为 .docx 或 .txt 再导入。"),
    ("content.xml", "这是 ODF 文档，请用 WPS 或 Word 另存为 .docx 再导入。"),
)
_SKIPPED = re.compile(  # properties, codes of fields, deleted text, small signs over a character, a text box once more
    r"(p|r|tbl|tr|tc|sect|sdt|sdtEnd)Pr|tblGrid|instrText|delInstrText|delText|rt|Fallback"
)
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_ENTRY, _PAGE_NUMBER = 100, 8  # characters of an entry in a table of contents, and of its end
_CONTENTS_PAGE = re.compile(r"[\s.…·]+\d+$")  # the number of the page after an entry in the table of contents


def paragraphs(file: Path, rows: bool = False) -> Paragraphs:
    """The text of a Word file; with ``rows`` a row of a table is one line, its cells parted by " | ".

    Raises SourceError with what to do where it is none, locked, damaged or too large.
    """
    package = _Package(file, contents(file))
    main = package.main()
    root = package.xml(main)
    if root is None or (body := child(root, "body")) is None:
        raise SourceError(file, "Word 文档里没有正文部分，可能已损坏，请用 Word 或 WPS 打开后另存为 .docx 再导入。")
    folder = main.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    numbering = read_numbering(package.xml(f"{prefix}numbering.xml"), package.xml(f"{prefix}styles.xml"))
    text = _Text(numbering, rows)
    lines = tuple(filter(None, map(tidy, text.lines(body))))
    if not lines:
        if text.pictures:
            raise SourceError(file, "文档里只有图片，没有文字。请先做文字识别（OCR），另存为 .docx 再导入。")
        raise SourceError(file, "文档里没有文字，请检查是否选对了文件。")
    return Paragraphs(lines, tuple(Doubt(0, problem) for problem in (*package.warnings(), *text.warnings())))


class _Package:
    """The zip that a Word file is. Nothing is unpacked before the directory has been judged, nor more than it says."""

    def __init__(self, file: Path, data: bytes) -> None:
        self.file = file
        self._left = MAX_UNPACKED_BYTES
        if data.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:  # before the directory is read into memory
            raise SourceError(
                file, f"压缩包里的文件超过 {MAX_MEMBERS} 个，不像 Word 文档，没有打开。请另存为 .docx 再导入。"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError):
            raise self._damaged() from None
        self.members = {member.filename: member for member in self._zip.infolist()}
        if sum(member.file_size for member in self._zip.infolist()) > MAX_UNPACKED_BYTES:
            raise self._bomb()

    def main(self) -> str:
        """The name of the part that holds the text."""
        relations = self.xml("_rels/.rels")
        for relation in relations if relations is not None else ():
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                name = (attribute(relation, "Target") or "").lstrip("/")
                if name in self.members and name.endswith(".xml") and not name.startswith(("xl/", "ppt/")):
                    return name
        if "word/document.xml" in self.members:
            return "word/document.xml"
        for name, problem in _OTHERS:
            if name in self.members:
                raise SourceError(self.file, problem)
        raise SourceError(self.file, "这是压缩包，不是 Word 文档，请先解压，再导入里面的文件。")

    def xml(self, name: str) -> "etree._Element | None":
        """A part, parsed; None where there is none of this name. Raises SourceError."""
        data = self._read(name)
        if data is None:
            return None
        # The standard forbids a document type (part 2, 8.1.4), and with it entities; parts are UTF-8 or UTF-16.
        if any(b in data for b in ("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))):
            raise SourceError(
                self.file, "文档里有不该有的实体定义，可能是恶意文件，没有读取。请向提供者核实后重新获取。"
            )
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError):
            raise self._damaged() from None

    def warnings(self) -> Iterator[str]:
        """What the package holds beside text that could do something, and was left alone."""
        types = self._read("[Content_Types].xml") or b""
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in self.members):
            yield "文档带有宏，没有运行，只读了文字。"
        outside = False
        for name in [name for name in self.members if name.endswith(".rels")]:
            relations = self.xml(name)
            outside |= relations is not None and any(attribute(item, "TargetMode") == "External" for item in relations)
        if outside:
            yield "文档引用了外部的文件或网址（模板、图片或链接），没有去取，只读了文字。"

    def _read(self, name: str) -> bytes | None:
        member = self.members.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise SourceError(self.file, "文档有密码，读不出来。请在 Word 里去掉密码，另存为 .docx 再导入。")
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:  # the standard allows no other
            raise self._damaged()
        limit = min(MAX_PART_BYTES, self._left)
        if member.file_size > limit or (
            member.file_size > SMALL_BYTES and member.file_size > MAX_RATIO * member.compress_size
        ):
            raise self._bomb()
        try:
            with self._zip.open(member) as opened:
                data = opened.read(limit + 1)  # the directory can lie about the size
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise self._damaged() from None
        if len(data) > limit:
            raise self._bomb()
        self._left -= len(data)
        return data

    def _damaged(self) -> SourceError:
        return SourceError(
            self.file, "Word 文档不完整或已损坏，请重新下载，或者用 Word、WPS 打开后另存为 .docx 再导入。"
        )

    def _bomb(self) -> SourceError:
        return SourceError(
            self.file,
            f"文档解压后太大（上限 {MAX_UNPACKED_BYTES // 2**20} MB，正文 {MAX_PART_BYTES // 2**20} MB）或压缩反常，"
            "没有打开。请去掉图片后另存为 .docx，或者拆成几个文件再导入。",
        )


class _Text:
    """One pass over the body of a document. libxml2 allows 256 levels, so that recursion ends."""

    def __init__(self, numbering: Numbering, rows: bool) -> None:
        self.pictures = 0
        self._rows = rows
        self._numbering = numbering
        self._changed = self._hidden = self._embedded = False
        self._open = ""  # what stands before a paragraph mark that was deleted

    def lines(self, element: "etree._Element") -> Iterator[str]:
        """The lines of a body, a table, a cell or a text box."""
        for item in element:
            name = local(item)
            if name == "p":
                yield from self._paragraph(item)
            elif name in _DELETED or (name == "tr" and self._row_deleted(item)):
                self._changed = True
            elif name == "tr" and self._rows:
                cells = [" ".join(self.lines(cell)) for cell in item if local(cell) == "tc"]
                yield " | ".join(cells) if any(cells) else ""
            elif name == "altChunk":
                self._embedded = True
            elif not _SKIPPED.fullmatch(name):
                self._changed |= name in _INSERTED
                yield from self.lines(item)

    def warnings(self) -> Iterator[str]:
        """What of the text was left out or chosen. To be asked after the pass."""
        if self._changed:
            yield "文档有修订痕迹：按接受全部修订读取，插入的文字算正文，删除的不算。请核对是否为定稿。"
        if self._hidden:
            yield "文档有隐藏文字，没有读取。请核对是否要紧。"
        if self._embedded:
            yield "文档里嵌有另一份文件，没有读取。请在 Word 里打开后另存，再导入。"
        if self.pictures:
            yield f"文档里有 {self.pictures} 张图片，图片里的文字没有读取。请核对是否要紧。"
        for form in sorted(self._numbering.unknown):
            yield f"自动编号用了不认识的样式（{form}），写成了阿拉伯数字，请核对条号。"

    def _row_deleted(self, row: "etree._Element") -> bool:
        properties = child(row, "trPr")
        return properties is not None and child(properties, "del") is not None

    def _paragraph(self, item: "etree._Element") -> Iterator[str]:
        boxes: list[str] = []
        pieces = list(self._pieces(item, boxes))
        properties = child(item, "pPr")
        mark = child(properties, "rPr") if properties is not None else None
        self._changed |= mark is not None and any(child(mark, name) is not None for name in (*_DELETED, *_INSERTED))
        text = self._open + "".join(pieces)
        if mark is not None and any(child(mark, name) is not None for name in _DELETED):
            self._open = text
            yield from boxes
            return
        self._open = ""
        if "\t" in text[-_PAGE_NUMBER:] and len(text) <= _ENTRY:
            text = _CONTENTS_PAGE.sub("", text)
        label = self._numbering.label(properties)
        if text.strip():
            yield from (label + text.lstrip() if label else text).split("\n")
        yield from boxes

    def _pieces(self, element: "etree._Element", boxes: list[str]) -> Iterator[str]:
        """What is written in a paragraph; \\n is a line end within it. Text boxes in it are put into ``boxes``."""
        for item in element:
            name = local(item)
            if name == "t":
                yield re.sub(r"[\r\n]+", " ", item.text or "")
            elif name == "tab":
                yield "\t"
            elif name == "cr" or (name == "br" and attribute(item, "type") in {None, "textWrapping"}):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name in _DELETED:
                self._changed = True
            elif name == "r" and self._is_hidden(item):
                self._hidden = True
            elif name == "txbxContent":
                boxes.extend(self.lines(item))
            elif not _SKIPPED.fullmatch(name):
                self._changed |= name in _INSERTED
                self.pictures += name in {"blip", "imagedata"}
                yield from self._pieces(item, boxes)

    def _is_hidden(self, run: "etree._Element") -> bool:
        properties = child(run, "rPr")
        hidden = child(properties, "vanish") if properties is not None else None
        return hidden is not None and value(hidden) not in {"0", "false", "off"}
