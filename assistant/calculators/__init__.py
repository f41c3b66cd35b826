"""Calculators: pure functions over dated figures that show their steps. `CALCULATORS` lists, `compute` runs them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistant.calculators.bankruptcy_fee import BankruptcyFee, bankruptcy_fee
from assistant.calculators.bankruptcy_vote import BankruptcyVote, bankruptcy_vote
from assistant.calculators.calculation import Calculation
from assistant.calculators.court_fee import CourtFee, court_fee
from assistant.calculators.deadline import Deadline, deadline
from assistant.calculators.enforcement_fee import EnforcementFee, enforcement_fee
from assistant.calculators.inputs import Inputs, read_inputs
from assistant.calculators.instalments import Instalments, instalments
from assistant.calculators.interest import Interest, interest
from assistant.calculators.late_performance import LatePerformance, late_performance
from assistant.calculators.preservation_fee import PreservationFee, preservation_fee
from assistant.calculators.recovery import Recovery, recovery
from assistant.calculators.repayment_order import RepaymentOrder, repayment_order
from assistant.calculators.severance import Severance, severance
from assistant.calculators.unpaid_wages import UnpaidWages, unpaid_wages
from assistant.errors import CalculationError
from knowledge.errors import FigureError
from knowledge.figures import Figures

__all__ = ["CALCULATORS", "Calculation", "Calculator", "compute"]


@dataclass(frozen=True, slots=True)
class Calculator:
    """``run`` takes checked inputs, the figures, and the day whose law counts."""

    name: str
    title: str
    about: str
    inputs: type[Inputs]
    run: Callable[[Any, Figures, date], Calculation]


CALCULATORS: Mapping[str, Calculator] = {
    one.name: one
    for one in (
        Calculator("court-fee", "诉讼费", "案件受理费、支付令申请费，含减半和调解", CourtFee, court_fee),
        Calculator("preservation-fee", "保全费", "申请财产保全要交多少", PreservationFee, preservation_fee),
        Calculator("enforcement-fee", "执行费", "申请执行费，由被执行人负担", EnforcementFee, enforcement_fee),
        Calculator("bankruptcy-fee", "破产案件受理费", "按破产财产总额", BankruptcyFee, bankruptcy_fee),
        Calculator("interest", "利息", "约定利率或LPR逐段，民间借贷上限检查", Interest, interest),
        Calculator(
            "late-performance-interest",
            "迟延履行利息",
            "加倍部分和一般债务利息，部分还款的抵充",
            LatePerformance,
            late_performance,
        ),
        Calculator("instalments", "分期还款表", "等额、递增、先息后本、首付加尾款，加速到期", Instalments, instalments),
        Calculator("deadline", "期限", "上诉、申请执行、司法确认、劳动仲裁等的最后一日", Deadline, deadline),
        Calculator("severance", "经济补偿", "经济补偿和违法解除赔偿金", Severance, severance),
        Calculator("unpaid-wages", "欠薪加付", "责令后仍不付的加付赔偿金", UnpaidWages, unpaid_wages),
        Calculator(
            "bankruptcy-vote", "破产表决", "和解、重整分组、一般决议，差几票差多少钱", BankruptcyVote, bankruptcy_vote
        ),
        Calculator("recovery", "清偿率比较", "清算、方案、执行各能拿多少、什么时候拿到", Recovery, recovery),
        Calculator(
            "repayment-order", "债务抵充", "一笔钱还几项债，先抵哪项、先抵什么", RepaymentOrder, repayment_order
        ),
    )
}


def compute(name: str, values: Mapping[str, Any], on: date, figures: Figures | None = None) -> Calculation:
    """One calculation by its name from plain texts or numbers; raises CalculationError.

    ``on`` is the day whose law counts, where the calculator has no day of its own.
    """
    calculator = CALCULATORS.get(name)
    if calculator is None:
        raise CalculationError("", f"没有“{name[:20]}”这项计算，可用：{'、'.join(CALCULATORS)}")
    inputs = read_inputs(calculator.inputs, values)
    try:
        return calculator.run(inputs, figures or Figures.load(), on)
    except FigureError as error:  # it knows the day; whoever typed that must learn which field to look at
        days = {error.day, error.day + timedelta(days=1)}
        fields = calculator.inputs.model_fields
        named = (f"{name}（{field.title}）" for name, field in fields.items() if getattr(inputs, name) in days)
        raise CalculationError(next(named, "on（按哪一天的法律）"), str(error).removesuffix("。")) from None
