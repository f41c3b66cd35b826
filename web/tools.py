"""The pages of the calculators: a form, and the result with its steps; the address carries what was written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from assistant.calculators import CALCULATORS, Calculation, Calculator, compute
from assistant.errors import CalculationError
from knowledge.figures import Figures
from web.inputs import Control, Input, Rows, controls, values
from web.pages import templates

GROUPS = (
    ("要交多少费", ("court-fee", "preservation-fee", "enforcement-fee", "bankruptcy-fee")),
    ("欠款怎么还", ("instalments", "interest", "late-performance-interest", "repayment-order")),
    ("期限和工资", ("deadline", "severance", "unpaid-wages")),
    ("破产和清偿", ("recovery", "bankruptcy-vote")),
)
ADD = "add"  # the button that adds a row to a list sends its name
ON = "on"
WORKED_OUT = "数由程序按写明的规则算出，仅供参考；以法院、仲裁机构和破产管理人的计算为准。"
SUM = re.compile(r"\d+\.\d\d")
TITLED = re.compile(r"[a-z_]+（(.+?)）")


@dataclass(frozen=True, slots=True)
class ToolsPage:
    """All calculators, by what people come for."""

    groups: tuple[tuple[str, tuple[Calculator, ...]], ...]
    back: str = "/"
    notice: str = WORKED_OUT


@dataclass(frozen=True, slots=True)
class ToolPage:
    """One calculator. ``problem`` is what could not be taken; ``query`` what was written, as part of an address."""

    calculator: Calculator
    controls: tuple[Control, ...]
    on: str
    found: Calculation | None
    problem: str | None
    query: str
    back: str = "/tools"
    notice: str = WORKED_OUT


def tools_page() -> ToolsPage:
    """The calculators in their groups."""
    return ToolsPage(tuple((title, tuple(CALCULATORS[name] for name in names)) for title, names in GROUPS))


def tool_page(calculator: Calculator, sent: Sequence[tuple[str, str]], today: date) -> ToolPage:
    """A calculator with what was ``sent``: empty, with a result, or with what is wrong."""
    told = {name: text for name, text in sent if name != ADD and text.strip()}
    added = [text for name, text in sent if name == ADD]
    given = values(calculator.inputs, told)
    found = problem = None
    shown = tuple(_controls(calculator, told, added))
    # A form sends its controls even empty: an address without those that are required only fills it in.
    whole = {one.name for one in shown if isinstance(one, Input) and one.required} <= {name for name, _ in sent}
    if given and whole and not added:
        try:
            found = calculated(calculator, told, today)
        except CalculationError as error:
            problem = _readable(str(error), calculator)
    query = urlencode({name: text for name, text in told.items() if name == ON or _is_ours(name, given)})
    return ToolPage(calculator, shown, told.get(ON, ""), found, problem, query)


def calculated(calculator: Calculator, sent: Mapping[str, str], today: date) -> Calculation:
    """The calculation of what was ``sent``; raises CalculationError."""
    try:
        on = date.fromisoformat(sent.get(ON, "") or today.isoformat())
    except ValueError:
        raise CalculationError("按哪一天的法律", "请写成 2026-03-01") from None
    return compute(calculator.name, values(calculator.inputs, sent), on)


def figure(result: str) -> str:
    """A sum with separators between thousands; any other result as it is."""
    return f"{Decimal(result):,}" if SUM.fullmatch(result) else result


def _is_ours(name: str, given: Mapping[str, object]) -> bool:
    return name.partition(".")[0] in given


def _controls(calculator: Calculator, told: Mapping[str, str], added: Sequence[str]) -> Sequence[Control]:
    deadlines = tuple((figure.id, figure.title) for figure in Figures.load().deadlines())
    choices = {"kind": deadlines} if calculator.name == "deadline" else {}
    shown = list(controls(calculator.inputs, told, {}, choices))
    longer = {one.name: len(one.rows) + 1 for one in shown if isinstance(one, Rows) and one.name in added}
    return list(controls(calculator.inputs, told, longer, choices)) if longer else shown


def _readable(problem: str, calculator: Calculator) -> str:
    """A complaint with the titles of fields alone, without the names that they have on the command line."""
    names = "|".join(sorted(calculator.inputs.model_fields, key=len, reverse=True))
    return re.sub(rf"(?<=[^a-z ]) ?(?:{names}) ?(?![a-z])", "", TITLED.sub(r"\1", problem))


templates.env.filters["figure"] = figure
