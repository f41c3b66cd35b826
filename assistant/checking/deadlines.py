"""By when a duty is to be done: which words of its sentence say so."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span, once
from assistant.checking.duties import AS_CONDITION, CONDITION, DETERMINED, NO_DUTY, PURPOSE, Duty, states
from assistant.checking.facts import narrates, past
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.places import lead, scope_of, subclause, sums_of, within
from assistant.checking.slots import DEED, PAYS, TIME, WITHOUT, begins_with_doer, doer

MONEY = re.compile(PAYS)
SINCE = re.compile(r"(?:以|之)?后的|起(?:的|计算|计付|至|，以|，按|按)")  # from which day something runs, not by which
# 交还前的毁损, 到12月14日终止: of another thing.
OF_SOMETHING = re.compile(
    r"[^，。；]{0,16}[前后]的(?![一二两三四五六七八九十\d第])|(?:^|(?<=[，；]))[^，。；]{0,30}(?:终止|解除|届满|为止|签订|订立)(?=，)"
)
# 当场清点, which goes with what is done before it, and does not say when that is.
BESIDES = re.compile(
    r"当[场庭日天即面]|即[时日]|同时|立即|[^，。；]{0,15}(?:后|之日|时|当日|之前|前)(?=[^，。；]{0,20}(?:签|验|清点|试|确认|出具|承担|负责|负担))"
)
# 补缴2025年3月至2026年6月的社会保险费: for which time, not when.
FOR_TIME = re.compile(r"[\d二〇零]{4}年(?:(?:\d{1,2}月)?(?:\d{1,2}日)?起?[至到][^，。；]{1,14}|\d{1,2}月)?的")
SALE = re.compile("价款|总价|单价|售价|转让价|作价|继续")
FACE = re.compile("当面")  # how a thing is handed over, not when
ANNEX = re.compile(r"附[件表图](?!所?列?(?:的?时间|日期|期限|计划))")
# （明细见附件2）: an annex that says what, not when; 提前三日通知: how long before the day, not which day
NO_TIME = re.compile(
    r"[（(](?![^（()）]*(?:时间|日期|期限|计划))[^（()）]{1,14}附[件表][^（()）]{0,4}[)）]"
    r"|提前[一二两三四五六七八九十\d]{1,3}个?(?:工作)?[日天](?=[^，。；]{0,8}(?:通知|告知|约|联系|电话|短信|书面))"
)
OPEN = re.compile(
    r"(?:时间|日期|期限|日子|哪[天日])[^，。；\d]{0,8}?(?:另行|另议|另定|再[议定说]|届时|通知|决定|未定|待定|商定|商量|协商|看情况)"
)
EVERY = re.compile(r"每个?(?:月|季度?|年|周)|按[月季年]|逐月")
OF_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|[月季年]?[底末初]|首月|月内|到期|届满|约定")
TERM = re.compile(r"(?:^|[，于在])(?:[一二两三四五六七八九十百\d]{1,4}个?(?:工作)?[日天月周])之?内")
FROM_WHEN = re.compile(r"[起后]|通知|之日|次日|到账|收到|付清|签[订署收]|生效|送达|当日|时")
# Deeds whose time nobody else's rule gives.
CONCRETE = re.compile(
    r"[修装弄砌补铺刷做]|拆|腾|搬|迁|清|平整|更换|换|粉刷|铺设|回填|补[种发足]|封堵|加固|填平|疏通|交|[送寄运退还返汇转打存划缴付]|发[给布还]|"
    r"办|[提取领拉抬拖骑开][走回]|接回|备妥|出具|开具|递交|提交|撤|注销|过户|刊登|张贴|登报|删除|公开|销毁|卸下|赔"
)
THINGS = re.compile(
    r"货|设备|机|车|材料|钢|产品|样品|原料|图纸|资料|证|章|钥匙|房|铺|发票|账[册本]|模具|书|件|凭|收据|条|手续|[台辆套把副只箱吨批]"
)
# 在退房前, 随房移交: due with something else.
WITH_EVENT = re.compile(
    r"今[日天]|本日|[付还收交缴](?:足|齐|满|完|讫)[^，。；]{0,20}(?:后|之日|时|当[日天])|轮流|日常|平[时日]|今后由|期间[^，。；]{0,4}(?:提供|配合|协助|保管|看管|维护)|[在于待等][^，。；]{1,16}(?:之前|以前|前|后|时|以后|离日|房日|付日|货日)(?![门台面述款往续勤厅院排方备的])|(?:随|连同)[^，。；]{1,8}(?:移交|交付|一[并起同])|(?:同|与|和|跟)[^，。；]{1,14}(?:一[起并同道]|同[时日])"
)
# ，与退款一并支付: due when the other is
ALONG = re.compile(r"(?:同|与|和|跟|随|连同)[^，。；]{1,14}一[起并同道][^，。；]{0,4}(?:支?付|给|退|转|汇|结)")
# 付款日期同第三条, 按约支付: another place says when; and whoever answers for a debt pays when its debtor does not.
ELSEWHERE = re.compile(
    r"(?:日期|期限|时间)[^，。；]{0,6}[同按依见]|[按依如]约|连带|担保(?!人|公司)|保证(?!金|人)|加入债务|债务加入|共同债务(?!人)|共同(?:偿还|还款|清偿)(?=[，。；])"
)
TOLD = re.compile(r"应|须|负责|将|把|由|[给退还付赔]|须|需|自愿|愿|同意|承诺|保证")
NEXT = 60  # characters behind a sentence in which the price of what is sold may be said
IDLE = re.compile("已|协议|笔录|各自")  # 本协议由双方提交法院附卷
EVENT = re.compile(r"[^，。；]{0,12}(?:后|之日)")
OF_FORCE = re.compile(r"[^，。；]{0,4}(?:公证|司法确认)")  # what makes the agreement enforceable, and has its own rule
MOST = 20  # deeds of a sentence that are looked at


def other_deeds(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Duty]:
    """The first deed of each sentence that has no duty among those told, and whose doer and order stand before it."""
    known = {duty.sentence.start for duty in told}
    for sentence in agreement.sentences:
        scope = scope_of(agreement, sentence.start)
        if sentence.start in known or entitles(agreement, sentence) or narrates(agreement, scope):
            continue
        mark = CLAUSE_MARK.match(sentence.text)
        begin = mark.end() if mark else 0
        text = WITHOUT.sub(lambda one: "（" + "－" * (len(one.group()) - 2) + "）", sentence.text)
        for number, deed in enumerate(DEED.finditer(text, begin)):
            place = sentence.start + deed.start()
            start, end = subclause(sentence, place)
            piece = agreement.text[max(start, sentence.start + begin) : place]
            before = sentence.text[begin : deed.start()]
            if number > MOST or CONDITION.search(before) or agreement.text[start:end].endswith("的"):
                break
            idle = (
                PURPOSE.match(piece)
                or NO_DUTY.search(piece)
                or IDLE.search(agreement.text[start:place])
                or EVENT.match(text, deed.end())
                or OF_FORCE.match(text, deed.end())
                or states(before, deed.group())
                or AS_CONDITION.match(text, deed.end())
            )
            if idle or not CONCRETE.search(deed.group()):
                continue
            money = MONEY.match(text, deed.start()) is not None and not THINGS.search(agreement.text[start:end])
            if money and _dated(agreement) and not sums_of(agreement, sentence.start, sentence.end):
                continue  # 由乙方转入上述账户 says how, and another sentence when
            alone = not piece and sums_of(agreement, sentence.start, sentence.end)  # 执行费900元由乙方负担，交至法院
            told_to = before if alone or TOLD.search(piece) or begins_with_doer(agreement, piece) else piece[-14:]
            if past(agreement, sentence, place) or not doer(agreement, told_to):
                continue
            yield Duty(sentence, scope, place, sentence.start + deed.end(), money=money)
            break


@once
def _dated(agreement: Agreement) -> bool:
    """Whether some sentence or table says by which day money is paid."""
    signed = agreement.signed_on or agreement.today
    paying = [one for one in agreement.sentences if MONEY.search(one.text) and not CONDITION.search(one.text)]
    days = (day.day for one in paying for day in within(agreement.days, one.start, one.end))
    return any(day >= signed for day in days) or any(table.planned for table in agreement.tables)


def timed(agreement: Agreement, duty: Duty) -> bool:
    """Whether the sentence of a duty says when: in the words up to it, or plainly in those behind."""
    leading = lead(agreement, duty.sentence)
    if ELSEWHERE.search(duty.sentence.text) or (leading and TIME.search(from_now_on(agreement, leading))):
        return True
    text = from_now_on(agreement, duty.sentence)
    at = min(len(text), duty.end - duty.sentence.start)
    stop = next((place for place in range(at, len(text)) if text[place] in "，；。"), len(text))
    text = OF_SOMETHING.sub(lambda one: "物" * len(one.group()), text)
    text = FOR_TIME.sub(lambda one: "物" * len(one.group()), text)
    text = NO_TIME.sub(lambda one: "物" * len(one.group()), text)
    head, tail = text[:stop], text[stop:]
    if not duty.money:
        head, tail = (FACE.sub("", ANNEX.sub("", one)) for one in (head, tail))
        if SALE.search(
            text + agreement.text[duty.sentence.end :][:NEXT]
        ):  # what is sold, of which another clause says when it is delivered
            return True
    if duty.money and EVERY.search(head) and not OF_MONTH.search(duty.scope.text):
        head = EVERY.sub("", head)
    if (term := TERM.search(head)) and not FROM_WHEN.search(head[: term.start()] + text[term.end() : term.end() + 20]):
        head = head[: term.start()] + head[term.end() :]
    return any(words.search(head) for words in (DETERMINED, TIME, WITH_EVENT)) or any(
        tells(piece) or ALONG.match(piece)
        for piece in re.split("[，；：]", tail)
        if not begins_with_doer(agreement, piece)
    )


def tells(text: str) -> bool:
    """Whether words behind a duty say when, and not only what goes with it: 当场清点."""
    return DETERMINED.search(BESIDES.sub("", OF_SOMETHING.sub("", text))) is not None


def left_open(text: str) -> bool:
    """Whether a sentence says that the time is still to be found: 付款时间双方另行商定."""
    return OPEN.search(text) is not None


def sum_of_its_own(agreement: Agreement, duty: Duty) -> bool:
    """Whether a duty pays a sum that is named nowhere else, so that no other clause says when."""
    start, end = subclause(duty.sentence, duty.start)
    own = {one.value for one in sums_of(agreement, start, end)}
    others = {one.value for one in agreement.amounts if not duty.sentence.start <= one.start < duty.sentence.end}
    return bool(own) and not own & others


def from_now_on(agreement: Agreement, sentence: Span) -> str:
    """A sentence without the days that were over when the agreement was signed."""
    text = sentence.text
    for one in within(agreement.days, sentence.start, sentence.end):
        over = agreement.signed_on is not None and one.day < agreement.signed_on
        if over or SINCE.match(agreement.text, one.end):
            text = text.replace(agreement.text[one.start : one.end], "")
    return text
