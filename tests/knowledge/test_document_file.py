"""Plans of documents: read whole or refused with file, line and field."""

from pathlib import Path

import pytest

from knowledge.clauses import Clause, ClauseGroup, ClauseVariant
from knowledge.documents import (
    AddresseePlan,
    ClausePlan,
    HeadingPlan,
    ItemPlan,
    Need,
    NotePlan,
    SignaturesPlan,
    TablePlan,
    TextPlan,
)
from knowledge.errors import RecordError
from knowledge.forms import FieldType, Form, FormField
from knowledge.readers.document_file import read_documents

PLAN = """\
form: form-x
title: "{{ name }}协议"
needs: [{field: rows, when: "name == '甲'"}]
blocks:
  - text: "{{ name | party }}"
    when: "name"
  - text: "{{ row.乙 }}"
    each: rows
  - heading: 一
  - heading: 二
    numbered: false
  - item: "{{ name }}。"
  - table: rows
    heads: {甲: 丙}
  - clause: clause-x
    variant: 标准
    with: {debtor: "{{ name }}"}
  - to: 某法院
  - signatures: rows
    date: 某日
  - note: 说明
wordings: [{field: name, clause: clause-x}]
"""


def field(name: str, kind: FieldType, required: bool = True) -> FormField:
    return FormField(name, name, kind, required, "", "", (), ("甲", "乙") if kind is FieldType.LIST else ())


FORM = Form("form-x", "文书", (), (), "", "", (field("name", FieldType.TEXT), field("rows", FieldType.LIST)), (), ())
CLAUSE = Clause(
    "clause-x",
    "条款",
    ClauseGroup.OTHER,
    "",
    "",
    (field("debtor", FieldType.TEXT), field("other", FieldType.TEXT)),
    (
        ClauseVariant("标准", "", "{{ debtor }}", ("debtor",)),
        ClauseVariant("多一项", "", "{{ other }}", ("other",)),
    ),
    (),
    (),
    (),
)


def written(folder: Path, text: str, name: str = "x.yaml") -> Path:
    (folder / "documents").mkdir()
    (folder / "documents" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_plan_is_read_whole(tmp_path: Path) -> None:
    (plan,) = read_documents(written(tmp_path, PLAN), [FORM], [CLAUSE])
    assert (plan.form, plan.title, plan.needs) == ("form-x", "{{ name }}协议", (Need("rows", "name == '甲'"),))
    assert plan.blocks == (
        TextPlan("{{ name | party }}", "name"),
        TextPlan("{{ row.乙 }}", "", "rows"),
        HeadingPlan("一"),
        HeadingPlan("二", numbered=False),
        ItemPlan("{{ name }}。"),
        TablePlan("rows", {"甲": "丙"}),
        ClausePlan("clause-x", "标准", {"debtor": "{{ name }}"}),
        AddresseePlan("某法院"),
        SignaturesPlan("rows", "某日"),
        NotePlan("说明"),
    )
    assert plan.wordings == {"name": "clause-x"}


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("form: form-x", "form: form-y", 1, "应为“form-x”"),
        ("[{field: name, clause", "[{field: nome, clause", 22, "没有“nome”"),
        ("[{field: name, clause: clause-x", "[{field: name, clause: clause-y", 22, "没有“clause-y”"),
        ("title:", "titel:", 2, "不认识"),
        ("{{ name }}协议", "{{ nome }}协议", 2, "没有“nome”"),
        ("{{ name | party }}", "{{ name | praty }}", 5, "没有“praty”"),
        ("{{ name | party }}", "{{ name | party }", 5, "写法有误"),
        ("{{ name | party }}", "{{ row.乙 }}", 5, "没有“row”"),  # a row without each
        ('when: "name"', 'when: "name =="', 6, "写法有误"),
        ('when: "name"', 'when: "nome"', 6, "没有“nome”"),
        ('    when: "name"', "    numbered: false", 6, "没有这个字段"),
        ("each: rows", "each: name", 8, "不是表格"),
        ("  - heading: 一", "  - heading: 一\n    item: 又一", 9, "恰好写一种"),
        ("numbered: false", "numbered: 否", 11, "true 或 false"),
        ("table: rows", "table: row", 13, "没有“row”"),
        ("{甲: 丙}", "{丁: 丙}", 14, "没有“丁”这一栏"),
        ("clause: clause-x", "clause: clause-y", 15, "没有“clause-y”"),
        ("variant: 标准", "variant: 别的", 16, "没有“别的”"),
        ("variant: 标准", "variant: 多一项", 17, "需要的“other”"),
        ("{debtor:", "{creditor:", 17, "没有“creditor”"),
        ("[{field: rows", "[{field: nome", 3, "没有“nome”"),
        (PLAN[PLAN.index("blocks") :], "", 1, "至少写一段"),
        ("某法院", "某\x07法院", 18, "控制字符"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in PLAN
    with pytest.raises(RecordError) as caught:
        read_documents(written(tmp_path, PLAN.replace(old, new, 1)), [FORM], [CLAUSE])
    assert told in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize("name", ["y.yaml", "x.yml"])
def test_each_file_is_named_as_its_form(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordError, match="文件名"):
        read_documents(written(tmp_path, PLAN, name), [FORM], [CLAUSE])


def test_without_a_library_clauses_are_not_looked_up(tmp_path: Path) -> None:
    text = PLAN.replace("clause-x", "clause-y")
    assert len(read_documents(written(tmp_path, text), [FORM])) == 1


def test_no_folder_is_no_plans(tmp_path: Path) -> None:
    assert read_documents(tmp_path, [FORM]) == ()
