"""Two sums for one debt, two days for one payment."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, combinations, islice

from assistant.checking.agreement import Agreement, Span
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.places import scope_of, sums_of, within
from assistant.checking.schedules import schedules
from assistant.checking.statements import Statement, debts, payments, whole_sum
from assistant.reading.days import written

NOTHING = Decimal(0)
MOST = 20  # terms of one sort that are read in a sentence
REASONS = re.compile(
    r"减免|减让|免除|放弃|优惠|让利|少付|少收|扣除|抵扣|抵偿|抵作|折抵|减为|打折|协商确定|达成一致|调整为|一次性了结|已(?:经)?(?:支付|付|偿还|归还|还|清偿)|了结"
)
# What is paid counts when enforcement is resumed: no reason why two sums differ.
CREDITED = re.compile(r"已(?:经)?(?:付|支付|履行|还)[^，。；]{0,12}(?:扣除|扣减|抵减|抵扣)|[他其]扣除")
# 付足300,000元之日, 收齐60,000元后
PAID_UP = re.compile(r"[付还收缴交](?:足|清|齐|讫|满|完)(?:上述|前述|全部|共计|合计|人民币|款项)*$")
THEN = re.compile(r"整?(?:[（(][^（()）]*[)）])?(?:之日|当[日天]|以?后|时|的|起)")
NEAR = 12  # characters before a sum in which is said that it was paid
ADDED_UP = re.compile(r"小计|[合共总]计|，计\d")


def clash(agreement: Agreement, start: int, end: int, reason: str) -> Finding:
    """The second of two places that do not agree; ``reason`` names the first."""
    return agreement.finding("contradiction", Severity.ERROR, start, end, reason)


def stipulated(
    agreement: Agreement, words: re.Pattern[str], *, told: bool = False
) -> Iterator[tuple[Span, re.Match[str]]]:
    """Where the clauses lay down what ``words`` say, with the sentence; what merely tells the past only with ``told``:
    恢复执行原判决 speaks of a judgment, and yet of what is to come.
    """
    for sentence in agreement.sentences:
        for match in islice(words.finditer(sentence.text), MOST):
            if told or not past(agreement, sentence, sentence.start + match.start()):
                yield sentence, match


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction, of sums and of days."""
    yield from _totals(agreement)
    yield from _due_days(agreement)
    yield from _paid_up(agreement)


def _totals(agreement: Agreement) -> Iterator[Finding]:
    """What is owed, and what is paid of the same name, where nothing explains the difference."""
    owed = [one for one in debts(agreement) if one.amount]
    told = [one for one in payments(agreement) if one.whole and one.amount]
    for first, second in ((a, b) for a in owed for b in (*owed, *told) if a.start < b.start):
        difference = abs((first.amount or NOTHING) - (second.amount or NOTHING))
        if difference and first.same_debt(second) and not _explained(agreement, first, second, difference):
            reason = (
                f"前面写{first.label}是{first.amount:f}元，这里写{second.amount:f}元，没有说明为什么不同。"
                "请核对后改成一个数。"
            )
            yield clash(agreement, second.amount_start, second.amount_end, reason)
            return


def _explained(agreement: Agreement, first: Statement, second: Statement, difference: Decimal) -> bool:
    """Whether a waiver, a part payment, or another sum makes the two differ."""
    scope = scope_of(agreement, second.start)
    if REASONS.search(CREDITED.sub("", agreement.text[first.scope : scope.end])):
        return True
    if first.scope == second.scope and ADDED_UP.search(agreement.text, second.amount_end, scope.end):  # one for each
        return True
    values = {one.value for one in sums_of(agreement)}
    bigger = max(filter(None, (first.amount, second.amount)))
    rest = values - {bigger}
    return difference in values or any(bigger - one in rest for one in rest)


def _paid_up(agreement: Agreement) -> Iterator[Finding]:
    """A sum on whose payment something hangs, and that is none which is owed: 付足300,000元之日，债务消灭."""
    text, sums = agreement.text, sums_of(agreement)
    for one in within(sums, agreement.body.start, agreement.body.end):
        paid, then = PAID_UP.search(text[max(0, one.start - NEAR) : one.start]), THEN.match(text, one.end)
        others = {other.value for other in sums if other != one}
        if paid is None or then is None or one.value in others or whole_sum(agreement) not in others:
            continue
        plans = ([entry.value for entry in plan.entries] for plan in schedules(agreement))
        planned = {value for plan in plans for value in accumulate(plan)}
        known = {*planned, *(value for a, b in combinations(others, 2) for value in (a + b, abs(a - b)))}
        if one.value not in known:
            start = one.start - len(paid.group())
            reason = f"付到{one.value:f}元才算数，可是这个数别处没有，也不是哪几笔加起来的。请和应付的总数核对。"
            yield clash(agreement, start, one.end, reason)
            return


def _due_days(agreement: Agreement) -> Iterator[Finding]:
    told = list(payments(agreement))
    for first, second in ((a, b) for at, a in enumerate(told) for b in told[at + 1 :]):
        if not first.due or not second.due or first.due == second.due:
            continue
        if first.scope != second.scope and _same_payment(first, second):
            what = first.instalment or first.label or "同一笔款"
            reason = f"前面写{what}在{written(first.due)}付，这里写{written(second.due)}付。请核对后改成一个日期。"
            yield clash(agreement, second.due_start, second.due_end, reason)
            return


def _same_payment(first: Statement, second: Statement) -> bool:
    """Whether both speak of one instalment, of one sum, or of all that is owed."""
    same_sum = first.amount is not None and first.amount == second.amount
    if first.instalment != second.instalment or not (first.same_debt(second) or same_sum):
        return False
    whole = first.whole and second.whole and (first.amount is None or second.amount is None)
    return bool(first.instalment) or same_sum or whole
