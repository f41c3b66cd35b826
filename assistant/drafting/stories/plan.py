"""Payments that are agreed in a story: on which day how much, told one by one or by a rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.drafting.stories.dated import Day, ahead
from assistant.drafting.stories.story import Span
from assistant.drafting.stories.sums import Sum

D, S = "\ue000", "\ue001"
# What may stand between a day and its sum: 前付, 之前支付给收款方, 到账；and between a sum and its day: 于, 应在.
GAP = r"[^DS。；;，,\n]"
DAY_FIRST = (
    rf"D+(?:日)?(?:（[^）]{{1,8}}）)?(?:之?前|以前|前后|内|当[日天])?[，,]?{GAP}{{0,4}}?"
    rf"(?:再|又|还|先|各|应|支?付|给|还|偿还|归还|赔偿|交|到账|一次)?{GAP}{{0,10}}?[：:]?S+"
)
SUM_FIRST = (
    rf"S+(?:元)?{GAP}{{0,4}}?(?:于|在|应于|须于|，于|，在)?{GAP}{{0,8}}?D+(?:之?前|以前|内)?{GAP}{{0,4}}"
    r"(?:支?付|还|给|到账|到位|打)"
)
DAYS = r"(?P<days>D+(?:之?前)?(?:[、，,和及与]{1,2}D+(?:之?前)?)+)"
DAYS_EACH = rf"{DAYS}{GAP}{{0,3}}(?:各|分别|都|均){GAP}{{0,4}}(?P<sum>S+)"
SUM_EACH = rf"(?:每[期次]|各)[^DS。；]{{0,4}}(?P<sum>S+)[^DS。；]{{0,16}}{DAYS}"
PATTERNS = tuple(
    re.compile(pattern.replace("D", D).replace("S", S)) for pattern in (DAYS_EACH, SUM_EACH, DAY_FIRST, SUM_FIRST)
)
RULE = re.compile(r"起|开始|每|到$|至$|直到")
PAID = re.compile(
    r"(?:已|[付还给转借打欠签写判]了|[付还借欠]过|到账[）)]|收到了|借给|借款|借(?!条)|欠|签|交货|送|供"
    r"|违约|利息|订单|查封|冻结|保全|垫付|受理|截至|截止|算到|对账|确认)"
)
WILL = re.compile(r"付|还|给|期|次|赔|到账|交|笔|清")
OTHER = re.compile(r"元?的?(?:利息|违约金|订单|货)")
SOURCE = re.compile(
    r"(?:用|从|靠|以|来自|来源[是为：:]?)(?P<source>[^，。；、]{2,14}?(?:回款|租金|货款|资金|工资|收入"
    r"|房款|拍卖款|借款|存款))"
)


@dataclass(frozen=True, slots=True)
class Payment:
    """A day and a sum, what it is paid from ("" where that is not said) and where that is told."""

    day: date
    value: Decimal
    source: str
    span: Span
    inferred: bool  # the year


@dataclass(frozen=True, slots=True)
class Plan:
    """Payments in the order of their days. ``steps`` tell how those came about that are not told one by one."""

    payments: tuple[Payment, ...]
    spans: tuple[Span, ...]
    steps: tuple[str, ...] = ()

    @property
    def computed(self) -> bool:
        """Whether some follow from a rule."""
        return bool(self.steps)

    @property
    def total(self) -> Decimal:
        """The sum of all payments."""
        return sum((one.value for one in self.payments), Decimal(0))


def told_one_by_one(text: str, days: Sequence[Day], sums: Sequence[Sum], today: date) -> list[Payment]:
    """Payments of which the day and the sum are told, as long as they lie ahead."""
    marked = list(text)
    for sign, ones in ((D, days), (S, sums)):
        for one in ones:
            marked[one.start : one.end] = sign * (one.end - one.start)
    found: list[Payment] = []
    for told in sorted(_told(text, "".join(marked), days, sums), key=lambda one: one[2]):
        found += _payments(text, told, max((one.day for one in found), default=today), today)
    return sorted(found, key=lambda one: one.day)


def _told(text: str, line: str, days: Sequence[Day], sums: Sequence[Sum]) -> Iterator[tuple[Sequence[Day], Sum, Span]]:
    """Days with the sum that is paid on each, and their place."""
    taken: list[Span] = []
    for match in (match for pattern in PATTERNS for match in pattern.finditer(line)):
        start, end = match.span()
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        within = [one for one in days if start <= one.start < end]
        value = next((one for one in sums if start <= one.start < end), None)
        if not within or value is None:
            continue
        if "days" in match.groupdict() or _is_payment(text, match, within[0], value):
            taken.append((start, end))
            last = max(value.end, *(one.end for one in within))
            yield within, value, (min(value.start, within[0].start), last)


def _is_payment(text: str, match: re.Match[str], day: Day, value: Sum) -> bool:
    """Whether a day and the sum beside it are a payment that is agreed, not one that was made or something else."""
    between = text[min(day.end, value.end) : max(day.start, value.start)]
    lead = re.split(r"[，。；;：:\n]", text[max(0, match.start() - 20) : match.start()])[-1]
    if value.loose or value.verb in {"已付", "减", "借"} or value.noun in {"订单", "价值", "标的", "总价", "欠条"}:
        return False
    return not (RULE.search(between) or PAID.search(between) or PAID.search(lead) or OTHER.match(text, match.end()))


def _payments(text: str, told: tuple[Sequence[Day], Sum, Span], after: date, today: date) -> Iterator[Payment]:
    """The payments of a sum on some days; one without a year follows ``after``."""
    days, value, span = told
    clause = re.split(r"[。；;]", text[max(0, span[0] - 12) : span[1] + 20])[0]
    source = SOURCE.search(clause)
    for day in days:
        on = day.day if day.exact else ahead(day.day, after)
        if on >= today:
            after = on
            yield Payment(on, value.value, source["source"] if source else "", span, on != day.day)
