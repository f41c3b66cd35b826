"""Whether a story bears out a value that was said of it: each piece stands there, or is read there by the rules."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.drafting.stories.amounts import written
from assistant.drafting.stories.schema import Said
from assistant.drafting.stories.story import RawValue, Span
from assistant.drafting.stories.told import Told
from assistant.reading.days import CHINESE
from knowledge.forms import FieldType, FormField
from knowledge.numerals import number

PIECES = re.compile(r"[，。；、,;\n]")
WORDS_OF_A_PARTY = re.compile(
    r"^(?:统一社会信用代码|公民身份号码|居民身份证号码?|身份证号码?|住所地?|住址|住|法定代表人|负责人|经营者|联系电话|电话|手机)[为是：:]?"
)
WORDS_OF_AN_ACCOUNT = re.compile(r"^(?:户名|开户行|账号)[为是：:]?")
ORDER = re.compile(r"期次|次序|轮次")  # columns that only count the rows
NUMERAL = re.compile(rf"\d+|[{CHINESE}]+")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
LEAST = 2  # characters of the words on which a choice rests


def borne_out(told: Told, field: FormField, said: Said) -> tuple[RawValue, tuple[Span, ...]] | None:
    """The raw value and the places of its words; None where the story does not bear it out."""
    spans = tuple(_places(told.text, said.words))
    if len(spans) < len(said.words):
        return None
    value = _value(told, field, said.value, spans)
    return None if value is None else (value, spans)


def _places(text: str, words: list[str]) -> Iterator[Span]:
    for one in words:
        if (start := text.find(one.strip())) >= 0:
            yield start, start + len(one.strip())


def _value(told: Told, field: FormField, value: Any, spans: tuple[Span, ...]) -> RawValue | None:  # noqa: PLR0911
    words = [told.text[start:end] for start, end in spans]
    match field.type:
        case FieldType.AMOUNT:
            return written(value) if value in _amounts(told, spans) else None
        case FieldType.RATE:
            return f"{value:f}" if value in {one.value for one in told.rates if _within(one.start, spans)} else None
        case FieldType.DATE:
            return value.isoformat() if value in _days(told, spans) else None
        case FieldType.NUMBER:
            return int(value) if value in {number(one) for each in words for one in NUMERAL.findall(each)} else None
        case FieldType.CHOICE | FieldType.CHOICES | FieldType.YES_NO:
            return value if max(map(len, words)) >= LEAST else None
        case FieldType.LIST:
            return list(_rows(told, field, value)) or None
        case FieldType.PARTY | FieldType.PERSON:
            return value if _stands(told.text, value, WORDS_OF_A_PARTY) else None
        case FieldType.ACCOUNT:
            return value if _stands(told.text, value, WORDS_OF_AN_ACCOUNT) else None
        case _:
            return value if _stands(told.text, value, None) else None


def _within(place: int, spans: tuple[Span, ...]) -> bool:
    return any(start <= place < end for start, end in spans)


def _amounts(told: Told, spans: tuple[Span, ...]) -> set[Decimal]:
    return {one.value for one in told.sums if _within(one.start, spans)}


def _days(told: Told, spans: tuple[Span, ...]) -> set[date]:
    return {one.day for one in told.days if _within(one.start, spans)}


def _stands(text: str, value: str, labels: re.Pattern[str] | None) -> bool:
    """Whether every piece of a value stands in the text, the words that label it apart."""
    pieces = [piece.strip() for piece in PIECES.split(value) if piece.strip()]
    bare = [labels.sub("", piece) if labels else piece for piece in pieces]
    return bool(bare) and all(piece and piece in text for piece in bare)


def _rows(told: Told, field: FormField, rows: list[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """Rows of which one sentence bears out every cell; the count of a row is its place."""
    for place, row in enumerate(rows, start=1):
        cells = {column: str(row.get(column) or "").strip() for column in field.columns}
        counted = {column: str(place) for column in cells if ORDER.search(column)}
        rest = {column: cell for column, cell in cells.items() if cell and column not in counted}
        sentences = [match.span() for match in re.finditer(r"[^。\n]+", told.text)]
        if rest and any(all(_cell(told, cell, span) for cell in rest.values()) for span in sentences):
            yield {**dict.fromkeys(field.columns, ""), **rest, **counted}


def _cell(told: Told, cell: str, span: Span) -> bool:
    """Whether a sentence has a cell as it is, or a sum or a day that it says."""
    if cell in told.text[slice(*span)] and not FIGURE.fullmatch(cell):
        return True
    try:
        return date.fromisoformat(cell) in _days(told, (span,))
    except ValueError:
        pass
    try:
        figure = Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return False
    counts = {number(one) for one in NUMERAL.findall(told.text[slice(*span)])}
    return figure in _amounts(told, (span,)) or figure in counts
