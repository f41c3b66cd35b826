"""Sums that are reckoned first and paid as part of another: shares of a loss, the lines of a bill."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span, once
from assistant.checking.duties import Duty
from assistant.checking.places import lead, scope_of, sums_of
from assistant.checking.schedules import schedules
from assistant.checking.slots import TIME
from assistant.checking.sums import WHOLE, Role, sums

TOTAL = re.compile(WHOLE)  # 丙方共应赔偿
SET_OFF = re.compile(r"抵[扣销消充偿]|冲抵|扣[除减]|减去")
MOST = 14  # sums of a clause of which a total may consist


def is_part(agreement: Agreement, duty: Duty, dated: Collection[Decimal]) -> bool:
    """Whether what a duty pays adds up, with other sums of its clause, to a total there that is paid by a day.
    ``dated`` are the sums that sentences with such a day name.
    """
    own = {one.value for one in sums_of(agreement, duty.start, duty.sentence.end)}
    scope = scope_of(agreement, duty.start)
    told = [one for one in sums(agreement) if scope.start <= one.start < scope.end and one.role is not Role.EACH]
    totals = {one.value for one in told if TOTAL.search(one.label)}
    parts = [one.value for one in told if not TOTAL.search(one.label) and not one.aside][:MOST]
    made_up = {total for total in totals if total in own or any(_adds_up(parts, one, total) for one in own)}
    paid = _paid(agreement, dated)
    inside = (one for one in agreement.sentences if scope.start <= one.start < scope.end)
    net = made_up & {*paid, *_before(agreement, paid, agreement.sentences)}
    return bool(net or own & _before(agreement, paid, inside))


def _adds_up(parts: Sequence[Decimal], one: Decimal, total: Decimal) -> bool:
    """Whether a total consists of one part and some of the others."""
    reached, others = {one}, list(parts)
    if one in others:
        others.remove(one)
    for other in others:
        reached |= {value + other for value in reached if value + other <= total}
    return total in reached


def _paid(agreement: Agreement, dated: Collection[Decimal]) -> set[Decimal]:
    """What is paid by a day: at once, in instalments or in items."""
    plans = (plan.sum for plan in schedules(agreement) if all(entry.day for entry in plan.entries))
    return {*dated, *plans, *_listed(agreement)}


def _before(agreement: Agreement, paid: Collection[Decimal], sentences: Iterable[Span]) -> set[Decimal]:
    """What was owed before something that one of the sentences names was set off."""
    taken = {one.value for at in sentences if SET_OFF.search(at.text) for one in sums_of(agreement, at.start, at.end)}
    return {value + less for value in paid for less in taken}


@once
def _listed(agreement: Agreement) -> frozenset[Decimal]:
    """What the items of each list come to that a day leads: 丙方应于2027年1月15日前：⏎1. 向甲方支付…."""
    lists: dict[Span, Decimal] = {}
    for leading, value in _items(agreement):
        lists[leading] = lists.get(leading, Decimal(0)) + value
    return frozenset(lists.values())


def _items(agreement: Agreement) -> Iterator[tuple[Span, Decimal]]:
    for sentence in agreement.sentences:
        leading = lead(agreement, sentence)
        own = sums_of(agreement, sentence.start, sentence.end)
        if leading and own and TIME.search(leading.text):
            yield leading, own[0].value
