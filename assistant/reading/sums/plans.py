"""A plan of instalments."""

import re
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from assistant.reading.quantities import CHINESE, counts
from assistant.reading.said import Said
from assistant.reading.sums.claims import claimed
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says, written

EVERY = (
    ("半月", r"(?:每)?半个?月(?:给|还|付|一)|每半个?月|每15天"),
    ("周", r"每个?(?:周|星期|礼拜)|按周|周付|一(?:周|星期|礼拜)一[次期]"),
    ("季", r"每个?季|按季|季度|一季一"),
    ("", r"每(?:两|2|二|双|半年|年)|按年|每隔"),  # no calculator takes these
    ("月", r""),
)
A_YEAR = {"月": 12, "季": 4, "半月": 24, "周": 52}
UNITS = {"月": r"个月|月(?=还|付|给)", "季": r"个?季度?", "周": r"个?(?:周|星期|礼拜)"}
ATTEMPTS = re.compile(r"(?:催|打|找|来)过?了?[^，。]{0,4}次")
MONTHS = rf"(?:\d+|[{CHINESE}]+)个月"
# Months in which something was owed or went by, not payments: 两个月工资, 停了3个月.
BYGONE = re.compile(
    rf"{MONTHS}(?=的?(?:工资|薪|工钱|房?租|社保|生活费|利息|货款|电费|服务费))"
    rf"|(?:停|拖|过|等|欠|逾期|干|做)(?:了|过)(?:快|近|有)?{MONTHS}"
)
DIVIDED = re.compile(r"(?:分|共)(?:成|作|为)?[^，。]{1,6}")
YEARS_OF_DATES = set(range(50, 3000))
PARTS = (
    ("balloon", r"尾款|最后一[期次笔]|末期|(?:余|剩)下?的?最后"),
    ("step", r"(?:每[期月次]|比上(?:个月|一?期|个?季|次)|逐[期月])[^，。]{0,6}(?:多|增|加)[^，。]{0,4}$|递增|递加"),
    ("down", r"首付|(?<!已)(?<!已经)先[付给还]|头期|定金|首笔"),
    ("each", r"每[个]?(?:期|月|季度?|周|次)[^，。]{0,5}$|月供|月还|月付"),
    ("other", r"流水|收入|工资|利润|挣|营收|(?:已经?|前年|去年|之前|上次)[^，。]{0,6}[还付给]"),
)
STARTS = re.compile(r"^[^，。；]{0,4}(?:开始|起|还?付?给?第一|首[期付笔]|先[付给还]|还首|打第一)")
START = re.compile(r"(?:第一[期次笔个]|首[期付笔次]|从|自|开始)[^，。；]{0,6}$")
MISSED = re.compile(rf"(?:从)?第\s*(\d+|[{CHINESE}]+)\s*[期次](?:起|开始|以后|后)?[^，。]{{0,4}}(?:没|未|不|断|停)")


def read_instalments(said: Said, known: Known) -> Inputs:
    """The total, the number and interval of payments, the first day, and how they go."""
    parts, total = _sums(said, known)
    every = next(name for name, words in EVERY if says(words, said.text))
    inputs: Inputs = {} if total is None else {"total": written(total)}
    if number := _count(said.text, every) or _by_size(total, parts.get("each")):
        inputs["count"] = str(number + _besides(said.text, parts))
    if first := _first(said):
        inputs["first"] = first.isoformat()
    if every != "月":
        inputs["every"] = every
    inputs |= _method(said.text, parts)
    if len({one.value for one in said.rates}) == 1 and not says(
        r"不计息|免息|没有利息|不要利息|不算利息|无息", said.text
    ):
        inputs["rate"] = written(said.rates[0].value)
    if missed := MISSED.search(said.text):
        inputs["missed"] = str(counts(missed[1] + "期", "期")[0])
    return inputs


