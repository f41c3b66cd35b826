"""What a story says of money, as calculations for both sides: the plan of payments, and what other ways would bring."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.calculators import compute
from assistant.calculators.calculation import Calculation
from assistant.errors import CalculationError
from assistant.reading.quantities import counts
from assistant.reading.said import Said
from assistant.reading.sums.plans import complete_instalments, read_instalments
from assistant.reading.sums.wanted import Known, written
from knowledge.relief import Facts, FactValue

# What property would bring if it were sold, wages and social insurance that come first: the words before the sum.
SALE = re.compile(r"(?:拍卖|变卖|变现|处置|评估|卖掉|卖了|值|估)[^。；，]{0,12}$")
WAGES = re.compile(r"(?:工资|薪|职工债权)[^。；，]{0,10}$")
TAXES = re.compile(r"(?:社保|税)[^。；，]{0,10}$")
DEBT = re.compile(r"(?:共|合计|总共|一共|总计)?(?:欠|负债|债务|货款|本金)[^。；，]{0,14}$")
TOTAL = re.compile(r"(?:共|合计|总共|一共|总计)[^。；，]{0,10}$")
PERIOD = re.compile(
    r"分?[^。；，]{0,4}?(?:(?P<years>[一二三四五两\d]{1,2})年|(?P<months>[一二三四五六七八九十\d]{1,3})个月)[^。；，]{0,8}(?:分|还|付|期)"
)
SHARE = re.compile(r"(?:还|付|清偿|打)[^。；，]{0,6}(?P<tenths>[一二三四五六七八九])[成折]")
ALL = re.compile(r"(?:还|付)清|全额|全部(?:本金|还)|本金(?:全|都|一分不少)")
WHOLE = Decimal(100)
TENTH = 10
HALF = Decimal(50)
KINDS = (("assets", SALE), ("wages", WAGES), ("taxes", TAXES), ("total", TOTAL), ("debt", DEBT))
MONTHS_A_YEAR = 12


Wanted = tuple[str, Mapping[str, object], tuple[str, ...]]  # a calculator, its inputs, what was taken for granted


@dataclass(frozen=True, slots=True)
class Worked:
    """A calculation, and what was taken for granted in reading its inputs."""

    sum: Calculation
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """``sums`` that could be worked out; ``lacking`` says in Chinese what is needed for the others; ``facts`` of the
    relief rules that follow from the sums.
    """

    sums: tuple[Worked, ...]
    lacking: tuple[str, ...]
    facts: Facts


def compare(text: str, today: date) -> Compared:
    """The calculations that the words of a story allow."""
    said = Said(text, today)
    sums: list[Worked] = []
    lacking: list[str] = []
    for one in (_plan(said), _recovery(said)):
        if isinstance(one, str):
            lacking.append(one)
            continue
        name, inputs, assumed = one
        try:
            sums.append(Worked(compute(name, inputs, today), assumed))
        except CalculationError as error:
            lacking.append(str(error))
    return Compared(tuple(sums), tuple(lacking), dict(_following(sums)))


def _following(sums: Sequence[Worked]) -> Iterator[tuple[str, FactValue]]:
    """A plan is an offer; whose property does not pay half of the ordinary claims cannot pay."""
    for one in sums:
        if one.sum.name == "instalments":
            yield "debtor_offers", True
        elif Decimal(one.sum.result) < HALF:
            yield "insolvent", True


def _plan(said: Said) -> Wanted | str:
    inputs = read_instalments(said, Known())
    assumed: tuple[str, ...] = ()
    each = [one.value for one in said.labelled if one.label == "每期"]
    if "total" not in inputs and "count" in inputs and len(set(each)) == 1:
        inputs["total"] = written(each[0] * int(inputs["count"]))
        assumed = (f"总额按每期{written(each[0])}元乘{inputs['count']}期算。",)
    wanted = complete_instalments(inputs, said)
    if wanted.missing:
        return "分期表没有排：案情里要写明总额、分几期。"
    return wanted.name, wanted.inputs, (*assumed, *wanted.assumed)


def _recovery(said: Said) -> Wanted | str:
    told = _labelled(said)
    if "assets" not in told or "debt" not in told:
        return "没有比较拍卖和分期各能收回多少：案情里要写明财产拍卖大约能卖多少、一共欠多少。"
    before = told.get("wages", Decimal(0)) + told.get("taxes", Decimal(0))
    inputs: dict[str, object] = {
        "assets": str(told["assets"]),
        **{name: str(told[name]) for name in ("wages", "taxes") if name in told},
        "ordinary": [{"name": "全体普通债权人", "amount": str(told["debt"])}],
    }
    assumed = ["欠款总额按全部是普通债权算；有抵押的、有几家债权人的，请分开写进清偿率计算。"]
    if before:
        assumed.append("工资、社保税款按排在普通债权前面、没有算在欠款总额里处理。")
    share, months = _share(said.text), _months(said.text)
    if share is not None and months:
        inputs["plan"] = {"percent": str(share), "months": str(months), "instalments": str(_parts(said.text))}
    return "recovery", inputs, tuple(assumed)


def _labelled(said: Said) -> dict[str, Decimal]:
    """The first sum of each kind; of the debt, one that is said to be the total wins."""
    seen: dict[str, Decimal] = {}
    for one in said.amounts:
        before = said.text[max(0, one.start - 24) : one.start]
        for name, words in KINDS:
            if words.search(before):
                seen.setdefault(name, one.value)
                break
    return {**seen, "debt": seen["total"]} if "total" in seen else seen


def _months(text: str) -> int:
    match = PERIOD.search(text)
    if not match:
        return 0
    if match["years"]:
        return next(iter(counts(f"{match['years']}年", "年")), 0) * MONTHS_A_YEAR
    return next(iter(counts(f"{match['months']}个月", "个月")), 0)


def _parts(text: str) -> int:
    return next(iter(counts(text, "期")), 1)


def _share(text: str) -> Decimal | None:
    """Percent of the ordinary claims that is offered; None where nothing says so."""
    if match := SHARE.search(text):
        return Decimal("一二三四五六七八九".index(match["tenths"]) + 1) * TENTH
    return WHOLE if ALL.search(text) else None
