"""Two values of one term: when a seal goes, how long a warranty lasts, what a delay costs, whose a thing is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.checking.agreement import Agreement
from assistant.checking.clashing_places import PRONOUNS
from assistant.checking.clashing_sums import clash, stipulated
from assistant.checking.duties import CONDITION, words_for_parties
from assistant.checking.finding import Finding
from assistant.checking.lending import yearly
from assistant.checking.places import spot, within
from knowledge.numerals import number

NUMERAL = r"[一二两三四五六七八九十\d]+"
UNSEALS = re.compile(
    r"(?:解除|解封|解冻)(?:对)?(?P<what>[^。；，]{2,40}?)的?(?:查封|冻结|扣押)|解除[^。；，]{0,4}(?:查封|冻结|扣押)的(?P<behind>[^。；，]{2,24})"
)
TRIGGER = re.compile(
    rf"(?P<part>第{NUMERAL}[期笔次]|前{NUMERAL}[期笔次]|首[期笔]|末期|最后一[期笔]|全部|余款|剩余|\d[\d,.]*万?元)"
    r"[^。；，]{0,12}?(?:款|后|之日|到账|付清|时)"
)
PROPERTY = re.compile(r"名下|所有|的|位于|坐落于?|对|该|[甲乙丙丁]方|被执行人|债务人|付款方|[（(][^（）()]*[）)]")
PERIOD = re.compile(
    rf"(?P<name>(?:设备|工程|房屋|剩余)?(?:质保|保修|质量保证|租赁|租|借款|借|免租|试用|异议|有效)期(?:限|间)?)"
    r"(?:限|间)?(?:仍|均|应|约定|统一)?(?:为|是|共|计|至|延长至|[：:])?"
    rf"[ ]?(?P<count>{NUMERAL}|半)个?(?P<unit>年|月|日|天|周)"
    rf"(?P<from>[^。；]{{0,24}}?[起算])?"
)
BEGIN = re.compile(r"自?(?P<event>[^。；，]{2,14}?)(?:之?日|时|后)?起(?:计?算)?")
LENGTHS = {"年": 365, "月": 30, "周": 7, "日": 1, "天": 1}
FIRST = re.compile(
    r"(?:先|优先|首先)(?:行)?(?:抵充?|冲抵?|偿?还|扣|清偿|支付|归还|抵扣)(?:当期|所欠|应付|已到期)?的?(?P<what>利息|本金|费用|违约金|罚息)"
)
OWNER = "归{who}(?:(?:单独|全部|共同)?(?:所有|处理|处置)|(?=[，。；]))"
# 设备、存货以及“某某”字号: what goes to somebody, thing by thing
THINGS = re.compile(r"[一-龥“”、]{2,80}$")
TOPIC = re.compile(r"[一-龥“”、]{2,24}?(?=由|仍|将|应|在)")  # 挖掘机由乙方继续使用，归乙方所有
AND, FILLERS = re.compile("、|以及|[和及]"), re.compile("[“”]|(?:一律|全部|均|应|仍|即|无偿)$")

NEAR = 80  # characters before a release in which is said when it comes
ALL_DUE = re.compile(
    r"(?:全部|提前|加速|立即|一并|均|视为|同时)[^。；，]{0,6}到期|一次(?:性)?(?:付清|清偿|支付)|(?:主张|要求|请求)[^。；，]{0,8}全部"
)
LATE = re.compile(r"逾期|未(?:能)?(?:按|如|足|付|还|支|履)|违约|迟延|到期不|不履行")
COUNT = re.compile(
    rf"任[何意一]*(?:一|1)[期笔次]|(?:累计|连续|达到?|有)[^。；，]{{0,4}}?(?P<count>{NUMERAL})个?[期次笔]"
)
GRACE = re.compile(
    rf"(?:任[何意一]*|有)一?[期笔次][^。；，\d]{{0,12}}?(?:逾期|超过|迟延|满)+(?P<days>{NUMERAL})个?(?:工作)?[日天]"
)
PRICE = re.compile(r"单价(?:为|是|按|计)?(?:人民币)?(?P<sum>\d[\d,]*(?:\.\d+)?)元")
SLICES = re.compile(rf"分(?P<count>{NUMERAL})[期笔次](?=[^。；，]{{0,24}}(?:付|支|还|偿|清|给|履行|：|，))")
GUARANTEED = re.compile(
    rf"(?:保证|担保)期[间限]?[^。；，]{{0,44}}?(?P<count>{NUMERAL})个?(?P<unit>年|月)(?=[，。；]|$)"
)
LEAVES = re.compile(r"腾空|腾退|搬离|搬出|迁出|清空|交还(?=[^。；，]{0,10}(?:房|铺|地|场))|(?<=[房屋铺])交还")
DELIVERS = re.compile(r"交付(?=[^。；，]{0,16}(?:套|台|件|吨|箱|批|货|设备|机))|交货|运[抵至到]|发货")
PARTLY = re.compile(r"第[一二三四五六七八九十\d]+批|首批|部分|每批|第[一二三四五六七八九十\d]+[期次]")
WHICH = re.compile(
    rf"(?:第|^)(?P<count>{NUMERAL})(?:[期笔](?:款项?)?|(?= ?[|｜]))(?:应?当?(?:于|在|自)?)?[ |｜：:（(]{{0,4}}", re.M
)
EFFECT = re.compile(
    r"(?:本|上述)?协议(?:书)?[^。；]{0,4}?[自经于在](?P<event>[^。；]{2,40}?)(?:之日|时|后|之时|次日)?起?(?:即|才|方)?(?:具有法律效力|发生法律效力|发生效力|生效)"
)
EVENTS = (
    re.compile(r"公证"),
    re.compile(r"司法确认|裁定"),
    re.compile(r"批准|审批"),
    re.compile(r"付清|到账|收到|首[期笔]|第一期"),
    re.compile(r"担保|抵押|登记"),
    re.compile(r"签|盖章"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """What is said of ``about`` at ``text[start:end]``; two of one matter that say different things clash."""

    about: str
    says: str
    start: int
    end: int
    scope: int


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction, of two values of one term; the first clash of each sort."""
    for terms in (*PLAIN, _unsealed, _periods, _owners, _accelerated, _late_rates, _effect, _handed_over, _instalments):
        yield from _first(agreement, terms)


