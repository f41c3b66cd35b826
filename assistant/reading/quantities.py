"""Sums of money, rates and counts in Chinese text, with their places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.reading.days import CHINESE, Dated, days, undated
from knowledge.numerals import number

__all__ = ["CHINESE", "Amount", "Dated", "Percent", "amounts", "counts", "days", "rates", "small"]

# 80, 1,200,000.50, 5千, 7千2百5, 一千二百
SMALL = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?[千百](?:\d[百十])*\d{0,3}(?![\d年月日期个])|\d+(?:\.\d+)?[千百十]?"
    rf"|[{CHINESE}]+)"
)
LOOSE = r"(?:多(?![次少年个天方家])|几(?![个年次天家期])|余(?![款额下])|出头|不到|以上)"
MONEY = re.compile(
    rf"(?=[\d{CHINESE}])(?<![\d.{CHINESE}A-Za-z])(?:(?P<yi>{SMALL})亿)?(?:零?(?P<wan>{SMALL})(?P<about>[来多几余])?(?:万|[wW](?![A-Za-z])))?"
    rf"(?P<rest>零?{SMALL}[kK]?)?(?P<loose>{LOOSE})?\s*(?P<unit>元|块(?![地砖牌])|圆|人民币)?"
)
# The end of a name before a sum, as in 借给李四30万元: no digit in one writing stands before one in the other.
NAMED = re.compile(
    rf"(?<![\d.万亿{CHINESE}])[一二三四五六七八九](?=\d)|(?<=[张李王赵孙周吴])[三四五六七八九](?=[一二两三四五六七八九])"
)
# A number that counts something else is no money: 3万人, 2026年, 二十名, 第八十条, (2024)粤1971执1234号.
MANY = re.compile(
    r"[人名户亩平吨台套份页个件辆间栋层%％‰倍股票位辈张米公斤厘立]|分之|家(?![里庭人属])|年(?![利息化薪底])|月(?![利息供付还底])|期(?![限间])|天|日|周|次|批"
)
FEW = re.compile(
    r"[人名个件家户亩平吨台套份页项条款号年月日天岁期批次辆间栋层%％‰倍成股票位辈张笔点时分秒米公斤里厘寸类种代届度周季车斤民]|多[人名个件家户台]"
)
ORDINAL = re.compile(r"(?:第|占|〔|\[|（|\()$")
OF_MONEY = re.compile(
    r"(?:欠|款|共|计|金额|标的额?|本金|工资|薪|费|钱|赔偿|价值?|债权|债务|借|付|还|发|为|是|总额|资产|财产|社平|平均|月均|拿|到手|[¥￥])\D{0,4}$"
)
VAGUE = re.compile(r"[一二两三四五六七八九]{2}")  # 八九万, 三四十万
VAGUE_BEFORE = re.compile(r"(?:几|数|不到|不足|超过|将?近)$")
CLOSED = re.compile(r"\s*(?:$|[，。；、？！,;?!）)的]|元|块)")
CAPITALS = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億０１２３４５６７８９．", "一二三四五六七八九十百千万亿0123456789."
)
NEAR = 8  # characters before a number that say what it counts
UNITS = {"千": 1000, "百": 100, "十": 10}
LEAST_DIGITS, MOST_DIGITS = 4, 9  # of a bare number that is money
RATE = re.compile(
    rf"(?=[\d万{CHINESE}])(?:(?P<percent>\d+(?:\.\d+)?)\s*(?P<sign>[%％‰]|个点)|(?P<of>[百千万])分之(?P<share>\d+(?:\.\d+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?)"
    rf"|(?P<points>[{CHINESE}]+)个点|(?P<fen>[{CHINESE}]+|\d+(?:\.\d+)?)(?P<coin>分|厘)(?P<more>[五半5])?(?=利|息|[，。；、？！,;?!\s]|$|[^钟之期次成批月年个\d{CHINESE}]))"
)
OF_RATE = re.compile(r"利|息|年化|LPR|逾期|违约金|日|天|按")
# A share of something else than a principal a year.
NO_RATE = re.compile(
    r"(?:股份?|占|首付|定金|比例|清偿率|税率?|打|上浮|加收|加计|加|折|违约金按?(?:总价|合同)[^，。]{0,6})\s*$"
)
PER_DAY = re.compile(r"(?:日|每天|每日|按日|一天|逐日)[^年月，。；]{0,8}$")
PER_MONTH = re.compile(r"(?:月|每个?月|按月)[^年日，。；]{0,7}$")
PER_YEAR = re.compile(r"年[^月日，。；]{0,8}$")
AFTER = (
    ("日", re.compile(r"/?[每一]?[天日]")),
    ("月", re.compile(r"/?(?:每个?|一个)?月(?!\d)")),
    ("年", re.compile(r"/?[每一]年")),
)
SHARES: Mapping[str, int | Decimal] = {
    "%": 1,
    "％": 1,
    "‰": Decimal("0.1"),
    "个点": 1,
    "百": 1,
    "千": Decimal("0.1"),
    "万": Decimal("0.01"),
}
PERIODS = {"日": 365, "月": 12, "年": 1}


@dataclass(frozen=True, slots=True)
class Amount:
    """Yuan, and where it stands: ``text[start:end]``. ``loose`` where it was said to be more or less than that."""

    start: int
    end: int
    value: Decimal
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """Percent a year and where it stands; ``per`` is 日, 月 or 年, by which it was said."""

    start: int
    end: int
    value: Decimal
    per: str = "年"


def small(text: str) -> Decimal | None:
    """A number below ten thousand as people write it: 1,200.50, 5千, 7千2百5, 六千五, 两; None where it is none."""
    plain = text.replace(",", "").removeprefix("零")
    if plain.replace(".", "", 1).isdigit() and plain.isascii():
        return Decimal(plain)
    if re.fullmatch(r"(?:\d+(?:\.\d+)?[千百十])+\d*", plain):
        return _mixed(plain)
    if spoken := re.fullmatch(rf"([{CHINESE}]*([百千]))([一二两三四五六七八九])", plain):  # 六千五 is 6500
        head, last = number(spoken[1]), number(spoken[3])
        return None if head is None or last is None else Decimal(head + last * UNITS[spoken[2]] // 10)
    said = number(plain)
    return None if said is None else Decimal(said)


def _mixed(text: str) -> Decimal:
    total, unit = Decimal(0), 1
    for digits, sign in re.findall(r"(\d+(?:\.\d+)?)([千百十]?)", text):
        last = unit // 10 if len(digits) == 1 else 1
        unit = UNITS[sign] if sign else last
        total += Decimal(digits) * unit
    return total


def amounts(text: str) -> list[Amount]:
    """Sums of money, in their order. A bare number is one only where the words before it speak of money."""
    plain = NAMED.sub("某", undated(text.translate(CAPITALS)))
    return [one for match in MONEY.finditer(plain) if match.group() and (one := _amount(match, plain))]


def _amount(match: re.Match[str], text: str) -> Amount | None:
    yi, wan, rest, unit = match["yi"], match["wan"], match["rest"] or "", match["unit"]
    before, after, end = text[max(0, match.start() - NEAR) : match.start()], text[match.end() :], match.end()
    big = bool(yi or wan)
    if big and rest and not unit and not _belongs(rest, match["loose"] or "", after):
        end, rest = match.start("rest"), ""
        after = text[end:]
    if not big and not _bare(rest, unit, before, after):
        return None
    if big and not unit and (MANY.match(after) or before.endswith("第")):
        return None
    if any(VAGUE.search(one) for one in (yi or "", wan or "")):
        return None
    value = _value(yi, wan, rest, spoken=not unit)
    loose = bool(match["about"] or (match["loose"] and end == match.end()) or VAGUE_BEFORE.search(before))
    end -= len(text[match.start() : end]) - len(text[match.start() : end].rstrip())
    return Amount(match.start(), end, value, loose) if value else None


def _belongs(rest: str, loose: str, after: str) -> bool:
    """Whether what follows 万 or 亿 is part of the sum: 二十万五, but not 二十万一直, 二十万两年."""
    if loose:
        return True
    if FEW.match(after) or (rest == "一" and not CLOSED.match(after)):
        return False
    return not (rest in {"十", "百", "千"} or (rest in {"一", "两"} and not CLOSED.match(after)))


def _bare(rest: str, unit: str | None, before: str, after: str) -> bool:
    """Whether a number without 万 is money."""
    if not rest:
        return False
    if unit:
        return not before.endswith("第") and not (rest == "一" and not after.startswith("钱"))  # 一块告
    if FEW.match(after) or after.startswith("分之") or ORDINAL.search(before):
        return False
    if rest[-1] in "kK" or ("千" in rest and len(rest) > 1):
        return True
    plain = rest.replace(",", "").replace(".", "", 1)
    return plain.isdigit() and LEAST_DIGITS <= len(plain) <= MOST_DIGITS and bool(OF_MONEY.search(before))


def _value(yi: str | None, wan: str | None, rest: str, *, spoken: bool) -> Decimal:
    """The sum of the parts; 0 where one cannot be read. 三万五 is thirty-five thousand where it is ``spoken``."""
    thousands = rest[-1:] in {"k", "K"}
    tail = rest.rstrip("kK")
    unit = 1000 if thousands else 1
    if spoken and (yi or wan) and len(tail) == 1:
        unit = 1000 if wan else 10**7
    total = Decimal(0)
    for part, factor in ((yi, 10**8), (wan, 10**4), (tail, unit)):
        if part:
            said = small(part)
            if said is None:
                return Decimal(0)
            total += said * factor
    return total.quantize(Decimal(1)) if total == total.to_integral_value() else total


def rates(text: str) -> list[Percent]:
    """Rates of interest in percent a year: 年利率12%, 月息1%, 百分之六, 月息两分, 年息10个点, 日万分之二."""
    plain = text.translate(CAPITALS)
    return [one for match in RATE.finditer(plain) if (one := _rate(match, plain))]


def _rate(match: re.Match[str], text: str) -> Percent | None:
    clause = re.split(r"[，。；,;\n]", text[max(0, match.start() - 14) : match.start()])[-1]
    around = clause + re.split(r"[，。；,;\n]", text[match.end() : match.end() + 5])[0]
    said = _fraction(match["percent"] or match["share"] or match["points"] or match["fen"])
    if said is None or not OF_RATE.search(around) or NO_RATE.search(clause):
        return None
    per = _period(clause) or next((one for one, words in AFTER if words.match(text[match.end() :])), "")
    if match["coin"]:
        if not re.search(r"利|息", around):
            return None
        per = per or "月"
        fen = said + (Decimal("0.5") if match["more"] else 0)
        value = fen * (10 if per == "年" else 1) / (1 if match["coin"] == "分" else 10)
    else:
        value = said * SHARES[match["sign"] or match["of"] or "个点"]
    per = per or "年"
    return Percent(match.start(), match.end(), value * PERIODS[per], per)


def _period(before: str) -> str:
    """日, 月 or 年 that is said right before a rate, "" for none."""
    for per, words in (("年", PER_YEAR), ("月", PER_MONTH), ("日", PER_DAY)):
        if words.search(before):
            return per
    return ""


def _fraction(text: str) -> Decimal | None:
    """12, 1.5, 十二, 三点五."""
    whole, _, fraction = text.partition("点")
    said = small(whole)
    if said is None or not fraction:
        return said
    return said + Decimal("0." + "".join(str(number(one) or 0) for one in fraction))


def counts(text: str, units: str) -> list[int]:
    """Whole numbers before one of the ``units`` (a regular expression): 三名工人, 12期, 5个月."""
    found = (number(match[1]) for match in re.finditer(rf"(?<![\d.第])(\d{{1,6}}|[{CHINESE}]+)\s*(?:{units})", text))
    return [one for one in found if one is not None]
