"""Deposits above a fifth of the sum."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import sums_of
from assistant.checking.statements import share_of, whole_sum

MOST = Decimal(20)  # percent of the sum
DEPOSIT = re.compile(
    r"(?:(?P<share>(?<!\d)\d{1,3}(?:\.\d{1,2})?)[%％]|百分之(?P<said>[一二三四五六七八九十]+))?[^，。；\d]{0,6}定金"
    r"(?:[^，。；\d]{0,18}?(?:(?P<behind>\d{1,3}(?:\.\d{1,2})?)[%％]|百分之(?P<told>[一二三四五六七八九十]+)))?"
)
# A deposit that was paid, or that comes back.
RETURNED = re.compile(r"返还|退还|退回|双倍|没收|不退|已(?:付|交|支付|收)|抵作|抵扣|罚则|原")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """deposit-cap."""
    for sentence in agreement.sentences:
        for match in DEPOSIT.finditer(sentence.text):
            if not RETURNED.search(sentence.text[max(0, match.end() - 24) : match.end() + 8]):
                yield from _deposit(agreement, sentence, match)


def _deposit(agreement: Agreement, sentence: Span, match: re.Match[str]) -> Iterator[Finding]:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    at = agreement.text.index("定金", start)
    part, rewrite = share_of(match["share"] or match["behind"], match["said"] or match["told"]), ""
    if not part and (whole := whole_sum(agreement)):
        near = [*sums_of(agreement, at, at + 13), *sums_of(agreement, at - 20, at)]
        amount = next((one for one in near if one.start > at or at - 6 <= one.end <= at), None)
        part = amount.value / whole * 100 if amount else part
        start, end = (min(at, amount.start), max(at + 2, amount.end)) if amount else (start, end)
        rewrite = f"定金{whole * MOST / 100:.2f}元"
    if MOST < part <= 100:  # noqa: PLR2004  more than the whole is no share of it
        reason = f"定金是合同标的额的{part:.0f}%，超过百分之二十的部分不产生定金的效力，不能双倍返还，也不能没收。"
        rewrite = rewrite or "定金____元（不超过标的额的百分之二十）"
        yield agreement.finding(
            "deposit-cap", Severity.ERROR, start, end, reason, cite(CIVIL_CODE, "五百八十六"), rewrite
        )
