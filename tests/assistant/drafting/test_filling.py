"""Plans and values → documents: structure is the plan's, values are data, numbers are counted by code."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import pytest

from assistant.drafting.document import Heading, Note, Paragraph, Signature, Signatures, Table
from assistant.drafting.filling import fill
from assistant.drafting.unused import unused
from assistant.drafting.values import Values, read_values
from assistant.drafting.wording import capitals, render
from assistant.errors import DraftError
from knowledge.clauses import Clause, ClauseGroup, ClauseVariant
from knowledge.documents import (
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
from knowledge.forms import FieldType, Form, FormField
from tests.assistant.drafting.filled import BOOK, drafted, examples, values

HOSTILE = "{{ 7*7 }}{% for x in y %}{_{ <b>&'\" =1+1 {#"


def field(
    name: str, kind: FieldType, *columns: str, required: bool = False, choices: tuple[str, ...] = ()
) -> FormField:
    return FormField(name, name, kind, required, "", "", choices, columns)


FIELDS = (
    field("debtor", FieldType.PARTY),
    field("story", FieldType.LONG_TEXT),
    field("total", FieldType.AMOUNT),
    field("due", FieldType.DATE),
    field("rate", FieldType.RATE),
    field("days", FieldType.NUMBER),
    field("ok", FieldType.YES_NO),
    field("kinds", FieldType.CHOICES, choices=("甲", "乙")),
    field("mode", FieldType.CHOICE, choices=("一次", "分期"), required=True),
    field("parts", FieldType.LIST, "期次", "付款日期", "金额"),
    field("signed", FieldType.LIST, "姓名", "身份", "方式"),
)
FORM = Form("form-x", "文书", (), (), "", "", FIELDS, (), ())
CLAUSE = Clause(
    "clause-x",
    "条款",
    ClauseGroup.PAYMENT,
    "",
    "",
    (field("debtor", FieldType.PARTY, required=True), field("due", FieldType.DATE, required=True)),
    (
        ClauseVariant("标准", "", "{{ debtor }}于{{ due | day }}前付。\n另行一段。", ("debtor", "due")),
        ClauseVariant("另一种", "", "{{ debtor | name }}付清。", ("debtor",)),
    ),
    (),
    (),
    (),
)


def filled(*blocks: BlockPlan, **raw: object) -> tuple[object, ...]:
    read = read_values(FORM, {"mode": "一次", **raw})
    return fill(DocumentPlan("form-x", "文书", blocks), read, {"clause-x": CLAUSE}).blocks


def given(**texts: str) -> Mapping[str, str]:
    return MappingProxyType(texts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ total | yuan }}", "人民币320000.00元（大写：叁拾贰万元整）"),
        ("{{ total | short_yuan }}、{{ total }}", "320000.00元、320000.00"),
        ("{{ due | day }}、{{ due }}", "2026年12月31日、2026年12月31日"),
        ("{{ rate | percent }}、{{ rate }}", "3.450%、3.450"),
        ("{{ debtor | party }}", "甲公司，电话1"),
        ("{{ debtor | name }}、{{ debtor }}、{{ debtor.phone }}", "甲公司、甲公司、1"),
        ("{{ days | chinese }}、{{ days }}", "十二、12"),
        ("{{ ok }}、{{ kinds }}、{{ story }}", "是、甲、乙、"),
        ("{{ parts | rows }}", "1，2026年12月31日，5.00元；2，2027年1月1日，6.00元"),
        ("{{ parts | rows('金额', between='/', ending='|') }}", "5.00元|6.00元"),
        ("{% for row in parts %}{{ row.期次 }}{{ row['付款日期'] | day }}{% endfor %}", "12026年12月31日22027年1月1日"),
        ("{{ '结束' | sentence }}{{ '完了。' | sentence }}{{ '' | sentence }}", "结束。完了。"),
        ("{{ '无' | given or '没有' }}{{ '有' | given }}", "没有有"),
    ],
)
def test_how_values_are_worded(text: str, said: str) -> None:
    raw = {
        "total": "32万",
        "due": "2026-12-31",
        "rate": "3.450",
        "debtor": "甲公司，电话1",
        "days": 12,
        "ok": "是",
        "kinds": "甲、乙",
        "parts": "1｜2026-12-31｜5；2｜2027-01-01｜6",
    }
    (block,) = filled(TextPlan(text), **raw)
    assert isinstance(block, Paragraph) and block.text == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "零元整"), ("0.05", "伍分"), ("1001", "壹仟零壹元整"), ("1000010.50", "壹佰万零壹拾元伍角")],
)
def test_sums_in_words(value: str, said: str) -> None:
    assert capitals(Decimal(value)) == said


def test_headings_and_items_are_counted_and_empty_ones_left_out() -> None:
    blocks = filled(
        TextPlan("开头"),
        HeadingPlan("空的"),
        ItemPlan("没有", when="story"),
        HeadingPlan("一项"),
        ItemPlan("独一项"),
        HeadingPlan("几项"),
        ItemPlan("第{{ row.期次 }}期", each="parts"),
        ClausePlan("clause-x", "", given(debtor="乙方")),
        HeadingPlan("不编号", numbered=False),
        ItemPlan("一"),
        ItemPlan("二"),
        HeadingPlan("最后空的"),
        AddresseePlan("某法院"),
        SignaturesPlan("signed", "{{ due | day }}"),
        NotePlan("说明"),
        due="2026-12-31",
        parts="1｜2026-12-31｜5；2｜2027-01-01｜6",
        signed="甲某某｜申请人｜签名",
    )
    assert blocks == (
        Paragraph("开头"),
        Heading("一项", "一、"),
        Paragraph("独一项"),
        Heading("几项", "二、"),
        Paragraph("第1期", "（一）"),
        Paragraph("第2期", "（二）"),
        Paragraph("乙方于2026年12月31日前付。", "（三）"),
        Paragraph("另行一段。"),
        Heading("不编号"),
        Paragraph("一", "1."),
        Paragraph("二", "2."),
        Paragraph("此致"),
        Paragraph("某法院", flush=True),
        Signatures((Signature("甲某某", "申请人", "签名"),), "2026年12月31日"),
        Note("说明"),
    )


def test_conditions_choose_and_tables_need_rows() -> None:
    plan = (
        TextPlan("一次", when="mode == '一次'"),
        TextPlan("分期", when="mode == '分期'"),
        TablePlan("parts", given()),
    )
    assert filled(*plan) == (Paragraph("一次"),)
    table = Table(("期", "付款日期", "金额"), (("1", "2026年12月31日", "5.00元"),))
    renamed = TablePlan("parts", given(期次="期"))
    assert filled(renamed, parts="1｜2026-12-31｜5；无｜无｜无") == (table,)
    assert filled(*plan, parts="无") == (Paragraph("一次"),)


def test_no_value_is_read_as_jinja_nor_adds_structure() -> None:
    plan = (
        HeadingPlan("标题"),
        ItemPlan("{{ story }}"),
        ItemPlan("{{ debtor | name }}"),
        ClausePlan("clause-x", "另一种", given(debtor="{{ debtor | name }}")),
        TablePlan("parts", given()),
    )
    blocks = filled(*plan, story=f"{HOSTILE}\n一、{HOSTILE}", debtor=HOSTILE, parts=[[HOSTILE, "2026-12-31", 1]])
    assert blocks == (
        Heading("标题", "一、"),
        Paragraph(HOSTILE, "（一）"),
        Paragraph(f"一、{HOSTILE}"),
        Paragraph(HOSTILE, "（二）"),
        Paragraph(f"{HOSTILE}付清。", "（三）"),
        Table(("期次", "付款日期", "金额"), ((HOSTILE, "2026年12月31日", "1.00元"),)),
    )


def test_a_plan_cannot_reach_beyond_its_values() -> None:
    for text in ("{{ debtor.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ parts.__len__() }}", "{{ nothing }}"):
        with pytest.raises(Exception, match=r"unsafe|undefined"):
            render(text, {"debtor": "甲", "parts": ()})


def test_a_clause_is_told_what_it_cannot_take() -> None:
    plan = ClausePlan("clause-x", "标准", given(due="{{ story }}天后"))
    with pytest.raises(DraftError, match="“条款”条款的“due”"):
        filled(plan, story="三", debtor="甲")


def test_what_was_given_for_nothing_is_named() -> None:
    plan = DocumentPlan("form-x", "文书", (ItemPlan("{{ due | day }}", when="mode == '一次'"), TextPlan("{{ total }}")))
    read = read_values(FORM, {"mode": "分期", "due": "2026-12-31", "total": 1, "story": "无"})
    assert [one.name for one in unused(plan, read, {})] == ["due"]
    read = read_values(FORM, {"mode": "一次", "due": "2026-12-31", "total": 1})
    assert unused(plan, read, {}) == ()


def test_choices_left_blank_are_to_be_ticked() -> None:
    read = BOOK.values(BOOK.form("执行和解协议"), examples("执行和解协议", fee_bearer=None, mode=None), blanks=True)
    text = BOOK.draft(read).text
    assert "待选定的事项\n（一）付款方式：□一次付清；□分期付款。\n（二）执行申请费由谁负担：□被执行人；" in text
    assert text.index("待选定") < text.index("（签名并盖公章）")


def shipped() -> list[str]:
    return list(BOOK.plans)


@pytest.mark.parametrize("name", shipped())
def test_examples_leave_nothing_unfilled_and_nothing_given_unsaid(name: str) -> None:
    read: Values = values(name)
    document = BOOK.draft(read)
    own = any("__" in getattr(block, "text", "") for block in BOOK.plans[name].blocks)  # to be signed on receipt
    assert not any(sign in document.text for sign in ("{{", "{%", "None", *([] if own else ["__"])))
    assert document.text.startswith(document.title + "\n")
    named = {one.name for one in BOOK.unused(read)}
    for one in read.form.fields:  # parties and accounts stand as they were given; texts too
        if one.type in {FieldType.PARTY, FieldType.ACCOUNT, FieldType.PERSON} and one.name not in named:
            assert one.example.rstrip("。") in document.text, one.name


def test_the_same_values_make_the_same_document_and_number() -> None:
    one, again, other = drafted("调解协议书"), drafted("调解协议书"), drafted("调解协议书", total="1.00")
    assert one == again
    assert one.produce_id == again.produce_id != other.produce_id
    assert len(one.produce_id) == 32
