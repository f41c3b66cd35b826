"""Says what a file is, by what it holds and only then by its name, and reads it.

A .txt may be a Word file, a .docx a web page, a .pdf plain text: downloads and mail programs rename what they like.
"""

import dataclasses
import json
import re
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.readers import docx, html, markdown, pdf
from knowledge.readers.case_file import read_case, read_mediation_cases
from knowledge.readers.document import Paragraphs, contents, tidy
from knowledge.readers.plain_text import decode
from knowledge.sources import Bundle, CaseText, Doubt, LawText
from knowledge.splitting.law_text import looks_like_law, split_law

_ARCHIVE = "这是压缩包，请先解压，再导入里面的文件。"
_PICTURE = "这是图片，没有文字层。请先做文字识别（OCR），得到带文字层的 PDF 或 .docx 再导入。"
_PROGRAM = "这是程序，不是文书，请检查是否选对了文件。"
_REFUSED = (  # what begins so is known, and not read
    (b"{\\rtf", "这是 RTF 文档，请用 Word 或 WPS 另存为 .docx 再导入。"),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh9", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90\0", _PROGRAM),
    (b"SQLite format 3\0", "这是数据库文件，不是文书，请检查是否选对了文件。"),
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (  # of an OLE file, by the name under which its directory lists what only it has
    ("EncryptedPackage", "文档有打开密码，读不出来。请在 Word 里去掉密码，另存为 .docx 再导入。"),
    ("WordDocument", "这是旧版 Word 文档（.doc），请用 Word 或 WPS 打开，另存为 .docx 再导入。"),
    ("Workbook", "这是旧版 Excel 表格，请把文字复制到 Word 文档，另存为 .docx 再导入。"),
)
_OTHER_OLE = "这是旧版 Office 或 WPS 文件，请用 Word 或 WPS 打开，另存为 .docx 再导入。"
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # bytes at whose beginning a PDF may hold something else
_MARKDOWN = re.compile(r"\A\s*---[ \t]*$|^#{1,6}[ \t]+\S|^\*\*第.{1,12}条\*\*", re.M)
_PAGE = re.compile(
    r"(?>\s|<!--.*?-->|<\?xml[^>]*\?>)*+<(?:!doctype\s+html|(?:html|head|body|meta|title|div|table|h[1-6]|p)\b)",
    re.I | re.S,
)
_TAGS = re.compile(r"<(?:p|div|br|body|table|span)\b[^>]*>", re.I)
_XML = re.compile(r"\s*<(?:\?xml|!doctype|svg)\b", re.I)
_MAIL = re.compile(r"^MIME-Version:\s*1", re.I | re.M)
_GLANCE = 4096  # by whose beginning a text is judged
_NAME_DATE = re.compile(r"[_(（ ]((?:19|20)\d\d)-?(\d\d)-?(\d\d)[)）]?$")  # …法_20230901, …法(2023-09-01)
_CASE_NUMBER = re.compile(
    r"(指导性?案例|典型案例)\s*第?\s*[0-9０-９一二三四五六七八九十百]+\s*号?|第[0-9０-９]+号指导性?案例"
)
_CASE_SECTION = re.compile(
    r"关键词|(裁判|裁决|调解)(要点|要旨|结果|理由|过程|经过)|(司法解释)?相关(法条|条文)|(基本|简要)案情|案情(简介|回顾|介绍)|法院裁判"
    r"|典型意义|处理(方式方法|结果|经过)|法官解读|案例(分析|评析|点评)|适用解析|(申请人|原告诉讼)请求"
)
_HEAD_LINES = 8  # of a case, in which its number stands
_FEW = 2  # sections of a case, fewer of which may stand in any text
_WAY_OUT = (
    "可导入的是：法律、法规、司法解释（.md .txt .docx .html .pdf），"
    "指导性案例和典型案例（.md .txt），调解案例（.jsonl）。请检查是否选对了文件。"
)
_NOTHING = f"看不出是法律文本或案例，没有收录。{_WAY_OUT}"


class _Form(Enum):
    """How a file is stored, whatever it is called."""

    DOCX = auto()
    PDF = auto()
    HTML = auto()
    JSON_LINES = auto()
    MARKDOWN = auto()
    PLAIN = auto()


def read(bundle: Bundle) -> tuple[LawText | CaseText | Doubt, ...]:
    """What the files of ``bundle`` hold: a law, a case, or mediation cases with a doubt for each line that is none.

    Raises SourceError, and nothing else, with what to do: a file cannot be read, or is nothing of the kind.
    """
    file = bundle.files[0]
    forms = [_form(one, contents(one)) for one in bundle.files]
    if forms == [_Form.JSON_LINES]:
        return _mediation_cases(file)
    parts = [_READERS[form](one) for one, form in zip(bundle.files, forms, strict=True)]
    lines = tuple(line for part in parts for line in part.lines)
    printed = all(form in _TEXTS for form in forms)
    if _looks_like_case(lines):
        if printed and len(forms) == 1:
            return (read_case(file),)
        raise SourceError(file, "这是案例。案例只认 Markdown 和纯文本，请把正文另存为 .txt（UTF-8）再导入。")
    if not looks_like_law(lines):
        raise SourceError(file, _NOTHING)
    if printed and _Form.MARKDOWN in forms:
        return (markdown.read_law(bundle),)
    return (_law(file, Paragraphs(lines, tuple(doubt for part in parts for doubt in part.doubts))),)


