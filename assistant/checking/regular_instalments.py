"""So many times as much: 分十二期，每期8000元, against the total."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.capitals import CERTAIN, against
from assistant.checking.finding import Finding, Severity
from assistant.checking.marks import NUMERAL, TERM
from assistant.checking.schedules import CASE
from assistant.checking.sums import Role, Sum, sums
from knowledge.numerals import number

# Between a total and its instalments: the one is divided into the others.
DIVIDED = re.compile(r"分[^。；;\n]{0,8}[期次笔批]|分期|分别|如下|下表|下列|按照?以下|具体|安排|计划")
FAR = 800  # characters between a total and a plan of another clause
NEAR = 60  # characters behind the last instalment in which a total may stand
REDUCED = re.compile(
    r"(?:减免|免除|放弃|减让|让步|打折|少收)"
    r"(?![^，。；\n]{0,12}(?:加倍|迟延履行|今后|此后|以后|将来|后续|其他(?:诉讼)?请求|优先|抗辩|异议))"
)  # the plan need not come to what was owed
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
REGULAR = re.compile(r"利息|租金|违约金|生活费|抚养费|赡养费|工资|管理费|滞纳金")  # paid each time besides the debt


def regular(agreement: Agreement, clause: Span, told: Sequence[Sum]) -> Iterator[Finding]:
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
    if possible & together(agreement, before):
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
    return [one for one in earlier if (one.role in {Role.WHOLE, Role.OWED} or one.owed) and not one.loose][-1:]


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


def together(agreement: Agreement, before: Sequence[Sum]) -> set[Decimal]:
    """What the sums right before a plan may come to: the last, or those of its sentence together."""
    last = before[-1]
    begin = max(agreement.text.rfind(sign, 0, last.start) for sign in "。；;\n")
    parts = [one for one in before if one.start > begin and one.role in {Role.PART, last.role}]
    return {last.value, sum((one.value for one in parts), Decimal(0))}
