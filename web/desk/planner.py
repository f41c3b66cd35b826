"""The instalments of a form: its list of payments filled in from a total, a number, a first day and an interval."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.calculators.inputs import read_inputs
from assistant.calculators.instalments import Instalments, schedule
from assistant.drafting.rows import DUE
from assistant.errors import CalculationError
from knowledge.forms import FieldType, Form, FormField
from web.desk.fields import MOST_ROWS, Sent, control_of, rows_sent
from web.inputs import Input

COUNTING = frozenset({"期次", "次序"})
SUMS = ("合计", "金额")  # the column of what is paid in all, and where there is none of what is paid
TOTALS = ("agreed_total", "pay_total", "total")  # fields that say what the payments make up
INTERVALS = tuple((one, f"每{one}") for one in ("月", "季", "半月", "周"))
ASKED = (("total", "总额"), ("count", "期数"), ("first", "第一期付款日期"), ("every", "间隔"))
NAMED = re.compile(r"[a-z_]+（(.+?)）")  # a field as the command line calls it


@dataclass(frozen=True, slots=True)
class Planner:
    """What is asked for ``list`` of payments. ``query`` is what /tools/instalments takes for the same plan, "" where
    there is none yet; ``open``: whether something was written in it.
    """

    list: str
    inputs: tuple[Input, ...]
    query: str
    problem: str
    open: bool


def is_planned(field: FormField) -> bool:
    """Whether a field lists payments by day."""
    return field.type is FieldType.LIST and DUE in field.columns and any(one in field.columns for one in SUMS)


def planner(form: Form, field: FormField, sent: Sent, problem: str = "") -> Planner:
    """What was written to plan a list."""
    asked = _asked(form, field, sent)
    units = {"total": "元", "count": "期"}
    kinds = {"total": "number", "count": "number", "first": "date", "every": "choice"}
    inputs = tuple(
        Input(_name(field, key), title, "", kinds[key], False, asked[key], _offered(key), units.get(key, ""))
        for key, title in ASKED
    )
    written = any(sent.get(_name(field, key), "").strip() for key in ("count", "first"))
    return Planner(field.name, inputs, _query(asked), problem, written)


def planned(form: Form, field: FormField, sent: Sent) -> dict[str, str]:
    """The cells of a list as the plan fills them, other columns as they are. Raises CalculationError."""
    inputs = _inputs(_asked(form, field, sent))
    if inputs.count > MOST_ROWS:
        raise CalculationError("期数", f"一份文书最多写{MOST_ROWS}期")
    before = rows_sent(field, sent)
    summed = next(one for one in SUMS if one in field.columns)
    filled: dict[str, str] = {}
    for row, one in enumerate(schedule(inputs)):
        told = {DUE: one.day.isoformat(), summed: f"{one.sum:.2f}"}
        for place, column in enumerate(field.columns):
            kept = before[row][place] if row < len(before) else ""
            text = str(one.number) if column in COUNTING else told.get(column, kept)
            filled[f"{control_of(field)}.{row}.{place}"] = text
    return filled


def readable(error: CalculationError) -> str:
    """A complaint without the names that fields have on the command line."""
    names = "|".join(sorted(Instalments.model_fields, key=len, reverse=True))
    return re.sub(rf"(?<=[^a-z ]) ?(?:{names}) ?(?![a-z])", "", NAMED.sub(r"\1", str(error)))


def _name(field: FormField, key: str) -> str:
    return f"p.{field.name}.{key}"


def _asked(form: Form, field: FormField, sent: Sent) -> dict[str, str]:
    """What was written; the total of the form where no other was."""
    asked = {key: sent.get(_name(field, key), "").strip() for key, _ in ASKED}
    known = next((one for one in TOTALS if any(other.name == one for other in form.fields)), "")
    asked["total"] = asked["total"] or sent.get(f"f.{known}", "").strip()
    return {**asked, "every": asked["every"] or INTERVALS[0][0]}


def _inputs(asked: dict[str, str]) -> Instalments:
    inputs: Instalments = read_inputs(Instalments, _written(asked))
    return inputs


def _written(asked: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in asked.items() if text}


def _offered(key: str) -> tuple[tuple[str, str], ...]:
    return INTERVALS if key == "every" else ()


def _query(asked: dict[str, str]) -> str:
    try:
        schedule(_inputs(asked))
    except CalculationError:
        return ""
    return urlencode(_written(asked))
