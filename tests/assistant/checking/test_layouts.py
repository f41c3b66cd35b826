"""Parties, clauses and signatures in the layouts that people use; everybody and every number is invented."""

from datetime import date

import pytest

from assistant.checking import check, read_agreement

TODAY = date(2026, 11, 30)
KINDS = {"party-missing", "party-identifier", "party-name", "signature", "third-party", "reference", "blank"}
LAYOUTS = {
    "lines": """还款协议

甲方
姓名：吴秋生
身份证号：370102197005120110
住址：济川市历下街12号

乙方
单位名称：济川市启明印刷有限公司
统一社会信用代码：91370102MA3ABC1233
住所：济川市工业路3号
法定代表人：冯保国

第一条　乙方于2027年3月15日前还甲方50000元，转入甲方账户（济川银行，账号37010200012345678）。
第二条　乙方到期不还的，按年利率6%付逾期利息。

甲方（签字）：吴秋生
乙方（公章）：济川市启明印刷有限公司
法定代表人（签字）：冯保国
2026年11月30日
""",
    "prose": """房屋租赁纠纷和解书

出租人葛长河（男，1985年1月1日出生，公民身份号码340102198501010331，住庐州市肥水路9号）与承租人庄小燕（女，身份证号340102199012310442，住庐州市肥水路10号），因租金发生争执，谈妥如下：

一　庄小燕于2026年12月25日前付租金9000元给葛长河，付到葛长河在庐州银行的账户。
二　庄小燕过期不付的，按年利率6%付利息。

出租人签字：葛长河
承租人签字：庄小燕
日期：2026年11月30日
""",
    "table": """工资支付协议

| 身份 | 姓名或名称 | 证件号码 | 住址 |
| 工人 | 葛长河 | 340102198501010331 | 庐州市肥水路9号 |
| 工人 | 庄小燕 | 340102199012310442 | 庐州市肥水路10号 |

一、厂方欠葛长河工资15000元，欠庄小燕工资12000元，2026年12月15日前付清。
二、厂方逾期的，按未付数额年利率6%付利息。

工人（签字）：葛长河、庄小燕
2026年11月30日
""",
    "minutes": """调解笔录
原告：吴秋生，男，1970年5月12日出生，住济川市历下街12号，公民身份号码370102197005120110。
案外人（愿意担保）庄小燕，女，住庐州市肥水路10号，公民身份号码340102199012310442。
房东：葛长河，男，住庐州市肥水路9号，公民身份号码340102198501010331。
审：各方是否自愿调解？
原告：自愿。
案外人：无异议，清楚后果。
其一，葛长河于2026年12月25日前付吴秋生9000元，庄小燕连带清偿。
其二，葛长河逾期的，按第一项未付数付年利率6%的利息。
原告（签名）：吴秋生
案外人（签名）：庄小燕
房东（签名）：葛长河
2026年11月30日
""",
    "headings": """分期还款协议
债权人　吴秋生，男，1970年5月12日出生
公民身份号码　370102197005120110
住址　济川市历下街12号
债务人　葛长河，男，公民身份号码340102198501010331，住庐州市肥水路9号

欠款数额
葛长河欠吴秋生货款9000元，双方已经核对。
付款安排
葛长河于2026年12月25日前付清，转入吴秋生的账户。
逾期责任
葛长河逾期的，按年利率6%付逾期利息。

债权人：吴秋生（章）
债务人：葛长河（指模）
2026年11月30日
""",
}
PARTIES = {
    "lines": ["吴秋生", "济川市启明印刷有限公司"],
    "prose": ["葛长河", "庄小燕"],
    "table": ["葛长河", "庄小燕"],
    "minutes": ["吴秋生", "庄小燕", "葛长河"],
    "headings": ["吴秋生", "葛长河"],
}
ROWS = [
    ("lines", "身份证号：370102197005120110\n", "", "party-missing"),
    ("lines", "乙方（公章）：济川市启明印刷有限公司", "乙方（公章）：济川市启明印刷厂", "party-name"),
    ("lines", "甲方（签字）：吴秋生\n", "", "signature"),
    ("lines", "（济川银行，账号37010200012345678）", "（济川银行，账号：）", "blank"),
    ("prose", "公民身份号码340102198501010331，", "", "party-missing"),
    ("prose", "1985年1月1日", "1986年1月1日", "party-identifier"),
    ("prose", "付到葛长河在", "付到葛长和在", "party-name"),
    ("prose", "承租人签字：庄小燕\n", "", "signature"),
    ("prose", "按年利率6%付利息", "按第五条付利息", "reference"),
    ("table", "| 340102199012310442 |", "| |", "party-missing"),
    ("table", "340102199012310442", "340102199023310442", "party-identifier"),
    ("table", "（签字）：葛长河、庄小燕", "（签字）：葛长河", "signature"),
    ("minutes", "庄小燕连带清偿", "庄小艳连带清偿", "party-name"),
    ("minutes", "房东（签名）：葛长河\n", "", "signature"),
    ("minutes", "按第一项未付数", "按第四项约定的未付数", "reference"),
    ("headings", "住址　济川市历下街12号\n", "", "party-missing"),
    ("headings", "债权人：吴秋生（章）", "债权人：吴秋声（章）", "party-name"),
]


