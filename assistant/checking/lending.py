"""Whether a debt is a private loan, the ceiling of its interest, and what a rate comes to in a year."""

import re
from datetime import date
from decimal import Decimal

from assistant.checking.agreement import Agreement, AgreementKind, Span
from assistant.checking.facts import past
from assistant.checking.places import subclause
from assistant.reading.quantities import Percent
from knowledge.figures import Figures

CHANGE = date(2020, 8, 20)  # from which the ceiling is a multiple of the LPR (article 31 of the provisions)
LOAN = re.compile(r"借款|借贷|出借|借[条据]|借给|民间借贷|贷款(?!市场|基础|基准)")
BANK = re.compile(r"银行|信用社|信用合作|小额贷款|消费金融|信托|典当|融资租赁|金融")
OTHER_DEBT = re.compile(
    r"[一-龥](?<![借欠贷付还收汇打本存余全尾])款(?!项)|租金|加工费|劳务费|工资|服务费|物业费|赔偿|运费|定作|承揽|买卖|股权"
)
BORROWED = re.compile(
    r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?!之?前)[^。；\n]{0,40}?(?:借款|出借|借给|签订[^。；\n]{0,10}借|借[条据])"
)
MULTIPLE = re.compile(
    r"(?:LPR|贷款市场报价利率)[^，。；]{0,10}?(?P<times>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)倍", re.I
)
DAILY = re.compile(r"每?逾期[一1壹]?[日天]|每延[迟误期]一?[日天]|每[日天]|按[日天]|逐日|[迟晚]一[日天]")
MONTHLY = re.compile(r"每逾期[一1]个?月|每月|按月")


def lends(agreement: Agreement) -> bool:
    """Whether the ceiling of private lending governs: the debt is a loan, or nothing says what else it is. It governs
    neither banks nor wages.
    """
    if agreement.kind is AgreementKind.WAGE or any(BANK.search(party.name) for party in agreement.parties):
        return False
    return LOAN.search(agreement.text) is not None or (
        OTHER_DEBT.search(agreement.text) is None and re.search(r"本金|本息|欠款", agreement.text) is not None
    )


def ceiling(agreement: Agreement) -> tuple[Decimal, str]:
    """The highest rate that courts support, in percent a year, and in Chinese how it comes about."""
    until = agreement.signed_on or agreement.today
    lent = [day for one in BORROWED.finditer(agreement.text) if (day := _borrowed(one)) <= until]
    agreed = min(lent, default=None)
    if agreed and agreed >= CHANGE:
        day, what = agreed, f"合同成立时（{agreed.year}年{agreed.month}月）"
    else:
        day = until
        why = "借款成立于2020年8月20日以前的，此后的利息按起诉时的标准" if agreed else "没有看到借款成立的日期"
        what = f"{why}，暂按{day.year}年{day.month}月"
    rate, times = lpr(day), Figures.load()["private-lending-multiple"].values[-1].content
    most = rate * Decimal(str(times))
    return most, f"{what}一年期LPR {plain(rate)}%的四倍是{plain(most)}%"


def _borrowed(match: re.Match[str]) -> date:
    """The day; the first of the month where none is said."""
    month, day = int(match["month"]), int(match["day"] or 1)
    return date(int(match["year"]), min(max(month, 1), 12), min(max(day, 1), 28))


def lpr(day: date) -> Decimal:
    """The one-year LPR of a day, in percent a year; that of the nearest day for which it is known."""
    figure = Figures.load()["lpr-1y"]
    day = max(day, figure.values[0].since)
    return figure.number(min(day, figure.known_until) if figure.known_until else day)


def plain(value: Decimal) -> str:
    """A number without zeros at its end."""
    return f"{value.normalize():f}"


def yearly(agreement: Agreement, sentence: Span, rate: Percent) -> Decimal:
    """Percent a year; 每逾期一日，按千分之五 is by the day though a comma stands between."""
    before = agreement.text[sentence.start : rate.start]
    after = agreement.text[rate.end : rate.end + 4]
    if rate.per == "年" and "年" not in before[-8:]:
        if DAILY.search(before) or re.match(r"[/每][日天]", after):
            return rate.value * 365
        if MONTHLY.search(before) or re.match(r"[/每]个?月", after):
            return rate.value * 12
    return rate.value


def history(agreement: Agreement, sentence: Span, place: int) -> bool:
    """Whether a rate is only told: 原借条约定月息3分."""
    start, end = subclause(sentence, place)
    piece = agreement.text[start:end]
    if re.search(r"判决|判令|裁决|调解书确定|原(?:借|约|合)", agreement.text[sentence.start : start]) and not re.search(
        r"双方|现|仍|同意|确认按", agreement.text[sentence.start : place]
    ):
        return True
    if re.search(r"按|应|计[算付收息]|支付", piece) and not re.search(r"原|判决|曾|借[条据]约定", piece):
        return False
    return past(agreement, sentence, place)
