"""Deposits above a fifth of the price of what they secure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import scope_of, subclause, sums_of
from assistant.checking.statements import share_of, whole_sum
from assistant.reading.quantities import Amount
from knowledge.numerals import number

MOST = Decimal(20)  # percent of the sum
SHARE = (
    r"(?:(?P<{0}>(?<!\d)\d{{1,3}}(?:\.\d{{1,2}})?)[%％]|百分之(?P<{1}>[一二三四五六七八九十]+)"
    r"|(?P<{2}>[一二两三四五六七八九\d])成)"
)
DEPOSIT = re.compile(
    rf"(?:{SHARE.format('share', 'said', 'tenths')}[^，。；\d]{{0,6}})?定金"
    rf"(?:[^，。；\d]{{0,18}}?{SHARE.format('behind', 'told', 'parts')})?"
)
# A deposit that comes back or is lost.
RETURNED = re.compile(r"返还|退还|退回|退到|退给|双倍|没收|不退|罚则|原[合协约]")
SET_OFF = re.compile(r"(?:扣除|抵扣|冲抵|减去)[^，。；]{0,12}定金")  # what was paid before
# What a price is called, right before it; and what is said of the thing right behind it.
PRICE = re.compile(
    r"(?<!单)价[格款钱]?|[总全]款|转让[费款]|[货车房料购]款|工程款|费用|合同(?:总)?(?:金额|额|款)|标的额?|货值|金额|总共|一共|[合共总]计|共"
)
SOLD = re.compile(r"(?:元|整|（[^）]{0,20}）)*[^，。；\d]{0,12}(?:[售卖买]|转让|出让|购)")
UNIT = re.compile(r"单价|每|[/÷]|定金|余款|尾款|首付|已付|尚[欠余]")
REST = re.compile(r"(?:余款|尾款|余额|其余|剩余|剩下|余下|再付|货到付清|余$)[^，。；\d]{0,10}$")
OF_DEPOSIT = re.compile(r"[^，。；：]{0,6}")  # between a sum and the word where the sum stands first: 5000元作为定金
# 总价的20%，即80,000元为定金
OF_WHOLE = re.compile(rf"{SHARE.format('of', 'which', 'much')}[，,]?即(?:人民币|[¥￥])?$")
LABEL = 16  # characters before a sum in which it is said that it is a price


def findings(agreement: Agreement) -> Iterator[Finding]:
    """deposit-cap."""
    for sentence in agreement.sentences:
        for match in DEPOSIT.finditer(sentence.text):
            start, end = subclause(sentence, sentence.start + match.start())
            told = agreement.text[start : max(end, sentence.start + match.end())]
            if not (RETURNED.search(told) or SET_OFF.search(told)):
                yield from _deposit(agreement, sentence, match)


def _deposit(agreement: Agreement, sentence: Span, match: re.Match[str]) -> Iterator[Finding]:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    at = agreement.text.index("定金", start)
    tenths = number(match["tenths"] or match["parts"] or "") or 0
    part = share_of(match["share"] or match["behind"], match["said"] or match["told"]) or Decimal(tenths * 10)
    rewrite = ""
    amount = _amount(agreement, at)
    said = amount and OF_WHOLE.search(agreement.text[max(sentence.start, amount.start - LABEL) : amount.start])
    if said:
        part = share_of(said["of"], said["which"]) or Decimal((number(said["much"] or "") or 0) * 10)
    if not part and amount and (whole := _price(agreement, sentence, at, amount) or whole_sum(agreement)):
        part = amount.value / whole * 100
        start, end = min(at, amount.start), max(at + 2, amount.end)
        rewrite = f"定金{whole * MOST / 100:.2f}元"
    if MOST < part <= 100:  # noqa: PLR2004  more than the whole is no share of it
        reason = f"定金是合同标的额的{part:.0f}%，超过百分之二十的部分不产生定金的效力，不能双倍返还，也不能没收。"
        rewrite = rewrite or "定金____元（不超过标的额的百分之二十）"
        yield agreement.finding(
            "deposit-cap", Severity.ERROR, start, end, reason, cite(CIVIL_CODE, "五百八十六"), rewrite
        )


def _amount(agreement: Agreement, at: int) -> Amount | None:
    """The sum of a deposit: right behind the word or right before it."""
    end = re.compile(r"[。；;\n]").search(agreement.text, at, at + 13)
    near = [*sums_of(agreement, at, end.start() if end else at + 13), *sums_of(agreement, at - 20, at)]
    return next((one for one in near if one.start > at or OF_DEPOSIT.fullmatch(agreement.text, one.end, at)), None)


def _price(agreement: Agreement, sentence: Span, at: int, deposit: Amount) -> Decimal:
    """The last price that is said before a deposit in its clause, or the deposit with what is left; 0 for neither."""
    text, scope = agreement.text, scope_of(agreement, at)
    for one in reversed(sums_of(agreement, scope.start, min(at, deposit.start))):
        begin = max(
            scope.start, one.start - LABEL, *(text.rfind(sign, scope.start, one.start) + 1 for sign in "，。；;\n")
        )
        label = text[begin : one.start]
        if UNIT.search(label):
            continue
        if (PRICE.search(label) or SOLD.match(text, one.end)) and one.value > deposit.value:
            return one.value
    for one in sums_of(agreement, deposit.end, sentence.end):
        begin = max(deposit.end, *(text.rfind(sign, deposit.end, one.start) + 1 for sign in "，。；（"))
        if (
            PRICE.search(text[begin : one.start])
            and not UNIT.search(text[begin : one.start])
            and one.value > deposit.value
        ):
            return one.value
    left = [
        one
        for one in sums_of(agreement, deposit.end, max(sentence.end, min(scope.end, deposit.end + 120)))
        if REST.search(text[max(deposit.end, one.start - LABEL) : one.start])
    ]
    return left[0].value + deposit.value if left else Decimal(0)
