"""Reads plans of documents, documents/NAME.yaml, where NAME is that of the form.

    form: form-mediation-agreement
    title: 调解协议书
    needs: [{field: due, when: "mode == '一次付清'"}]      # given where this holds, though the form does not require it
    wordings: [{field: guarantee, clause: clause-guarantee}]  # a clause that shows how to write it
    blocks:
      - text: "收款方：{{ creditor | party }}"            # a paragraph
      - text: "{{ row.姓名或者名称 }}，{{ row.承担什么 }}"    # one for each row of a list
        each: others
      - heading: 付款                                    # 一、付款
      - heading: 请求事项                                 # without a number; items below it are 1. 2. 3.
        numbered: false
      - item: "付款方应当支付{{ total | yuan }}。"         # （一）where there are several
        when: "mode == '一次付清'"
      - table: instalments                               # the rows of a list
        heads: {钱从哪里来: 资金来源}                        # left out: the columns as the form calls them
      - clause: clause-acceleration                      # an item from the library of clauses
        variant: 标准                                     # left out: the first
        with: {debtor: "{{ debtor | name }}"}             # its variables; fields of the same name need not be given
      - to: "{{ court }}"                                # 此致
      - signatures: signatures                           # a list 姓名、身份、方式
        date: "签订日期：{{ signed_on | day }}"            # left out: each signs with a date
      - note: 双方各存一份。                               # small print, no part of the document

A file is accepted whole or rejected with file, line and field (`RecordError`): texts must be Jinja that names only
fields of the form and known filters.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml
from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.meta import find_undeclared_variables

from knowledge.documents import (
    FILTERS,
    ROW,
    AddresseePlan,
    BlockPlan,
    ClausePlan,
    DocumentPlan,
    HeadingPlan,
    ItemPlan,
    Need,
    NotePlan,
    SignaturesPlan,
    TablePlan,
    TextPlan,
)
from knowledge.errors import RecordError
from knowledge.forms import FieldType, Form
from knowledge.readers.record_file import CONTROL
from knowledge.readers.yaml_fields import Fields, compose

if TYPE_CHECKING:
    from knowledge.clauses import Clause

KEYS = {"form", "title", "blocks", "needs", "wordings"}
KINDS = ("text", "heading", "item", "table", "clause", "to", "note", "signatures")
MORE = {  # what a block of a kind may have beside its own key
    "text": {"when", "each"},
    "heading": {"when", "numbered"},
    "item": {"when", "each"},
    "table": {"when", "heads"},
    "clause": {"when", "each", "variant", "with"},
    "to": {"when"},
    "note": {"when"},
    "signatures": {"when", "date"},
}


def read_documents(
    root: Path, forms: Sequence[Form], clauses: "Sequence[Clause] | None" = None
) -> tuple[DocumentPlan, ...]:
    """The plans of a corpus by form. Clauses are looked up in ``clauses`` unless it is None. Raises RecordError."""
    by_id = {form.id: form for form in forms}
    plans = []
    for file in sorted((root / "documents").glob("*")):
        if file.name.startswith("."):
            continue
        if file.suffix != ".yaml" or f"form-{file.stem}" not in by_id:
            raise RecordError(file, 1, "文件名", "文件名须与一份表单的文件名相同，以 .yaml 结尾")
        plans.append(_Reader(file, by_id[f"form-{file.stem}"], clauses).plan())
    return tuple(plans)


class _Reader:
    """One file, over the fields of its form."""

    def __init__(self, file: Path, form: Form, clauses: "Sequence[Clause] | None") -> None:
        self._file, self._form = file, form
        self._fields = {field.name: field for field in form.fields}
        self._clauses = None if clauses is None else {clause.id: clause for clause in clauses}
        self._jinja = Environment(autoescape=False)  # noqa: S701  nothing is rendered here
        self._jinja.filters.update(dict.fromkeys(FILTERS, str))  # finding names compiles, which asks for them

    def plan(self) -> DocumentPlan:
        try:
            text = self._file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise RecordError(self._file, 1, "全文", "文件缺失，或者不是 UTF-8 文本") from None
        if control := CONTROL.search(text):
            line = text.count("\n", 0, control.start()) + 1
            raise RecordError(self._file, line, "全文", "含有不可见的控制字符，请删去")
        top = Fields(self._file, compose(self._file, text, "全文", first_line=1), KEYS, "全文", first_line=1)
        if top.text("form") != self._form.id:
            raise top.error("form", f"须与文件名一致，应为“{self._form.id}”")
        blocks = tuple(self._blocks(top))
        if not blocks:
            raise top.error("blocks", "至少写一段")
        needs = tuple(
            Need(self._named(need, "field"), self._condition(need)) for need in top.mappings("needs", {"field", "when"})
        )
        wordings = {
            self._named(one, "field"): self._known(one).id if self._clauses is not None else one.text("clause")
            for one in top.mappings("wordings", {"field", "clause"})
        }
        return DocumentPlan(self._form.id, self._text(top, "title"), blocks, needs, MappingProxyType(wordings))

    def _blocks(self, top: Fields) -> Iterator[BlockPlan]:
        every = {*KINDS, *(key for keys in MORE.values() for key in keys)}
        for block in top.mappings("blocks", every):
            kinds = [kind for kind in KINDS if kind in block.values]
            if len(kinds) != 1:
                raise block.error("blocks", f"每段须恰好写一种：{'、'.join(KINDS)}")
            for key in block.values:
                if key not in {kinds[0], *MORE[kinds[0]]}:
                    raise block.error(key, f"“{kinds[0]}”段没有这个字段")
            yield self._block(block, kinds[0])

    def _block(self, block: Fields, kind: str) -> BlockPlan:
        each = self._named(block, "each", lists=True) if "each" in block.values else ""
        extra = (ROW,) if each else ()
        when = self._condition(block) if "when" in block.values else ""
        made: BlockPlan
        match kind:
            case "text":
                made = TextPlan(self._text(block, kind, extra), when, each)
            case "item":
                made = ItemPlan(self._text(block, kind, extra), when, each)
            case "heading":
                numbered = block.boolean("numbered") if "numbered" in block.values else True
                made = HeadingPlan(self._text(block, kind), when, numbered)
            case "table":
                made = self._table(block, when)
            case "clause":
                made = self._clause(block, when, each, extra)
            case "to":
                made = AddresseePlan(self._text(block, kind), when)
            case "note":
                made = NotePlan(self._text(block, kind), when)
            case _:
                date = self._text(block, "date") if "date" in block.values else ""
                made = SignaturesPlan(self._named(block, kind, lists=True), date, when)
        return made

    def _table(self, block: Fields, when: str) -> TablePlan:
        field = self._named(block, "table", lists=True)
        heads = _texts(block, "heads")
        for column in heads:
            if column not in self._fields[field].columns:
                raise block.error("heads", f"这张表没有“{column}”这一栏")
        return TablePlan(field, MappingProxyType(heads), when)

    def _clause(self, block: Fields, when: str, each: str, extra: Sequence[str]) -> ClausePlan:
        variant = block.optional_text("variant") or ""
        texts = _texts(block, "with")
        for text in texts.values():
            self._check(block, "with", text, extra)
        plan = ClausePlan(block.text("clause"), variant, MappingProxyType(texts), when, each)
        if self._clauses is None:
            return plan
        clause = self._known(block)
        chosen = next((one for one in clause.variants if not variant or one.name == variant), None)
        if chosen is None:
            raise block.error("variant", f"这一条款没有“{variant}”这种写法")
        variables = {one.name: one for one in clause.variables}
        for name in texts:
            if name not in variables:
                raise block.error("with", f"这一条款没有“{name}”这个变量")
        for name, one in variables.items():
            if one.required and name in chosen.uses and name not in texts and name not in self._fields:
                raise block.error("with", f"没有给出条款需要的“{name}”（{one.label}）")
        return plan

    def _known(self, block: Fields) -> "Clause":
        """The clause of the library that is named."""
        name = block.text("clause")
        clause = (self._clauses or {}).get(name)
        if clause is None:
            raise block.error("clause", f"条款库里没有“{name}”")
        return clause

    def _named(self, block: Fields, key: str, lists: bool = False) -> str:
        """A field of the form, by its name."""
        name = block.text(key)
        if name not in self._fields:
            raise block.error(key, f"表单没有“{name}”这个项目")
        if lists and self._fields[name].type != FieldType.LIST:
            raise block.error(key, f"“{name}”不是表格")
        return name

    def _condition(self, block: Fields) -> str:
        text = block.text("when")
        self._check(block, "when", f"{{{{ ({text}) }}}}", ())
        return text

    def _text(self, block: Fields, key: str, extra: Iterable[str] = ()) -> str:
        text = block.text(key)
        self._check(block, key, text, extra)
        return text

    def _check(self, block: Fields, key: str, text: str, extra: Iterable[str]) -> None:
        try:
            tree = self._jinja.parse(text)
            for used in tree.find_all(nodes.Filter):
                if used.name not in FILTERS and used.name not in DEFAULT_FILTERS:
                    raise block.error(key, f"没有“{used.name}”这种写法，可用：{'、'.join(sorted(FILTERS))}")
            names = find_undeclared_variables(tree)
        except TemplateSyntaxError as error:
            raise block.error(key, f"模板写法有误：{error.message}") from None
        for name in sorted(names - self._fields.keys() - set(extra)):
            raise block.error(key, f"表单没有“{name}”这个项目")


def _texts(block: Fields, key: str) -> dict[str, str]:
    """A mapping of names to texts that may be left out."""
    node = block.values.get(key)
    if node is None:
        return {}
    names = [str(name.value) for name, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    given = block.mapping(key, set(names))
    return {name: given.text(name) for name in names}
