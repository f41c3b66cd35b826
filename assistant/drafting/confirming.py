"""Who confirmed which text, and when: kept with the document, sealed by a digest of the text.

A .docx bears the record as the custom property ShukunConfirmed, a text file has it beside it. What is confirmed is the
text as `assistant.drafting.version` reads it, without headers, footers, notes, comments and pictures. It is a record
and no signature: whoever can change the document can change its record too.
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Field, TypeAdapter

from assistant.drafting.package import require_self_contained
from assistant.drafting.properties import read_properties, with_property
from assistant.drafting.saving import save
from assistant.drafting.version import Version, read_version
from assistant.errors import RevisionError
from knowledge.readers.document import contents, tidy

PROPERTY = "ShukunConfirmed"
SUFFIX = ".confirmed.json"  # of the file beside a text file
MAX_NAME = 50  # characters
MAX_CONFIRMATIONS = 200


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody confirmed the text of this digest at this moment."""

    by: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
    at: AwareDatetime
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


RECORD = TypeAdapter(Annotated[tuple[Confirmation, ...], Field(max_length=MAX_CONFIRMATIONS)])


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A document, the digest of its text, and its confirmations, the earliest first; those of another text are void."""

    version: Version
    sha256: str
    confirmations: tuple[Confirmation, ...]

    @property
    def valid(self) -> tuple[Confirmation, ...]:
        """The confirmations of the text as it is now."""
        return tuple(one for one in self.confirmations if one.sha256 == self.sha256)


def digest(text: str) -> str:
    """SHA-256 of ``text`` in NFC and UTF-8, with LF as line end."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return hashlib.sha256(plain.encode()).hexdigest()


def confirmed(file: Path) -> Confirmed:
    """What ``file`` says and who confirmed it. Raises SourceError where it cannot be read or is not safe to confirm,
    RevisionError where its record is no record.
    """
    version = read_version(file)
    if version.word:
        require_self_contained(file, version.data)
        kept = read_properties(file, version.data).get(PROPERTY, "[]").encode()
    else:
        kept = _beside(file)
    try:
        record = RECORD.validate_json(kept)
        if any(tidy(one.by) != one.by for one in record):  # no name reaches a terminal that could steer it
            raise ValueError(PROPERTY)
    except ValueError:  # ValidationError is one
        raise RevisionError(
            f"{file} 的确认记录读不懂，可能被改动过，没有写入。请找回原来的文件，或者删去记录后由各方重新确认"
        ) from None
    return Confirmed(version, digest(version.text), record)


def confirm(file: Path, by: str, now: datetime) -> Confirmed:
    """Adds that ``by`` confirms what ``file`` says ``now`` (with its time zone), and says what then holds.

    Raises RevisionError where the name cannot be taken, has confirmed this very text, or the file changed meanwhile or
    cannot be written; SourceError as `confirmed`. In all these cases nothing is written.
    """
    name = unicodedata.normalize("NFC", tidy(by))
    if not name or len(name) > MAX_NAME:
        raise RevisionError(f"确认人的姓名不能是空的，最多 {MAX_NAME} 个字，请用 --by 写明")
    before = confirmed(file)
    for one in before.valid:
        if _same_name(one.by, name):
            raise RevisionError(
                f"{one.by}已经在{shown(one.at)}确认过现在的文字，不用再确认；同名的人请加上身份以示区别"
            )
    if len(before.confirmations) == MAX_CONFIRMATIONS:
        raise RevisionError(f"一份文书最多记 {MAX_CONFIRMATIONS} 次确认")
    added = Confirmation(name, now.replace(microsecond=0), before.sha256)
    after = replace(before, confirmations=(*before.confirmations, added))
    kept = json.dumps([{**asdict(one), "at": one.at.isoformat()} for one in after.confirmations], ensure_ascii=False)
    data = before.version.data
    if contents(file) != data:
        raise RevisionError(f"{file} 刚被别的程序改动，没有写入。请重新打开核对，再确认一次")
    if before.version.word:
        save(file, with_property(file, data, PROPERTY, kept))
    else:
        save(_record(file), f"{kept}\n".encode())
    return after


def shown(moment: datetime) -> str:
    """A moment as people read it, in the time zone in which it was written."""
    return f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"


def _record(file: Path) -> Path:
    return file.with_name(file.name + SUFFIX)


def _beside(file: Path) -> bytes:
    record = _record(file)
    return contents(record) if record.exists() else b"[]"


def _same_name(one: str, other: str) -> bool:
    """Whether two names are one to people: width, case and blanks tell nobody apart."""
    plain, same = ("".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in (one, other))
    return plain == same
