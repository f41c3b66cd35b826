"""破产表决: heads and sums, and how much is lacking of either."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from assistant.calculators.calculation import (
    Calculation,
    Chart,
    Series,
    Table,
    nearest,
    percent,
    rules_of,
    yuan,
)
from assistant.calculators.inputs import Inputs, Money, PositiveMoney, fault, read_count, read_inputs, read_tree
from knowledge.figures import Figures

FIGURES = {"和解": "settlement-vote", "重整": "reorganisation-vote", "一般决议": "resolution-vote"}
MOST = 1_000_000
Heads = Annotated[int, BeforeValidator(read_count(MOST, least=0))]


class Group(Inputs):
    """The creditors of one vote: those present, those who agree, and what they are owed."""

    name: str = Field("债权人", title="组名")
    present: Heads = Field(title="出席人数", description="出席会议、有表决权的债权人")
    agree: Heads = Field(title="同意人数")
    agree_amount: Money = Field(title="同意者的债权额")
    total_amount: PositiveMoney = Field(title="债权总额", description="和解为无财产担保债权总额，重整为该组债权总额")

    @model_validator(mode="after")
    def _sound(self) -> "Group":
        if not self.present:
            raise fault("出席人数 present 为 0，没有人可以表决")
        if self.agree > self.present:
            raise fault("同意人数 agree 多于出席人数 present")
        if self.agree_amount > self.total_amount:
            raise fault("同意者的债权额 agree_amount 大于债权总额 total_amount")
        if bool(self.agree) != bool(self.agree_amount):
            raise fault("同意人数 agree 和同意者的债权额 agree_amount 要么都为 0，要么都不为 0")
        return self


class BankruptcyVote(Inputs):
    """One group by its numbers, or several in ``groups``."""

    procedure: Literal["和解", "重整", "一般决议"] = Field("和解", title="表决什么")
    present: Heads | None = Field(None, title="出席人数")
    agree: Heads | None = Field(None, title="同意人数")
    agree_amount: Money | None = Field(None, title="同意者的债权额")
    total_amount: PositiveMoney | None = Field(None, title="债权总额")
    groups: Annotated[tuple[Group, ...], BeforeValidator(read_tree)] = Field(
        (),
        title="各组",
        description="重整分组表决：[{name: 普通债权组, present: 9, agree: 6, agree_amount: …, total_amount: …}]",
    )

    @model_validator(mode="after")
    def _sound(self) -> "BankruptcyVote":
        single = (self.present, self.agree, self.agree_amount, self.total_amount)
        if self.groups and any(one is not None for one in single):
            raise fault("写了各组 groups 的，不再另写人数和金额")
        if not self.groups and any(one is None for one in single):
            raise fault("要写人数 present、agree 和债权额 agree_amount、total_amount，或者写各组 groups")
        if len(self.groups) > 1 and self.procedure != "重整":
            raise fault("只有重整计划草案分组表决，和解和一般决议不分组")
        if len({group.name for group in self.groups}) < len(self.groups):
            raise fault("各组 groups 的组名重复")
        return self

    def counted(self) -> tuple[Group, ...]:
        """The groups, one where only numbers were given."""
        if self.groups:
            return self.groups
        numbers = {"present": self.present, "agree": self.agree, "agree_amount": self.agree_amount}
        return (read_inputs(Group, {**numbers, "total_amount": self.total_amount}),)


def lacking(group: Group, share: Fraction, half: Fraction) -> tuple[int, Decimal]:
    """Votes and yuan that are lacking; 0 of what is reached: more than ``half`` of the heads, ``share`` of the sum."""
    votes = max(_heads(group, half) - group.agree, 0)
    needed = Fraction(group.total_amount) * share
    exact = Decimal(needed.numerator) / Decimal(needed.denominator)
    return votes, max(exact.quantize(Decimal("0.01"), ROUND_CEILING) - group.agree_amount, Decimal(0))


def bankruptcy_vote(inputs: BankruptcyVote, figures: Figures, on: date) -> Calculation:
    """Whether a vote held on a day carries; raises CalculationError, FigureError."""
    figure, heads = figures[FIGURES[inputs.procedure]], figures["vote-heads"]
    share, half = figure.share(on), heads.share(nearest(heads, on))
    groups = inputs.counted()
    steps: list[str] = []
    rows: list[tuple[str, ...]] = []
    carried = True
    for group in groups:
        votes, money = lacking(group, share, half)
        carried = carried and not votes and not money
        lead = f"{group.name}：" if len(groups) > 1 else ""
        steps += _told(group, _heads(group, half), share, (votes, money), lead)
        rows.append(
            (
                group.name,
                f"{group.agree}/{group.present}",
                "够" if not votes else f"差{votes}票",
                percent(Fraction(group.agree_amount) / Fraction(group.total_amount) * 100),
                "够" if not money else f"差{yuan(money)}",
                "通过" if not votes and not money else "未通过",
            )
        )
    result = "通过" if carried else "未通过"
    not_covered = ["债权有没有表决权、临时确定的债权额，由法院决定；这里照您写的数。"]
    if inputs.procedure == "重整":
        steps.append(
            "各组都通过，重整计划即为通过"
            if carried
            else "有的组没有通过：可以协商后再表决一次，仍不通过的，符合条件时可以请求法院批准（企业破产法第八十七条）"
        )
        not_covered.append("法院强制批准的条件没有检查。")
    return Calculation(
        name="bankruptcy-vote",
        title=f"{inputs.procedure}表决",
        result=result,
        unit="",
        in_words=result,
        steps=tuple(steps),
        rules=rules_of((figure, on), (heads, nearest(heads, on))),
        assumptions=("没有出席的债权人不计入人数，但他们的债权计入总额。", "“过半数”不含一半，“以上”含本数。"),
        not_covered=tuple(not_covered),
        tables=(Table("表决结果", ("组", "同意/出席", "人数", "同意者债权占比", "债权额", "结果"), tuple(rows)),),
        picture=Chart(
            "同意者所占比例",
            "%",
            tuple(group.name for group in groups),
            (
                Series("人数", tuple(_hundredths(Fraction(group.agree, group.present)) for group in groups)),
                Series(
                    "债权额",
                    tuple(_hundredths(Fraction(group.agree_amount) / Fraction(group.total_amount)) for group in groups),
                ),
            ),
        ),
    )


def _hundredths(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) * 100 / share.denominator).quantize(Decimal("0.01"))


def _heads(group: Group, half: Fraction) -> int:
    """The fewest that are more than this share of those present."""
    return int(group.present * half) + 1


def _told(group: Group, needed: int, share: Fraction, lacks: tuple[int, Decimal], lead: str) -> Iterator[str]:
    votes, money = lacks
    yield f"{lead}人数要过半数：出席{group.present}人，至少{needed}人同意；现{group.agree}人，" + (
        "够" if not votes else f"差{votes}票"
    )
    least = group.agree_amount + money
    portion = f"{share.numerator}/{share.denominator}"
    bar = f"债权额要占总额的{portion}以上：{yuan(group.total_amount)}×{portion}"
    reached = (
        f"现{yuan(group.agree_amount)}，够"
        if not money
        else f"至少{yuan(least)}；现{yuan(group.agree_amount)}，差{yuan(money)}"
    )
    yield f"{lead}{bar}，{reached}"
