"""欠薪加付赔偿金: 劳动合同法, article 85."""

from datetime import date

from pydantic import Field

from assistant.calculators.calculation import Calculation, cents, percent, rules_of, yuan
from assistant.calculators.inputs import Inputs, PositiveMoney
from assistant.calculators.wording import sum_in_words
from knowledge.figures import Figures


class UnpaidWages(Inputs):
    """What is owed."""

    amount: PositiveMoney = Field(title="应付金额", description="拖欠的工资、加班费、经济补偿，或者低于最低工资的差额")


def unpaid_wages(inputs: UnpaidWages, figures: Figures, on: date) -> Calculation:
    """What may be added where an order to pay, made on a day, is not obeyed; raises FigureError."""
    figure = figures["unpaid-wages-penalty"]
    span = figure.span(on)
    low, high = (cents(inputs.amount * share / 100) for share in (span.low, span.high))
    return Calculation(
        name="unpaid-wages",
        title="拖欠劳动报酬加付赔偿金",
        result=f"{low:.2f}",
        upper=f"{high:.2f}",
        unit="元",
        in_words=f"{sum_in_words(low)}至{sum_in_words(high)}",
        steps=(
            f"劳动行政部门责令限期支付、逾期仍不付的，按应付金额的{percent(span.low)}以上{percent(span.high)}以下加付",
            f"最少：{yuan(inputs.amount)}×{percent(span.low)}＝{yuan(low)}",
            f"最多：{yuan(inputs.amount)}×{percent(span.high)}＝{yuan(high)}",
        ),
        rules=rules_of((figure, on)),
        assumptions=("前提是劳动行政部门先责令限期支付，而用人单位逾期没有付。",),
        not_covered=("拖欠的工资本身另外要付；加付多少由劳动行政部门决定。",),
    )
