"""Payments told by a rule: 从2027年1月起每月5号还5000元，还36个月; 分三年，每年6月底还20万."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from assistant.drafting.stories.dated import END, Day, Month, ahead
from assistant.drafting.stories.plan import Payment
from assistant.drafting.stories.story import Span
from assistant.drafting.stories.sums import Sum
from assistant.reading.days import CHINESE
from knowledge.numerals import number

COUNT = rf"(?P<count>\d{{1,3}}|[{CHINESE}]{{1,4}})"
EVERY = re.compile(r"(?:每|一)个?(?P<unit>半年|季度?|月|年)(?!利|化|息|份工|工资|平均|能)|按(?P<by>月|季|年)")
UNITS = {"月": 1, "季": 3, "季度": 3, "半年": 6, "年": 12}  # months
ON_DAY = re.compile(rf"每个?月(?:的)?(?P<day>\d{{1,2}}|[{CHINESE}]{{1,3}})[号日]")
AT_END = re.compile(r"每个?(?:月|季度?|年)(?:的)?(?:月|\d{1,2}月|季)?(?:底|末|最后一[天日])|月底")
STARTS = re.compile(r"\s*(?:起|开始|为?第一期|首期)")
BEGIN = re.compile(r"(?:从|自|第一[期次笔](?:为|是|于|在)?|首[期次笔](?:为|是|于|在)?|由)\s*$")
RANGE = re.compile(r"\s*(?:至|到)")
AFTERWARDS = re.compile(r"以后|之后|此后|其余|余下|剩下|剩余|其后")
EACH = re.compile(r"每[期次][^，。；\d]{0,6}$|每[个]?(?:月|季度?|年|半年)[^，。；]{0,14}$|每月$")
NO_PAYMENT = re.compile(r"工资|收入|利润|流水|赔客户|能[^，。；]{0,6}$")
UNTIL = re.compile(r"(?:到|至|直到)\s*$")
TIMES = re.compile(
    rf"(?:分|共|还|付|连续|为期|总共|分成|分作)?(?<![第\d{CHINESE}]){COUNT}(?P<of>期|次|个季度|个月|年)"
    r"(?!利|化|息|前|内|之内|工|货|租|逾|[^，。；]{0,2}没|[^，。；]{0,6}(?:工资|逾期|不[付还给]))"
)
TILL_PAID = re.compile(r"(?:直?到|至)(?:全部)?(?:还|付)?(?:还|付)(?:完|清)(?:为止)?")
A_YEAR = 12


@dataclass(frozen=True)
class Source:
    """What a rule is read from. ``total``: a stated sum that all payments make up, None where none is."""

    text: str
    days: Sequence[Day]
    months: Sequence[Month]
    sums: Sequence[Sum]
    single: Sequence[Payment]
    total: Sum | None
    today: date

    def stretch(self, one: Sum) -> Span:
        """The sentence of a rule, with what a semicolon parts from it."""
        start = max((self.text.rfind(sign, 0, one.start) for sign in "。\n"), default=-1) + 1
        stops = [place for sign in "。\n" if (place := self.text.find(sign, one.end)) >= 0]
        return start, min(stops, default=len(self.text))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The first day, the months between two payments, whether each falls on the end of a month; where that is said."""

    first: date
    months: int
    at_end: bool
    spans: tuple[Span, ...]

    def day(self, place: int) -> date:
        """The day of a payment; the first has place 0."""
        day = self.first + relativedelta(months=self.months * place)
        return day + END if self.at_end else day


def each_payment(source: Source) -> Sum | None:
    """The sum that is paid again and again."""
    for one in source.sums:
        lead = re.split(r"[。；;]", source.text[max(0, one.start - 24) : one.start])[-1]
        if one.verb in {"已付", "欠", "减"} or one.noun in {"工资", "利息", "违约金"} or one.loose:
            continue
        if EACH.search(lead) and not NO_PAYMENT.search(lead):
            return one
    return None


def rhythm(source: Source, start: int, stop: int) -> Rhythm | None:
    """When payments fall due between two places of the text; None where that is not said."""
    text = source.text
    found = next(EVERY.finditer(text, start, stop), None)
    if found is None:
        return None
    months = UNITS[found["unit"] or found["by"]]
    on, at_end = ON_DAY.search(text, start, stop), AT_END.search(text, start, stop)
    first = _first_day(source, start, stop) or _first_month(source, start, stop, on, at_end)
    first = first or _following(source, start, stop, months, on or at_end)
    return Rhythm(first[0], months, at_end is not None, first[1]) if first else None


