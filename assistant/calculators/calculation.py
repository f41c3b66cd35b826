"""What every calculator returns: a result that can be checked step by step, and the rules that it rests on."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from knowledge.figures import Figure

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rule:
    """An article that a step rests on. ``since`` is the ISO date from which it is law and the figure stands;
    ``since_verified`` is False where that day was not read in a text, ``verified`` where text or value was not.
    """

    law: str
    article: str
    version: str
    since: str
    gist: str
    verified: bool
    since_verified: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of them text, under the heads of their ``columns``."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind for a picture, in step with its labels."""

    name: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows: bars by label, one series beside or upon the other; ``unit`` is that of the values."""

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days on a line: when it begins, when it ends, and what stands between, each with its name."""

    title: str
    days: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """``result`` is plain text of a number (11800.00), a date (2026-03-02) or a word (通过); ``upper`` is the other end
    where law leaves room. ``in_words`` says the result in Chinese, sums in capital numerals.
    ``not_covered`` is what the reader must not take the result for.
    """

    name: str
    title: str
    result: str
    unit: str
    in_words: str
    steps: tuple[str, ...]
    rules: tuple[Rule, ...]
    assumptions: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    upper: str | None = None
    tables: tuple[Table, ...] = ()
    picture: Chart | Timeline | None = None


def rules_of(*figures: tuple[Figure, date]) -> tuple[Rule, ...]:
    """The articles behind figures on their days, each once; raises FigureError."""
    found: dict[tuple[str, str, str, bool], Rule] = {}
    for figure, day in figures:
        value = figure.on(day)
        for one, (effective, read) in zip(value.basis, value.effective, strict=True):
            since = max(value.since, effective).isoformat()
            verified = one.verified and value.verified
            rule = Rule(
                one.law, one.article or "", one.version, since, one.gist, verified, read or value.since > effective
            )
            found.setdefault((rule.law, rule.article, rule.since, verified), rule)
    return tuple(found.values())


def nearest(figure: Figure, day: date) -> date:
    """The day, or the first for which the figure is known: for what is cited beside the figure that decides."""
    return max(day, figure.values[0].since)


def older(*figures: tuple[Figure, date]) -> tuple[str, ...]:
    """Remarks for figures whose day is before all that is known of them, so that `nearest` took another."""
    return tuple(
        f"{figure.title}：{day}当时的规定没有收录，引用的是{figure.values[0].since}起施行的条文。"
        for figure, day in figures
        if day < figure.values[0].since
    )


def cents(value: Decimal | Fraction) -> Decimal:
    """Rounded to the cent, halves up."""
    if isinstance(value, Fraction):
        whole, rest = divmod(value.numerator * 100, value.denominator)
        return (Decimal(whole) + (2 * rest >= value.denominator)) / 100
    return value.quantize(CENT, ROUND_HALF_UP)


def yuan(value: Decimal) -> str:
    """11800 → 11,800元; 12.5 → 12.50元."""
    return f"{plain(value)}元"


def plain(value: Decimal) -> str:
    """With thousands separators, and cents only where there are any."""
    rounded = cents(value)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.2f}"


def percent(value: Decimal | Fraction) -> str:
    """A percentage as people write it: 3.45 → 3.45%, 50 → 50%."""
    number = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value
    return f"{number.quantize(Decimal('0.0001'), ROUND_HALF_UP).normalize():f}%"
