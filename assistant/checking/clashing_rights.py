"""What is laid down in one place and shut out in another: who may do what, what is kept, waived, returned."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement
from assistant.checking.clashing_sums import clash, stipulated
from assistant.checking.clashing_terms import LATE
from assistant.checking.duties import CONDITION, words_for_parties
from assistant.checking.finding import Finding
from assistant.checking.places import spot

KEPT = re.compile(
    r"(?:仍|仍然|依然|照旧|继续|也|亦|均)[^。；，]{0,8}(?:免除|减免|放弃|不再|不予?主张|不要求|有效|适用|减让|优惠)"
)
LOST = re.compile(
    r"(?:免除|减免|让步|放弃|减让|优惠|让利|免息|减收|折让)[^。；]{0,16}?(?:不再(?:适用|有效|享有|享受)|失[去效]|无效|取消|作废|不生效|恢复|撤销|终止)"
    r"|不再(?:免除|减免|放弃|享受|享有|适用)|(?:恢复|按|补足)[^。；，]{0,12}(?:原|全额|免除|减免)"
)
GIVEN = re.compile(r"免除|减免|放弃|减让|优惠|让步|让利|不再")
VERBS = (
    r"转让|抵押|出租|转租|出售|变卖|处分|移离|改装|提前(?:还款|支付|偿还|清偿)"
    r"|(?:申请)?恢复(?:强制)?执行|申请强制执行|起诉|使用|退租|解除合同"
)
MAY_NOT = re.compile(rf"(?:不得|不能|不可以?|禁止|无权)(?P<list>[^。；，]{{0,30}}?(?:{VERBS})[^。；，]{{0,24}})")
MAY = re.compile(rf"(?<!不)(?:可以|有权|可(?=自行|将|以|继续))(?P<list>[^。；，]{{0,30}}?(?:{VERBS}))")
SOME = re.compile(r"期间|按期|如期|正常|之前|以前|前[，,]|未经|经[^。；，]{1,10}同意|但|除|书面")
ONLY = re.compile(
    r"(?:仅|只)(?:限于?|对|就|以|为)?[^。；，]{0,16}(?:本金|货款|工程款|租金|款项)[^。；，]{0,10}(?:承担|负|提供|为限|范围|保证)"
)
BROAD = re.compile(r"(?:保证|担保)(?:的)?范围[^。；]{0,30}(?:利息|违约金|费用)")
CONFIRMS = re.compile(r"(?:共同|一并|一起|双方|各方)[^。；]{0,30}申请司法确认")
CONFIRMS_NOT = re.compile(r"(?:不|不再|无需|无须|不必|放弃)(?:向[^。；，]{2,20})?(?:申请|办理|进行)?司法确认")
KEEPS = re.compile(r"(?:押金|保证金|定金)[^。；，]{0,10}(?:不予?|不再|概不|一律不)(?:退|返)")
RETURNS = re.compile(
    r"(?:退还|返还|退回)[^。；，]{0,12}(?:押金|保证金|定金)|(?:押金|保证金|定金)[^。；，]{0,20}(?:退还|返还|退回)"
)
OFFSETS = re.compile(
    r"(?:以|用|将|从)?(?:押金|保证金|定金)[^。；，]{0,14}(?:抵扣|抵作|抵付|冲抵|抵偿|抵销|抵消|充抵|抵充|扣除|转作|转为)"
    r"|(?:抵扣|冲抵|抵销|扣除)[^。；，]{0,6}(?:押金|保证金|定金)"
)
RETURNS_ALL = re.compile(
    r"(?:押金|保证金|定金)[^。；，]{0,12}(?:全额|全部|如数|足额|原数|一次性|一分不少)[^。；，]{0,6}(?:退|返)"
    r"|(?:全额|全部|如数|足额|原数|一次性)[^。；，]{0,4}(?:退|返)[还回给]?[^。；，]{0,8}(?:押金|保证金|定金)"
    r"|(?:退|返)[还回给][^。；，]{0,8}(?:全部|全额)(?:押金|保证金|定金)"
)
RESUMES = re.compile(r"(?:可以|有权|可)[^。；]{0,30}恢复[^。；，]{0,16}执行")
RESUMES_NOT = re.compile(r"(?:不得|不能|无权|不再|放弃)再?(?:向[^。；，]{2,20})?(?:申请)?恢复[^。；，]{0,8}执行")
GIVES_UP = re.compile(r"放弃(?:对|了|其|主张|要求)?(?P<what>[一-龥]{4,8})(?=[。；，的]|$)")
RESERVED = re.compile(r"保留[^。；，]{0,6}权利|另行主张|另行处理|继续享有|继续存在|不受影响")
SET_OFF = re.compile(
    r"抵(?:偿|扣|作|付|销)|冲抵|折抵|作价[^。；]{0,30}抵|已(?:经)?(?:付|支付|履行|还)[^。；，]{0,20}(?:扣除|扣减|抵减|减去)"
)
NOT_SET_OFF = re.compile(
    r"(?:已(?:经)?|所)(?:付|支付|履行|还|给)[^。；，]{0,16}(?:不(?:予|再|得|作)?(?:扣除|扣减|抵减|抵扣|退)|（不[含包计][^）]{0,16}）)"
    r"|(?:作价|抵债|抵偿)[^。；，]{0,16}不(?:予|再|得|作)?(?:扣除|扣减|抵减|抵扣|计入)"
)
AT_ONCE = re.compile(r"(?:货|菜|料|单)[^。；，]{0,6}(?:一单一结|现结|一次一结)|一单一结|货到付款|随货付款|钱货两清")
PUT_OFF = re.compile(
    r"(?:货款|菜款|料款|价款)[^。；，]{0,4}(?:并[到入]|合并|攒到|记账|累计)[^。；，]{0,24}(?:一[起并同]|付|结)"
)
OPPOSED = (
    (SET_OFF, NOT_SET_OFF),
    (AT_ONCE, PUT_OFF),
    (CONFIRMS, CONFIRMS_NOT),
    (RETURNS, KEEPS),
    (OFFSETS, RETURNS_ALL),
    (BROAD, ONLY),
    (RESUMES, RESUMES_NOT),
)

TOLD = (RESUMES, SET_OFF, NOT_SET_OFF)  # which speak of what was judged or paid, and yet of what is to come


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction: the second of two places of which one denies the other."""
    for one, other in OPPOSED:
        yield from _opposed(agreement, one, other)
    yield from _given_up(agreement)
    yield from _kept(agreement)
    yield from _allowed(agreement)


