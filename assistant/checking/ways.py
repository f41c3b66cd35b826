"""Payments without an account, deliveries without a place."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking import handed_over
from assistant.checking.agreement import Agreement, AgreementKind, Party
from assistant.checking.duties import CONDITION, INTO, Duty
from assistant.checking.facts import narrates, past
from assistant.checking.finding import Finding, Severity
from assistant.checking.handed_over import piece_of
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import has_sum, scope_of, spot
from assistant.checking.schedules import schedules

ACCOUNT = re.compile(
    r"(?:账|帐|卡)号[^。；\n]{0,12}?[\d*＊xX][\d*＊xX \-]{4,}"
    r"|(?:账|帐)[号户][^。；\n]{0,30}?[\d*＊][\d*＊ ]{6,}|[\d*＊]{12,}"
)
OTHER_WAYS = re.compile(
    r"现金|案款|法院[^，。；]{0,8}(?:账户|专户|账号)|执行款|提存|支付宝|微信|工资(?:卡|账户|专用)|原(?:付款|收款|支付|发放)?账户"
    r"|(?:第.{1,3}[条项款]|首[部页]|附[件表][^，。；]?|(?<![缴交收][款费])通知书)[^，。；]{0,10}(?:账户|账号|银行卡|卡)|[账卡]号见|原路退"
    r"|刷卡|POS|收款码|支票|汇票|本人[^，。；]{0,6}(?:账户|卡)|社会?保障?卡|抵扣|(?:由法院|从[^，。；]{1,16})扣划"
)
# 当面交给某人, of money or of keys.
IN_PERSON = re.compile(
    r"[^，。；]*(?:当[场面庭][^，。；]{0,10}(?:付|支|给|清(?!点)|结|还|履|交)|(?:付|支|给|清(?!点)|还|交|履行)[^，。；]{0,8}当[场面庭])[^，。；]*"
)
OF_MONEY = re.compile(r"元|[款钱费金租薪]|[付偿]|清(?!点)|工资")
# Before a court the numbers of accounts often stay in the files.
IN_COURT = re.compile(r"原告|被告|审判员")
OWN_ACCOUNT = re.compile(r"[付汇转打][至入到][^，。；]{1,24}(?<!指定)(?<!指定的)账户")
ALREADY = re.compile(r"已(?:经|由[^，。；]{1,8})?(?:当[场面]|以?现金)|不(?:采用|使用|以|用)[^，。；]{1,12}")
GENERAL = re.compile(
    r"指定[^，。；]{0,4}账户|各自?[^，。；]{0,6}(?:账户|银行卡|卡)|案款|法院[^，。；]{0,8}(?:账户|专户)"
)
PAID = re.compile(r"付清|支付|给付|付给|赔偿|返还|归还|偿还|退还|结清")
CASH, TRANSFER = re.compile("现金"), re.compile("[汇转打][入至到给]|转账|账户|卡号")
REST = re.compile("剩|余|[其另]外|第二|尾")
ORDINAL = re.compile(r"[一二三四五六七八九十甲乙丙丁戊\d]$")
FEWEST = 2  # parties
NO_ACCOUNT = re.compile(r"(?:身份[^，。；]{0,6}|代码|电话|手机)[：:]?$")
SUBJECT = 24  # characters of a sentence among which its subject is
NEAR = 90  # characters before the number of an account in which is looked for whose it is
SEALED = re.compile(r"查封|冻结|解除(?=[^，。；]{0,16}(?:封|冻|扣押|保全|措施|限制))|发票")
PAID_INTO = re.compile(r"收款|[汇转打]|[付退存]到|付至")


def findings(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    """obligation-how: the agreement says nowhere how is paid, or a clause not where is delivered."""
    yield from _account(agreement, told)
    yield from _rest(agreement, told)
    yield from _payees(agreement)
    yield from handed_over.findings(agreement, told)


def _account(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    paying = next((duty for duty in told if duty.money), None)
    plan = next(iter(schedules(agreement)), None)
    around = agreement.text[: agreement.body.start] + agreement.signatures.text
    if _says_how(agreement) or re.search(r"账号|卡号|开户行", around):
        return
    where = "整份协议没有写钱付到哪个账户、是不是付现金或者交到法院。"
    if agreement.kind is AgreementKind.ENFORCEMENT:
        where = "整份协议没有写钱付到申请执行人的账户还是法院的案款账户。"
    if paying:
        start, piece = piece_of(agreement, paying)
    elif plan:  # a table of instalments, and nobody told to pay
        start, piece = plan.start, agreement.text[plan.start : plan.end]
    else:
        return
    yield agreement.finding(
        "obligation-how",
        Severity.WARNING,
        start,
        start + len(piece),
        f"{where}收没收到钱最容易在这里起争议。",
        cite(CIVIL_CODE, "四百七十"),
        f"{piece if paying else ''}，汇入以下账户：户名____，开户行____，账号____，以到账日为付款日".lstrip("，"),
    )


def _says_how(agreement: Agreement) -> bool:
    """Whether a sentence names an account, cash, or the court's; an account that is frozen is none to pay into."""
    court = IN_COURT.search(agreement.text)
    for one in agreement.sentences:
        above = agreement.text[scope_of(agreement, one.start).start : one.start]
        sealed = SEALED.search(one.text) or (SEALED.search(above) and not PAID_INTO.search(one.text))
        told = ALREADY.sub("", one.text)
        if not sealed and (ACCOUNT.search(told) or OTHER_WAYS.search(told) or _in_person(told)):
            return True
        if court and OWN_ACCOUNT.search(one.text):
            return True
    return False


