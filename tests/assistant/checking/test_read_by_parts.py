"""Defects that one sees by who is told to do what, to which thing, by when and how; and the same wordings put right."""

import pytest

from assistant.checking import AgreementKind, check
from tests.assistant.checking.altering import CLAUSE, TODAY, altered

# kind, a clause that has the defect, the clause without it
ROWS = [
    # Left to somebody's discretion, whatever it depends on.
    ("ambiguous-word", "乙方酌情安排工人检修冷库。", "乙方于2026年10月20日前安排工人检修冷库。"),
    ("ambiguous-word", "甲方视工程进度付款50000元。", "甲方于2026年10月20日前付款50000元，按付款安排执行。"),
    # Done to a thing, by nobody; whose price it is does not say who pays it.
    (
        "obligation-who",
        "2026年10月15日前，离职证明要开好，档案和社保关系转移手续要办好。",
        "乙方在2026年10月15日前，为甲方开好离职证明，办好档案和社保关系转移手续。",
    ),
    (
        "obligation-who",
        "2026年9月以后的水电费，按电表读数和供电公司现行单价计算，在2026年10月15日前付到甲方账户。",
        "2026年9月以后的水电费，按电表读数和供电公司现行单价计算，由乙方在2026年10月15日前付到甲方账户。",
    ),
    (
        "obligation-who",
        "甲方收齐9000元后，双方因该商铺产生的账目两清。搬离以前的水费，在2026年10月15日前付到甲方账户。",
        "甲方收齐9000元后，双方因该商铺产生的账目两清。搬离以前的水费，由乙方在2026年10月15日前付到甲方账户。",
    ),
    ("obligation-who", "2026年10月15日前，仓库的存货要清点完毕并搬走。", "房屋应当保持原状，不得拆改。"),
    # A fee without a sum, though it is to be paid along with one.
    ("obligation-amount", "乙方没有按期维修的，应在七日内付给甲方一笔补偿费。", "应在七日内付给甲方补偿费500元。"),
    (
        "obligation-amount",
        "催款公证费由乙方承担，随第一笔款一并汇入甲方账户。",
        "催款公证费800元由乙方承担，随第一笔款一并汇入甲方账户。",
    ),
    # Neither a notice, nor an annex, nor what somebody else does or may do says when.
    (
        "obligation-when",
        "乙方为甲方免费做三次空调清洗，具体时间由甲方提前两天电话通知。",
        "乙方在2026年12月21日前，为甲方免费做三次空调清洗，具体时间由甲方提前两天电话通知。",
    ),
    (
        "obligation-when",
        "甲方自备货车到幸福路2号乙方仓库提回。甲方付清货款前，乙方可以留置；收到后应当放行。",
        "甲方于2026年10月20日自备货车到幸福路2号乙方仓库提回。甲方付清货款前，乙方可以留置；收到后应当放行。",
    ),
    (
        "obligation-when",
        "欠供货商的40000元（明细见附件1）由乙方负责偿还。",
        "欠供货商的40000元（明细见附件1）由乙方负责偿还，最迟2026年12月31日前还清。",
    ),
    (
        "obligation-when",
        "欠供货商的40000元由乙方负责偿还；供货商找到甲方要钱，甲方因此付出的款项，乙方应在十日内如数补还。",
        "乙方付足40000元之日，甲方撤回起诉。",
    ),
    # A way for one of two who are paid; goods that are whatever was ordered.
    (
        "obligation-how",
        "保险公司应于2026年10月20日前：\n1. 向甲方支付5000元；\n2. 向乙方支付3000元，卡号6217000124473051276。",
        "保险公司应于2026年10月20日前：\n1. 向甲方支付5000元，付现金；\n2. 向乙方支付3000元，卡号6217000124473051276。",
    ),
    (
        "obligation-how",
        "甲方订购碎米40吨。乙方应于2026年10月16日前向甲方交付碎米，运费由乙方承担。",
        "甲方订购碎米40吨。乙方应于2026年10月16日前将碎米运到甲方仓库，运费由乙方承担。",
    ),
    # What is guaranteed is for somebody to say later.
    (
        "guarantee-scope",
        "丙方对上述债务承担连带责任保证。保证范围以丙方届时确认的部分为限。",
        "丙方对上述债务承担连带责任保证。保证范围以第二条所列款项为限。",
    ),
    # What somebody does who does not sign; what somebody has left there.
    (
        "third-party",
        "门面的租期由房东许传秀再给乙方延长三年。",
        "门面的租金由乙方于2026年10月20日前付给房东许传秀，由房东签收。",
    ),
    (
        "third-party",
        "加盟总部某市丽裳服饰有限公司放在店内的货架12组，一并归甲方所有。",
        "加盟总部某市丽裳服饰有限公司放在店内的货架12组，不在本协议范围内。",
    ),
    (
        "third-party",
        "房东再给乙方免租两个月。",
        "房东已书面同意再给乙方免租两个月，同意书附后。",
    ),
    # One thing for two, one cost on two, a sum that is nowhere owed.
    (
        "contradiction",
        "设备以及“老街坊”字号归乙方所有。“老街坊”字号归甲方，由甲方另行开店使用。",
        "设备以及“老街坊”字号归乙方所有。货车归甲方。",
    ),
    (
        "contradiction",
        "拆卸、运输由甲方负责并承担费用。运输费由乙方承担。",
        "拆卸、运输由甲方负责并承担费用。因乙方改变地点增加的运输费，由乙方承担。",
    ),
    (
        "contradiction",
        "乙方共应付9000元，2026年10月15日前付5000元，2026年11月16日前付4000元。付足10000元之日，甲方归还欠条。",
        "乙方共应付9000元，2026年10月15日前付5000元，2026年11月16日前付4000元。付足9000元之日，甲方归还欠条。",
    ),
    # Somebody is to step in before anything was due.
    (
        "date-order",
        "乙方应于2026年10月20日前付甲方5000元。乙方到期未付的，由丙方于2026年10月12日前付清。",
        "乙方应于2026年10月20日前付甲方5000元。乙方到期未付的，由丙方于2026年10月30日前付清。",
    ),
    # Sums whose figures stand elsewhere; items that are told in words.
    (
        "amount-words",
        "乙方欠甲方货款56,000元、利息600元。货款大写：伍万陆佰元整。",
        "乙方欠甲方货款56,000元、利息600元。货款大写：伍万陆仟元整。",
    ),
    (
        "amount-total",
        "乙方欠甲方：\n· 6月工资，共28,000元，已发6,000元，还欠22,000元；\n· 加班费4,380元。\n以上加起来是23,680元。",
        "乙方欠甲方：\n· 6月工资，共28,000元，已发6,000元，还欠22,000元；\n· 加班费4,380元。\n以上加起来是26,380元。",
    ),
    # The second of several annexes, where there is no first.
    (
        "reference",
        "乙方按附件二《清单》把设备交给甲方。",
        "乙方按附件一《对账单》付款，按附件二《清单》把设备交给甲方。",
    ),
    # No contributions, told in two pieces; a court that is too high.
    (
        "subject-unlawful",
        "乙方应缴的社会保险费，乙方折成现金6400元付给甲方。",
        "乙方的社会保险费已由甲方缴清，甲方不再为乙方补缴。",
    ),
    (
        "confirmation-period",
        "双方自协议生效之日起三十日内，共同向某市中级人民法院申请司法确认。",
        "双方自协议生效之日起三十日内，共同向某市某区人民法院申请司法确认。",
    ),
]
# There is nothing to do, so that nobody need do it.
NOTHING = [
    "本案没有需要解除的查封、扣押、冻结。",
    "本案无需要解除的冻结、扣押。",
    "双方确认不存在需要解除的保全措施。",
    "乙方名下没有需要办理注销的抵押登记。",
    "甲方没有需要返还的押金、定金。",
    "双方之间没有需要支付的其他款项。",
    "双方没有需要移交的物品、资料。",
    "乙方没有为他人提供担保，没有需要注销的登记。",
]
# an agreement, what stands there, what stands there now, the kind
WHOLE = [
    (
        "trade-mark",
        "三、乙方逾期支付的，应另行支付违约金1500元。\n",
        "三、未经司法确认前发生争议的，任何一方可以向人民法院起诉。\n",
        "default-missing",
    ),
    (
        "settlement",
        "五、第一期到账后3日内，申请执行人书面向某县人民法院申请解除对被执行人粤A0000*号小型客车的查封；"
        "某镇某路房屋继续查封，由申请执行人在到期前申请续封。\n",
        "五、被执行人名下房屋已被法院查封，期满前由申请执行人申请续封。\n",
        "seal-release",
    ),
]


