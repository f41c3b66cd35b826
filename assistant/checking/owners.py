"""Whose things are disposed of: what belongs to kin, to a firm or to somebody else who does not sign."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.agreement import ROLES, Agreement, Span, once
from assistant.redaction.surnames import BEGINNINGS, WORDS, surname

KIN = (
    r"妻子|丈夫|配偶|爱人|前妻|前夫|父母|父亲|母亲|儿子|女儿|子女|儿女|[哥弟姐妹]{2}|兄弟|姐妹|兄妹|岳[父母]|岳父母|公婆|[胞堂表养继长幼大小]+[兄弟姐妹哥父母子女]"
    r"|[大小]?舅子?|侄[子女儿]|外甥女?|[叔伯姑舅姨][父母妈]?|女婿|儿媳妇?|媳妇|祖父母?|祖母|[爷奶]{2}|外[公婆]|外?孙[子女]?|公公|婆婆|亲家|小姨子"
    r"|[姐妹]夫|嫂子?|弟媳|连襟|妯娌|老[伴婆公爸妈]|爸爸?|妈妈?|亲属|家属|家人|亲戚|朋友|同学|战友|邻居|同事|合伙人|股东|法定代表人|实际控制人"
)
NEAR_KIN = "[父母妻夫子女兄弟姐妹哥嫂媳舅叔伯姑姨婶侄甥]"
FIRM = (
    r"公司|厂|店|行|部|社|所|队|场|馆|站|中心|集团|银行|超市|酒店|学校|医院|合作社|[村居]委会|工作室|经营部|商行|车队"
)
OTHERS = (
    r"案外人|第三人|第三方|他人|别人|其他人|客户|顾客|供[货应]商|房东|业主|邻[户里人]|他户|员工|职工|工友|同事|邻居|朋友|亲戚|租户|房客|村民|村集体"
    r"|[村居]委会|女友|男友|未婚[夫妻]|室友|学徒|徒弟|师傅|老乡|老师"
)
HAS = (
    r"(?:[（(][^（()）]{1,30}[)）])?(?:个人|单独|自己|一人|共同)?"
    r"(?:名下|所有|所持|拥有|享有|持有|的|注册的|(?:出资|陪嫁|预付|自购|购买|[存留落放寄配租搭建盖种养栽装挂停堆埋])(?!款人|权人)|在[^，。；]{1,12}的)"
)
DISPOSES = re.compile(
    r"抵(?!押权|押登记|扣(?:税|个税)|达|制|触|离)|顶(?=[账债，。；]|$)"
    r"|作价|折价|折抵|冲[减抵]|过户|转让"
    r"|(?:转移|变更)登记|出售|变卖|卖(?!方)|拍卖|变价|变现"
    r"|赠与|质押"
    r"|归[^，。；]{1,14}(?:所有|处[置理])?(?=[，。；]|$)|扣划|划扣|扣收|划[给转到走至]|[交拉搬赶腾付送留让]给|移交|处[分置]|分割"
    r"|偿还|清偿|担保|扣[一-鿿\d,]{0,10}元|转入|汇入|转到|转(?=[，。])|[给交][^，。；]{1,8}(?:使用|住|用)"
)
UNTOUCHED = re.compile(
    r"不(?:得|能|可|再|承担|负|属于|在|包括|含|涉及|影响|动|作)|除外|以外|没有|并?未|无关|退还|返还|归还|送还|交还|还给|取[回走]|领回|主张|异议|放弃优先|依法"
    r"|法院(?:依法)?(?:查封|拍卖)|为限"
)
INTO = re.compile(r"(?:汇|转|付|存|打|支付|交)(?:入|至|到|给)[^，。；]{0,6}$|账户[^，。；]{0,4}$|收款[^，。；]{0,6}$")
# 欠供货商的货款由甲方偿还: a debt to somebody is none of his things.
OWED_TO = re.compile(r"(?:欠|应付|应给|未付|拖欠|赊)(?:给)?[^，。；、]{0,8}$|^(?:欠|应付|未付|拖欠|赊)")
NO_THING = re.compile(
    r"[一-鿿]{0,4}(?:同意|签[字名]|授权|委托|通知|电话|手机|住[址所处]|地址|名义|姓名|身份|说法|意见|要求|证言|陪同|帮助|收据|收条"
    r"|费|损失|赔偿|伤|病|死亡|抚养|户[口籍]|债务|义务|担保|保证|借款|欠款|责任|账户[，。（(：:])"
)
# What is said of an owner who agrees, and signs himself.
IS_THERE = re.compile(
    r"签[字名章]|盖章|到场|同意(?!由|乙方|甲方|[将把以用让]|转让|抵)|作为[丙丁戊]方|书面|为担保人|本人(?:取|自行)"
)
NO_CONSENT = re.compile(
    r"(?:不必|无需|无须|不需|不用|不再|不须|未|没有|免于)(?:要|另行|再|事先|经过?)*[^。；，]{0,4}(?:告知|通知|征得|取得|征求|经)?[^。；，]{0,16}(?:同意|许可|认可|授权|签字|签名|书面)"
)
PERSON = r"(?:[一-鿿]某{1,2}|[小老][一-鿿]|[一-鿿]{2,3}?)?"
FIRM_NAME = r"(?:打工的|任职的|所在的)?[一-鿿]{2,18}(?:公司|厂|店|合作社|商行|[村居]委会)"
NAME_ONLY = r"[一-鿿](?:某{1,2}|[婶叔伯姨哥姐嫂师]傅?)"
LOOSE = r"(?:^|(?<=[把将用以由从在给，、。；及和后]))"
TITLE = (
    r"(?:车主|业主|产权人|权利人|所有权人|所有人|登记人|户主|抬头|登记在|登记于|属于|归属于?|权属为)"
    r"(?:为|是|系|写的是|[：:])?"
)
# The kin of a party, who is named right before: 其母, 之父尉迟国良, 的岳父孟德厚
OF_KIN = rf"(?P<kin>(?:[的之]?(?:{KIN})|(?:之|(?<=[其我])){NEAR_KIN}(?![妻女弟妹母子]))[一-鿿]{{0,4}}?)"
PARTY_ENDS = re.compile(rf"(?:{ROLES}|其|本人|我|双方)$")
LONGEST_ROLE = 8
KIN_HAS = re.compile(OF_KIN + HAS)
LOOSELY = rf"(?:[^，。；的]{{2,8}}的)?[一-鿿]{{0,4}}?(?:{KIN}|{OTHERS}){PERSON}|{FIRM_NAME}|{NAME_ONLY}"
BODY = rf"(?P<who>(?:{OTHERS})(?:[一-鿿]{{2,3}}?)?|[一-鿿（）()]{{2,24}}(?:{FIRM})|[一-鿿]{{2,4}}?)"
# How an owner is told; the first fits only somebody.
HOLDERS = (
    re.compile(rf"{LOOSE}(?P<who>{LOOSELY}){HAS}"),
    re.compile(rf"{TITLE}{BODY}(?:一人|个人)?(?=[，。；、）)的]|名下|所有)"),
    re.compile(rf"(?:是|系|为){BODY}(?:出?租|出?借|寄[放存售]|托管|存放|委托[^，。；]{{1,8}}保管|留)(?:给|在|于|来)?"),
    re.compile(
        rf"[向从跟问找替帮为自]{BODY}(?:处|那里|手里)?(?:租|借|赊|代[存管销卖售]|保管|寄[放存售])(?:[来用得入走承]|赁)*[的）)]?"
    ),
)
BORROWED = re.compile(
    r"(?:租|借|赊|代[管存]|寄存)(?:[来得入用下])?的[^，。；]{1,24}?(?:抵(?!押)[债偿顶给付作]?|作价|折价|出售|变卖|卖|转让|过户|质押)"
)
HEADS = re.compile(r"(?:法定代表人|负责人|经营者)[：: ]?([一-鿿]{2,4})(?![一-鿿])")
BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
SEIZES = re.compile("[扣划][划收走]|变卖|拍卖|卖掉|处[分置]")
REACH = 120  # characters behind an owner in which is told what becomes of the thing


@dataclass(frozen=True, slots=True)
class Owned:
    """``who``, at ``text[start:end]`` of a sentence, owns what is disposed of up to ``stop``."""

    who: str
    start: int
    end: int
    stop: int


def owned(agreement: Agreement, sentence: Span, called: Sequence[str]) -> Iterator[Owned]:
    """Things in a sentence that are told to be somebody's and are given away, pledged, sold or seized there; ``called``
    is what the parties are called.
    """
    text = sentence.text
    if IS_THERE.search(NO_CONSENT.sub("", text)) or not (DISPOSES.search(text) or SEIZES.search(text)):
        return
    plain = BRACKETS.sub(_blank, BRACKETS.sub(_blank, text))
    for who, place, start, end in _holders(text, called):
        if INTO.search(plain[:start]) or NO_THING.match(plain, end) or signs(agreement, who):
            continue
        if OWED_TO.search(plain[place : place + len(who)]) or OWED_TO.search(plain[:place]):
            continue
        if UNTOUCHED.search(re.split("[，：]", plain[end : end + REACH])[0]):
            continue
        stops = [deed.end() for deed in DISPOSES.finditer(plain, end, end + REACH) if _done(plain, end, deed)]
        if SEIZES.search(plain[max(0, start - 14) : start]):
            stops.insert(0, end)
        if stops:
            yield Owned(who, place, place + len(who), stops[0])
    if borrowed := BORROWED.search(plain):
        yield Owned("出租、出借的人", borrowed.start(), borrowed.end(), borrowed.end())


def _blank(match: re.Match[str]) -> str:
    return "　" * len(match.group())


def _done(text: str, start: int, deed: re.Match[str]) -> bool:
    """Whether a thing is disposed of, and not left alone: 没有抵押, 不得转让."""
    piece = text[max(start, *(text.rfind(sign, start, deed.start()) for sign in "，、：")) : deed.end() + 4]
    return UNTOUCHED.search(piece) is None


def signs(agreement: Agreement, who: str) -> bool:
    """Whether somebody is introduced as a party or signs: by his name, or as the spouse of a party."""
    told = "".join(party.alias + party.details.text for party in agreement.parties) + agreement.signatures.text
    near = list(re.finditer(rf"{KIN}|(?<=[之其方]){NEAR_KIN}", who))
    if not near or re.search(rf"(?:{OTHERS})", who):
        called = re.sub(rf"^.*(?:{OTHERS})", "", who) or who
        return called in told or any(called in party.names for party in agreement.parties)
    name, word = who[near[-1].end() :], near[-1].group()
    return name in told if len(name) > 1 else len(word) > 1 and word in told


@once
def called(agreement: Agreement) -> tuple[str, ...]:
    """What the parties are called, and who heads them: the longest first."""
    names = {one for party in agreement.parties for one in party.names if len(one) > 1}
    names |= {name for party in agreement.parties for name in HEADS.findall(party.details.text)}
    return tuple(sorted(names, key=len, reverse=True))


def near(match: re.Match[str], called: Sequence[str]) -> tuple[str, int] | None:
    """Who is near to a party, and where that begins: 持卡人之父尉迟国良. ``match`` is of a pattern with OF_KIN."""
    text, place = match.string, match.start()
    place -= text[:place][-1:] in {"的", "之"}  # 法定代表人管某的岳父, where 管某的 was read before
    role = PARTY_ENDS.search(text, max(0, place - LONGEST_ROLE), place)
    name = next((one for one in called if text.endswith(one, 0, place)), role.group() if role else "")
    return (text[place - len(name) : match.end("kin")], place - len(name)) if name else None


def _holders(text: str, called: Sequence[str]) -> Iterator[tuple[str, int, int, int]]:
    """An owner, where he is named, and where the words begin and end that tell so."""
    for match in KIN_HAS.finditer(text):
        if found := near(match, called):
            yield *found, found[1], match.end()
    for pattern in HOLDERS:
        for match in pattern.finditer(text):
            if pattern is HOLDERS[0] or _is_somebody(match["who"]):
                yield match["who"], match.start("who"), *match.span()


def _is_somebody(who: str) -> bool:
    """Whether words are a firm, a kind of people, or a person's name."""
    if re.match("自己|本人|其", who):
        return False
    if re.search(rf"^(?:{OTHERS})|(?:{FIRM}|{KIN})$", who):
        return True
    return surname(who) > 0 and who[0] not in WORDS | BEGINNINGS
