"""清偿率比较: what each creditor gets, and when, in liquidation, by a plan, and by enforcement.

Liquidation follows 企业破产法, articles 109 to 113: what is secured from its own collateral, then costs, wages, social
insurance and taxes, and what is left to ordinary claims in proportion, unpaid secured claims among them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from assistant.calculators.calculation import Calculation, Chart, Series, Table, cents, percent, rules_of, yuan
from assistant.calculators.inputs import Inputs, Money, PositiveMoney, Rate, fault, read_count, read_tree
from knowledge.figures import Figure, Figures

MONTHS = 240
Months = Annotated[int, BeforeValidator(read_count(MONTHS, least=0))]


class Claim(Inputs):
    """An ordinary claim; ``seal`` is its place among those who sealed property (None: it sealed nothing)."""

    name: str = Field(title="债权人")
    amount: PositiveMoney = Field(title="债权额")
    seal: Annotated[int, BeforeValidator(read_count(1000))] | None = Field(None, title="查封顺位")


class Secured(Inputs):
    """A claim with what its own collateral would bring."""

    name: str = Field(title="债权人")
    amount: PositiveMoney = Field(title="债权额")
    collateral: Money = Field(title="担保物变现额")


class Plan(Inputs):
    """Settlement or reorganisation: what share of ordinary claims is paid, over how long, in how many parts."""

    percent: Rate = Field(title="普通债权清偿率", description="百分数")
    months: Months = Field(title="多少个月付清", description="第一笔到最后一笔；一次付的写那一次")
    instalments: Annotated[int, BeforeValidator(read_count(MONTHS))] = Field(1, title="分几期")


class Enforcement(Inputs):
    """What enforcement would bring, and when."""

    assets: Money = Field(title="执行能变现的财产")
    costs: Money = Field(Decimal(0), title="执行费用")
    months: Months = Field(title="多少个月")


class Recovery(Inputs):
    """An estate, its creditors, and the ways to be compared."""

    assets: Money = Field(title="没有设担保的财产变现额")
    costs: Money = Field(Decimal(0), title="破产费用和共益债务")
    wages: Money = Field(Decimal(0), title="职工债权")
    taxes: Money = Field(Decimal(0), title="社保和税款")
    secured: Annotated[tuple[Secured, ...], BeforeValidator(read_tree)] = Field((), title="有担保的债权")
    ordinary: Annotated[tuple[Claim, ...], BeforeValidator(read_tree)] = Field(
        title="普通债权", min_length=1, description="[{name: 甲, amount: 300000, seal: 1}]"
    )
    months: Months = Field(24, title="清算要多少个月")
    plan: Annotated[Plan | None, BeforeValidator(read_tree)] = Field(None, title="和解或重整方案")
    enforcement: Annotated[Enforcement | None, BeforeValidator(read_tree)] = Field(None, title="执行分配")
    debtor: Literal["企业", "个人"] = Field("企业", title="债务人", description="决定执行款怎么分")
    discount: Rate = Field(Decimal(0), title="年折现率", description="百分数；晚到的钱折成今天的，不折不写")

    @model_validator(mode="after")
    def _sound(self) -> "Recovery":
        names = [*(one.name for one in self.secured), *(one.name for one in self.ordinary)]
        if len(set(names)) < len(names):
            raise fault("债权人的名称重复；同一人有几笔的请合并或者改名")
        if self.plan and self.plan.months == 0 and self.plan.instalments > 1:
            raise fault("方案 plan 分期的，月数 months 应大于 0")
        if self.plan and self.plan.percent > 100:  # noqa: PLR2004
            raise fault("普通债权清偿率不能超过 100%")
        return self


@dataclass(frozen=True, slots=True)
class Share:
    """What one creditor or class is owed and gets, in yuan to the cent."""

    name: str
    kind: str
    owed: Decimal
    paid: Decimal


def proportional(money: Fraction, owed: Sequence[Fraction]) -> list[Fraction]:
    """All of it where there is enough, else in proportion."""
    total = sum(owed, Fraction(0))
    if not total:
        return [Fraction(0) for _ in owed]
    return [one * min(money / total, Fraction(1)) for one in owed]


def liquidation(inputs: Recovery) -> tuple[list[Share], Fraction]:
    """What everyone gets, and the share of ordinary claims that is paid."""
    money = Fraction(inputs.assets)
    from_collateral = [min(Fraction(one.amount), Fraction(one.collateral)) for one in inputs.secured]
    money += sum(
        (max(Fraction(one.collateral) - Fraction(one.amount), Fraction(0)) for one in inputs.secured), Fraction(0)
    )
    shares: list[Share] = []
    for name, owed in (("破产费用和共益债务", inputs.costs), ("职工债权", inputs.wages), ("社保和税款", inputs.taxes)):
        paid = min(money, Fraction(owed))
        money -= paid
        if owed:
            shares.append(_share(name, name, owed, paid))
    unpaid = [Fraction(one.amount) - paid for one, paid in zip(inputs.secured, from_collateral, strict=True)]
    claims = [*unpaid, *(Fraction(one.amount) for one in inputs.ordinary)]
    parts = proportional(money, claims)
    for secured, collateral, part in zip(inputs.secured, from_collateral, parts[: len(unpaid)], strict=True):
        shares.append(_share(secured.name, "有担保的债权", secured.amount, collateral + part))
    for claim, part in zip(inputs.ordinary, parts[len(unpaid) :], strict=True):
        shares.append(_share(claim.name, "普通债权", claim.amount, part))
    total = sum(claims, Fraction(0))
    return shares, min(money / total, Fraction(1)) if total else Fraction(1)


def enforcement(inputs: Recovery) -> list[Share]:
    """What enforcement gives: the secured from their collateral; of an enterprise the others by the order in which they
    sealed, of a person in proportion.
    """
    if inputs.enforcement is None:
        return []
    money = Fraction(inputs.enforcement.assets)
    costs = min(money, Fraction(inputs.enforcement.costs))
    money -= costs
    shares = [_share("执行费用", "执行费用", inputs.enforcement.costs, costs)] if inputs.enforcement.costs else []
    got: dict[str, Fraction] = {}
    claims = [(one.name, Fraction(one.amount), one.seal) for one in inputs.ordinary]
    for one in inputs.secured:
        got[one.name] = min(Fraction(one.amount), Fraction(one.collateral))
        money += Fraction(one.collateral) - got[one.name]
        claims.append((one.name, Fraction(one.amount) - got[one.name], None))
    last = max(seal or 0 for _, _, seal in claims) + 1
    ranks = sorted({seal or last for _, _, seal in claims}) if inputs.debtor == "企业" else [None]
    for rank in ranks:
        group = [(name, owed) for name, owed, seal in claims if rank is None or (seal or last) == rank]
        parts = proportional(money, [owed for _, owed in group])
        for (name, _), part in zip(group, parts, strict=True):
            got[name] = got.get(name, Fraction(0)) + part
        money -= sum(parts, Fraction(0))
    return [
        *shares,
        *(_share(one.name, "有担保的债权", one.amount, got[one.name]) for one in inputs.secured),
        *(_share(claim.name, "普通债权", claim.amount, got[claim.name]) for claim in inputs.ordinary),
    ]


def _share(name: str, kind: str, owed: Decimal, paid: Fraction) -> Share:
    """Rounded down to the cent: what is given out never exceeds what there is."""
    return Share(name, kind, owed, Decimal(int(paid * 100)) / 100)


def today(amount: Decimal, months: Fraction, discount: Decimal) -> Decimal:
    """What a sum that comes in so many months is worth now, compounded yearly."""
    if not discount or not months:
        return amount
    factor = (1 + float(discount) / 100) ** (float(months) / 12)
    return cents(amount / Decimal(repr(factor)))


def by_plan(amount: Decimal, plan: Plan, discount: Decimal) -> tuple[Decimal, Decimal]:
    """What an ordinary claim gets by the plan, and what that is worth today."""
    paid = cents(Fraction(amount) * Fraction(plan.percent) / 100)
    count = plan.instalments
    when = [
        Fraction(plan.months * place, max(count - 1, 1)) if count > 1 else Fraction(plan.months)
        for place in range(count)
    ]
    parts = [today(paid / count, month, discount) for month in when]
    return paid, cents(sum(parts, Decimal(0)))


def recovery(inputs: Recovery, figures: Figures, on: date) -> Calculation:
    """The comparison as of a day; raises CalculationError, FigureError."""
    shares, rate = liquidation(inputs)
    steps = _liquidation_steps(inputs, shares, rate)
    used: list[tuple[Figure, date]] = [(figures["bankruptcy-order"], on)]
    ways: dict[str, Mapping[str, tuple[Decimal, Decimal]]] = {
        "清算": {one.name: (one.paid, today(one.paid, Fraction(inputs.months), inputs.discount)) for one in shares}
    }
    steps.append(f"清算要{inputs.months}个月，普通债权清偿率{percent(rate * 100)}")
    if inputs.plan:
        ways["方案"] = {one.name: by_plan(one.amount, inputs.plan, inputs.discount) for one in inputs.ordinary}
        floor = figures["plan-floor"]
        used.append((floor, on))
        better = Fraction(inputs.plan.percent) / 100 - rate * Fraction(floor.number(on))
        compared = "高于" if better > 0 else "等于" if not better else "低于"
        steps.append(
            f"方案：普通债权清偿率{percent(inputs.plan.percent)}，{inputs.plan.months}个月内分{inputs.plan.instalments}期付，"
            f"{compared}清算的{percent(rate * 100)}"
        )
        if better < 0:
            steps.append(
                "低于清算所得的，重整计划草案不能请求法院强制批准（企业破产法第八十七条），债权人也没有理由同意"
            )
    if inputs.enforcement:
        found = enforcement(inputs)
        ways["执行"] = {
            one.name: (one.paid, today(one.paid, Fraction(inputs.enforcement.months), inputs.discount)) for one in found
        }
        order = figures["enforcement-order-enterprise" if inputs.debtor == "企业" else "enforcement-order-person"]
        used.append((order, on))
        steps.append(
            f"执行：变现{yuan(inputs.enforcement.assets)}，{inputs.enforcement.months}个月，顺序："
            + "→".join(order.order(on))
        )
    return Calculation(
        name="recovery",
        title="清偿率比较",
        result=f"{_hundredths(rate):.2f}",
        unit="%",
        in_words=f"清算时普通债权清偿率{percent(rate * 100)}",
        steps=tuple(steps),
        rules=rules_of(*used),
        assumptions=(
            f"清算{inputs.months}个月后一次分配"
            + (f"，按年{percent(inputs.discount)}折成今天的钱" if inputs.discount else "，没有折现")
            + "。",
            "财产能卖多少、要多久，照您写的数；数变了结果就变，请双方一起核对。",
            "方案里职工债权、社保税款和有担保的债权另按法律和方案清偿，这里只比普通债权。",
            *(("执行中要先付的工资等，请先从能变现的财产里扣除。",) if inputs.enforcement else ()),
        ),
        not_covered=(
            "审查破产、批准重整由法院决定；这里不判断债务人是否符合破产条件。",
            "保证人、股东另外能还多少没有算。",
        ),
        tables=(_table(inputs, shares, ways),),
        picture=_chart(inputs, ways),
    )


def _hundredths(rate: Fraction) -> Decimal:
    """In percent, halves up; 100 only where everything is paid."""
    rounded = cents(rate * 100)
    return rounded if rate == 1 else min(rounded, Decimal("99.99"))


def _liquidation_steps(inputs: Recovery, shares: Sequence[Share], rate: Fraction) -> list[str]:
    steps = [f"清算：没有设担保的财产变现{yuan(inputs.assets)}"]
    for secured in inputs.secured:
        surplus = secured.collateral - secured.amount
        told = (
            f"余{yuan(surplus)}归入可分配财产"
            if surplus > 0
            else f"不足的{yuan(-surplus)}作为普通债权"
            if surplus < 0
            else "正好还清"
        )
        steps.append(f"{secured.name}的担保物变现{yuan(secured.collateral)}，债权{yuan(secured.amount)}，{told}")
    for share in shares:
        if share.kind not in {"普通债权", "有担保的债权"}:
            enough = "" if share.paid == share.owed else "，不够"
            steps.append(f"{share.name}{yuan(share.owed)}，清偿{yuan(share.paid)}{enough}")
    total = sum((claim.amount for claim in inputs.ordinary), Decimal(0))
    paid = cents(Fraction(total) * rate)
    steps.append(
        f"剩下的按比例分给普通债权：{yuan(total)}分得{yuan(paid)}，清偿率{percent(rate * 100)}；各人取到分，零头舍去"
    )
    return steps


def _table(
    inputs: Recovery, shares: Sequence[Share], ways: Mapping[str, Mapping[str, tuple[Decimal, Decimal]]]
) -> Table:
    worth = bool(inputs.discount)
    heads = [
        head for way in ways for head in ([f"{way}得（元）", f"{way}折到今天（元）"] if worth else [f"{way}得（元）"])
    ]
    rows = []
    for one in shares:
        cells = [ways[way].get(one.name) for way in ways]
        told = [
            text
            for cell in cells
            for text in (
                [f"{part:,.2f}" for part in cell[: 2 if worth else 1]] if cell else ["—"] * (2 if worth else 1)
            )
        ]
        rows.append((one.name, one.kind, f"{one.owed:,.2f}", *told))
    return Table("各人所得", ("债权人", "类别", "债权额（元）", *heads), tuple(rows))


def _chart(inputs: Recovery, ways: Mapping[str, Mapping[str, tuple[Decimal, Decimal]]]) -> Chart:
    names = [*(one.name for one in inputs.secured), *(one.name for one in inputs.ordinary)]
    series = tuple(
        Series(way, tuple(paid.get(name, (Decimal(0), Decimal(0)))[1] for name in names)) for way, paid in ways.items()
    )
    title = "各债权人所得（折成今天的钱）" if inputs.discount else "各债权人所得"
    return Chart(title, "元", tuple(names), series)
