"""The shipped plans: each form becomes a whole document, whatever was given for it and whatever was chosen."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from assistant.drafting.document import Document, Heading, Note, Paragraph, Table
from assistant.drafting.formbook import Formbook
from assistant.drafting.values import read_values
from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.documents import FILTERS, BlockPlan, DocumentPlan, SignaturesPlan
from knowledge.forms import FieldType, Form, FormField
from knowledge.registry import Registry

BOOK = Formbook.load()
REGISTRY = Registry.load()
FORMS = tuple(BOOK.forms.values())
CHOOSING = {FieldType.CHOICE, FieldType.CHOICES}
PROSE = {FieldType.TEXT, FieldType.LONG_TEXT}
NONE = {"无", "没有"}
# What a sentence looks like where a value is missing or brings its own mark.
BROKEN = re.compile(
    r"[，、；：。][，、；：。]|（[，、；。）]|[，、；：（]）|“”|《》|人民币[^\d_]|[^_\d]元（大写|None|True|False|[{}%]{2}"
)
BEGINS = tuple("，、；：。）")
ENDS = tuple("，、；（“")

JINJA = Environment(autoescape=True)
JINJA.filters.update(dict.fromkeys(FILTERS, str))

by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def texts(plan: DocumentPlan) -> Iterator[str]:
    """Every text and condition of a plan as Jinja, without its needs."""
    yield plan.title
    for block in plan.blocks:
        for name in ("text", "date"):
            yield getattr(block, name, "")
        yield from getattr(block, "given", {}).values()
        if block.when:
            yield f"{{{{ ({block.when}) }}}}"


def fields_of(block: BlockPlan) -> Iterator[str]:
    """The fields that a block names outside of Jinja."""
    yield from (name for key in ("field", "each") if (name := getattr(block, key, "")))


def examples(form: Form) -> dict[str, object]:
    return {field.name: field.example for field in form.fields}


def opposite(field: FormField) -> Iterator[object]:
    """What else may be given for a field that chooses."""
    if field.type is FieldType.CHOICE:
        yield from field.choices
    elif field.type is FieldType.CHOICES:
        yield from ([choice] for choice in field.choices)
        yield list(field.choices)
    elif field.type is FieldType.YES_NO:
        yield from (True, False)


def least(form: Form, chosen: Mapping[str, object]) -> dict[str, object]:
    """What must be given, with what was chosen; the rest as in the examples."""
    given = {field.name: field.example for field in form.fields if field.required} | dict(chosen)
    needs = BOOK.plans[form.id].needs
    for _ in form.fields:  # what is needed may need more
        missing = read_values(form, given, needs, blanks=True).missing
        if not missing:
            break
        given |= {field.name: field.example for field in missing}
    return given


def situations(form: Form) -> Iterator[tuple[str, dict[str, object]]]:
    """Names and entries: all, the least, and both again with every choice; zeros; every second thing left out."""
    yield "all", examples(form)
    yield "least", least(form, {})
    for field in form.fields:
        for value in opposite(field):
            yield f"all, {field.name}={value}", examples(form) | {field.name: value}
            yield f"least, {field.name}={value}", least(form, {field.name: value})
    sums = {field.name: "0" for field in form.fields if field.type in {FieldType.AMOUNT, FieldType.NUMBER}}
    yield "zeros", examples(form) | sums
    optional = [field.name for field in form.fields if not field.required]
    for odd in (0, 1):
        kept = {name: value for name, value in examples(form).items() if name not in optional[odd::2]}
        yield f"without every second, {odd}", least(form, kept)
    stopped = {field.name: f"{field.example.rstrip('。')}。" for field in form.fields if field.type in PROSE}
    yield "with full stops", examples(form) | stopped


@cache
def drafted(form_id: str) -> tuple[tuple[str, Document], ...]:
    """The document of each situation."""
    form = BOOK.forms[form_id]
    return tuple((name, BOOK.draft(BOOK.values(form, raw))) for name, raw in situations(form))


def whole(document: Document) -> str:
    notes = (block.text for block in document.blocks if isinstance(block, Note))
    return "\n".join([document.text, *notes])


def test_every_form_becomes_a_document() -> None:
    assert set(BOOK.plans) == set(BOOK.forms)


@by_form
def test_every_field_is_used(form: Form) -> None:
    plan = BOOK.plans[form.id]
    used = {name for block in plan.blocks for name in fields_of(block)}
    clauses = [BOOK.clauses[clause] for block in plan.blocks if (clause := getattr(block, "clause", ""))]
    used |= {variable.name for clause in clauses for variable in clause.variables}
    for text in texts(plan):
        used |= find_undeclared_variables(JINJA.parse(text))
    assert [field.name for field in form.fields if field.name not in used] == []


@by_form
def test_it_is_signed_and_an_application_says_to_whom_it_goes(form: Form) -> None:
    plan = BOOK.plans[form.id]
    assert any(isinstance(block, SignaturesPlan) for block in plan.blocks)
    if form.title.endswith(("申请书", "异议书")):
        assert "\n此致\n" in dict(drafted(form.id))["least"].text


@by_form
def test_sentences_are_whole_whatever_is_given_and_chosen(form: Form) -> None:
    faults = []
    for name, document in drafted(form.id):
        faults += [(name, line) for line in whole(document).split("\n") if BROKEN.search(line)]
        for block, after in zip(document.blocks, (*document.blocks[1:], None), strict=True):
            if isinstance(block, Paragraph):
                hangs = block.text.endswith("：") and not isinstance(after, (Paragraph, Table, Heading))
                if hangs or block.text.startswith(BEGINS) or block.text.endswith(ENDS):
                    faults.append((name, block.text))
    assert faults == []


@by_form
def test_what_is_left_blank_can_be_filled_in_by_hand(form: Form) -> None:
    values = BOOK.values(form, {}, blanks=True)
    text = whole(BOOK.draft(values))
    assert text.count("____") >= sum(field.required for field in form.fields) // 2
    assert not re.search(r"None|True|False|，$", text, re.M)


def pieces(field: FormField) -> list[str]:
    """What of a field's example stands in a document, worded as its type is."""
    example = field.example.rstrip("。")
    match field.type:
        case FieldType.AMOUNT:
            found = [f"{Decimal(example):.2f}元"] if Decimal(example) else []
        case FieldType.DATE:
            year, month, day = (int(part) for part in example.split("-"))
            found = [f"{year}年{month}月{day}日"]
        case FieldType.RATE:
            found = [f"{example}%"]
        case FieldType.LIST:
            cells = re.split("[｜；]", example)
            found = [] if cells[0] in NONE else [cell for cell in cells if not re.fullmatch(r"[\d.-]+", cell)]
        case _:
            found = [] if example in {*NONE, "0"} else [example]
    return found


