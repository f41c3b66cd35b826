"""Defaults, guarantees, releases and contradictions in the words of drafters of every sort."""

import pytest

from assistant.checking import AgreementKind, contradictions, defaults, guarantees, measures
from tests.assistant.checking.altering import found

PLAN = """还款协议

甲方（出借人）：钟少平，男，1980年1月1日出生，住某市某区某路1号。
乙方（借款人）：黎伟强，男，1981年1月1日出生，住某市某区某路2号。
丙方：{firm}，住某市某区某路3号。

一、乙方尚欠甲方借款120,000元。
二、乙方分三期还给甲方：2026年12月18日前还40,000元；2027年3月19日前还40,000元；2027年6月18日前还40,000元。转入甲方在中国银行某支行的账户，卡号6222023602088164371。
三、{default}
四、{surety}
五、{extra}
六、本协议三方签字后生效。

甲方（签名）：钟少平
乙方（签名）：黎伟强
丙方（签名）：{firm}
2026年11月30日
"""
ENFORCED = """执行和解协议

申请执行人：闻人达，男，1970年3月3日出生，住某市某区甲街1号。
被执行人：某市金石建材有限公司，住所某市某区乙街2号，法定代表人石开山。

某市某区人民法院（2026）粤0000民初88号民事判决生效后，申请执行人申请执行，案号为（2026）粤0000执99号。双方达成和解：

（一）债务。被执行人欠申请执行人货款204,300元。
（二）还款。被执行人分两期付给申请执行人：2026年12月21日前付104,300元，2027年3月22日前付100,000元。
（三）{seal}
（四）{listing}
（五）{default}
（六）执行申请费2,900元由被执行人负担。

申请执行人（签名）：闻人达
被执行人（盖章）：某市金石建材有限公司
2026年11月30日
"""
LEASE = """调解协议书

出租人谢明月，女，1975年5月5日出生，住某市某镇某村1号。
承租人某市众合五金厂，住所某市某镇工业路9号，负责人钱有余。

一、承租人分两次付给谢明月48,000元：2026年12月18日前付24,000元，2027年1月20日前付24,000元。有一次没付够的，剩下的一并到期。
二、承租人于2026年12月25日上午10时前把工业路9号厂房腾空，当场把钥匙交给谢明月。
三、{extra}

出租人（签名）：谢明月
承租人（盖章）：某市众合五金厂
2026年11月30日
"""
SOUND = {
    "firm": "容大海",
    "default": "乙方任何一期逾期满五日的，其余各期全部到期，甲方可以一次要求付清余款，并按年利率6%收取逾期利息。",
    "surety": "丙方对第二条、第三条的债务承担连带责任保证，保证期间为最后一期到期之日起三年。",
    "extra": "为签本协议没有发生费用。",
}
SETTLED = {
    "seal": "本案没有查封、冻结任何财产。",
    "listing": "被执行人没有被列入失信名单，也没有被限制消费。",
    "default": "被执行人有一期不付的，申请执行人可以申请恢复执行原判决，已付款项扣除。",
}
KINDS = {
    "default-missing",
    "acceleration-missing",
    "guarantee-scope",
    "guarantee-period",
    "guarantee-company",
    "seal-release",
    "listing-release",
    "enforcement-resume",
    "contradiction",
}


def kinds(text: str, kind: AgreementKind) -> set[str]:
    """The kinds of what the four families find."""
    checks = (defaults.findings, guarantees.findings, measures.findings, contradictions.findings)
    return {one.kind for check in checks for one in found(check, text, kind)} & KINDS


def plan(**said: str) -> set[str]:
    return kinds(PLAN.format(**{**SOUND, **said}), AgreementKind.INSTALMENT)


def enforced(**said: str) -> set[str]:
    return kinds(ENFORCED.format(**{**SETTLED, **said}), AgreementKind.ENFORCEMENT)


def test_the_agreements_themselves_are_sound() -> None:
    assert plan() == set()
    assert enforced() == set()
    assert kinds(LEASE.format(extra="双方的车费各自负担。"), AgreementKind.MEDIATION) == set()


@pytest.mark.parametrize(
    "default",
    [
        "哪一期拖过五天还不给，后面的全都算到期，甲方可以一块儿要，并按年利率6%算利息。",
        "若乙方未依约给付，甲方得就剩余全部款项诉请法院判令一次清偿。",
        "如乙方迟付任何一笔超过10日，则乙方丧失期限利益，甲方得请求一次性清偿。",
        "乙方到日子不给钱的，分期作废，甲方随时可以要回全部欠款，并从那天起按年息6%加收利息。",
        "乙方没有在上面的日期付足的，剩多少还多少，一次结清，甲方可以去法院申请执行。",
        "晚付一次，全款到期。",
        "乙方怠于履行的，全部欠款即刻届期，甲方可径行起诉。",
    ],
)
def test_a_default_is_dealt_with_in_any_words(default: str) -> None:
    assert plan(default=default) == set()


