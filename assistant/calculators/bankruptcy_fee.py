"""破产案件申请费: 诉讼费用交纳办法, article 14 (6)."""

from datetime import date
from fractions import Fraction

from pydantic import Field

from assistant.calculators.brackets import by_brackets
from assistant.calculators.calculation import Calculation, cents, rules_of, yuan
from assistant.calculators.inputs import Inputs, PositiveMoney
from assistant.calculators.wording import sum_in_words
from knowledge.figures import Figures


class BankruptcyFee(Inputs):
    """What the estate is worth."""

    assets: PositiveMoney = Field(title="破产财产总额")


def bankruptcy_fee(inputs: BankruptcyFee, figures: Figures, on: date) -> Calculation:
    """What a bankruptcy case applied for on a day costs; raises FigureError."""
    table, half, cap = figures["court-fee-property"], figures["bankruptcy-fee"], figures["bankruptcy-fee-cap"]
    total, told = by_brackets(inputs.assets, table.brackets(on))
    share, most = half.share(on), cap.number(on)
    halved = cents(Fraction(total) * share)
    fee = min(halved, most)
    steps = (
        *told,
        f"按财产案件受理费合计：{yuan(total)}",
        f"减半：{yuan(total)}×{share.numerator}/{share.denominator}＝{yuan(halved)}",
    )
    if halved > most:
        steps = (*steps, f"超过上限，按上限{yuan(most)}交纳")
    return Calculation(
        name="bankruptcy-fee",
        title="破产案件申请费",
        result=f"{fee:.2f}",
        unit="元",
        in_words=sum_in_words(fee),
        steps=steps,
        rules=rules_of((table, on), (half, on), (cap, on)),
        assumptions=("不用预交，清算后从破产财产里交；算时以破产财产总额为准，不是债务总额。",),
        not_covered=("管理人报酬、评估、拍卖、公告等费用另计。",),
    )
