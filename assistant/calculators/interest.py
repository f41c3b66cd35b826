"""利息: at an agreed rate or by the LPR, day by day, with the ceiling of private lending."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator

from assistant.calculators.calculation import (
    Calculation,
    Table,
    cents,
    nearest,
    older,
    percent,
    rules_of,
    yuan,
)
from assistant.calculators.inputs import Day, Factor, Inputs, PositiveMoney, Rate, Yes, fault
from assistant.calculators.wording import sum_in_words
from assistant.errors import CalculationError
from knowledge.figures import Figure, Figures

CHANGE = date(2020, 8, 20)  # from which the ceiling is a multiple of the LPR (article 31 of the provisions)


class Interest(Inputs):
    """A principal, two days, and one rate: agreed (``rate``) or a multiple of the one-year LPR (``lpr``)."""

    principal: PositiveMoney = Field(title="本金")
    start: Day = Field(title="起息日", description="这一天计息")
    end: Day = Field(title="止息日", description="这一天不计息")
    rate: Rate | None = Field(None, title="年利率", description="百分数，如 12")
    lpr: Factor | None = Field(None, title="LPR倍数", description="按一年期LPR的几倍，如 1 或 1.5；逐日适用当时的LPR")
    year_days: Literal["365", "360"] = Field("365", title="一年按几天")
    private_lending: Yes = Field(False, title="民间借贷", description="是的话检查四倍LPR上限")
    agreed: Day | None = Field(None, title="合同成立日", description="检查上限用")
    filed: Day | None = Field(None, title="起诉日", description="合同在2020年8月20日前成立的，检查上限用")

    @model_validator(mode="after")
    def _sound(self) -> "Interest":
        if self.end < self.start:
            raise fault("止息日 end 早于起息日 start")
        if (self.rate is None) == (self.lpr is None):
            raise fault("年利率 rate 和LPR倍数 lpr 写一个，只写一个")
        if self.private_lending and self.agreed is None:
            raise fault("检查民间借贷的上限，要写合同成立日 agreed")
        if self.agreed and self.agreed > self.start:
            raise fault("合同成立日 agreed 晚于起息日 start，请检查")
        return self


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days at one rate: ``start`` counts, ``end`` does not; ``rate`` in percent a year."""

    start: date
    end: date
    rate: Decimal

    @property
    def days(self) -> int:
        """How many."""
        return (self.end - self.start).days

    def interest(self, principal: Decimal, year: int) -> Fraction:
        """Exact, in yuan."""
        return Fraction(principal) * Fraction(self.rate) / 100 * self.days / year


def stretches(figure: Figure, factor: Decimal, start: date, end: date) -> Iterator[Stretch]:
    """The days between, cut where the rate changes; raises FigureError where it is not known."""
    figure.on(start)
    figure.on(max(end - timedelta(days=1), start))
    changes = [value.since for value in figure.values if start < value.since < end]
    for begin, stop in zip([start, *changes], [*changes, end], strict=True):
        yield Stretch(begin, stop, figure.number(begin) * factor)


