"""What is to be computed, from which inputs, and what is left out."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.calculators import compute
from assistant.errors import CalculationError
from assistant.reading.said import Labelled, Said
from assistant.reading.sums import Known, Sum, wanted_sums

EVALS = Path(__file__).parents[2] / "evals"
TODAY = date(2026, 11, 28)


def only(text: str, known: Known | None = None) -> Sum:
    (found,) = wanted_sums(text, TODAY, known)
    return found


@pytest.mark.parametrize(
    ("text", "name", "inputs"),
    [
        ("老板拖欠货款，对账单上是38万6，打官司诉讼费要交多少", "court-fee", {"amount": "386000"}),
        ("合同总金额200万，已付150万，欠款50万，起诉费多少？", "court-fee", {"amount": "500000"}),
        (
            "要求对方支付工程款260万及违约金40万元，标的合计300万，一审受理费几何",
            "court-fee",
            {"amount": "3000000"},
        ),
        ("借给老同学15万，他还了3万，就起诉剩下的12万，受理费多少", "court-fee", {"amount": "120000"}),
        ("不是八十万，是六十万，诉讼费多少", "court-fee", {"amount": "600000"}),
        ("仲裁判了8万工资，公司不服起诉到法院，诉讼费多少", "court-fee", {"kind": "劳动争议"}),
        ("欠款187.5万，如果调解成了诉讼费收好多", "court-fee", {"amount": "1875000", "ending": "调解"}),
        ("他账户里有80万，我只申请冻结30万，保全费多少", "preservation-fee", {"amount": "300000"}),
        ("判决书判他付我17万6千元，申请强制执行要多少钱", "enforcement-fee", {"amount": "176000"}),
        ("公司破产清算，资产1200万，负债3000万，受理费多少", "bankruptcy-fee", {"assets": "12000000"}),
        (
            "2024年5月8日打借条借了朋友8万，年利率10%，算到2025年5月8日利息多少",
            "interest",
            {
                "principal": "80000",
                "start": "2024-05-08",
                "end": "2025-05-08",
                "rate": "10",
                "private_lending": "是",
                "agreed": "2024-05-08",
            },
        ),
        (
            "货款20万，从2025年1月1日起按LPR四倍，到2025年7月1日利息多少",
            "interest",
            {"principal": "200000", "start": "2025-01-01", "end": "2025-07-01", "lpr": "4"},
        ),
        (
            "调解书约定2026年4月30日前付清70万，对方6月10日付了20万，算到今天迟延履行利息多少",
            "late-performance-interest",
            {"principal": "700000", "due": "2026-04-30", "end": "2026-11-28", "payments": "2026-06-10:200000"},
        ),
        (
            "2026年2月10日判决生效，30日内支付12万，对方拖到2026年8月12日才付清，加倍利息多少",
            "late-performance-interest",
            {"principal": "120000", "due": "2026-03-12", "end": "2026-08-12"},
        ),
        (
            "总共36万，每季度还3万，从2026年12月31日开始，帮排个还款计划",
            "instalments",
            {"total": "360000", "count": "12", "first": "2026-12-31", "every": "季"},
        ),
        (
            "欠租5个月共15万元，想先付5万，剩下10万分5期付，12月15日付首付，列个还款计划",
            "instalments",
            {"total": "150000", "count": "6", "first": "2026-12-15", "method": "首付加尾款", "down": "50000"},
        ),
        (
            "45万，首付15万，余下分6个月付清，2026年12月15日付首付，每期多少",
            "instalments",
            {"total": "450000", "count": "7", "first": "2026-12-15", "method": "首付加尾款", "down": "150000"},
        ),
        (
            "2019年3月4日进公司，2026年11月20日被违法辞退，月工资1万2，当地社平9500，赔偿金多少",
            "severance",
            {
                "start": "2019-03-04",
                "end": "2026-11-20",
                "wage": "12000",
                "local_average": "9500",
                "kind": "违法解除赔偿金",
            },
        ),
        ("拖欠工资4万5，劳动监察责令支付不付，加付的赔偿金最多多少", "unpaid-wages", {"amount": "45000"}),
        (
            "债权人会议表决和解协议，出席20人，同意12人，他们的债权共600万，无担保债权总额1000万，能通过吗",
            "bankruptcy-vote",
            {
                "procedure": "和解",
                "present": "20",
                "agree": "12",
                "agree_amount": "6000000",
                "total_amount": "10000000",
            },
        ),
    ],
)
def test_read(text: str, name: str, inputs: dict[str, str]) -> None:
    found = only(text)
    assert (found.name, dict(found.inputs), found.missing) == (name, inputs, ())


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("一审判决是11月13日送到我手里的，10月30日宣判，我最晚哪天上诉", "appeal-judgment", "2026-11-13"),
        ("裁定书11月12日送达，对管辖异议裁定不服，上诉期到哪天", "appeal-ruling", "2026-11-12"),
        ("劳动仲裁裁决书11月16日拿到的，我想起诉，最后一天是几号", "labour-suit", "2026-11-16"),
        ("今年8月31日离职的，拖欠工资，劳动仲裁时效到哪天为止", "labour-arbitration", "2026-08-31"),
        ("查封设备是2024年12月5日，到期日哪天", "seizure-movable", "2024-12-05"),
        ("法院2026年9月1日裁定重整，重整计划草案最晚什么时候提交", "reorganisation-plan", "2026-09-01"),
        ("2024年6月1日该还，2025年3月1日我催过他，诉讼时效到哪天", "limitation", "2025-03-01"),
        ("判决11月2日生效，二十日内付款，申请执行最晚哪天", "enforcement-application", "2026-11-22"),
    ],
)
def test_a_deadline_runs_from_its_event(text: str, kind: str, start: str) -> None:
    assert only(text) == Sum("deadline", {"kind": kind, "start": start})


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("货款25万，利息3万，律师费1万，一起告，诉讼费多少", "amount"),
        ("欠我30万，后来还了些，又说欠40万，诉讼费多少", "amount"),
        ("欠我五十多万，起诉费多少", "amount"),
        ("欠20万，去年还了5万，诉讼费多少", "amount"),
        ("公司欠了3000万，申请破产要交多少受理费", "assets"),
        ("11月18号收到法院的文书，不服想上诉，最后一天是哪天", "kind"),
        ("10月8日收到判决，10月12日我爱人也收到判决，最晚哪天上诉", "start"),
        ("判决让他还45万，2026年5月1日到期，中间还过10万，迟延履行利息到今天多少", "payments"),
        ("老板让我走人，2023年9月入职，月薪9千，补偿金多少", "start"),
        ("50万的欠款想分期还，第一期定在2026-12-25，每期还多少？", "count"),
    ],
)
def test_what_the_words_leave_open_is_missing(text: str, missing: str) -> None:
    assert missing in only(text).missing


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("24万分12期每月还，帮我列个还款表", "一个月后（2026-12-28）"),
        ("货款10万，年利率6%，从2026年1月1日起算，利息多少", "先算到今天（2026-11-28）"),
        ("在厂里干了5年，月工资6000，被辞退能赔多少", "按从2021-11-29干到2026-11-28算"),
    ],
)
def test_what_is_taken_for_granted_is_told(text: str, told: str) -> None:
    found = only(text)
    assert not found.missing
    assert told in "".join(found.assumed)


@pytest.mark.parametrize(
    "text",
    [
        "起诉的话能拿回多少钱",
        "他欠我30万，有没有办法分期还",
        "申请执行后多久能拿到钱",
        "利息怎么约定才合法",
        "诉讼费由谁承担",
        "债权人会议要多少人同意才能通过和解协议",
        "供货合同2025年3月1日签的，欠款48万，对方愿意12月底前还一半，调解怎么谈",
        "破产了我被欠的工资能拿到多少",
        "上诉期过了还能申请再审吗",
        "律师费多少钱",
        "不同意调解怎么办",
        "",
    ],
)
def test_no_sum_where_none_is_asked(text: str) -> None:
    assert wanted_sums(text, TODAY) == ()


def test_two_sums_in_one_question() -> None:
    found = wanted_sums("他欠我货款60万，起诉要交多少诉讼费，保全费又是多少", TODAY)
    assert [(one.name, dict(one.inputs)) for one in found] == [
        ("court-fee", {"amount": "600000"}),
        ("preservation-fee", {"amount": "600000"}),
    ]


def test_sums_that_were_told_before_are_known() -> None:
    known = Known((Labelled(Decimal(300000), "货款"), Labelled(Decimal(2000000), "资产")))
    assert only("那诉讼费多少", known).inputs == {"amount": "300000"}
    assert only("申请破产的受理费多少", known).inputs == {"assets": "2000000"}


def told(*messages: str) -> Known:
    """What these messages leave known."""
    said = tuple(Said(one, TODAY) for one in messages)
    return Known(tuple(sum for one in said for sum in one.labelled), None, said)


@pytest.mark.parametrize(
    ("earlier", "text", "inputs"),
    [
        (
            ("今年3月1日借给他10万，月息一分",),
            "算到9月1日利息多少",
            {"principal": "100000", "start": "2026-03-01", "end": "2026-09-01", "rate": "12"},
        ),
        (
            ("判决履行期限2026年5月31日届满，判还20万", "8月10日还了5万", "10月1日又还了3万"),
            "迟延履行利息算到今天多少",
            {
                "principal": "200000",
                "due": "2026-05-31",
                "end": "2026-11-28",
                "payments": "2026-08-10:50000,2026-10-01:30000",
            },
        ),
        (
            ("2020年4月1日进厂，月工资5000，上周五被辞退",),
            "能赔我多少",
            {"start": "2020-04-01", "end": "2026-11-20", "wage": "5000"},
        ),
        (("一审判决11月20号收到的",), "上诉最晚哪天", {"kind": "appeal-judgment", "start": "2026-11-20"}),
        (
            ("判决让他2025年1月1日前还清", "更正，是2025年3月1日前还清"),
            "申请执行最晚哪天",
            {"kind": "enforcement-application", "start": "2025-03-01"},
        ),
    ],
)
def test_days_and_rates_that_were_told_before_are_recalled(
    earlier: tuple[str, ...], text: str, inputs: dict[str, str]
) -> None:
    found = only(text, told(*earlier))
    assert not found.missing
    assert inputs.items() <= found.inputs.items()


def test_a_recalled_day_is_told() -> None:
    (note,) = only("申请执行最晚哪天", told("判决让他2025年3月1日前还清")).assumed
    assert "2025-03-01" in note


@pytest.mark.parametrize(
    ("earlier", "text", "missing"),
    [
        pytest.param("今年3月1日借给他10万", "不服判决，上诉最晚哪天", "start", id="a day of something else"),
        pytest.param("11月9日收到法院传票", "不服判决，上诉最晚哪天", "start", id="another paper"),
        pytest.param("要是11月21日收到判决呢", "不服判决，上诉最晚哪天", "start", id="a supposition"),
        pytest.param("欠我货款30万，去年他还了10万", "诉讼费多少", "amount", id="paid, and nothing says what is left"),
    ],
)
def test_what_was_told_of_something_else_is_not_recalled(earlier: str, text: str, missing: str) -> None:
    assert missing in only(text, told(earlier)).missing


FEE = Sum("court-fee", {"amount": "800000"})
PLAN = Sum("instalments", {"total": "120000", "count": "10", "first": "2027-01-01"})
INTEREST = Sum("interest", {"principal": "100000", "start": "2025-01-01", "end": "2026-01-01", "rate": "6"})
APPEAL = Sum("deadline", {"kind": "appeal-judgment"}, ("start",))


@pytest.mark.parametrize(
    ("before", "text", "inputs"),
    [
        (FEE, "那要是调解呢", {"amount": "800000", "ending": "调解"}),
        (FEE, "不对，是六十万", {"amount": "600000"}),
        (FEE, "不是八十万，是75万", {"amount": "750000"}),
        (Sum("court-fee", {}, ("amount",)), "八十万", {"amount": "800000"}),
        (PLAN, "换成12期呢", {**PLAN.inputs, "count": "12"}),
        (INTEREST, "按LPR呢", {"principal": "100000", "start": "2025-01-01", "end": "2026-01-01", "lpr": "1"}),
        (INTEREST, "月息一分呢", {**INTEREST.inputs, "rate": "12"}),
        (INTEREST, "算到今天呢", {**INTEREST.inputs, "end": "2026-11-28"}),
        (APPEAL, "11月20号", {"kind": "appeal-judgment", "start": "2026-11-20"}),
    ],
)
def test_a_follow_up_changes_what_it_says(before: Sum, text: str, inputs: dict[str, str]) -> None:
    found = only(text, Known((), before))
    assert (found.name, dict(found.inputs), found.missing) == (before.name, inputs, ())


@pytest.mark.parametrize("text", ["谢谢", "那我该怎么办", "法院在哪里呢", "对方不讲理怎么办呢"])
def test_what_changes_nothing_asks_for_no_sum(text: str) -> None:
    assert wanted_sums(text, TODAY, Known((), FEE)) == ()


def test_an_assumption_goes_with_the_day_it_was_about() -> None:
    before = only("24万分12期每月还，帮我列个还款表")
    found = only("不对，第一期是2027年1月1日", Known((), before))
    assert found.inputs["first"] == "2027-01-01"
    assert found.assumed == ()


def _result(found: Sum) -> str | None:
    try:
        return compute(found.name, found.inputs, TODAY).result if not found.missing else None
    except CalculationError:
        return None


def _right(row: dict[str, Any], found: tuple[Sum, ...]) -> bool:
    if row["calls"] == "none":
        return not found
    one = next((one for one in found if one.name == row["calls"]), None)
    if one is None:
        return False
    if lacking := set(row.get("missing", ())):
        return bool(lacking & set(one.missing)) or bool(not one.missing and one.assumed)
    return _result(one) == str(row["result"])


def _measured(name: str) -> tuple[float, float]:
    """The share of the questions that come out right, and of those that get a result the share that do not."""
    rows = yaml.safe_load((EVALS / name).read_text(encoding="utf-8"))
    found = [wanted_sums(row["ask"], TODAY) for row in rows]
    right = [_right(row, one) for row, one in zip(rows, found, strict=True)]
    given = [good for good, sums in zip(right, found, strict=True) if any(_result(one) for one in sums)]
    return sum(right) / len(right), given.count(False) / len(given)


def test_the_questions_that_were_tuned_on_come_out_right() -> None:
    right, wrong = _measured("asked-sums.yaml")
    assert right >= 0.93
    assert wrong <= 0.02


def test_the_held_out_questions_come_out_right() -> None:
    right, wrong = _measured("asked-sums-held-out.yaml")
    assert right >= 0.70
    assert wrong <= 0.10
