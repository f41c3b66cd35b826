"""A plan of payments from a rule, together with those that are told one by one; or a total in equal parts."""

import re
from decimal import Decimal

from assistant.calculators.instalments import Instalments, schedule
from assistant.drafting.stories.periods import COUNT, Source, each_payment, plain, rhythm, times
from assistant.drafting.stories.plan import Payment, Plan
from assistant.errors import CalculationError
from knowledge.numerals import number

NAMES = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}
DIVIDED = re.compile(rf"分(?:成|作|为)?{COUNT}(?:期|次|个月)(?:平均|等额|均)")
MOST = 600


def told_by_rule(source: Source) -> Plan | None:
    """The plan; None where the story does not say all that it takes."""
    each = each_payment(source)
    if each is None:
        return _divided(source)
    start, stop = source.stretch(each)
    when = rhythm(source, start, stop)
    if when is None:
        return None
    before = [one for one in source.single if one.day < when.first]
    count = times(source, when, each, sum((one.value for one in before), Decimal(0)))
    if count is None or not 1 <= count.number <= MOST:
        return None
    days = [when.day(place) for place in range(count.number)]
    payments = [*before, *(Payment(day, each.value, "", each.span, False) for day in days)]
    steps = (f"{NAMES[when.months]}{plain(each.value)}元，从{days[0]}起到{days[-1]}共{count.number}期（{count.how}）",)
    rests = [one for one in source.sums if start <= one.start < stop and one.value == each.value * count.number]
    spans = {*when.spans, count.span, *(one.span for one in before), *((one.start, one.end) for one in [each, *rests])}
    return Plan(tuple(sorted(payments, key=lambda one: one.day)), tuple(sorted(spans)), steps)


def _divided(source: Source) -> Plan | None:
    """32万元从2027年1月31日起每月一期，分10期平均付: the last part takes what does not divide, as calculated."""
    match = DIVIDED.search(source.text)
    count = number(match["count"]) if match else None
    if match is None or source.total is None or not count:
        return None
    when = rhythm(source, *source.stretch(source.total))
    if when is None:
        return None
    try:
        inputs = Instalments.model_validate({"total": source.total.value, "count": count, "first": when.first})
        rows = schedule(inputs)
    except (CalculationError, ValueError):
        return None
    payments = tuple(Payment(when.day(place), row.principal, "", match.span(), False) for place, row in enumerate(rows))
    each, last = plain(rows[0].principal), plain(rows[-1].principal)
    steps = (f"{plain(source.total.value)}元÷{count}，每期{each}元，最后一期{last}元，{NAMES[when.months]}一期",)
    return Plan(payments, ((source.total.start, source.total.end), match.span(), *when.spans), steps)
