"""Values of a form: every type as people write it, every fault at once and by name."""

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from assistant.drafting.entries import read_entry
from assistant.drafting.parties import Account, Party
from assistant.drafting.scalars import Refused
from assistant.drafting.values import read_values
from assistant.errors import DraftError
from knowledge.forms import FieldType, Form, FormField
from tests.assistant.drafting.filled import BOOK, examples

SETTLEMENT = "执行和解协议"
COLUMNS = ("期次", "付款日期", "金额")


def field(kind: FieldType) -> FormField:
    choices = ("一次付清", "分期付款", "先付、后补") if kind in {FieldType.CHOICE, FieldType.CHOICES} else ()
    return FormField("x", "某项", kind, True, "", "", choices, COLUMNS if kind is FieldType.LIST else ())


TAKEN = [
    (FieldType.AMOUNT, "320000.00", Decimal("320000.00")),
    (FieldType.AMOUNT, "320,000元", Decimal("320000.00")),
    (FieldType.AMOUNT, "人民币320000元整", Decimal("320000.00")),
    (FieldType.AMOUNT, "３２万元", Decimal("320000.00")),
    (FieldType.AMOUNT, 320000.5, Decimal("320000.50")),
    (FieldType.AMOUNT, 0, Decimal("0.00")),
    (FieldType.DATE, "2026-12-31", date(2026, 12, 31)),
    (FieldType.DATE, "2026年12月31日", date(2026, 12, 31)),
    (FieldType.DATE, "2026/1/5", date(2026, 1, 5)),
    (FieldType.DATE, "二〇二六年十二月三十一日", date(2026, 12, 31)),
    (FieldType.DATE, date(2026, 12, 31), date(2026, 12, 31)),
    (FieldType.RATE, "3.45%", Decimal("3.45")),
    (FieldType.RATE, "年利率5.00", Decimal("5.00")),
    (FieldType.NUMBER, "3", 3),
    (FieldType.NUMBER, "3日", 3),
    (FieldType.NUMBER, "三", 3),
    (FieldType.YES_NO, "是", True),
    (FieldType.YES_NO, "false", False),
    (FieldType.YES_NO, True, True),
    (FieldType.CHOICE, "一次付清", "一次付清"),
    (FieldType.CHOICES, "一次付清、分期付款", ("一次付清", "分期付款")),
    (FieldType.CHOICES, "先付、后补", ("先付、后补",)),  # one choice that holds the mark between two
    (FieldType.CHOICES, ["分期付款", "分期付款"], ("分期付款",)),
    (FieldType.CASE_NUMBER, "(2026)粤0000执1234号之一", "（2026）粤0000执1234号之一"),
    (FieldType.COURT, "某市某区人民法院", "某市某区人民法院"),
    (FieldType.TEXT, "  前后空白\u200b  ", "前后空白"),
    (FieldType.TEXT, "=1+1", "=1+1"),
    (FieldType.TEXT, "{{ 7*7 }}{% for %}", "{{ 7*7 }}{% for %}"),
    (FieldType.LONG_TEXT, "第一段\r\n\r\n第二段", "第一段\n第二段"),
    (FieldType.TEXT, None, None),
    (FieldType.TEXT, "   ", None),
    (FieldType.LIST, [], None),
    (FieldType.LIST, "无", ()),
]


@pytest.mark.parametrize(("kind", "raw", "value"), TAKEN)
def test_entries_as_people_write_them(kind: FieldType, raw: object, value: object) -> None:
    assert read_entry(field(kind), raw) == value


REFUSED = [
    (FieldType.AMOUNT, "-1", "负数"),
    (FieldType.AMOUNT, "大概三万", "确定的金额"),
    (FieldType.AMOUNT, "1e5", "确定的金额"),
    (FieldType.AMOUNT, "nan", "确定的金额"),
    (FieldType.AMOUNT, "1.005", "写到分"),
    (FieldType.AMOUNT, "9999999999999", "太大"),
    (FieldType.AMOUNT, ["1"], "应写成文字"),
    (FieldType.DATE, "2026-02-30", "没有2026年2月30日"),
    (FieldType.DATE, "2026年12月", "年月日"),
    (FieldType.DATE, "明天", "年月日"),
    (FieldType.DATE, "0026-01-01", "年份"),
    (FieldType.RATE, "日万分之五", "百分数"),
    (FieldType.RATE, "-1", "年利率不对"),
    (FieldType.NUMBER, "几天", "一个数字"),
    (FieldType.YES_NO, "也许", "是"),
    (FieldType.CHOICE, "分期", "是不是“分期付款”"),
    (FieldType.CHOICES, "一次付清、分期", "可选：一次付清；分期付款"),
    (FieldType.CASE_NUMBER, "粤0000执1234号", "案号"),
    (FieldType.COURT, "某仲裁委", "法院全称"),
    (FieldType.TEXT, "两\n行", "一行"),
    (FieldType.TEXT, "字" * 501, "501字"),
    (FieldType.LONG_TEXT, "字" * 50_000, "上限5000字"),
    (FieldType.TEXT, "a\x00b", "控制字符"),
    (FieldType.TEXT, "a\u202eb", "控制字符"),  # turns the direction of what follows
    (FieldType.TEXT, "a\ud800b", "控制字符"),  # no text at all
    (FieldType.PARTY, "13800000000", "姓名或者名称"),
    (FieldType.PARTY, {"名字": "张三"}, "没有“名字”"),
    (FieldType.PARTY, {"电话": "1"}, "缺少姓名"),
    (FieldType.PARTY, {"name": "甲", "名称": "乙"}, "写了两次"),
    (FieldType.ACCOUNT, "工行尾号1234", "三项都要写"),
    (FieldType.ACCOUNT, {"户名": "甲"}, "缺少开户行、账号"),
    (FieldType.LIST, "1｜2026-12-31", "应有3栏"),
    (FieldType.LIST, "1｜2026-13-31｜5", "第1行：“付款日期”没有2026年13月31日"),
    (FieldType.LIST, "1｜2026-12-31｜5；2｜2026-12-31｜五块多", "第2行：“金额”"),
    (FieldType.LIST, [{"期次": 1, "日期": "2026-12-31", "金额": 1}], "没有“日期”这一栏"),
    (FieldType.LIST, [{"期次": 1, "金额": 1}], "缺少付款日期"),
    (FieldType.LIST, ["1｜2026-12-31｜5"] * 201, "最多200行"),
    (FieldType.LIST, 5, "应是表格"),
]


