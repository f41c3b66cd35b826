"""Tables in a text: lines whose cells are parted by |, by the lines of a drawn box or by tabs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

LINE = re.compile(r"[^\n]+")
BARS = "|｜│┃║"
PARTED = re.compile(rf"[{BARS}\t]|／[^\n／]+／")  # one slash alone parts no cells: 元／月
PARTS = re.compile(rf"[{BARS}\t]")
SLASH = re.compile("／")
RULE = re.compile(rf"[\s{BARS}:\-—+=─-╿]*")  # |---|---| below the head of a Markdown table, ├──┼──┤
NUMBER = re.compile(
    r"(?P<less>[-－−–])?(?:人民币|[¥￥])?\s*(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,10}(?:\.\d+)?)\s*(?P<wan>万)?\s*元?(?:整)?"
    r"(?:[（(][^（()）]*[)）])?"  # whose they are, or the same in words
)
SUM_ROW = re.compile(r"[^\d\n]{0,8}?(?:合|总|共|小)[ \t　]*(?:计|额|数)")
DATED = r"(?<!出生)日期|时间|期限|付款日|还款日"
PAST = re.compile(r"[交供送发到]货|开票|借款?[日时]|出借|入职|离职|发生|签收|结算|对账|供应|施工|完工|验收")
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
        return Decimal(match["figure"].replace(",", "")) * (10000 if match["wan"] else 1) * (-1 if match["less"] else 1)


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` is empty where the first row has sums; ``total`` is the row 合计, empty where there is none."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]

    def column(self, words: str) -> int | None:
        """The first column whose head speaks of one of the ``words`` (a regular expression)."""
        return next((place for place, cell in enumerate(self.head) if re.search(words, cell.text)), None)

    @property
    def planned(self) -> bool:
        """Whether its column of days says by when something is to be paid, and not when it was delivered or lent."""
        column = self.column(DATED)
        return column is not None and not PAST.search(self.head[column].text)

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
        if PARTED.search(line.group()) and not RULE.fullmatch(line.group()):
            rows.append(_cells(line))
        elif not RULE.fullmatch(line.group()):
            yield from _table(rows)
            rows = []
        end = line.end()
    yield from _table(rows)


def _cells(line: re.Match[str]) -> tuple[Cell, ...]:
    text = line.group()
    edge = len(text) - len(text.lstrip(f" 　{BARS}")) if text.lstrip(" 　").startswith(tuple(BARS)) else 0
    found = []
    at = edge
    parts = PARTS if PARTS.search(text) else SLASH
    for piece in parts.split(text[edge:].rstrip(f" 　{BARS}") if edge else text):
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
