"""Sums that a story does not state but that follow from what it states, and totals that do not fit."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.drafting.stories.amounts import written
from assistant.drafting.stories.story import Conflict, Found, Span, stated
from assistant.drafting.stories.told import Told
from knowledge.forms import FormField

TOTALS = ("total", "agreed_total", "pay_total")
PARTS: Mapping[str, tuple[str, ...]] = {
    "form-mediation-agreement": ("principal", "interest", "costs"),
    "form-instalment-agreement": ("principal", "interest", "costs"),
    "form-claim-filing": ("principal", "interest", "penalty", "costs"),
    "form-enforcement-application": ("principal", "interest", "costs"),
    "form-wage-agreement": ("wages", "overtime", "compensation"),
}
TAKEN_OFF = frozenset({"form-enforcement-application"})  # the form asks for what is left after payments
REST = re.compile(r"(?:余下|其余|余款|剩下|剩余)(?![^，。；]{0,8}(?:不再|免|放弃|不用))")
SUBTRACTED = ("owed", "received", "remaining")


def with_totals(told: Told, found: dict[str, Found], fields: Sequence[FormField]) -> list[Conflict]:
    """Adds to ``found`` what can be computed; returns totals of which two things follow."""
    conflicts = []
    _add_wages(found)
    for field in fields:
        if field.name not in TOTALS:
            continue
        stated_or_single = found.get(field.name) or _of_single(told, field)
        ways = [one for one in (stated_or_single, _of_plan(told, field), _of_parts(told, field, found)) if one]
        if stated_or_single:
            ways = ways[:1] + [one for one in ways[1:] if _of_plan(told, field) == one]
        values = {one.value for one in ways}
        if len(values) > 1:
            found.pop(field.name, None)
            why = "，".join(f"{one.why}" for one in ways)
            conflicts.append(Conflict(field.name, tuple(ways), f"几处的数额对不上：{why}"))
        elif ways:
            found.setdefault(field.name, ways[0])
    names = {field.name for field in fields}
    if names >= set(SUBTRACTED) and "remaining" not in found and {"owed", "received"} <= found.keys():
        _subtract(found)
    return conflicts


def _add_wages(found: dict[str, Found]) -> None:
    """The wages of several workers, where no sum of them is stated."""
    workers = found.get("workers")
    if workers is None or "wages" in found or not isinstance(workers.value, list) or len(workers.value) < 2:  # noqa: PLR2004
        return
    values = [Decimal(row["尚欠"]) for row in workers.value if isinstance(row, dict)]
    total = written(sum(values, Decimal(0)))
    steps = "＋".join(map(written, values))
    found["wages"] = Found("wages", total, workers.spans, f"{steps}＝{total}元", True)


def _of_plan(told: Told, field: FormField) -> Found | None:
    if told.plan is None:
        return None
    values = [one.value for one in told.plan.payments]
    steps = "＋".join(written(one) for one in values) if len(values) <= 12 else f"{len(values)}期之和"  # noqa: PLR2004
    total = written(told.plan.total)
    return Found(field.name, total, told.plan.spans, f"各期相加：{steps}＝{total}元", True)


def _of_single(told: Told, field: FormField) -> Found | None:
    """The only payment that is agreed, where nothing is left for another."""
    if told.divided or len(told.single) != 1 or REST.search(told.text, told.single[0].span[1]):
        return None
    one = told.single[0]
    return stated(field.name, written(one.value), told.text, [one.span], "只说了这一笔付款")


def _of_parts(told: Told, field: FormField, found: Mapping[str, Found]) -> Found | None:
    """The sum of principal, interest and costs, where two of them are stated and nothing is let off."""
    parts = [found[name] for name in PARTS.get(told.form.id, ()) if name in found]
    if len(parts) < 2 or "reduction" in found or any(one.verb == "减" for one in told.sums):  # noqa: PLR2004
        return None
    values = [Decimal(str(one.value)) for one in parts]
    spans: list[Span] = [span for one in parts for span in one.spans]
    steps = "＋".join(written(value) for value in values)
    total = sum(values, Decimal(0))
    if told.form.id in TAKEN_OFF and "paid" in found:
        paid = Decimal(str(found["paid"].value))
        total, steps = total - paid, f"{steps}－{written(paid)}"
        spans += found["paid"].spans
    if total <= 0:
        return None
    return Found(field.name, written(total), tuple(spans), f"{steps}＝{written(total)}元", True)


def _subtract(found: dict[str, Found]) -> None:
    owed, received = found["owed"], found["received"]
    left = Decimal(str(owed.value)) - Decimal(str(received.value))
    if left >= 0:
        why = f"{owed.value}－{received.value}＝{written(left)}元"
        found["remaining"] = Found("remaining", written(left), (*owed.spans, *received.spans), why, True)
