"""Totals of tables: the row 合计, a column 小计, and 应发－已发＝尚欠 in each row."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checking.agreement import Agreement
from assistant.checking.capitals import CERTAIN, against, in_figures
from assistant.checking.finding import Finding, Severity
from assistant.checking.tables import Cell, Table

FEWEST = 2  # parts that make a total
DUE, PAID, LEFT = r"应发|应付|应还|总额|货款|合同", r"已发|已付|已还|已支付|已领", r"尚欠|未付|未发|欠付|余额|实欠|剩余"
TAKEN = re.compile(r"减(?!免前)|扣(?!除前)|抵|已[付还退]|免")
ROW_HEADED = r"小计|合计|共计|总计|总额"


def findings(agreement: Agreement, table: Table) -> Iterator[Finding]:
    """The row 合计 against the column above it, and 应发－已发＝尚欠 in each row."""
    kind = "instalments-total" if table.planned else "amount-total"
    width = max((len(row) for row in table.rows), default=0)
    for column in range(width):
        said = table.total[column] if column < len(table.total) else None
        above = [one for one in table.numbers(column) if said and one[0].start < said.start]
        numbers = above or table.numbers(column)  # what stands below a subtotal is no part of it
        if said is None or said.number is None or len(numbers) < FEWEST:
            continue
        right = sum((number for _, number in numbers), Decimal(0))
        less = sum((row[column].number or 0 for row in table.rows if _is_taken(row, column)), Decimal(0))
        if said.number not in {right, right - 2 * less}:
            yield agreement.finding(
                kind,
                Severity.ERROR,
                numbers[0][0].start,
                said.end,
                f"这一栏相加{against(right, '合计写的', said.number)}。请核对哪一行写错。",
                CERTAIN,
            )
    yield from _across(agreement, table)
    due, paid, left = (table.column(words) for words in (DUE, PAID, LEFT))
    if due is not None and paid is not None and left is not None:
        for row in (*table.rows, table.total):
            yield from _row(agreement, row, (due, paid, left))


def _is_taken(row: Sequence[Cell], column: int) -> bool:
    """Whether a row is taken off: 减：押金 | 9,000."""
    return column < len(row) and any(TAKEN.match(cell.text) for cell in row[:column])


def _across(agreement: Agreement, table: Table) -> Iterator[Finding]:
    """A column 小计 against the columns before it, where it is their sum in other rows."""
    column = table.column(ROW_HEADED)
    if column is None:
        return
    wrong: list[tuple[int, int, Decimal, Decimal]] = []
    right = 0
    for row in (*table.rows, table.total):
        cells = [(cell, number) for cell in row[1:column] if (number := cell.number) is not None]
        said = row[column].number if column < len(row) else None
        if said is None or len(cells) < FEWEST:
            continue
        added = sum((number for _, number in cells), Decimal(0))
        right += added == said
        if added != said:
            wrong.append((cells[0][0].start, row[column].end, added, said))
    for start, end, added, said in wrong if right >= len(wrong) else ():
        yield agreement.finding(
            "amount-total",
            Severity.ERROR,
            start,
            end,
            f"这一行各栏相加{against(added, '写的小计', said)}。请核对哪一栏写错。",
            CERTAIN,
        )


def _row(agreement: Agreement, row: Sequence[Cell], columns: tuple[int, int, int]) -> Iterator[Finding]:
    cells = [row[column] for column in columns if column < len(row)]
    due, paid, left = (cell.number for cell in cells) if len(cells) == len(columns) else (None, None, None)
    if due is None or paid is None or left is None or due - paid == left:
        return
    yield agreement.finding(
        "amount-total",
        Severity.ERROR,
        min(cell.start for cell in cells),
        max(cell.end for cell in cells),
        f"这一行{in_figures(due)}－{in_figures(paid)}{against(due - paid, '写的尚欠数', left)}。请核对哪个数写错。",
        CERTAIN,
        "",
    )
