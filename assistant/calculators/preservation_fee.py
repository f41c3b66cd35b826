"""保全申请费: 诉讼费用交纳办法, article 14 (2)."""

from datetime import date

from pydantic import Field

from assistant.calculators.brackets import by_brackets
from assistant.calculators.calculation import Calculation, cents, rules_of, yuan
from assistant.calculators.inputs import Inputs, Money
from assistant.calculators.wording import sum_in_words
from knowledge.figures import Figures


class PreservationFee(Inputs):
    """What is to be preserved."""

    amount: Money | None = Field(None, title="保全财产数额", description="不涉及财产数额的不写")


def preservation_fee(inputs: PreservationFee, figures: Figures, on: date) -> Calculation:
    """What an application for preservation made on a day costs; raises FigureError."""
    table, cap = figures["preservation-fee"], figures["preservation-fee-cap"]
    brackets, most = table.brackets(on), cap.number(on)
    if inputs.amount is None:
        fee = brackets[0].fixed or most
        steps: tuple[str, ...] = (f"不涉及财产数额的，每件{yuan(brackets[0].fixed or most)}",)
    else:
        total, told = by_brackets(inputs.amount, brackets)
        fee = min(cents(total), most)
        steps = (*told, f"合计：{yuan(total)}")
        if total > most:
            steps = (*steps, f"超过上限，按上限{yuan(most)}交纳")
    return Calculation(
        name="preservation-fee",
        title="保全申请费",
        result=f"{fee:.2f}",
        unit="元",
        in_words=sum_in_words(fee),
        steps=steps,
        rules=rules_of((table, on), (cap, on)),
        assumptions=("按实际保全的财产数额计算，不是诉讼请求的金额。",),
        not_covered=(
            "保全担保的费用（例如责任保险的保费）另计。",
            "申请费由申请人负担；起诉的，可以把它列入诉讼请求（诉讼费用交纳办法第三十八条）。",
        ),
    )