def _first(agreement: Agreement, terms: Callable[[Agreement], Iterator[Term]]) -> Iterator[Finding]:
    said: list[Term] = []
    for one in terms(agreement):
        for other in said:
            if other.about == one.about and other.says != one.says and other.scope != one.scope:
                first = agreement.text[other.start : other.end]
                yield clash(agreement, one.start, one.end, f"前面写“{first}”，这里写的不一样。请改成一样。")
                return
        said.append(one)


def _unsealed(agreement: Agreement) -> Iterator[Term]:
    """When a seal is to go, each thing."""
    for sentence, match in stipulated(agreement, UNSEALS):
        trigger = list(TRIGGER.finditer(sentence.text, max(0, match.start() - NEAR), match.start()))
        what = PROPERTY.sub("", match["what"] or match["behind"])
        if trigger and len(what) > 1:
            start = sentence.start + trigger[-1].start()
            yield Term(what[-8:], trigger[-1]["part"], start, sentence.start + match.end(), sentence.start)


def _periods(agreement: Agreement) -> Iterator[Term]:
    """质保期一年, 质保期为两年; 自验收合格之日起, 自到场之日起."""
    for sentence, match in stipulated(agreement, PERIOD):
        if CONDITION.search(sentence.text[: match.start()]):
            continue
        count = 0.5 if match["count"] == "半" else number(match["count"]) or 0
        name = re.sub(r"设备|工程|房屋|剩余|限|间|质量保证|保修", lambda one: _same(one.group()), match["name"])
        begin = BEGIN.search(sentence.text, match.end("unit"))
        yield Term(name, f"{count * LENGTHS[match['unit']]:.0f}", *spot(sentence, match), sentence.start)
        if begin:
            yield Term(f"{name}起算", begin["event"].lstrip("，,自从")[-4:], *spot(sentence, begin), sentence.start)


def _same(word: str) -> str:
    return "质保" if word in {"质量保证", "保修"} else ""


def _order(agreement: Agreement) -> Iterator[Term]:
    """What a payment goes to first."""
    for sentence, match in stipulated(agreement, FIRST):
        yield Term("抵充", match["what"], *spot(sentence, match), sentence.start)


def _prices(agreement: Agreement) -> Iterator[Term]:
    """单价, where there is one."""
    for sentence, match in stipulated(agreement, PRICE):
        yield Term("单价", match["sum"].replace(",", ""), *spot(sentence, match), sentence.start)


def _slices(agreement: Agreement) -> Iterator[Term]:
    """In how many instalments is paid."""
    for sentence, match in stipulated(agreement, SLICES):
        if not CONDITION.search(sentence.text[: match.end()]):
            yield Term("期数", str(number(match["count"]) or 0), *spot(sentence, match), sentence.start)


def _guaranteed(agreement: Agreement) -> Iterator[Term]:
    """For how long somebody guarantees, where one does."""
    for sentence, match in stipulated(agreement, GUARANTEED):
        length = (number(match["count"]) or 0) * LENGTHS[match["unit"]]
        yield Term("保证期间", str(length), *spot(sentence, match), sentence.start)


