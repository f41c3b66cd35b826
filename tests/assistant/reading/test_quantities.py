"""Amounts, days, rates and counts as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.reading.quantities import amounts, counts, days, rates, small
from assistant.reading.said import Said, debt

TODAY = date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("欠二十万一直没还", ["200000"]),
        ("工资六千五", ["6500"]),
        ("货款35.2万", ["352000"]),
        ("借了20w", ["200000"]),
        ("差9万8没给", ["98000"]),
        ("饲料7万2千5百", ["72500"]),
        ("3千5的押金", ["3500"]),
        ("一百二十万五千的工程款", ["1205000"]),
        ("合计1,200,000.50元", ["1200000.50"]),
        ("１２万元", ["120000"]),
        ("人民币伍拾万元整", ["500000"]),
        ("叁万伍仟元", ["35000"]),
        ("资产1.5亿元", ["150000000"]),
        ("一亿二千万", ["120000000"]),
        ("四十万零五千", ["405000"]),
        ("2万零500", ["20500"]),
        ("十二万五的货款", ["125000"]),
        ("月薪8k", ["8000"]),
        ("一千二百块", ["1200"]),
        ("欠20万两年了", ["200000"]),
        ("总额12万分12期", ["120000"]),
        ("20万年利率5%", ["200000"]),
        ("欠15万3月1号付", ["150000"]),
        ("标的60万多少诉讼费", ["600000"]),
        ("总价50万余款20万", ["500000", "200000"]),
        ("平均工资6500", ["6500"]),
        ("(2026)浙0212民初4471号，原告3人", []),
        ("2万个零件，3万人，一块去告", []),
        ("第八十条，2024年5月起", []),
        ("八九万", []),
        ("第3期，催了8次", []),
        ("张三借给李四30万元，还了王五三万", ["300000", "30000"]),
        ("张三十万元没还", ["300000"]),
    ],
)
def test_amounts_in_every_spelling(text: str, yuan: list[str]) -> None:
    assert [one.value for one in amounts(text)] == [Decimal(one) for one in yuan]


@pytest.mark.parametrize("text", ["20多万", "三十几万", "几十万", "120余万元", "3000多块", "不到50万", "超过8万"])
def test_a_sum_of_about_that_much_is_loose(text: str) -> None:
    assert [one.loose for one in amounts(text)] == [True]


def test_a_sum_stands_where_it_is_found() -> None:
    text = "欠货款八十万元，还剩 9万8 没给"
    assert [text[one.start : one.end] for one in amounts(text)] == ["八十万元", "9万8"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200.50", "1200.50"),
        ("5千", "5000"),
        ("7千2百5", "7250"),
        ("六千五", "6500"),
        ("一千零五", "1005"),
        ("两", "2"),
    ],
)
def test_small_numbers(text: str, value: str) -> None:
    assert small(text) == Decimal(value)


def test_what_is_no_number_is_none() -> None:
    assert small("十百") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年3月1日", ["2024-03-01"]),
        ("2024-03-01起", ["2024-03-01"]),
        ("2016.5.3入职", ["2016-05-03"]),
        ("25年3月1号", ["2025-03-01"]),
        ("二〇二五年三月一日", ["2025-03-01"]),
        ("去年12月31日前", ["2025-12-31"]),
        ("今年1月19号", ["2026-01-19"]),
        ("3月1号到9月1号", ["2026-03-01", "2026-09-01"]),
        ("2025年3月15日至9月15日", ["2025-03-15", "2025-09-15"]),
        ("2025年11月1日至3月1日", ["2025-11-01", "2026-03-01"]),
        ("12月20号收到判决", ["2025-12-20"]),
        ("12月20号还第一期", ["2026-12-20"]),
        ("上个月15号", ["2026-10-15"]),
        ("下个月1号", ["2026-12-01"]),
        ("前天", ["2026-11-26"]),
        ("昨天", ["2026-11-27"]),
        ("10天前", ["2026-11-18"]),
        ("上周二", ["2026-11-17"]),
        ("星期一收到", ["2026-11-23"]),
        ("6月底前付清", ["2026-06-30"]),
        ("2026年2月30日", []),
        ("2024年5月起，一周一次", []),
    ],
)
def test_days(text: str, found: list[str]) -> None:
    assert [one.day.isoformat() for one in days(text, TODAY)] == found


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("年利率4.35%", ["4.35"]),
        ("年利率百分之五", ["5"]),
        ("年息10个点", ["10"]),
        ("月息2分", ["24"]),
        ("月息两分", ["24"]),
        ("月息1分5", ["18"]),
        ("年息一分", ["10"]),
        ("月息八厘", ["9.6"]),
        ("月利率1.2%", ["14.4"]),
        ("按日万分之二付利息", ["7.3"]),
        ("每天千分之一的违约金", ["36.5"]),
        ("按日0.05%", ["18.25"]),
        ("我占30%股", []),
        ("首付30%，分12期", []),
        ("过了10分钟", []),
    ],
)
def test_rates_are_percent_a_year(text: str, percent: list[str]) -> None:
    assert [one.value for one in rates(text)] == [Decimal(one) for one in percent]


def test_counts_stand_before_their_unit() -> None:
    assert counts("三名工人，第2期，共12期", "期") == [12]
    assert counts("三名工人和5名师傅", "名") == [3, 5]


def test_what_is_denied_is_not_said() -> None:
    said = Said("不是八十万，是六十万", TODAY)
    assert [one.value for one in said.amounts] == [600000]
    assert said.denied == (800000,)
    assert not Said("是不是八十万", TODAY).denied


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("欠货款80万", ["货款"]),
        ("八十万货款", ["货款"]),
        ("借给他5万", ["借款"]),
        ("合同价88万，已付60万，还差28万", ["总价", "还款", "余款"]),
        ("另一家是52万", ["他案"]),
        ("账户里有20万", ["资产"]),
        ("保全费5000元", ["费用"]),
        ("诉请360万，其中本金300万", ["标的", "其中"]),
        ("每月还5千", ["每期"]),
        ("就告这20万", ["标的"]),
        ("公司注册资本2000万", ["规模"]),
    ],
)
def test_a_sum_says_what_it_is_of(text: str, labels: list[str]) -> None:
    assert [one.label for one in Said(text, TODAY).labelled] == labels


def test_the_debt_is_the_likeliest_sum() -> None:
    said = Said("合同价88万，已付60万，还差28万", TODAY)
    assert debt(said.labelled) == 280000
    assert debt(Said("账户里有20万", TODAY).labelled) is None
    assert debt(Said("欠工资3万，欠货款20万", TODAY).labelled, "工资") == 30000
    assert debt(Said("欠五十多万", TODAY).labelled) is None
