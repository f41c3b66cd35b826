"""Families of wording that only look like a fault, each beside wording that has it."""

import pytest

from assistant.checking import (
    blanks,
    contradictions,
    dates,
    defaults,
    guarantees,
    instalments,
    lawfulness,
    measures,
    obligations,
    read_agreement,
    references,
    totals,
    words,
)
from tests.assistant.checking.altering import CLAUSE, TODAY, Check, found, kinds_in

# A check and what it finds; wording without and with that fault.
Family = tuple[Check, str, str, str]
FAMILIES: tuple[Family, ...] = (
    # a share of a loss is no rate of delay
    (defaults.findings, "penalty-high", "乙方按70%赔偿35,000元。", "乙方逾期的，按年利率70%支付违约金。"),
    (
        defaults.findings,
        "penalty-high",
        "乙方按80%赔偿40,000元，另退还货款9,000元，扣除甲方未付的运费1,500元。",
        "乙方未按期付的，按未付款的60%支付违约金。",
    ),
    # what is reckoned first and paid as part of another sum
    (
        obligations.findings,
        "obligation-when",
        "乙方赔偿误工费30,000元，另付营养费10,000元，共40,000元。\n"
        "二、扣除已垫付的5,000元，乙方于2026年10月30日前付35,000元。",
        "乙方赔偿误工费30,000元，另付营养费12,000元，共42,000元。\n"
        "二、扣除已垫付的5,000元，乙方于2026年10月30日前付35,000元。",
    ),
    # a day that leads to a list, and a list without one
    (
        obligations.findings,
        "obligation-when",
        "乙方应于2026年10月30日前：\n1. 向甲方支付货款20,000元；\n2. 向甲方退还押金3,000元。",
        "乙方应于2026年10月30日前：\n1. 向甲方支付货款20,000元；\n乙方向甲方退还押金3,000元。",
    ),
    # a line of a bill
    (
        obligations.findings,
        "obligation-when",
        "甲方的损失：\n1. 误工费 8,000元；\n2. 返还垫付的拖车费 2,000元。\n以上合计10,000元。",
        "甲方的损失：\n1. 误工费 8,000元；\n2. 返还垫付的拖车费 2,000元。",
    ),
    (
        defaults.findings,
        "costs-missing",
        "欠款构成：\n| 项目 | 金额 |\n| 货款 | 50,000 |\n| 律师费 | 3,000 |\n| 合计 | 53,000 |",
        "欠款构成：货款50,000元。\n律师费 3,000元。",
    ),
    # what was done, and how matters stand
    (obligations.findings, "obligation-when", "后来乙方归还甲方30,000元。", "乙方归还甲方30,000元。"),
    (obligations.findings, "obligation-when", "乙方的2,500元已直接付给甲方。", "乙方的2,500元直接付给甲方。"),
    (obligations.findings, "obligation-when", "门前水沟由两家轮流清理。", "门前水沟由乙方清理。"),
    (
        obligations.findings,
        "obligation-amount",
        "双方就8月以前的运费结清。",
        "乙方于2026年10月30日前把运费付清。",
    ),
    (
        obligations.findings,
        "obligation-amount",
        "工资支付不以归还工具为条件。",
        "乙方于2026年10月30日前支付工资。",
    ),
    (
        obligations.findings,
        "obligation-when",
        "乙方于2026年10月30日前退货款2,000元；另补偿误工费1,000元，与退款一并支付。",
        "乙方于2026年10月30日前退货款2,000元；另补偿误工费1,000元，以转账支付。",
    ),
    (
        obligations.findings,
        "obligation-when",
        "仲裁裁决书确定乙方向甲方支付260,000元。",
        "双方确定乙方向甲方支付260,000元。",
    ),
    # who keeps a thing hands it over; until when interest runs
    (
        obligations.findings,
        "obligation-who",
        "范小军保管的图纸两份，应于2026年10月9日前在厂里交还邱有德。",
        "图纸两份，应于2026年10月9日前在厂里交还邱有德。",
    ),
    (
        obligations.findings,
        "obligation-who",
        "哪一笔晚了，那一笔从第二天起按年利率6%计息到付清。",
        "2026年10月9日前一次付清20,000元。",
    ),
    (obligations.findings, "condition-vague", "甲方认为地面起鼓，要求退款。", "甲方认为效果差时，乙方退款。"),
    # a vague time that a day bounds, that tells the past, or that is at once
    (
        words.findings,
        "ambiguous-word",
        "乙方开春后负责做好防水，在2027年4月30日前完工。",
        "乙方开春后负责做好防水，由甲方验收。",
    ),
    (
        words.findings,
        "ambiguous-word",
        "乙方尽快搬离，最迟不晚于2026年10月30日清空。",
        "乙方尽快付2,000元，最迟不晚于2026年10月30日搬离。",
    ),
    (words.findings, "ambiguous-word", "乙方酌情整改过几处。", "乙方酌情整改几处。"),
    (words.findings, "ambiguous-word", "第二笔马上也算到期。", "乙方马上付给甲方第二笔。"),
    (
        words.findings,
        "ambiguous-word",
        "乙方不配合过户的，每日支付200元，甲方还可以向法院起诉。",
        "乙方交付成色还可以的货物。",
    ),
    # what belongs to a time is not due by then; from when a surety answers
    (
        dates.findings,
        "date-order",
        "双方对2026年8月31日之前的供货账目再无争议，此后的交易各按合同处理。",
        "乙方于2026年8月31日之前付清货款2,000元。",
    ),
    (
        dates.findings,
        "date-order",
        "乙方于2026年12月21日前付20,000元。保证期间是两年，从2026年12月21日开始算。",
        "乙方于2026年12月21日前付20,000元。保证期间到2026年12月21日。",
    ),
    # what is denied, bounded, or each side's own releases nothing
    (defaults.findings, "release-all", "本协议不免除案外人的任何债务。", "甲方免除乙方的任何债务。"),
    (defaults.findings, "release-all", "鉴定费4,000元各自负担，互不追索。", "双方互不追索。"),
    (
        defaults.findings,
        "release-all",
        "双方对2026年8月31日之前的供货账目再无争议。",
        "双方对2026年8月31日之前的一切往来再无争议。",
    ),
    (
        defaults.findings,
        "costs-missing",
        "受理费900元、保全费600元均由甲方预交。受理费由乙方负担；保全费由甲方负担。",
        "受理费900元、保全费600元均由甲方预交。受理费由乙方负担。",
    ),
    (
        defaults.findings,
        "deposit-cap",
        "价款150,000元，甲方付定金25,000元。验收合格后付余款125,000元至前述卡号，定金抵作价款。",
        "价款150,000元，甲方付40,000元作为定金，验收合格后付余款110,000元。",
    ),
    (
        defaults.findings,
        "deposit-cap",
        "家具款58,000元，扣除乙方已付的定金10,000元，再扣除减让的3,000元，乙方应付45,000元，合计45,000元。",
        "家具总价58,000元，乙方付定金20,000元。",
    ),
    (
        defaults.findings,
        "costs-missing",
        "乙方欠货款186,000元；其中6,000元为有争议的运费，甲方同意不要。",
        "乙方欠货款186,000元。运费6,000元。",
    ),
    (
        lawfulness.findings,
        "not-enforceable",
        "甲方收到道歉后，不再追究。",
        "乙方应向甲方道歉。",
    ),
    (
        guarantees.findings,
        "guarantee-scope",
        "乙方以车床一台作质押，2026年10月9日前运到甲方仓库。",
        "乙方以车床一台作质押，2026年10月9日前付保管费。",
    ),
    # captions, what a court is not yet asked for, from when something else runs
    (
        measures.findings,
        "seal-release",
        "乙方按期履行期间，甲方不起诉、不申请保全。",
        "乙方按期履行期间，甲方申请的保全不变。",
    ),
    (
        measures.findings,
        "seal-release",
        "乙方的货车已被查封，甲方收到款后三日内向法院申请解除查封；解除查封之日起五日内，乙方自行年检。",
        "乙方的货车已被查封，甲方收到款后三日内解除查封。",
    ),
    (
        references.findings,
        "reference",
        "决议作为附件二交甲方。附件一《对账单》、附件二《决议》为本协议的一部分。",
        "决议按附件二办理。附件一《对账单》为本协议的一部分。",
    ),
    # payees with an account each; whose 其 is; headings and sureties demand no interest
    (
        contradictions.findings,
        "contradiction",
        "打到邱有德在某银行某支行的卡，卡号6213409895185552927；打到范小军在某银行某支行的卡，卡号6222029340689339837。",
        "打到邱有德在某银行某支行的卡，卡号6213409895185552927；打到邱有德在某银行某支行的卡，卡号6222029340689339837。",
    ),
    (
        contradictions.findings,
        "contradiction",
        "鉴定费由乙方承担1,820元。乙方垫付的20,000元，抵扣其应承担的鉴定费1,820元。",
        "鉴定费由乙方承担1,820元。乙方垫付的20,000元，抵扣甲方应承担的鉴定费1,820元。",
    ),
    (
        contradictions.findings,
        "contradiction",
        "甲方放弃利息。保证范围为货款、继续计算的利息和诉讼费。",
        "甲方放弃利息。乙方支付继续计算的利息。",
    ),
    (
        contradictions.findings,
        "contradiction",
        "乙方于2026年12月25日前付20,000元。\n二、任何一期未付的，从2026年12月1日起计收利息。",
        "乙方于2026年12月25日前付20,000元。\n二、任何一期未付的，从2026年12月1日起计收逾期利息。",
    ),
    # what is left after a deduction is divided; plans of two payees
    (
        instalments.findings,
        "instalments-total",
        "小计　70,000元\n扣除押金　10,000元\n应付净额　60,000元\n二、乙方把应付净额分四期支付，每期15,000元。",
        "小计　70,000元\n扣除押金　10,000元\n应付净额　60,000元\n二、乙方把应付净额分四期支付，每期16,000元。",
    ),
    (
        instalments.findings,
        "instalments-total",
        "家底合计120,000元。\n二、付款\n"
        "1、付给邱有德：份额50,000元。2026年10月30日前付20,000元，2026年11月30日前付30,000元。\n"
        "2、付给范小军：份额40,000元。2026年10月30日前付25,000元，2026年11月30日前付15,000元。",
        "家底合计120,000元。\n二、付款\n"
        "1、付给邱有德：份额50,000元。2026年10月30日前付20,000元，2026年11月30日前付30,000元。\n"
        "2、付给范小军：份额40,000元。2026年10月30日前付25,000元，2026年11月30日前付16,000元。",
    ),
    (
        totals.findings,
        "amount-total",
        "账目：\n| 项目 | 金额 |\n| 租金 | 27,000 |\n| 水费 | 1,800 |\n| 减：押金 | 9,000 |\n| 合计 | 19,800 |",
        "账目：\n| 项目 | 金额 |\n| 租金 | 27,000 |\n| 水费 | 1,800 |\n| 减：押金 | 9,000 |\n| 合计 | 20,800 |",
    ),
    (
        blanks.findings,
        "blank",
        "乙方分期支付和解金额：\n期数　截止日　金额\n一　2026年12月31日　6,000元",
        "付款的金额：\n付款日期：2026年12月31日",
    ),
    (
        lawfulness.findings,
        "third-party",
        "欠供货商的40,000元由乙方负责偿还。",
        "供货商的40,000元货物由乙方抵债给甲方。",
    ),
)


