"""Names of laws as people write them."""

import pytest

from knowledge.names import derived_names, document_number, one_width, plain_name, without_year

REPLY = "最高人民法院关于适用《中华人民共和国样品互助法》若干问题的解释（一）"
PART = "最高人民法院关于适用《中华人民共和国样品法典》周转编通则若干问题的解释"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("中华人民共和国样品法", "样品法"),
        ("《中华人民共和国样品法》", "样品法"),
        ("中华人民共和国 样 品　法\n", "样品法"),
        ("样品法（试行）", "样品法(试行)"),
        ("关于适用〈中华人民共和国样品法〉的解释", "关于适用样品法的解释"),
        ("关于适用<中华人民共和国样品法>的解释", "关于适用样品法的解释"),
        ("样品法２０２３年", "样品法2023年"),
    ],
)
def test_two_spellings_have_one_plain_name(written: str, plain: str) -> None:
    assert plain_name(written) == plain
    assert plain_name(plain) == plain


def test_one_width_keeps_positions() -> None:
    text = "〈样品法〉（２０２３）「甲」[乙]［丙］"
    assert len(one_width(text)) == len(text)
    assert one_width(text) == "《样品法》(2023)《甲》〔乙〕〔丙〕"


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("公司法(2018年修正)", "公司法"),
        ("公司法(2018)", "公司法"),
        ("公司法(修订)", "公司法"),
        ("征信办法(试行)", "征信办法"),
        ("解释(一)", "解释(一)"),  # a number, not a year
        ("(2018)公司法", "(2018)公司法"),
    ],
)
def test_the_note_of_a_version_goes(plain: str, expected: str) -> None:
    assert without_year(plain) == expected


@pytest.mark.parametrize(
    ("official", "short", "wrong"),
    [
        ("中华人民共和国样品法", {"样品法"}, {"样品"}),
        ("样品管理办法（试行）", {"样品管理办法"}, {"办法"}),
        (
            REPLY,
            {
                "关于适用样品互助法若干问题的解释(一)",
                "适用样品互助法若干问题的解释(一)",
                "样品互助法解释(一)",
                "样品互助法解释一",
                "样品互助法司法解释一",
            },
            {"样品互助法解释", "样品互助法", "样品互助法解释二"},  # it is but the first of several
        ),
        (PART, {"样品法典周转编通则解释", "样品法典周转编通则司法解释"}, {"样品法典解释", "样品法典"}),
        ("最高人民法院、最高人民检察院关于样品的规定", {"关于样品的规定", "样品的规定"}, {"规定"}),
    ],
)
def test_short_names_follow_from_the_official_one(official: str, short: set[str], wrong: set[str]) -> None:
    names = set(derived_names(official))
    assert short <= names
    assert not wrong & names


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("法释〔2020〕17号", "法释〔2020〕17号"),
        ("法释[2020]17号", "法释〔2020〕17号"),
        ("法释（2020）第017号", "法释〔2020〕17号"),
        ("法 释【2020】 17 号", "法释〔2020〕17号"),
        ("法释2020年17号", None),
        ("（2024）样0100执1号", None),
        ("", None),
    ],
)
def test_document_numbers_in_one_form(written: str, number: str | None) -> None:
    assert document_number(written) == number
