"""A plan and the values of its form → a document. Structure is the plan's: no value adds a heading or an item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from jinja2 import UndefinedError

from assistant.drafting.document import Block, Document, Heading, Note, Paragraph, Signature, Signatures, Table
from assistant.drafting.entries import BLANK, read_entry
from assistant.drafting.rows import Row
from assistant.drafting.scalars import Refused
from assistant.drafting.values import Values
from assistant.drafting.wording import cell, evaluate, lines, names, render
from assistant.errors import DraftError
from knowledge.clauses import Clause
from knowledge.documents import (
    ROW,
    AddresseePlan,
    BlockPlan,
    ClausePlan,
    DocumentPlan,
    HeadingPlan,
    ItemPlan,
    NotePlan,
    SignaturesPlan,
    TablePlan,
    TextPlan,
)
from knowledge.forms import FieldType, FormField
from knowledge.numerals import chinese

CHOOSING = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO})
OPEN = "待选定的事项"  # the heading over choices that were left blank
NAME, CAPACITY, MANNER = range(3)  # the columns of a list of signatures


@dataclass(frozen=True, slots=True)
class _Item:
    """Paragraphs of which the first is counted where its section has several items."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    text: str
    numbered: bool


_Drawn = Block | _Item | _Head
_END = _Head("", numbered=False)  # of the last section: what follows belongs to no heading


def fill(plan: DocumentPlan, values: Values, clauses: Mapping[str, Clause]) -> Document:
    """The document that these values make. Raises DraftError where a clause cannot take a value that it is given."""
    filler = _Filler(values, clauses)
    drawn = [one for block in plan.blocks for one in filler.drawn(block)]
    if open_ := [_Item((_to_choose(field),)) for field in values.missing if field.type in CHOOSING]:
        place = drawn.index(_END) if _END in drawn else len(drawn)
        numbered = any(isinstance(one, _Head) and one.numbered for one in drawn)
        drawn[place:place] = [_Head(OPEN, numbered), *open_]
    blocks = tuple(_counted([one for one in drawn if not isinstance(one, Note)]))
    notes = tuple(one for one in drawn if isinstance(one, Note))
    return Document(plan.form, filler.text(plan.title), (*blocks, *notes))


def _to_choose(field: FormField) -> str:
    """What was left open and decides how the document is worded, to be ticked by hand."""
    return f"{field.label}：{'；'.join(f'□{choice}' for choice in field.choices or ('是', '否'))}。"


