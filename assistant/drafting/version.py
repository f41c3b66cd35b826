"""A version of a document as it is compared and confirmed: Word, plain text and Markdown, by what the file holds."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.properties import read_properties
from knowledge.errors import SourceError
from knowledge.readers import docx
from knowledge.readers.document import contents, tidy
from knowledge.readers.plain_text import decode
from knowledge.readers.recognition import ZIP, refuse_old_office

AIGC = "AIGC"  # the property that says for programs that a machine wrote
TEXTS = frozenset({".txt", ".md", ".markdown"})
OTHER = "只认 .docx、.txt 和 .md，请用 Word 或 WPS 打开，另存为 .docx 再试。"


@dataclass(frozen=True, slots=True)
class Version:
    """What a file says. ``data`` are its bytes; ``text`` is what is confirmed, in NFC with LF as line end; ``lines``
    are its paragraphs and the rows of its tables, blanks tidied, none empty. ``label`` is the value of AIGC in its
    properties, "" where there is none; ``doubts`` are what its reader should know, one sentence each. ``word``: it is
    a .docx.
    """

    file: Path
    data: bytes
    text: str
    lines: tuple[str, ...]
    label: str = ""
    doubts: tuple[str, ...] = ()
    word: bool = False


def read_version(file: Path) -> Version:
    """The version that ``file`` holds. Raises SourceError with what to do where it cannot be read."""
    try:
        data = contents(file)
        refuse_old_office(file, data)
        if data.startswith(ZIP):
            return _word(file, data)
        if file.suffix.lower() not in TEXTS:
            raise SourceError(file, OTHER)
        return _plain(file, data)
    except SourceError as error:  # the readers speak of importing
        problem = error.problem.replace("再导入", "再试").replace("无法导入", "读不出来").replace("可以导入的", "")
        raise SourceError(file, problem if problem.endswith("。") else f"{problem}。") from None


def _word(file: Path, data: bytes) -> Version:
    read = docx.paragraphs(file, rows=True)
    lines = tuple(unicodedata.normalize("NFC", line) for line in read.lines)
    label = read_properties(file, data).get(AIGC, "")
    doubts = tuple(doubt.problem for doubt in read.doubts)
    return Version(file, data, "\n".join(lines), lines, label, doubts, word=True)


def _plain(file: Path, data: bytes) -> Version:
    text = unicodedata.normalize("NFC", decode(file, data))
    lines = tuple(filter(None, map(tidy, text.split("\n"))))
    if not lines:
        raise SourceError(file, "文件里没有文字，请检查是否选对了文件。")
    return Version(file, data, text, lines)
