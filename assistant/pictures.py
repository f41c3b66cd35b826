"""Pictures of calculations as SVG (matplotlib); the same numbers stand in the tables, for those who cannot see them."""

from io import StringIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from assistant.calculators.calculation import Chart, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#1f5f8b", "#c8702a", "#5f6b7a", "#6d8f3c")
FEW = 14  # labels that can stand beside each other
# Texts stay texts, in whatever Chinese font the reader has.
STYLE: Any = {
    "svg.hashsalt": "shukun",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "axes.unicode_minus": False,
}
FONTS = [
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
]


def svg_of(picture: Chart | Timeline) -> str:
    """The picture as an SVG document; the same picture gives the same bytes.

    It needs no label of `assistant.labels`: code draws it from figures that were worked out, and no answer holds one.
    """
    with mpl.rc_context({**STYLE, "font.sans-serif": FONTS}):
        figure = Figure(figsize=(7.2, 3.6 if isinstance(picture, Chart) else 1.9), layout="constrained")
        axes = figure.add_subplot()
        _draw_chart(axes, picture) if isinstance(picture, Chart) else _draw_line(axes, picture)
        axes.set_title(picture.title, loc="left", fontsize=12)
        axes.spines[["top", "right"]].set_visible(False)
        buffer = StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _draw_chart(axes: "Axes", chart: Chart) -> None:
    width = 0.8 if chart.stacked else 0.8 / len(chart.series)
    places = range(len(chart.labels))
    bottom = [0.0] * len(chart.labels)
    for number, series in enumerate(chart.series):
        values = [float(value) for value in series.values]
        shift = 0.0 if chart.stacked else (number - (len(chart.series) - 1) / 2) * width
        axes.bar(
            [place + shift for place in places],
            values,
            width,
            bottom=bottom if chart.stacked else None,
            label=series.name,
            color=COLOURS[number % len(COLOURS)],
        )
        bottom = [low + value for low, value in zip(bottom, values, strict=True)]
    step = max(1, -(-len(chart.labels) // FEW))
    axes.set_xticks(list(places)[::step], chart.labels[::step], rotation=30 if len(chart.labels) > 4 else 0, fontsize=9)  # noqa: PLR2004
    axes.set_ylabel(chart.unit)
    axes.yaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis="y", color="#e3e6ea")
    axes.set_axisbelow(True)
    if len(chart.series) > 1:  # above the bars, beside the title
        axes.legend(frameon=False, fontsize=9, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(chart.series))


def _draw_line(axes: "Axes", line: Timeline) -> None:
    """Days on a line, their names above and below by turns."""
    numbers = [day.toordinal() for day, _ in line.days]
    axes.axhline(0, color="#5f6b7a", linewidth=2, zorder=1)
    axes.scatter(numbers, [0] * len(numbers), s=60, color=COLOURS[0], zorder=2)
    for turn, (day, name) in enumerate(line.days):
        up = turn % 2 == 0
        axes.annotate(
            f"{name}\n{day.isoformat()}",
            (day.toordinal(), 0),
            (0, 10 if up else -10),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            fontsize=9,
        )
    margin = max((max(numbers) - min(numbers)) * 0.15, 1)
    axes.set(xlim=(min(numbers) - margin, max(numbers) + margin), ylim=(-1, 1))
    axes.set_yticks([])
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
