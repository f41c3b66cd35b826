"""What a paragraph says of sums, days, periods, rates, parties and duties: where, and what it means however written."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.reading.days import CHINESE, DAY, days
from assistant.reading.quantities import amounts, rates
from knowledge.numerals import number


class Topic(StrEnum):
    """What a change is about."""

    PARTY = "party"
    AMOUNT = "amount"
    DATE = "date"
    PERIOD = "period"
    RATE = "rate"
    DUTY = "duty"
    CLAUSE = "clause"

    @property
    def label(self) -> str:
        """The topic in Chinese."""
        return {
            "party": "当事人",
            "amount": "金额",
            "date": "日期",
            "period": "期限",
            "rate": "利率",
            "duty": "义务用词",
            "clause": "整条增删",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Said:
    """Something said in ``text[start:end]``, and what it means, however it is written."""

    start: int
    end: int
    text: str
    meaning: Hashable


PERIOD = re.compile(
    rf"(?<![\d.第年月{CHINESE}])(\d{{1,3}}|[{CHINESE}]{{1,4}})\s*个?(工作日|月|[日天年期周次])(?![\d{CHINESE}]*月)"
)
# A sum that stands alone, as in a cell of a table.
ALONE = re.compile(r"[¥￥]?((?:\d{1,3}(?:,\d{3})+|\d{4,10})(?:\.\d{1,2})?|\d{1,10}\.\d\d)")
PER = re.compile(r"(?:(?<!\d)[年月日]|每[年月日天])[^，。；、\d]{0,6}\Z")
DUTY = re.compile(
    r"应当|必须|可以|有权|无权|不得|不再|不予|不承担|不负|无[须需]|免除|放弃|连带责任|连带|一般保证|撤回|解除"
    r"|[不未](?=[一-鿿])|[应须可](?=[一-鿿])"
)


def said(text: str, who: re.Pattern[str], today: date) -> dict[Topic, list[Said]]:
    """What ``text`` says, by topic. ``who`` finds parties, ``today`` counts for days that are said relative to it."""
    dated = list(_days(text, today))
    return {
        Topic.PARTY: [Said(*match.span(), match.group(), match.group()) for match in who.finditer(text)],
        Topic.AMOUNT: list(_sums(text)),
        Topic.DATE: dated,
        Topic.PERIOD: list(_periods(text, dated)),
        Topic.RATE: list(_rates(text)),
        Topic.DUTY: [Said(*match.span(), match.group(), match.group()) for match in DUTY.finditer(text)],
    }


def _days(text: str, today: date) -> Iterator[Said]:
    """Days, also such as do not exist: somebody wrote them for one."""
    exist = {one.start: one.day for one in days(text, today)}
    for match in DAY.finditer(text):
        if match.start() in exist or match["year"]:
            yield Said(*match.span(), match.group(), exist.get(match.start(), match.group()))


def _sums(text: str) -> Iterator[Said]:
    if alone := ALONE.fullmatch(text):
        yield Said(0, len(text), text, Decimal(alone[1].replace(",", "")))
        return
    yield from (Said(one.start, one.end, text[one.start : one.end], one.value) for one in amounts(text))


def _rates(text: str) -> Iterator[Said]:
    """Rates with the words that say whether they are by the year, the month or the day."""
    for one in rates(text):
        before = PER.search(text, 0, one.start)
        start = before.start() if before else one.start
        yield Said(start, one.end, text[start : one.end], (one.value, one.per))


def _periods(text: str, dated: Sequence[Said]) -> Iterator[Said]:
    for match in PERIOD.finditer(text):
        if not any(one.start < match.end() and one.end > match.start() for one in dated):
            yield Said(*match.span(), match.group(), (number(match[1]), "天" if match[2] == "日" else match[2]))
