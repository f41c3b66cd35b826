"""The text of a file that is to be checked; spans of findings slice the very text that is returned."""

import sys
from pathlib import Path

from assistant.errors import CheckError
from knowledge.errors import SourceError
from knowledge.readers.plain_text import decode

STDIN = "-"
MOST_BYTES, MOST_CHARACTERS = 2 * 2**20, 200_000  # of a text; a Word file may be larger for its pictures
TEXTS = {"", ".txt", ".md", ".text", ".markdown"}
WORD = ".docx"
SIGNS = (  # how files begin that are no text, whatever their name says
    (b"%PDF", ".pdf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"PK\x03\x04", WORD),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
)
OTHERS = {
    ".pdf": "PDF 不能检查，改不了也对不准位置。请用原来的 Word 文档，或者把文字复制到 .txt 文件再检查",
    ".doc": "这是旧版 Word 文档（.doc）。请用 WPS 或 Word 打开，另存为 .docx 再检查",
    ".docm": "这是带宏的 Word 文档。请另存为 .docx 再检查",
    ".wps": "这是 WPS 文档。请另存为 .docx 再检查",
    ".rtf": "这是 RTF 文档。请另存为 .docx 再检查",
    ".odt": "这是 ODF 文档。请另存为 .docx 再检查",
    ".png": "这是图片。请先做文字识别（OCR），另存为 .txt 再检查",
    ".jpg": "这是图片。请先做文字识别（OCR），另存为 .txt 再检查",
    ".jpeg": "这是图片。请先做文字识别（OCR），另存为 .txt 再检查",
}


def read(file: str) -> str:
    """The text of a .txt, .md or .docx file, or of the standard input for "-": UTF-8, UTF-16 or GB18030, lines ended by
    LF, rows of tables as lines with | between the cells. Raises CheckError with what to do.
    """
    if file == STDIN:
        return _text(STDIN, sys.stdin.buffer.read(MOST_BYTES + 1))
    path = Path(file).expanduser()
    ending = path.suffix.lower()
    try:
        with path.open("rb") as opened:
            head = opened.read(8)
            kind = next((kind for sign, kind in SIGNS if head.startswith(sign)), ending)
            data = head + opened.read(MOST_BYTES) if kind != WORD else b""
    except (OSError, ValueError) as error:
        raise CheckError(file, _reason(error)) from None
    if kind == WORD:
        return _limited(file, _word(path))
    if kind in OTHERS or kind not in TEXTS:
        raise CheckError(file, OTHERS.get(kind, f"不能检查 {kind} 文件。请另存为 .docx 或 .txt 再检查"))
    return _text(file, data)


def _reason(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "没有这个文件。请检查路径"
        case IsADirectoryError():
            return "这是文件夹。请写明里面的文件"
        case PermissionError():
            return "没有读取权限。请检查文件权限"
        case OSError():
            return f"无法读取（{error.strerror}）。请检查路径和磁盘"
        case _:
            return "路径含有不能用的字符。请检查路径"


def _text(file: str, data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise CheckError(file, f"文字超过 {MOST_BYTES // 2**20} MB 的上限。请只检查协议本身")
    if not data.strip():
        raise CheckError(file, "没有文字。请检查是否选对了文件")
    try:
        text = decode(Path(file), data)
    except SourceError as error:
        raise CheckError(file, _ours(error)) from None
    return _limited(file, text)


def _word(path: Path) -> str:
    from knowledge.readers.docx import paragraphs  # noqa: PLC0415  loads lxml

    try:
        return "\n".join(paragraphs(path, rows=True).lines)
    except SourceError as error:
        raise CheckError(str(path), _ours(error)) from None


def _ours(error: SourceError) -> str:
    """What a reader of the library says, in words for somebody who imports nothing."""
    return error.problem.replace("导入", "检查").rstrip("。")


def _limited(file: str, text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise CheckError(file, f"有 {len(text)} 个字，超过 {MOST_CHARACTERS} 字的上限。请只检查协议本身")
    return text
