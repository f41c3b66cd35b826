"""执行申请费: 诉讼费用交纳办法, article 14 (1)."""

from datetime import date

from pydantic import Field

from assistant.calculators.brackets import by_brackets
from assistant.calculators.calculation import Calculation, cents, rules_of, yuan
from assistant.calculators.inputs import Inputs, Money
from assistant.calculators.wording import sum_in_words
from knowledge.figures import Figures


class EnforcementFee(Inputs):
    """What is to be enforced."""

    amount: Money | None = Field(None, title="执行金额", description="没有执行金额或者价额的不写")


def enforcement_fee(inputs: EnforcementFee, figures: Figures, on: date) -> Calculation:
    """What enforcement applied for on a day costs; raises FigureError."""
    upper = None
    if inputs.amount is None:
        table = figures["enforcement-fee-without-amount"]
        span = table.span(on)
        fee, upper = span.low, f"{span.high:.2f}"
        words = f"{sum_in_words(span.low)}至{sum_in_words(span.high)}"
        steps: tuple[str, ...] = (f"没有执行金额的，每件{yuan(span.low)}至{yuan(span.high)}",)
    else:
        table = figures["enforcement-fee"]
        exact, told = by_brackets(inputs.amount, table.brackets(on))
        fee = cents(exact)
        words, steps = sum_in_words(fee), (*told, f"合计：{yuan(fee)}")
    return Calculation(
        name="enforcement-fee",
        title="执行申请费",
        result=f"{fee:.2f}",
        upper=upper,
        unit="元",
        in_words=words,
        steps=steps,
        rules=rules_of((table, on)),
        assumptions=("不用预交，执行后交纳，由被执行人负担（诉讼费用交纳办法第二十条、第三十八条）。",),
        not_covered=(
            "评估、拍卖等实际发生的费用另计。",
            "执行中达成和解协议的，由双方商定负担，商定不成由法院决定。",
        ),
    )