@pytest.mark.parametrize(("kind", "raw", "told"), REFUSED)
def test_entries_that_cannot_be_taken(kind: FieldType, raw: object, told: str) -> None:
    with pytest.raises(Refused, match=re.escape(told)):
        read_entry(field(kind), raw)


COMPANY = "某市某某公司，统一社会信用代码9100**********000X，住某市某区某路8号，法定代表人王某某，电话138****0001"


@pytest.mark.parametrize(
    ("raw", "party"),
    [
        (
            COMPANY,
            Party("某市某某公司", COMPANY, "9100**********000X", "某市某区某路8号", "王某某", "138****0001"),
        ),
        ("张某某", Party("张某某", "张某某")),
        (
            {"名称": "某市某某公司", "number": "9100**********000X", "法定代表人": "王某某", "电话": 138},
            Party(
                "某市某某公司",
                "某市某某公司，统一社会信用代码9100**********000X，法定代表人王某某，电话138",
                "9100**********000X",
                "",
                "王某某",
                "138",
            ),
        ),
        (
            {"姓名": "张某某", "身份证号": "0000**********0011", "住址": "住某镇"},
            Party("张某某", "张某某，身份证号0000**********0011，住某镇", "0000**********0011", "住某镇"),
        ),
    ],
)
def test_parties_as_one_line_and_in_parts(raw: object, party: Party) -> None:
    assert read_entry(field(FieldType.PARTY), raw) == party
    assert str(read_entry(field(FieldType.PARTY), raw)) == party.name


def test_accounts_as_one_line_and_in_parts() -> None:
    account = Account("甲公司", "某行某支行", "6222************0001")
    for raw in (
        "户名甲公司，开户行某行某支行，账号6222************0001",
        "户名：甲公司；开户银行：某行某支行；账号：6222************0001。",
        {"户名": "甲公司", "bank": "某行某支行", "账号": "6222************0001"},
        account,
    ):
        assert read_entry(field(FieldType.ACCOUNT), raw) == account


def test_lists_as_text_rows_and_mappings() -> None:
    row = {"期次": "1", "付款日期": date(2026, 12, 31), "金额": Decimal("5.00")}
    for raw in (
        "1｜2026-12-31｜5",
        "1|2026年12月31日|5元\n无｜无｜无",  # rows that say that there is nothing are left out
        [["1", "2026-12-31", 5]],
        [{"金额": 5, "期次": 1, "付款日期": date(2026, 12, 31)}],
        {"期次": "1", "付款日期": "2026-12-31", "金额": "5.00"},
    ):
        read = read_entry(field(FieldType.LIST), raw)
        assert read == (MappingProxyType(row),)
        assert isinstance(read, tuple) and list(read[0]) == list(COLUMNS)


def settlement() -> Form:
    return BOOK.form(SETTLEMENT)


def test_all_faults_are_told_together_and_by_label() -> None:
    raw = examples(SETTLEMENT, agreed_total="-3", signed_on="2026-02-30", court=None, courtt="x", instalments="1｜2")
    with pytest.raises(DraftError) as caught:
        read_values(settlement(), raw)
    told = str(caught.value)
    assert len(caught.value.problems) == 5
    assert told.startswith("有5处要改：1. ") and told.endswith("。")
    for part in ("“和解后应付总额”（agreed_total）", "“签订日期”", "“分期表”", "缺少“执行法院”", "是不是“court”"):
        assert part in told


def test_labels_name_entries_too_but_none_twice() -> None:
    raw = examples(SETTLEMENT, court=None)
    assert read_values(settlement(), {**raw, "执行法院": "某法院"}).entries["court"] == "某法院"
    with pytest.raises(DraftError, match="“执行法院”写了两次"):
        read_values(settlement(), {**raw, "court": "某法院", "执行法院": "某法院"})


def test_a_faulty_entry_is_not_told_as_missing_too() -> None:
    with pytest.raises(DraftError) as caught:
        read_values(settlement(), examples(SETTLEMENT, signed_on="昨天"))
    assert len(caught.value.problems) == 1


def test_what_a_choice_needs_must_be_given() -> None:
    raw = examples(SETTLEMENT, instalments=None)
    with pytest.raises(DraftError, match="缺少“分期表”"):
        BOOK.values(settlement(), raw)
    assert not BOOK.values(settlement(), {**raw, "mode": "一次付清"}).missing


def test_with_blanks_what_is_missing_is_named() -> None:
    read = BOOK.values(settlement(), examples(SETTLEMENT, court=None, signatures=None), blanks=True)
    assert [one.name for one in read.missing] == ["court", "signatures"]
    assert str(read.entries["court"]) == "________"
