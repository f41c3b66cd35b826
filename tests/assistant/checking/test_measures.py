"""Seals, listings, resumption of enforcement, judicial confirmation."""

import pytest

from assistant.checking import measures
from tests.assistant.checking.altering import Row, altered, found, kinds_in, points

ROWS: list[Row] = [
    (
        "court",
        "四、原告于收到第一笔款项后5日内向法院申请解除对被告名下某某银行某支行账户（账号7700************0009）的冻结；",
        "四、解除对被告账户的冻结；",
        "seal-release",
        "解除对被告账户的冻结",
    ),
    (
        "settlement",
        "五、第一期到账后3日内，申请执行人书面向某县人民法院申请解除对被执行人粤A0000*号小型客车的查封；某镇某路房屋继续查封，由申请执行人在到期前申请续封。\n",
        "",
        "seal-release",
        "执行和解协议",
    ),
    (
        "labour-enforced",
        "二、款项到账后三日内，申请执行人向法院申请解除对被执行人基本存款账户（账号3700****0009）的冻结，并申请解除对臧某的限制消费措施，由法院依法处理。\n",
        "",
        "seal-release",
        "和 解 协 议",
    ),
    (
        "goods",
        "六、收款方收到全部款项之日起5日内，向某市某区人民法院申请解除对付款方在某某银行某支行账户（账号6222************0003）的冻结。",
        "六、付款方在某某银行的账户目前已被冻结。",
        "seal-release",
        "冻结",
    ),
    (
        "settlement",
        "六、全部付清后3日内，申请执行人向某县人民法院提交同意删除失信信息、解除限制消费的书面意见，由法院审查决定。",
        "六、被执行人已被限制消费。",
        "listing-release",
        "限制消费",
    ),
    (
        "bank-enforced",
        "被执行人还款满六个月无逾期的，申请执行人在七日内向法院申请解除对二被执行人的限制消费措施，由法院审查决定",
        "应向法院申请解除对二被执行人的限制消费措施",
        "listing-release",
        "解除对二被执行人的限制消费措",
    ),
    (
        "settlement",
        "六、全部付清后3日内，申请执行人向某县人民法院提交同意删除失信信息、解除限制消费的书面意见，由法院审查决定。",
        "六、付清后解除限制消费措施，删除失信信息。",
        "listing-release",
        "解除限制消费措施",
    ),
    (
        "settlement",
        "六、全部付清后3日内，申请执行人向某县人民法院提交同意删除失信信息、解除限制消费的书面意见，由法院审查决定。",
        "六、申请执行人保证将被执行人移出失信被执行人名单。",
        "listing-release",
        "失信",
    ),
    (
        "labour-enforced",
        "二、款项到账后三日内，申请执行人向法院申请解除对被执行人基本存款账户（账号3700****0009）的冻结，并申请解除对臧某的限制消费措施，由法院依法处理。",
        "二、付款后，申请执行人负责解除对臧某的限高，并把被执行人从失信名单上撤下来。本案查封冻结问题另行协商。",
        "listing-release",
        "解除对臧某的限高",
    ),
    (
        "lump",
        "甲方可以申请恢复执行原生效判决",
        "甲方可以申请法院强制执行本和解协议",
        "enforcement-resume",
        "强制执行本和解协议",
    ),
    (
        "settlement",
        "，申请执行人可以申请恢复执行原判决，已付款项扣除，放弃的部分不再有效",
        "",
        "enforcement-resume",
        "申请执行",
    ),
    (
        "lump",
        "三、乙方没有按期付清的，甲方的放弃不生效，甲方可以申请恢复执行原生效判决。\n",
        "",
        "enforcement-resume",
        "执行和解协议书",
    ),
    (
        "bank-enforced",
        "申请执行人可申请恢复执行原判决，拍卖抵押房产",
        "申请执行人可以要求被执行人承担违约责任",
        "enforcement-resume",
        "申请执行",
    ),
    (
        "barter",
        "申请执行人可以申请恢复对原生效法律文书的执行，已经履行的部分扣除",
        "申请执行人有权申请强制执行",
        "enforcement-resume",
        "申请执行",
    ),
    (
        "labour-enforced",
        "三、被执行人逾期未付的，申请执行人有权申请恢复执行（2025）鲁0000民初888号民事判决书。\n",
        "",
        "enforcement-resume",
        "和 解 协 议",
    ),
    (
        "settlement",
        "申请执行人可以申请恢复执行原判决，已付款项扣除，放弃的部分不再有效",
        "申请执行人可以按和解协议申请强制执行",
        "enforcement-resume",
        "按和解协议",
    ),
    (
        "labour-enforced",
        "申请执行人有权申请恢复执行（2025）鲁0000民初888号民事判决书",
        "申请执行人有权以本和解协议为依据申请强制执行",
        "enforcement-resume",
        "以本和解协议为依据申请强制执",
    ),
    ("wages", "三十日内共同向", "六十日内共同向", "confirmation-period", "六十日"),
    ("goods", "三十日内，共同向", "六个月内，共同向", "confirmation-period", "六个月"),
    ("traffic", "自本协议生效之日起三十日内可", "自本协议生效之日起90日内可", "confirmation-period", "90日"),
    (
        "trade-mark",
        "五、双方就本案再无其他纠纷。",
        "五、本协议经双方盖章后即具有强制执行力。",
        "confirmation-period",
        "本协议经双方盖章后即具有强制",
    ),
    (
        "steps",
        "甲方可以委托他人拆除，所需费用由乙方承担",
        "甲方可以直接申请法院强制执行本协议",
        "confirmation-period",
        "强制执行",
    ),
    (
        "severance",
        "申请人可以向某市某区人民法院申请支付令",
        "申请人可以凭本协议直接向某市某区人民法院申请强制执行",
        "confirmation-period",
        "强制执行",
    ),
    (
        "fodder",
        "武某某可以要求其立即付清全部余款",
        "武某某可凭本协议直接向法院申请强制执行，要求其立即付清全部余款",
        "confirmation-period",
        "凭本协议直接向法院申请强制执",
    ),
    (
        "loan",
        "五、本协议只处理上述借款，不涉及双方其他往来。",
        "五、本协议只处理上述借款。本协议具有强制执行效力。",
        "confirmation-period",
        "强制执行",
    ),
    (
        "wages",
        "六、双方自本协议生效之日起三十日内共同向某市某区人民法院申请司法确认。",
        "六、劳动者可以单方向法院申请司法确认。",
        "confirmation-period",
        "劳动者可以单方向法院申请司法",
    ),
]
HEADED = [  # a measure that only the words before the clauses tell of
    ("被告于2026年8月1日被裁定冻结存款50000元。双方", "seal-release"),
    ("法院已将被告纳入失信被执行人名单并限制消费。双方", "listing-release"),
    ("没有查封、冻结在案，被告未被列入失信名单。双方", ""),
]
SOUND_CLAUSES = [
    "甲方收到50000元之日起5日内，向某区人民法院申请解除对乙方账户（尾号0902）的冻结。",
    "双方没有查封、冻结的财产。",
    "乙方不履行的，甲方可以申请法院采取查封、冻结措施，并申请将乙方列入失信名单。",
    "双方自本协议生效之日起三十日内，共同向某区人民法院申请司法确认。",
    "双方于2026年9月20日前共同向某区人民法院申请司法确认。",
    "经司法确认后，乙方不履行的，甲方可以申请强制执行。",
    "本协议不能直接申请强制执行。",
    "单位于2026年9月20日前出具解除劳动合同证明。",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[3]} {row[2][:20]}")
def test_a_defect_is_found_where_it_is(row: Row) -> None:
    assert points(measures.findings, row)


@pytest.mark.parametrize("clause", SOUND_CLAUSES)
def test_a_sound_clause_is_left_alone(clause: str) -> None:
    assert not kinds_in(measures.findings, clause)


@pytest.mark.parametrize(("head", "kind"), HEADED)
def test_a_measure_told_before_the_clauses_has_to_be_settled(head: str, kind: str) -> None:
    text = altered("court", "在某市某区人民法院主持下，双方", head)
    text = text.replace("四、原告于收到第一笔款项后5日内向法院申请解除对被告名下", "四、被告另有")
    text = text.replace("的冻结；", "；")
    assert {one.kind for one in found(measures.findings, text)} == ({kind} if kind else set())
