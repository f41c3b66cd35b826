"""Sums written twice, in figures and in capital numerals: 360000元（大写：叁拾陆万元整）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import cn2an

from assistant.calculators.wording import sum_in_words
from assistant.checking.agreement import Agreement, once
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import PROCEDURE_INTERPRETATION, cite
from assistant.checking.tables import PARTED

CERTAIN = cite(PROCEDURE_INTERPRETATION, "四百六十一")  # what is to be enforced must be certain
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
PLAIN = "一二三四五六七八九十百千"
DIGITS = "零〇壹贰叁肆伍陆柒捌玖一二三四五六七八九两"
NUMERAL = f"零〇{FORMAL}{PLAIN}两万萬亿億"
WORDS = re.compile(
    rf"(?<![第{NUMERAL}])(?P<yuan>[{NUMERAL}]{{2,}})(?:[元圆](?:零?(?P<jiao>[{DIGITS}])角)?(?:零?(?P<fen>[{DIGITS}])分)?[整正]?|[整正]|(?![个名人年月日条期款项]))"
)
# 12万5千, 360,000.00, 36万
FIGURE = (
    r"(?:(?P<lead>\d{1,4})万)?(?P<figure>\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,6})?)"
    r"[ \t]*(?P<unit>[万亿千])?"
)
REACH = 48  # characters on either side within which the figures stand
OPEN = r"[（(\[【]"
BEFORE = re.compile(
    rf"(?<![\d.,，\-/年月日]){FIGURE}(?P<gap>[ \t]*[元圆]?[整正]?[ \t]*(?:人民币)?[ \t]*[，,；|\t]?[ \t]*"
    rf"{OPEN}?[ \t]*(?:人民币)?(?:[（(]?大写[）)]?|即|合计|计)?(?:金额|数额)?"
    r"[ \t]*[为是]?[ \t]*[：:|]?[ \t]*(?:人民币|RMB)?[ \t]*)$"
)
AFTER = re.compile(
    rf"(?P<gap>[ \t]*[，,；|\t]?[ \t]*{OPEN}?[ \t]*(?:人民币)?(?:[（(]?小写[）)]?|即|合计|计)?(?:金额|数额)?"
    r"[ \t]*[为是]?[ \t]*[：:|]?[ \t]*"
    rf"(?:人民币|RMB)?[ \t]*[¥￥]?[ \t]*){FIGURE}(?![\d年月日期%/\-]|\.\d)(?:[ \t]*元)?"
)
# Without one of these, two sums merely follow each other.
JOINS = re.compile(r"[（(\[【|\t¥￥]|大写|小写|即|^\s*[元圆]?\s*$")
# 36万元（360000元）
FIGURES = re.compile(
    r"(?<![\d.,，])(?P<first>\d+(?:\.\d+)?)[ \t]*(?P<unit>[万亿])元?[ \t]*[（(](?:即|人民币)?[ \t]*[¥￥]?[ \t]*"
    r"(?P<second>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[ \t]*元?[）)]"
)
# 380000元（即38万元）
AND_SHORT = re.compile(
    r"(?<![\d.,，])(?P<second>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{4,}(?:\.\d+)?)"
    r"[ \t]*元[整正]?[ \t]*[（(，](?:即|合)(?:人民币)?(?P<first>\d+(?:\.\d+)?)[ \t]*(?P<unit>[万亿])元"
)
# 和解款大写：…, whose figures stand somewhere else
LABELLED = re.compile(r"大写(?:金额)?[）)]?[ \t]*[为是]?[ \t]*[：:]?[ \t]*(?:人民币)?[ \t]*$")
ANY_FIGURE = re.compile(FIGURE)
LABEL = 16  # characters before the numerals in which is said that they are a sum in words
OLD = str.maketrans("萬億〇", "万亿零")
SHORT = 3  # figures of a cell that is more than a running number
UNITS = {"千": 10**3, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Pair:
    """One sum in figures and in words; ``start`` and ``end`` hold both, ``words`` is where the numerals stand. ``said``
    is what the words say, None where they say nothing.
    """

    start: int
    end: int
    words: tuple[int, int]
    figure: Decimal
    said: Decimal | None


@once
def pairs(agreement: Agreement) -> tuple[Pair, ...]:
    """Every sum that is written twice, in either order."""
    return tuple(_pairs(agreement.text))


def _pairs(text: str) -> Iterator[Pair]:
    for words in WORDS.finditer(text):
        formal = any(character in FORMAL for character in words["yuan"])
        if not formal and not re.search("[元圆]", words.group()):
            continue
        low = max(0, words.start() - REACH)
        before = BEFORE.search(text[low : words.start()])
        if before and JOINS.search(before["gap"]) and not _running(before):
            start = low + before.start()
            yield Pair(start, words.end(), words.span(), _figure(before), spoken(words))
            continue
        after = AFTER.match(text, words.end(), words.end() + REACH)
        if after and JOINS.search(after["gap"]) and after["gap"].strip(" "):
            yield Pair(words.start(), after.end(), words.span(), _figure(after), spoken(words))


def spoken(words: re.Match[str]) -> Decimal | None:
    """The sum that a match of WORDS says, in yuan; None where the numerals do not fit together."""
    try:
        whole = cn2an.cn2an(words["yuan"].translate(OLD), "normal")
        tenths, cents = (cn2an.cn2an((words[part] or "零").translate(OLD), "normal") for part in ("jiao", "fen"))
    except (ValueError, KeyError):  # the library also stumbles over its own table
        return None
    return Decimal(whole) + Decimal(tenths) / 10 + Decimal(cents) / 100


def _running(match: re.Match[str]) -> bool:
    """Whether the figures are a row's number and not a sum."""
    return PARTED.search(match["gap"]) is not None and len(match["figure"]) < SHORT