@by_form
def test_what_is_given_stands_in_the_document(form: Form) -> None:
    text = "\n".join(whole(document) for _, document in drafted(form.id))
    given = [field for field in form.fields if field.type not in CHOOSING | {FieldType.YES_NO}]
    silent = [field.name for field in given if not all(piece in text for piece in pieces(field))]
    assert silent == []


@by_form
def test_every_choice_makes_another_document(form: Form) -> None:
    texts_of = {name: whole(document) for name, document in drafted(form.id)}
    for field in form.fields:
        said = [
            f"{texts_of[f'all, {field.name}={value}']}\n\n{texts_of[f'least, {field.name}={value}']}"
            for value in opposite(field)
        ]
        assert len(set(said)) == len(said), field.name


TOLD = (  # form, what is given beside the examples, what the document then says, and what it does not
    ("claim-filing", {"late": True}, "补充债权申报表", "截止日前连同证据"),
    (
        "claim-filing",
        {"priority": "建设工程价款优先受偿"},
        "主张优先受偿，依据和范围为：建设工程价款",
        "按普通债权申报",
    ),
    ("debt-reduction", {"effective": "签字就算数"}, "减让自本协议签订之日起生效", "减让附生效条件"),
    ("debt-reduction", {"on_default": "不恢复只付余款和逾期利息"}, "请改其中一项", "不再给予减让"),
    ("debt-reduction", {"costs": None, "cut_costs": None}, "合计人民币338000.00元", "费用"),
    ("enforcement-application", {"signed_on": "2028-08-01"}, "已满二年", "没有超过"),
    ("enforcement-application", {"paid": "20000"}, "扣除被执行人已经支付的20000.00元", "被执行人没有履行上述"),
    ("enforcement-objection", {"act_kind": "冻结了必需的生活费用"}, "第二百五十四条", "第十九条"),
    ("enforcement-objection", {"ended": True}, "递交前先问法官", "执行程序尚未终结"),
    ("enforcement-to-bankruptcy", {"wish": "破产和解"}, "和解由债务人提出", "按重整程序"),
    ("judicial-confirmation", {"signed_on": "2027-01-15"}, "已经超过三十日", "在协议生效之日起三十日内共同"),
    ("judicial-confirmation", {"excluded": True}, "法院不予受理", "协议不涉及身份关系"),
    ("labour-arbitration", {"claims": "确认劳动关系｜0｜无"}, "确认劳动关系。", "金额0"),
    ("legal-aid", {"matter": "见义勇为维权"}, "第三十二条", "第三十一条"),
    ("live-seizure-request", {"stage": "执行阶段"}, "申请执行人：", "保全人"),
    ("mediation-record", {"result": "没有达成协议并终止"}, "尚未成为协议", "双方自愿达成协议"),
    ("mediation-record", {"evidence": "无"}, "双方没有出示证据", "证据如下表"),
    ("payment-order", {"interest": "100"}, "人民币18700.00元", "人民币18600.00元"),
    ("payment-order", {"due": "2027-01-20"}, "不能申请支付令", "请改为起诉"),
    ("preservation-application", {"stage": "起诉或者仲裁前"}, "第一百零四条", "申请人已经起诉"),
    ("preservation-change", {"request": "只冻结账户中的具体数额"}, "冻结以320000.00元为限", "第一百六十七条"),
    ("resume-enforcement", {"kind": "执行和解后对方不履行"}, "第二百四十一条", "不受申请执行时效"),
    ("risk-notice", {"issuer_kind": "人民检察院"}, "本函不是检察建议", "司法建议"),
    ("seizure-release", {"stage": "诉讼中保全"}, "请求在四十八小时内作出裁定", "第二十八条"),
    ("seizure-release", {"applicant_role": "申请保全人"}, "被保全人：", "被执行人：某市"),
    ("third-party-objection", {"right": "承租人"}, "不能请求停止拍卖", "第二十八条"),
    (
        "wage-agreement",
        {"payer": "施工总承包单位先行清偿"},
        "由施工总承包单位某某建设有限公司先行清偿",
        "由用人单位支付",
    ),
    ("wage-agreement", {"representative": None, "authorized": None}, "劳动者：周某某", "劳动者代表"),
)


