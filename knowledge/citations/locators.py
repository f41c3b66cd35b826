"""第…条第…款第…项: where articles, paragraphs and items are written, one by one and in lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from knowledge.numerals import number

BLANK = r"[^\S\n]{0,3}(?:\n[^\S\n]{0,3})?"  # a few blanks, one line break
_HAN = "[零〇○一二两三四五六七八九十百千]"
_NUMERAL = rf"(?:[0-9０-９]{{1,6}}|{_HAN}{{1,12}}(?:\n[^\S\n]{{0,3}}{_HAN}{{1,11}})?)"
_LIST = r"(?:[、,，和与及或至到\-－‐–—~～]|以及)"
_ONE = rf"(?:第{BLANK})?[（(]?{BLANK}{_NUMERAL}{BLANK}[）)]?"
_UNIT = re.compile(
    rf"(?:第{BLANK}(?:[（(]{BLANK})?{_NUMERAL}|(?<![0-9０-９零〇○一二两三四五六七八九十百千第.．]){_NUMERAL}(?=(?:{BLANK}{_LIST}{BLANK}{_NUMERAL}){{0,9}}{BLANK}条)|[（(]{_NUMERAL}[）)](?=[款项]))"
    rf"{BLANK}[）)]?(?:{BLANK}{_LIST}{BLANK}{_ONE}){{0,30}}{BLANK}"
    r"(?:(?P<条>条(?!款(?!项)|件|例(?!外)|约(?!定)))|(?P<款>款(?!项))|(?P<项>项(?!目|下))|(?P<目>目(?!标|录|的|前)))"
)
_BRANCH = re.compile(rf"{BLANK}之{BLANK}([0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}})(?![种个类切般定些])")
_BREAK = re.compile(r"\s")
_NUMBER = re.compile(_NUMERAL)
_JOIN = re.compile(rf"{BLANK}(?:的|之|中的?)?{BLANK}")
_RANGE = re.compile(r"[至到\-－‐–—~～]")


class Level(IntEnum):
    """条, 款, 项, 目, the coarsest first."""

    ARTICLE = 0
    PARAGRAPH = 1
    ITEM = 2
    SUBITEM = 3


_LEVELS = {"条": Level.ARTICLE, "款": Level.PARAGRAPH, "项": Level.ITEM, "目": Level.SUBITEM}


@dataclass(frozen=True, slots=True)
class Locator:
    """One place: ``numbers`` by level, ``branch`` of the article (之一).

    ``listed``: it goes on a list within one 第…条 (第3、6条), and takes what it does not say from the one before.
    ``range_end``: the one before it is where a range begins, this is where it ends.
    """

    start: int
    end: int
    numbers: dict[Level, int]
    branch: int = 0
    listed: bool = False
    range_end: bool = False

    @property
    def top(self) -> Level:
        """The coarsest level that is written here."""
        return min(self.numbers)


@dataclass(frozen=True, slots=True)
class Chain:
    """Locators that one spot of text writes together: 第二条第一款第三、四项. ``ordinal``: it begins with 第."""

    locators: tuple[Locator, ...]
    ordinal: bool

    @property
    def start(self) -> int:
        """Where its first locator begins."""
        return self.locators[0].start

    @property
    def end(self) -> int:
        """Where its last locator ends."""
        return self.locators[-1].end


def chains(text: str) -> Iterator[Chain]:
    """Every chain of locators in a text, in order, whether or not it is of a law."""
    units: list[tuple[Level, list[Locator]]] = []
    end = -1
    for match in _UNIT.finditer(text):
        unit = _unit(text, match)
        if unit is None:
            continue
        level, places = unit
        follows = units and level > units[-1][0] and match.start() >= end and _JOIN.fullmatch(text, end, match.start())
        if units and not follows:
            yield _chain(text, units)
            units = []
        units.append(unit)
        end = places[-1].end
    if units:
        yield _chain(text, units)


def _unit(text: str, match: re.Match[str]) -> tuple[Level, list[Locator]] | None:
    """The places of one 第…条, 第…款, 第…项; None where a numeral says no number."""
    level = _LEVELS[str(match.lastgroup)]
    places: list[Locator] = []
    numerals = list(_NUMBER.finditer(text, match.start(), match.end()))
    for count, numeral in enumerate(numerals):
        value = number(_BREAK.sub("", numeral[0]))
        if value is None or (count and numeral.start() == numerals[count - 1].end()):
            return None
        first, last = count == 0, count == len(numerals) - 1
        start = match.start() if first else _with_bracket(text, numeral.start())
        end = match.end() if last else _with_closing(text, numeral.end())
        ranged = not first and _RANGE.search(text, numerals[count - 1].end(), numeral.start()) is not None
        branch = 0
        if last and level is Level.ARTICLE and (found := _BRANCH.match(text, end)):
            branch, end = number(found[1]) or 0, found.end()
        places.append(Locator(start, end, {level: value}, branch, not first, ranged))
    return level, places


def _with_bracket(text: str, start: int) -> int:
    while start and (text[start - 1] in "（(第" or (text[start - 1].isspace() and text[start - 2 : start - 1] == "第")):
        start -= 1
    return start


def _with_closing(text: str, end: int) -> int:
    return end + 1 if text[end] in "）)" else end


def _chain(text: str, units: list[tuple[Level, list[Locator]]]) -> Chain:
    """Joins 第二条 and 第一款 into one place; what stands in a list stays a place of its own."""
    places: list[Locator] = []
    for _, unit in units:
        first = unit[0]
        if places:
            head = places.pop()
            numbers = {**head.numbers, **first.numbers}
            first = Locator(head.start, first.end, numbers, head.branch, head.listed, head.range_end)
        places += [first, *unit[1:]]
    return Chain(tuple(places), text[units[0][1][0].start] == "第")
