"""Two versions of a document that were pasted: what matters of what changed, and all of it in the text."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.drafting.redline import Redline, compare
from assistant.drafting.redline_matters import Matter, matters
from assistant.drafting.redline_wording import counted
from assistant.drafting.redline_words import Piece
from assistant.errors import RevisionError
from knowledge.readers.document import tidy
from web.desk.files import WordFile

NOTICE = "比对只看文字，不判断哪一稿更好。文字不保存。"
LONGEST = 40_000  # characters of each version: both in Chinese fit a request
NAMES = ("旧稿", "新稿")
LACKING = "还缺{}。请把两份文字都粘贴进来，再点“比较”。"
TOO_LONG = "{}有{}个字，超过{}字的上限。请分段比较。"


@dataclass(frozen=True, slots=True)
class Compared:
    """A paragraph of both versions; ``new`` is its number in the new one, None where it is gone. ``anchor``: whether
    it is the first at its place.
    """

    new: int | None
    place: int
    anchor: bool
    changed: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The versions as they were pasted. ``summary`` is "" before they are compared."""

    old: str
    new: str
    summary: str = ""
    matters: tuple[Matter, ...] = ()
    paragraphs: tuple[Compared, ...] = ()
    problem: str = ""
    longest: int = LONGEST
    back: str = "/draft"
    notice: str = NOTICE


def compare_page(old: str, new: str, today: date, as_word: bool = False) -> ComparePage | WordFile:
    """What became of ``old`` in ``new``; ``as_word``: as a file with tracked changes."""
    old, new = (text.replace("\r\n", "\n") for text in (old, new))
    versions = (_lines(old), _lines(new))
    for name, text, lines in zip(NAMES, (old, new), versions, strict=True):
        if not lines:
            return ComparePage(old, new, problem=LACKING.format(name))
        if len(text) > LONGEST:
            return ComparePage(old, new, problem=TOO_LONG.format(name, len(text), LONGEST))
    try:
        redline = compare(*versions)
    except RevisionError as error:
        return ComparePage(old, new, problem=str(error))
    found = matters(redline, today)
    if as_word:
        from assistant.drafting.redline_tracked import tracked  # noqa: PLC0415  python-docx

        return WordFile("文书比对", tracked(redline, found, NAMES, today))
    return ComparePage(old, new, counted(redline), found, tuple(_compared(redline)))


def _lines(text: str) -> tuple[str, ...]:
    """The paragraphs of a version as `assistant.drafting.version` has those of a file."""
    return tuple(filter(None, map(tidy, unicodedata.normalize("NFC", text).split("\n"))))


def _compared(redline: Redline) -> Iterator[Compared]:
    last = 0
    for one in redline.paragraphs:
        yield Compared(one.new, one.place, one.place > last, one.changed, one.pieces)
        last = one.place
