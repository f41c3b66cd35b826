"""Clauses are accepted whole or rejected with file, line and field; every wording that is shipped can be filled in."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from knowledge.build import CORPUS
from knowledge.clauses import Clause, ClauseGroup, ClauseVariant
from knowledge.errors import RecordError
from knowledge.forms import FieldType, FormField
from knowledge.readers.clause_file import FILTERS, read_clauses
from knowledge.readers.form_file import read_forms
from knowledge.readers.record_file import read_corpus

IDS = ("mechanism-sample",)
CLAUSE = """\
id: clause-sample
title: 借还样品
group: 其他
use: 借出样品时用。
avoid: 卖掉样品的不用。
variables:
  - {name: borrower, label: 借用人, type: party, required: true, help: 写全名。, example: 张某，住某市某路8号}
  - {name: due, label: 归还日, type: date, required: true, help: 写到日。, example: 2026-12-31}
  - {name: rows, label: 样品, type: list, required: true, columns: [名称, 件数], help: 逐件, example: 陶俑｜2；瓷碗｜1}
  - {name: note, label: 备注, type: text, required: false, help: 可以不写。, example: 轻放}
variants:
  - name: 一件
    when: 只借一件的。
    text: "{{ borrower | name }}于{{ due | day }}前归还。"
  - name: 几件
    when: 借几件的。
    text: |-
      {% for row in rows %}{{ row.名称 }}{{ row.件数 }}件；{% endfor %}由{{ borrower | name }}归还。
      {% if note %}{{ note }}。{% endif %}
notes: [写明日期。]
basis:
  - {law: 中华人民共和国民法典, version: 2020-05-28, article: 第五百零九条, gist: 照约定办, verified: true}