def _opposed(agreement: Agreement, one: re.Pattern[str], other: re.Pattern[str]) -> Iterator[Finding]:
    """What is laid down in one place and shut out in another."""
    yes = [(at, match) for at, match in stipulated(agreement, one, told=one in TOLD) if not other.search(at.text)]
    no = [
        (at, match)
        for at, match in stipulated(agreement, other, told=other in TOLD)
        if other in (RESUMES_NOT, NOT_SET_OFF) or not CONDITION.search(at.text[: match.start()])
    ]
    no = [(at, match) for at, match in no if not SOME.search(at.text)] if other is RESUMES_NOT else no
    if yes and no:
        places = sorted((spot(*yes[0]), spot(*no[0])))
        reason = f"前面写“{agreement.text[slice(*places[0])]}”，这里写的正好相反。请定下一种。"
        yield clash(agreement, *places[1], reason)


def _given_up(agreement: Agreement) -> Iterator[Finding]:
    """A claim that is kept in one place and given up in another."""
    for first, gives in stipulated(agreement, GIVES_UP):
        if CONDITION.search(first.text[: gives.end()]):
            continue
        for second in agreement.sentences:
            at = second.text.find(gives["what"])
            if second != first and at >= 0 and RESERVED.search(second.text) and not LATE.search(second.text):
                places = sorted((spot(first, gives), (second.start, second.end)))
                reason = f"一处放弃{gives['what']}，一处又保留。请定下一种。"
                yield clash(agreement, *places[1], reason)
                return


def _kept(agreement: Agreement) -> Iterator[Finding]:
    """A waiver that a delay ends in one place and leaves alone in another."""
    late = [one for one in agreement.sentences if LATE.search(one.text) and GIVEN.search(one.text)]
    kept = [(one, match) for one in late if (match := KEPT.search(one.text)) and not LOST.search(one.text)]
    lost = [(one, match) for one in late if (match := LOST.search(one.text)) and not KEPT.search(one.text)]
    if kept and lost:
        places = sorted((spot(*kept[0]), spot(*lost[0])))
        reason = f"前面写“{agreement.text[slice(*places[0])]}”，这里写的正好相反：逾期以后让步还算不算，只能写一种。"
        yield clash(agreement, *places[1], reason)


def _allowed(agreement: Agreement) -> Iterator[Finding]:
    """What somebody may not do in one place, and may in another."""
    parties = re.compile(words_for_parties(agreement))
    verbs = re.compile(VERBS)
    for first, no in stipulated(agreement, MAY_NOT):
        if SOME.search(first.text) or CONDITION.search(first.text[: no.start()]):
            continue
        who = _subject(agreement, parties, first.text[: no.start()])
        for second, may in stipulated(agreement, MAY):
            same = set(verbs.findall(no["list"])) & set(verbs.findall(may["list"]))
            if second == first or not same or not who or SOME.search(second.text):
                continue
            if _subject(agreement, parties, second.text[: may.start()]) == who:
                places = sorted((spot(first, no), spot(second, may)))
                reason = f"前面写“{agreement.text[slice(*places[0])]}”，这里写的正好相反。请定下一种。"
                yield clash(agreement, *places[1], reason)
                return


def _subject(agreement: Agreement, parties: re.Pattern[str], before: str) -> str:
    """The last party that is named before a verb, by its role."""
    said = parties.findall(before)
    return next((one.role for one in agreement.parties if said and said[-1] in one.names), said[-1] if said else "")
