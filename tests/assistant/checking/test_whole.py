"""Whole texts: agreements that a judge would let pass, reports, petitions; ceilings by date; what to write instead."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.checking import (
    Agreement,
    AgreementKind,
    Finding,
    contradictions,
    defaults,
    guarantees,
    lawfulness,
    measures,
    obligations,
)
from assistant.checking.unenforceable import UNENFORCEABLE
from assistant.checking.unlawful import UNLAWFUL
from assistant.lawbook import Lawbook
from knowledge.library import Library
from knowledge.registry import Registry
from tests.assistant.checking import (
    test_contradictions,
    test_defaults,
    test_guarantees,
    test_lawfulness,
    test_measures,
    test_obligations,
)
from tests.assistant.checking.altering import CLAUSE, TODAY, altered, found
from tests.assistant.checking.sound import SOUND
from tests.assistant.checking.texts import GOOD
from tests.assistant.drafting.filled import drafted

FAMILIES = (obligations, defaults, guarantees, measures, lawfulness, contradictions)
ROWS = [
    row
    for table in (test_obligations, test_defaults, test_guarantees, test_measures, test_lawfulness, test_contradictions)
    for row in table.ROWS
]
CASES = Path("../shared/data/cases/mediation.jsonl")


def everything(agreement: Agreement) -> Iterator[Finding]:
    for family in FAMILIES:
        yield from family.findings(agreement)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_agreement_has_next_to_nothing_to_find(name: str) -> None:
    assert len(found(everything, SOUND[name])) <= 1


def test_of_all_sound_agreements_hardly_one_has_a_finding() -> None:
    texts = [*SOUND.values(), *GOOD.values()]
    assert sum(len(found(everything, text)) for text in texts) <= len(texts) // 20


@pytest.mark.parametrize(
    "form", ["mediation-agreement", "instalment-agreement", "wage-agreement", "enforcement-settlement"]
)
def test_what_the_forms_become_is_sound(form: str) -> None:
    assert found(everything, drafted(form).text) == []


@pytest.mark.parametrize("form", ["enforcement-application", "labour-arbitration", "risk-notice", "seizure-release"])
def test_a_petition_is_no_agreement(form: str) -> None:
    assert found(everything, drafted(form).text) == []


@pytest.mark.parametrize(
    "report",
    [
        "经调解，双方达成一致，某劳务公司分三期付清拖欠的工资，纠纷得到化解。",
        "调解员上门后，承租人当场补交租金，并向出租人赔礼道歉，双方握手言和。",
        "某公司收到首笔货款后向法院申请解除冻结，双方再无纠纷，案件撤诉。",
        "法院判决乙方按年利率24%支付利息，双方在执行中和解，已经履行完毕。",
    ],
)
def test_what_a_report_leaves_out_says_nothing_of_the_agreement(report: str) -> None:
    assert found(everything, report) == []


@pytest.mark.skipif(not CASES.is_file(), reason="the cases (../shared/data/cases) are not on this machine")
def test_real_reports_hardly_ever_give_a_finding() -> None:
    reports = [json.loads(line)["content"]["处理结果"] for line in CASES.read_text().splitlines()]
    assert len(reports) > 100
    assert sum(len(found(everything, report)) for report in reports) <= 2


@pytest.mark.parametrize("kind", list(AgreementKind))
@pytest.mark.parametrize("text", ["", "\n", "协议", "甲方：", "一、", "（" * 300, "乙方应支付货款", "1" * 3000])
def test_scraps_are_read_without_fault(kind: AgreementKind, text: str) -> None:
    assert all(one.reason for one in found(everything, text, kind))


@pytest.mark.parametrize(
    ("clause", "ceiling"),
    [
        # 4.05 % from 2020-02-20, but loans before 2020-08-20 go by the rate of the day of the suit: that of the signing
        ("乙方2020年3月1日向甲方借款50000元，乙方于2026年10月31日前归还，并按年利率16%支付利息。", "12%"),
        ("乙方2021年3月1日向甲方借款50000元，乙方于2026年10月31日前归还，并按年利率16%支付利息。", "15.4%"),
        ("乙方2024年9月向甲方借款50000元，乙方于2026年10月31日前归还，并按年利率16%支付利息。", "13.4%"),
        ("乙方于2026年10月31日前归还甲方借款50000元，并按年利率16%支付利息。", "12%"),  # no day is said
        ("乙方2021年3月1日向甲方借款50000元，乙方于2026年10月31日前归还，并按年利率15%支付利息。", ""),
        ("乙方2024年9月向甲方借款50000元，乙方于2026年10月31日前归还，并按年利率15%支付利息。", "13.4%"),
        ("乙方欠甲方货款50000元，乙方于2026年10月31日前付清，并按年利率16%支付利息。", ""),  # no loan
    ],
)
def test_the_ceiling_of_interest_is_that_of_the_day_of_the_loan(clause: str, ceiling: str) -> None:
    found_here = [one for one in found(defaults.findings, CLAUSE.format(clause=clause)) if one.kind == "interest-cap"]
    assert [one.rewrite for one in found_here] == ([f"年利率{ceiling}"] if ceiling else [])


def test_wages_and_banks_have_no_such_ceiling() -> None:
    clause = "用人单位于2026年10月31日前支付工资50000元，逾期按年利率20%支付利息。借款另议。"
    assert not [
        one
        for one in found(defaults.findings, CLAUSE.format(clause=clause), AgreementKind.WAGE)
        if one.kind == "interest-cap"
    ]
    bank = SOUND["bank-enforced"].replace("被执行人按期还款期间，", "逾期按年利率18%支付罚息；被执行人按期还款期间，")
    assert not [one for one in found(defaults.findings, bank) if one.kind == "interest-cap"]


@pytest.mark.parametrize(
    ("name", "old", "new", "kind", "rewrite"),
    [
        ("lease", "支付租金24000元", "支付租金", "obligation-amount", "支付租金人民币____元"),
        (
            "loan",
            "二、乙方应于2026年10月31日前",
            "二、应于2026年10月31日前",
            "obligation-who",
            "____应于2026年10月31日前",
        ),
        ("neighbours", "乙方于2026年5月31日前拆除", "乙方负责拆除", "obligation-when", "于____年__月__日前拆除"),
        ("loan", "应于2026年10月31日前", "资金回笼后", "condition-vague", "最迟不晚于____年__月__日"),
        (
            "sale",
            "已于2026年4月10日交付定金20000元",
            "应于2026年5月25日前交付定金60000元",
            "deposit-cap",
            "定金30000.00元",
        ),
        ("goods", "三十日内", "六个月内", "confirmation-period", "三十日"),
        ("notary", "按年利率8%", "按合同成立时LPR的五倍", "interest-cap", "四倍"),
        (
            "lump",
            "申请恢复执行原生效判决",
            "按本和解协议申请强制执行",
            "enforcement-resume",
            "申请恢复执行原生效法律文书",
        ),
        (
            "goods",
            "保证期间至2027年9月30日",
            "保证至款项还清为止",
            "guarantee-period",
            "主债务履行期限届满之日起____年",
        ),
    ],
)
def test_what_to_write_instead_is_said_as_far_as_code_can_know(
    name: str, old: str, new: str, kind: str, rewrite: str
) -> None:
    findings = [one for one in found(everything, altered(name, old, new)) if one.kind == kind]
    assert any(rewrite in one.rewrite for one in findings)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        # The rule of one fifth is of instalment sales; a loan is none.
        ("goods", "其余各期全部到期，付款方并应", "付款方应", "五分之一，经催告"),
        ("notary", "其余本金全部到期，债权人可以要求一次还清，并自逾期", "自逾期", "五分之一的规定只管分期付款买卖"),
    ],
)
def test_the_rule_of_one_fifth_is_told_rightly(name: str, old: str, new: str, told: str) -> None:
    findings = found(defaults.findings, altered(name, old, new))
    assert [told in one.reason for one in findings if one.kind == "acceleration-missing"] == [True]


def test_every_article_named_is_law(tmp_path: Path) -> None:
    registry = Registry.load()
    lawbook = Lawbook(lambda: Library.open(tmp_path, registry), lambda: TODAY)
    bases = {one.basis for one in (*UNLAWFUL, *UNENFORCEABLE)}
    bases |= {one.basis for row in ROWS for one in found(everything, altered(*row[:3])) if one.basis}
    assert len(bases) > 40
    for basis in bases:
        verdicts = lawbook.verdicts(f"依照{basis}。")
        assert verdicts and not any(one.judgement.verdict.wrong for one in verdicts), basis


def test_nobody_is_told_what_ends_without_a_full_stop() -> None:
    reasons = {one.reason for row in ROWS for one in found(everything, altered(*row[:3]))}
    assert all(reason.endswith("。") for reason in reasons)


def test_a_long_agreement_is_read_in_no_time() -> None:
    text = SOUND["settlement"] + drafted("enforcement-settlement").text * 3
    assert len(text) > 7000
    found(everything, text[:8000])  # figures are loaded once
    start = time.process_time()
    found(everything, text[:8000])
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "piece", ["如乙方未支付，则房屋，", "甲方 ", "（", "2026年10月1日前付10000元，", "抵押担保查封利息"]
)
def test_no_text_takes_long(piece: str) -> None:
    start = time.perf_counter()
    found(everything, (piece * 8000)[:8000])
    assert time.perf_counter() - start < 2


def test_days_after_the_last_known_rate_are_judged_by_it() -> None:
    text = CLAUSE.format(clause="乙方于2031年10月31日前归还甲方借款50000元，并按年利率16%支付利息。").replace(
        "2026年9月1日", "2030年9月1日"
    )
    assert date(2030, 9, 1) > TODAY
    assert "interest-cap" in {one.kind for one in found(defaults.findings, text)}
