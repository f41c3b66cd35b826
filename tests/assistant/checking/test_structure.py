"""Defects that the structure shows: tables, lists, numbers, days and whoever is named twice; and the same put right."""

from datetime import date

import pytest

from assistant.checking import AgreementKind, check

TODAY = date(2026, 11, 30)
PEOPLE = """{title}

甲方：柳成荫，男，身份证号0000**********0901，住某市某区桐柏路9号，电话13800000001。
乙方：穆青山，男，身份证号0000**********0902，住某市某区建设路21号，电话13800000002。
{clauses}

甲方（签名）：柳成荫
乙方（签名）：穆青山
2026年11月30日
"""
ACCOUNT = "乙方以转账方式付到甲方在某银行某支行的账户，账号6228480000112233445。"
LATE = "任何一笔逾期超过五日的，其余各笔同时到期，乙方并应按未付数额每日万分之二支付违约金。"
LOAN = f"""一、乙方欠甲方60000元，分三笔还清：{{plan}}
二、{ACCOUNT}
三、{LATE}
四、{{more}}"""
PLAN = "第一笔20000元，2026年12月25日还；第二笔20000元，2027年2月25日还；末一笔20000元，2027年4月26日还。"
MORE = "双方就这60000元两清。"
ENFORCED = """一、法院冻结了乙方在某银行的存款30000元，{sealed}。
乙方分两次付给甲方：2026年12月25日付45000元，2027年3月25日付44000元。
二、甲方收到45000元后三个工作日内，书面申请法院解除存款的冻结{release}。
三、{listing}
四、乙方任何一次没付足的，{late}。甲方重新申请执行时，已解除的查封、冻结可以重新办理。
五、申请执行费1235元由乙方负担。"""
SEALED, RELEASE = "查封了乙方的货车", "；收到全部款项后五个工作日内，书面申请解除货车的查封"
LISTING = "甲方收到45000元后三个工作日内，书面申请法院把乙方移出失信被执行人名单。"
RESUMED = "甲方可以申请恢复执行原判决，已付的扣除"
SECURED = "保证范围包括恢复执行后应付的利息和申请执行费，乙方应当尽快付清"
LEASE = """1 结算
1.1 乙方应付：房租24000元（每月8000元）；水电费1860元。
1.2 甲方应付：押金{deposit}元。
1.3 两项相抵，乙方应付甲方19860元。
2 付款
2.1 {account}
2.2 乙方于{day}付清第1.{number}条的19860元。
3 交接
3.1 乙方于2026年12月21日10时清点，{inspected}10时交房。
3.2 乙方逾期交房的，{fee}。
4 其他
4.1 {other}"""
LEFT = {
    "deposit": "6000",
    "account": ACCOUNT,
    "day": "2026年12月25日",
    "number": "3",
    "inspected": "2026年12月22日",
    "fee": "每日付占用费100元",
    "other": "搬家费由乙方承担。",
}
LOAN_ROWS = [
    ("obligation-when", "2027年2月25日还；", "另行归还；"),
    ("obligation-when", "2027年4月26日还。", "还清为止。"),
    ("instalments-total", "末一笔20000元", "末一笔25000元"),
    ("date-order", "2027年2月25日还", "2026年2月25日还"),
    ("date-holiday", "2027年4月26日还", "2027年4月25日到账"),
    ("acceleration-missing", "其余各笔同时到期，乙方并应按", "甲方可以就该笔起诉，乙方并应就"),
    ("default-missing", LATE, "甲方迟延交还借条的，每日付10元。"),
    ("obligation-how", ACCOUNT, "每笔由乙方付给甲方，法院费用按缴款通知书载明的账户交清。"),
    ("release-all", MORE, "双方因多年来往产生的一切账目到此全部了断。"),
    ("condition-vague", "2027年4月26日还。", "等乙方的果园卖了钱再还。"),
    ("subject-unlawful", MORE, "乙方还清后，甲方负责把乙方的逾期记录从征信系统里抹掉。"),
    ("third-party", MORE, "果园改由乙方承包，马小军只能向乙方收租。"),
    ("contradiction", MORE, "乙方提前还款的，甲方不收违约金。乙方提前还清的，应付违约金500元。"),
]
ENFORCED_ROWS = [
    ("seal-release", {"release": ""}),
    ("seal-release", {"release": RELEASE + "。房屋的查封照旧维持"}),
    ("listing-release", {"listing": "乙方知道自己已被列入失信名单、被限制消费。"}),
    ("enforcement-resume", {"late": SECURED}),
    ("ambiguous-word", {"release": "；收到全部款项后，及时书面申请解除货车的查封"}),
]
LEASE_ROWS = [
    ("amount-total", {"deposit": "8000"}),
    ("reference", {"number": "7"}),
    ("date-order", {"inspected": "2026年12月18日"}),
    ("obligation-amount", {"fee": "另付占用费"}),
    ("contradiction", {"other": "搬家费由乙方承担。\n5 补充\n5.1 搬家费由甲方负担。"}),
]


