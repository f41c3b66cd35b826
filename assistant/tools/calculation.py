"""A calculation as a source: worked out, named by its inputs, and cited like any passage."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

from assistant.calculators import CALCULATORS, Calculation, compute
from assistant.calculators.calculation import Rule, yuan
from assistant.reading.days import written
from assistant.reading.sums import Sum
from knowledge.errors import RecordNotFound
from knowledge.law import titled
from knowledge.records import Entry, Hit, Kind, Passage, Role, Section, Source

PREFIX = "calculation:"
DAY = "on"  # the name under which the id keeps the day whose law counts
ROWS = 36  # of a table that an answer can carry


def calculate(wanted: Sum, on: date) -> Hit:
    """Work out a sum that lacks nothing; raises CalculationError."""
    return Hit(
        _passage(_id(wanted.name, wanted.inputs, on), compute(wanted.name, wanted.inputs, on), wanted.assumed), 1.0
    )


def is_calculation(record_id: str) -> bool:
    """Whether this is the id of a calculation, rather than of a record or a text."""
    return record_id.startswith(PREFIX)


def calculation_of(record_id: str) -> Calculation:
    """The calculation behind an id, worked out again; raises RecordNotFound, CalculationError."""
    return compute(*parts_of(record_id))


def parts_of(record_id: str) -> tuple[str, dict[str, str], date]:
    """The calculator that an id names, its inputs, and the day whose law counts; raises RecordNotFound."""
    name, _, query = record_id.removeprefix(PREFIX).partition("?")
    inputs = dict(parse_qsl(query))
    try:
        on = date.fromisoformat(inputs.pop(DAY, ""))
    except ValueError:
        raise RecordNotFound(record_id) from None
    if name not in CALCULATORS:
        raise RecordNotFound(record_id)
    return name, inputs, on


def calculation_record(record_id: str) -> tuple[Entry, tuple[Passage, ...]]:
    """The card and the one passage of a calculation; raises RecordNotFound, CalculationError."""
    found = calculation_of(record_id)
    passage = _passage(record_id, found, ())
    entry = Entry(
        id=record_id,
        kind=Kind.CALCULATION,
        title=found.title,
        aliases=(),
        roles=tuple(Role),
        figures=(),
        related=(),
        source=Source(found.title, "纾困计算", parts_of(record_id)[2].isoformat()),
        verified=passage.verified,
    )
    return entry, (passage,)


def _id(name: str, inputs: Mapping[str, str], on: date) -> str:
    return f"{PREFIX}{name}?{urlencode({**inputs, DAY: on.isoformat()})}"


def _passage(record_id: str, found: Calculation, assumed: tuple[str, ...]) -> Passage:
    rules = [f"{titled(rule.law)}（{rule.version}文本，自{rule.since}起）{rule.article}" for rule in found.rules]
    cites = tuple(f"{titled(rule.law)}{rule.article}" for rule in found.rules)
    return Passage(
        id=f"{record_id}#{Section.CALCULATION.value}",
        record_id=record_id,
        kind=Kind.CALCULATION,
        title=found.title,
        section=Section.CALCULATION,
        locator=Section.CALCULATION.value,
        text="\n".join(_lines(found, assumed)),
        source="；".join(rules) or "纾困计算",
        verified=all(rule.verified for rule in found.rules),
        cites=cites,
    )


def _lines(found: Calculation, assumed: tuple[str, ...]) -> list[str]:
    """The result, the steps, the rows of a table that is short enough, the rules, the premises, what is left out."""
    lines = [f"{found.title}：{result_in_words(found)}。"]
    lines += [f"{number}. {step}" for number, step in enumerate(found.steps, start=1)]
    for table in found.tables:
        if len(table.rows) > ROWS:
            lines.append(f"- {table.title}共{len(table.rows)}行，点开来源看全表。")
            continue
        lines += [
            f"- {'，'.join(f'{column}{cell}' for column, cell in zip(table.columns, row, strict=True))}"
            for row in table.rows
        ]
    texts: dict[Rule, list[str]] = {}  # the articles of each text of a law
    for rule in found.rules:
        texts.setdefault(replace(rule, article="", gist=""), []).append(rule.article)
    lines += [
        f"- 依据：{titled(text.law)}{'、'.join(filter(None, articles))}（{text.version}文本，自{text.since}起"
        f"{'' if text.since_verified else '，施行日期未核对原文'}{'' if text.verified else '，未核对原文'}）。"
        for text, articles in texts.items()
    ]
    lines += [f"- 前提：{line.removesuffix('。')}。" for line in (*assumed, *found.assumptions)]
    lines += [f"- 没有算进去：{line.removesuffix('。')}。" for line in found.not_covered]
    return lines


def result_in_words(found: Calculation) -> str:
    """11,800元（人民币壹万壹仟捌佰元整）; 2026年12月5日; 通过."""
    if found.unit == "元":
        parts = [yuan(Decimal(one)) for one in (found.result, found.upper) if one]
        return f"{'至'.join(parts)}（{found.in_words}）"
    if found.unit == "日期":
        return written(date.fromisoformat(found.result))
    return found.result if found.in_words in {"", found.result} else f"{found.result}{found.unit}（{found.in_words}）"
