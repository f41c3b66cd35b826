"""Addresses down to the house: 东莞市南城街道鸿福路100号3栋502室, 桃源村3组, 阳光花园3栋502.

A region, a court or a street alone is nobody's address. The number of the house is found first; the words before it
are then read backwards as far as they name places.
"""

import re
from collections.abc import Iterator

import rjieba

from assistant.redaction.spans import Finder, Span

NUMBER = "(?:[0-9]{1,5}[A-Za-z甲乙丙]?|[A-Za-z][0-9]{0,4}|[一二三四五六七八九十百零〇]{1,5})(?:-[0-9A-Za-z]{1,4}){0,3}"
# A metro line, an order of the government and an item of a list have a 号 as well.
UNIT = (
    "号[楼院]|号(?![线令文码机井])|弄|巷|栋|幢|座|单元|层|楼|室|房(?!产)|户|铺|档|(?:村民|居民)?小组|组(?!织)|队|社|期"
)
COUNTED = r"(?![0-9A-Za-z.]| ?[年月日元万亿平米个人名套家吨%㎡斤公股份只台])"
DASHED = "[0-9A-Za-z]{1,3}(?:-[0-9]{1,4}){1,3}(?![0-9A-Za-z年月日])"  # 3-2-502
INNER = (
    rf"(?:之[一二三四五六七八九十])?(?:[ ,-]?(?:内|{NUMBER}(?:{UNIT}))){{0,6}}(?:[ ,-]?[0-9]{{3,4}}[A-Za-z]?{COUNTED})?"
)
HOUSE = re.compile(rf"(?<=[一-鿿 ])第?(?:(?P<first>{NUMBER})(?P<unit>{UNIT})|{DASHED})(?P<inner>{INNER})")
BEFORE = re.compile(r"(?:[一-鿿0-9A-Za-z] ?){1,40}\Z")
# 100号商鼎国际2栋: further into the same house
INSIDE = re.compile("(?:(?![和与及在住到是有欠租付开的了去来])[一-鿿]){0,10} ?")
COUNTS = ("户", "组", "队", "社", "期")  # say how many, too
BEHIND = 60  # characters that are read backwards
SIDE = "(?:[东南西北中]?[一二三四五六七八九十]?段|[东南西北中])?"
STREET = re.compile(rf"(?:路|街|大道|巷|弄|胡同|国道|省道){SIDE}\Z")
ANONYMOUS = re.compile(r"某[一-鿿]{1,3}\Z")
BUILDINGS = ("栋", "幢", "座", "号楼", "号院", "弄")
GENERIC = frozenset(
    ("马路", "公路", "道路", "半路", "铁路", "线路", "电路", "一路", "街", "路", "大街", "巷", "弄", "国道")
)
VILLAGE = re.compile("(?:村|庄|屯|寨|村委会|社区)\\Z")
ESTATE = re.compile(
    "(?:村|庄|屯|寨|社区|小区|花园|公寓|大厦|广场|新城|家园|苑|园|府|湾|庭|轩|阁|居|里|坊|城|楼|公馆|工业区|工业园|"
    "[东南西北中一二三四五六A-Z]区|市场|街道|镇|道)\\Z"
)
REGION = re.compile("(?:省|自治区|市|区|县|旗|盟|州|镇|乡|街道|街办)\\Z")
TOWNSHIP = re.compile("(?<=[乡镇])(?=[一-鿿]{2,5}[村庄屯寨])")  # 白楼乡大李庄村: the dictionary has a word of 乡大
LEADING = frozenset("大小上下前后东西南北")  # begin the name of a village: 大李庄村
FULL_NAME = 3  # characters from which a word ends what may stand before it: 鸿福路, not 路
UNKNOWN = 5  # characters at most that stand before a 路 or 花园 and are in no dictionary
LAST_DAY = 31  # of a month: 小区12号 may be a day, 小区112号 is a house
BREAKS = re.compile(  # words that lead to an address and are none of it
    "(?:[他我]?家)?[住租在到去买送寄搬]|位于|有|是|为|于|至|从|叫|的|[我他她你]|[他我]家|住址|地址|户籍地?|老家|[住开]在|[寄送搬]到|坐落|"
    "邮寄|快递|上门|查封|扣押|房[子产]|公司|法院|原告|被告"
)
# First letters of the tags of words that name no place, and of those that do directly before a 路: 建设路.
NO_PLACE, NAMES_ALSO = "pcurxy", "vdt"
JOINS = "和与及或跟被把将"
BRIDGE = 4


