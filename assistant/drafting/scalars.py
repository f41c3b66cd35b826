"""What somebody wrote in one blank → a day, a sum, a rate, a number, a docket number or plain text.

Each raises `Refused` with what to write instead.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from assistant.reading.days import days
from assistant.reading.quantities import amounts
from knowledge.numerals import number

LINE, LONG = 500, 5_000  # characters of a text and of a long one
LARGEST = Decimal(10) ** 12  # yuan, and any other number
MOST_RATE = Decimal(1000)  # percent a year: beyond, it is a slip
YEARS = range(1900, 2200)
YES = frozenset({"是", "true", "yes", "有", "对"})
NO = frozenset({"否", "false", "no", "没有", "不", "不是", "无"})
DAY = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*[日号]?")
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
COUNT = re.compile(r"(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)\s*[天日份人名个家页期台元年月]?")
CASE = re.compile(r"[（(〔\[【]\s*(\d{4})\s*[)）〕\]】]\s*([^（(〔\[【]{2,40}?号(?:之[一二三四五六七八九十]+)?)")
WIDTH = str.maketrans("０１２３４５６７８９．，：－", "0123456789.,:-")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")  # left behind by web pages and chats
# XML allows none of these; some of them turn the direction of what follows.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\uffff]")


class Refused(Exception):
    """An entry that cannot be taken; the text says why and what to write."""


def written(raw: object, limit: int = LINE, lines: bool = False) -> str:
    """``raw`` as text without blanks around it, of at most ``limit`` characters; of one line unless ``lines``."""
    if isinstance(raw, bool):
        raw = "是" if raw else "否"
    if isinstance(raw, (int, float, Decimal, date)):
        raw = str(raw)
    if not isinstance(raw, str):
        raise Refused("应写成文字，不能是列表或者分项")
    if len(raw) > limit:
        raise Refused(f"太长了（{len(raw)}字，上限{limit}字），请写得简短一些")
    text = INVISIBLE.sub("", re.sub(r"\r\n?|\u0085", "\n", raw).replace("\t", " "))
    if found := CONTROL.search(text):
        raise Refused(f"第{found.start() + 1}个字是看不见的控制字符，请删去")
    text = text.strip()
    if "\n" in text and not lines:
        raise Refused("只能写一行，请去掉换行")
    return re.sub(r"\n\s*\n+", "\n", text)


def day(text: str) -> date:
    """A day of the calendar: 2026-12-31, 2026年12月31日. Raises Refused."""
    plain = text.translate(WIDTH)
    found = DAY.fullmatch(plain)
    if not found:
        said = days(plain, date.min) if re.match(r"[零〇一二三四五六七八九]{4}年", plain) else []
        if len(said) == 1 and (said[0].start, said[0].end) == (0, len(plain)):
            return said[0].day
        raise Refused("应写到年月日，如 2026-12-31")
    year, month, day_ = (int(part) for part in found.groups())
    try:
        if year not in YEARS:
            raise Refused(f"{year}年不对，请检查年份")
        return date(year, month, day_)
    except ValueError:
        raise Refused(f"没有{year}年{month}月{day_}日这一天，请检查日期") from None


def amount(text: str) -> Decimal:
    """Yuan with two decimals: 320000, 320,000.00元, 32万元. Raises Refused."""
    plain = re.sub(r"^(?:人民币|[¥￥])|元?整?$", "", text.translate(WIDTH).replace(" ", ""))
    grouped = plain.replace(",", "") if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) else plain
    if PLAIN.fullmatch(grouped):
        value = Decimal(grouped)
    else:
        said = amounts(text)
        if len(said) != 1 or said[0].loose or (said[0].start, said[0].end) != (0, len(text)):
            raise Refused("应写一个确定的金额，如 320000.00")
        value = said[0].value
    if value < 0:
        raise Refused("金额不能是负数")
    if value >= LARGEST:
        raise Refused("金额太大，请检查是否多写了零")
    if value != value.quantize(Decimal("0.01")):
        raise Refused("金额最多写到分（两位小数）")
    return value.quantize(Decimal("0.01"))


def rate(text: str) -> Decimal:
    """Percent a year, with the decimals that were written: 3.45, 3.45%. Raises Refused."""
    plain = re.sub(r"^(?:年利率|年)|\s|[%％]$", "", text.translate(WIDTH))
    if not PLAIN.fullmatch(plain):
        raise Refused("应写年利率的百分数，如 3.45，表示一年百分之三点四五")
    value = Decimal(plain)
    if not 0 <= value < MOST_RATE:
        raise Refused("年利率不对，应写一年百分之几，如 3.45")
    return value


def count(text: str) -> int | Decimal:
    """A number from 0: 3, 3天, 三. Raises Refused."""
    found = COUNT.fullmatch(text.translate(WIDTH))
    said = number(found[1]) if found and not PLAIN.fullmatch(found[1]) else None
    value = Decimal(said) if said is not None else Decimal(found[1]) if found and PLAIN.fullmatch(found[1]) else None
    if value is None or value >= LARGEST:
        raise Refused("应写一个数字，如 3")
    return int(value) if value == int(value) else value


def yes(text: str) -> bool:
    """是 or 否. Raises Refused."""
    plain = text.casefold()
    if plain not in YES | NO:
        raise Refused("只能写“是”或者“否”")
    return plain in YES


def docket(text: str) -> str:
    """Docket numbers in brackets of full width: （2026）粤0000执1234号. Raises Refused."""
    if not CASE.search(text):
        raise Refused("案号应照文书抄，如（2026）粤0000执1234号")
    return CASE.sub(r"（\1）\2", text)


def nearest(name: str, known: Sequence[str]) -> str:
    """“，是不是…” with the known name that is most like it; "" where none is."""
    found = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"，是不是“{found[0]}”" if found else ""
