"""Totals below a list whose items are told in words: 6月至10月工资，共28,000元，已发6,000元，还欠22,000元."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

from assistant.checking.agreement import Agreement, Span
from assistant.checking.capitals import CERTAIN, against
from assistant.checking.finding import Finding, Severity
from assistant.checking.places import ITEM, sums_of

# 以上加起来是47,880元, 合计：…
TOTAL = re.compile(
    r"^[ \t　]*(?:以上|上述|上列|前述)?(?:各项|[一二三四五六七八九\d]项)?[^，。；\n\d]{0,6}?"
    r"(?:加起来|相加|加总|合计|共计|总计|总共|一共)[^，。；\n\d]{0,8}(?=\d)",
    re.M,
)
TAKEN = re.compile(r"减|扣|抵|免|退")
ASIDE = re.compile(r"其中|另行|不计入|不含|不在")
FEWEST, MOST = 2, 12  # items
WAYS = 4_096  # in which the sums of the items may be added up, above which nothing is said


def findings(agreement: Agreement) -> Iterator[Finding]:
    """amount-total: a total that no choice of one sum from each item makes up."""
    for match in TOTAL.finditer(agreement.text, agreement.body.start, agreement.body.end):
        whole = next(iter(sums_of(agreement, match.start(), match.end() + 1)), None)
        items = _items(agreement, match.start())
        options = [_options(agreement, item) for item in items]
        ways = prod(map(len, options))
        if whole is None or not FEWEST <= len(items) <= MOST or not 0 < ways <= WAYS:
            continue
        possible = {sum(values, Decimal(0)) for values in product(*options)}
        if whole.value not in possible:
            right = sum((values[-1] for values in options), Decimal(0))
            reason = f"各项加起来{against(right, '写的总数', whole.value)}。请核对哪一项写错。"
            start = items[0].start
            yield agreement.finding("amount-total", Severity.ERROR, start, whole.end, reason, CERTAIN)


def _items(agreement: Agreement, below: int) -> list[Span]:
    """The lines right above a place that are items of one list, in their order."""
    items: list[Span] = []
    end = below
    while end > agreement.body.start:
        start = agreement.text.rfind("\n", 0, end - 1) + 1
        line = agreement.span(start, end)
        if not ITEM.match(line.text) or (items and _mark(line) != _mark(items[0])):
            break
        items.insert(0, line)
        end = start
    return items


def _mark(item: Span) -> str:
    """The sort of sign before an item: 1. and 2. are of one, ① and ② of another."""
    first = item.text.lstrip()[0]
    if first.isdecimal():
        return "1"
    return "①" if first.isnumeric() else "├" if first in "├└┌│" else first


def _options(agreement: Agreement, item: Span) -> list[Decimal]:
    """What an item may add to the total: one of its sums, the last of which tells most likely what is left of it."""
    values = [one.value for one in sums_of(agreement, item.start, item.end)]
    taken = [-value for value in values] if TAKEN.search(item.text) else []
    return [*([Decimal(0)] if ASIDE.search(item.text) else []), *taken, *values]
