"""Reads the relief rules: relief/facts.yaml and relief/routes/NAME.yaml, one a mechanism.

    mechanism: mechanism-live-seizure
    procedure: procedure-preservation-lifting      # optional: the record that says how
    kind: 挽救                                      # 挽救, 出清, 实现债权, 保护 or 预防
    base: 1                                         # optional: the rank where nothing else speaks
    needs:                                          # all must hold; the first that does not excludes the route
      - if: {sealed: [设备, 房产, 车辆, 存货]}
        says: 有设备、厂房等被查封
        basis: [最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定第十条]
    favours:                                        # each adds its weight
      - if: {operating: 是, orders: 是}
        says: 企业还在经营，还有订单
        weight: 2
        record: case-dongguan-electronics           # the record that shows what courts looked at
    against: []                                     # each takes its weight away
    combines: [mechanism-instalments]

``if`` maps facts to what they are: one value, a list (any of them), or {at_least: 3, at_most: 9}; several facts must
all hold. ``any: [ {…}, {…} ]`` holds where one does, ``none: [ {…} ]`` where none does. An article must stand in the
basis of one of the route's records, where its version and gist are. Everything is accepted or rejected with file, line
and field (`RecordError`).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from knowledge.errors import RecordError
from knowledge.readers.record_file import read_corpus
from knowledge.readers.relief_expressions import NO, YES, read_expression
from knowledge.readers.yaml_fields import Fields, compose
from knowledge.records import LegalBasis, Record
from knowledge.relief import (
    Checklist,
    Condition,
    Contradiction,
    Fact,
    FactType,
    Inference,
    Opening,
    Route,
    RouteKind,
)

FACT_KEYS = {"key", "type", "question", "why", "choices", "notes", "unit", "likely"}
ROUTE_KEYS = {"mechanism", "procedure", "kind", "base", "needs", "favours", "against", "combines"}
CONDITION_KEYS = {"if", "says", "basis", "record", "weight"}
Read = tuple[
    dict[str, Fact],
    dict[str, Checklist],
    tuple[Opening, ...],
    tuple[Contradiction, ...],
    tuple[Inference, ...],
    tuple[Route, ...],
]


def read_relief(root: Path) -> Read:
    """Facts and checklists by key, contradictions, what follows from what, and routes in the order of their files;
    raises RecordError.
    """
    folder = root / "relief"
    top = _open(folder / "facts.yaml", {"facts", "checklists", "opening", "contradictions", "follows"})
    facts: dict[str, Fact] = {}
    for fields in top.mappings("facts", FACT_KEYS):
        fact = _fact(fields)
        if fact.key in facts:
            raise fields.error("key", f"“{fact.key}”重复")
        facts[fact.key] = fact
    checklists = {one.key: one for one in _checklists(top, facts)}
    opening = tuple(_opening(one, facts, checklists) for one in top.mappings("opening", {"ask", "if"}))
    contradictions = tuple(
        Contradiction(read_expression(fields, "if", facts), fields.text("says"))
        for fields in top.mappings("contradictions", {"if", "says"})
    )
    follows = tuple(_inference(one, facts) for one in top.mappings("follows", {"if", "fact", "is"}))
    records = {record.id: record for record in read_corpus(root)}
    files = sorted((folder / "routes").glob("*.yaml"))
    routes = tuple(_route(_open(file, ROUTE_KEYS), facts, records) for file in files)
    return facts, checklists, opening, contradictions, follows, routes


def read_routes(root: Path) -> tuple[Route, ...]:
    """The routes of a corpus, none where it has no relief rules; raises RecordError."""
    return read_relief(root)[-1] if (root / "relief").is_dir() else ()


def _open(file: Path, keys: set[str]) -> Fields:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RecordError(file, 1, "全文", "文件缺失，或者不是 UTF-8 文本") from None
    return Fields(file, compose(file, text, "全文", first_line=1), keys, "全文", first_line=1)


def _fact(fields: Fields) -> Fact:
    kind = fields.text("type")
    if kind not in set(FactType):
        raise fields.error("type", f"只能是{'、'.join(FactType)}")
    choices = tuple(fields.texts("choices", default=True))
    if bool(choices) != (kind in {FactType.CHOICE, FactType.CHOICES}):
        raise fields.error("choices", "单选和多选要列出选项，别的不列")
    notes = tuple(fields.texts("notes", default=True))
    if notes and len(notes) != len(choices):
        raise fields.error("notes", "说明要和选项一样多，一项对一项")
    unit = fields.values.get("unit")
    return Fact(
        key=fields.text("key"),
        type=FactType(kind),
        question=fields.text("question"),
        why=fields.text("why"),
        choices=choices,
        notes=notes,
        unit=str(unit.value) if isinstance(unit, yaml.ScalarNode) else "",
        likely=_share(fields, "likely") if "likely" in fields.values else 0.5,
    )


def _checklists(top: Fields, facts: Mapping[str, Fact]) -> Iterator[Checklist]:
    seen: set[str] = set()
    for fields in top.mappings("checklists", {"key", "question", "why", "facts"}):
        one = Checklist(fields.text("key"), fields.text("question"), fields.text("why"), tuple(fields.texts("facts")))
        if one.key in facts or one.key in seen:
            raise fields.error("key", f"“{one.key}”重复")
        for key in one.facts:
            if key not in facts or facts[key].type is not FactType.YES_NO or key in seen:
                raise fields.error("facts", f"“{key}”不是是非题，或者已经列在别处")
        seen.update(one.facts, {one.key})
        yield one


def _opening(fields: Fields, facts: Mapping[str, Fact], checklists: Mapping[str, Checklist]) -> Opening:
    key = fields.text("ask")
    if key not in facts and key not in checklists:
        raise fields.error("ask", f"没有“{key}”这个问题")
    return Opening(key, read_expression(fields, "if", facts) if "if" in fields.values else None)


def _inference(fields: Fields, facts: Mapping[str, Fact]) -> Inference:
    key, value = fields.text("fact"), fields.text("is")
    if key not in facts:
        raise fields.error("fact", f"没有“{key}”这个事实")
    allowed = (YES, NO) if facts[key].type is FactType.YES_NO else facts[key].choices
    if facts[key].type is FactType.CHOICES or value not in allowed:
        raise fields.error("is", f"没有“{value}”，只能是是非题或者单选题的一个答案")
    known = value == YES if facts[key].type is FactType.YES_NO else value
    return Inference(read_expression(fields, "if", facts), key, known)


def _share(fields: Fields, name: str) -> float:
    try:
        share = float(fields.text(name))
    except ValueError:
        raise fields.error(name, "应为 0 到 1 之间的小数") from None
    if not 0 < share < 1:
        raise fields.error(name, "应为 0 到 1 之间的小数")
    return share


def _route(fields: Fields, facts: Mapping[str, Fact], records: Mapping[str, Record]) -> Route:
    record = _record(fields, "mechanism", records)
    procedure = _record(fields, "procedure", records) if "procedure" in fields.values else None
    kind = fields.text("kind")
    if kind not in set(RouteKind):
        raise fields.error("kind", f"只能是{'、'.join(RouteKind)}")
    bases = {f"{one.law}{one.article or ''}": one for source in (record, procedure) if source for one in source.basis}
    needs, favours, against = (
        tuple(_conditions(fields, part, facts, bases, records)) for part in ("needs", "favours", "against")
    )
    if not needs:
        raise fields.error("needs", "至少要有一个条件")
    combines = []
    for name in fields.texts("combines", default=True):
        if name not in records:
            raise fields.error("combines", f"没有编号为“{name}”的资料")
        combines.append(records[name])
    base = _whole(fields, "base") if "base" in fields.values else 0
    return Route(record, RouteKind(kind), needs, favours, against, tuple(combines), base, procedure)


def _record(fields: Fields, field: str, records: Mapping[str, Record]) -> Record:
    name = fields.text(field)
    if name not in records:
        raise fields.error(field, f"没有编号为“{name}”的资料")
    return records[name]


def _conditions(
    route: Fields, part: str, facts: Mapping[str, Fact], bases: Mapping[str, LegalBasis], records: Mapping[str, Record]
) -> Iterator[Condition]:
    for fields in route.mappings(part, CONDITION_KEYS):
        basis = []
        for name in fields.texts("basis", default=True):
            if name not in bases:
                raise fields.error("basis", f"“{name}”不在这条路径的资料的依据里")
            basis.append(bases[name])
        record = fields.optional_text("record") or ""
        if record and record not in records:
            raise fields.error("record", f"没有编号为“{record}”的资料")
        if not basis and not record:
            raise fields.error("says", "要写明出处：basis（条文）或者 record（资料）")
        if part == "needs" and "weight" in fields.values:
            raise fields.error("weight", "needs 不写 weight")
        weight = 0 if part == "needs" else _whole(fields, "weight")
        yield Condition(fields.text("says"), read_expression(fields, "if", facts), tuple(basis), record, weight)


def _whole(fields: Fields, name: str) -> int:
    text = fields.text(name)
    if not text.lstrip("-").isdecimal():
        raise fields.error(name, "应为整数")
    return int(text)
