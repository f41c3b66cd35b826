"""From which day to which interest runs."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from assistant.reading.quantities import CHINESE, counts
from assistant.reading.said import Said

UNTIL = re.compile(r"(?:(?<![收拿送见签得])到|至|截至|截止到?|算到|还到|—|－|~|～|(?<!\d)-)\s*$")
ENDS = re.compile(r"^\s*(?:止|为止|才?(?:还|付|结|给)(?:清|完|了|的)|还(?![没不要款])|清偿|划扣|到账|执行到位)")
FROM = re.compile(r"(?:自|从)\s*$")
BEGINS = re.compile(
    r"^\s*(?:开始|起|以来|计|至|到|—|－|~|～|-|借|(?:就|起)?[应该](?!.{0,3}算)|到期|到了期|打给|转给|拿钱|给他)"
)
NOW = re.compile(r"(?:到|至|截[至止]).{0,3}(?:现在|目前|眼下|如今|今)|迄今|至今|现在[^，。]{0,6}(?:利息|滚)")
STRETCH = re.compile(rf"(?<![\d第])([0-9]{{1,2}}|[{CHINESE}半]+)(?:个)?(年|月)(半)?(?!\d|利率|息|化|底|份|初)")
HALF_YEAR, MONTHS_A_YEAR = 6, 12


def span(said: Said) -> tuple[date | None, date | None]:
    """The first and the last day that words mark as such, or that are left over; None where in doubt."""
    start: list[date] = []
    end: list[date] = []
    rest: list[date] = []
    for one in said.days:
        before, after = said.text[: one.start], said.text[one.end :]
        if UNTIL.search(before) or ENDS.search(after):
            end.append(one.day)
        elif FROM.search(before) or BEGINS.search(after):
            start.append(one.day)
        else:
            rest.append(one.day)
    last = end[-1] if end else None
    first = _first(start, rest, said)
    if last is None and not start and len(rest) == 2 and rest[0] < rest[1]:  # noqa: PLR2004
        first, last = rest
    elif last is None and len(rest) == 1 and first and rest[0] > first:
        last = rest[0]
    if last is None and NOW.search(said.text):
        last = said.today
    return first, last


def _first(start: list[date], rest: list[date], said: Said) -> date | None:
    """The day from which it runs: the last of those that are said to begin it, else the only one left."""
    if len(set(start)) > 1:
        marked = [one.day for one in said.days if re.match(r"\s*(?:开始|起|至|到(?!期))", said.text[one.end :])]
        return marked[-1] if marked else start[-1]
    if start:
        return start[0]
    return rest[0] if len(set(rest)) == 1 else None


def stretch(text: str) -> relativedelta | None:
    """How long, where one length is said in years or months: 一年, 两年半, 18个月."""
    found = [match for match in STRETCH.finditer(text) if match[2] == "年" or "个" in match.group()]
    if len(found) != 1:
        return None
    if found[0][1] == "半":
        return relativedelta(months=HALF_YEAR)
    number = counts(found[0][1] + "年", "年")
    if not number or number[0] > 50:  # noqa: PLR2004
        return None
    months = number[0] * (MONTHS_A_YEAR if found[0][2] == "年" else 1) + HALF_YEAR * bool(
        found[0][3] and found[0][2] == "年"
    )
    return relativedelta(months=months)
