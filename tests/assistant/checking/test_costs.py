"""Fees of which the sum is said, and who bears them or not."""

import pytest

from assistant.checking import costs
from tests.assistant.checking.altering import CLAUSE, found, kinds_in

OPEN = [
    "评估费3000元由甲方先行垫付，双方均已核对票据。",
    "本次鉴定费用2600元已经由乙方缴纳给鉴定机构，双方对鉴定意见没有异议。",
    "公证费800元，双方对数额没有意见。",
    "检测费1500元，由有关当事人结清。",
    "过户产生的税费以税务机关核定为准。",
]
BORNE = [
    "评估费3000元由甲方先行垫付，由乙方负担，于2026年9月15日前付给甲方。",
    "评估费3000元已由甲方垫付。该费用由双方平均分担，乙方于2026年9月15日前付给甲方1500元。",
    "转让产生的税费，依法由谁缴的就由谁缴。",
    "鉴定费2800元已由乙方付清。",
    "甲方损失包括医疗费30000元、鉴定费2100元，合计32100元，由乙方于2026年9月15日前付清。",
    "检测费先由甲方垫付800元；不合格的，由乙方返还甲方。",
    "运费380元，退货的一方（乙方）出。",
    "请人测量花了测绘费800元，已由乙方垫付，双方各担400元；甲方的400元在2026年9月15日前付现金。",
    "公告费600元在起诉时已经缴纳，双方互不追偿。",
    "评估费3600元由甲方垫付，由乙方于2026年9月15日前汇入同一账户。",
]


@pytest.mark.parametrize("clause", OPEN)
def test_a_fee_that_nobody_bears_is_found(clause: str) -> None:
    assert kinds_in(costs.findings, clause) == {"costs-missing"}


@pytest.mark.parametrize("clause", BORNE)
def test_a_fee_that_somebody_bears_is_left_alone(clause: str) -> None:
    assert not kinds_in(costs.findings, clause)


def test_a_cost_of_which_only_the_facts_speak_is_found() -> None:
    spent = "甲方为催收、送达已支出费用320元。\n一、乙方"
    text = CLAUSE.format(clause="乙方于2026年9月15日前付给甲方5000元。").replace("一、乙方", spent, 1)
    assert [one.text for one in found(costs.findings, text)] == ["支出费用320元"]
    borne = text.replace("二、款项", "二、上述费用由甲方自理。款项", 1)
    assert not found(costs.findings, borne)
