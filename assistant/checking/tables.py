"""Tables in a text: lines whose cells are parted by | or by tabs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

LINE = re.compile(r"[^\n]+")
CELL = re.compile(r"[^|｜\t\n]*")
PARTED = re.compile(r"[|｜\t]")
RULE = re.compile(r"[\s|｜:\-—+=]*")  # |---|---| below the head of a Markdown table
NUMBER = re.compile(
    r"(?:人民币|[¥￥])?\s*(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,10}(?:\.\d+)?)\s*(?P<wan>万)?\s*元?(?:整)?"
    r"(?:[（(][^（()）]*[)）])?"  # whose they are, or the same in words
)
SUM_ROW = re.compile(r"\s*(?:合计|总计|共计|小计)")
FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell without the blanks around it: ``source[start:end]`` is ``text``."""

    start: int
    end: int
    text: str

    @property
    def number(self) -> Decimal | None:
        """The sum that the cell holds and nothing else, in yuan."""
        match = NUMBER.fullmatch(self.text)
        if match is None:
            return None
        return Decimal(match["figure"].replace(",", "")) * (10000 if match["wan"] else 1)


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` is empty where the first row has sums; ``total`` is the row 合计, empty where there is none."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]

    def column(self, words: str) -> int | None:
        """The first column whose head speaks of one of the ``words`` (a regular expression)."""
        return next((place for place, cell in enumerate(self.head) if re.search(words, cell.text)), None)

    def numbers(self, column: int) -> list[tuple[Cell, Decimal]]:
        """The sums of a column, with their cells."""
        cells = (row[column] for row in self.rows if column < len(row))
        return [(cell, number) for cell in cells if (number := cell.number) is not None]


def tables(text: str) -> Iterator[Table]:
    """The tables of a text, in their order."""
    rows: list[tuple[Cell, ...]] = []
    end = 0
    for line in LINE.finditer(text):
        if rows and text[end : line.start()].count("\n") > 1:
            yield from _table(rows)
            rows = []
        if PARTED.search(line.group()):
            rows += [] if RULE.fullmatch(line.group()) else [_cells(line)]
        elif line.group().strip():
            yield from _table(rows)
            rows = []
        end = line.end()
    yield from _table(rows)


def _cells(line: re.Match[str]) -> tuple[Cell, ...]:
    text = line.group()
    edge = len(text) - len(text.lstrip(" 　|｜")) if text.lstrip(" 　").startswith(("|", "｜")) else 0
    found = []
    at = edge
    for piece in re.split(PARTED, text[edge:].rstrip(" 　|｜") if edge else text):
        lead = len(piece) - len(piece.lstrip())
        plain = piece.strip()
        start = line.start() + at + lead
        found.append(Cell(start, start + len(plain), plain))
        at += len(piece) + 1
    return tuple(found)


def _table(rows: list[tuple[Cell, ...]]) -> Iterator[Table]:
    if len(rows) < FEWEST_ROWS:
        return
    head = () if any(cell.number is not None for cell in rows[0][1:]) else rows[0]
    body = rows[1:] if head else rows
    total = next((row for row in body if SUM_ROW.match("".join(cell.text for cell in row))), ())
    yield Table(head, tuple(row for row in body if row is not total), total)
