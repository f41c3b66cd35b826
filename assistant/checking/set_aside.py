"""Totals of what is let off, and of the items before: 支付230000元，免除其余31140元; 前两项合计125800元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.calculators.wording import sum_in_words
from assistant.checking.agreement import Agreement
from assistant.checking.capitals import CERTAIN, against, in_figures
from assistant.checking.finding import Finding, Severity
from assistant.checking.sums import Role, Sum
from knowledge.numerals import number

FEWEST, MOST = 2, 40  # parts that make a total
NEAR, NEXT = 60, 30  # characters between two sums of one list, within a sentence and across sentences
LETS_OFF = re.compile(r"(?:免除|放弃|减免|豁免)[^，。；]{0,8}(?:其余|剩余|余下)[^，。；]{0,10}$")
REST, LET_OFF = re.compile(r"(?:其余|剩余|余下)[^，。；]{0,8}$"), re.compile(r"[^，。；]{0,8}(?:免除|放弃|豁免)")
ITEMS_BEFORE = re.compile(
    r"(?:前|上述|以上)(?P<count>[两二三四五六])[项条](?:款项|费用|金额|债务)?(?:合计|共计|总计|相加|共)"
)


def wrong(agreement: Agreement, parts: Sequence[Sum], whole: Sum) -> Finding:
    """That parts do not add up to a total."""
    right = sum((part.value for part in parts), Decimal(0))
    added = "＋".join(in_figures(part.value) for part in parts)
    start, end = min(parts[0].start, whole.start), max(parts[-1].stop, whole.stop)
    written = f"{in_figures(right)}元"
    if whole.stop > whole.end:
        written += f"（大写：{sum_in_words(right).removeprefix('人民币')}"
    return agreement.finding(
        "amount-total",
        Severity.ERROR,
        start,
        end,
        f"各项相加，{added}，{against(right, '写的总数', whole.value)}。请核对哪一项写错；各项没有写错的，总数照改写。",
        CERTAIN,
        agreement.text[start : whole.start] + written + agreement.text[whole.stop : end],
    )


def findings(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    """amount-total, of what is let off and of the items before."""
    yield from _waived(agreement, told)
    yield from _items_before(agreement, told)


def _waived(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    """What is paid and what is let off, against all that was owed: 支付230000元，免除其余31140元."""
    for sentence in agreement.sentences:
        within = [one for one in told if sentence.start <= one.start < sentence.end]
        for paid, rest in pairwise(within):
            between = agreement.text[paid.stop : rest.start]
            behind = agreement.text[rest.stop : rest.stop + 16]
            let_off = LETS_OFF.search(between) or (REST.search(between) and LET_OFF.match(behind))
            if not let_off or paid.loose or rest.loose:
                continue
            known = {one.value for one in told if one.start < sentence.start}
            if not known or paid.value + rest.value in known:
                continue
            whole = max((one for one in told if one.start < sentence.start), key=lambda one: one.value)
            if whole.value <= paid.value:
                continue
            right = paid.value + rest.value
            yield agreement.finding(
                "amount-total",
                Severity.ERROR,
                paid.start,
                rest.stop,
                f"付的和免除的相加，{against(right, '前面写的总数', whole.value)}。请核对哪个数写错。",
                CERTAIN,
            )


def _items_before(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    """前两项合计125800元, where each of the clauses before names one sum first."""
    for place, clause in enumerate(agreement.provisions):
        match = ITEMS_BEFORE.search(clause.span.text)
        count = number(match["count"]) if match else None
        if match is None or count is None or not FEWEST <= count <= place:
            continue
        at = clause.span.start + match.end()
        whole = next((one for one in told if at <= one.start <= at + NEXT), None)
        firsts = [
            next((one for one in told if other.span.start <= one.start < other.span.end), None)
            for other in agreement.provisions[place - count : place]
        ]
        parts = [one for one in firsts if one and one.role is not Role.EACH and not one.loose]
        if whole is None or whole.loose or len(parts) < count or whole.value in _running_all(parts):
            continue
        yield wrong(agreement, parts, whole)


def _running_all(parts: Sequence[Sum]) -> set[Decimal]:
    return {sum((part.value for part in parts), Decimal(0))}
