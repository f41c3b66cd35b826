"""经济补偿 and 赔偿金: 劳动合同法, articles 46 to 48, 87 and 97."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from assistant.calculators.calculation import Calculation, cents, rules_of, yuan
from assistant.calculators.inputs import Day, Inputs, PositiveMoney, fault
from assistant.calculators.wording import sum_in_words
from knowledge.figures import Figures
from knowledge.numerals import chinese

HALF = Decimal("0.5")
SIX = 6


class Severance(Inputs):
    """How long one worked, and for what wage."""

    start: Day = Field(title="入职日")
    end: Day = Field(title="离职日", description="劳动合同解除或者终止的那一天，当天计入")
    wage: PositiveMoney = Field(title="月工资", description="离职前十二个月的平均应得工资")
    local_average: PositiveMoney | None = Field(None, title="当地上年度职工月平均工资", description="检查三倍上限用")
    kind: Literal["经济补偿", "违法解除赔偿金"] = Field("经济补偿", title="算哪一种")

    @model_validator(mode="after")
    def _sound(self) -> "Severance":
        if self.end < self.start:
            raise fault("离职日 end 早于入职日 start")
        return self


def years_of(start: date, end: date) -> tuple[Decimal, str]:
    """Years that count: whole ones, one more for six months or more, half of one for less; and how that came about."""
    served = relativedelta(end + timedelta(days=1), start)
    told = (
        f"{served.years}年"
        + (f"{served.months}个月" if served.months else "")
        + (f"{served.days}天" if served.days else "")
    )
    if served.months >= SIX:
        return Decimal(served.years + 1), f"{told}：满{served.years}年，余下六个月以上不满一年，按一年"
    if served.months or served.days:
        return served.years + HALF, f"{told}：满{served.years}年，余下不满六个月，付半个月"
    return Decimal(served.years), f"{told}：正好{served.years}年"


def severance(inputs: Severance, figures: Figures, on: date) -> Calculation:
    """What is due where a contract ends on a day; ``on`` plays no part. Raises FigureError."""
    del on
    unlawful = inputs.kind == "违法解除赔偿金"
    begun = (
        inputs.start if unlawful else max(inputs.start, date(int(figures["severance-begins"].number(inputs.end)), 1, 1))
    )
    steps, not_covered = [], ["是不是应当付、付不付得起，由双方协商或者由仲裁、法院认定；这里只按年限和工资算数。"]
    if inputs.start < begun:
        steps.append(f"劳动合同法自{begun}起施行，年限自这一天起算；此前的年限按当时的规定，没有算（第九十七条）")
        not_covered.append(f"{begun}以前的工作年限。")
    if inputs.end < begun:
        years, told = Decimal(0), "没有"
    else:
        years, told = years_of(begun, inputs.end)
    steps.append(f"工作年限{begun}至{inputs.end}，{told}，合{years}个月工资")
    wage = inputs.wage
    cap_wage, cap_years = figures["severance-cap-wage"], figures["severance-cap-years"]
    highest = cap_wage.number(inputs.end) * inputs.local_average if inputs.local_average else None
    most = cap_years.number(inputs.end)
    times = f"{chinese(int(cap_wage.number(inputs.end)))}倍"
    if highest is not None and wage > highest:
        steps.append(
            f"月工资{yuan(wage)}高于当地平均工资{yuan(inputs.local_average or wage)}的{times}，"
            f"按{times}{yuan(highest)}算，年限最多{most:f}年"
        )
        wage, years = highest, min(years, most)
    elif highest is not None:
        steps.append(f"月工资{yuan(wage)}没有超过当地平均工资的{times}{yuan(highest)}，照实际算")
    total = wage * years
    steps.append(f"经济补偿：{yuan(wage)}×{years}＝{yuan(total)}")
    used = [(cap_years, inputs.end), (cap_wage, inputs.end)]
    if unlawful:
        double = figures["unlawful-dismissal-multiple"]
        factor = double.number(inputs.end)
        steps.append(
            f"违法解除或者终止的赔偿金为经济补偿的{factor:f}倍：{yuan(total)}×{factor:f}＝{yuan(total * factor)}"
        )
        total *= factor
        used.append((double, inputs.end))
    else:
        used.append((figures["severance-begins"], inputs.end))
    if inputs.local_average is None:
        not_covered.append("没有写当地上年度职工月平均工资，上限没有检查。")
    total = cents(total)
    return Calculation(
        name="severance",
        title=inputs.kind,
        result=f"{total:.2f}",
        unit="元",
        in_words=sum_in_words(total),
        steps=tuple(steps),
        rules=rules_of(*used),
        assumptions=("月工资为解除或者终止前十二个月的平均工资，照您写的数。", "离职日当天计入年限。"),
        not_covered=tuple(not_covered),
    )