@pytest.mark.parametrize(("name", "given", "says", "silent"), TOLD)
def test_what_is_given_decides_what_is_said(name: str, given: dict[str, object], says: str, silent: str) -> None:
    form = BOOK.form(name)
    text = whole(BOOK.draft(BOOK.values(form, examples(form) | given)))
    assert says in text
    assert silent not in text
    usual = dict(drafted(form.id))["all"]
    assert says not in whole(usual) or silent in whole(usual)


def compared(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Names with the words that they are compared with, or looked up among: kind == '其他', {'其他': …}.get(kind)."""
    for one in tree.find_all((nodes.Compare, nodes.Call)):
        if isinstance(one, nodes.Compare):
            sides = [one.expr, *(operand.expr for operand in one.ops)]
            inner = [part for side in sides for part in (side, *side.find_all((nodes.Name, nodes.Const)))]
        elif (
            isinstance(one, nodes.Call)
            and isinstance(one.node, nodes.Getattr)
            and isinstance(one.node.node, nodes.Dict)
        ):
            inner = [one.args[0], *(pair.key for pair in one.node.node.items)]
        else:
            continue
        words = [part.value for part in inner if isinstance(part, nodes.Const) and isinstance(part.value, str)]
        yield from ((part.name, word) for part in inner if isinstance(part, nodes.Name) for word in words)


@by_form
def test_choices_are_named_as_the_form_has_them(form: Form) -> None:
    plan = BOOK.plans[form.id]
    choosing = {field.name: field for field in form.fields if field.type in CHOOSING}
    said = [*texts(plan), *(f"{{{{ ({need.when}) }}}}" for need in plan.needs)]
    words = {pair for text in said for pair in compared(JINJA.parse(text)) if pair[0] in choosing}
    wrong = {(name, word) for name, word in words if word not in choosing[name].choices}
    assert wrong == set()


@by_form
def test_articles_are_cited_that_the_form_rests_on(form: Form) -> None:
    rests = {(basis.law, str(basis.article)) for basis in form.basis if basis.verified}
    text = "\n".join(texts(BOOK.plans[form.id]))
    found = [one for one in resolve(find(text, REGISTRY), REGISTRY) if one.article]
    assert {(one.law.name if one.law else "", str(one.article)) for one in found} <= rests
    assert len(found) >= text.count("》第")
