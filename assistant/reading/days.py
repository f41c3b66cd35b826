"""Days in Chinese text, with their places: 2024年3月1日, 去年12月31日, 下个月15号, 上周二, 3天前."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from knowledge.numerals import number

CHINESE = "零〇一二两三四五六七八九十百千"
DIGITS = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
YEAR = rf"(?:(?:19|20)\d\d|(?<!\d)[12]\d(?=年)|[一二][{CHINESE}]{{3}})"
DAY = re.compile(
    rf"(?=[\d{CHINESE}的今去前明后同当次第翌上这本下昨大个星周礼])(?:(?P<year>{YEAR})\s*[年\-/.]\s*(?P<month>{DIGITS})\s*[月\-/.]\s*(?P<day>{DIGITS})\s*(?:[日号]|(?!\d))"
    rf"|(?P<about>今年|去年|前年|明年|后年|同年|当年|次年|第二年|翌年)?的?(?<!\d)(?P<m>{DIGITS})月(?:份)?(?:(?P<d>{DIGITS})[日号]|(?P<last>底)(?=之?前|到期|为止))"
    rf"|(?P<near>上上个?|上个?|这个?|本|当|下下个?|下个?)月(?P<dd>{DIGITS})[日号]"
    r"|(?P<word>今[天日早晚]|昨[天日晚]|大?前天|明[天日]|后天)(?!性)"
    rf"|(?P<ago>{DIGITS})天(?P<back>前|后)"
    r"|(?<![每一两二三四五六七八九十\d])(?P<week>上上|上|这|本|下)?个?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![次个]))"
)
YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
YEARS_ON = {"同年": 0, "当年": 0, "次年": 1, "第二年": 1, "翌年": 1}  # from the day said before
WORDS = {"今": 0, "昨": -1, "前": -2, "大": -3, "明": 1, "后": 2}
NEAR = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
WEEKDAYS = "一二三四五六日"
RANGE = re.compile(r"\s*(?:至|到|—+|－|-|~|～|、|和)\s*")  # between a day with a year and one without
HAPPENED = re.compile(
    r"[^，。；！？]{0,5}(?:收到|送达|签收|拿到|判的|判了|借[给的走了]|离职|入职|冻|查封|被|生效了|下来的|到期了)"
)
CENTURY = 100


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and where it stands: ``text[start:end]``. ``exact`` unless its year was inferred."""

    start: int
    end: int
    day: date
    exact: bool = True


def days(text: str, today: date) -> list[Dated]:
    """Days in their order. 昨天 and the like count from ``today``.

    A day without a year is of the year of the day that it follows in a range, of the last year where it happened and
    would else lie ahead, or of this one.
    """
    found: list[Dated] = []
    for match in DAY.finditer(text):
        if day := _day(match, today, found[-1] if found else None):
            found.append(Dated(match.start(), match.end(), day, _exact(match)))
    return found


def written(day: date) -> str:
    """A day as people write it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def undated(text: str) -> str:
    """The text with blanks where days stand, so that no other number is read there."""
    return DAY.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _exact(match: re.Match[str]) -> bool:
    return not match["m"] or bool(match["about"])


def _day(match: re.Match[str], today: date, before: Dated | None) -> date | None:
    try:
        return next(_readings(match, today, before))
    except (ValueError, OverflowError):
        return None


def _readings(match: re.Match[str], today: date, before: Dated | None) -> Iterator[date]:
    found = match.groupdict()
    if found["year"]:
        year = _int(found["year"])
        yield date(year + 2000 * (year < CENTURY), _int(found["month"]), _int(found["day"]))
    if found["m"]:
        yield _of_month(match, today, before)
    if found["dd"]:
        month = today + relativedelta(months=NEAR[found["near"].removesuffix("个")])
        yield date(month.year, month.month, _int(found["dd"]))
    if found["word"]:
        yield today + timedelta(days=WORDS[found["word"][0]])
    if found["ago"]:
        yield today + timedelta(days=_int(found["ago"]) * (-1 if found["back"] == "前" else 1))
    monday = today - timedelta(days=today.weekday())
    weekday = WEEKDAYS.index(found["weekday"].replace("天", "日"))
    yield monday + timedelta(weeks=NEAR[found["week"] or "本"], days=weekday)


def _of_month(match: re.Match[str], today: date, before: Dated | None) -> date:
    about, month = match["about"] or "", _int(match["m"])
    linked = before is not None and RANGE.fullmatch(match.string[before.end : match.start()])
    if before is not None and (linked or about in YEARS_ON):
        year = before.day.year + YEARS_ON.get(about, 0)
    else:
        year = today.year + YEARS.get(about, 0)
    day = date(year, month, _int(match["d"]) if match["d"] else monthrange(year, month)[1])
    if linked and before is not None and not about and day < before.day:
        return day + relativedelta(years=1)
    if not about and not linked and day > today and HAPPENED.match(match.string[match.end() :]):
        return day - relativedelta(years=1)
    return day


def _int(text: str) -> int:
    said = number(text)
    if said is None:
        raise ValueError(text)
    return said
