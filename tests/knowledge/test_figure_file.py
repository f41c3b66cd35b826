"""Figures are accepted whole or rejected with file, line and field; each rests on an article."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from knowledge.build import CORPUS
from knowledge.errors import FigureError, RecordError
from knowledge.figures import Bracket, Figures, Period, Span
from knowledge.readers.figure_file import read_figures

BASIS = "[{law: 诉讼费用交纳办法, version: 2006-12-19, article: 第十四条, gist: 执行费分段, verified: true}]"
FIGURE = f"""\
- id: sample-fee
  title: 样品费
  unit: 元
  values:
    - from: 2007-04-01
      to: 2020-01-01
      brackets:
        - {{up_to: 1000, fixed: 30}}
        - {{up_to: 5000, rate: 2.5}}
        - {{rate: 1}}
      basis: {BASIS}
    - from: 2020-01-01
      number: 50
      basis: {BASIS}
- id: sample-days
  title: 样品期限
  unit: 日期
  event: 送达之日
  extends: true
  values:
    - from: 2007-04-01
      period: {{days: 15}}
      basis: {BASIS}
"""


def written(corpus: Path, old: str = "", new: str = "") -> Path:
    (corpus / "figures").mkdir(parents=True, exist_ok=True)
    shutil.copy(CORPUS / "laws.yaml", corpus / "laws.yaml")
    assert not old or old in FIGURE
    (corpus / "figures" / "sample.yaml").write_text(FIGURE.replace(old, new, 1) if old else FIGURE, encoding="utf-8")
    return corpus


def test_values_by_date(tmp_path: Path) -> None:
    fee, days = read_figures(written(tmp_path))
    first = fee.brackets(date(2019, 12, 31))
    assert first == (
        Bracket(Decimal(1000), Decimal(30), None),
        Bracket(Decimal(5000), None, Decimal("0.025")),
        Bracket(None, None, Decimal("0.01")),
    )
    assert fee.number(date(2020, 1, 1)) == 50
    assert (days.period(date(2020, 1, 1)), days.event, days.extends) == (Period(days=15), "送达之日", True)
    with pytest.raises(FigureError, match="2007-04-01"):
        fee.on(date(2007, 3, 31))


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("to: 2020-01-01", "to: 2019-01-01", 5, "values"),  # a gap
        ("to: 2020-01-01", "to: 2021-01-01", 5, "values"),  # an overlap
        ("from: 2020-01-01", "from: 2007-04-01", 5, "values"),  # not in order
        (f"      basis: {BASIS}\n    - from", "    - from", 5, "values"),  # no reference
        ("law: 诉讼费用交纳办法", "law: 诉讼收费办法", 11, "basis"),  # a law that nobody registered
        ("version: 2006-12-19", "version: 2006-12-18", 11, "basis"),
        ("number: 50", "number: many", 13, "number"),
        ("number: 50", "number: 50\n      span: [1, 2]", 14, "span"),
        ("number: 50", "span: [300, 50]", 13, "span"),
        ("number: 50", "share: 3/2", 13, "share"),
        ("up_to: 5000", "up_to: 500", 9, "up_to"),
        ("{rate: 1}", "{up_to: 9000, rate: 1}", 10, "up_to"),
        ("fixed: 30", "fixed: 30, rate: 1", 8, "up_to"),
        ("period: {days: 15}", "period: {days: 15, months: 1}", 22, "period"),
        ("id: sample-days", "id: sample-fee", 15, "id"),
        ("unit: 元", "unit: 元\n  known_until: 2019-01-01", 4, "known_until"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    with pytest.raises(RecordError) as raised:
        read_figures(written(tmp_path, old, new))
    assert (raised.value.field, raised.value.line) == (field, line)


def test_every_shipped_figure_rests_on_an_article() -> None:
    for figure in Figures.load().by_id.values():
        for value in figure.values:
            assert value.basis and all(one.article for one in value.basis), figure.id
        assert figure.source or all(one.verified for value in figure.values for one in value.basis) or figure.note


def test_the_lpr_says_how_far_it_reaches() -> None:
    lpr = Figures.load()["lpr-1y"]
    assert lpr.known_until is not None
    assert lpr.number(date(2024, 7, 21)) == Decimal("3.45")
    assert lpr.number(date(2024, 7, 22)) == Decimal("3.35")
    assert lpr.number(lpr.known_until) == lpr.values[-1].content
    assert not lpr.on(lpr.known_until).verified  # the announcements themselves were not read
    with pytest.raises(FigureError, match=str(lpr.known_until)):
        lpr.on(lpr.known_until + timedelta(days=1))


def test_kinds_of_shipped_figures() -> None:
    figures = Figures.load()
    today = date(2026, 11, 28)
    assert figures["settlement-vote"].share(today) == Fraction(2, 3)
    assert figures["court-fee-divorce"].span(today) == Span(Decimal(50), Decimal(300))
    assert figures["bankruptcy-order"].order(today)[0] == "破产费用和共益债务"
    with pytest.raises(TypeError):
        figures["settlement-vote"].number(today)