def _kinds(text: str) -> set[str]:
    return {one.kind for one in check(text, AgreementKind.OTHER, TODAY)}


@pytest.mark.parametrize(("kind", "bad", "good"), ROWS)
def test_a_defect_is_seen_by_its_parts(kind: str, bad: str, good: str) -> None:
    assert kind in _kinds(CLAUSE.format(clause=bad))
    assert kind not in _kinds(CLAUSE.format(clause=good))


@pytest.mark.parametrize("clause", NOTHING)
def test_that_there_is_nothing_to_do_is_no_duty(clause: str) -> None:
    assert _kinds(CLAUSE.format(clause=clause)) == _kinds(CLAUSE.format(clause="双方没有其他约定。"))


@pytest.mark.parametrize(("name", "old", "new", "kind"), WHOLE)
def test_what_is_said_of_something_else_does_not_count(name: str, old: str, new: str, kind: str) -> None:
    before, after = (check(altered(name, old, text), None, TODAY) for text in (old, new))
    assert kind not in {one.kind for one in before}
    assert kind in {one.kind for one in after}


def test_a_name_that_stands_in_quotation_marks_is_a_party_s() -> None:
    text = CLAUSE.replace("甲方：邱有德，", "甲方：某市鸿锚租赁有限公司（“鸿锚公司”），")
    clash = text.format(clause="吊装由鸿锚公司负责并承担费用。吊装费由乙方负担。")
    assert "contradiction" in _kinds(clash)
    assert "contradiction" not in _kinds(clash.replace("吊装费由乙方", "吊装费由鸿锚公司"))