def _in_person(text: str) -> bool:
    """Whether money is paid on the spot."""
    return any(OF_MONEY.search(one.group()) for one in IN_PERSON.finditer(text))


def _rest(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    """What is left to be paid where only the first part has a way: 现金4,000元；剩下的10,000元于…付给某某."""
    ways = [one for one in agreement.sentences if ACCOUNT.search(one.text) or OTHER_WAYS.search(one.text)]
    tied = all(CASH.search(one.text) and has_sum(agreement, one.start, one.end) for one in ways)
    if not (ways and tied) or TRANSFER.search(agreement.body.text):
        return
    for duty in told:
        sentence = duty.sentence
        follows = agreement.text[sentence.start : duty.scope.end]
        rest = REST.search(sentence.text) and has_sum(agreement, sentence.start, sentence.end)
        if duty.money and rest and sentence.start > ways[0].start and not (POINTS.search(follows) or sentence in ways):
            start, piece = piece_of(agreement, duty)
            reason = "前一笔是付现金，剩下的这一笔没有写付到哪个账户、是不是也付现金。"
            rewrite = f"{piece}，汇入以下账户：户名____，开户行____，账号____"
            yield _no_account(agreement, start, start + len(piece), reason, rewrite)
            return


# To whom something is paid.
PAID_TO = (
    r"(?:付给|给付|支付给|支付|退给|退还给?|偿还|返还|赔偿|补偿|还给|转给"
    r"|[付给]|向(?=[^，。；]{1,24}(?:支付|付|偿还|返还|退|赔偿|补偿)))"
)
POINTS = re.compile(r"账|帐|卡|现金|当[场面]|[汇转打][入至到给]|均|案款|抵|扣|微信|支付宝|同[上前]|提存|一并|连同")


def _payees(agreement: Agreement) -> Iterator[Finding]:
    """Payments to one of several who has no account, where the others have; or by one who is told no way, where the
    way of the other stands in the sentence itself.
    """
    named = {name: one for one in agreement.parties for name in one.names if len(name) > 1}
    if len(named) < FEWEST or any(GENERAL.search(one.text) for one in agreement.sentences):
        return
    words = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    holders: set[str] = set()
    for number in ACCOUNT.finditer(agreement.text, agreement.body.start, agreement.body.end):
        said = agreement.text[max(agreement.body.start, number.start() - NEAR) : number.start()].rpartition("。")[2]
        if NO_ACCOUNT.search(said):
            continue
        said += number.group()
        near = re.findall(words, re.split("[；;]", said)[-1])  # 向甲方支付…；向乙方支付…，卡号…: only 乙方 has one
        holders |= {named[one].name for one in near or re.findall(words, said)}
    if not holders:
        return
    for sentence in agreement.sentences:
        scope = scope_of(agreement, sentence.start)
        if CONDITION.search(sentence.text) or narrates(agreement, scope) or POINTS.search(sentence.text):
            continue
        for match in re.finditer(rf"{PAID_TO}(?P<who>{words})[^，。；\d]{{0,20}}\d[\d,.]*万?元", sentence.text):
            follows = agreement.text[sentence.end : scope.end]
            ours = re.search(rf"(?:{match['who']}|其)[^。；]{{0,40}}(?:账户|账号|卡号)", follows)
            ours = ours or OTHER_WAYS.search(follows)
            if named[match["who"]].name in holders or ours or past(agreement, sentence, sentence.start + match.start()):
                continue
            reason = f"别的收款人有账户，付给{match['who']}的这一笔没有写付到哪个账户、是不是付现金。"
            rewrite = f"{match.group()}，汇入以下账户：户名____，开户行____，账号____"
            yield _no_account(agreement, *spot(sentence, match), reason, rewrite)
            return
    yield from _one_without(agreement, holders)
    yield from _second_payer(agreement, words)


def _one_without(agreement: Agreement, holders: set[str]) -> Iterator[Finding]:
    """Of several who stand on one side two have an account, and one has none."""
    sides: dict[str, list[Party]] = {}
    for one in agreement.parties:
        sides.setdefault(ORDINAL.sub("", one.role), []).append(one)
    for side in sides.values():
        without = [one for one in side if one.name not in holders]
        if len(side) - len(without) < FEWEST or len(without) != 1:
            continue
        names = re.compile("|".join(map(re.escape, without[0].names[-2:])))
        told = (one.text for one in agreement.sentences if names.search(one.text))
        last = list(ACCOUNT.finditer(agreement.text, agreement.body.start, agreement.body.end))
        if not last or any(ACCOUNT.search(one) or OTHER_WAYS.search(one) or POINTS.search(one) for one in told):
            continue
        reason = f"同一方的人里别人有账户，{without[0].name}没有，付给他的钱不知道付到哪里、是不是付现金。"
        rewrite = f"{last[-1].group()}；{without[0].name}：户名____，开户行____，账号____"
        yield _no_account(agreement, last[-1].start(), last[-1].end(), reason, rewrite)


def _second_payer(agreement: Agreement, words: str) -> Iterator[Finding]:
    """甲公司将18万元汇入…账户（卡号…）。李某将3100元付清。"""
    first: tuple[int, str] | None = None  # the clause and who pays there into an account
    for sentence in agreement.sentences:
        scope = scope_of(agreement, sentence.start)
        if not has_sum(agreement, sentence.start, sentence.end) or CONDITION.search(sentence.text):
            continue
        who = re.match(rf"\s*(?P<who>{words})(?=应|于|在|须|将|\d)", sentence.text)
        if ACCOUNT.search(sentence.text) and INTO.search(sentence.text):
            first = scope.start, sentence.text[:SUBJECT]
        elif who and first and first[0] == scope.start and who["who"] not in first[1]:
            pays = PAID.search(sentence.text)
            pointed = POINTS.search(agreement.text[sentence.start : scope.end])
            if pays and not pointed and not past(agreement, sentence, sentence.start + pays.start()):
                piece = sentence.text[who.start("who") :].rstrip("。；; \n")
                start = sentence.start + who.start("who")
                reason = f"前一笔有收款账户，{who['who']}付的这一笔没有写付到哪个账户、是不是付现金。"
                rewrite = f"{piece}，汇入以下账户：户名____，开户行____，账号____"
                yield _no_account(agreement, start, start + len(piece), reason, rewrite)
                return


def _no_account(agreement: Agreement, start: int, end: int, reason: str, rewrite: str) -> Finding:
    basis = cite(CIVIL_CODE, "四百七十")
    return agreement.finding("obligation-how", Severity.WARNING, start, end, reason, basis, rewrite)