def _kinds(text: str, kind: AgreementKind) -> set[str]:
    return {one.kind for one in check(text, kind, TODAY)}


def _of(clauses: str, title: str = "还款协议", kind: AgreementKind = AgreementKind.OTHER) -> set[str]:
    return _kinds(PEOPLE.format(title=title, clauses=clauses), kind)


@pytest.mark.parametrize(("kind", "old", "new"), LOAN_ROWS)
def test_of_instalments(kind: str, old: str, new: str) -> None:
    good = LOAN.format(plan=PLAN, more=MORE)
    assert good.count(old) == 1
    assert kind not in _of(good)
    assert kind in _of(good.replace(old, new))


@pytest.mark.parametrize(("kind", "changed"), ENFORCED_ROWS)
def test_of_measures(kind: str, changed: dict[str, str]) -> None:
    good = {"sealed": SEALED, "release": RELEASE, "listing": LISTING, "late": RESUMED}
    before, after = (
        _of(ENFORCED.format(**values), "执行和解协议", AgreementKind.ENFORCEMENT) for values in (good, good | changed)
    )
    assert kind not in before
    assert kind in after


@pytest.mark.parametrize(("kind", "changed"), LEASE_ROWS)
def test_of_numbered_clauses(kind: str, changed: dict[str, str]) -> None:
    before, after = (_of(LEASE.format(**values), "退租协议") for values in (LEFT, LEFT | changed))
    assert kind not in before
    assert kind in after


def test_whoever_is_listed_signs() -> None:
    clauses = f"""一、工资表
姓名 | 身份证号 | 工资
冉启富 | 0000**********6172 | 8000元
谭世平 | 0000**********0335 | 9000元
向永琼 | 0000**********5847 | 7000元
二、乙方于2026年12月25日付清上表工资。{ACCOUNT}
三、{LATE}"""
    text = PEOPLE.format(title="某某仲裁委员会\n调解书", clauses=clauses)
    signed = text.replace("甲方（签名）：柳成荫", "甲方（签名）：柳成荫、冉启富、谭世平、向永琼")
    assert "signature" not in _kinds(signed, AgreementKind.WAGE)
    assert "signature" in _kinds(signed.replace("谭世平、向永琼\n", "谭世平\n"), AgreementKind.WAGE)


def test_what_one_of_two_on_a_side_lacks() -> None:
    text = PEOPLE.format(title="借款协议", clauses=LOAN.format(plan=PLAN, more=MORE)).replace(
        "乙方：穆青山，男，身份证号0000**********0902，住某市某区建设路21号，电话13800000002。",
        "借钱的一方是：穆青山，男，身份证号0000**********3456，电话13800000002；"
        "何小燕，女，身份证号0000**********3457，电话13800000003；两人都住某市某区建设路21号。",
    )
    lacking = text.replace("3457，电话13800000003；", "3457；")
    assert "party-missing" not in _kinds(text, AgreementKind.OTHER)
    assert "party-missing" in _kinds(lacking, AgreementKind.OTHER)


def test_days_at_the_head_of_a_table_are_due() -> None:
    table = (
        "一、乙方按下表付款：\n收款人 | 2027年1月14日 | {} | 合计\n甲方 | 22000元 | 20000元 | 42000元\n二、" + ACCOUNT
    )
    assert "date-holiday" not in _of(table.format("2027年3月18日"))
    assert "date-holiday" in _of(table.format("2027年3月20日"))


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("amount-total", "医疗费700元，误工费900元，合起来是1500元", "医疗费700元，误工费900元，合起来是1600元"),
        (
            "obligation-who",
            "房屋上方的防水层应当在2027年3月25日前铲除重做",
            "乙方应当在2027年3月25日前把房屋上方的防水层铲除重做",
        ),
        ("obligation-who", "供货商24000元，应于2026年12月30日前还清", "供货商24000元，乙方应于2026年12月30日前还清"),
        (
            "obligation-when",
            "执行费900元由乙方负担，交至法院",
            "执行费900元由乙方负担，2026年12月22日前交至法院",
        ),
        ("third-party", "冷库（乙方自冻鲜租赁公司租入）自交铺时归甲方所有", "冷库自交铺时归甲方所有"),
    ],
)
def test_of_a_clause(kind: str, bad: str, good: str) -> None:
    assert kind in _of(f"一、{bad}。\n二、{ACCOUNT}")
    assert kind not in _of(f"一、{good}。\n二、{ACCOUNT}")


def test_confirmation_under_its_heading() -> None:
    text = (
        "【付款】\n乙方于2026年12月25日付给甲方30000元。\n【账户】\n"
        + ACCOUNT
        + "\n【司法确认】\n{}\n受理法院：某区人民法院"
    )
    good, bad = "申请人：甲方与乙方共同申请", "申请人：乙方不履行的，由甲方单方申请"
    kind = AgreementKind.MEDIATION
    assert "confirmation-period" not in _of(text.format(good), "调解协议", kind)
    assert "confirmation-period" in _of(text.format(bad), "调解协议", kind)
