"""Settlements that reach beyond what was spoken of, and such as keep to one matter."""

import pytest

from assistant.checking import releases
from tests.assistant.checking.altering import kinds_in

SWEEPING = [
    "付清后，甲方与乙方之间不论何时何事发生的债务都算清了，谁也不欠谁。",
    "甲方自愿抛弃对乙方现有及将来可能享有的全部请求权。",
    "甲方收钱后，对乙方的一切请求权归于消灭。",
    "自签字起，甲乙双方之间已知的和未知的债权债务均告终结。",
    "双方确认彼此之间不存在任何债权债务关系及其他纠纷。",
    "甲方不再保留任何对乙方的权利。",
    "过去的、现在的、以后的账，全部抹平。",
    "今后任一方均不得就双方间任何事宜再行主张。",
    "甲方往后在身体上、财产上的种种事情都不与乙方相干。",
]
KEPT = [
    "乙方付清30000元后，双方因2025年3月租赁合同产生的权利义务全部了结。",
    "检测费400元一人一半，当场付清，互不找补。",
    "双方互不追究此前因延迟交房产生的责任，其他事项不在此限。",
    "本协议履行完毕后，该笔货款两清，其他往来不受影响。",
    "乙方付清全部款项后，第二条所列全部债务消灭。",
    "鱼塘承包合同所生的一切争议就此了结。",
    "甲方免除乙方全部逾期利息。",
]


@pytest.mark.parametrize("clause", SWEEPING)
def test_a_sweeping_settlement_is_found(clause: str) -> None:
    assert kinds_in(releases.findings, clause) == {"release-all"}


@pytest.mark.parametrize("clause", KEPT)
def test_a_settlement_of_one_matter_is_left_alone(clause: str) -> None:
    assert not kinds_in(releases.findings, clause)