def _find(text: str) -> Iterator[Span]:
    start = end = 0
    for house in HOUSE.finditer(text):
        if end and INSIDE.fullmatch(text, end, house.start()) and house["unit"] not in COUNTS:
            end = house.end()
            continue
        before = BEFORE.search(text, max(end, house.start() - BEHIND), house.start())
        words = _place(before.group()) if before else []
        if words and _is_house([word for word in words if word != " "], house):
            if end:
                yield start, end
            start, end = house.start() - len("".join(words).lstrip()), house.end()
    if end:
        yield start, end


def _is_house(words: list[str], house: re.Match[str]) -> bool:
    """Whether the name of a place and the number behind it lead to a door."""
    name, unit, inner = "".join(words), house["unit"], house["inner"].strip()
    if ANONYMOUS.search(house.string, max(0, house.start() - len(name) - 1), house.start()):
        return False
    if unit and VILLAGE.search(name) and unit[-1] in "组队社":
        return len(name) > 1
    if STREET.search(name) and not name.endswith("街道"):
        return name not in GENERIC and (unit is None or unit[0] in "号弄巷栋幢座")
    deep = bool(inner) or not unit or "-" in (house["first"] or "")
    if ESTATE.search(name):
        door = unit and unit[0] in "号栋幢" and (_has_region(words) or (unit[0] == "号" and _no_day(house["first"])))
        return not ESTATE.fullmatch(name) and bool(deep or door)
    return bool(inner) and unit in BUILDINGS and bool(re.search("[室房号户0-9]", inner))


def _no_day(number: str) -> bool:
    return not number.isdecimal() or int(number) > LAST_DAY


def _has_region(words: list[str]) -> bool:
    return any(len(word) > 1 and (REGION.search(word) or VILLAGE.search(word)) for word in words[:-1])


def _place(text: str) -> list[str]:
    """The words at the end of the text that name a place, from the largest to the smallest."""
    words = [word for piece in TOWNSHIP.split(text) for word in rjieba.tag(piece)][::-1]
    taken = unknown = 0
    while taken < len(words):
        word, tag = words[taken]
        ends = bool(STREET.search(word) or ESTATE.search(word) or REGION.search(word))
        if ends or tag.startswith("ns"):
            unknown = 0 if len(word) < FULL_NAME or ESTATE.fullmatch(word) else UNKNOWN
        elif word in LEADING and taken and VILLAGE.search(words[taken - 1][0]):
            unknown = 0
        elif word != " " and _breaks(word, tag, unknown):
            if not (bridge := _bridge(words[taken:])):
                break
            taken += bridge
            continue
        else:
            unknown += len(word.strip())
        taken += 1
    return [word for word, _ in reversed(words[:taken])]


def _breaks(word: str, tag: str, unknown: int) -> bool:
    """Whether a word is no part of a name of which so many characters have been read."""
    if BREAKS.fullmatch(word) or tag[0] in NO_PLACE or unknown + len(word) > UNKNOWN:
        return True
    return tag[0] in NAMES_ALSO and (unknown > 0 or len(word) == 1)


def _bridge(words: list[tuple[str, str]]) -> int:
    """How many odd words stand before that of a region, as 五和 in 坂田街道五和大道."""
    size = 0
    for count, (word, _) in enumerate(words):
        if count and len(word) > 1 and REGION.search(word):
            return count if size > 1 or words[0][0] not in JOINS else 0
        size += len(word)
        if BREAKS.fullmatch(word) or size > BRIDGE:
            break
    return 0


ADDRESS = Finder("地址", _find)
