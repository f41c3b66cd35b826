"""What binds somebody who does not sign, or disposes of what belongs to others."""

import re
from collections.abc import Iterator

from assistant.checking import outsiders
from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, CONTRACTS, SEIZURE, cite
from assistant.checking.places import spot
from assistant.redaction.surnames import BEGINNINGS, WORDS, surname

KIN = (
    r"妻子|丈夫|配偶|爱人|前妻|前夫|父母|父亲|母亲"
    r"|儿子|女儿|子女|哥哥|弟弟|姐姐|妹妹|兄弟|姐妹|岳父|岳母|公婆|亲属|家属|亲戚|朋友|合伙人"
    r"|[胞堂表][兄弟姐妹哥]|长兄|大哥|二哥|小弟|[大小]?舅子|侄[子女儿]|外甥女?|[叔伯姑舅姨][父母]|叔叔|伯伯|舅舅|姑姑|女婿|儿媳|媳妇"
    r"|祖父母?|祖母|爷爷|奶奶|外公|外婆|孙[子女]|[长次幼]子|[长次幼]女|公公|婆婆|亲家|妻[弟兄妹姐]|内[弟兄]|小姨子|[姐妹]夫|嫂子?|连襟|妯娌|继[父母子女]|养[父母子女]|老伴"
)
FIRMS = (
    r"股东|法定代表人|实际控制人|关联公司|母公司|子公司|总公司|上级单位"
    r"|发包方|业主|开发商|建设单位|总包|合伙人|案外人|第三人|他人|第三方"
)
OF_KIN = r"(?:之|(?<=其))(?:岳父|岳母|[妻夫父母子女兄弟姐妹媳婿哥姐])"
OTHERS = (
    rf"(?:(?:甲方|乙方|丙方|债务人|被执行人|付款方|借款人|承租人|出租人|被告"
    rf"|原告|申请人|被申请人|买方|卖方|其|被申请执行人|保证人|担保人|抵押人|本人|[收还]款[方人]|欠款人|出借人|供方|需方|出卖人|买受人"
    rf"|承包人|发包人|用人单位|劳动者)(?:(?:的|之)?(?:{KIN}|{FIRMS})|{OF_KIN})"
    rf"|(?:(?<=[以由将把用，、；和与及经])|^)(?![以由将把用])[一-龥]{{2,4}}?(?:(?:的|之)(?:{KIN})|{OF_KIN})|案外人|第三人|他人)"
)
THINGS = (
    r"房(?!租|号|费)|房屋|房产|房子|住房|商铺|厂房|车辆"
    r"|汽车|轿车|货车|设备|机器|土地|宅基地|股权|存款|账户|车位|不动产|林木|债权|工资|门面|公寓|财产"
    r"|住宅|别墅|套房|铺面|仓库|厂区|院落|宅院|院子|老宅|宅子|小院|祖屋|店铺|摊位|承包地|鱼塘|果园|存货|股份|持股|拆迁款|补偿款|保证金|船|挖掘机|机床|生产线|汽车|面包车|拖拉机"
)
DISPOSES = (
    r"抵债|抵偿|抵顶|抵付|抵给|作价|过户|转让|交付|抵押|质押"
    r"|归[^。；，]{1,8}所有|出售|变卖|卖|赠与|偿还|清偿|担保|腾退|分割|处分|出租(?!人|方)"
)
THEIR_PROPERTY = re.compile(
    rf"(?P<who>{OTHERS}(?P<name>[一-龥]{{0,3}}?))[（(]?[^。；，]{{0,12}}?(?:名下|所有|持有|拥有|的|登记)[^。；，]{{0,32}}?(?:{THINGS})[^。；]{{0,70}}?(?:{DISPOSES})"
    rf"|(?:将|以|用|把)[^。；，]{{0,16}}?(?:登记在|登记于|属于|属|归|挂在|在)(?P<other>[^。；，]{{1,10}}?)(?:名下|所有)的?[^。；，]{{0,24}}(?:{THINGS})[^。；]{{0,70}}?(?:{DISPOSES})"
)
# 供货商某某水产行的冷柜两台归收款方所有
OF_SOMEBODY = re.compile(
    r"(?:属于|归属于?|权属为|系|登记在|登记于)(?P<other>[一-龥（）()]{2,24}?)"
    r"(?:(?:名下|所有)?的[^。；，]{1,24}?|名下，[^。；]{0,30}?)"
    r"(?:归[^，。；]{1,10}所有|抵债|抵偿|抵顶|抵作|抵给|作价|过户|转让给|交给|变卖|出售|抵押给)"
)
# 供货商寄放在店内的成衣归甲方所有: what is there for somebody else
LEFT_BY_OTHERS = re.compile(
    r"(?:寄[放存售卖养]|代[销售管卖养]|代为保管|托管|送修|委托加工|借[用来得]|赊来|融资租赁|(?:供[货应]商|房东|业主|客户|顾客|员工|邻居|朋友|他人|别人)[^。；，]{0,6}(?:留下|放|存|提供|出借|托付)|租[用赁来入得])"
    r"(?!费|合同|关系|协议|期|物|人|方|押金|保证金|协议书|业务)[^。；，]{0,24}?的(?!押金|租金|费用|合同)[^。；，\d]{1,24}?(?:全部|一并|一律|均|都|作价|折价|直接|由[^。；，]{1,8})*"
    r"(?:归[^，。；]{1,10}所有|抵(?:债|偿|顶|付|给|作|押|扣)|作价|折价|过户|转让|变卖|出售|卖[给掉]|拍卖|赠与)"
)
# 房屋系向村民租用，由乙方全权处置，可以出售
RENTED = re.compile(
    r"(?:系|是|为|属)?(?:向|从|由|跟|自|找)[^。；，]{1,20}?(?:租用|承租|租赁|租来|租得|租下|借用|借来|借得|代管|代保管)(?:的|而来)?[^。；]{0,50}?"
    r"(?:全权处[置分理]|任意处[置分]|自行处[置分]|有权处[置分]|出售|变卖|卖给|抵押给|抵给|抵债|抵偿|作价|归[^，。；]{1,10}所有|转让给)"
)
NO_CONSENT = re.compile(
    r"(?:不必|无需|无须|不需|不用|不再|不须|未|没有|免于)(?:要|另行|再|事先|经过?)*[^。；，]{0,4}(?:告知|通知|征得|取得|征求|经)?[^。；，]{0,16}(?:同意|许可|认可|授权|签字|签名|书面)"
)
CO_OWNED = re.compile(
    rf"(?:(?:夫妻|与[^。；，]{{1,14}}|和[^。；，]{{1,14}}|兄弟|家庭|共同|按份|[^。；，]{{1,6}}等)?(?:共有|共同所有|共同共有)|夫妻共同|共同财产)(?!人)[^。；]{{0,40}}?(?:{DISPOSES})|(?:{DISPOSES})[^。；，]{{0,16}}(?:共有|夫妻共同)(?:的)?(?:{THINGS}|财产)"
)
ENCUMBERED = re.compile(
    r"(?:已(?:经)?[^。；，]{0,10}抵押|抵押给|设[有定立](?:了)?[^。；，]{0,6}抵押|存在抵押|抵押(?:在|于)|办理(?:了)?抵押|有(?:银行)?(?:按揭|抵押|贷款)|尚有[^。；，]{0,10}贷款|按揭(?:房|中)|(?:已)?被[^。；，]{0,10}(?:查封|扣押))[^。；]{0,50}?(?:抵债|抵偿|抵顶|抵付|抵给|作价|过户|转让|出售|变卖|归[^。；，]{1,8}所有)"
)
OWNER = re.compile(r"[一-龥某]*?(?=名下|所有|持有|拥有|的|登记|[（(])")
LONGEST_NAME = 3
NO_DUTY_OF_THEIRS = re.compile(r"追偿|知悉|通知|同意(?!承担|支付|偿还)|受托|委托")
TOLD_APART = re.compile(r"收到[^，。；]{0,10}$|(?:欠|向|对|与|给|转|及|非)[^，。；]{0,4}$")
AGREED = re.compile(
    rf"(?:本人|{KIN}|共有人|权利人|抵押权人|案外人|所有权人|全体|登记人)[^，。；]{{0,8}}(?:同意|签[字名章]|授权|书面|认可|追认)|书面同意|共同签[字名]|授权书|委托书|[取征]得[^，。；]{{0,10}}(?:同意|许可|授权)|经[^，。；]{{1,10}}同意"
)
CLEARED = re.compile(
    r"抵押权人[^。；]{0,10}同意|注销抵押|解除抵押|涂销|还清贷款|结清[^。；]{0,8}贷款|解押|解除查封|解封|带押过户|法院[^。；]{0,10}(?:准许|同意)|没有[^。；]{0,4}抵押|无抵押|不得"
)
MUST = (
    r"(?:支付|偿还|归还|清偿|还清|付清|垫付|赔偿"
    r"|承担[^，。；]{0,12}(?:责任|债务|义务|费)|代[^，。；]{1,6}[还付]|代为|搬离|腾退|腾空|交付|提供担保|还款)"
)
THEIR_DUTY = re.compile(
    rf"(?:由|要求|请)?(?P<who>{OTHERS}(?P<name>[一-龥]{{0,3}}?)?)(?:[（(][^）)]{{1,16}}[）)])?[^。；，]{{0,24}}?{MUST}"
)
SOMEBODY = re.compile(
    r"由(?P<who>[一-龥某]{2,16}?)(?:于|在|自|向|对|为|就|应|负责|承担|支付|偿还|归还|代|一次性|分期|共同|直接|另行|无偿|连带|按|先行|垫付|将|清偿)"
)
FIRM = re.compile(
    r"(?:^|[，。；、：]|业主|建设单位|开发商|发包方|总承包单位)(?P<who>[一-龥]{2,14}(?:公司|厂|合作社))(?:自愿|同意|承诺)?(?:应当?|须|必须|负责|代)"
)
KNOWN = re.compile(
    r"^(?:甲|乙|丙|丁)?(?:甲方|乙方|丙方|丁方|双方|各方|一方|三方|四方|对方|任何一方|违约方|守约方|过错方|败诉方|法院|人民法院|本院|执行法院|原告|被告|申请|被申请|被执行|债权|债务|出借|借款|担保|保证|抵押|付款|收款|出租|承租|买方|卖方|买受|出卖|发包|承包|用人单位|单位|劳动者|工人|用工|调解|仲裁|公证|登记|银行|评估|鉴定|保险|有关|相关|责任|当事人|本人|其|此|上述|该|付|收|第三人|案外人|供|需|双|共同|物业|执行|申请人|审判|本|谁|住所|合同|上列|名单|股东会|董事会|工会|政府|社保|税务|公安|专业|具有|有资质)"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """third-party: things of others, of co-owners, of mortgagees; duties of people who do not sign."""
    for sentence in agreement.sentences:
        yield from _property(agreement, sentence)
        yield from _held_for_others(agreement, sentence)
        yield from _co_owned(agreement, sentence)
        yield from _encumbered(agreement, sentence)
        yield from _duty(agreement, sentence)
        yield from outsiders.findings(agreement, sentence)


def _signs(agreement: Agreement, who: str) -> bool:
    """Whether somebody is introduced as a party or signs."""
    names = "".join(party.role + party.alias + party.name + party.details.text for party in agreement.parties)
    kin = re.search(rf"{KIN}|{FIRMS}", who)
    if who in names or who in agreement.signatures.text:
        return True
    if kin and kin.group() in names + agreement.signatures.text:
        return True
    named = re.sub(rf"^.*?(?:{KIN}|{FIRMS}|{OF_KIN})|^(?:案外人|第三人|他人)", "", who)
    return len(named) > 1 and named in names + agreement.signatures.text


def _property(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    match = THEIR_PROPERTY.search(sentence.text)
    match = match or OF_SOMEBODY.search(sentence.text)
    if match is None or _agreed(sentence) or past(agreement, sentence, sentence.start + match.start()):
        return
    owner = match.groupdict().get("who")
    who = owner or match["other"]
    rest = OWNER.match(sentence.text, match.end("who")) if owner else None
    if _signs(agreement, who + (rest.group() if rest else "")) or (
        match["other"] and not re.search(KIN, match["other"]) and _party(agreement, match["other"])
    ):
        return
    reason = f"处分的是{who}的东西，本人没有签字同意，办不了过户，也不能执行。请让本人作为一方签字，或者附上书面同意。"
    yield _found(agreement, sentence, match, reason, f"{cite(CIVIL_CODE, '五百九十七')}；{cite(CONTRACTS, '十九')}")


def _agreed(sentence: Span) -> bool:
    """Whether those whose things they are agree; 不必征得他同意 says that they do not."""
    return AGREED.search(NO_CONSENT.sub("", sentence.text)) is not None


def _held_for_others(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """What a party has in hand, and others own: left with it, lent or let to it."""
    match = LEFT_BY_OTHERS.search(sentence.text) or RENTED.search(sentence.text)
    if match is None or _agreed(sentence) or past(agreement, sentence, sentence.start + match.start()):
        return
    owner = re.split("[归抵作由变出卖]", match.group())[0]
    if re.match("寄|送修|委托|代[销售卖]", owner):  # whose it is stands before the words
        owner = sentence.text[max(0, match.start() - 12) : match.start()] + owner
    if any(name in owner for party in agreement.parties for name in party.names if len(name) > 1):
        return
    reason = (
        "处分的是借来、租来或者别人放在这里的东西，主人没有签字同意，处分不了。请让主人作为一方签字，或者附上书面同意。"
    )
    yield _found(agreement, sentence, match, reason, f"{cite(CIVIL_CODE, '五百九十七')}；{cite(CONTRACTS, '十九')}")


def _party(agreement: Agreement, who: str) -> bool:
    return any(who in party.names or party.name in who or party.role in who for party in agreement.parties)


def _co_owned(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    match = CO_OWNED.search(sentence.text)
    if match is None or _agreed(sentence) or past(agreement, sentence, sentence.start + match.start()):
        return
    if re.search(
        r"共有人|配偶|妻子|丈夫", agreement.signatures.text + "".join(one.details.text for one in agreement.parties)
    ):
        return
    if re.search(r"离婚|财产分割", agreement.text):
        return
    reason = "共有的东西要全体共同共有人同意（按份共有的，占份额三分之二以上）才能处分。请让共有人签字。"
    yield _found(agreement, sentence, match, reason, cite(CIVIL_CODE, "三百零一"))


def _encumbered(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    match = ENCUMBERED.search(sentence.text)
    if match is None or CLEARED.search(sentence.text) or past(agreement, sentence, sentence.start + match.start()):
        return
    if re.search(r"查封|扣押", match.group()):
        reason = "东西被法院查封着，转让、抵债不能对抗申请查封的人，也过不了户。请先写明怎么解除查封。"
        basis = cite(SEIZURE, "二十四")
    else:
        reason = (
            "东西上有抵押，转让以后抵押权不受影响，拿到的人可能还要替别人还贷。"
            "请写明抵押权人是否同意、贷款由谁在哪天结清。"
        )
        basis = cite(CIVIL_CODE, "四百零六")
    yield _found(agreement, sentence, match, reason, basis)


def _duty(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    match = THEIR_DUTY.search(sentence.text)
    if match is None or any(_signs(agreement, one) for one in (match["who"], _named(match))):
        others = (*FIRM.finditer(sentence.text), *SOMEBODY.finditer(sentence.text))
        match = next((one for one in others if _stranger(agreement, one["who"])), None)
    if match is None or NO_DUTY_OF_THEIRS.search(sentence.text) or TOLD_APART.search(sentence.text[: match.start()]):
        return
    if not past(agreement, sentence, sentence.start + match.start()):
        reason = (
            f"“{match['who']}”没有在协议上签字，协议管不到他；他不做，责任还在签字的一方。"
            "请让他签字，或者改由签字的一方负责。"
        )
        yield _found(agreement, sentence, match, reason, cite(CIVIL_CODE, "四百六十五", "五百二十三"))


def _named(match: re.Match[str]) -> str:
    """Who is meant, with all that follows before a bracket: 乙方的父亲常大某."""
    return match.group().removeprefix("由").split("（")[0]


def _stranger(agreement: Agreement, who: str) -> bool:
    if KNOWN.match(who) or re.search(r"方$|人$|部门|机构|局$|所$|中心$|法院|委员会|双方|账户|上述|银行|工资|卡", who):
        return False
    if _party(agreement, who) or who in agreement.text[: agreement.body.start]:
        return False
    firm = re.fullmatch(r"[一-龥]{2,16}(?:公司|厂|集团|合作社)|[一-龥]某{1,2}", who)
    person = len(who) <= LONGEST_NAME and surname(who) and who[0] not in WORDS | BEGINNINGS
    return bool(firm or person) and who not in agreement.signatures.text


def _found(agreement: Agreement, sentence: Span, match: re.Match[str], reason: str, basis: str) -> Finding:
    return agreement.finding("third-party", Severity.WARNING, *spot(sentence, match), reason, basis)