def _handed_over(agreement: Agreement) -> Iterator[Term]:
    """By when a place is to be left, or goods are to be delivered."""
    for about, words in (("腾退", LEAVES), ("交货", DELIVERS)):
        for sentence, match in stipulated(agreement, words):
            if re.search(r"户口|户籍", sentence.text):
                continue
            inside = within(agreement.days, sentence.start, min(sentence.end, sentence.start + match.end() + 24))
            due = [one for one in inside if re.match(r"[（(]?[^，。；]{0,6}前", agreement.text[one.end : one.end + 8])]
            if not due or CONDITION.search(sentence.text[: match.end()]) or PARTLY.search(sentence.text[:16]):
                continue
            last = max(due, key=lambda one: one.day)
            yield Term(about, last.day.isoformat(), last.start, last.end, sentence.start)


def _instalments(agreement: Agreement) -> Iterator[Term]:
    """On what day each instalment is due, in a table or in a clause."""
    for one in agreement.days:
        line = agreement.text.rfind("\n", 0, one.start) + 1
        match = WHICH.search(agreement.text, max(line, one.start - 24), one.start)
        after = agreement.text[one.end : one.end + 8]
        if match and match.end() == one.start and not re.match(r"之?日?[）)]?[起后止]|届满", after):
            yield Term(f"第{number(match['count'])}期", one.day.isoformat(), one.start, one.end, line)


PLAIN: tuple[Callable[[Agreement], Iterator[Term]], ...] = (_order, _prices, _slices, _guaranteed)


def _owners(agreement: Agreement) -> Iterator[Term]:
    """Whose a thing is to be."""
    owners = re.compile(OWNER.format(who=f"(?P<who>{words_for_parties(agreement)})"))
    for sentence, match in stipulated(agreement, owners):
        listed = THINGS.search(sentence.text[: match.start()]) or TOPIC.match(sentence.text)
        if listed is None or match["who"] in PRONOUNS or CONDITION.search(sentence.text[: match.end()]):
            continue
        who = next((one.name for one in agreement.parties if match["who"] in one.names), match["who"])
        things = [FILLERS.sub("", FILLERS.sub("", one)) for one in AND.split(listed.group())]
        start, end = sentence.start + listed.start(), sentence.start + match.end()
        if match.group().endswith(("所有", "处理", "处置")):
            yield Term(things[-1][-2:], who, start, end, sentence.start)
        for thing in filter(None, things):
            yield Term(f"“{thing}”", who, start, end, sentence.start)


def _accelerated(agreement: Agreement) -> Iterator[Term]:
    """After how many missed instalments all falls due."""
    for sentence in agreement.sentences:
        if (days := GRACE.search(sentence.text)) and ALL_DUE.search(sentence.text, days.end()):
            yield Term("宽限", days["days"], *spot(sentence, days), sentence.start)
        counts = list(COUNT.finditer(sentence.text))
        if len(counts) == 1 and ALL_DUE.search(sentence.text, counts[0].end()) and LATE.search(sentence.text):
            said = counts[0]["count"]
            count = (number(said) or 1) if said else 1
            yield Term("到期", str(count), *spot(sentence, counts[0]), sentence.start)


def _late_rates(agreement: Agreement) -> Iterator[Term]:
    """What a delay of payment costs, whoever is late."""
    late = re.compile(
        rf"(?P<who>{words_for_parties(agreement)})(?:任[何一]*期)?(?:如|若)?(?:逾期|未(?:能)?(?:按[期时照]?|足额)?)(?:[^。；，]{{0,8}}?"
        r"(?:付款|支付|还款|归还|清偿|偿还|履行付款)[^。；，]{0,8}|的)(?=，)"
    )
    for sentence, match in stipulated(agreement, late):
        rates = within(agreement.rates, sentence.start + match.end(), sentence.end)
        if len(rates) == 1 and not re.search(r"超过|满[\d一二三四五六七八九十]|累计", sentence.text[match.start() :]):
            who = next((one.role for one in agreement.parties if match["who"] in one.names), match["who"])
            says = f"{yearly(agreement, sentence, rates[0]).normalize():f}"
            yield Term(f"逾期{who}", says, rates[0].start, rates[0].end, sentence.start)


def _effect(agreement: Agreement) -> Iterator[Term]:
    """From when the agreement binds."""
    for sentence, match in stipulated(agreement, EFFECT):
        event = next((str(at) for at, words in enumerate(EVENTS) if words.search(match["event"])), "")
        if event:
            yield Term("生效", event, *spot(sentence, match), sentence.start)
