"""Guarantees and mortgages."""

import pytest

from assistant.checking import guarantees
from tests.assistant.checking.altering import Row, kinds_in, points

ROWS: list[Row] = [
    ("goods", "承担连带责任保证，保证期间", "承担保证责任，保证期间", "guarantee-scope", "保证责任"),
    ("mortgage", "，三方于2026年8月20日前共同到不动产登记中心办理抵押登记", "", "guarantee-scope", "抵押"),
    ("barter", "提供连带责任保证，保证期间为主债务履行期限届满之日起二年", "提供担保", "guarantee-scope", "担保"),
    ("house", "甲、丙双方应于2025年6月15日前办理抵押登记，登记费用由乙方承担。", "", "guarantee-scope", "抵押"),
    ("harvesters", "，双方应于2025年4月15日前在动产融资统一登记公示系统办理抵押登记", "", "guarantee-scope", "抵押"),
    (
        "equity",
        "承担连带保证责任，保证期间为各期付款期限届满之日起两年",
        "承担保证责任，保证期间为各期付款期限届满之日起两年",
        "guarantee-scope",
        "承担保证责任",
    ),
    (
        "goods",
        "担保人对上述320000.00元承担连带责任保证，保证期间至2027年9月30日",
        "担保人提供连带责任保证，保证期间为三年",
        "guarantee-scope",
        "提供连带责任保证",
    ),
    (
        "harvesters",
        "五、丙方为乙方的上述债务提供连带责任保证，保证期间为主债务履行期限届满之日起三年。",
        "五、丙方为乙方的上述债务提供担保，担保期限为主债务履行期限届满之日起三年。",
        "guarantee-scope",
        "担保",
    ),
    ("goods", "，保证期间至2027年9月30日", "", "guarantee-period", "担保人对上述320000.0"),
    ("equity", "，保证期间为各期付款期限届满之日起两年", "", "guarantee-period", "承担连带保证责任"),
    ("harvesters", "，保证期间为主债务履行期限届满之日起三年", "", "guarantee-period", "为乙方的上述债务提供连带责任"),
    (
        "company-guarantee",
        "，保证期间为最后一期付款期限届满之日起三年",
        "",
        "guarantee-period",
        "为乙方在本协议项下的全部债务",
    ),
    ("goods", "保证期间至2027年9月30日", "保证期间至全部款项还清为止", "guarantee-period", "还清"),
    ("goods", "保证期间至2027年9月30日", "保证期间至2027年3月31日", "guarantee-period", "2027年3月31日"),
    (
        "goods",
        "保证期间至2027年9月30日",
        "保证期间自本协议签订之日起三个月",
        "guarantee-period",
        "保证期间自本协议签订之日起三",
    ),
    (
        "equity",
        "保证期间为各期付款期限届满之日起两年",
        "保证期间至2026年6月30日",
        "guarantee-period",
        "保证期间至2026年6月30",
    ),
    (
        "equity",
        "保证期间为各期付款期限届满之日起两年",
        "保证责任直到乙方还清全部款项为止",
        "guarantee-period",
        "保证责任，保证责任直到乙方还",
    ),
    (
        "company-guarantee",
        "丙方已经就本次担保作出股东会决议，决议作为附件。",
        "",
        "guarantee-company",
        "为乙方在本协议项下的全部债务",
    ),
    (
        "equity",
        "丙方已于2025年12月15日形成同意本次担保的股东会决议，原件交甲方留存。",
        "",
        "guarantee-company",
        "承担连带保证责任",
    ),
    (
        "third-payer",
        "5、丙方未按期支付的，该300000元仍由乙方清偿；",
        "5、丙方对乙方的全部债务承担连带保证责任，保证期间为三年；",
        "guarantee-company",
        "承担连带保证责任",
    ),
    (
        "harvesters",
        "并就抵押物折价或者拍卖、变卖的价款优先受偿",
        "上述收割机直接归甲方所有",
        "subject-unlawful",
        "归甲方所有",
    ),
    (
        "mortgage",
        "甲方可以就抵押房屋折价或者拍卖、变卖的价款优先受偿，不足部分由乙方继续清偿",
        "抵押房屋归甲方所有",
        "subject-unlawful",
        "房屋归甲方所有",
    ),
    (
        "mortgage",
        "甲方可以就抵押房屋折价或者拍卖、变卖的价款优先受偿，不足部分由乙方继续清偿",
        "上述房屋自动过户到甲方名下抵债",
        "subject-unlawful",
        "房屋",
    ),
    (
        "lease",
        "第六条 因本协议",
        "第六条 承租人付不出的，由苏大海负责到底。因本协议",
        "guarantee-scope",
        "苏大海负责到底",
    ),
    ("loan", "甲方可以向某县人民法院起诉", "范大海作为担保人签名", "guarantee-scope", "担保人"),
]
SOUND_CLAUSES = [
    "乙方于2026年10月31日前支付甲方50000元，范大军对上述债务承担连带责任保证，保证期间至2027年10月31日。",
    "乙方于2026年10月31日前支付甲方50000元，乙方不能履行时由范大军对该50000元承担保证责任，保证期间为履行期限届满之日起一年。",
    "乙方保证于2026年10月31日前支付甲方50000元。",
    "乙方付款有困难的，由双方协商处理。",
    "乙方到期不付的，甲方可以向法院起诉解决。",
    "甲方返还乙方的投标保证金50000元，于2026年10月31日前付清。",
    "甲方于2026年10月31日前撤回财产保全申请，保全担保由法院退还。",
    "某某融资担保有限公司对乙方的50000元债务提供连带责任保证，保证期间为债务到期之日起二年。",
    "乙方以粤A0000*号货车为该50000元提供抵押，双方于2026年9月20日前办理抵押登记。",
    "乙方到期不还的，甲方可以就抵押的货车折价或者拍卖、变卖后受偿。",
    "乙方以已到期的50000元债务，将货车作价50000元抵偿给甲方，于2026年9月20日在甲方车场交付。",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[3]} {row[2][:20]}")
def test_a_defect_is_found_where_it_is(row: Row) -> None:
    assert points(guarantees.findings, row)


@pytest.mark.parametrize("clause", SOUND_CLAUSES)
def test_a_sound_clause_is_left_alone(clause: str) -> None:
    assert not kinds_in(guarantees.findings, clause)
