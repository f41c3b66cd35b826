"""Tables of a Word file fitted to what they hold: widths of columns, places of cells, what stays on one page."""

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, Twips
from docx.table import Table as WordTable

from assistant.drafting.columns import widths
from assistant.drafting.document import Document, Table
from assistant.drafting.styles import TABLE, WIDTH

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

TOGETHER = 10  # rows of a table that the end of a page does not part
CENTRED = 12  # characters up to which the cells of a column stand in its middle


def fit_tables(opened: "WordDocument", document: Document) -> None:
    """Fit the tables of rows in their order, and keep what stands before any table on its page."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    found = [table for table in opened.tables if _of_rows(table)]
    if len(found) == len(tables):  # a template of the user's may leave some out
        for table, block in zip(found, tables, strict=True):
            _fit(table, block)
    before = None
    for element in opened.iter_inner_content():
        if not isinstance(element, WordTable):
            before = element
            continue
        if before is not None:
            before.paragraph_format.keep_with_next = True
            if _of_rows(element):
                before.paragraph_format.space_after = Pt(6)
        before = None


def _of_rows(table: WordTable) -> bool:
    return table.style is not None and table.style.name == TABLE


def _fit(table: WordTable, block: Table) -> None:
    wide = [Twips(width) for width in widths(block.columns, block.rows, WIDTH)]
    short = [all(len(row[place]) <= CENTRED for row in block.rows) for place in range(len(block.columns))]
    rows = list(table.rows)
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    for number, row in enumerate(rows, start=1):
        together = len(rows) <= TOGETHER and number < len(rows)
        for cell, width, centred in zip(row.cells, wide, short, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                if centred:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                if together:
                    paragraph.paragraph_format.keep_with_next = True
