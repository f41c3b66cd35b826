"""Days and sums that are said twice: of an instalment, of a handover, of what is paid along with something else."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.checking.agreement import Agreement, Span
from assistant.checking.clashing_sums import clash
from assistant.checking.duties import CONDITION
from assistant.checking.facts import past
from assistant.checking.finding import Finding
from assistant.checking.places import has_sum, sums_of, within
from assistant.checking.plans import Entry
from assistant.checking.schedules import schedules
from assistant.reading.days import Dated, written
from knowledge.numerals import number

NUMERAL = r"[一二两三四五六七八九十\d]+"
ONE_DAY = timedelta(days=1)
UNTIL = re.compile(r"(?:\d{1,2}[时点])?(?:之前|以前|前|当[日天]|内|上午|下午|[^，。；]{0,4}[时点])")
# 2026年12月14日交店当天: a handover that the agreement knows by its day.
HANDOVER = re.compile(
    r"(?:上午|下午)?(?:\d{1,2}[时点])?(?:交[店房铺车货接割]|点交|退房|腾房|搬离|移交)(?:之日|当[天日]|那天|以前|之前|以后|之后|前|后|时)"
)
HANDS_OVER = re.compile(
    r"(?:把|将)[^。；]{0,60}?(?:店|铺|房|屋|楼|钥匙|场地)[^。；]{0,40}?(?:交[给还付]|移交)|腾空|清空|腾退|搬离|搬出|点交|点房"
)
LEAVES = re.compile(r"搬|腾|清空|迁|退房|交[房店铺还]")
LATE = re.compile(
    r"逾期|不搬|不腾|不交|不退|未(?:能)?(?:按|如|腾|搬|交|付|还|履)|没有?(?:按|如|腾|搬|交|付|还)|到期不|迟延|晚[搬交付还]|拖"
)
# Interest for the use of money runs before anything is due.
FOR_USE = re.compile(r"(?![^，。；]*(?:逾期|迟延|违约|罚|加倍))[^，。；\d]{0,6}(?:按|以)?[^，。；]{0,20}?利息")
# 以未还本金为基数，自…起计收逾期利息: which goes on from where the interest was paid to
ON_PRINCIPAL = re.compile("(?:未还|未付|剩余|全部|尚欠)的?(?:借款)?本金[^，。；]{0,4}为基数，?自?$")
ALONG = re.compile(
    r"(?:连同|随同?|与|和|同)(?:上述|前述|该|其)?(?P<what>[^，。；]{1,24}?)(?:款项?|一笔)?(?:一并|一起|一同|同时|一道)[^，。；]{0,4}(?:支?付|交|给|还|汇|转|清)"
)
TERM = re.compile(
    rf"(?:第(?P<number>{NUMERAL})|(?P<first>首|头一)|(?P<last>末|最后一))[期笔次](?:应付|应还)?(?:的|款项?|货款|借款|还款)*"
)
DEADLINE = re.compile(
    r"(?:付款|还款|清偿|给付|支付)的?(?:最后|最终|截止)?(?:期限|日期|时间|截止日)(?:为|是|至|到|：)|(?P<all>(?:全部|一次性?)?(?:还清|付清|清偿完?|结清)(?!后|之|的))"
)
DAY_BEFORE = re.compile(r"(?:之前|以前|前)[^，。；\d]{0,8}")
FIRST_SUM = re.compile(r"(?:即|为|是|共|计|[：:（(])*(?:人民币)?[¥￥]?")
DAY_FOLLOWS = re.compile(r"[^。；\d即]{0,16}")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction, of days and sums that a second place names otherwise."""
    yield from _instalments(agreement)
    yield from _deadline(agreement)
    yield from _along(agreement)
    yield from _handover(agreement)
    yield from _late_from(agreement)


def _due(agreement: Agreement, sentence: Span) -> list[Dated]:
    """The days in a sentence by which something is to be done."""
    inside = within(agreement.days, sentence.start, sentence.end)
    return [one for one in inside if UNTIL.match(agreement.text, one.end)]


