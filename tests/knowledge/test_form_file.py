"""Forms and the glossary are accepted whole or rejected with file, line and field."""

from pathlib import Path

import pytest

from knowledge.build import CORPUS
from knowledge.errors import RecordError
from knowledge.forms import FieldType
from knowledge.glossary import Glossary
from knowledge.readers.form_file import read_forms, read_glossary
from knowledge.readers.record_file import read_corpus

IDS = ("mechanism-sample",)
FORM = """\
id: form-sample
title: 样品申请书
aliases: [样品申请]
roles: [litigant]
purpose: 请商会借出样品。
submit: 交给商会。
fields:
  - {name: borrower, label: 借用人, type: party, required: true, help: 写全名。, example: 张某}
  - {name: mode, label: 取法, type: choice, required: true, choices: [自取, 送货], help: 选一种。, example: 自取}
  - {name: rows, label: 样品, type: list, required: false, columns: [名称, 件数], help: 逐件写。, example: 陶俑｜2}
basis:
  - {law: 中华人民共和国民事诉讼法, version: 2023-09-01, article: 第二百四十一条, gist: 可以和解, verified: true}
related: [mechanism-sample]
"""
GLOSSARY = """\
- {term: 轮候查封, aliases: [轮候冻结], plain: 排在别的法院后面等。, related: [mechanism-sample]}
- {term: 查封, plain: 法院贴封条，不许卖。}
"""


def written(corpus: Path, old: str = "", new: str = "") -> Path:
    (corpus / "forms").mkdir(parents=True, exist_ok=True)
    (corpus / "forms" / "sample.yaml").write_text(FORM.replace(old, new) if old else FORM, encoding="utf-8")
    (corpus / "glossary.yaml").write_text(GLOSSARY.replace(old, new) if old else GLOSSARY, encoding="utf-8")
    return corpus


def test_a_form(tmp_path: Path) -> None:
    (form,) = read_forms(written(tmp_path), IDS)
    assert (form.id, form.title, form.verified) == ("form-sample", "样品申请书", True)
    assert [field.type for field in form.fields] == [FieldType.PARTY, FieldType.CHOICE, FieldType.LIST]
    assert (form.fields[1].choices, form.fields[2].columns) == (("自取", "送货"), ("名称", "件数"))
    assert [field.required for field in form.fields] == [True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("form-sample", "form-other", 1, "id"),
        ("type: party", "type: animal", 8, "type"),
        ("name: mode", "name: borrower", 9, "name"),
        ("name: mode", "name: 取法", 9, "name"),
        ("choices: [自取, 送货], ", "", 9, "choices"),
        ("columns: [名称, 件数]", "choices: [名称]", 10, "choices"),
        ("required: false", "required: perhaps", 10, "required"),
        ("related: [mechanism-sample]", "related: [mechanism-none]", 13, "related"),
        ("roles: [litigant]", "roles: [clerk]", 4, "roles"),
        ("purpose: 请商会借出样品。\n", "", 1, "purpose"),
    ],
)
def test_a_bad_form_is_named_by_line_and_field(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_forms(written(tmp_path, old, new), IDS)
    assert (caught.value.file.name, caught.value.line, caught.value.field) == ("sample.yaml", line, field)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("{term: 查封,", "{term: 轮候冻结,", "term"),
        ("mechanism-sample", "mechanism-none", "related"),
        ("plain: 法院贴封条，不许卖。", "meaning: 无", "meaning"),
    ],
)
def test_a_bad_term_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_glossary(written(tmp_path, old, new), IDS)
    assert caught.value.field == field


def test_of_terms_that_overlap_the_longest_is_found(tmp_path: Path) -> None:
    glossary = Glossary(read_glossary(written(tmp_path), IDS))
    text = "先查封，后轮候查封或者轮候冻结"
    found = [(text[start:end], term.term) for start, end, term in glossary.find(text)]
    assert found == [("查封", "查封"), ("轮候查封", "轮候查封"), ("轮候冻结", "轮候查封")]
    assert glossary["轮候冻结"].term == "轮候查封"


def test_the_shipped_ones() -> None:
    ids = [record.id for record in read_corpus(CORPUS)]
    forms, terms = read_forms(CORPUS, ids), read_glossary(CORPUS, ids)
    assert len(forms) >= 20
    assert len(terms) >= 120
    assert {"调解协议书", "执行和解协议", "分期还款协议", "债权申报表", "调解笔录"} <= {form.title for form in forms}
    assert all(form.basis and any(field.required for field in form.fields) for form in forms)
    assert all(Glossary(terms)[name] is term for term in terms for name in term.names)
