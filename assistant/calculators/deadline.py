"""期限: from which day, how long, and what happens where the last day is no working day."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from pydantic import Field

from assistant.calculators.calculation import (
    Calculation,
    Timeline,
    nearest,
    older,
    rules_of,
)
from assistant.calculators.inputs import Day, Inputs
from assistant.calculators.wording import day_in_words
from assistant.calculators.workdays import next_working_day
from assistant.errors import CalculationError
from knowledge.figures import Figure, Figures, Period


class Deadline(Inputs):
    """Which deadline, and the day from which it runs."""

    kind: str = Field(title="哪一种期限", description="名称或代号，如 上诉（不服判决）或 appeal-judgment")
    start: Day = Field(title="起算日", description="送达、生效等事情发生的那一天")
    today: Day | None = Field(None, title="今天", description="写了就算还剩几天")


def last_day(start: date, period: Period) -> date:
    """The day that corresponds, the first day not counted; the end of a month that has no such day."""
    return start + relativedelta(days=period.days, months=period.months, years=period.years)


def deadline(inputs: Deadline, figures: Figures, on: date) -> Calculation:
    """The last day, by the law of the day from which it runs; ``on`` counts where no ``today`` is given.

    Raises CalculationError for a kind that there is none of, FigureError.
    """
    figure = _named(inputs.kind, figures)
    period = figure.period(inputs.start)
    plain_end = last_day(inputs.start, period)
    counting = figures["period-counting"]
    counted = nearest(counting, inputs.start)
    first = inputs.start + timedelta(days=int(counting.number(counted)))
    steps = [
        f"起算日：{figure.event}，{inputs.start}；当天不计入，从{first}起算",
        f"期间{period}：到{plain_end}届满"
        + ("（按月、年算的，到对应的那一天；没有对应日的，为月末）" if not period.days else ""),
    ]
    end, remark = next_working_day(plain_end) if figure.extends else (plain_end, "")
    if figure.extends:
        told = f"{plain_end}是休息日，顺延到休假后的第一日{end}" if end != plain_end else f"{plain_end}是工作日，不顺延"
        steps.append(told)
    today = inputs.today or on
    left = (end - today).days
    if today >= inputs.start:
        steps.append(
            f"今天是{today}，"
            + (f"还有{left}天" if left > 0 else "今天是最后一天" if not left else f"已经过了{-left}天")
        )
    return Calculation(
        name="deadline",
        title=figure.title,
        result=end.isoformat(),
        unit="日期",
        in_words=day_in_words(end),
        steps=tuple(steps),
        rules=rules_of((figure, inputs.start), (counting, counted)),
        assumptions=(
            f"起算日照您写的{inputs.start}，请对照送达回证或者文书核对。",
            *((figure.note,) if figure.note else ()),
            *older((counting, inputs.start)),
            *((f"{remark}。",) if remark else ()),
        ),
        not_covered=(
            "中止、中断、延长没有算；因不可抗力等正当理由耽误的，障碍消除后十日内可以申请顺延（民事诉讼法第八十六条）。",
        ),
        picture=Timeline(figure.title, tuple(sorted({(inputs.start, "起算日"), (today, "今天"), (end, "最后一日")}))),
    )


def _named(kind: str, figures: Figures) -> Figure:
    wanted = kind.strip()
    every = figures.deadlines()
    exact = [figure for figure in every if wanted in {figure.id, figure.title}]
    near = exact or [figure for figure in every if wanted and wanted in figure.title]
    if len(near) == 1:
        return near[0]
    names = "、".join(f"{figure.title}（{figure.id}）" for figure in near or every)
    problem = f"“{wanted[:20]}”对得上几种，请写全" if near else f"没有“{wanted[:20]}”这种期限"
    raise CalculationError("kind（哪一种期限）", f"{problem}，可用：{names}")
