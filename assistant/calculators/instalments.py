"""分期还款表: equal or growing instalments, interest first, or a first and a last payment that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from dateutil.relativedelta import relativedelta
from pydantic import BeforeValidator, Field, model_validator

from assistant.calculators.calculation import (
    Calculation,
    Chart,
    Series,
    Table,
    cents,
    nearest,
    percent,
    plain,
    rules_of,
    yuan,
)
from assistant.calculators.inputs import Day, Inputs, Money, PositiveMoney, Rate, Yes, fault, read_count
from assistant.calculators.interest import CHANGE
from assistant.calculators.wording import sum_in_words
from assistant.calculators.workdays import next_working_day
from assistant.errors import CalculationError
from knowledge.figures import Figure, Figures

Method = Literal["等额", "等额本金", "递增", "先息后本", "首付加尾款"]
STEPS = {
    "周": relativedelta(weeks=1),
    "半月": relativedelta(days=15),
    "月": relativedelta(months=1),
    "季": relativedelta(months=3),
}
A_YEAR = {"周": Fraction(365, 7), "半月": Fraction(365, 15), "月": Fraction(12), "季": Fraction(4)}
MOST = 600


class Instalments(Inputs):
    """A sum and how it is to be paid."""

    total: PositiveMoney = Field(title="总额", description="要还的本金")
    count: Annotated[int, BeforeValidator(read_count(MOST))] = Field(title="期数", description="首付和尾款也各算一期")
    first: Day = Field(title="第一期日期")
    every: Literal["周", "半月", "月", "季"] = Field("月", title="间隔")
    method: Method = Field("等额", title="方式", description="等额为每期付的一样多，计息的即等额本息")
    rate: Rate = Field(Decimal(0), title="年利率", description="百分数，不计息的不写")
    step: Money = Field(Decimal(0), title="每期递增", description="递增的才写")
    down: Money = Field(Decimal(0), title="首付", description="首付加尾款的才写")
    balloon: Money = Field(Decimal(0), title="尾款", description="首付加尾款的才写")
    holidays: Yes = Field(False, title="节假日顺延")
    missed: Annotated[int, BeforeValidator(read_count(MOST))] | None = Field(
        None, title="从第几期起没有付", description="算加速到期后的余额"
    )

    @model_validator(mode="after")
    def _sound(self) -> "Instalments":
        if (self.method == "递增") != bool(self.step):
            raise fault("每期递增 step 在方式为“递增”时要写，别的方式不写")
        if (self.method == "首付加尾款") != bool(self.down or self.balloon):
            raise fault("首付 down、尾款 balloon 在方式为“首付加尾款”时至少写一个，别的方式不写")
        if self.method == "先息后本" and not self.rate:
            raise fault("先息后本要写年利率 rate")
        if self.missed and self.missed > self.count:
            raise fault("从第几期起没有付 missed 大于期数 count")
        if self.down + self.balloon > self.total:
            raise fault("首付 down 与尾款 balloon 合计大于总额 total")
        middle = self.count - bool(self.down) - bool(self.balloon)
        if self.method == "首付加尾款" and middle < 0:
            raise fault("期数 count 少于首付和尾款的期数")
        if self.method == "首付加尾款" and (middle == 0) != (self.down + self.balloon == self.total):
            raise fault("首付、尾款和期数合不上：中间没有期数时，首付加尾款应等于总额，有期数时应小于总额")
        if Decimal(self.count) / 100 > self.total:
            raise fault("每期不到一分钱，请减少期数 count")
        return self


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment: ``number`` from 1, the day, what of it is principal and interest, and what principal is left."""

    number: int
    day: date
    principal: Decimal
    interest: Decimal
    left: Decimal

    @property
    def sum(self) -> Decimal:
        """Principal and interest."""
        return self.principal + self.interest


