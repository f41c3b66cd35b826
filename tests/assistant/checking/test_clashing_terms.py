"""Two terms for one matter: seals, warranties, rates, orders of payment, waivers; and terms that go together."""

import pytest

from assistant.checking import contradictions
from tests.assistant.checking.altering import kinds_in

CLASHES = [
    "质保期一年，自验收合格之日起算。设备质保期为两年。",
    "乙方的还款先抵利息，后抵本金。乙方的每笔还款先抵本金。",
    "固定在墙上的吊顶归甲方所有。拆除时吊顶归乙方所有。",
    "甲方收到第一期款项后三日内，申请解除对商铺的查封。甲方收到第二期款项后三日内，申请解除对商铺的查封。",
    "乙方按期付款的，甲方免除8000元；乙方逾期付款的，免除不再适用。乙方逾期付款的，8000元仍予免除。",
    "乙方逾期付款的，按年利率5%支付利息。乙方逾期付款的，按年利率9%支付利息。",
    "乙方任何一期逾期的，全部款项立即到期。乙方累计两期逾期的，全部款项立即到期。",
    "乙方不得转让该设备。乙方可以自行转让该设备。",
    "乙方于2026年10月31日前腾空房屋。乙方于2026年12月31日前搬离。",
    "甲方保留后续治疗费的权利，另行主张。甲方放弃后续治疗费。",
    "押金9000元抵扣欠付的租金。甲方于2026年12月5日前将押金全额退还乙方。",
]
SOUND = [
    "质保期一年，自验收合格之日起算。租赁期两年。",
    "甲方收到第一期款项后三日内，申请解除对商铺的查封；收到第二期款项后三日内，申请解除对设备的查封。",
    "乙方按期付款的，甲方免除8000元；乙方逾期付款的，免除不再适用。",
    "甲方逾期交货的，按年利率5%支付违约金。乙方逾期付款的，按年利率4%支付利息。",
    "乙方不得转让该设备。乙方可以使用该设备。",
    "吊顶归甲方所有。货架归乙方所有。",
    "押金9000元抵扣欠付的租金。甲方于2026年12月5日前退还剩余的押金1000元。",
]


@pytest.mark.parametrize("clause", CLASHES)
def test_two_terms_for_one_matter_clash(clause: str) -> None:
    assert kinds_in(contradictions.findings, clause) == {"contradiction"}


@pytest.mark.parametrize("clause", SOUND)
def test_terms_of_different_matters_do_not(clause: str) -> None:
    assert not kinds_in(contradictions.findings, clause)
