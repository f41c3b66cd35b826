"""Pieces of an agreement's text: the clause or the words around a place, what begins there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

from assistant.checking.agreement import Agreement, Provision, Span
from assistant.reading.days import Dated
from assistant.reading.quantities import Amount, Percent

# The comma within 120,000 parts nothing.
ENDS, GROUPED = re.compile(r"，|,(?!\d{3})"), re.compile(r",\d{3}")
Placed = TypeVar("Placed", Amount, Dated, Percent)


def within(found: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those of ``found``, which are in their order, that begin in ``text[start:end]``."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _start(one: Amount | Dated | Percent) -> int:
    return one.start


def sums_of(agreement: Agreement, start: int = 0, end: int | None = None) -> list[Amount]:
    """Sums of money in ``text[start:end]``; what is left of a masked account number is none."""
    return list(_sums(agreement, start, len(agreement.text) if end is None else end))


def _sums(agreement: Agreement, start: int, end: int) -> Iterator[Amount]:
    text = agreement.text
    for one in within(agreement.amounts, start, end):
        masked = re.match(r"[*＊xX]", text[one.end : one.end + 1])
        if not masked and not re.search(r"[*＊]$|号[码为是：:]{0,2}$", text[max(0, one.start - 4) : one.start]):
            yield one


def has_sum(agreement: Agreement, start: int, end: int) -> bool:
    """Whether a sum of money stands in ``text[start:end]``."""
    return next(_sums(agreement, start, end), None) is not None


def scope_of(agreement: Agreement, place: int) -> Span:
    """The clause that a place is in, or its line where clauses are not numbered."""
    at = bisect_right(agreement.provisions, place, key=_begins)
    if at and place < agreement.provisions[at - 1].span.end:
        return agreement.provisions[at - 1].span
    start = agreement.text.rfind("\n", 0, place) + 1
    end = agreement.text.find("\n", place)
    return agreement.span(start, end if end >= 0 else len(agreement.text))


def _begins(provision: Provision) -> int:
    return provision.span.start


def spot(sentence: Span, match: re.Match[str], group: int | str = 0) -> tuple[int, int]:
    """Where a match in a sentence begins and ends in the whole text."""
    return sentence.start + match.start(group), sentence.start + match.end(group)


def subclause(sentence: Span, place: int) -> tuple[int, int]:
    """Where the piece between commas begins and ends that a place of the text is in."""
    offset = place - sentence.start
    comma = sentence.text.rfind(",", 0, offset)
    while comma >= 0 and GROUPED.match(sentence.text, comma):
        comma = sentence.text.rfind(",", 0, comma)
    text = sentence.text
    before = max(comma, text.rfind("，", 0, offset), text.rfind("：", 0, offset), text.rfind(":", 0, offset)) + 1
    end = ENDS.search(sentence.text, offset)
    return sentence.start + before, sentence.start + (end.start() if end else len(sentence.text))