def _first_day(source: Source, start: int, stop: int) -> tuple[date, tuple[Span, ...]] | None:
    """从2027年2月10日起, 第一期2027年1月15日."""
    for one in source.days:
        begins = STARTS.match(source.text, one.end) or BEGIN.search(source.text[start : one.start])
        if start <= one.start < stop and begins:
            day = one.day if one.exact else ahead(one.day, source.today)
            return day, ((one.start, one.end),)
    return None


def _first_month(
    source: Source, start: int, stop: int, on: re.Match[str] | None, at_end: re.Match[str] | None
) -> tuple[date, tuple[Span, ...]] | None:
    """从2027年1月起每月5号, 2027年1月至6月每月底."""
    for one in source.months:
        begins = STARTS.match(source.text, one.end) or BEGIN.search(source.text[start : one.start])
        if not start <= one.start < stop or not (begins or RANGE.match(source.text, one.end)):
            continue
        first = one.first if one.exact else ahead(one.first, source.today.replace(day=1))
        marked = on or at_end
        return (_on(first, marked), ((one.start, one.end), marked.span())) if marked else None
    return None


def _following(
    source: Source, start: int, stop: int, months: int, marked: re.Match[str] | None
) -> tuple[date, tuple[Span, ...]] | None:
    """这个月31号前付2万，以后每月底付2万: a period after the last that is told by itself."""
    before = [one for one in source.single if start <= one.span[0] < stop]
    if not before or marked is None or not AFTERWARDS.search(source.text, start, stop):
        return None
    last = max(before, key=lambda one: one.day)
    return _on(last.day.replace(day=1) + relativedelta(months=months), marked), (last.span, marked.span())


def _on(month: date, marked: re.Match[str]) -> date:
    """The day of a month that 每月5号 names, or its end."""
    said = number(marked["day"]) if "day" in marked.groupdict() else None
    return month.replace(day=min(said or 31, monthrange(month.year, month.month)[1]))


@dataclass(frozen=True, slots=True)
class Times:
    """How many payments, how that is known, and where it is told."""

    number: int
    how: str
    span: Span


def times(source: Source, when: Rhythm, each: Sum, before: Decimal) -> Times | None:
    """How many payments of ``each`` there are beside those told by themselves, which make up ``before``."""
    start, stop = source.stretch(each)
    return (
        _until(source, start, stop, when)
        or _counted(source, start, stop, when)
        or _shared(source, (start, stop), each.value, before)
    )


def _until(source: Source, start: int, stop: int, when: Rhythm) -> Times | None:
    ends: list[Day | Month] = [*source.days, *source.months]
    for one in ends:
        if start <= one.start < stop and UNTIL.search(source.text[start : one.start]):
            last = one.day if isinstance(one, Day) else one.first + END
            last = last if one.exact else ahead(last, when.first)
            passed = (last.year - when.first.year) * A_YEAR + last.month - when.first.month
            if last > when.first:
                how = f"到{last.year}年{last.month}月为止"
                return Times(passed // when.months + 1, how, (one.start, one.end))
    return None


def _counted(source: Source, start: int, stop: int, when: Rhythm) -> Times | None:
    quantities: list[Day | Month | Sum] = [*source.days, *source.months, *source.sums]
    taken = [(one.start, one.end) for one in quantities]
    for match in TIMES.finditer(source.text, start, stop):
        said = number(match["count"])
        if said is None or said == 1 or any(begin < match.end() and match.start() < end for begin, end in taken):
            continue
        months = {"个季度": 3, "个月": 1, "年": A_YEAR}.get(match["of"], when.months) * said
        if months % when.months == 0 and months >= when.months:
            return Times(months // when.months, f"“{match.group()}”", match.span())
    return None


def _shared(source: Source, span: Span, each: Decimal, before: Decimal) -> Times | None:
    """As many as make up the total, where payments go on till it is paid."""
    if source.total is None or not (before or TILL_PAID.search(source.text, *span)):
        return None
    rest = source.total.value - before
    if rest <= 0 or rest % each:
        return None
    return Times(int(rest / each), f"{plain(rest)}÷{plain(each)}", (source.total.start, source.total.end))


def plain(value: Decimal) -> str:
    """Without noughts at the end of a fraction."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
