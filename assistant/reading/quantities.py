"""Sums of money, days, counts and rates in Chinese text, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from knowledge.numerals import number

CHINESE = "零〇一二两三四五六七八九十百千"
# 80, 1,200,000.50, 5千, 一千二百
SMALL = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+千\d+百(?:\d+十)?|\d+(?:\.\d+)?[十百千]?|[{CHINESE}]+)"
ABOUT = r"(?:来|多|几|余|把)"
MONEY = re.compile(
    rf"(?<![\d.{CHINESE}])(?:(?P<yi>{SMALL})亿)?(?:零?(?P<wan>{SMALL})(?P<about>{ABOUT})?(?:万|[wW](?![A-Za-z])))?"
    rf"(?P<rest>零?{SMALL})?(?P<loose>{ABOUT}|左右)?\s*(?P<unit>元|块|圆|人民币)?"
)
# A number that counts something else is no money: 3万人, 2026年, 二十名, 第八十条, (2024)粤1971执1234号.
COUNTS = re.compile(
    r"[人名个件家户亩平吨台套份页项条款号年月日天岁期批次辆间栋层%％‰倍成股票位辈张笔点时分秒米公里厘寸类种代届度周季]|分之|多[人名个件家户台]"
)
OF_MONEY = re.compile(
    r"(?:欠|款|共|计|金额|标的额?|本金|工资|费|钱|赔偿|价值?|债权|债务|借|付|还|为|是|总额|资产|财产|[¥￥])"
    r"\D{0,4}$"
)
YEAR_SIGNS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
DIGITS = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
DAY = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二][{CHINESE}]{{3}})\s*[年\-/.]\s*(?P<month>{DIGITS})\s*[月\-/.]\s*(?P<day>{DIGITS})\s*(?:[日号]|(?!\d))"
    rf"|(?P<about>今年|去年|前年|明年|后年)?的?(?<![\d年])(?P<m>{DIGITS})月(?:份)?(?P<d>{DIGITS})[日号]"
    rf"|(?P<near>上上个?|上个?|这个?|本|当|下个?)月(?P<dd>{DIGITS})[日号]"
    r"|(?P<word>今天|今日|昨天|昨日|前天|大前天|明天|明日|后天)"
    rf"|(?P<ago>{DIGITS})天(?P<back>前|后)"
    r"|(?P<week>上上|上|这|本|下)?(?:个?(?:星期|周|礼拜))(?P<weekday>[一二三四五六日天])"
)
WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "明天": 1, "明日": 1, "后天": 2}
NEAR = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1}
WEEKDAYS = "一二三四五六日"
MONTHLY = re.compile(r"月(?:利率?|息)[^，。；,;\d]{0,6}$|每(?:个)?月\s*$")
RATE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?)\s*[%％]|(?P<fen>月息|年息)?\s*(?P<cn>[{CHINESE}]+|\d+(?:\.\d+)?)分(?:利|息)?(?![钟之])"
    rf"|百分之(?P<words>[{CHINESE}]+(?:点[{CHINESE}]+)?)"
)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Amount:
    """Yuan, and where it stands: ``text[start:end]``. ``loose`` where it was said to be about that much."""

    start: int
    end: int
    value: Decimal
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and where it stands."""

    start: int
    end: int
    day: date


@dataclass(frozen=True, slots=True)
class Percent:
    """Percent a year and where it stands."""

    start: int
    end: int
    value: Decimal


def small(text: str) -> Decimal | None:
    """A number below ten thousand as people write it: 1,200.50, 5千, 一千二百, 两; None where it is none."""
    plain = text.replace(",", "").removeprefix("零")
    if parted := re.fullmatch(r"(\d+)千(\d+)百(?:(\d+)十)?", plain):
        return Decimal(int(parted[1]) * 1000 + int(parted[2]) * 100 + int(parted[3] or 0) * 10)
    unit = {"十": 10, "百": 100, "千": 1000}.get(plain[-1:], 0)
    if unit and plain[:-1].replace(".", "", 1).isdigit():
        return Decimal(plain[:-1]) * unit
    if plain.replace(".", "", 1).isdigit():
        return Decimal(plain)
    said = number(plain)
    return None if said is None else Decimal(said)


def amounts(text: str) -> list[Amount]:
    """Sums of money, in their order. A bare number is one only where the words before it speak of money."""
    taken = [(one.start, one.end) for one in _days(text, date(2000, 1, 1))]
    return [
        one
        for match in MONEY.finditer(text)
        if match.group() and (one := _amount(match, text)) and not any(a < one.end and one.start < b for a, b in taken)
    ]