def _figure(match: re.Match[str]) -> Decimal:
    lead = Decimal(match["lead"] or 0) * UNITS["万"]
    return lead + Decimal(re.sub("[,，]", "", match["figure"])) * UNITS.get(match["unit"] or "", 1)


def in_figures(value: Decimal) -> str:
    """A sum as a reason writes it: 80000, 5138.62."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def against(right: Decimal, what: str, said: Decimal) -> str:
    """What two sums are that should be one, for a reason."""
    apart = in_figures(abs(right - said))
    return f"是{in_figures(right)}元，{what}是{in_figures(said)}元，相差{apart}元"


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Sums whose figures and words differ."""
    text = agreement.text
    for pair in pairs(agreement):
        if pair.said == pair.figure:
            continue
        start, end = pair.words
        right = sum_in_words(pair.figure).removeprefix("人民币")
        says = f"大写是{in_figures(pair.said)}元" if pair.said is not None else f"大写“{text[start:end]}”读不出一个数"
        yield agreement.finding(
            "amount-words",
            Severity.ERROR,
            pair.start,
            pair.end,
            f"小写是{in_figures(pair.figure)}元，{says}，执行时会为哪个算数再争一次。请先核对哪个数对；小写对的，大写照改写。",
            CERTAIN,
            text[pair.start : start] + right + text[end : pair.end],
        )
    known = {_figure(one) for one in ANY_FIGURE.finditer(text)}
    taken = {pair.words for pair in pairs(agreement)}
    for words in WORDS.finditer(text):
        labelled = LABELLED.search(text[max(0, words.start() - LABEL) : words.start()])
        if words.span() in taken or not labelled or (said := spoken(words)) in known:
            continue
        says = f"大写是{in_figures(said)}元，小写里没有这个数" if said is not None else "这个大写读不出一个数"
        reason = f"{says}。请核对它写的是哪一笔，照小写改写。"
        yield agreement.finding("amount-words", Severity.ERROR, *words.span(), reason, CERTAIN)
    for match in chain(FIGURES.finditer(text), AND_SHORT.finditer(text)):
        first = Decimal(match["first"]) * UNITS[match["unit"]]
        second = Decimal(re.sub("[,，]", "", match["second"]))
        if first != second:
            yield agreement.finding(
                "amount-words",
                Severity.ERROR,
                *match.span(),
                f"一处是{in_figures(first)}元，一处是{in_figures(second)}元，两个数不一样。请核对后只写一个数。",
                CERTAIN,
            )
