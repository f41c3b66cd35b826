"""Firms and people who do not sign an agreement, and yet are told to do something or lose a right."""

import pytest

from assistant.checking import third_parties
from tests.assistant.checking.altering import kinds_in

BOUND = [
    "第二笔款项由乙方任职的某市某某配送有限公司从其工资中扣下，直接付给甲方。",
    "某市某某混凝土有限公司对乙方的材料款债权150000元，自本协议生效之日起消灭。",
    "某市某某煤业有限公司欠乙方的运费60000元，由该公司直接付给甲方。",
    "乙方于2026年10月31日前付清，乙方之妻罗艳共同承担付款义务。",
    "瓷砖供应商应当免费提供46平方米墙砖。",
    "周桂兰自愿承担上述借款的还款责任。",
    "乙方以其父范长河所有的住宅为上述债务提供抵押。",
    "乙方付不出的，以其表兄范长海名下的老宅抵给甲方。",
    "顾客送修的摩托车三辆归甲方所有，由甲方变卖。",
    "该仓库系向村民租用，由乙方全权处置，可以出售，不必征得他同意。",
    "乙方的租客应自2026年10月起把租金直接付给甲方。",
]
UNBOUND = [
    "乙方自愿承担上述借款的还款责任。",
    "原告可以委托第三方检测机构检测，费用由甲方承担。",
    "工资由乙方通过银行代发。",
    "甲方寄存在乙方仓库的木材由甲方取回。",
    "乙方租来的叉车由乙方退还主人，主人书面同意作价抵债的除外。",
    "甲方收到某市某某贸易有限公司的货款后三日内转付乙方。",
]


@pytest.mark.parametrize("clause", BOUND)
def test_who_does_not_sign_is_not_bound(clause: str) -> None:
    assert kinds_in(third_parties.findings, clause) == {"third-party"}


@pytest.mark.parametrize("clause", UNBOUND)
def test_what_binds_only_the_parties_is_left_alone(clause: str) -> None:
    assert not kinds_in(third_parties.findings, clause)
