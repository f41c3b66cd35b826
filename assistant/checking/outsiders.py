"""Firms, people and others who do not sign, and yet are told to do something or lose a right."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking import owners
from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.headings import CLAUSE_MARK
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import spot
from assistant.redaction.surnames import BEGINNINGS, WORDS, surname

MUST = (
    r"(?:支付|偿还|归还|清偿|还清|付清|垫付|赔偿"
    r"|承担[^，。；]{0,16}(?:责任|债务|义务|费)|代[^，。；]{1,6}[还付]|代为|搬离|腾退|腾空|交付|提供(?:担保|抵押)|还款|付款)"
)
NO_DUTY_OF_THEIRS = re.compile(r"追偿|知悉|通知|同意(?!承担|支付|偿还)|受托|委托")
TOLD_APART = re.compile(r"收到[^，。；]{0,10}$|(?:欠|向|对|与|给|转|及|非)[^，。；]{0,4}$")
# Those who have to do with a debt, and are no party of it unless they are introduced.
ROLE = re.compile(
    r"(?P<who>供应商|供货商|实际施工人|分包[人商方]|劳务班组|班组长?|业主方?|物业公司|房东|房主|次承租人|转租人|继承人|开发商|发包[人方]"
    r"|总承?包[人方]?|建设单位|出租人|承租人|买受人|股东|员工|职工|村委会|居委会|村集体|房客|租客|租户|住户|客户|合作[方商]|下游[^，。；]{0,4}商|经销商|加盟商|雇主|老板|(?:所在|工作|用人)单位|债权人|抵押权人|质权人|保险公司|[一-龥]{2,8}银行(?:[一-龥]{1,10}[支分]行)?)"
    r"(?P<must>(?:[一-龥（）某]{2,20}?)?(?:应当|必须|须|不得|自愿|放弃|免收|同意免|负责|对[^。；，]{1,12}不再|应(?=[在于向将把优先无免自从每按])|每月从[^。；，]{1,10}中[代]?扣)[^。；]{1,40})"
)
# 由房东许传秀再给乙方续租三年: whatever he is to do
SOMEBODY = (
    rf"(?P<who>(?P<role>{owners.OTHERS}|股东|老板|开发商|发包[人方]|分包[人商方]|经销商|合作[方商]|雇主|施工队|包工头|物业公司|[一-龥]{{2,8}}银行)"
    r"(?:负责人|经理)?(?P<name>[一-龥]{2,3}?)?)"
)
BY_ROLE = re.compile(
    rf"由{SOMEBODY}"
    r"(?P<must>(?:再|继续|另|先|负责|给|为|向|替|把|将|按|以|免费|无偿|[于在自])[^，。；]{2,40})"
)
# 房东再给乙方免租两个月: what of his own he is to give up
GRANTS = re.compile(
    rf"(?:^|(?<=[，。；、：])){SOMEBODY}"
    r"(?P<must>(?:同意|再|继续)[^，。；]{0,16}?(?:延期|延长|展期|续[租期贷供]|减免|免[租收除]|降低|放弃|供货))"
)
AGREED = re.compile(r"已|书面|附[后件]|不影响")  # that he does so is told, not demanded
LOOKS_ON = re.compile(
    r"签[收字名章]|验收|见证|作证|证明|保管|看管|清点|监督|确认|核[定实对]|认定|转[交达]|协助|代[收领]"
)
OPEN_ROLE = re.compile(r"任何|其他|各自的?$|违约|相关")
PERSON = re.compile(
    r"(?:(?<=[，。；、：由以将条项人])|^|(?<=\d[.．、])[ ]?)(?P<who>[一-龥某]{2,3})"
    r"(?=(?:自愿|同意|承诺|愿意|应当?|须|必须|负责|名下|对[^。；，]{1,12}不再|放弃)[^。；]{0,40}?"
    r"(?:支付|偿还|归还|清偿|付清|赔偿|承担|代|搬|腾|交付|担保|抵押|抵债|抵偿|抵给|作价|过户|不再享有|放弃|免除|交给))"
)
# 彭建辉只能向谭志远收租: a right of his that others limit
LIMITED = re.compile(
    r"(?:(?<=[，。；、：])|^)(?P<who>[一-龥某]{2,3}?)(?=(?:只能|只得|仅可|仅能|不得|无权|不能|不可)(?:再|另)?[^，。；]{0,4}"
    r"(?:向|要求|主张|请求|追|收|找|解除|收回|反对|干涉))"
)
BY_PERSON = re.compile(
    r"由(?P<who>[一-龥某]{2,3}?)(?=(?:[于在自][^，。；]{1,24}?|一次性|分期|先行|直接|代为?|全额)?"
    r"(?:支付|偿还|归还|清偿|付清|付给|赔偿|承担|垫付|还清))"
)
NAMED_FIRM = re.compile(
    r"[一-龥（）()]{4,36}?(?:有限公司|股份公司|集团公司|有限责任公司|合作社|经营部|商行|工作室|事务所|合伙企业|加工厂|机械厂|制品厂|村民委员会)"
    r"|[一-龥]{2,14}(?:公司|店|厂|行|队|馆|铺|场|坊|超市|酒店)(?=[应须]|必须|负责|自愿|承诺|[于在]\d)"
)
GENERIC_FIRM = re.compile(
    r"银行|信用社|评估|拍卖|鉴定|审计|会计|公证|电力|供电|自来水|燃气|律师|交易所|证券|保全|保险|"
    r"^(?:有限|股份|集团|[一-龥]{0,2}该|本|任何)"
)
NEAR = 60  # characters before a name that say what it does there
BY = re.compile(r"由[^。；，]{0,16}$")
THEIRS = (
    rf"(?:{MUST}|付给|付至|付到|汇给|汇入|转给|扣下|扣除|搬[走出离]|腾[退空]|让出|交出|扣划|代扣|代付|拨付|划付|抵作|抵偿|抵顶|抵扣"
    "|发货|供货|交货|施工|维修|安装|办理|出具|解除|返还|退还|补[发足齐]|[送运][到至]|更换|换货)"
)
FIRM_MUST = re.compile(rf"[^。；，]{{0,30}}?{THEIRS}")
MODAL_MUST = re.compile(
    rf"(?:每个?月|按月|逐月|自[^，。；]{{1,16}}起)?(?:自愿|同意|承诺|愿意|负责|应当?|须|必须|需|代|共同|直接|一并|也|亦|从[^。；，]{{1,10}}中|[于在][^。；，]{{1,24}})[^。；，]{{0,24}}?{THEIRS}"
)
BY_THAT_FIRM = re.compile(
    rf"(?:由|请|让)(?:该|上述|前述|其)(?:公司|单位|厂|企业|社|债务人|第三方|方)?[^。；，]{{0,30}}?{THEIRS}"
)
THEIR_CLAIM = re.compile(
    r"(?:放弃|免除)?(?:对|与|欠|享有的?|持有的?|名下|所有)[^。；，]{0,16}?(?:债权|债务|权利|货款|借款|材料款|工程款|欠款|应收款|款项|请求权|优先权|抵押权|租赁权|运费|租金)"
    r"[^。；]{0,40}?(?:消灭|免除|放弃|抵销|抵消|了结|清零|不再主张|不再享有|作废|归于?消灭|一笔勾销|终止|归[^。；，]{1,10}所有|转让给|转归|转移给|视为(?:清偿|履行|放弃))"
)
# What begins like a surname and is none.
COMMON = re.compile(
    r"[方款项目金额期限均都也仍亦等应须并或及再先另]$|^(?:双方|各方|本|该|此|其|公司|单位|工程|项目|货物|房屋|车辆|设备|法院|法人|成员|金额|工人|农民|员工|家属|代表|余下|包括|另行|全体|任何|相关)|现|自愿|同意|应当"
)


# 其母应于每月…付给, 由其妻用工资代还
KIN_MUST = re.compile(
    rf"{owners.OF_KIN}"
    r"(?:[（(][^（()）]{1,30}[)）])?"
    r"(?:(?P<plain>(?=承担|支?付|偿还|归还|清偿|还清|赔偿|垫付))|自愿|愿意|承诺|负责|应当?|须|必须|要|共同|一[起并同]|也|每个?月|按月|逐月|[于在自][^，。；]{1,24}|[从用以拿将把][^，。；]{1,20}|代|替|垫)"
    r"[^。；]{0,40}?(?:支?付(?!款人)|还(?!款人)|清偿|承担|赔|搬|腾|交[付出给]|抵|担保|出资|出钱)"
)
NOT_BOUND = re.compile(
    r"同意(?!承担|支付|偿还|代|以|用|将|把)|不(?:承担|负|再|[需用必须])|签[收字名]|知[悉情道]|通知|委托|在场|陪|照[顾料]|护理|代[收领]|汇来|转来|的(?:账户|银行卡)"
)


def findings(agreement: Agreement, sentence: Span, called: Sequence[str]) -> Iterator[Finding]:
    """third-party, of one sentence: the first outsider in it. ``called`` is what the parties are called."""
    found = (
        *_kin(agreement, sentence, called),
        *_firms(agreement, sentence),
        *_roles(agreement, sentence),
        *_others(agreement, sentence),
        *_people(agreement, sentence),
    )
    yield from found[:1]


def _others(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """由供货商王某继续供货半年."""
    told = "".join(agreement.text[one.details.start : one.details.end] for one in agreement.parties)
    told += agreement.signatures.text
    mark = CLAUSE_MARK.match(sentence.text)
    begin = mark.end() if mark else 0
    granting = () if AGREED.search(sentence.text) else GRANTS.finditer(sentence.text[begin:])
    found = (*BY_ROLE.finditer(sentence.text[begin:]), *granting) if agreement.parties else ()
    for match in found:
        known = match["name"] in told if match["name"] else match["role"] in told
        if known or LOOKS_ON.search(match["must"]) or CONDITION.search(sentence.text[: begin + match.start()]):
            continue
        start, end = sentence.start + begin + match.start(), sentence.start + begin + match.end()
        if not past(agreement, sentence, start):
            yield _outsider(agreement, start, end, match["who"])


def _kin(agreement: Agreement, sentence: Span, called: Sequence[str]) -> Iterator[Finding]:
    """Those near to a party who are told to pay or to do something."""
    for match in KIN_MUST.finditer(sentence.text):
        found = owners.near(match, called)
        if found is None:
            continue
        who, start = found
        if match["plain"] is not None and not BY.search(sentence.text[:start]):  # 由乙方的儿子何某承担
            continue
        before = sentence.text[max(0, start - NEAR) : start]
        if NOT_BOUND.search(match.group()) or TOLD_APART.search(before) or owners.signs(agreement, who):
            continue
        if not past(agreement, sentence, sentence.start + match.start()):
            yield _outsider(agreement, sentence.start + start, sentence.start + match.end(), who)


def _firms(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """A firm that does not sign: it is to pay or to do something, or its claims are disposed of."""
    for firm in NAMED_FIRM.finditer(sentence.text):
        name = _absent(agreement, firm.group())
        if not name or NO_DUTY_OF_THEIRS.search(sentence.text):
            continue
        begin = firm.end() - len(name)
        before = sentence.text[max(0, begin - NEAR) : begin]
        after = sentence.text[firm.end() : firm.end() + 2 * NEAR]
        claim = THEIR_CLAIM.match(after)
        duty = FIRM_MUST.match(after) if BY.search(before) else MODAL_MUST.match(after)
        duty = duty or BY_THAT_FIRM.search(after)
        if not (claim or duty) or TOLD_APART.search(before) or past(agreement, sentence, sentence.start + begin):
            continue
        if duty and not claim and CONDITION.search(before):
            continue
        reason = (
            f"“{name}”没有在协议上签字，它的债权不能由别人免掉、抵掉。请让它作为一方签字，或者删去。"
            if claim
            else f"“{name}”没有在协议上签字，协议管不到它；它不做，责任还在签字的一方。"
            "请让它签字，或者改由签字的一方负责。"
        )
        stop = firm.end() + (claim or duty).end()  # type: ignore[union-attr]
        start = sentence.start + begin
        basis = cite(CIVIL_CODE, "四百六十五", "五百二十三")
        yield agreement.finding("third-party", Severity.WARNING, start, sentence.start + stop, reason, basis)
        return


def _absent(agreement: Agreement, said: str) -> str:
    """The name of a firm without the words before it, "" where it is a party, is introduced or signs."""
    known = "".join(one.details.text for one in agreement.parties) or agreement.text[: agreement.body.start]
    known += agreement.signatures.text
    name = re.split(r"(?:由|任职的|所在的|控股的|开办的|经营的|投资的|[的与和及向给将以])(?=[一-龥（(]{4,})", said)[-1]
    if GENERIC_FIRM.search(name) or name in known or any(said.endswith(one) for one in _names(agreement)):
        return ""
    return name


def _names(agreement: Agreement) -> Iterator[str]:
    for party in agreement.parties:
        yield from (one for one in party.names if len(one) > 1)


def _introduced(agreement: Agreement) -> str:
    return agreement.text[: agreement.body.start] + agreement.signatures.text


def _roles(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """供货商应当免费提供…"""
    match = ROLE.search(sentence.text)
    parties = "".join(party.role + party.alias + party.name + party.details.text for party in agreement.parties)
    if match is None or not agreement.parties or match["who"] in parties + agreement.signatures.text:
        return
    before = sentence.text[max(0, match.start() - NEAR) : match.start()]
    if OPEN_ROLE.search(before[-4:]) or TOLD_APART.search(before) or NO_DUTY_OF_THEIRS.search(match["must"]):
        return
    if CONDITION.search(before) or re.search(r"股东会|决议|表决", sentence.text):
        return
    if not past(agreement, sentence, sentence.start + match.start()):
        yield _outsider(agreement, *spot(sentence, match), match["who"])


def _people(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """周某某自愿承担…"""
    for match in (one for words in (PERSON, BY_PERSON, LIMITED) for one in words.finditer(sentence.text)):
        who = match["who"]
        named = re.fullmatch(r"[一-龥]某{1,2}", who) or (surname(who) and who[0] not in WORDS | BEGINNINGS)
        if not named or COMMON.search(who) or who in _introduced(agreement):
            continue
        if not past(agreement, sentence, sentence.start + match.start()):
            yield _outsider(agreement, *spot(sentence, match), who)
            return


def _outsider(agreement: Agreement, start: int, end: int, who: str) -> Finding:
    reason = f"“{who}”没有在协议上签字，协议管不到他；他不做，责任还在签字的一方。请让他签字，或者改由签字的一方负责。"
    basis = cite(CIVIL_CODE, "四百六十五", "五百二十三")
    return agreement.finding("third-party", Severity.WARNING, start, end, reason, basis)
