"""What only names, asks, tells or reckons lays down no duty; the same words as a duty are still examined."""

from datetime import date

import pytest

from assistant.checking import AgreementKind, check

TODAY = date(2026, 11, 30)
AGREEMENT = """和解协议
甲方：桐乡市濮院裕泰针织厂，住所桐乡市濮院镇工贸大道8号，负责人沈阿根，电话13700000001
乙方：傅小满，女，住桐乡市濮院镇永乐路3号，电话13700000002

{}

甲方（公章）：桐乡市濮院裕泰针织厂　2026年12月8日
乙方（签名）：傅小满　2026年12月8日
"""
PAID = "甲方于2026年12月25日付乙方30000元。"
GUARDED = {
    "obligation-who",
    "obligation-when",
    "obligation-amount",
    "instalments-total",
    "amount-total",
    "costs-missing",
}


def _kinds(body: str) -> set[str]:
    findings = check(AGREEMENT.format(body), AgreementKind.OTHER, TODAY)
    return {one.kind for one in findings} & GUARDED


@pytest.mark.parametrize(
    "body",
    [
        # headings, labels, questions
        f"4 付款\n{PAID}",
        f"乙　付款\n{PAID}",
        f"【由谁付款】\n{PAID}",
        f"还欠多少\n欠30000元。\n怎么还\n{PAID}",
        f"问：律师费900元由谁负担？\n答：甲方负担，2026年12月25日付清。\n{PAID}",
        "付款人：裕泰\n第一笔：10000元，2026年12月25日支付\n第二笔：20000元，2027年1月25日支付",
        # what was done, and how a sum came about
        f"事情经过\n甲方加工了毛衫，头一年的利息也付清了。\n办法\n{PAID}",
        f"2026年3月乙方借给甲方50000元，甲方还了20000元本金，利息也付清了。\n双方商定如下：\n{PAID}",
        f"对账\n退回毛衫抵2000元，扣掉后余30000元。\n付法\n{PAID}",
        f"一、按桐乡市人民法院民事判决，甲方应偿还乙方30000元。\n二、{PAID}",
        # conditions and limits
        f"一、{PAID}\n二、30000元付清、布料取走，双方在这批毛衫上再无债权债务。",
        f"一、{PAID}\n二、社会保险费补缴、工伤待遇不属于本协议的处理范围。",
        f"一、{PAID}\n二、甲方退款晚一天，加付20元，最多600元。",
        f"一、{PAID}\n二、机器过户前的罚款、税费由甲方缴清。",
        f"一、{PAID}\n二、补助金由工伤保险基金支付。",
        f"一、依照《保障农民工工资支付条例》，{PAID}",
        # totals
        "一、甲方分三次付：2026年12月25日付10000元，2027年1月25日付10000元，2027年2月25日付10000元，一共30000元。",
        f"项目 | 金额（元）\n货款 | 20000\n运费 | 14000\n小计 | 34000\n减：退货 | 4000\n应付 | 30000\n{PAID}",
        f"医药费18600元，护工费7200元，丧事4200元。三样加在一起30000元。\n双方商定如下：\n{PAID}",
    ],
)
def test_what_lays_nothing_down_is_left_alone(body: str) -> None:
    assert _kinds(body) == set()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("一、付款\n甲方应付给乙方30000元。", "obligation-when"),
        (f"一、事情经过\n甲方加工毛衫。\n二、付款\n甲方应把机器交还乙方。\n三、{PAID}", "obligation-when"),
        ("一、应于2026年12月25日前向乙方支付30000元。", "obligation-who"),
        ("一、甲方于2026年12月25日前支付违约金。", "obligation-amount"),
        (
            "一、甲方分三次付：2026年12月25日付10000元，2027年1月25日付10000元，2027年2月25日付5000元，一共30000元。",
            "instalments-total",
        ),
        (
            f"项目 | 金额（元）\n货款 | 20000\n运费 | 14000\n小计 | 35000\n减：退货 | 4000\n应付 | 30000\n{PAID}",
            "amount-total",
        ),
        (f"一、{PAID}\n二、律师费900元。", "costs-missing"),
    ],
)
def test_the_same_as_a_duty_is_found(body: str, kind: str) -> None:
    assert kind in _kinds(body)


def test_parties_may_have_each_of_their_data_on_a_line_with_a_label() -> None:
    text = (
        "调解协议书\n业主姓名：童薇\n业主身份证号：340111199104170682\n业主住址：合肥市包河区太湖路129号\n"
        "公司名称：合肥栖木装饰工程有限公司（简称栖木公司）\n统一社会信用代码：91340111MA2TPH9G87\n"
        "公司住所：合肥市包河区望江东路46号\n法定代表人：尤立新\n\n【余款】\n付款人：童薇\n第一笔：26,000元，2027年1月27日支付\n"
    )
    assert "party-missing" not in {one.kind for one in check(text, AgreementKind.MEDIATION, TODAY)}
    without = text.replace("业主身份证号：340111199104170682\n业主住址：合肥市包河区太湖路129号\n", "业主性别：女\n")
    assert "party-missing" in {one.kind for one in check(without, AgreementKind.MEDIATION, TODAY)}
