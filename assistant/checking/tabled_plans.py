"""Plans of payment that a table lays down."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement
from assistant.checking.places import clauses
from assistant.checking.plans import FEWEST, Entry, Schedule, named
from assistant.checking.tables import DATED, Table
from assistant.reading.days import days

HEADED_SUM = ("合计|小计", "还款额|付款额|应付|应还|金额|数额|款额", "元|款")  # the surest first
LONG_DAY = 20  # characters of a cell that holds a day and little else


def of_table(agreement: Agreement, table: Table) -> Iterator[Schedule]:
    """A table with a column of days and one of sums."""
    if table.column(DATED) is not None and not table.planned:
        return
    column, born = _column(table), table.column("出生|生日")
    entries: list[Entry] = []
    for row in table.rows:
        told = (cell for place, cell in enumerate(row) if place != born and len(cell.text) <= LONG_DAY)
        dated = next((cell for cell in told if days(cell.text, agreement.today)), None)
        cells = row[column : column + 1] if column is not None else row
        money = [(cell, value) for cell in cells if cell is not dated and (value := cell.number) is not None]
        if money:
            cell, value = money[-1]
            day = days(dated.text, agreement.today)[0].day if dated else None
            entries.append(Entry(row[0].start, cell.end, value, day))
    if len(entries) >= FEWEST and any(entry.day for entry in entries):
        before = max((one.start for one in clauses(agreement) if one.start <= entries[0].start), default=0)
        yield Schedule(tuple(entries), False, named(agreement.text, before, entries[0].start), table=True)


def _column(table: Table) -> int | None:
    """Which column has the sums, by its head."""
    for words in HEADED_SUM:
        for place, cell in enumerate(table.head):
            spoken = re.search(words, cell.text) and not re.search(DATED, cell.text)
            if spoken and len(table.numbers(place)) >= FEWEST:
                return place
    return None
