"""Days that do not exist or stand in the wrong order; with `holidays`, those that are no working days."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checking import fallbacks, holidays, steps, told_days
from assistant.checking.agreement import Agreement
from assistant.checking.due_days import due_days, enumerated
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.plans import Schedule
from assistant.checking.schedules import schedules
from assistant.reading.days import Dated, written
from knowledge.numerals import number

MONTHS, LEAP = 12, 2000
CHINESE = "零〇○一二三四五六七八九十"
# 2026年2月30日, 2026-02-30, 二〇二六年二月三十日, 13月5日
DAY = re.compile(
    rf"(?<![\d*\-/.号])(?:(?P<year>(?:19|20)\d\d|[一二][{CHINESE}]{{3}})[ \t]*年[ \t]*)?"
    rf"(?P<month>\d{{1,2}}|[{CHINESE}]{{1,3}})[ \t]*月"
    rf"(?:[ \t]*(?P<day>\d{{1,2}}|[{CHINESE}]{{1,3}})[ \t]*[日号])?"
    r"|(?<![\d*\-/.号])(?P<iso_year>(?:19|20)\d\d)(?P<sign>[\-/.])(?P<iso_month>\d{1,2})(?P=sign)(?P<iso_day>\d{1,2})(?![\d\-/.*])"
)
# A range whose ends both have a year; without a day it runs by months.
RANGE = re.compile(
    r"(?P<y1>(?:19|20)\d\d)(?:年|[\-/.])(?P<m1>\d{1,2})(?:月|[\-/.])?(?:(?P<d1>\d{1,2})[日号]?)?"
    r"[ \t]*(?:起|开始)?[ \t]*(?:至|到|—+|－|~|～|-)[ \t]*"
    r"(?P<y2>(?:19|20)\d\d)(?:年|[\-/.])(?P<m2>\d{1,2})(?:月|[\-/.])?(?:(?P<d2>\d{1,2})[日号]?)?"
)
PERIOD = re.compile(r"(?:保证|担保)(?:责任)?(?:期间|期限)[^。；;\n]*")
STOP = re.compile(r"[，。；;\n]")
AFTER_DUE = re.compile(r"届满|到期|之?日?起|开始|计?算")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """date-impossible, date-order and date-holiday."""
    yield from _impossible(agreement)
    yield from _reversed(agreement)
    if not agreement.formal:
        return
    plans = schedules(agreement)
    dues = due_days(agreement, plans)
    yield from _before_signing(agreement, dues)
    for plan in plans:
        yield from _descending(agreement, plan)
    for listed in enumerated(agreement):
        yield from _out_of_order(agreement, listed)
    yield from _guarantee(agreement, dues)
    yield from told_days.findings(agreement)
    yield from fallbacks.findings(agreement, dues)
    yield from steps.findings(agreement)
    yield from holidays.findings(agreement, dues)


def _impossible(agreement: Agreement) -> Iterator[Finding]:
    for match in DAY.finditer(agreement.text):
        year, month, day = (
            number((match[name] or match[f"iso_{name}"] or "").replace("○", "〇")) for name in ("year", "month", "day")
        )
        if month is None or (day is None and match["day"]) or (match["month"] and not (year or day is not None)):
            continue
        if 1 <= month <= MONTHS:
            last = monthrange(year or LEAP, month)[1]
            if day is None or 1 <= day <= last:
                continue
            known = f"{month}月只有{last}天"
            rewrite = _same_form(match, month, last) if day > last else ""
        else:
            known, rewrite = f"没有{month}月", ""
        yield agreement.finding(
            "date-impossible",
            Severity.ERROR,
            *match.span(),
            f"“{match.group()}”不存在：{known}。期限对不上日历，等于没有写。",
            cite(CIVIL_CODE, "五百一十一"),
            rewrite,
        )


def _same_form(match: re.Match[str], month: int, day: int) -> str:
    """The last day of the month, in figures as it was written."""
    text = match.group()
    written = match["day"] or match["iso_day"]
    return (
        text[: text.rfind(written)] + str(day) + text[text.rfind(written) + len(written) :] if written.isdigit() else ""
    )


def _reversed(agreement: Agreement) -> Iterator[Finding]:
    for match in RANGE.finditer(agreement.text):
        first = _ordinal(match["y1"], match["m1"], match["d1"] if match["d2"] else None)
        second = _ordinal(match["y2"], match["m2"], match["d2"] if match["d1"] else None)
        if second < first:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                *match.span(),
                "起止日期写反了：结束的日期早于开始的日期。请核对是哪一个写错。",
            )


def _ordinal(year: str, month: str, day: str | None) -> tuple[int, int, int]:
    return int(year), int(month), int(day or 0)


def _before_signing(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    signed = agreement.signed_on
    for one in dues:
        if signed and one.day < signed:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                one.start,
                one.end,
                f"履行日期{written(one.day)}早于签订日期{written(signed)}，签字时就已经过期。请核对年份和月份。",
            )


def _descending(agreement: Agreement, plan: Schedule) -> Iterator[Finding]:
    dated = [entry for entry in plan.entries if entry.day]
    for before, after in pairwise(dated):
        another = re.search(
            r"[；。\n][^，。；：\n]{2,20}：", agreement.text[before.end : after.start]
        )  # 付赵平：…；付钱安：…
        if before.day and after.day and after.day < before.day and not another:
            places = [one for one in agreement.days if before.start <= one.start < after.end]
            start, end = (places[0].start, places[-1].end) if places else (before.start, after.end)
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                start,
                end,
                f"后一期的日期{written(after.day)}早于前一期的{written(before.day)}，各期没有按先后排列。请核对年份和月份。",
            )


def _out_of_order(agreement: Agreement, listed: Sequence[Dated]) -> Iterator[Finding]:
    for before, after in pairwise(listed):
        if after.day < before.day:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                before.start,
                after.end,
                f"后一期的日期{written(after.day)}早于前一期的{written(before.day)}，各期没有按先后排列。请核对年份和月份。",
            )


def _guarantee(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    """A period of a surety that ends before the debt is due counts as not agreed."""
    for period in PERIOD.finditer(agreement.text, 0, agreement.signatures.start):
        own = [one for one in agreement.days if period.start() <= one.start < period.end()]
        own = [one for one in own if "，" not in agreement.text[period.start() : one.start]] or own
        if not own:
            continue
        others = [one.day for one in dues if not period.start() <= one.start <= own[-1].start]
        behind = STOP.search(agreement.text, own[-1].end)
        rest = agreement.text[own[-1].end : behind.start() if behind else len(agreement.text)]
        if not others or AFTER_DUE.search(rest):
            continue
        end, last = own[-1], max(others)
        if end.day <= last:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                end.start,
                end.end,
                f"保证期间到{written(end.day)}为止，不晚于最后一笔款的到期日{written(last)}，依法视为没有约定，只剩到期后六个月。"
                "请写一个晚于最后到期日的日期。",
                cite(CIVIL_CODE, "六百九十二"),
            )
