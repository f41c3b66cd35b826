"""Instalments against the total and the number that the agreement names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checking import regular_instalments
from assistant.checking.agreement import Agreement
from assistant.checking.capitals import CERTAIN, against
from assistant.checking.finding import Finding, Severity
from assistant.checking.places import clauses
from assistant.checking.plans import Schedule
from assistant.checking.regular_instalments import DIVIDED, EACH, FAR, NEAR, REDUCED, together
from assistant.checking.schedules import schedules
from assistant.checking.sums import Role, Sum, sums

LET_OFF = re.compile(
    r"[）)]?(?:的?部分)?(?:予以|全部|自愿|不再|由[^，。；]{1,8})*(?:减免|免除|免收|放弃|豁免|核减|主张|收取|追究)"
)
OWES = re.compile("欠(?![条据])")
PLANNED = re.compile(r"协议|约定|同意|承诺|分期|分[^。；]{1,4}[期次笔批]")  # in prose: that somebody undertook it
# 其余30,000元于2026年12月10日前付清: a payment of its own
PAID_BY_ITSELF = re.compile(
    r"[整）)]*，?[由应须于在]*\d{4}年\d{1,2}月\d{1,2}日(?:之?前|以前)(?:一次性?)?(?:付清|支付|还清|付|还)"
)
CLOSE = 20  # characters between a debt and the plan that divides it, where no word says so


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Plans whose instalments do not add up, or are not as many as the agreement says."""
    told = [one for one in sums(agreement) if not one.aside]
    for schedule in schedules(agreement):
        if not agreement.formal and not schedule.table and not PLANNED.search(_sentence(agreement, schedule)):
            continue
        yield from _number(agreement, schedule)
        if not schedule.open:
            yield from _total(agreement, schedule, told)
    for clause in clauses(agreement):
        within = [one for one in told if clause.start <= one.start < clause.end]
        yield from regular_instalments.regular(agreement, clause, within)


def _sentence(agreement: Agreement, schedule: Schedule) -> str:
    """The line up to the end of a plan from the sentence in which it begins."""
    begin = max(agreement.text.rfind(sign, 0, schedule.start) for sign in "。\n") + 1
    return agreement.text[begin : schedule.end]


def _number(agreement: Agreement, schedule: Schedule) -> Iterator[Finding]:
    """分四期, but three are listed."""
    if schedule.named is None:
        return
    count, place = schedule.named
    behind = [entry for entry in schedule.entries if entry.start >= place.start]
    if count in {len(schedule.entries), len(behind)} or schedule.open or EACH.search(_between(agreement, schedule)):
        return
    yield agreement.finding(
        "instalments-total",
        Severity.ERROR,
        min(place.start, schedule.start),
        max(place.end, schedule.end),
        f"写的是{place.text}，列出来的只数得到{len(behind or schedule.entries)}期。"
        "请核对期数，漏了的一期要补上日期和金额。",
        CERTAIN,
    )


def _between(agreement: Agreement, schedule: Schedule) -> str:
    return agreement.text[schedule.start : schedule.end]


def _total(agreement: Agreement, schedule: Schedule, told: Sequence[Sum]) -> Iterator[Finding]:
    """The total that the plan divides, or the last one named before it where none of those before it fits."""
    own = [one for one in told if not schedule.start <= one.start < schedule.end]
    own = [one for one in own if not LET_OFF.match(agreement.text, one.stop)]
    before = [one for one in own if one.stop <= schedule.start and one.role not in {Role.PAID, Role.EACH}]
    behind = [one for one in own if schedule.end <= one.start <= schedule.end + NEAR and one.role is Role.WHOLE]
    if (
        before
        and DIVIDED.search(agreement.text[before[-1].stop : schedule.start])
        and _introduced(agreement, before[-1], schedule)
        and _near(agreement, before[-1], schedule)
    ):
        stated, fits = before[-1], together(agreement, before)
    elif behind and "\n\n" not in agreement.text[schedule.end : behind[0].start]:
        stated = behind[0]
        between = [one.value for one in own if schedule.end <= one.start < stated.start and one.role is not Role.EACH]
        fits = {stated.value, stated.value - sum(between, Decimal(0))}  # 连同定金60000元，合计…
    else:
        wholes = [
            one for one in before if one.role in {Role.WHOLE, Role.OWED} or one.owed or _leads(agreement, one, schedule)
        ]
        wholes = wholes or [one for one in before if OWES.search(one.label)]
        wholes = [
            one
            for one in wholes
            if schedule.start - one.stop <= FAR and not PAID_BY_ITSELF.match(agreement.text, one.stop)
        ]
        if not wholes or REDUCED.search(agreement.text, wholes[-1].stop, schedule.end):
            return
        stated, fits = wholes[-1], {one.value for one in before} | together(agreement, before)
    taken = [one.value for one in own if stated.stop <= one.start < schedule.start and one.role is Role.PAID]
    if schedule.sum in {*fits, stated.value - sum(taken, Decimal(0))} or stated.loose:
        return
    yield agreement.finding(
        "instalments-total",
        Severity.ERROR,
        stated.start if _near(agreement, stated, schedule) else schedule.start,
        max(schedule.end, stated.stop if stated.start > schedule.end else 0),
        f"各期相加{against(schedule.sum, '总额写的', stated.value)}。"
        "请逐期核对；总额没有写错的，补足或者减去这个差额。",
        CERTAIN,
    )


def _leads(agreement: Agreement, one: Sum, schedule: Schedule) -> bool:
    """Whether what is owed or to be paid stands right before the plan: 欠款60000元，首期…."""
    between = agreement.text[one.stop : schedule.start]
    return re.fullmatch(r"[整正]?[）)]?[：:]\s*", between) is not None or (
        len(between) <= CLOSE
        and "。" not in between
        and re.search("欠|应付|应支付|货款|借款|总", one.label) is not None
    )


def _introduced(agreement: Agreement, one: Sum, schedule: Schedule) -> bool:
    """Whether a sum is a total that a plan may divide: told to be one, in words too, or right before it."""
    return (
        one.stop > one.end
        or one.role in {Role.WHOLE, Role.OWED}
        or one.owed
        or "。" not in agreement.text[one.stop : schedule.start]
    )


def _near(agreement: Agreement, one: Sum, schedule: Schedule) -> bool:
    """Whether a sum and a plan stand in the same clause."""
    first, second = agreement.provision_at(one.start), agreement.provision_at(schedule.start)
    return first is not None and first == second if agreement.provisions else True