@pytest.mark.parametrize(("check", "kind", "sound", "faulty"), FAMILIES, ids=[one[2][:16] for one in FAMILIES])
def test_what_only_looks_like_a_fault_is_left_alone(check: Check, kind: str, sound: str, faulty: str) -> None:
    assert kind not in kinds_in(check, sound)
    assert kind in kinds_in(check, faulty)


CAPTIONED = CLAUSE.replace("一、{clause}", "第1条{caption}　{clause}").replace("二、", "第2条（付款）　")


def test_a_caption_in_brackets_asks_for_nothing() -> None:
    clause = "（1）第一期款到账后3日内，甲方向法院申请解除对上述账户的冻结。"
    text = CAPTIONED.format(caption="（解冻）", clause=clause)
    assert "seal-release" not in {one.kind for one in found(measures.findings, text)}
    text = CAPTIONED.format(caption="（账户）", clause="（1）第一期款到账后3日内，解除对上述账户的冻结。")
    assert "seal-release" in {one.kind for one in found(measures.findings, text)}


TWICE = CLAUSE.replace("乙方逾期付款的，甲方可以就全部未付款项起诉。", "{late}").replace(
    "{clause}", "乙方分两次付：2026年10月30日前4,000元，2026年11月30日前3,000元。"
)


@pytest.mark.parametrize(
    ("late", "missing"),
    [
        ("第一次未交足的，第二次应交款随之到期；逾期部分按LPR付利息。", False),
        ("第一次没交清的，余款马上到期；逾期部分按LPR付利息。", False),
        ("第一次未交足的，逾期部分按LPR付利息。", True),
    ],
)
def test_all_falls_due_however_it_is_put(late: str, missing: bool) -> None:
    kinds = {one.kind for one in found(defaults.findings, TWICE.format(late=late))}
    assert ("acceleration-missing" in kinds) == missing


LABELLED = """执行和解协议
申请执行人：豫平市宏基建材有限公司
住所：河南省豫平市东工区钢材市场C区19号
统一社会信用代码：91410403MA04735094
法定代表人：郝建设　联系电话：13803756621

被执行人：乔志远
民族：汉族
公民身份号码：421087197901171630
住址：河南省豫平市湛北路380号
鉴于：仲裁裁决裁令被执行人支付豫平市金堰实业有限公司（统一社会信用代码91410403MA8619349G）的股权转让款。
第一条 被执行人于2026年12月15日前付128,000元。
第二条 款项以现金当面付清。
申请执行人（盖章）：
被执行人（签名）：
"""


def test_labels_and_recitals_introduce_no_party() -> None:
    agreement = read_agreement(LABELLED, TODAY)
    assert [(one.role, one.name) for one in agreement.parties] == [
        ("申请执行人", "豫平市宏基建材有限公司"),
        ("被执行人", "乔志远"),
    ]