def _sums(said: Said, known: Known) -> tuple[dict[str, Decimal], Decimal | None]:
    """The sums that are parts of the plan by their names, and the total: what is left and what is paid down before."""
    parts: dict[str, Decimal] = {}
    others = []
    for one, labelled in zip(said.amounts, said.labelled, strict=True):
        before = said.before(one.start, 12)
        name = next((key for key, words in PARTS if says(words, before)), "")
        if name:
            parts[name] = one.value
        else:
            others.append((one, labelled))
    rest = Said(_without(said, [one.start for one, _ in others]), said.today)
    total = claimed(rest, known)
    left = {labelled.value for _, labelled in others if labelled.label == "余款"}
    return parts, total + parts.get("down", 0) if total is not None and left == {total} else total


def _without(said: Said, kept: list[int]) -> str:
    """The text with blanks for the sums that are not kept."""
    text = said.text
    for one in said.amounts:
        if one.start not in kept:
            text = text[: one.start] + "某" * (one.end - one.start) + text[one.end :]
    return text


def _count(text: str, every: str) -> int | None:
    """How many payments: 12期, 8次, else months, seasons, weeks or years of them; None where two numbers compete."""
    plain = BYGONE.sub("", ATTEMPTS.sub("", text))
    for units in (r"期|次", UNITS.get(every, "期")):
        found = set(counts(plain, units)) - {0}
        if len(found) > 1:
            found = set(counts(" ".join(DIVIDED.findall(plain)), units)) or found
        if found:
            return found.pop() if len(found) == 1 else None
    return _of_years(text, A_YEAR.get(every))


def _of_years(text: str, a_year: int | None) -> int | None:
    """How many payments there are in the years that are said: 半年, 两年, 一年半."""
    if a_year is None:
        return None
    if says(r"(?<!年)半年", text):
        return a_year // 2
    years = set(counts(text, r"年(?!\d|[一二三四五六七八九十]+月|利率|息|化)")) - YEARS_OF_DATES
    if len(years) != 1 or not says(r"分|按|还|每", text):
        return None
    return years.pop() * a_year + (a_year // 2 if "年半" in text else 0)


def _by_size(total: Decimal | None, each: Decimal | None) -> int | None:
    """How many payments of a size make up the total."""
    return int(total / each) if total and each and total % each == 0 else None


def _besides(text: str, parts: dict[str, Decimal]) -> int:
    """Payments that a number leaves out: the first and last of their own where it is that of the rest."""
    ends = len(parts.keys() & {"down", "balloon"})
    of_the_rest = says(r"(?:余下|剩下|剩余|其余|余款|剩的|余额)[^。；]{0,12}(?:分|按|每)", text)
    return ends if of_the_rest and not says(r"(?:总共|一共|共|合计)[^，。]{0,3}[期次]", text) else 0


def _first(said: Said) -> date | None:
    """The day of the first payment: one that is said to be, else the only one that lies ahead."""
    marked = [one for one in said.days if STARTS.match(said.text[one.end :]) or START.search(said.before(one.start))]
    ahead = marked or [one for one in said.days if one.exact and one.day >= said.today] or list(said.days)[:1]
    if len({one.day for one in ahead}) != 1:
        return None
    one = ahead[0]
    if one.day < said.today and not one.exact and not says(MISSED.pattern, said.text):
        return one.day + relativedelta(years=1)
    return one.day if marked or one.day >= said.today else None


def _method(text: str, parts: dict[str, Decimal]) -> Inputs:
    if "step" in parts:
        return {"method": "递增", "step": written(parts["step"])}
    ends = {key: written(value) for key, value in parts.items() if key in {"down", "balloon"}}
    if ends:
        return {"method": "首付加尾款", **ends}
    if "先息后本" in text:
        return {"method": "先息后本"}
    return {"method": "等额本金"} if "等额本金" in text else {}


def complete_instalments(inputs: Inputs, said: Said) -> Sum:
    """Lets payments begin a month from today where nothing says when."""
    missing = lacking(inputs, "total", "count")
    if inputs.get("every") == "":
        missing = (*missing, "every")
    if inputs.get("method") == "先息后本":
        missing = (*missing, *lacking(inputs, "rate"))
    if "first" in inputs:
        return Sum("instalments", inputs, missing)
    first = said.today + relativedelta(months=1)
    told = f"没有说从哪天开始付，第一期先按一个月后（{first}）排。"
    return Sum("instalments", {**inputs, "first": first.isoformat()}, missing, (told,))
