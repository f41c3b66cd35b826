"""The sentences of records as lines: terms explained, periods set off, deadlines and fees to be computed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.calculators import CALCULATORS, Calculator
from assistant.relief.advice import lines_of
from assistant.sentences import parse
from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.figures import Figure, Figures, Period
from knowledge.law import ArticleId, ArticleNumber
from knowledge.numerals import number
from knowledge.registry import Registry
from web.pages import sentence_html

COUNT = r"(?<![0-9一二两三四五六七八九十百第哪这那同某有每])(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})"
PERIOD = re.compile(rf"({COUNT})(个?工作日|小时|日|天|个月|年)(?!第)")
TAG = re.compile(r"(<[^>]*>)")
FEES = (
    ("court-fee", re.compile(r"受理费|支付令申请费|诉讼费用?交纳办法第十三条|申请费按财产案件")),
    ("preservation-fee", re.compile(r"保全(?:的费用|申请费|[^，。；]{0,12}交)")),
    ("enforcement-fee", re.compile(r"执行申请费|申请执行的申请费")),
    ("bankruptcy-fee", re.compile(r"破产(?:案件)?申请费|破产财产总额|破产案件的诉讼费")),
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A calculator, and where it opens."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section, and the deadlines in it whose last day can be computed."""

    html: Markup
    deadlines: tuple[Sum, ...] = ()


def lines(text: str, registry: Registry, explained: set[str]) -> tuple[Line, ...]:
    """The lines of a section, each deadline once; ``explained`` has the terms that were already linked."""
    views: list[Line] = []
    told: set[Sum] = set()
    for line in lines_of(text):
        view = line_view(line, registry, explained)
        views.append(replace(view, deadlines=tuple(one for one in view.deadlines if one not in told)))
        told.update(view.deadlines)
    return tuple(views)


def line_view(text: str, registry: Registry, explained: set[str]) -> Line:
    """One line."""
    html = Markup("").join(sentence_html(sentence, (), explained) for sentence in parse(text))
    return Line(_set_off(html), tuple(deadlines_in(text, registry)))


def fees_in(text: str) -> Iterator[Sum]:
    """The calculators of the fees that a text speaks of."""
    for name, speaks in FEES:
        if speaks.search(text):
            yield calculator_link(CALCULATORS[name])


def calculator_link(calculator: Calculator) -> Sum:
    """Where a calculator opens."""
    return Sum(calculator.title, f"/tools/{calculator.name}")


def deadlines_in(text: str, registry: Registry) -> Iterator[Sum]:
    """The deadlines that a sentence states with their article: the same article and the same length."""
    stated = {period for found in PERIOD.finditer(text) if (period := _period(found[1], found[2]))}
    if not stated:
        return
    known = _deadlines()
    seen: set[str] = set()
    for one in resolve(find(text, registry), registry):
        article = ArticleId(one.law.name, one.article) if one.law and one.article else None
        for period, figure in known.get(article, ()) if article else ():
            if period in stated and figure.id not in seen:
                seen.add(figure.id)
                yield deadline_link(figure)


def deadline_link(figure: Figure) -> Sum:
    """The calculator of deadlines with this one chosen, and nothing computed before there is a day to count from."""
    return Sum(figure.title, f"/tools/deadline?{urlencode({'kind': figure.id})}")


@lru_cache(maxsize=1)
def _deadlines() -> Mapping[ArticleId, tuple[tuple[Period, Figure], ...]]:
    """Article → the deadlines that it sets, as they are now."""
    found: dict[ArticleId, list[tuple[Period, Figure]]] = {}
    for figure in Figures.load().deadlines():
        value = figure.values[-1]
        for basis in value.basis:
            article = ArticleNumber.parse(basis.article or "")
            if article and isinstance(value.content, Period):
                found.setdefault(ArticleId(basis.law, article), []).append((value.content, figure))
    return {article: tuple(pairs) for article, pairs in found.items()}


def _period(count: str, unit: str) -> Period | None:
    size = number(count)
    if not size:
        return None
    match unit:
        case "日" | "天":
            return Period(days=size)
        case "个月":
            return Period(months=size)
        case "年":
            return Period(years=size)
    return None


def _set_off(html: Markup) -> Markup:
    """Periods of time in bold, wherever they stand between tags."""
    parts = TAG.split(str(html))
    parts[::2] = [PERIOD.sub(r'<b class="period">\g<0></b>', part) for part in parts[::2]]
    return Markup("".join(parts))  # noqa: S704  of markup that was escaped, and tags of ours