def schedule(inputs: Instalments) -> tuple[Instalment, ...]:
    """All instalments; their principals sum to the total, to the cent. Raises CalculationError."""
    principals = _principals(inputs)
    if min(principals) < 0:
        raise CalculationError("step（每期递增）", "递增得太快，第一期成了负数，请减小每期递增额或者减少期数")
    rate = Fraction(inputs.rate) / 100 / A_YEAR[inputs.every]
    left = inputs.total
    rows = []
    for number, principal in enumerate(principals, start=1):
        day = inputs.first + STEPS[inputs.every] * (number - 1)
        if inputs.holidays:
            day, _ = next_working_day(day)
        interest = cents(Fraction(left) * rate)
        left -= principal
        rows.append(Instalment(number, day, principal, interest, left))
    return tuple(rows)


def _principals(inputs: Instalments) -> list[Decimal]:
    total, count = inputs.total, inputs.count
    match inputs.method:
        case "先息后本":
            return [*[Decimal(0)] * (count - 1), total]
        case "等额" if inputs.rate:
            return _annuity(total, count, Fraction(inputs.rate) / 100 / A_YEAR[inputs.every])
        case "递增":
            first = cents((Fraction(total) - Fraction(inputs.step) * count * (count - 1) / 2) / count)
            rows = [first + inputs.step * place for place in range(count - 1)]
            return [*rows, total - sum(rows)]
        case "首付加尾款":
            ends = [inputs.down] if inputs.down else [], [inputs.balloon] if inputs.balloon else []
            middle = count - len(ends[0]) - len(ends[1])
            rest = _equal(total - inputs.down - inputs.balloon, middle) if middle else []
            return [*ends[0], *rest, *ends[1]]
        case _:
            return _equal(total, count)