def _law(file: Path, text: Paragraphs) -> LawText:
    dated = _NAME_DATE.search(file.stem)
    law = split_law(text.lines, {"file_date": "-".join(dated.groups())} if dated else {})
    doubts = (*text.doubts, *law.doubts)
    if law.title:
        return dataclasses.replace(law, doubts=doubts)
    title = _NAME_DATE.sub("", file.stem).strip()
    doubt = Doubt(0, f"正文里没有标题，用了文件名“{title}”。请核对，不对时请改文件名再导入。")
    return dataclasses.replace(law, title=title, doubts=(*doubts, doubt))


def _mediation_cases(file: Path) -> tuple[CaseText | Doubt, ...]:
    cases = read_mediation_cases(file)
    if not any(isinstance(case, CaseText) for case in cases):
        raise SourceError(file, f"没有一行是调解案例，没有收录。{_WAY_OUT}")
    return cases


def _looks_like_case(lines: Sequence[str]) -> bool:
    shown = [line for line in map(tidy, lines) if line]
    if any(_CASE_NUMBER.match(line) for line in shown[:_HEAD_LINES]):
        return True
    sections = (line.strip("【】[]：: 　") for line in shown)
    return len({section for section in sections if _CASE_SECTION.fullmatch(section)}) >= _FEW


def refuse_old_office(file: Path, data: bytes) -> None:
    """Raises SourceError where the bytes are those of a .doc, an .xls or a locked file."""
    if data.startswith(_OLE):
        named = (problem for name, problem in _STREAMS if name.encode("utf-16-le") in data)
        raise SourceError(file, next(named, _OTHER_OLE))


def _form(file: Path, data: bytes) -> _Form:
    """How ``file`` is stored. Raises SourceError where it is nothing that is read here."""
    for start, problem in _REFUSED:
        if data.startswith(start):
            raise SourceError(file, problem)
    refuse_old_office(file, data)
    if data.startswith(ZIP):
        return _Form.DOCX
    suffix = file.suffix.lower()
    if data.startswith(_PDF) or (suffix == ".pdf" and _PDF in data[:_PDF_WITHIN]):
        return _Form.PDF
    if _PAGE.match(data[:_GLANCE].decode("latin-1").removeprefix("ï»¿")):  # by its tags, before any encoding is known
        return _Form.HTML
    return _text_form(file, _decoded(file, data), suffix)


def _text_form(file: Path, text: str, suffix: str) -> _Form:
    glance = text[:_GLANCE]
    if _PAGE.match(glance) or (suffix in {".html", ".htm", ".xhtml"} and _TAGS.search(glance)):
        return _Form.HTML
    if _XML.match(glance):
        raise SourceError(file, "这是 XML 文件，请用 Word 或 WPS 打开，另存为 .docx 再导入。")
    if _MAIL.search(glance):
        raise SourceError(
            file, "这是网页存档（.mht）或邮件，请用浏览器打开，另存为 .html，或者把正文存为 .txt 再导入。"
        )
    if suffix == ".jsonl" or _is_json(text.lstrip().partition("\n")[0]):
        return _Form.JSON_LINES
    if text.lstrip().startswith(("{", "[")) and suffix == ".json":
        raise SourceError(file, "JSON 文件要一行一个案例，请另存为 .jsonl 再导入。")
    return _Form.MARKDOWN if suffix in {".md", ".markdown"} or _MARKDOWN.search(text) else _Form.PLAIN


def _is_json(line: str) -> bool:
    try:
        return line.startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):  # nested without end
        return False


def _decoded(file: Path, data: bytes) -> str:
    try:
        return decode(file, data)
    except SourceError as error:
        raise SourceError(file, f"{error.problem.rstrip('。')}。{_WAY_OUT}") from None


def _printed(file: Path) -> Paragraphs:
    """The lines of a text file, Markdown or plain, the title that its header gives before them."""
    header, lines = markdown.parts(_decoded(file, contents(file)))
    return Paragraphs((header.get("title", ""), *map(markdown.plain, lines)))


def _plain(file: Path) -> Paragraphs:
    return Paragraphs(tuple(_decoded(file, contents(file)).split("\n")))


_TEXTS = frozenset({_Form.MARKDOWN, _Form.PLAIN})
_READERS = {
    _Form.DOCX: docx.paragraphs,
    _Form.PDF: pdf.paragraphs,
    _Form.HTML: html.paragraphs,
    _Form.MARKDOWN: _printed,
    _Form.PLAIN: _plain,
    _Form.JSON_LINES: _plain,  # beside other files: no law, and told so
}