@pytest.mark.parametrize(
    ("default", "kind"),
    [
        ("乙方还款后，甲方当天把收条交给乙方。", "default-missing"),
        ("三方对上述欠款数额没有争议，签字后不得反悔。", "default-missing"),
        ("守约方有权追究违约方的责任。", "default-missing"),
        ("逾期付款的，乙方应向甲方支付违约金，数额由双方届时另行商定。", "default-missing"),
        ("乙方晚付的，每晚一天按晚付数额的万分之三补偿甲方。", "acceleration-missing"),
        ("哪一期没给，甲方可以就哪一期起诉。", "acceleration-missing"),
        ("任何一期迟延，乙方按未付金额每日万分之二支付违约金至全部付清之日。", "acceleration-missing"),
        ("任何一期超期三日未付的，乙方要承担由此引起的全部诉讼费、保全费。", "acceleration-missing"),
    ],
)
def test_what_a_default_leads_to_is_missing(default: str, kind: str) -> None:
    assert kind in plan(default=default)


@pytest.mark.parametrize(
    ("surety", "kind"),
    [
        ("丙方就其中一部分借款承担一般保证责任，保证期间为最后一期到期之日起三年。", "guarantee-scope"),
        ("丙方在力所能及的范围内对第二条债务承担连带保证责任，保证期间为最后一期到期之日起三年。", "guarantee-scope"),
        ("丙方对第二条债务承担连带责任保证，保证期间到120,000元全部还清为止。", "guarantee-period"),
        ("丙方对第二条债务承担连带责任保证，保证期间六个月，从本协议签字那天起算。", "guarantee-period"),
        ("丙方对第二条债务承担连带责任保证，担保期限：全部债务消灭前。", "guarantee-period"),
        ("丙方对第二条债务承担连带责任保证，保证责任期限为本协议履行期间。", "guarantee-period"),
        ("丙方对第二条债务承担连带责任保证，保证期间截至最后一期到期日。", "guarantee-period"),
    ],
)
def test_a_guarantee_is_not_clear(surety: str, kind: str) -> None:
    assert kind in plan(surety=surety)


@pytest.mark.parametrize(
    "surety",
    [
        "丙方就乙方欠款中的60,000元承担连带责任保证，保证期间为最后一期到期之日起三年。",
        "丙方以60,000元为限，对第二条的债务承担一般保证责任，保证期间自最后一期届满之日起两年。",
        "丙方对第二条债务承担连带责任保证，保证期间到最后一期还款日后满三年时止。",
        "丙方对第一期、第二期共80,000元承担连带责任保证，保证期间为第二期到期之日起三年。",
    ],
)
def test_a_guarantee_is_clear(surety: str) -> None:
    assert plan(surety=surety) == set()


@pytest.mark.parametrize(
    ("approved", "missing"),
    [
        ("股东会决议签约后一个月内补交。", True),
        ("丙方老板口头同意，公司盖章为准。", True),
        ("丙方股东于2026年11月25日开会表决，过半数同意担保，会议记录交甲方收存。", False),
    ],
)
def test_a_company_has_resolved_or_not(approved: str, missing: bool) -> None:
    assert ("guarantee-company" in plan(firm="某市恒业贸易有限公司", surety=SOUND["surety"] + approved)) == missing


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"seal": "冻结着的账户继续冻结。"}, "seal-release"),
        ({"seal": "法院冻结了被执行人的存款，解冻的事以后再说。"}, "seal-release"),
        ({"seal": "旧叉车没有抵押、查封。法院已冻结被执行人在某银行的存款。"}, "seal-release"),
        ({"listing": "石开山被限制高消费，被执行人没有列入失信名单，双方知道这一情况。"}, "listing-release"),
        ({"listing": "法院发出的限制消费令继续有效。"}, "listing-release"),
        ({"default": "被执行人有一期没付的，余款一次付清，并按年利率6%付利息。"}, "enforcement-resume"),
        ({"default": "双方以本协议代替判决，被执行人不付的，也不得再依判决申请执行。"}, "enforcement-resume"),
    ],
)
def test_what_becomes_of_a_measure_is_missing(said: dict[str, str], kind: str) -> None:
    assert kind in enforced(**said)


@pytest.mark.parametrize(
    "said",
    [
        {"seal": "被执行人付清第一期后三日内，由申请执行人向法院申请解封其两台叉车（编号CPC-01）。"},
        {"seal": "本案财产保全情况：无。"},
        {"listing": "被执行人不在失信名单里，也没限高。"},
        {"listing": "被执行人列入了失信名单。等第二期款付清后，申请执行人三天内去法院申请删掉。"},
        {"default": "被执行人违约的，申请执行人可以申请法院恢复对（2026）粤0000民初88号判决的执行，付过的扣除。"},
        {"default": "被执行人有一期不付，申请执行人就去法院申请接着执行原来那份判决。"},
        {"default": "被执行人违约的，申请执行人可以就和解协议另行起诉，也可以申请恢复执行原判决。"},
    ],
)
def test_what_becomes_of_a_measure_is_said(said: dict[str, str]) -> None:
    assert enforced(**said) == set()


