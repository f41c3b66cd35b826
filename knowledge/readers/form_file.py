"""Reads forms, forms/NAME.yaml, and the glossary, glossary.yaml.

    id: form-mediation-agreement        # forms/mediation-agreement.yaml
    title: 调解协议书
    aliases: [调解书]
    roles: [mediator]
    purpose: 把谈成的条件写成双方都能照着做的协议。
    submit: 双方各存一份，调解组织留存一份。
    fields:
      - {name: creditor, label: 收款方, type: party, required: true, help: 写全称, example: 张三}
      - {name: mode, label: 付款方式, type: choice, required: true, choices: [一次付, 分期], help: 选, example: 分期}
    basis: [{law: 中华人民共和国人民调解法, version: 2010-08-28, article: 第二十九条, gist: …, verified: true}]
    related: [mechanism-peoples-mediation]

    - term: 轮候查封
      aliases: [轮候冻结]
      plain: 财产已经被别的法院先查封，这一次排队等着，前面的解除了才生效。
      related: [mechanism-preservation]
      basis: [{law: …, version: …, article: …, gist: …, verified: true}]

A file is accepted whole or rejected with file, line and field (`RecordError`).
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from knowledge.errors import RecordError
from knowledge.forms import FieldType, Form, FormField, Term
from knowledge.readers.record_file import BASIS_KEYS, ID, read_basis, read_roles
from knowledge.readers.yaml_fields import Fields, compose

FORM_KEYS = {"id", "title", "aliases", "roles", "purpose", "submit", "fields", "basis", "related"}
FIELD_KEYS = {"name", "label", "type", "required", "help", "example", "choices", "columns"}
TERM_KEYS = {"term", "aliases", "plain", "related", "basis"}
FORM_ID = "form-"
FIELD_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CHOOSING = {FieldType.CHOICE, FieldType.CHOICES}


def read_forms(root: Path, records: Sequence[str]) -> tuple[Form, ...]:
    """The forms of a corpus by id; ``records`` are the ids that may be related. Raises RecordError."""
    forms = []
    for fields in read_files(root / "forms", FORM_KEYS):
        form = _form(fields)
        check_related(fields, form.related, records)
        forms.append(form)
    return tuple(forms)


def read_glossary(root: Path, records: Sequence[str]) -> tuple[Term, ...]:
    """The terms of a corpus in the order of the file; none without a file. Raises RecordError."""
    file = root / "glossary.yaml"
    if not file.is_file():
        return ()
    node = compose(file, _text(file), "全文", first_line=1)
    if not isinstance(node, yaml.SequenceNode):
        raise RecordError(file, 1, "全文", "应为列表，每个词语一项")
    terms: list[Term] = []
    seen: set[str] = set()
    for entry in node.value:
        fields = Fields(file, entry, TERM_KEYS, "词语", first_line=1)
        term = Term(
            term=fields.text("term"),
            aliases=tuple(fields.texts("aliases", default=True)),
            plain=fields.text("plain"),
            related=tuple(fields.texts("related", default=True)),
            basis=tuple(map(read_basis, fields.mappings("basis", BASIS_KEYS))),
        )
        for name in term.names:
            if name in seen:
                raise fields.error("term", f"“{name}”重复")
            seen.add(name)
        check_related(fields, term.related, records)
        terms.append(term)
    return tuple(terms)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RecordError(file, 1, "全文", "文件缺失，或者不是 UTF-8 文本") from None


def read_files(folder: Path, keys: set[str]) -> Iterator[Fields]:
    """The files of a folder that has one mapping a file, by name; raises RecordError."""
    for file in sorted(folder.glob("*")):
        if file.name.startswith("."):
            continue
        if file.suffix != ".yaml" or not ID.fullmatch(file.stem):
            raise RecordError(file, 1, "文件名", "文件名只用小写字母、数字和连字符，以 .yaml 结尾")
        yield Fields(file, compose(file, _text(file), "全文", first_line=1), keys, "全文", first_line=1)


def check_related(fields: Fields, related: Sequence[str], records: Sequence[str]) -> None:
    """Raises RecordError for a related id that no record has."""
    for one in related:
        if one not in records:
            raise fields.error("related", f"没有编号为“{one}”的资料")


def read_id(fields: Fields, kind: str) -> str:
    """The id, which is ``kind`` and the file's name; raises RecordError."""
    expected = kind + fields.file.stem
    if fields.text("id") != expected:
        raise fields.error("id", f"编号须与文件名一致，应为“{expected}”")
    return expected


def _form(fields: Fields) -> Form:
    return Form(
        id=read_id(fields, FORM_ID),
        title=fields.text("title"),
        aliases=tuple(fields.texts("aliases", default=True)),
        roles=tuple(read_roles(fields)),
        purpose=fields.text("purpose"),
        submit=fields.text("submit"),
        fields=tuple(read_fields(fields, "fields")),
        basis=tuple(map(read_basis, fields.mappings("basis", BASIS_KEYS))),
        related=tuple(fields.texts("related", default=True)),
    )


def read_fields(form: Fields, key: str) -> Iterator[FormField]:
    """The blanks listed under ``key``, at least one; raises RecordError."""
    seen: set[str] = set()
    for fields in form.mappings(key, FIELD_KEYS):
        name, kind = fields.text("name"), fields.text("type")
        if not FIELD_NAME.fullmatch(name):
            raise fields.error("name", "只用小写英文字母、数字和下划线")
        if name in seen:
            raise fields.error("name", f"“{name}”重复")
        seen.add(name)
        if kind not in set(FieldType):
            raise fields.error("type", f"没有“{kind}”这种填写类型，可用：{'、'.join(FieldType)}")
        choices, columns = (tuple(fields.texts(key, default=True)) for key in ("choices", "columns"))
        if bool(choices) != (kind in CHOOSING):
            raise fields.error("choices", "单选和多选须列出选项，别的类型不能有")
        if bool(columns) != (kind == FieldType.LIST):
            raise fields.error("columns", "表格须列出各栏，别的类型不能有")
        yield FormField(
            name=name,
            label=fields.text("label"),
            type=FieldType(kind),
            required=fields.boolean("required"),
            help=fields.text("help"),
            example=fields.text("example"),
            choices=choices,
            columns=columns,
        )
    if not seen:
        raise form.error(key, "至少写一个要填写的项目")
