"""Conditions that hang on a feeling, an unmeasured state or an open event; and such as can be told."""

import pytest

from assistant.checking import conditions
from tests.assistant.checking.altering import kinds_in

VAGUE = [
    "余款三万元，待乙方厂里缓过劲来再付给甲方。",
    "甲方认为乙方有诚意的，在三日内向法院申请解除对乙方账户的冻结。",
    "乙方返工至甲方看着顺眼为止，之后甲方付尾款5000元。",
    "乙方配合不够积极的，甲方可以解除本协议。",
    "发生对乙方偿债能力有较大不利影响的情形时，甲方有权要求乙方立即付清全部余款。",
    "剩下的2万元等孩子考上大学后由乙方付给甲方。",
    "乙方收成好的年份，把1万元付给甲方。",
    "尾款15000元于甲方感觉装修效果理想后三日内付清。",
    "乙方如果今年虾价好，就把余款付给甲方。",
    "以甲方感到满意为合格标准，乙方修复渗漏点。",
    "时机成熟后十五日内，甲方将股权变更登记至乙方名下。",
    "在不影响乙方日常生活的前提下，乙方每月汇给甲方1800元。",
]
TOLD = [
    "甲方认为乙方违反本协议的，可以向人民法院起诉。",
    "待房屋转移登记办理完毕后三日内，乙方付清余款50000元。",
    "乙方最迟于2027年3月31日前付清30000元；房屋在此之前卖出的，在收到房款后三日内付清。",
    "甲方收到第1期款后三个工作日内，申请解除冻结；第2期款到账后再申请解除查封。",
    "考虑到乙方经营困难，甲方免除利息5000元。",
    "经鉴定所评定构成十级以上伤残的，乙方再付3.5万元。",
    "如遇特殊情况需延期的，双方应书面协商一致。",
    "增资登记完成后十个工作日内付清；2027年5月31日尚未完成登记的，仍于当日汇入上述账户。",
    "等额本息还款的，乙方于每月15日前还款2000元。",
]


@pytest.mark.parametrize("clause", VAGUE)
def test_what_nobody_can_tell_to_have_come_about_is_vague(clause: str) -> None:
    assert "condition-vague" in kinds_in(conditions.findings, clause)


@pytest.mark.parametrize("clause", TOLD)
def test_what_can_be_told_is_left_alone(clause: str) -> None:
    assert not kinds_in(conditions.findings, clause)
