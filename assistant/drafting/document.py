"""A document as it was drafted, before it is set: frozen blocks of plain text."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

# Of a document that people will sign: the visible label of what a machine wrote, and what to do about it.
NOTICE = "内容由人工智能整理生成，签名、盖章前请逐项核对"
NOTES = "以下是办理说明，不是文书内容，提交前可以删去。"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``number`` is 一、 or ""."""

    kind: ClassVar[str] = "heading"
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``number`` is （一）, 1. or "". ``flush``: its first line is not indented."""

    kind: ClassVar[str] = "paragraph"
    text: str
    number: str = ""
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a cell for each column."""

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: 王某某, 收款方法定代表人, 签名并盖公章."""

    name: str
    capacity: str
    manner: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on. ``date`` is the one date of all; "": each signs with a date."""

    kind: ClassVar[str] = "signatures"
    lines: tuple[Signature, ...]
    date: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print below the document and no part of it."""

    kind: ClassVar[str] = "note"
    text: str


Block = Heading | Paragraph | Table | Signatures | Note


@dataclass(frozen=True, slots=True)
class Document:
    """What a form became. ``form`` is the form's id; notes stand last."""

    form: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The document without its notes, a line for each paragraph, row and signature."""
        return "\n".join([self.title, *(line for block in self.blocks for line in _lines(block))])

    @property
    def produce_id(self) -> str:
        """What names this document and says nothing of it: the same for the same form and text."""
        return hashlib.sha256(f"{self.form}\n{self.text}".encode()).hexdigest()[:32]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, number) | Paragraph(text, number):
            yield number + text
        case Table(columns, rows):
            yield "｜".join(columns)
            yield from ("｜".join(row) for row in rows)
        case Signatures(signed, date):
            yield from (f"{one.capacity}（{one.manner}）：{one.name}" for one in signed)
            if date:
                yield date
        case Note():
            return
