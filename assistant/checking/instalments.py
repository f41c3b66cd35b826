"""Instalments against the total and the number that the agreement names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.capitals import CERTAIN, against
from assistant.checking.finding import Finding, Severity
from assistant.checking.schedules import CASE, NUMERAL, TERM, Schedule, clauses, schedules
from assistant.checking.sums import Role, Sum, sums
from knowledge.numerals import number

# Between a total and its instalments: the one is divided into the others.
DIVIDED = re.compile(r"分[^。；;\n]{0,8}[期次笔批]|分期|分别|如下|下表|下列|按照?以下|具体|安排|计划")
EACH = re.compile(r"每(?:一)?(?:期|个?月|次|笔|季度?|年)[^。；;\n）)]{0,24}$")
TIMES = re.compile(
    rf"(?:(?:前|后|其余|剩余|余下|剩下|连续[付还]?|分(?:为|成|作)?|共计?[还付]?)的?(?P<count>[{NUMERAL}\d]{{1,4}})(?:期|个月|次|笔|批)"
    rf"|(?P<until>[{NUMERAL}\d]{{1,4}})(?:期|个月|次|笔|批)内?(?:全部)?(?:[付还][完清]|结清))"
)
RESTS = re.compile(r"(?:余|剩)(?:款|额|余|下)?的?(?:款项|欠款|部分|本金)?$")
LEFT_OVER = re.compile(r"余款|剩余款|尾款|最后一期[^。；;\n\d]{0,12}(?:付清|还清)|直至|为止")
MONTHS = re.compile(
    r"[自从由]?(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:\d{1,2}日)?(?:开始|起)?[^。；;\n]{0,40}?[至到]"
    r"(?:(?P<last_year>20\d\d)年)?(?P<last_month>\d{1,2})月"
)
REDUCED = re.compile(
    r"(?:减免|免除|放弃|减让|让步|打折|少收)"
    r"(?![^，。；\n]{0,12}(?:加倍|迟延履行|今后|此后|以后|将来|后续|其他(?:诉讼)?请求|优先|抗辩|异议))"
)  # the plan need not come to what was owed
LET_OFF = re.compile(
    r"[）)]?(?:的?部分)?(?:予以|全部|自愿|不再|由[^，。；]{1,8})*(?:减免|免除|免收|放弃|豁免|核减|主张|收取|追究)"
)
OWES = re.compile("欠(?![条据])")
PLANNED = re.compile(r"协议|约定|同意|承诺|分期|分[^。；]{1,4}[期次笔批]")  # in prose: that somebody undertook it
REGULAR = re.compile(r"利息|租金|违约金|生活费|抚养费|赡养费|工资|管理费|滞纳金")  # paid each time besides the debt
CLOSE = 20  # characters between a debt and the plan that divides it, where no word says so
FAR = 800  # characters between a total and a plan of another clause
NEAR = 60  # characters behind the last instalment in which a total may stand


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
        yield from _regular(agreement, clause, [one for one in told if clause.start <= one.start < clause.end])


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
        and _near(agreement, before[-1], schedule)
    ):
        stated, fits = before[-1], _together(agreement, before)
    elif behind and "\n\n" not in agreement.text[schedule.end : behind[0].start]:
        stated = behind[0]
        between = [one.value for one in own if schedule.end <= one.start < stated.start and one.role is not Role.EACH]
        fits = {stated.value, stated.value - sum(between, Decimal(0))}  # 连同定金60000元，合计…
    else:
        wholes = [
            one for one in before if one.role in {Role.WHOLE, Role.OWED} or one.owed or _leads(agreement, one, schedule)
        ]
        wholes = wholes or [one for one in before if OWES.search(one.label)]
        wholes = [one for one in wholes if schedule.start - one.stop <= FAR]
        if not wholes or REDUCED.search(agreement.text, wholes[-1].stop, schedule.end):
            return
        stated, fits = wholes[-1], {one.value for one in before}
    if schedule.sum in fits or stated.loose:
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


def _near(agreement: Agreement, one: Sum, schedule: Schedule) -> bool:
    """Whether a sum and a plan stand in the same clause."""
    first, second = agreement.provision_at(one.start), agreement.provision_at(schedule.start)
    return first is not None and first == second if agreement.provisions else True


def _together(agreement: Agreement, before: Sequence[Sum]) -> set[Decimal]:
    """What the sums right before a plan may come to: the last, or those of its sentence together."""
    last = before[-1]
    begin = max(agreement.text.rfind(sign, 0, last.start) for sign in "。；;\n")
    parts = [one for one in before if one.start > begin and one.role in {Role.PART, last.role}]
    return {last.value, sum((one.value for one in parts), Decimal(0))}


def _regular(agreement: Agreement, clause: Span, told: Sequence[Sum]) -> Iterator[Finding]:
    """分十二期，每期8000元: as many times as much as the total."""
    text = agreement.text
    each = [one for one in told if _is_regular(text, clause, one, told)]
    if not each or any(one.loose for one in each) or LEFT_OVER.search(text, each[0].start, each[-1].stop + NEAR):
        return
    before = [one for one in told if one.stop <= each[0].start and one not in each and not _is_term(text, one)]
    before = [one for one in before if one.role not in {Role.PAID, Role.EACH}]
    behind = [
        one
        for one in told
        if one.start >= each[-1].stop
        and (one.role is Role.WHOLE or re.search("[付还结]清$", one.label))
        and "。" not in text[each[-1].stop : one.start]
    ]
    rest = [one for one in told if one.stop <= each[0].start and RESTS.search(one.label)][-1:]
    if rest and not any(rest[0].start < one.start < each[0].start for one in told):
        before = rest  # 剩下的36000元每月还5000元
    if behind and not before:
        before = behind[:1]
    elif not before:
        before = _elsewhere(agreement, clause)
    elif not _divides(text, before[-1], each[-1]):
        return
    if not before:
        return
    extra = [one for one in told if one not in each and one is not before[-1] and _is_term(text, one)]
    extra = [] if before is rest else extra
    paid = sum((one.value for one in extra), Decimal(0))
    counts = [_times(text, clause, one) for one in each]
    times = [count for count in counts if count is not None]
    if len(times) < len(counts):
        return
    possible = {
        paid + sum(((count - shift) * one.value for count, one in zip(times, each, strict=True)), Decimal(0))
        for shift in ({0, len(extra)} if len(each) == 1 else {0})  # 首期另付 may be one of the number or not
    }
    possible |= {one - paid for one in possible} if before == behind[:1] else set()  # 共十二期计60000元
    if possible & _together(agreement, before):
        return
    added = "，加上另列的各期，" if extra else ""
    yield agreement.finding(
        "instalments-total",
        Severity.ERROR,
        min(before[-1].start, each[0].start),
        max(one.stop for one in (before[-1], *each, *extra)),
        f"期数乘每期的数额{added}{against(max(possible), '总额写的', before[-1].value)}。请核对期数、每期数额和总额。",
        CERTAIN,
    )


def _elsewhere(agreement: Agreement, clause: Span) -> list[Sum]:
    """The last total of a clause before that is divided into instalments in this one, with no other sum besides."""
    if not (DIVIDED.search(clause.text) or TIMES.search(clause.text)) or REDUCED.search(
        agreement.text, max(0, clause.start - FAR), clause.end
    ):
        return []
    earlier = [one for one in sums(agreement) if clause.start - FAR <= one.start < clause.start]
    return [one for one in earlier if one.role in {Role.WHOLE, Role.OWED} and not one.loose][-1:]


def _is_regular(text: str, clause: Span, one: Sum, told: Sequence[Sum]) -> bool:
    """Whether a sum is paid each time to settle the debt, and not for default nor besides."""
    low = max((other.stop for other in told if other.stop <= one.start), default=clause.start)
    begin = max(low, *(text.rfind(sign, clause.start, one.start) + 1 for sign in "。；;\n"))
    penal = CASE.search(
        text, max(clause.start, *(text.rfind(sign, clause.start, one.start) for sign in "。；;\n")), one.start
    )
    return EACH.search(text[begin : one.start]) is not None and penal is None and not REGULAR.search(one.label)


def _divides(text: str, whole: Sum, each: Sum) -> bool:
    """Whether the sum that is paid each time is a part of the total before it."""
    between = text[whole.stop : each.start]
    return DIVIDED.search(between) is not None or not re.search(r"[。；;\n]", between)


def _is_term(text: str, one: Sum) -> bool:
    """Whether a sum is an instalment of its own: 首期50000元."""
    begin = max(text.rfind(sign, 0, one.start) for sign in "。；;，,、：:\n") + 1
    return TERM.search(text, begin, one.start) is not None and EACH.search(text[begin : one.start]) is None


def _times(text: str, clause: Span, one: Sum) -> int | None:
    """How often a sum that is paid each time is paid."""
    found = list(TIMES.finditer(text, clause.start, one.start))
    if found:
        return _count(found[-1])
    if months := MONTHS.search(text, clause.start, clause.end):
        year, month, last_month = (int(months[part]) for part in ("year", "month", "last_month"))
        return (int(months["last_year"] or year) - year) * 12 + last_month - month + 1
    behind = TIMES.search(text, one.stop, min(one.stop + NEAR, clause.end))
    return _count(behind) if behind else None


def _count(match: re.Match[str]) -> int | None:
    return number(match["count"] or match["until"])
