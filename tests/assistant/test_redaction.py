"""Personal data → placeholders and back."""

import pytest

from assistant.redaction import Redactor

# All numbers are made up; the valid ones satisfy their checksum.
DATA = [
    ("身份证号", "11010519491231002X"),
    ("身份证号", "11010519491231002x"),
    ("身份证号", "440301198001010114"),
    ("身份证号", "110105491231002"),  # the old kind with 15 digits
    ("统一社会信用代码", "91350100M000100Y43"),
    ("银行卡号", "6222020000000000000"),
    ("银行卡号", "4111 1111 1111 1111"),
    ("银行卡号", "4111-1111-1111-1111"),
    ("手机号", "13800138000"),
    ("手机号", "138 0013 8000"),
    ("手机号", "138-0013-8000"),
    ("手机号", "+86 13800138000"),
    ("手机号", "+8613800138000"),
    ("电话号码", "0769-22831234"),
    ("电话号码", "010 62781234"),
    ("邮箱", "alice@example.com"),
    ("邮箱", "wang.wu+a@mail.example.com.cn"),
    ("车牌号", "粤B12345"),
    ("车牌号", "粤BD12345"),  # new energy
    ("车牌号", "粤B·12345"),
    ("手机号", "１３８００１３８０００"),  # full width, as Chinese keyboards type it
    ("电话号码", "（0769）22831234"),
    ("邮箱", "ａｌｉｃｅ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
]
NO_DATA = [
    "110105194912310021",  # checksum of an identity number fails
    "91350100M000100Y44",  # checksum of a credit code fails
    "4111 1111 1111 1112",  # Luhn fails
    "12800138000",  # no mobile number begins so
    "138001380001",  # a digit too many
    "A13800138000",  # part of a serial number
    "360000元",
    "2025年9月16日",
    "（2023）粤1971民初12345号",
    "第一千零七十九条",
    "12348",  # public hotlines are no one's data
    "12356",
    "6小时、196天、2348宗",
    "@example.com",
    "粤港澳大湾区",
]


@pytest.mark.parametrize("place", ["河南省周口市淮阳区白楼乡大李庄村第四村民小组", "大李庄村第四村民小组"])
def test_nothing_of_a_village_is_left(place: str) -> None:
    assert Redactor().redact(f"老人住{place}，不想惊动他") == "老人住〔地址1〕，不想惊动他"


@pytest.mark.parametrize(("kind", "value"), DATA)
@pytest.mark.parametrize(
    "around",
    ["{}", "联系{}谢谢", "（{}）", "电话：{}。", "他的{}和别的", "{}\n", "，{}，"],
    ids=["alone", "between characters", "brackets", "before a full stop", "within", "line end", "commas"],
)
def test_personal_data_are_replaced_and_come_back(kind: str, value: str, around: str) -> None:
    redactor = Redactor()
    text = around.format(value)
    assert redactor.redact(text) == around.format(f"〔{kind}1〕")
    assert redactor.restore(redactor.redact(text)) == text


@pytest.mark.parametrize("text", NO_DATA)
def test_what_is_nobodys_stays(text: str) -> None:
    assert Redactor().redact(f"说明{text}完") == f"说明{text}完"


def test_the_same_value_keeps_its_name_over_the_texts_of_a_request() -> None:
    redactor = Redactor()
    assert redactor.redact("王某13800138000，李某13900139000") == "王某〔手机号1〕，李某〔手机号2〕"
    assert redactor.redact("再打13900139000") == "再打〔手机号2〕"
    assert Redactor().redact("再打13900139000") == "再打〔手机号1〕"  # nothing is carried to another request


def test_ten_and_one_are_not_confused() -> None:
    redactor = Redactor()
    text = "，".join(f"1380013{number:04d}" for number in range(8000, 8012))
    redacted = redactor.redact(text)
    assert "1380013" not in redacted
    assert redactor.restore(redacted) == text


@pytest.mark.parametrize(
    ("text", "whole", "tail"),
    [
        ("普通文字", "普通文字", ""),
        ("打〔手机", "打", "〔手机"),
        ("打〔手机号1〕", "打〔手机号1〕", ""),
        ("打〔手机号1〕和〔", "打〔手机号1〕和", "〔"),
        ("", "", ""),
    ],
)
def test_half_a_placeholder_waits_for_its_other_half(text: str, whole: str, tail: str) -> None:
    assert Redactor().restorable(text) == (whole, tail)


def test_a_placeholder_that_the_user_typed_stays_as_typed() -> None:
    redactor = Redactor()
    text = "〔手机号1〕是样式，13800138000是号码"
    redacted = redactor.redact(text)
    assert "13800138000" not in redacted
    assert redactor.restore(redacted) == text
