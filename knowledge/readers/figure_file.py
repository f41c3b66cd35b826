"""Reads figures, figures/NAME.yaml, each a list:

    - id: enforcement-fee
      title: 执行申请费
      unit: 元
      values:
        - from: 2007-04-01            # the day from which it is law
          brackets:                   # or number: 5000, share: 2/3, span: [50, 300], period: {days: 15}
            - {up_to: 10000, fixed: 50}
            - {up_to: 500000, rate: 1.5}        # percent of what is above 10,000
            - {rate: 1}
          basis: [{law: 诉讼费用交纳办法, version: 2006-12-19, article: 第十四条, gist: …, verified: true}]

Optional: ``to`` (the day from which a value is no longer law: the next one must begin on it), ``verified: false`` of
a value, and of a figure ``known_until``, ``source``, ``note``; of a deadline ``event`` and ``extends``; a value may be
an ``order: [甲, 乙]``, first in rank first. A file is accepted whole or rejected with file, line and field
(`RecordError`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import yaml

from knowledge.errors import RecordError
from knowledge.figures import Bracket, Content, Figure, Order, Period, Span, Value
from knowledge.law import Law
from knowledge.readers.record_file import BASIS_KEYS, ID, read_basis
from knowledge.readers.registry_file import read_laws
from knowledge.readers.yaml_fields import Fields, compose
from knowledge.records import LegalBasis

LAWS = "laws.yaml"
KEYS = {"id", "title", "unit", "values", "known_until", "event", "extends", "source", "note"}
CONTENTS = ("number", "share", "brackets", "span", "period", "order")
VALUE_KEYS = {"from", "to", "basis", "verified", *CONTENTS}
BRACKET_KEYS = {"up_to", "fixed", "rate"}
PERIOD_KEYS = {"days", "months", "years"}


def read_figures(root: Path) -> tuple[Figure, ...]:
    """The figures of a corpus, file by file; raises RecordError."""
    files = sorted((root / "figures").glob("*.yaml"))
    laws = {law.name: law for law in read_laws(root / LAWS)} if files else {}
    figures: list[Figure] = []
    seen: set[str] = set()
    for file in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise RecordError(file, 1, "全文", "文件缺失，或者不是 UTF-8 文本") from None
        node = compose(file, text, "全文", first_line=1)
        if not isinstance(node, yaml.SequenceNode):
            raise RecordError(file, 1, "全文", "应为列表，每个数值一项")
        for entry in node.value:
            fields = Fields(file, entry, KEYS, "数值", first_line=1)
            figure = _figure(fields, laws)
            if figure.id in seen:
                raise fields.error("id", f"“{figure.id}”重复")
            seen.add(figure.id)
            figures.append(figure)
    return tuple(figures)


def _figure(fields: Fields, laws: Mapping[str, Law]) -> Figure:
    id = fields.text("id")
    if not ID.fullmatch(id):
        raise fields.error("id", "只用小写字母、数字和连字符")
    values = tuple(_value(one, laws) for one in fields.mappings("values", VALUE_KEYS))
    if not values:
        raise fields.error("values", "至少要有一个数值")
    for before, after in pairwise(values):
        if after.since <= before.since:
            raise fields.error("values", f"要按 from 从早到晚排列，{after.since}与前面的重叠")
        if before.until and before.until != after.since:
            problem = "有空档" if before.until < after.since else "与下一段重叠"
            raise fields.error("values", f"自{before.since}起的一段到{before.until}为止，{problem}")
    known_until = _day(fields, "known_until") if "known_until" in fields.values else None
    if known_until and known_until < values[-1].since:
        raise fields.error("known_until", "早于最后一个数值的 from")
    if any(not value.basis for value in values):
        raise fields.error("values", "每个数值都要有 basis，写明法律、版本和条号")
    event = fields.optional_text("event") or ""
    if event and not all(isinstance(value.content, Period) for value in values):
        raise fields.error("event", "只有期限才写起算日")
    return Figure(
        id=id,
        title=fields.text("title"),
        unit=fields.text("unit"),
        values=values,
        known_until=known_until,
        event=event,
        extends=fields.boolean("extends") if "extends" in fields.values else False,
        source=fields.optional_text("source") or "",
        note=fields.optional_text("note") or "",
    )


def _value(fields: Fields, laws: Mapping[str, Law]) -> Value:
    basis = tuple(map(read_basis, fields.mappings("basis", BASIS_KEYS)))
    effective = tuple(_effective(fields, one, laws) for one in basis)
    until = _day(fields, "to") if "to" in fields.values else None
    since = _day(fields, "from")
    if until and until <= since:
        raise fields.error("to", "应晚于 from")
    verified = fields.boolean("verified") if "verified" in fields.values else True
    return Value(since, until, _content(fields), basis, effective, verified and all(one.verified for one in basis))


def _effective(fields: Fields, basis: LegalBasis, laws: Mapping[str, Law]) -> tuple[date, bool]:
    """The day from which the text of a basis is law, and whether that was read."""
    law = laws.get(basis.law)
    version = next((one for one in law.versions if one.date == basis.version), None) if law else None
    if version is None:
        raise fields.error("basis", f"登记册里没有{basis.law}的{basis.version}文本")
    return date.fromisoformat(version.effective or version.date), not version.doubt


def _content(fields: Fields) -> Content:
    given = [name for name in CONTENTS if name in fields.values]
    if len(given) != 1:
        raise fields.error(given[1] if given else "from", f"要有而且只有一种数值：{'、'.join(CONTENTS)}")
    match given[0]:
        case "number":
            return _number(fields, "number")
        case "order":
            return Order(tuple(fields.texts("order")))
        case "share":
            return _share(fields)
        case "span":
            ends = [_decimal(fields, "span", text) for text in fields.texts("span")]
            if len(ends) != 2 or ends[0] > ends[1]:  # noqa: PLR2004
                raise fields.error("span", "应为两个数，小的在前")
            return Span(*ends)
        case "period":
            return _period(fields.mapping("period", PERIOD_KEYS))
        case _:
            return tuple(_brackets(fields))


def _share(fields: Fields) -> Fraction:
    try:
        share = Fraction(fields.text("share"))
    except (ValueError, ZeroDivisionError):
        raise fields.error("share", "应为 2/3 这样的分数") from None
    if not 0 < share <= 1:
        raise fields.error("share", "应在 0 和 1 之间")
    return share


def _period(fields: Fields) -> Period:
    counts = {name: int(_number(fields, name)) for name in fields.values}
    if len(counts) != 1 or min(counts.values()) < 1:
        raise fields.error("period", "只写 days、months、years 中的一个，至少为 1")
    return Period(**counts)


def _brackets(fields: Fields) -> Iterator[Bracket]:
    below = Decimal(0)
    rows = list(fields.mappings("brackets", BRACKET_KEYS))
    for place, row in enumerate(rows, start=1):
        up_to = _number(row, "up_to") if "up_to" in row.values else None
        if (up_to is None) != (place == len(rows)):
            raise row.error("up_to", "除最后一段外，每段都要有上限，最后一段没有")
        if up_to is not None and up_to <= below:
            raise row.error("up_to", "每段的上限应比前一段大")
        fixed = _number(row, "fixed") if "fixed" in row.values else None
        rate = _number(row, "rate") / 100 if "rate" in row.values else None
        if (fixed is None) == (rate is None):
            raise row.error("up_to", "每段写 fixed（元）或者 rate（百分数），只写一个")
        below = up_to or below
        yield Bracket(up_to, fixed, rate)
    if not rows:
        raise fields.error("brackets", "至少一段")


def _number(fields: Fields, name: str) -> Decimal:
    return _decimal(fields, name, fields.text(name))


def _decimal(fields: Fields, name: str, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise fields.error(name, "应为数字") from None
    if not value.is_finite() or value < 0:
        raise fields.error(name, "应为不小于 0 的数字")
    return value


def _day(fields: Fields, name: str) -> date:
    text = fields.date(name, "应为日期，如 2024-01-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fields.error(name, "应写到日，如 2024-01-01") from None
