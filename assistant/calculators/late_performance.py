"""迟延履行期间的债务利息: the doubled part by the interpretation of 2014, with payments on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from assistant.calculators.calculation import (
    Calculation,
    Table,
    cents,
    nearest,
    older,
    percent,
    rules_of,
    yuan,
)
from assistant.calculators.inputs import Day, Inputs, PositiveMoney, Rate, fault, read_rows
from assistant.calculators.wording import sum_in_words
from assistant.errors import CalculationError
from knowledge.figures import Figures

YEAR = 365


class Payment(Inputs):
    """Money that came in."""

    date: Day = Field(title="日期")
    amount: PositiveMoney = Field(title="金额")


class Pause(Inputs):
    """Days that do not count: from the first to the last, the last not counted."""

    start: Day = Field(title="开始")
    end: Day = Field(title="结束")


class LatePerformance(Inputs):
    """What a judgment awards, when it was due, and what was paid."""

    principal: PositiveMoney = Field(title="金钱债务", description="生效文书确定的、除一般债务利息之外的金钱债务")
    due: Day = Field(title="履行期限最后一日", description="没有写履行期限的，为文书生效之日")
    end: Day = Field(title="算到哪一天", description="付清之日，或者今天")
    general_rate: Rate | None = Field(None, title="一般债务利息年利率", description="文书确定了的才写，百分数")
    general_from: Day | None = Field(None, title="一般债务利息起算日")
    payments: Annotated[tuple[Payment, ...], BeforeValidator(read_rows("date", "amount"))] = Field(
        (), title="还款", description="日期:金额，逗号隔开"
    )
    pauses: Annotated[tuple[Pause, ...], BeforeValidator(read_rows("start", "end"))] = Field(
        (), title="不计算的期间", description="非因被执行人申请的中止、暂缓执行；开始:结束，逗号隔开"
    )

    @model_validator(mode="after")
    def _sound(self) -> "LatePerformance":
        if self.end < self.due:
            raise fault("算到的日子 end 早于履行期限最后一日 due，还没有迟延")
        if (self.general_rate is None) != (self.general_from is None):
            raise fault("一般债务利息的年利率 general_rate 和起算日 general_from 要一起写")
        if self.general_from and self.general_from > self.end:
            raise fault("一般债务利息起算日 general_from 晚于算到的日子 end")
        if any(one.date > self.end for one in self.payments):
            raise fault(f"还款 payments 的日期晚于算到的日子 end {self.end}")
        if any(one.end <= one.start for one in self.pauses):
            raise fault("不计算的期间 pauses 的结束应晚于开始")
        spans = sorted((one.start, one.end) for one in self.pauses)
        if any(second[0] < first[1] for first, second in pairwise(spans)):
            raise fault("不计算的期间 pauses 有重叠")
        return self


@dataclass
class _Debt:
    """What is still owed, exact."""

    principal: Fraction
    general: Fraction = Fraction(0)
    doubled: Fraction = Fraction(0)

    @property
    def total(self) -> Fraction:
        return self.principal + self.general + self.doubled

    def pay(self, amount: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        """What of a payment goes to general interest, principal and the doubled part."""
        general = min(amount, self.general)
        principal = min(amount - general, self.principal)
        doubled = min(amount - general - principal, self.doubled)
        self.general -= general
        self.principal -= principal
        self.doubled -= doubled
        return general, principal, doubled


def late_performance(inputs: LatePerformance, figures: Figures, on: date) -> Calculation:
    """The doubled part that ran up to a day, and what is still owed; ``on`` plays no part.

    A payment goes to the interest that the judgment awards, then to the money it awards, then to the doubled part.
    Raises CalculationError, FigureError.
    """
    del on
    figure = figures["late-performance-daily"]
    daily = Fraction(figure.number(inputs.due))
    debt = _Debt(Fraction(inputs.principal))
    rate = Fraction(inputs.general_rate or 0) / 100 / YEAR
    total = general = Fraction(0)
    rows: list[tuple[str, ...]] = []
    written = f"{(figure.number(inputs.due) * 10000).normalize():f}"
    steps = [f"加倍部分＝没有清偿的金钱债务×日万分之{written}×迟延天数，自{inputs.due}届满的次日起逐日计算"]
    if inputs.general_rate is not None:
        steps.append(
            f"一般债务利息按文书确定的年利率{percent(inputs.general_rate)}，自{inputs.general_from}起算，一年按{YEAR}天"
        )
    begun = min([inputs.due, inputs.general_from or inputs.due, *(one.date for one in inputs.payments)])
    days = sorted(
        {
            begun,
            inputs.due,
            *(one.date for one in inputs.payments),
            inputs.end,
            *([inputs.general_from] if inputs.general_from else []),
        }
    )
    _pay_all(debt, inputs.payments, begun, steps)
    for before, day in pairwise(days):
        count = (day - before).days
        late = count - paused(inputs.pauses, before, day) if before >= inputs.due else 0
        base = debt.principal
        grown = base * daily * late
        interest = base * rate * count if inputs.general_from and before >= inputs.general_from else Fraction(0)
        debt.doubled += grown
        debt.general += interest
        total += grown
        general += interest
        if late:
            steps.append(
                f"{before}至{day}，迟延{late}天：{yuan(cents(base))}×日万分之{written}×{late}＝{yuan(cents(grown))}"
            )
        if interest:
            steps.append(f"{before}至{day}，一般债务利息{count}天：{yuan(cents(interest))}")
        _pay_all(debt, inputs.payments, day, steps)
        rows.append(
            (str(before), str(day), str(late), *(f"{cents(one):,.2f}" for one in (base, grown, interest, debt.total)))
        )
    result = cents(total + general)
    steps.append(f"加倍部分债务利息合计：{yuan(cents(total))}")
    if inputs.general_rate is not None:
        steps.append(f"一般债务利息合计：{yuan(cents(general))}，两项共{yuan(result)}")
    steps.append(
        f"到{inputs.end}尚欠：金钱债务{yuan(cents(debt.principal))}、一般债务利息{yuan(cents(debt.general))}、加倍部分{yuan(cents(debt.doubled))}，共{yuan(cents(debt.total))}"
    )
    order = figures["repayment-order"]
    after = figures["late-performance-order"]
    return Calculation(
        name="late-performance-interest",
        title="迟延履行利息（加倍部分与一般债务利息）" if general else "迟延履行利息（加倍部分）",
        result=f"{result:.2f}",
        unit="元",
        in_words=sum_in_words(result),
        steps=tuple(steps),
        rules=rules_of(
            (figure, inputs.due),
            (after, inputs.due),
            *(((order, nearest(order, inputs.due)),) if inputs.payments else ()),
        ),
        assumptions=(
            "履行期限最后一日当天不算迟延，付款当天算；双方另外约定了抵充顺序的，依约定。",
            "还款先抵文书确定的一般债务利息，再抵金钱债务，最后抵加倍部分。",
            *(older((order, inputs.due)) if inputs.payments else ()),
        ),
        not_covered=(
            "文书对一般债务利息没有确定的，不予计算；按LPR浮动的一般债务利息请用“利息”一项分段算。",
            "金钱以外的义务迟延履行的，是迟延履行金，数额由法院决定。",
            "外币债务、2014年8月1日以前的迟延期间没有算。",
        ),
        tables=(
            Table(
                "逐段计算",
                ("起", "止", "迟延天数", "金钱债务（元）", "加倍部分（元）", "一般利息（元）", "期末尚欠（元）"),
                tuple(rows),
            ),
        ),
    )


def _pay_all(debt: _Debt, payments: Sequence[Payment], day: date, steps: list[str]) -> None:
    for payment in payments:
        if payment.date == day:
            _pay(debt, payment, steps)


def _pay(debt: _Debt, payment: Payment, steps: list[str]) -> None:
    amount = Fraction(payment.amount)
    # What is owed is a sum of money: a fraction of a cent keeps nobody from paying it off.
    if amount > Fraction(cents(debt.total)):
        raise CalculationError(
            "payments（还款）", f"{payment.date}付{yuan(payment.amount)}，多于当时尚欠的{yuan(cents(debt.total))}"
        )
    general, principal, doubled = debt.pay(amount)
    if debt.total < Fraction(1, 200):
        debt.principal = debt.general = debt.doubled = Fraction(0)
    parts = (("一般债务利息", general), ("金钱债务", principal), ("加倍部分", doubled))
    told = "，".join(f"抵{name}{yuan(cents(part))}" for name, part in parts if part)
    steps.append(f"{payment.date}付{yuan(payment.amount)}：{told}")


def paused(pauses: Sequence[Pause], start: date, end: date) -> int:
    """Days between that do not count."""
    return sum(max((min(end, one.end) - max(start, one.start)).days, 0) for one in pauses)
