"""How the guide is arranged: what people come with, in their own words, and all pages on their shelves."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plight:
    """What somebody says who needs help, and the records that help, the first to be read first."""

    words: str
    records: tuple[str, ...]


def _plight(words: str, *names: str) -> Plight:
    return Plight(words, names)


SIDES: tuple[tuple[str, tuple[Plight, ...]], ...] = (
    (
        "别人欠我的",
        (
            _plight(
                "工资要不到",
                "procedure-wage-arrears",
                "procedure-labour-inspection-complaint",
                "procedure-labour-arbitration",
                "mechanism-wage-guarantee",
            ),
            _plight(
                "干活受了伤",
                "procedure-work-injury",
                "mechanism-advance-enforcement",
                "procedure-legal-aid",
            ),
            _plight(
                "货款、工程款收不回来",
                "procedure-payment-order-application",
                "procedure-sme-complaint",
                "procedure-case-filing",
                "mechanism-sme-payment",
            ),
            _plight(
                "怕对方把钱和东西转走",
                "procedure-preservation-application",
                "procedure-property-clues",
                "mechanism-refusal-crime",
            ),
            _plight(
                "官司赢了，钱拿不到",
                "procedure-enforcement-application",
                "procedure-property-clues",
                "mechanism-party-change",
                "procedure-judicial-relief-application",
            ),
            _plight(
                "法院说查不到财产，终本了",
                "procedure-resume-enforcement",
                "mechanism-terminated-enforcement",
                "procedure-bankruptcy-transfer-application",
            ),
            _plight(
                "欠我钱的公司破产了",
                "procedure-claim-filing-steps",
                "procedure-employee-claims",
                "procedure-creditors-meeting-attendance",
                "mechanism-priority-order",
            ),
            _plight(
                "和解了，对方又不还",
                "procedure-settlement-in-enforcement",
                "procedure-judicial-confirmation",
                "procedure-enforcement-application",
            ),
        ),
    ),
    (
        "我欠别人的",
        (
            _plight(
                "账户被冻结",
                "mechanism-quota-freeze",
                "procedure-preservation-lifting",
                "mechanism-property-choice",
            ),
            _plight(
                "机器、厂房被查封",
                "mechanism-live-seizure",
                "procedure-preservation-lifting",
                "mechanism-property-choice",
            ),
            _plight(
                "想分期还",
                "mechanism-instalments",
                "procedure-settlement-in-enforcement",
                "mechanism-enforcement-guarantee",
            ),
            _plight(
                "上了失信名单、被限高",
                "procedure-lift-restriction",
                "procedure-credit-repair-application",
                "mechanism-dishonesty-list",
                "mechanism-dishonesty-grace-period",
            ),
            _plight(
                "公司撑不下去",
                "mechanism-pre-reorganization",
                "procedure-reorganization-petition",
                "procedure-settlement-petition",
                "procedure-liquidation-petition",
            ),
            _plight(
                "东西要被拍卖",
                "mechanism-designated-buyer",
                "mechanism-price-setting",
                "mechanism-online-auction",
                "mechanism-sealed-disposal",
            ),
            _plight(
                "一审判了，我不服",
                "procedure-appeal",
                "procedure-fee-relief-application",
                "procedure-legal-aid",
            ),
        ),
    ),
    (
        "两边都可能遇到的",
        (
            _plight(
                "想谈，不想打官司",
                "procedure-mediation-application",
                "procedure-judicial-confirmation",
                "mechanism-peoples-mediation",
                "mechanism-union-mediation",
            ),
            _plight(
                "没钱打官司、请不起律师",
                "procedure-legal-aid",
                "procedure-fee-relief-application",
                "procedure-judicial-relief-application",
            ),
            _plight(
                "我的东西被当成别人的封了",
                "procedure-third-party-objection-filing",
                "mechanism-third-party-objection",
            ),
            _plight(
                "觉得法院做得不对，或者拖着不办",
                "procedure-enforcement-objection-review",
                "mechanism-enforcement-supervision",
                "mechanism-cross-enforcement",
            ),
            _plight(
                "不知道该问谁、打哪个电话",
                "procedure-hotlines",
                "procedure-legal-aid",
            ),
            _plight(
                "有人教我退保、背债、洗征信",
                "mechanism-financial-black-market",
                "procedure-credit-repair-application",
            ),
        ),
    ),
)

SHELVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "工资和工人",
        (
            "procedure-wage-arrears",
            "procedure-labour-inspection-complaint",
            "procedure-labour-arbitration",
            "procedure-work-injury",
            "procedure-employee-claims",
            "mechanism-wage-guarantee",
            "mechanism-wage-priority",
            "mechanism-labour-inspection",
            "mechanism-labour-arbitration-mediation",
            "mechanism-union-mediation",
        ),
    ),
    (
        "调解、催款和起诉",
        (
            "procedure-mediation-application",
            "procedure-judicial-confirmation",
            "procedure-payment-order-application",
            "procedure-case-filing",
            "procedure-appeal",
            "procedure-sme-complaint",
            "mechanism-peoples-mediation",
            "mechanism-invited-mediation",
            "mechanism-payment-order",
            "mechanism-sme-payment",
            "mechanism-pre-check-filter",
        ),
    ),
    (
        "冻结、查封和解封",
        (
            "procedure-preservation-application",
            "procedure-preservation-lifting",
            "mechanism-preservation",
            "mechanism-live-seizure",
            "mechanism-quota-freeze",
            "mechanism-property-choice",
            "mechanism-preservation-deduction",
            "mechanism-advance-enforcement",
        ),
    ),
    (
        "申请执行",
        (
            "procedure-enforcement-application",
            "procedure-property-clues",
            "procedure-payment-collection",
            "procedure-resume-enforcement",
            "mechanism-terminated-enforcement",
            "mechanism-distribution",
            "mechanism-party-change",
            "mechanism-cross-enforcement",
            "mechanism-coordinated-enforcement",
            "mechanism-refusal-crime",
        ),
    ),
    (
        "执行中商量着还",
        (
            "procedure-settlement-in-enforcement",
            "mechanism-enforcement-settlement",
            "mechanism-instalments",
            "mechanism-enforcement-guarantee",
            "mechanism-enforcement-administrator",
        ),
    ),
    (
        "财产怎么卖",
        (
            "mechanism-price-setting",
            "mechanism-online-auction",
            "mechanism-designated-buyer",
            "mechanism-sealed-disposal",
            "mechanism-compulsory-administration",
        ),
    ),
    (
        "失信、限高和信用",
        (
            "procedure-lift-restriction",
            "procedure-credit-repair-application",
            "mechanism-dishonesty-list",
            "mechanism-dishonesty-grace-period",
            "mechanism-consumption-restriction",
            "mechanism-credit-repair",
            "mechanism-graded-credit",
            "mechanism-performance-certificate",
        ),
    ),
    (
        "认为执行错了",
        (
            "procedure-enforcement-objection-review",
            "procedure-third-party-objection-filing",
            "mechanism-enforcement-objection",
            "mechanism-third-party-objection",
            "mechanism-enforcement-supervision",
        ),
    ),
    (
        "破产：重整、和解、清算",
        (
            "procedure-reorganization-petition",
            "procedure-settlement-petition",
            "procedure-liquidation-petition",
            "procedure-bankruptcy-transfer-application",
            "procedure-claim-filing-steps",
            "procedure-creditors-meeting-attendance",
            "mechanism-pre-reorganization",
            "mechanism-reorganization",
            "mechanism-bankruptcy-settlement",
            "mechanism-liquidation",
            "mechanism-enforcement-to-bankruptcy",
            "mechanism-enforcement-bankruptcy-integration",
            "mechanism-claim-filing",
            "mechanism-creditors-meeting",
            "mechanism-priority-order",
        ),
    ),
    (
        "费用、援助和救助",
        (
            "procedure-legal-aid",
            "procedure-fee-relief-application",
            "procedure-judicial-relief-application",
            "procedure-hotlines",
            "mechanism-legal-aid",
            "mechanism-fee-relief",
            "mechanism-judicial-relief",
        ),
    ),
    (
        "预防和联动",
        (
            "mechanism-enterprise-services",
            "mechanism-risk-notice",
            "mechanism-financial-black-market",
            "mechanism-joint-warning",
            "mechanism-enforcement-advice",
            "mechanism-government-court",
        ),
    ),
)
REST = "其他"  # what is on no shelf

_WAGES = ("unpaid-wages", "severance")
_ENDING = ("recovery", "bankruptcy-vote")
RECKONED: Mapping[str, tuple[str, ...]] = {  # record → calculators beside those for what it costs
    "procedure-wage-arrears": _WAGES,
    "procedure-labour-inspection-complaint": ("unpaid-wages",),
    "procedure-labour-arbitration": ("severance",),
    "mechanism-labour-inspection": ("unpaid-wages",),
    "mechanism-labour-arbitration-mediation": ("severance",),
    "procedure-enforcement-application": ("late-performance-interest",),
    "procedure-resume-enforcement": ("late-performance-interest",),
    "procedure-payment-collection": ("late-performance-interest", "repayment-order"),
    "procedure-settlement-in-enforcement": ("instalments", "late-performance-interest"),
    "mechanism-enforcement-settlement": ("instalments", "repayment-order"),
    "mechanism-instalments": ("instalments", "interest"),
    "mechanism-enforcement-guarantee": ("instalments",),
    "mechanism-dishonesty-grace-period": ("late-performance-interest",),
    "procedure-payment-order-application": ("interest",),
    "procedure-case-filing": ("interest",),
    "mechanism-sme-payment": ("interest",),
    "procedure-reorganization-petition": _ENDING,
    "procedure-settlement-petition": _ENDING,
    "procedure-liquidation-petition": ("recovery",),
    "procedure-creditors-meeting-attendance": ("bankruptcy-vote",),
    "procedure-claim-filing-steps": ("recovery",),
    "mechanism-reorganization": _ENDING,
    "mechanism-pre-reorganization": ("recovery",),
    "mechanism-bankruptcy-settlement": _ENDING,
    "mechanism-liquidation": ("recovery",),
    "mechanism-creditors-meeting": ("bankruptcy-vote",),
    "mechanism-priority-order": ("recovery",),
    "mechanism-distribution": ("recovery",),
}
