"""Rows of a form's table, and payments as such."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.drafting.stories.amounts import written
from assistant.drafting.stories.plan import Plan
from assistant.drafting.stories.story import Found, stated
from assistant.drafting.stories.told import Told
from knowledge.forms import FormField

NUMBERS, DAYS, SUMS, SOURCES = ("期次", "次序"), ("付款日期",), ("金额", "合计"), ("钱从哪里来",)


def row_of(field: FormField, cells: Mapping[str, str]) -> dict[str, str]:
    """All columns of a row; those that were not said are empty."""
    return {column: cells.get(column, "") for column in field.columns}


def read_plan(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The plan of payments, where there are two or more."""
    plan = told.plan
    if plan is None:
        return
    rows = list(_rows(plan, field))
    inferred = "没有写年份的日期按顺序推算，请核对" if any(one.inferred for one in plan.payments) else ""
    if plan.computed:
        why = "；".join([*plan.steps, *([inferred] if inferred else [])])
        yield [Found(field.name, rows, plan.spans, why, True)]
    else:
        yield [stated(field.name, rows, told.text, plan.spans, inferred)]


def _rows(plan: Plan, field: FormField) -> Iterator[dict[str, str]]:
    for place, one in enumerate(plan.payments, start=1):
        cells = {
            **dict.fromkeys(NUMBERS, str(place)),
            **dict.fromkeys(DAYS, one.day.isoformat()),
            **dict.fromkeys(SUMS, written(one.value)),
            **dict.fromkeys(SOURCES, one.source),
        }
        yield row_of(field, cells)
