"""Interest for late performance of a judgment."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.reading.quantities import Dated
from assistant.reading.said import Said
from assistant.reading.sums.claims import claimed, only
from assistant.reading.sums.deadlines import performance_day
from assistant.reading.sums.spans import ENDS, NOW, UNTIL
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says, written

DUE_BEFORE = re.compile(r"(?:履行期限?|期限|限|最后一[天日]|到期日|应该?|判[他决令]*|付款日)[^，。；]{0,10}$")
DUE_AFTER = re.compile(r"^(?:之?前|到期|届满|止|期满|为限|以前)")
GENERAL = re.compile(r"(?:自|从)?[^，。；]{0,4}(?:起)[^，。；]{0,14}(?:利率|利息|LPR|计息)")
PAID = re.compile(r"(?:还了|付了|给了|打了|转了|打过来|转过来|已还|已付|执行到|扣划了?|划扣了?|还过)")
PAID_UP = re.compile(r"^[^，。；]{0,8}(?:到位|付清|还清|结清|全部|全还|全付|才)")


def read_late_performance(said: Said, known: Known) -> Inputs:
    """The debt, when it was due, until when, what general interest was awarded and what was paid."""
    inputs: Inputs = {}
    principal = _principal(said, known)
    if principal is not None:
        inputs["principal"] = written(principal)
    payments = _payments(said)
    if payments:
        inputs["payments"] = ",".join(f"{day.isoformat()}:{written(value)}" for day, value in payments)
    free = [one for one in said.days if one.day not in {day for day, _ in payments}]
    general = next((one for one in free if GENERAL.match(said.after(one.end, 24))), None)
    if (
        general
        and len({one.value for one in said.rates}) == 1
        and not says(r"(?:只|仅|单)(?:算|计|要)?加倍", said.text)
    ):
        inputs |= {"general_rate": written(said.rates[0].value), "general_from": general.day.isoformat()}
    free = [one for one in free if one != general]
    due = performance_day(said) or _due(free, said)
    end = _end([one for one in free if one.day != due], said)
    if due:
        inputs["due"] = due.isoformat()
    if end:
        inputs["end"] = end.isoformat()
    return inputs


def recall_late_performance(said: Said, inputs: Mapping[str, str]) -> Inputs:
    """When it was due, what general interest was awarded and what was paid."""
    del inputs
    told = read_late_performance(said, Known())
    return {key: told[key] for key in ("due", "general_rate", "general_from", "payments") if key in told}


def _principal(said: Said, known: Known) -> Decimal | None:
    """What the judgment awards, less nothing: payments count apart."""
    owed = [one for one in said.labelled if one.label not in {"还款", "利息"}]
    if len(owed) == len(said.labelled):
        return claimed(said, replace(known, sums=tuple(one for one in known.sums if one.label != "还款")))
    values = {one.value for one in owed if one.label not in {"费用", "总价", "他案", "资产"} and not one.loose}
    return only(owed, "标的") or (values.pop() if len(values) == 1 else None)


def _payments(said: Said) -> list[tuple[date, Decimal]]:
    """Days on which sums came in, each with the sum of its clause."""
    found = []
    for one, labelled in zip(said.amounts, said.labelled, strict=True):
        days = [
            day
            for day in said.days
            if day.end <= one.start and not re.search(r"[，。；;]", said.text[day.end : one.start])
        ]
        if labelled.label == "还款" and days and not PAID_UP.match(said.text[days[-1].end :]):
            found.append((days[-1].day, one.value))
    return found


def _due(days: list[Dated], said: Said) -> date | None:
    """The last day to perform: marked by words, or the only one that is no end."""
    marked = [one.day for one in days if DUE_AFTER.match(said.text[one.end :])]
    marked = marked or [one.day for one in days if DUE_BEFORE.search(said.before(one.start))]
    if marked:
        return marked[0] if len(set(marked)) == 1 else None
    left = {
        one.day
        for one in days
        if not UNTIL.search(said.text[: one.start]) and one.day < said.today and not PAID_UP.match(said.text[one.end :])
    }
    return left.pop() if len(left) == 1 and says("生效|判", said.text) else None


def _end(days: list[Dated], said: Said) -> date | None:
    """The day up to which it counts."""
    for one in reversed(days):
        after = said.text[one.end :]
        if (
            UNTIL.search(said.text[: one.start])
            or ENDS.match(after)
            or PAID_UP.match(after)
            or PAID.match(said.after(one.end))
        ):
            return one.day
    return said.today if NOW.search(said.text) else None


def complete_late_performance(inputs: Inputs, said: Said) -> Sum:
    """Counts up to today where no other day is said; lacks the days of what was paid without one."""
    missing = lacking(inputs, "principal", "due")
    if "payments" not in inputs and any(one.label == "还款" for one in said.labelled):
        missing = (*missing, "payments")
    if "end" in inputs:
        return Sum("late-performance-interest", inputs, missing)
    counted = {**inputs, "end": said.today.isoformat()}
    return Sum("late-performance-interest", counted, missing, (f"没有说算到哪一天，先算到今天（{said.today}）。",))