def _meant(entries: tuple[Entry, ...], term: re.Match[str]) -> Entry | None:
    """The instalment that 第二期, 首期 or 最后一期 is."""
    if term["last"]:
        return entries[-1]
    at = 1 if term["first"] else number(term["number"]) or 0
    return entries[at - 1] if 0 < at <= len(entries) else None


def _instalments(agreement: Agreement) -> Iterator[Finding]:
    """第二期40000元于4月20日前付, where the plan has another day or another sum."""
    plans = schedules(agreement)
    if len(plans) != 1 or any(one.day is None for one in plans[0].entries):
        return
    plan = plans[0]
    for sentence in agreement.sentences:
        if plan.start <= sentence.start < plan.end or sentence.start <= plan.start < sentence.end:
            continue
        if past(agreement, sentence, sentence.start):
            continue
        for term in TERM.finditer(sentence.text):
            entry = _meant(plan.entries, term)
            place = sentence.start + term.end()
            listed = re.search(r"[期笔次][、和及与至到]$", sentence.text[: term.start()])
            if entry is None or listed or CONDITION.search(sentence.text[: term.end() + 2]):
                continue
            sums = sums_of(agreement, place, sentence.end)
            if sums and FIRST_SUM.fullmatch(agreement.text, place, sums[0].start) and sums[0].value != entry.value:
                reason = f"前面写{term.group()}是{entry.value:f}元，这里写{sums[0].value:f}元。请核对后改成一个数。"
                yield clash(agreement, sums[0].start, sums[0].end, reason)
                return
            begin = sums[0].end if sums and FIRST_SUM.fullmatch(agreement.text, place, sums[0].start) else place
            before = within(agreement.days, sentence.start, sentence.start + term.start())
            if before and DAY_BEFORE.fullmatch(agreement.text, before[-1].end, sentence.start + term.start()):
                if entry.day and before[-1].day != entry.day:
                    yield _other_day(agreement, term.group(), entry.day, before[-1])
                    return
                continue
            days = within(agreement.days, place, sentence.end)
            if not days or not DAY_FOLLOWS.fullmatch(agreement.text, begin, days[0].start):
                continue
            due = re.match(r"之?前|以前|到期|届满|应付", agreement.text[days[0].end :][:4])
            if due and days[0].day != entry.day and entry.day:
                yield _other_day(agreement, term.group(), entry.day, days[0])
                return


def _other_day(agreement: Agreement, what: str, said: date, day: Dated) -> Finding:
    reason = f"前面写{what}在{written(said)}付，这里写{written(day.day)}。请改成一样。"
    return clash(agreement, day.start, day.end, reason)


def _deadline(agreement: Agreement) -> Iterator[Finding]:
    """The day by which all is paid, where the plan, or the only payment, has another."""
    plans = schedules(agreement)
    plan = plans[0] if len(plans) == 1 and all(one.day for one in plans[0].entries) else None
    for sentence in agreement.sentences:
        match = DEADLINE.search(sentence.text)
        inside = plan is not None and plan.start < sentence.end and sentence.start < plan.end
        if (
            match is None
            or inside
            or CONDITION.search(sentence.text)
            or re.search("提前|展期|顺延|保证", sentence.text)
        ):
            continue
        day = next((one for one in within(agreement.days, sentence.start, sentence.end)), None)
        if day is None or day.day < (agreement.signed_on or agreement.today):
            continue
        others = _paid_by(agreement, sentence)
        if match["all"]:
            sums = sums_of(agreement, sentence.start, sentence.end)
            if plan is None or not sums or sums[0].value != plan.sum or day.day == plan.entries[-1].day:
                continue
            yield _other_day(agreement, "最后一期", plan.entries[-1].day or day.day, day)
            return
        last = max(others, default=day.day)
        if day.day not in {*others, last}:
            yield _other_day(agreement, "款项", last, day)
            return