def _equal(total: Decimal, count: int) -> list[Decimal]:
    """Rounded down to the cent; the last one takes the rest."""
    each = Decimal(int(total * 100) // count) / 100
    return [*[each] * (count - 1), total - each * (count - 1)]


def _annuity(total: Decimal, count: int, rate: Fraction) -> list[Decimal]:
    factor = (1 + rate) ** count
    payment = cents(Fraction(total) * rate * factor / (factor - 1))
    left, rows = total, []
    for _ in range(count - 1):
        principal = min(payment - cents(Fraction(left) * rate), left)
        rows.append(principal)
        left -= principal
    return [*rows, left]


def instalments(inputs: Instalments, figures: Figures, on: date) -> Calculation:
    """The plan, and what falls due where a payment is missed. ``on`` and ``figures`` play no part in the sums, but tell
    of a rate beyond the ceiling of private lending.
    """
    law, counting = figures["instalment-sale-default"], figures["period-counting"]
    rows = schedule(inputs)
    interest = sum((row.interest for row in rows), Decimal(0))
    total = inputs.total + interest
    every = {"周": "每周", "半月": "每15天", "月": "每月", "季": "每季"}[inputs.every]
    steps = [
        f"本金{yuan(inputs.total)}，{inputs.method}，分{inputs.count}期，{every}一期，第一期{rows[0].day}，最后一期{rows[-1].day}"
    ]
    steps += _how(inputs, rows)
    beyond, ceiling = _beyond(inputs.rate, figures, on)
    steps += beyond
    steps.append(f"本金合计{yuan(inputs.total)}" + (f"，利息合计{yuan(interest)}，共{yuan(total)}" if interest else ""))
    if inputs.missed:
        steps += _accelerated(inputs, rows, law.share(law.values[-1].since))
    result = sum((row.principal for row in rows[inputs.missed - 1 :]), Decimal(0)) if inputs.missed else total
    remarks = {next_working_day(row.day)[1] for row in rows} - {""} if inputs.holidays else set()
    return Calculation(
        name="instalments",
        title="加速到期后的余额" if inputs.missed else "分期还款表",
        result=f"{result:.2f}",
        unit="元",
        in_words=sum_in_words(result),
        steps=tuple(steps),
        rules=rules_of((law, law.values[0].since), (counting, counting.values[0].since), *ceiling),
        assumptions=(
            "每期的日子是付款到账的最后一天；没有对应日的月份为月末。",
            "除不尽的零头放在最后一期。",
            "遇节假日的，顺延到下一个工作日，利息不因顺延增加。" if inputs.holidays else "没有按节假日顺延。",
            *(f"{remark}。" for remark in sorted(remarks)),
        ),
        not_covered=(
            "分期和加速到期要双方约定写进协议才有；这里只算数，不代表任何一方已经同意。",
            "逾期违约金没有算。",
        ),
        tables=(
            Table(
                "还款计划",
                ("期", "日期", "本金（元）", "利息（元）", "本期应付（元）", "剩余本金（元）"),
                tuple(
                    (
                        str(row.number),
                        row.day.isoformat(),
                        *(f"{one:,.2f}" for one in (row.principal, row.interest, row.sum, row.left)),
                    )
                    for row in rows
                ),
            ),
        ),
        picture=Chart(
            "每期应付",
            "元",
            tuple(row.day.isoformat() for row in rows),
            (
                Series("本金", tuple(row.principal for row in rows)),
                *((Series("利息", tuple(row.interest for row in rows)),) if interest else ()),
            ),
            stacked=True,
        ),
    )


def _beyond(rate: Decimal, figures: Figures, on: date) -> tuple[list[str], list[tuple[Figure, date]]]:
    """What is to be said of a rate that courts would not support between private lenders, with the figures."""
    lpr, multiple = figures["lpr-1y"], figures["private-lending-multiple"]
    latest, day = nearest(multiple, on), min(nearest(lpr, on), lpr.known_until or on)
    if on < CHANGE or rate <= (ceiling := multiple.number(latest) * lpr.number(day)):
        return [], []
    told = (
        f"注意：年利率{percent(rate)}高于{percent(ceiling)}（{day}一年期LPR {percent(lpr.number(day))}的四倍）。"
        "民间借贷的上限看合同成立时的LPR，超出部分法院不予支持，写进协议前请改低"
    )
    return [told], [(multiple, latest), (lpr, day)]


def _how(inputs: Instalments, rows: Sequence[Instalment]) -> list[str]:
    """How the instalments come about."""
    first, last = rows[0], rows[-1]
    match inputs.method:
        case "递增":
            steps = [f"第一期{yuan(first.principal)}，以后每期多{yuan(inputs.step)}，最后一期{yuan(last.principal)}"]
        case "先息后本":
            steps = [f"前{inputs.count - 1}期只付利息，最后一期还本金{yuan(inputs.total)}"]
        case "首付加尾款":
            rest = inputs.total - inputs.down - inputs.balloon
            steps = [f"首付{yuan(inputs.down)}，尾款{yuan(inputs.balloon)}，其余{yuan(rest)}分期平均付"]
        case "等额" if inputs.rate:
            steps = [f"每期付{yuan(first.sum)}（本金加利息），最后一期{yuan(last.sum)}"]
        case _:
            steps = [
                f"每期本金：{plain(inputs.total)}÷{inputs.count}，取到分为{yuan(first.principal)}，最后一期{yuan(last.principal)}"
            ]
    if inputs.rate:
        steps.append(f"利息按剩余本金、年利率{percent(inputs.rate)}逐期计算")
    return steps


def _accelerated(inputs: Instalments, rows: Sequence[Instalment], enough: Fraction) -> list[str]:
    """What is owed at once where a payment is missed and the agreement, or the law of sales, makes all fall due."""
    missed = rows[(inputs.missed or 1) - 1]
    paid = sum((row.sum for row in rows[: missed.number - 1]), Decimal(0))
    left = missed.left + missed.principal
    told = f"约定了加速到期的，第{missed.number}期（{missed.day}）没有付：此前已付{yuan(paid)}，"
    told += f"剩余本金{yuan(left)}一次到期"
    unpaid = Fraction(missed.principal) / Fraction(inputs.total)
    reached = "已经达到" if unpaid >= enough else "还没有达到"
    sale = (
        f"没有约定、而是分期付款买卖的：这一期未付的本金占总额{percent(unpaid * 100)}，"
        f"{reached}{enough.numerator}/{enough.denominator}；达到后经催告仍不付的，出卖人才可以要求一次付清（民法典第六百三十四条）"
    )
    return [told + (f"，另加该期利息{yuan(missed.interest)}" if missed.interest else ""), sale]
