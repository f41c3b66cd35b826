"""Lists: rows of cells by column, from text (a｜b；c｜d), or from lists and mappings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from assistant.drafting.scalars import LINE, Refused, amount, day, nearest, written

MOST = 200  # rows of a list
NONE = frozenset({"无", "没有", "/", "—", "-"})  # a first cell that says that there is nothing to list
STRICT = frozenset({"金额", "合计", "应发", "已发", "尚欠", "月收入", "担保金额"})  # columns of sums and nothing else
SUMS = re.compile(r"金额|数额|价值|冻结额|估价|费用")  # columns that hold sums where they hold a number
DUE = "付款日期"  # the column that must hold a day
ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")

Row = Mapping[str, object]


def read_rows(columns: Sequence[str], raw: object, blank: object = None) -> tuple[Row, ...]:
    """Rows with a cell for each column, in this order: text, or date and Decimal where a column asks for them or a cell
    is written so. Rows whose first cell says 无 are left out. Where a column asks for a sum or a day, an empty cell is
    ``blank`` where that is given, else refused. Raises Refused with the row.
    """
    return tuple(row for row in _rows(columns, raw, blank) if next(iter(row.values())) not in NONE)


def _rows(columns: Sequence[str], raw: object, blank: object) -> Iterator[Row]:
    if isinstance(raw, str):
        text = written(raw, LINE * MOST, lines=True)
        entries: Sequence[object] = [part for part in re.split(r"\s*[；;\n]\s*", text) if part]
    elif isinstance(raw, Mapping):
        entries = [raw]
    elif isinstance(raw, (list, tuple)):
        entries = raw
    else:
        raise Refused(f"应是表格，一行写{'｜'.join(columns)}")
    if len(entries) > MOST:
        raise Refused(f"有{len(entries)}行，最多{MOST}行")
    for position, entry in enumerate(entries, start=1):
        try:
            yield _row(columns, entry, blank)
        except Refused as refused:
            raise Refused(f"第{position}行：{refused}") from None


def _row(columns: Sequence[str], entry: object, blank: object) -> Row:
    if isinstance(entry, Mapping):
        if unknown := [str(key) for key in entry if str(key) not in columns]:
            raise Refused(f"没有“{unknown[0][:30]}”这一栏，各栏是：{'、'.join(columns)}{nearest(unknown[0], columns)}")
        if lacking := [column for column in columns if column not in entry]:
            raise Refused(f"缺少{'、'.join(lacking)}这几栏，没有的写“无”")
        cells = [entry[column] for column in columns]
    elif isinstance(entry, (list, tuple)):
        cells = list(entry)
    else:
        text = written(entry, LINE * len(columns))
        cells = [part.strip() for part in re.split(r"[｜|]", text)]
        if len(cells) == 1 and cells[0] in NONE:
            cells = [cells[0]] * len(columns)
    if len(cells) != len(columns):
        raise Refused(f"应有{len(columns)}栏（{'｜'.join(columns)}），写了{len(cells)}栏")
    texts = ["" if cell is None else written(cell) for cell in cells]
    if texts[0] in NONE:
        return MappingProxyType(dict(zip(columns, texts, strict=True)))
    pairs = zip(columns, texts, strict=True)
    return MappingProxyType({column: _cell(column, text, blank) for column, text in pairs})


def _cell(column: str, text: str, blank: object) -> object:
    if not text and blank is not None and (column == DUE or column in STRICT):
        return blank
    try:
        if column == DUE or ISO.fullmatch(text):
            return day(text)
        if column in STRICT or (SUMS.search(column) and re.fullmatch(r"[\d,]+(?:\.\d+)?", text)):
            return amount(text)
    except Refused as refused:
        raise Refused(f"“{column}”{refused}") from None
    return text
