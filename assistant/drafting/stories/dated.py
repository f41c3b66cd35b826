"""Days in a story, ends of months among them: 2027年6月底, 本月底, 2026年底."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from assistant.reading.days import CHINESE, DIGITS, NEAR, YEARS, Dated
from knowledge.numerals import number

END = relativedelta(day=31)
YEAR = r"(?P<year>(?:19|20)\d\d)年|(?P<about>今年|去年|明年|后年)的?"
MONTH_END = re.compile(
    rf"(?:(?:{YEAR})?(?<!每年)(?<![\d每{CHINESE}])(?P<month>{DIGITS})月份?|(?P<near>上上个?|上个?|这个?|本"
    rf"|当|下下个?|下个?)月)(?:月底|底|末)"
    rf"|(?P<only>(?:19|20)\d\d)年(?:年底|底|末)|(?P<this>今年|明年|后年)(?:年底|底)"
)
MONTH = re.compile(
    rf"(?:{YEAR})?(?<!每年)(?<![\d每第{CHINESE}])(?P<month>{DIGITS})月(?:份)?(?!\d|[{CHINESE}]{{1,3}}[日号]|[底末])"
)
NOTED = re.compile(r"[^，。；（(]{0,14}[（(](?:月底|月末)")
LAST = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day at ``text[start:end]``. ``exact`` unless its year was inferred; ``month_end`` where it was said as such."""

    start: int
    end: int
    day: date
    exact: bool
    month_end: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month at ``text[start:end]`` by its first day; ``exact`` unless its year was inferred."""

    start: int
    end: int
    first: date
    exact: bool


def story_days(text: str, today: date, found: tuple[Dated, ...]) -> tuple[Day, ...]:
    """``found`` and the ends of months, in their order; of two that overlap the end of a month."""
    ends = [*_ends(text, today), *_noted(text, today)]
    rest = [
        Day(one.start, one.end, _of_its_year(text, one, today), one.exact)
        for one in found
        if not any(end.start < one.end and one.start < end.end for end in ends)
    ]
    return tuple(sorted([*ends, *rest], key=lambda one: one.start))


def _of_its_year(text: str, one: Dated, today: date) -> date:
    """The day of the year that is named, whatever stands before: 12月20日、明年1月20日."""
    said = text[one.start : one.end]
    year = next((today.year + on for name, on in YEARS.items() if said.startswith(name)), one.day.year)
    try:
        return one.day.replace(year=year)
    except ValueError:  # 29 February
        return one.day


def _ends(text: str, today: date) -> Iterator[Day]:
    for match in MONTH_END.finditer(text):
        if match["only"] or match["this"]:
            year = int(match["only"]) if match["only"] else today.year + YEARS[match["this"]]
            yield Day(*match.span(), date(year, LAST, 31), True, True)
        elif match["near"]:
            month = today + relativedelta(months=NEAR[match["near"].removesuffix("个")])
            yield Day(*match.span(), month + END, True, True)
        elif first := _first(match, today):
            yield Day(*match.span(), first + END, bool(match["year"] or match["about"]), True)


def _noted(text: str, today: date) -> Iterator[Day]:
    """Months whose end is noted behind them: 2026年12月付1.86万元（月底前）."""
    for one in months(text, today):
        if NOTED.match(text, one.end):
            yield Day(one.start, one.end, one.first + END, one.exact, True)


def months(text: str, today: date) -> tuple[Month, ...]:
    """Months without a day, in their order: 2027年1月, 明年2月, 6月."""
    return tuple(
        Month(*match.span(), first, bool(match["year"] or match["about"]))
        for match in MONTH.finditer(text)
        if (first := _first(match, today))
    )


def _first(match: re.Match[str], today: date) -> date | None:
    month = number(match["month"])
    if month is None or not 1 <= month <= LAST:
        return None
    year = int(match["year"]) if match["year"] else today.year + YEARS.get(match["about"] or "", 0)
    return date(year, month, 1)


def ahead(day: date, after: date) -> date:
    """The day, or the same of a later year where it lies before ``after``."""
    while day < after:
        day += relativedelta(years=1)
    return day
