"""How values are worded, and the Jinja that plans and clauses are written in.

Values are data: what stands in one is never read as Jinja. Filters take typed values, and text that says the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.calculators.wording import capitals
from assistant.drafting.entries import BLANK
from assistant.drafting.parties import Account, Party, account_of, party_of
from assistant.drafting.rows import NONE
from assistant.drafting.scalars import Refused
from assistant.drafting.scalars import amount as read_amount
from assistant.drafting.scalars import day as read_day
from knowledge import numerals

ENDS = "。！？；：…"


def plain(value: object) -> object:
    """What stands in a text for a value that no filter words."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case date():
            return day(value)
        case Decimal():
            return f"{value:f}"
        case tuple():
            return "、".join(str(plain(one)) for one in value)
        case _:
            return value


def yuan(value: object) -> str:
    """人民币320000.00元（大写：叁拾贰万元整）."""
    found = _read(value, read_amount)
    if value is BLANK:
        return f"人民币{BLANK}元（大写：{BLANK}）"
    if not isinstance(found, Decimal):
        return str(plain(value))
    return f"人民币{found:.2f}元（大写：{capitals(found)}）"


def short_yuan(value: object) -> str:
    """320000.00元."""
    found = _read(value, read_amount)
    return f"{found:.2f}元" if isinstance(found, Decimal) else f"{value}元" if value is BLANK else str(plain(value))


def day(value: object) -> str:
    """2026年12月31日."""
    if value is BLANK:
        return "____年__月__日"
    found = _read(value, read_day)
    return f"{found.year}年{found.month}月{found.day}日" if isinstance(found, date) else str(plain(value))


def percent(value: object) -> str:
    """3.45%."""
    text = str(plain(value))
    return f"{text.rstrip('%％')}%" if text else ""


def party(value: object) -> str:
    """A party in one line, as given."""
    return value.text if isinstance(value, Party) else str(plain(value))


def name(value: object) -> str:
    """Only what a party is called."""
    return party_of(value).name if isinstance(value, str) else str(plain(value))


def account(value: object) -> str:
    """An account in one line."""
    found = account_of(value) if isinstance(value, str) else value
    return found.text if isinstance(found, Account) else str(plain(value))


def rows(value: Iterable[Mapping[str, object]] | None, *columns: str, between: str = "，", ending: str = "；") -> str:
    """The cells of these columns (none: all), row by row."""
    lines = (between.join(cell(row[one]) for one in columns or row) for row in value or ())
    return ending.join(filter(None, lines))


def cell(value: object) -> str:
    """A cell of a table: sums as 320000.00元."""
    return short_yuan(value) if isinstance(value, Decimal) else str(plain(value))


def given(value: object) -> object:
    """``value`` unless it says that there is none."""
    return "" if value is None or (isinstance(value, str) and value.strip(ENDS) in NONE) else value


def chinese(value: object) -> str:
    """三 for 3; numbers beyond 9999 and text stay."""
    text = str(plain(value))
    return numerals.chinese(int(text)) if text.isdecimal() and int(text) <= numerals.LARGEST else text


def sentence(value: object) -> str:
    """Text with an end mark, one."""
    text = str(party(value)).rstrip("，,、；; ")
    return text + "。" if text and not text.endswith(tuple(ENDS)) else text


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "yuan": yuan,
        "short_yuan": short_yuan,
        "day": day,
        "percent": percent,
        "party": party,
        "name": name,
        "account": account,
        "rows": rows,
        "given": given,
        "chinese": chinese,
        "sentence": sentence,
    }
)


@lru_cache(maxsize=1)
def _jinja() -> ImmutableSandboxedEnvironment:
    jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=plain, autoescape=False)
    jinja.filters.update(FILTERS)
    return jinja


@lru_cache(maxsize=4096)
def _template(text: str) -> Template:
    return _jinja().from_string(text)


@lru_cache(maxsize=4096)
def _expression(text: str) -> Callable[..., object]:
    return _jinja().compile_expression(text, undefined_to_none=False)


def render(text: str, values: Mapping[str, object]) -> str:
    """Jinja of a plan or a clause, with values as data."""
    return _template(text).render(values).strip()


def evaluate(text: str, values: Mapping[str, object]) -> object:
    """An expression of a plan, as the value that it has."""
    return _expression(text)(values)


@lru_cache(maxsize=4096)
def names(text: str) -> frozenset[str]:
    """The values that a text takes."""
    return frozenset(find_undeclared_variables(_jinja().parse(text)))


def lines(text: str) -> Sequence[str]:
    """The paragraphs of a text."""
    return [line for piece in text.split("\n") if (line := piece.strip(" 　"))]


def _read(value: object, read: Callable[[str], object]) -> object:
    """What ``read`` makes of text; other values as they are."""
    if not isinstance(value, str):
        return value
    try:
        return read(value)
    except Refused:
        return value
