"""Days on which something is due and nobody works."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from assistant.calculators.workdays import FIXED, LUNAR, SATURDAY, next_working_day
from assistant.checking.agreement import Agreement
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.reading.days import Dated, written

POSTPONED = re.compile(r"顺延|(?:节假日|休假日|休息日|非工作日)")
DAYS = "一二三四五六日"
LONGEST_HOLIDAY, LAST_OF_SPRING = 9, 2  # days


def findings(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    """date-holiday: one notice for all days that are no working days, at the first."""
    if POSTPONED.search(agreement.text):
        return
    moved = {one.day: (one, *_working(one.day)) for one in reversed(dues)}
    off = [(one, to, remark) for one, to, remark in moved.values() if to != one.day]
    if not off:
        return
    one, to, remark = min(off, key=lambda found: found[0].start)
    others = "、".join(written(other.day) for other, _, _ in sorted(off, key=lambda found: found[0].start)[1:])
    yield agreement.finding(
        "date-holiday",
        Severity.NOTICE,
        one.start,
        one.end,
        f"{written(one.day)}是{_what(one.day)}，没有另外约定的，一般顺延到{written(to)}"
        + (f"（{others}也不是工作日）" if others else "")
        + f"。请改成工作日，或者写明付款日遇休假日怎么办。{remark + '。' if remark else ''}",
        cite(CIVIL_CODE, "二百零三"),
        _as(agreement.text[one.start : one.end].strip(), to),
    )


def _working(day: date) -> tuple[date, str]:
    """The day itself or the first working day after it, days off in place of a holiday at a weekend left out."""
    to, remark = next_working_day(day)
    while remark and _in_place(to):
        to, remark = next_working_day(to + timedelta(days=1))
    return to, remark


def _in_place(day: date) -> bool:
    """Whether a day may be off for a holiday of all citizens that fell on a weekend right before it, in a year whose
    notice is not yet known. 全国年节及纪念日放假办法 (2024-11-10), article 6, gives a working day off in place of it;
    that it is the next one is what notices have done, and no rule.
    """
    owed = 0
    for back in range(LONGEST_HOLIDAY, -1, -1):
        one = day - timedelta(days=back)
        spring, *others = LUNAR.get(one.year, (date.min,))
        free = (one.month, one.day) in FIXED or -1 <= (one - spring).days <= LAST_OF_SPRING or one in others
        if one.weekday() >= SATURDAY:
            owed += free
        elif not free and owed:
            owed -= 1
            if one == day:
                return True
    return False


def _what(day: date) -> str:
    weekday = DAYS[day.weekday()]
    why = "可能的补假日" if _in_place(day) else "法定休假日"
    return f"星期{weekday}" if weekday in "六日" else f"{why}（星期{weekday}）"


def _as(text: str, day: date) -> str:
    """A day in the form in which another was written; "" for Chinese numerals."""
    if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text):
        return written(day)
    return day.isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""
