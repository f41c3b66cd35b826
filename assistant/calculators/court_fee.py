"""案件受理费 and 支付令申请费: 诉讼费用交纳办法, articles 13 to 18."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field

from assistant.calculators.brackets import by_brackets
from assistant.calculators.calculation import Calculation, cents, rules_of, yuan
from assistant.calculators.inputs import Inputs, Money, Yes
from assistant.calculators.wording import sum_in_words
from assistant.errors import CalculationError
from knowledge.figures import Figure, Figures, Span

Kind = Literal["财产", "离婚", "人格权", "知识产权", "劳动争议", "其他非财产", "管辖权异议", "支付令"]
SPANS = {
    "离婚": "court-fee-divorce",
    "人格权": "court-fee-personality",
    "知识产权": "court-fee-intellectual-property",
    "其他非财产": "court-fee-other",
    "管辖权异议": "court-fee-jurisdiction",
}
PARTS = {"离婚": "court-fee-divorce-property", "人格权": "court-fee-personality-damages"}
BY_PROPERTY = {"财产", "知识产权", "支付令"}
NEVER_HALVED = {"管辖权异议", "支付令"}


class CourtFee(Inputs):
    """What is claimed, what kind of case it is, and how it ends."""

    amount: Money | None = Field(None, title="金额", description="诉讼请求的金额；离婚为财产总额，人格权为赔偿金额")
    kind: Kind = Field("财产", title="案件种类")
    ending: Literal["判决", "调解", "撤诉"] = Field("判决", title="结案方式")
    summary: Yes = Field(False, title="简易程序", description="是不是适用简易程序")
    merged: Yes = Field(False, title="反诉合并", description="是不是与本诉合并审理的反诉，或者第三人的请求")


def court_fee(inputs: CourtFee, figures: Figures, on: date) -> Calculation:
    """What the court takes for hearing a case filed on a day; raises CalculationError, FigureError."""
    low, high, steps, used = _full(inputs, figures, on)
    rules = list(rules_of(*((figure, on) for figure in used)))
    grounds = {} if inputs.kind in NEVER_HALVED else _grounds(inputs)
    if grounds:
        halvings = [figures[id] for id in dict.fromkeys(grounds.values())]
        half = halvings[0].share(on)
        halved = [one * half.numerator / half.denominator for one in (low, high)]
        counted = f"{_sum(low, high)}×{half.numerator}/{half.denominator}＝{_sum(*halved)}"
        steps.append(f"{'、'.join(grounds)}，减半交纳（只减半一次）：{counted}")
        low, high = halved
        rules += rules_of(*((halving, on) for halving in halvings))
    low, high = cents(low), cents(high)
    ranged = low != high
    words = f"{sum_in_words(low)}至{sum_in_words(high)}" if ranged else sum_in_words(low)
    assumptions = [
        "按起诉时的诉讼请求计算；增加请求的补交，法庭调查终结前减少请求的退还（诉讼费用交纳办法第二十一条）。"
    ]
    if ranged:
        assumptions.append("幅度内的具体标准由省、自治区、直辖市人民政府制定，请问受理法院。")
    return Calculation(
        name="court-fee",
        title="支付令申请费" if inputs.kind == "支付令" else "案件受理费",
        result=f"{low:.2f}",
        upper=f"{high:.2f}" if ranged else None,
        unit="元",
        in_words=words,
        steps=tuple(steps),
        rules=tuple(dict.fromkeys(rules)),
        assumptions=tuple(assumptions),
        not_covered=(
            "保全费、执行费、公告费、鉴定费另计。",
            "交不起的可以申请缓交、减交、免交，这里没有算。",
            "谁最终负担由法院按胜败决定，调解结案的由双方商定（诉讼费用交纳办法第二十九条、第三十一条）。",
        ),
    )


def _full(inputs: CourtFee, figures: Figures, on: date) -> tuple[Decimal, Decimal, list[str], tuple[Figure, ...]]:
    """The fee before any halving, at least and at most; the steps; the figures."""
    kind, amount = inputs.kind, inputs.amount
    property_ = figures["court-fee-property"]
    if kind in {"财产", "支付令"} and not amount:
        raise CalculationError("amount（金额）", "按金额收费的案件要写明金额，应大于 0")
    if kind == "劳动争议":
        flat = figures["court-fee-labour"]
        fee = flat.number(on)
        return fee, fee, [f"劳动争议案件每件{yuan(fee)}，与金额无关"], (flat,)
    if kind in BY_PROPERTY and amount:
        fee, told = by_brackets(amount, property_.brackets(on))
        steps = [*told, f"合计：{yuan(fee)}"]
        if kind != "支付令":
            return fee, fee, steps, (property_,)
        order = figures["payment-order-fee"]
        share = order.share(on)
        third = cents(Fraction(fee) * share)
        return (
            third,
            third,
            [*steps, f"支付令申请费为其{share.numerator}/{share.denominator}：{yuan(third)}"],
            (property_, order),
        )
    base = figures[SPANS[kind]]
    span = base.span(on)
    steps = [
        f"{kind}案件每件{_sum(span.low, span.high)}"
        if kind != "管辖权异议"
        else f"异议不成立的每件{_sum(span.low, span.high)}"
    ]
    if kind not in PARTS or not amount:
        return span.low, span.high, steps, (base,)
    part = figures[PARTS[kind]]
    fee, told = by_brackets(amount, part.brackets(on))
    total = Span(span.low + fee, span.high + fee)
    steps += [*told, f"合计：{_sum(total.low, total.high)}"]
    return total.low, total.high, steps, (base, part)


def _grounds(inputs: CourtFee) -> dict[str, str]:
    """Why the fee is halved, and the figure that says so."""
    met = {
        ("以调解方式结案", "court-fee-halving-settled"): inputs.ending == "调解",
        ("当事人撤诉", "court-fee-halving-settled"): inputs.ending == "撤诉",
        ("适用简易程序", "court-fee-halving-summary"): inputs.summary,
        ("反诉或第三人请求合并审理", "court-fee-halving-merged"): inputs.merged,
    }
    return {ground: id for (ground, id), holds in met.items() if holds}


def _sum(low: Decimal, high: Decimal) -> str:
    return yuan(low) if low == high else f"{yuan(low)}至{yuan(high)}"
