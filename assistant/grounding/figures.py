"""Figures of a sentence in one spelling: 三十日 and 30天 are the same, 八十万元 and 800,000元 too."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.reading.quantities import CHINESE, small

Figure = tuple[str, str]  # value in plain digits, unit ("" where none is said)

# Numbers that point at something, rather than measure it.
ORDINALS = re.compile(
    rf"第\s*[0-9{CHINESE}]+\s*(?:条之[{CHINESE}]+|[条款项章编节次期批号名步点个种组类案届方审]|[一二三四五六七八九十]|）)?"
    r"|[〔（(\[【]\s*(?:19|20)\d\d\s*[〕）)\]】][^，。；]{0,24}?号"
    rf"|[（(](?:[{CHINESE}]{{1,3}}|\d{{1,2}})[）)]|(?:指导性?案例)\s*\d+\s*号|(?<![0-9A-Za-z])[A-Za-z]+\d+|〔[^〔〕\d]+\d+〕"
)
DATE = re.compile(r"((?:19|20)\d\d)\s*(?:年|-|/|\.)\s*(\d{1,2})\s*(?:月|-|/|\.)\s*(\d{1,2})(?:日|号)?(?!\d)")
SHARE = re.compile(rf"([0-9{CHINESE}]+|万)分之([0-9{CHINESE}]+(?:点[{CHINESE}]+)?)")
TENTHS = re.compile(rf"([0-9{CHINESE}两]+)成(?![立为不功本员长年套品果交])")  # 三成 is 30%
UNITS: tuple[tuple[str, str], ...] = (
    ("工作日", r"个?工作日"),
    ("%", r"[%％]|个百分点"),
    ("元", r"元|块钱?|圆"),
    ("月", r"个?月(?!\d|[一二三四五六七八九十])"),
    ("日", r"日|天|号"),
    ("年", r"周?年"),
    ("小时", r"个?小时"),
    ("倍", r"倍"),
    ("人", r"名|人|位|个人|多人"),
    ("家", r"家|户"),
    ("件", r"件|起|宗"),
    ("期", r"期"),
    ("岁", r"周?岁"),
    ("次", r"次"),
    ("亩", r"亩"),
    ("台", r"台|辆|套|条|栋|间|处"),
)
UNIT = "|".join(f"(?P<u{number}>{pattern})" for number, (_, pattern) in enumerate(UNITS))
AFTER_DIGITS, AFTER_WORDS = (UNIT.replace("?P<u", f"?P<{side}") for side in "ab")
NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<big>[百千万亿]+)?"
    rf"(?:余|多|来)?\s*(?:{AFTER_DIGITS})?"
    rf"|(?P<cn>[{CHINESE}万亿]*[一二两三四五六七八九十百千万亿]+(?:点[{CHINESE}]+)?)"
    rf"(?:余|多|来)?\s*(?:{AFTER_WORDS})?"
)
ROUND = {"百": 100, "千": 1000, "万": 10**4}
BIG = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
SAYINGS = re.compile(
    r"万一|千万(?=[不别要记])|一一|十分(?!之)|七七八八|三三两两|百般|千方百计|一五一十|三令五申|一并|一旦|一致|一般|一定|统一|同一|唯一|任一|之一|其一|逐一|万全|百姓|千差万别"
)
MEASURES = {"元", "%", "日", "工作日", "月", "年", "小时", "倍", "岁"}  # 一次, 一家 and the like are ways of speaking
LEAST_WORD = 100  # a Chinese number below it without a unit is a way of speaking: 两种, 三方面


def figures(text: str) -> set[Figure]:
    """What a text measures: dates, shares, numbers with their units."""
    return set(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    rest = text
    for pattern, read in ((DATE, _date), (SHARE, _share), (TENTHS, _tenths)):
        for match in pattern.finditer(rest):
            if found := read(match):
                yield found
        rest = pattern.sub(" ", rest)
    rest = ORDINALS.sub(" ", SAYINGS.sub(" ", rest))
    for match in NUMBER.finditer(rest):
        if (value := _value(match)) is None:
            continue
        unit = next(
            (UNITS[int(name[1:])][0] for name, said in match.groupdict().items() if said and name[1:].isdecimal()), ""
        )
        if match["cn"] and ((not unit and value < LEAST_WORD) or (match["cn"] == "一" and unit not in MEASURES)):
            continue
        yield _plain(value), unit


def _date(match: re.Match[str]) -> Figure:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", "日期"


def _share(match: re.Match[str]) -> Figure | None:
    below, above = Decimal(ROUND[match[1]]) if match[1] in ROUND else _chinese(match[1]), _chinese(match[2])
    if below is None or above is None:
        return None
    return (_plain(above), "%") if below == 100 else (f"{_plain(above)}/{_plain(below)}", "")  # noqa: PLR2004


def _tenths(match: re.Match[str]) -> Figure | None:
    value = Decimal(match[1]) if match[1].isdecimal() else _chinese(match[1])
    return None if value is None else (_plain(value * 10), "%")


def _value(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        return Decimal(match["digits"].replace(",", "")) * BIG.get(match["big"] or "", 1)
    return _chinese(match["cn"])


def _chinese(text: str) -> Decimal | None:
    whole, _, fraction = text.partition("点")
    total = Decimal(0)
    for sign, unit in (("亿", 10**8), ("万", 10**4)):
        before, found, whole = whole.partition(sign) if sign in whole else ("", "", whole)
        if found:
            said = small(before) if before else None
            if said is None:
                return None
            total += said * unit
    if whole.removeprefix("零"):
        said = small(whole)
        if said is None:
            return None
        total += said
    if fraction:
        parts = [small(one) for one in fraction]
        if None in parts:
            return None
        total += Decimal("0." + "".join(f"{one:f}" for one in parts if one is not None))
    return total


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def missing_from(sentence: str, known: Iterable[Figure]) -> list[Figure]:
    """The figures of a sentence that are nowhere among the ``known``: the same value in the same unit, or in none."""
    have = set(known)
    values = {value for value, unit in have if not unit}
    every = {value for value, _ in have}
    return sorted(
        (value, unit)
        for value, unit in figures(sentence)
        if (value, unit) not in have and value not in values and (unit or value not in every)
    )
