"""A drafted document as the desk shows it: its blocks as they will look, with the places of findings marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.checking import Finding, Severity
from assistant.drafting.document import NOTES, NOTICE, Document, Heading, Note, Paragraph, Signatures, Table

GAP = re.compile(r"(_{2,})")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a document and the findings that it lies in, by their numbers; ``first`` are those that begin here.

    ``gap``: it is a line to write on.
    """

    text: str
    findings: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    severity: str = ""
    gap: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A block: ``rows`` of cells; a heading or a paragraph has one of each. ``date`` is that of signatures."""

    kind: str
    rows: tuple[tuple[Runs, ...], ...]
    flush: bool = False
    date: Runs = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, ready to show; ``text`` is all of it without the notes."""

    title: Runs
    blocks: tuple[SheetBlock, ...]
    notes: tuple[str, ...]
    text: str
    preface: str = NOTES
    label: str = NOTICE


def sheet_of(document: Document, findings: Sequence[Finding] = ()) -> Sheet:
    """A document with the places of findings, whose numbers count from 1."""
    walk = _Walk(findings)
    title = walk.runs(document.title)
    blocks = tuple(block for one in document.blocks if (block := _block(one, walk)))
    notes = tuple(one.text for one in document.blocks if isinstance(one, Note))
    return Sheet(title, blocks, notes, document.text)


def _block(block: object, walk: "_Walk") -> SheetBlock | None:
    match block:
        case Heading(text, number):
            return SheetBlock("heading", ((walk.line(number + text),),))
        case Paragraph(text, number, flush):
            return SheetBlock("paragraph", ((walk.line(number + text),),), flush)
        case Table(columns, rows):
            return SheetBlock("table", tuple(walk.cells(row) for row in (columns, *rows)))
        case Signatures(lines, day):
            signed = tuple((walk.line(f"{one.capacity}（{one.manner}）："), walk.runs(one.name)) for one in lines)
            return SheetBlock("signatures", signed, date=walk.line(day) if day else ())
    return None


class _Walk:
    """Goes through the text of a document as `Document.text` has it, and gives each piece the findings in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._found = [(one.start, max(one.end, one.start + 1), one.severity) for one in findings]
        self._place = 0

    def line(self, text: str) -> Runs:
        """A piece that begins a line."""
        self._place += 1
        return self.runs(text)

    def cells(self, row: Sequence[str]) -> tuple[Runs, ...]:
        """The cells of a row: a line with marks between them."""
        return tuple(self.line(cell) for cell in row)

    def runs(self, text: str) -> Runs:
        """The next piece of the text."""
        start, end = self._place, self._place + len(text)
        self._place = end
        return tuple(self._runs(text, start, end))

    def _runs(self, text: str, start: int, end: int) -> Iterator[Run]:
        near = [(number, one) for number, one in enumerate(self._found, start=1) if one[0] < end and one[1] > start]
        inner = {place for _, (first, last, _) in near for place in (first, last) if start < place < end}
        gaps = [match.span() for match in GAP.finditer(text)]
        inner |= {start + place for gap in gaps for place in gap}
        cuts = sorted({start, end, *inner})
        for begin, stop in pairwise(cuts):
            inside = [(number, one) for number, one in near if one[0] <= begin and stop <= one[1]]
            worst = min((one[2] for _, one in inside), key=list(Severity).index, default=None)
            piece = text[begin - start : stop - start]
            first = tuple(number for number, one in inside if one[0] == begin)
            numbers = tuple(number for number, _ in inside)
            yield Run(piece, numbers, first, worst.value if worst else "", GAP.fullmatch(piece) is not None)