class _Filler:
    """Words the blocks of a plan, one after another."""

    def __init__(self, values: Values, clauses: Mapping[str, Clause]) -> None:
        self._values, self._clauses = values, clauses

    def text(self, text: str, more: Mapping[str, object] = MappingProxyType({})) -> str:
        """A text of the plan over the values, and more."""
        return self._said(text, {**self._values.entries, **more})

    def _said(self, text: str, values: Mapping[str, object]) -> str:
        try:
            return render(text, values)
        except (UndefinedError, TypeError):  # a table of wordings has none for what was left blank
            if not self._values.missing:
                raise
            open_ = {field.name for field in self._values.missing if field.type in CHOOSING}
            return "" if open_ & names(text) else str(BLANK)

    def _holds(self, when: str) -> bool:
        try:
            return bool(evaluate(when, self._values.entries))
        except (UndefinedError, TypeError):
            if not self._values.missing:
                raise
            return False

    def drawn(self, plan: BlockPlan) -> Iterator[_Drawn]:
        """What a block becomes: nothing where its condition fails or it has nothing to say."""
        if plan.when and not self._holds(plan.when):
            return
        match plan:
            case TextPlan() | ItemPlan() | ClausePlan():
                yield from self._repeated(plan)
            case HeadingPlan(text):
                yield _Head(self.text(text), plan.numbered)
            case TablePlan(field, heads):
                if rows := self._list(field):
                    told = [column for column in rows[0] if any(row[column] != "" for row in rows)]
                    columns = tuple(heads.get(column, column) for column in told)
                    yield Table(columns, tuple(tuple(cell(row[column]) for column in told) for row in rows))
            case AddresseePlan(text):
                yield from (_END, Paragraph("此致"))
                yield from (Paragraph(line, flush=True) for line in lines(self.text(text)))
            case SignaturesPlan(field, date):
                yield from (_END, Signatures(tuple(self._signatures(field)), self.text(date)))
            case NotePlan(text):
                yield from (Note(line) for line in lines(self.text(text)))

    def _repeated(self, plan: TextPlan | ItemPlan | ClausePlan) -> Iterator[_Drawn]:
        """The paragraphs or the item of a block, once or for each row."""
        for row in [{ROW: row} for row in self._list(plan.each)] if plan.each else [{}]:
            said = lines(self._clause(plan, row) if isinstance(plan, ClausePlan) else self.text(plan.text, row))
            if isinstance(plan, TextPlan):
                yield from map(Paragraph, said)
            elif said:
                yield _Item(tuple(said))

    def _list(self, field: str) -> Sequence[Row]:
        rows = self._values.entries[field]
        return rows if isinstance(rows, tuple) else ()

    def _signatures(self, field: str) -> Iterator[Signature]:
        for row in self._list(field):
            cells = [cell(value) for value in row.values()]
            yield Signature(cells[NAME], cells[CAPACITY], cells[MANNER])

    def _clause(self, plan: ClausePlan, row: Mapping[str, object]) -> str:
        clause = self._clauses[plan.clause]
        variant = next(one for one in clause.variants if not plan.variant or one.name == plan.variant)
        entries = self._values.entries
        given: dict[str, object] = {}
        faults: list[str] = []
        for variable in clause.variables:
            text = plan.given.get(variable.name)
            value = entries.get(variable.name) if text is None else self._value(text, row)
            try:
                given[variable.name] = read_entry(variable, value) if isinstance(value, str) else value
            except Refused as refused:
                faults.append(f"“{clause.title}”条款的“{variable.label}”：{refused}")
        if faults:
            raise DraftError(tuple(faults))
        return self._said(variant.text, given)

    def _value(self, text: str, row: Mapping[str, object]) -> object:
        """The value itself where the text is one expression, else the text."""
        inner = text[2:-2]
        if text.startswith("{{") and text.endswith("}}") and "{{" not in inner and "}}" not in inner:
            return evaluate(inner, {**self._values.entries, **row})
        return self.text(text, row)


def _counted(drawn: Sequence[_Drawn]) -> Iterator[Block]:
    """Headings and items with their numbers; headings with nothing below them are left out."""
    number = 0
    for head, section in _sections(drawn):
        if head.text and not any(isinstance(one, (_Item, Paragraph, Table)) for one in section):
            continue
        if head.text:
            number += head.numbered
            yield Heading(head.text, f"{chinese(number)}、" if head.numbered else "")
        yield from _items(section, "{}." if head.text and not head.numbered else "（{}）")


def _sections(drawn: Sequence[_Drawn]) -> Iterator[tuple[_Head, list[_Drawn]]]:
    head, section = _END, list[_Drawn]()
    for one in drawn:
        if isinstance(one, _Head):
            yield head, section
            head, section = one, []
        else:
            section.append(one)
    yield head, section


def _items(section: Sequence[_Drawn], form: str) -> Iterator[Block]:
    several = sum(isinstance(one, _Item) for one in section) > 1
    count = 0
    for one in section:
        if isinstance(one, _Item):
            count += 1
            first, *rest = (Paragraph(text) for text in one.paragraphs)
            said = chinese(count) if form.startswith("（") else str(count)
            yield replace(first, number=form.format(said)) if several else first
            yield from rest
        elif not isinstance(one, _Head):
            yield one