@pytest.mark.parametrize("name", LAYOUTS)
def test_parties_and_clauses_are_seen_in_every_layout(name: str) -> None:
    agreement = read_agreement(LAYOUTS[name], TODAY)
    assert [party.name for party in agreement.parties] == PARTIES[name]
    assert len(agreement.provisions) > 1 and agreement.formal
    assert not [one for one in check(LAYOUTS[name], None, TODAY) if one.kind in KINDS]


@pytest.mark.parametrize(("name", "old", "new", "kind"), ROWS)
def test_what_is_wrong_is_seen_in_every_layout(name: str, old: str, new: str, kind: str) -> None:
    assert LAYOUTS[name].count(old) == 1
    assert kind in {one.kind for one in check(LAYOUTS[name].replace(old, new), None, TODAY)}


CLAUSES = """和解协议
甲方：吴秋生，身份证号370102197005120110，住济川市历下街12号
乙方：葛长河，身份证号340102198501010331，住庐州市肥水路9号
（一）乙方于2026年12月25日前付甲方9000元，汇入第（二）条所列账户，送货单见附件1。
（二）收款账户：济川银行，账号37010200012345678。
（三）{clause}
甲方（签名）：吴秋生
乙方（签名）：葛长河
2026年11月30日
"""


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("乙方违反第（一）条的，甲方可以申请恢复执行原判决，并按第（一）条未付数额计付利息。", set()),
        ("乙方违反第（一）条的，甲方可以申请恢复执行原判决，并按第（七）条未付数额计付利息。", {"reference"}),
        ("乙方逾期的，按第（一）条约定的租金加付一倍。", {"reference"}),  # which tells of no rent
        ("乙方另付违约金，按第（二）条约定的违约金计算。", {"reference"}),
        ("具体期限见附件2。", {"reference"}),
        ("附件1为送货单，附件2为乙方的承诺书，承诺书以附件2为准。", set()),
        ("附件1为送货单，附件2为乙方的承诺书，决议作为附件4。", {"reference"}),
    ],
)
def test_a_reference_is_held_against_its_clause(clause: str, found: set[str]) -> None:
    text = CLAUSES.format(clause=clause)
    assert {one.kind for one in check(text, None, TODAY)} & {"reference"} == found


COURT = """民事调解协议

原告：庐州市瑞福家具有限公司，统一社会信用代码91370102MA3ABC1233，住所庐州市桑园路7号。
诉讼代表人：夏维安，该公司管理人负责人。
厂方：庐州市明远五金厂（个人独资企业），统一社会信用代码91370102MA3ABC1233，住所庐州市锻造路14号。
投资人：葛长河，男，1985年1月1日出生，公民身份号码340102198501010331，住庐州市肥水路9号。

一、厂方于2026年12月25日前付原告9000元，户名：庐州市瑞福家具有限公司管理人，账号37010200012345678。
二、厂方逾期的，按年利率6%付利息。

原告：庐州市瑞福家具有限公司管理人（盖章）　诉讼代表人：夏维安（签名）
厂方（盖章）：庐州市明远五金厂
投资人（签名）：葛长河
2026年11月30日
"""


def test_whoever_administers_or_owns_a_firm_acts_for_it() -> None:
    assert not {one.kind for one in check(COURT, None, TODAY)} & {"party-missing", "party-name", "signature"}
    alone = COURT.replace("诉讼代表人：夏维安，该公司管理人负责人。\n", "")
    assert "party-missing" in {one.kind for one in check(alone, None, TODAY)}