@pytest.mark.parametrize(
    "extra",
    [
        "第二期40,000元，乙方于2027年4月20日前付清。",
        "甲方收到第二期款（2027年4月19日到期）后退还借条。",
        "本协议第一期款为50,000元。",
        "律师费2,000元由乙方负担，2026年12月25日前随第一期款一并付给甲方。",
        "乙方在2027年7月30日前全部还清上述120,000元借款。",
        "任何一期逾期满十五日的，其余各期才全部到期，甲方方可要求一次付清。",
        "分期期间按年利率4%计息，随最后一期支付。甲方同意不收任何利息。",
        "甲方不收违约金和逾期利息。",
        "评估咨询费800元由丙方承担。甲、乙双方各承担评估咨询费的一半。",
        "分期期间自2026年12月1日起按年利率4%计息，随最后一期一并付清。乙方按期还款的，2026年12月1日以后的利息一律免收。",
        "已付款项不予抵扣。乙方已付的款项从120,000元中扣除。",
    ],
)
def test_two_clauses_say_different_things(extra: str) -> None:
    assert "contradiction" in plan(extra=extra)


@pytest.mark.parametrize(
    "extra",
    [
        "公证费300元由乙方于2026年12月18日前交到某公证处，账号6222021111222233334。",
        "乙方应付的律师费2,000元于2026年12月18日前随第一期款一并付给甲方。",
        "乙方提前还清的，甲方不收违约金。",
        "甲方不另收取手续费、违约金。任何一期迟延的，就迟延金额按年利率8%支付迟延利息。",
        "本次另退预付款，收款户：黎伟强，某银行某支行，卡号6210983282018147920；容大海，某银行另一支行，卡号6228483432362554919。",
        "乙方按期还清的，2026年12月1日以后的利息不计；有一期逾期的，按第三条计算逾期利息。",
        "丙方代乙方还款后向乙方追偿的款项转入丙方账户6217003234009178266。",
    ],
)
def test_two_clauses_go_together(extra: str) -> None:
    assert plan(extra=extra) == set()


@pytest.mark.parametrize(
    ("extra", "clashes"),
    [
        ("承租人2027年1月5日交房当天，谢明月退还押金5,000元。", True),
        ("承租人到期不搬的，从2026年12月20日起按每天500元付占用费。", True),
        ("水电费1,000元由承租人在2026年12月30日前连同第一次的24,000元一并付清。", True),
        ("承租人2026年12月25日交房当天，谢明月退还押金5,000元。", False),
        ("承租人到期不搬的，从2026年12月26日起按每天500元付占用费。", False),
        ("承租人员工的户口应于2027年3月12日前迁出。", False),
    ],
)
def test_a_handover_has_one_day(extra: str, clashes: bool) -> None:
    assert ("contradiction" in kinds(LEASE.format(extra=extra), AgreementKind.MEDIATION)) == clashes


SEALS = (
    "法院查封了被执行人乙街2号厂房，冻结了被执行人账户存款50,000元。第一期到账后三日内，申请执行人申请法院解除对{}。"
)


@pytest.mark.parametrize(
    ("seal", "missing"),
    [
        (SEALS.format("账户存款50,000元的冻结"), True),
        (SEALS.format("账户存款50,000元的冻结；全部付清后三日内，申请法院解除对乙街2号厂房的查封"), False),
        (SEALS.format("厂房的查封和存款的冻结"), False),
        (SEALS.format("厂房的查封和存款的冻结；对所持20%股权继续冻结"), True),
    ],
)
def test_every_seal_is_released(seal: str, missing: bool) -> None:
    assert ("seal-release" in enforced(seal=seal)) == missing


@pytest.mark.parametrize(
    ("surety", "kind"),
    [
        ("丙方对第二条的债务提供一般保证或者连带责任保证，保证期间为最后一期到期之日起三年。", "guarantee-scope"),
        ("丙方对第二条的债务承担连带责任保证，保证期间与上述各期款项的履行期限相同。", "guarantee-period"),
        ("丙方对第二条的债务作连带保证，最后一期过后两年内甲方都可以找丙方要。", ""),
    ],
)
def test_a_guarantee_is_of_one_kind_and_ends_after_the_debt(surety: str, kind: str) -> None:
    assert plan(surety=surety) == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("default", "missing"),
    [
        ("乙方某一期迟延的，甲方可以就该期款项向法院起诉。", True),
        ("乙方某一期迟延的，剩下的各期一起到期，甲方可以向法院起诉。", False),
    ],
)
def test_a_list_of_days_is_a_plan(default: str, missing: bool) -> None:
    assert ("acceleration-missing" in plan(default=default)) == missing