def interest(inputs: Interest, figures: Figures, on: date) -> Calculation:
    """Simple interest over the days; ``on`` plays no part. Raises CalculationError, FigureError."""
    del on
    lpr, sale = figures["lpr-1y"], figures["sale-late-payment"]
    used: list[tuple[Figure, date]] = []
    if inputs.lpr is not None:
        rows = list(stretches(lpr, inputs.lpr, inputs.start, inputs.end))
        overdue = figures["overdue-lpr-multiple"]
        used += [*((lpr, row.start) for row in rows), (overdue, nearest(overdue, inputs.start))]
        opening = f"按一年期LPR的{inputs.lpr.normalize():f}倍，逐日适用当时公布的LPR"
    else:
        rows = [Stretch(inputs.start, inputs.end, inputs.rate or Decimal(0))]
        unagreed = figures["unagreed-interest"]
        used.append((unagreed, nearest(unagreed, inputs.start)))
        opening = f"按年利率{percent(inputs.rate or Decimal(0))}"
    steps = [f"本金{yuan(inputs.principal)}，{opening}，起息日计入、止息日不计入，一年按{inputs.year_days}天"]
    if inputs.private_lending:
        ceiling, told, more = _ceiling(inputs, figures)
        steps.append(told)
        used += more
        capped = [row for row in rows if row.rate > ceiling]
        if capped:
            steps.append(f"约定利率高于上限的，超出部分法院不予支持，按{percent(ceiling)}计算")
            rows = [Stretch(row.start, row.end, min(row.rate, ceiling)) for row in rows]
        else:
            steps.append("约定利率没有超过上限")
    year = int(inputs.year_days)
    exact = sum((row.interest(inputs.principal, year) for row in rows), Fraction(0))
    total = cents(exact)
    for row in rows:
        part = yuan(cents(row.interest(inputs.principal, year)))
        steps.append(
            f"{row.start}至{row.end}，{row.days}天：{yuan(inputs.principal)}×{percent(row.rate)}×{row.days}÷{year}＝{part}"
        )
    if len(rows) > 1:
        steps.append(f"合计（先相加，最后取到分）：{yuan(total)}")
    if inputs.lpr is not None and not inputs.private_lending:
        day = nearest(sale, inputs.start)
        span = sale.span(day)
        if 1 + span.low / 100 <= inputs.lpr <= 1 + span.high / 100:
            steps.append(
                f"买卖合同没有约定违约金的，法院可以按违约时LPR加计{percent(span.low)}到{percent(span.high)}；这里的倍数在这个幅度内"
            )
            used.append((sale, day))
    source = (f"LPR登记到{lpr.known_until}；{lpr.source}。",) if (lpr, rows[0].start) in used else ()
    return Calculation(
        name="interest",
        title="利息",
        result=f"{total:.2f}",
        unit="元",
        in_words=sum_in_words(total),
        steps=tuple(steps),
        rules=rules_of(*used),
        assumptions=(
            "按单利计算，本金在这段时间里没有变动。",
            *source,
            *older((figures["unagreed-interest"], inputs.start)),
        ),
        not_covered=(
            "复利、违约金和其他费用没有算；民间借贷中它们与逾期利息合计也不能超过上限（民间借贷规定第二十九条）。",
            "中途还过款的，请按还款日分段，或者用迟延履行利息、债务抵充两项。",
        ),
        tables=(
            Table(
                "逐段利息",
                ("起", "止", "天数", "年利率", "利息（元）"),
                tuple(
                    (
                        row.start.isoformat(),
                        row.end.isoformat(),
                        str(row.days),
                        percent(row.rate),
                        f"{cents(row.interest(inputs.principal, year)):,.2f}",
                    )
                    for row in rows
                ),
            ),
        ),
    )


def _ceiling(inputs: Interest, figures: Figures) -> tuple[Decimal, str, list[tuple[Figure, date]]]:
    """The highest rate that courts support, in percent; how it came about; the figures."""
    lpr, multiple = figures["lpr-1y"], figures["private-lending-multiple"]
    agreed = inputs.agreed or inputs.start
    day, what = agreed, "合同成立时"
    if agreed < CHANGE:
        if inputs.start < CHANGE:
            problem = (
                "2020年8月20日以前的利息可以按当时的司法解释计算，本计算没有收录；请从 2020-08-20 起算，此前的另算"
            )
            raise CalculationError("start（起息日）", problem)
        if inputs.filed is None:
            raise CalculationError("filed（起诉日）", "合同在2020年8月20日前成立的，上限按起诉时的LPR，请写起诉日")
        if inputs.filed < CHANGE:
            raise CalculationError("filed（起诉日）", "2020年8月20日前起诉的，适用当时的规定，本计算没有收录")
        day, what = inputs.filed, "起诉时"
    latest = nearest(multiple, day)
    times, rate = multiple.number(latest), lpr.number(day)
    ceiling = times * rate
    told = f"民间借贷上限：{what}（{day}）一年期LPR {percent(rate)}×{times.normalize():f}＝{percent(ceiling)}"
    return ceiling, told, [(multiple, latest), (lpr, day)]