related: [mechanism-sample]
"""
# of the library: what practice asks for, by file
WANTED = (
    *("instalments", "lump-sum", "acceleration", "default-interest", "guarantee", "direct-enforcement", "mortgage"),
    *("pledge", "live-seizure", "release-by-steps", "suspend-or-withdraw", "credit-repair", "equipment-custody"),
    *("wage-priority", "costs", "confidentiality", "judicial-confirmation", "resume-enforcement", "service-address"),
    *("order-of-payment", "goods-for-debt", "third-party-payer", "invoice-delivery", "final-settlement"),
    "changes-in-writing",
)
AGREEMENTS = (
    "enforcement-settlement",
    "instalment-agreement",
    "mediation-agreement",
    "wage-agreement",
    "debt-reduction",
)
# words that leave open who does what, when or how much
VAGUE = re.compile(
    r"立即|尽快|尽早|尽量|及时|适时|适当|酌情|视情况|合理期限|相关|有关规定|另行商定|甲方|乙方|左右|大约|【"
)
SHIPPED = [record.id for record in read_corpus(CORPUS)]
CLAUSES = read_clauses(CORPUS, SHIPPED)
FORMS = [form for form in read_forms(CORPUS, SHIPPED) if form.id.removeprefix("form-") in AGREEMENTS]
WORDINGS = [
    pytest.param(clause, variant, id=f"{clause.id}-{variant.name}") for clause in CLAUSES for variant in clause.variants
]


def written(corpus: Path, old: str = "", new: str = "") -> Path:
    assert old in CLAUSE
    (corpus / "clauses").mkdir()
    (corpus / "clauses" / "sample.yaml").write_text(CLAUSE.replace(old, new, 1) if old else CLAUSE, encoding="utf-8")
    return corpus


def test_a_clause(tmp_path: Path) -> None:
    (clause,) = read_clauses(written(tmp_path), IDS)
    assert (clause.id, clause.group, clause.verified) == ("clause-sample", ClauseGroup.OTHER, True)
    assert [(one.name, one.uses) for one in clause.variants] == [
        ("一件", ("borrower", "due")),
        ("几件", ("borrower", "rows", "note")),
    ]
    assert [one.required for one in clause.variables] == [True, True, True, False]
    assert clause.notes == ("写明日期。",)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("id: clause-sample", "id: clause-other", 1, "id"),
        ("group: 其他", "group: 杂项", 3, "group"),
        ("avoid: 卖掉样品的不用。\n", "", 1, "avoid"),
        ("use: ", "usage: ", 4, "usage"),  # an unknown key
        ("    when: 只借一件的。\n", "    whenever: 只借一件的。\n", 13, "whenever"),
        ("type: party", "type: animal", 7, "type"),
        ("name: due", "name: borrower", 8, "name"),
        ("name: 几件", "name: 一件", 15, "name"),
        ("{{ due | day }}", "{{ deadline | day }}", 14, "text"),  # not declared
        ("{{ due | day }}", "{{ due | upper }}", 14, "text"),  # Jinja's own filters are not for clauses
        ("{{ due | day }}", "{{ due | dya }}", 14, "text"),
        ("{{ due | day }}", "{{ due | day }", 14, "text"),
        ("{% endfor %}", "", 17, "text"),
        ("{% if note %}{{ note }}。{% endif %}", "小心。", 10, "name"),  # no wording uses it
        ("notes: [写明日期。]", "notes: []", 20, "notes"),
        ("related: [mechanism-sample]", "related: [mechanism-none]", 23, "related"),
        ("verified: true", "verified: perhaps", 22, "verified"),
    ],
)
def test_a_bad_clause_is_named_by_line_and_field(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_clauses(written(tmp_path, old, new), IDS)
    assert (caught.value.file.name, caught.value.line, caught.value.field) == ("sample.yaml", line, field)


def test_a_clause_without_wordings_or_variables(tmp_path: Path) -> None:
    for at, key in enumerate(("variables", "variants", "basis")):
        folder = tmp_path / str(at)
        folder.mkdir()
        with pytest.raises(RecordError) as caught:
            read_clauses(written(folder, f"{key}:\n", f"{key}: []\nnotes: [x]\nrelated: []\n#"), IDS)
        assert caught.value.file.name == "sample.yaml"


def test_a_file_of_another_name(tmp_path: Path) -> None:
    (written(tmp_path) / "clauses" / "Other.yml").write_text(CLAUSE, encoding="utf-8")
    with pytest.raises(RecordError, match="文件名"):
        read_clauses(tmp_path, IDS)


def test_what_is_shipped() -> None:
    ids = {clause.id for clause in CLAUSES}
    assert {f"clause-{name}" for name in WANTED} - ids == set()
    assert {clause.group for clause in CLAUSES} == set(ClauseGroup)
    assert [clause.id for clause in CLAUSES if not 2 <= len(clause.variants) <= 5] == []
    assert [clause.id for clause in CLAUSES if not any(basis.verified for basis in clause.basis)] == []
    # what is not verified says in its gist which text was read
    assert [
        basis.law for one in CLAUSES for basis in one.basis if not basis.verified and "所读为" not in basis.gist
    ] == []


def test_a_name_means_the_same_in_every_clause() -> None:
    types: dict[str, FieldType] = {}
    for clause in CLAUSES:
        for one in clause.variables:
            assert types.setdefault(one.name, one.type) is one.type, f"{clause.id}: {one.name}"
    for form in FORMS:  # whose fields are passed on to variables of the same name
        for field in form.fields:
            assert types.get(field.name, field.type) is field.type, f"{form.id}: {field.name}"


# --- every wording is rendered with the examples of its variables


def party(text: str) -> str:
    name = text.split("，", maxsplit=1)[0]
    assert name
    return name


def account(text: str) -> str:
    assert re.fullmatch(r"户名.+，开户行.+，账号.+", text)
    return text


def yuan(text: str) -> str:
    assert Decimal(text) >= 0
    return f"人民币{Decimal(text):.2f}元"


def day(text: str) -> str:
    read = date.fromisoformat(text)
    return f"{read.year}年{read.month}月{read.day}日"


FILLING: Mapping[str, Callable[..., str]] = {
    "yuan": yuan,
    "day": day,
    "percent": lambda text: f"{Decimal(text)}%",
    "party": str,
    "name": party,
    "account": account,
    "rows": lambda rows, *columns: "；".join("，".join(row[column] for column in columns) for row in rows),
}
JINJA = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
JINJA.filters.update(FILLING)


def example(variable: FormField) -> object:
    """The example as the value that texts get: rows are mappings by column."""
    if variable.type is not FieldType.LIST:
        return variable.example
    rows = [row.split("｜") for row in variable.example.split("；")]
    return tuple(dict(zip(variable.columns, row, strict=True)) for row in rows)


def rendered(clause: Clause, variant: ClauseVariant, without: frozenset[str] = frozenset()) -> str:
    values = {one.name: None if one.name in without else example(one) for one in clause.variables}
    return JINJA.from_string(variant.text).render({name: values[name] for name in variant.uses})


def test_the_stand_ins_are_the_filters_of_clauses() -> None:
    assert set(FILLING) == set(FILTERS)


@pytest.mark.parametrize(("clause", "variant"), WORDINGS)
def test_a_wording_is_well_formed(clause: Clause, variant: ClauseVariant) -> None:
    text = rendered(clause, variant)
    for paragraph in text.split("\n"):
        assert paragraph.strip() == paragraph
        assert paragraph.endswith("。"), paragraph
    assert not re.search(r"[{}%]{2}|None|（（|[，；。：][，；。]|[ \t]", text), text
    assert not VAGUE.search(text), VAGUE.search(text)
    for one in clause.variables:
        if one.name in variant.uses and one.type in {FieldType.AMOUNT, FieldType.DATE}:
            shown = yuan(one.example) if one.type is FieldType.AMOUNT else day(one.example)
            assert shown in text, one.name
        if one.name in variant.uses and one.type is FieldType.PARTY:
            assert party(one.example) in text, one.name


@pytest.mark.parametrize(("clause", "variant"), WORDINGS)
def test_what_is_optional_can_be_left_out(clause: Clause, variant: ClauseVariant) -> None:
    optional = frozenset(one.name for one in clause.variables if not one.required)
    assert "None" not in rendered(clause, variant, optional)


@pytest.mark.parametrize(("clause", "variant"), WORDINGS)
def test_where_there_is_a_sum_somebody_is_named(clause: Clause, variant: ClauseVariant) -> None:
    types = {one.name: one.type for one in clause.variables if one.name in variant.uses}
    if FieldType.AMOUNT in types.values():
        assert FieldType.PARTY in types.values()
