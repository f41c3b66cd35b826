"""债务抵充: which debts, and what of each, a payment that is not enough goes to. 民法典, articles 560 and 561."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from assistant.calculators.calculation import Calculation, Table, rules_of, yuan
from assistant.calculators.inputs import Day, Inputs, Money, PositiveMoney, Rate, fault, read_tree
from assistant.calculators.wording import sum_in_words
from knowledge.figures import Figures


class Debt(Inputs):
    """One debt: costs, interest and principal; when it is due; what secures it; at what rate it grows."""

    name: str = Field(title="名称")
    principal: Money = Field(title="本金")
    interest: Money = Field(Decimal(0), title="利息")
    costs: Money = Field(Decimal(0), title="实现债权的费用")
    due: Day = Field(title="到期日")
    secured: Money = Field(Decimal(0), title="担保的金额", description="没有担保的不写")
    rate: Rate = Field(Decimal(0), title="利率", description="负担轻重按利率比，百分数")

    @property
    def parts(self) -> dict[str, Decimal]:
        """What is owed of each, by the names that the order of payment has."""
        return {"费用": self.costs, "利息": self.interest, "本金": self.principal}

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum(self.parts.values(), Decimal(0))


class RepaymentOrder(Inputs):
    """A payment and the debts to one creditor."""

    payment: PositiveMoney = Field(title="付款")
    paid_on: Day = Field(title="付款日")
    debts: Annotated[tuple[Debt, ...], BeforeValidator(read_tree)] = Field(
        title="债务", min_length=1, description="[{name: 第一笔, principal: 100000, interest: 3000, due: 2024-05-01}]"
    )
    designated: str = Field("", title="债务人指定先还的", description="名称，逗号隔开；没有指定的不写")

    @model_validator(mode="after")
    def _sound(self) -> "RepaymentOrder":
        names = [debt.name for debt in self.debts]
        if len(set(names)) < len(names):
            raise fault("债务 debts 的名称重复")
        unknown = [name for name in self.first() if name not in names]
        if unknown:
            raise fault(f"designated（指定先还的）里的“{unknown[0][:20]}”不在债务里")
        return self

    def first(self) -> list[str]:
        """The names that the debtor chose."""
        return [name.strip() for name in self.designated.replace("，", ",").split(",") if name.strip()]


@dataclass
class _Share:
    """What of the payment goes to a debt."""

    debt: Debt
    given: dict[str, Fraction] = field(default_factory=dict)

    def take(self, amount: Fraction, order: Sequence[str]) -> Fraction:
        """Part by part in this order; what is left over."""
        for name in order:
            part = min(amount, Fraction(self.debt.parts[name]))
            if part:
                self.given[name] = part
            amount -= part
        return amount

    @property
    def sum(self) -> Fraction:
        return sum(self.given.values(), Fraction(0))


def ranked(inputs: RepaymentOrder) -> Iterator[list[Debt]]:
    """The debts in the order in which they are paid; those of one rank share by their size."""
    chosen = inputs.first()
    yield from ([debt] for name in chosen for debt in inputs.debts if debt.name == name)
    rest = [debt for debt in inputs.debts if debt.name not in chosen]
    keys = sorted({_rank(debt, inputs.paid_on) for debt in rest})
    yield from ([debt for debt in rest if _rank(debt, inputs.paid_on) == key] for key in keys)


def _rank(debt: Debt, on: date) -> tuple[bool, Decimal, Decimal, date]:
    """Due ones first; of them the least secured, the heaviest, the first to fall due."""
    return debt.due > on, debt.secured, -debt.rate, debt.due


def repayment_order(inputs: RepaymentOrder, figures: Figures, on: date) -> Calculation:
    """How a payment is spread; ``on`` plays no part. Raises CalculationError, FigureError."""
    del on
    between, within = figures["repayment-choice"], figures["repayment-order"]
    owed = sum((debt.total for debt in inputs.debts), Decimal(0))
    spent = min(inputs.payment, owed)
    order = within.order(inputs.paid_on)
    left = Fraction(spent)
    shares: list[_Share] = []
    for group in ranked(inputs):
        total = sum((Fraction(debt.total) for debt in group), Fraction(0))
        given = min(left, total)
        for debt in group:
            share = _Share(debt)
            share.take(given * Fraction(debt.total) / total if total else Fraction(0), order)
            shares.append(share)
        left -= given
    rounded = _to_cents(shares, spent)
    steps = [f"付款{yuan(inputs.payment)}，几项债务之间的顺序：" + "→".join(between.order(inputs.paid_on))]
    steps.append("每项债务之内的顺序：" + "→".join(order))
    for share, parts in zip(shares, rounded, strict=True):
        why = (
            "指定" if share.debt.name in inputs.first() else "已到期" if share.debt.due <= inputs.paid_on else "未到期"
        )
        told = "，".join(f"{name}{yuan(part)}" for name, part in parts.items() if part) or "没有抵到"
        steps.append(
            f"{share.debt.name}（{why}）：{told}，尚欠{yuan(share.debt.total - sum(parts.values(), Decimal(0)))}"
        )
    first = shares[0]
    paid = [
        share.debt.name
        for share, parts in zip(shares, rounded, strict=True)
        if sum(parts.values(), Decimal(0)) == share.debt.total
    ]
    rest = owed - spent
    if spent < inputs.payment:
        steps.append(f"全部还清，多付{yuan(inputs.payment - spent)}，应当退还或者另作约定")
    return Calculation(
        name="repayment-order",
        title="付款后尚欠",
        result=f"{rest:.2f}",
        unit="元",
        in_words=sum_in_words(rest),
        steps=(*steps, "还清的：" + ("、".join(paid) or "没有") + f"；先抵的是{first.debt.name}"),
        rules=rules_of((between, inputs.paid_on), (within, inputs.paid_on)),
        assumptions=("双方没有另外约定抵充顺序。", "负担轻重按利率比较，“担保最少”按担保金额比较。"),
        not_covered=("同一债权人的同种类债务才这样抵；执行中的迟延履行利息另有顺序，请用“迟延履行利息”一项。",),
        tables=(
            Table(
                "逐项抵充",
                ("债务", "抵费用（元）", "抵利息（元）", "抵本金（元）", "尚欠（元）"),
                tuple(
                    (
                        share.debt.name,
                        *(f"{parts.get(name, Decimal(0)):,.2f}" for name in ("费用", "利息", "本金")),
                        f"{share.debt.total - sum(parts.values(), Decimal(0)):,.2f}",
                    )
                    for share, parts in zip(shares, rounded, strict=True)
                ),
            ),
        ),
    )


def _to_cents(shares: Sequence[_Share], payment: Decimal) -> list[dict[str, Decimal]]:
    """To the cent, so that all of them sum to the payment: the last part that is not whole takes the rest."""
    rows = [{name: Decimal(int(part * 100)) / 100 for name, part in share.given.items()} for share in shares]
    rest = payment - sum((part for row in rows for part in row.values()), Decimal(0))
    for share, row in zip(shares, rows, strict=True):
        for name in row:
            more = min(rest, share.debt.parts[name] - row[name])
            row[name] += more
            rest -= more
    return rows
