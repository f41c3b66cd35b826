"""Reads the library of clauses, clauses/NAME.yaml.

    id: clause-early-payment            # clauses/early-payment.yaml
    title: 提前还款
    group: 付款                          # see `knowledge.clauses.ClauseGroup`
    use: 付款方可能先筹到钱时用。
    avoid: 已经一次付清的不用写。
    variables:                          # as the fields of a form
      - {name: debtor, label: 付款方, type: party, required: true, help: 写全称, example: 张三}
      - {name: due, label: 付款日期, type: date, required: true, help: 写到日, example: 2026-12-31}
    variants:
      - name: 标准
        when: 一次付清的。
        text: "{{ debtor | name }}可以在{{ due | day }}以前付款。"
    notes: [写明日期才能执行。]
    basis: [{law: 中华人民共和国民法典, version: 2020-05-28, article: 第五百三十条, gist: …, verified: true}]
    related: [mechanism-instalments]

A text is Jinja over the variables, with the filters of ``FILTERS`` and no others. A file is accepted whole or rejected
with file, line and field (`RecordError`).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from knowledge.clauses import Clause, ClauseGroup, ClauseVariant
from knowledge.forms import FormField
from knowledge.readers.form_file import FIELD_KEYS, check_related, read_fields, read_files, read_id
from knowledge.readers.record_file import BASIS_KEYS, read_basis
from knowledge.readers.yaml_fields import Fields

KEYS = {"id", "title", "group", "use", "avoid", "variables", "variants", "notes", "basis", "related"}
VARIANT_KEYS = {"name", "when", "text"}
CLAUSE_ID = "clause-"
FILTERS = ("yuan", "day", "percent", "party", "name", "account", "rows")
JINJA = ImmutableSandboxedEnvironment()
JINJA.filters.update(dict.fromkeys(FILTERS, str))  # finding variables compiles, which needs filters of these names


def read_clauses(root: Path, records: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of a corpus by id; ``records`` are the ids that may be related. Raises RecordError."""
    clauses = []
    for fields in read_files(root / "clauses", KEYS):
        clause = _clause(fields)
        check_related(fields, clause.related, records)
        clauses.append(clause)
    return tuple(clauses)


def names_in(fields: Fields, field: str) -> frozenset[str]:
    """The variables that a Jinja text takes; raises RecordError where it is malformed or uses an unknown filter."""
    try:
        tree = JINJA.parse(fields.text(field))
        for node in tree.find_all(nodes.Filter):
            if node.name not in FILTERS:
                raise fields.error(field, f"没有“{node.name}”这种写法，可用：{'、'.join(FILTERS)}")
        return frozenset(find_undeclared_variables(tree))
    except TemplateSyntaxError as error:
        raise fields.error(field, f"第{error.lineno}行的花括号写法有误，请检查括号、竖线和引号是否成对") from None


def _clause(fields: Fields) -> Clause:
    variables = tuple(read_fields(fields, "variables"))
    variants = tuple(_variants(fields, variables))
    _all_used(fields, variants)
    group = fields.text("group")
    if group not in set(ClauseGroup):
        raise fields.error("group", f"没有“{group}”这一类，可用：{'、'.join(ClauseGroup)}")
    clause = Clause(
        id=read_id(fields, CLAUSE_ID),
        title=fields.text("title"),
        group=ClauseGroup(group),
        use=fields.text("use"),
        avoid=fields.text("avoid"),
        variables=variables,
        variants=variants,
        notes=tuple(fields.texts("notes")),
        basis=tuple(map(read_basis, fields.mappings("basis", BASIS_KEYS))),
        related=tuple(fields.texts("related", default=True)),
    )
    for field, some in (("notes", clause.notes), ("basis", clause.basis)):
        if not some:
            raise fields.error(field, "至少写一条")
    return clause


def _variants(clause: Fields, variables: Sequence[FormField]) -> Iterator[ClauseVariant]:
    declared = [one.name for one in variables]
    seen: set[str] = set()
    for fields in clause.mappings("variants", VARIANT_KEYS):
        name = fields.text("name")
        if name in seen:
            raise fields.error("name", f"“{name}”重复")
        seen.add(name)
        taken = names_in(fields, "text")
        if unknown := sorted(taken.difference(declared)):
            raise fields.error("text", f"用了没有在 variables 里列出的“{unknown[0]}”")
        yield ClauseVariant(
            name=name,
            when=fields.text("when"),
            text=fields.text("text"),
            uses=tuple(one for one in declared if one in taken),
        )
    if not seen:
        raise clause.error("variants", "至少写一种写法")


def _all_used(clause: Fields, variants: Sequence[ClauseVariant]) -> None:
    used = {name for variant in variants for name in variant.uses}
    for fields in clause.mappings("variables", FIELD_KEYS):
        if fields.text("name") not in used:
            raise fields.error("name", f"没有一种写法用到“{fields.text('name')}”，请删去")