def _amount(match: re.Match[str], text: str) -> Amount | None:
    parts = match.groupdict()
    after, before = text[match.end() :], text[: match.start()]
    big = bool(parts["yi"] or parts["wan"])
    if not big and not parts["rest"]:
        return None
    if not parts["unit"] and (COUNTS.match(after) or before.endswith(("第", "占", "〔", "[", "（", "("))):
        return None
    rest = parts["rest"] or ""
    colloquial = big and len(rest.removeprefix("零")) == 1 and not rest.startswith("零") and not parts["unit"]
    if not big and not parts["unit"]:
        plain = rest.replace(",", "")
        enough = ("千" in rest and len(rest) > 1) or (plain.replace(".", "", 1).isdigit() and len(plain) >= 4)  # noqa: PLR2004
        if not enough or not (OF_MONEY.search(before[-8:]) or ("千" in rest and not COUNTS.match(after))):
            return None
    value = Decimal(0)
    for name, unit in (("yi", 10**8), ("wan", 10**4), ("rest", 1)):
        if parts[name]:
            said = small(parts[name])
            if said is None:
                return None
            # 三万五 is thirty-five thousand.
            value += said * (unit if not (name == "rest" and colloquial) else (1000 if parts["wan"] else 10**7))
    end = match.end() - (len(match.group()) - len(match.group().rstrip()))
    return Amount(match.start(), end, value, bool(parts["about"] or parts["loose"])) if value else None


def days(text: str, today: date) -> list[Dated]:
    """Days in their order; those without a year are of this one, 昨天 and the like count from ``today``."""
    return list(_days(text, today))


def _days(text: str, today: date) -> Iterator[Dated]:
    for match in DAY.finditer(text):
        day = _day(match, today)
        if day:
            yield Dated(match.start(), match.end(), day)


def _day(match: re.Match[str], today: date) -> date | None:
    found = match.groupdict()
    try:
        if found["year"]:
            return date(_int(found["year"]), _int(found["month"]), _int(found["day"]))
        if found["m"]:
            return date(today.year + YEAR_SIGNS.get(found["about"] or "今年", 0), _int(found["m"]), _int(found["d"]))
        if found["dd"]:
            month = today + relativedelta(months=NEAR[found["near"].removesuffix("个")])
            return date(month.year, month.month, _int(found["dd"]))
        if found["word"]:
            return today + timedelta(days=WORDS[found["word"]])
        if found["ago"]:
            return today + timedelta(days=_int(found["ago"]) * (-1 if found["back"] == "前" else 1))
        monday = today - timedelta(days=today.weekday())
        weekday = WEEKDAYS.index(found["weekday"].replace("天", "日"))
        return monday + timedelta(weeks=NEAR[found["week"] or "本"], days=weekday)
    except (ValueError, OverflowError):
        return None


def _int(text: str) -> int:
    said = number(text)
    if said is None:
        raise ValueError(text)
    return said


def rates(text: str) -> list[Percent]:
    """Rates in percent a year: 年利率12%, 月息1%, 百分之六, 月息两分."""
    found = []
    for match in RATE.finditer(text):
        parts = match.groupdict()
        if parts["number"]:
            value = Decimal(parts["number"])
            monthly = bool(MONTHLY.search(text[: match.start()]))
        elif parts["words"]:
            whole, _, fraction = parts["words"].partition("点")
            said = small(whole)
            if said is None:
                continue
            value = said + (Decimal("0." + "".join(str(number(one) or 0) for one in fraction)) if fraction else 0)
            monthly = bool(MONTHLY.search(text[: match.start()]))
        else:
            said = small(parts["cn"])
            if said is None or not (parts["fen"] or re.search(r"息|利", text[max(0, match.start() - 4) : match.end()])):
                continue
            monthly = parts["fen"] != "年息"
            value = said * (1 if monthly else 10)
        found.append(Percent(match.start(), match.end(), value * MONTHS if monthly else value))
    return found


def counts(text: str, units: str) -> list[int]:
    """Whole numbers before one of the ``units`` (a regular expression): 三名工人, 12期, 5个月."""
    found = (number(match[1]) for match in re.finditer(rf"(?<![\d.])(\d{{1,6}}|[{CHINESE}]+)\s*(?:{units})", text))
    return [one for one in found if one is not None]