def _paid_by(agreement: Agreement, besides: Span) -> set[date]:
    """The days by which some sum is paid, in all sentences but one."""
    return {
        day.day
        for one in agreement.sentences
        if one != besides and has_sum(agreement, one.start, one.end) and not CONDITION.search(one.text)
        for day in _due(agreement, one)
    }


def _along(agreement: Agreement) -> Iterator[Finding]:
    """于12月22日前连同3100元一并交付, where the 3100元 are due on another day."""
    plans = schedules(agreement)
    if not any(ALONG.search(one.text) for one in agreement.sentences):
        return
    paid = [
        (one.start, amount.value, day.day)
        for one in agreement.sentences
        for amount in sums_of(agreement, one.start, one.end)
        for day in _due(agreement, one)
    ]
    for sentence in agreement.sentences:
        match = ALONG.search(sentence.text)
        own = [one for one in _due(agreement, sentence) if match and one.start < sentence.start + match.start()]
        if match is None or not own or CONDITION.search(sentence.text[: match.start()]):
            continue
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        term = TERM.search(sentence.text, match.start("what"), match.end("what"))
        days: set[date] = set()
        if term and len(plans) == 1:
            entry = _meant(plans[0].entries, term)
            days = {entry.day} if entry and entry.day else set()
        elif sums := sums_of(agreement, start, end):
            days = {day for at, value, day in paid if at != sentence.start and value == sums[0].value}
        if len(days) == 1 and own[-1].day not in days:
            what, said = agreement.text[start:end], written(next(iter(days)))
            reason = f"前面写{what}在{said}付，这里又写{written(own[-1].day)}。请改成一样。"
            yield clash(agreement, own[-1].start, own[-1].end, reason)
            return


def _handover(agreement: Agreement) -> Iterator[Finding]:
    """交店当天 with one day in one place, and the duty to hand over with another."""
    named = [one for one in agreement.days if HANDOVER.match(agreement.text, one.end)]
    named = [one for one in named if agreement.body.start <= one.start < agreement.body.end]
    if not named:
        return
    duties = [
        due[0]
        for one in agreement.sentences
        if (match := HANDS_OVER.search(one.text))
        and not CONDITION.search(one.text[: match.start()])
        and len(due := [day for day in _due(agreement, one) if day not in named]) == 1
        and not re.search(r"户口|户籍", one.text)
    ]
    for one in named:
        if duties and all(one.day != other.day for other in duties):
            first, second = sorted((one, duties[0]), key=lambda day: day.start)
            reason = f"交接前面写{written(first.day)}，这里写{written(second.day)}。请改成一样。"
            yield clash(agreement, second.start, second.end, reason)
            return


def _late_from(agreement: Agreement) -> Iterator[Finding]:
    """A delay that counts from a day before it is one: 2月25日前清空, 不搬的从1月30日起付占用费."""
    for sentence in agreement.sentences:
        late = LATE.search(sentence.text)
        if late is None:
            continue
        for start in within(agreement.days, sentence.start + late.start(), sentence.end):
            since = re.match(r"之?日?起|开始", agreement.text[start.end :][:3])
            on_principal = ON_PRINCIPAL.search(agreement.text, sentence.start, start.start)
            if on_principal or FOR_USE.match(agreement.text, start.end):
                continue
            if any(start.day - one.day == ONE_DAY for one in agreement.days):  # the day after one that is set
                continue
            if not since or not re.search(r"[从自]$", agreement.text[: start.start][-1:]):
                continue
            leaves = LEAVES.search(agreement.text, sentence.start, start.start) is not None
            others = [one for one in agreement.sentences if one != sentence]
            if leaves:
                others = [one for one in others if LEAVES.search(one.text) and not re.search("户口|户籍", one.text)]
            due = [day for one in others for day in _due(agreement, one)]
            if due and start.day <= min(one.day for one in due):
                last = min(due, key=lambda one: one.day)
                reason = f"要到{written(last.day)}才到期，这里却从{written(start.day)}起就算迟延。请核对两处日期。"
                yield clash(agreement, start.start, start.end, reason)
                return
