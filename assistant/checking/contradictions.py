"""Clauses that cannot both hold: two sums, days, accounts, courts, kinds of guarantee for one and the same thing."""

import re
from collections.abc import Iterator

from assistant.checking import (
    clashing_costs,
    clashing_days,
    clashing_places,
    clashing_rights,
    clashing_sums,
    clashing_terms,
)
from assistant.checking.agreement import Agreement, Span
from assistant.checking.clashing_sums import clash
from assistant.checking.duties import CONDITION
from assistant.checking.facts import past
from assistant.checking.finding import Finding
from assistant.checking.genre import reported
from assistant.checking.headings import entitles
from assistant.checking.places import has_sum, spot
from assistant.checking.statements import TWO_DAYS
from assistant.checking.sureties import GUARANTEES
from knowledge.numerals import number

LUMP = re.compile(r"一次(?:性)?(?:全部|足额)?(?:付清|支付|偿还|清偿|结清|给付|归还|还清|付给|向)")
SLICED = re.compile(
    r"分(?:[一二两三四五六七八九十\d]+|多|若干)?个?(?:期|次|批|笔|月)[^，。；]{0,8}(?:支付|付清|偿还|还|给付|履行|付|归还|清偿|，|：)|分期(?:支付|偿还|付|还|归还|履行)"
)
NAMES = re.compile(r"货款|借款|工资|经济补偿|补偿金|赔偿款|赔偿金|利息|租金|工程款|医疗费|押金|违约金")
REST = re.compile(r"剩余|余款|其余|首期|首付|尾款|退还|押金")
WAIVED = re.compile(
    r"(?:免除|放弃|减免|免收|不再(?:要求|主张|收取|计算)|不(?:再)?(?:另)?(?:计|收取?|计算|支付|付|要求))[^。；，]{0,14}(?:利息|违约金)|(?:利息|违约金)[^。；，]{0,8}(?:全部)?(?:免除|放弃|减免|不计|免收|不再计算|不再支付)|无息|免息"
)
PAYS_INTEREST = re.compile(
    r"(?:支付|偿还|给付|计付|计收|付清|归还|计算)[^。；，]{0,24}(?:利息)(?!损失)|(?:利息)[^。；，]{0,16}(?:一并|照算|照付|按[^。；，]{1,20}(?:计算|计付|支付))|按年(?:利率|息)[^。；，]{1,10}计息"
)
LINKED = re.compile(
    r"按期|如期|按时|前提|付清后|履行完毕|全部付|不再(?:免|享|有效)|恢复|失效|取消|无效|重新|补算|照算不|另行|若|如|则|其余|剩余|部分|之后|以后|逾期"
)
FOR_DELAY = re.compile("(?:逾期|迟延|延迟|延期|拖欠|滞纳)[^，。；]{0,6}利息|违约金|罚息|滞纳金")
COSTS = re.compile("利息|违约金|罚息|滞纳金")
LATE_COST = re.compile(
    r"(?:逾期|未(?:能)?(?:按|付|足)|迟延|任何一期)[^。；]{0,60}(?:支付|计[付收算]|加付|收取|按)[^。；，]{0,30}(?:利息|违约金)"
)
UNPAID = re.compile(
    r"未(?:付|还|偿还|清偿|归还|支付)的?(?:款项?|本金|余额|金额|部分|货款|数额)"
)  # on which interest is reckoned
GRACE = re.compile(
    r"宽限(?:期)?(?:限)?(?:为|是|给予?)?[^。；，\d一二三四五六七八九十]{0,4}(?P<days>\d+|[一二三四五六七八九十]+)个?(?P<unit>工作日|日|天)|(?P<before>(?<!\d)\d{1,3}|[一二三四五六七八九十]+)个?(?:日|天)的?宽限|(?P<none>不给|没有|无|不设|不予)[^。；，]{0,4}宽限"
)
# 按期还款的，以后的利息免收; 自12月1日起按年利率4.5%计息，由乙方在第四期还款时付清.
SPARED = re.compile(
    r"(?:按[期时约照]|如[期数约])[^。；]{0,30}?(?:以后|之后|起|期间|后续|今后)[^。；，]{0,6}的?利息[^。；，]{0,8}(?:免|不再|不予?计|不收|放弃)"
)
RUNS = re.compile(
    r"自[^。；，]{2,14}起[^。；]{0,40}(?:计息|计[算付收][^。；，]{0,4}利息|利息)[^。；]{0,20}?(?:期[^。；，]{0,8}时|一并|一同|一起|按[月季])[^。；，]{0,10}[付结还]清?"
)
SECURED = re.compile(r"(?:保证|担保)的?范围")  # what a surety covers is owed only where another clause says so
REVIVED = re.compile(r"不再免|免除[^。；]{0,8}(?:失效|无效|取消)|恢复")
RELINKED = re.compile(r"不再|失效|取消|无效|重新|补算|未付")
FROM_THE_BEGINNING = re.compile(
    r"自(?:借款|出借|原|约定|[12]\d{3}年|交付|供货|欠款)[^。；]{0,20}起|照算|照付|原(?:来|约定)?[^。；]{0,6}利"
)
COPIES = re.compile(r"一式(?P<count>[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾\d]+)份")
GENERAL = re.compile(
    r"一般(?:责任)?(?:保证|担保)|(?:仅|只|才)?(?:在|于|对|就)[^。；，]{0,20}(?:强制)?执行[^。；，]{0,10}(?:仍|后)?(?:不足|不能|无法|不了|不够)[^。；，]{0,20}(?:承担|负|清偿)"
    r"|(?:不能|无力|无法)(?:履行|清偿|偿还)(?:的)?(?:债务|部分)[^。；，]{0,10}(?:承担|负|清偿)[^。；，]{0,8}(?:保证|担保|责任)|补充(?:清偿|赔偿|保证|担保)?责任"
)
JOINT = re.compile(r"连带(?:责任)?(?:保证|担保)|连带(?:清偿|偿还)?责任")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction: the second of two places that do not agree, the first named in the reason."""
    if reported(agreement):
        return
    yield from clashing_sums.findings(agreement)
    yield from clashing_costs.findings(agreement)
    yield from clashing_days.findings(agreement)
    yield from clashing_places.findings(agreement)
    yield from clashing_terms.findings(agreement)
    yield from clashing_rights.findings(agreement)
    yield from _manner(agreement)
    yield from _interest(agreement)
    yield from _interest_on_time(agreement)
    yield from _guarantees(agreement)
    yield from _grace(agreement)
    yield from _copies(agreement)


def _manner(agreement: Agreement) -> Iterator[Finding]:
    """At once in one place, in instalments in another, of what may be the same debt."""
    found: dict[str, tuple[Span, re.Match[str]]] = {}
    for sentence in agreement.sentences:
        for name, words in (("一次付清", LUMP), ("分期付", SLICED), ("分期付", TWO_DAYS)):
            match = words.search(sentence.text)
            if match and _plain(sentence, match) and not past(agreement, sentence, sentence.start):
                found.setdefault(name, (sentence, match))
    if len(found) == 1 or not found:
        return
    (earlier, (first, _)), (later, (second, other)) = sorted(found.items(), key=_placed)
    names = [set(NAMES.findall(one.text)) for one in (first, second)]
    apart = names[0] and names[1] and not names[0] & names[1]
    rest = REST.search(second.text) is not None and not REST.search(first.text)
    if first != second and not apart and not rest:
        yield clash(agreement, *spot(second, other), f"前面写{earlier}，这里又写{later}。请定下一种。")


def _plain(sentence: Span, match: re.Match[str]) -> bool:
    """Whether a manner of paying is laid down, not what follows a default or what somebody may ask for."""
    before = sentence.text[: match.start()]
    return not CONDITION.search(sentence.text[: match.end()]) and not re.search(r"有权|可以|要求|如|若|累计", before)


def _placed(item: tuple[str, tuple[Span, re.Match[str]]]) -> int:
    sentence, match = item[1]
    return sentence.start + match.start()


def _interest(agreement: Agreement) -> Iterator[Finding]:
    """Interest that is waived outright in one place and demanded in another."""
    waived = [
        (sentence, match)
        for sentence in agreement.sentences
        for match in WAIVED.finditer(sentence.text)
        if not entitles(agreement, sentence)
        and not LINKED.search(FOR_DELAY.sub("", sentence.text))
        and not past(agreement, sentence, sentence.start + match.start())
    ]
    if not waived:
        return
    sentence, waiver = waived[0]
    for other in agreement.sentences:
        match = PAYS_INTEREST.search(other.text)
        late = LATE_COST.search(other.text) if FOR_DELAY.search(waiver.group()) else None
        late = late if late and set(COSTS.findall(waiver.group())) & set(COSTS.findall(late.group())) else None
        if other != sentence and late and _always(agreement, sentence) and not WAIVED.search(other.text):
            match = late
        elif (
            match is None
            or other == sentence
            or FOR_DELAY.search(waiver.group() + match.group())
            or not _demanded(agreement, other, match)
        ):
            continue
        if match:
            places = sorted((spot(sentence, waiver), spot(other, match)))
            reason = f"一处写“{waiver.group()}”，一处写“{match.group()}”，没有说清什么情况下免、什么情况下算。"
            yield clash(agreement, *places[1], reason)
            return


def _interest_on_time(agreement: Agreement) -> Iterator[Finding]:
    """Interest that whoever pays on time is spared in one place and pays with an instalment in another."""
    spared = [(one, match) for one in agreement.sentences if (match := SPARED.search(one.text))]
    for sentence in agreement.sentences if spared else ():
        match = RUNS.search(sentence.text)
        if match and sentence != spared[0][0] and not CONDITION.search(UNPAID.sub("", sentence.text)):
            places = sorted((spot(*spared[0]), spot(sentence, match)))
            reason = f"前面写“{agreement.text[slice(*places[0])]}”，这里写的不一样。按期付的还算不算利息，请定下一种。"
            yield clash(agreement, *places[1], reason)
            return


def _always(agreement: Agreement, sentence: Span) -> bool:
    """Whether a waiver hangs on nothing, and is not of what had come up before."""
    told = CONDITION.search(FOR_DELAY.sub("", sentence.text)) or re.search("提前|已|此前|截至|另", sentence.text)
    return told is None and not has_sum(agreement, sentence.start, sentence.end)


def _demanded(agreement: Agreement, sentence: Span, match: re.Match[str]) -> bool:
    """Whether interest is owed there in any case, or from the beginning once somebody is late."""
    text = sentence.text
    if WAIVED.search(text) or REVIVED.search(text) or past(agreement, sentence, sentence.start + match.start()):
        return False
    if SECURED.search(text, 0, match.start()):
        return False
    if not CONDITION.search(UNPAID.sub("", text[: match.start()])):
        return True
    back = FROM_THE_BEGINNING.search(text)
    if back is None or RELINKED.search(text):
        return False
    return "逾期" not in text[back.start() : back.end() + 4]


def _guarantees(agreement: Agreement) -> Iterator[Finding]:
    """一般保证 and 连带责任保证 of one guarantor."""
    told = [one for one in agreement.sentences if GUARANTEES.search(one.text) and not past(agreement, one, one.start)]
    subsidiary = [one for one in agreement.sentences if one in told or re.search("财产.*责任", one.text)]
    guarantors = [party for party in agreement.parties if re.search(r"担保|保证", party.role + party.alias)]
    general = [(one, match) for one in subsidiary for match in GENERAL.finditer(one.text) if "或" not in one.text]
    joint = [(one, match) for one in told for match in JOINT.finditer(one.text)]
    if general and joint and len(guarantors) <= 1:
        places = sorted((spot(*general[0]), spot(*joint[0])))
        first, second = (agreement.text[start:end] for start, end in places)
        yield clash(agreement, *places[1], f"前面写“{first}”，这里写“{second}”，两种责任不一样。请定下一种。")


def _grace(agreement: Agreement) -> Iterator[Finding]:
    first = None
    for match in GRACE.finditer(agreement.text, agreement.body.start, agreement.body.end):
        days = 0 if match["none"] else number(match["days"] or match["before"])
        said = f"{days}{'个工作日' if match['unit'] == '工作日' else '日'}"
        first = first or said
        if said != first:
            yield clash(agreement, match.start(), match.end(), f"宽限前面写{first}，这里写{said}。请改成一样。")
            return


def _copies(agreement: Agreement) -> Iterator[Finding]:
    said = list(COPIES.finditer(agreement.text))
    for one in said[1:]:
        if one["count"] != said[0]["count"]:
            yield clash(agreement, one.start(), one.end(), f"份数前面写{said[0].group()}，这里写{one.group()}。")
            return
