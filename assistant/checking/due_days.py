"""Which days of an agreement are those by which something is yet to be paid or done."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, HAND_OVER, PAY
from assistant.checking.facts import NEARBY, PAST, narrates
from assistant.checking.places import scope_of, subclause
from assistant.checking.plans import Schedule
from assistant.checking.tables import Table
from assistant.reading.days import Dated

BEFORE_DUE = re.compile(
    r"(?:于|在|(?:至迟|最迟|最晚|不晚|不迟)(?:于|到|在)?"
    r"|(?:付款|还款|支付|履行|交付|交货|给付|归还|清偿|腾退)(?:的)?(?:期限|日期|时间|日)(?:为|是|定于|定在|：)?)[ \t]*$"
)
TERM = re.compile(
    r"(?:期限|日期|时间|日)(?:为|是|定于|定在|：)?[ \t]*$"
)  # a day that is set, whatever stands behind it
# 2026年8月31日之前的货款 is of that time, and not due by then.
BEHIND_DUE = re.compile(r"[ \t]*(?:（含[^）]{0,6}）)?(?:之前|以前|前|当日|当天)(?!的)")
STORY = re.compile(
    r"(?<!双方)(?<![现如下协议])约定(?!如下|的)|原[来本先]?(?:应|须|定|说)|本[应该]|出借|借给|供应|供货|签订(?!之日|当)|购买|曾"
)  # what was agreed before
RUNS_ON = re.compile(r"[ \t]*(?:起|开始|至|到(?![账位期手])|[\-—－~～])")  # the beginning of a period
DO = re.compile(
    r"支付|付清|付款|还款|履行|完成|办理|腾|搬|迁|交|拆|修|开具|提供|申请|撤|缴|补|汇|转账|发放|结清|清偿|还|[运送]|抵达|移|"
    r"更换|安装|调试|验收|到账|到位|兑付|退|清|道歉|赔|登记|签署|停止|恢复|出具|协助|配合|付|转[入到给至]|打[入到给至]|送|寄|发[放到给]|拉|取[走回]|提[走货]"
)
AT_ONCE = re.compile(
    r"[ \t]*(?:一次性?|全部|全额|再|前来|如数|足额)?"
    r"(?:[付还交退搬送赔汇转打给]|支付|偿还|归还|结清|到账|到位|发[放给]|兑付|划[付转])(?![^，。；]{0,6}之日)"
)
MODAL = re.compile(
    r"(?:应|须|需|必须|务必|承诺|保证|同意|愿意?|自愿|负责|(?<!约)定)[^，。；：]{0,16}$"
)  # somebody is yet to do it
OF_OLD = re.compile(r"[按依]照?(?:此前|先前|原)|原(?:协议|合同|计划)")
WHOLLY = re.compile(r"[^，。；]{0,12}(?:一次性|付清|还清|结清)")
ENUMERATES = re.compile(
    r"(?:付款|还款|支付|履行|交货|交付|归还|给付)(?:日期|日|时间|期限)(?:分别|依次)?"
    r"(?:为|是|如下)?[：:]?[ \t]*(?=\d{4}年)"
)
BETWEEN_LISTED = re.compile(r"(?:之?前)?(?:（含[^）]{0,6}）)?[、，,和及与]?[ \t]*")
PUT_OFF = re.compile(r"(?:展期|延期|延长|延展|宽限|推迟|延至)(?:到|至)?[ \t]*$")
# What was done on a day: 已于…支付, 于…通过决议.
DONE_BEFORE = re.compile(r"已经?(?:于|在)?[ \t]*$")
DONE = re.compile(
    r"(?:已|[^，。；]{0,20}(?:决议|决定|表决|讨论|会议|股东会|董事会)|[^，。；]{0,16}[付还交退搬送][过了])"
)
REACH = 40  # characters behind a day in which it is said what is due on it


def due_days(agreement: Agreement, plans: Sequence[Schedule]) -> list[Dated]:
    """The days on which something is to be paid or done, in their order."""
    listed = {one.start for days in enumerated(agreement) for one in days}
    return [one for one in agreement.days if one.exact and (one.start in listed or _is_due(agreement, one, plans))]


def enumerated(agreement: Agreement) -> Iterator[list[Dated]]:
    """Days of payment that are listed by themselves: 各期付款日分别为…、…、…."""
    text = agreement.text
    for match in ENUMERATES.finditer(text):
        found: list[Dated] = []
        end = match.end()
        for one in agreement.days:
            if one.start < end:
                continue
            if not BETWEEN_LISTED.fullmatch(text, end, one.start):
                break
            found.append(one)
            end = one.end
        if len(found) > 1:
            yield found


def _is_due(agreement: Agreement, one: Dated, plans: Sequence[Schedule]) -> bool:
    text = agreement.text
    if any(one.start in _headed(table) for table in agreement.tables):
        return True
    if any(entry.start <= one.start < entry.end and entry.day == one.day for plan in plans for entry in plan.entries):
        return True
    sentence = next((each for each in agreement.sentences if each.start <= one.start < each.end), None)
    if sentence is None or narrates(agreement, scope_of(agreement, sentence.start)):
        return False
    start, end = subclause(sentence, one.start)
    start, end = max(start, one.start - NEARBY), min(end, one.end + NEARBY)
    earlier = text[max(sentence.start, one.start - 2 * NEARBY) : one.start]
    behind = text[one.end : min(one.end + REACH, sentence.end)]
    if (
        not _is_set(agreement, one, sentence)
        or RUNS_ON.match(behind)
        or DONE_BEFORE.search(text[start : one.start])
        or DONE.match(behind)
    ):
        return False
    until = BEHIND_DUE.match(behind)
    told = text[start : one.start if until or WHOLLY.match(behind) else end]
    if STORY.search(earlier) or PAST.search(text[start:end]) or CONDITION.search(earlier) or _of_past(told):
        return False
    lead = text[sentence.start : one.start]
    said = until or BEFORE_DUE.search(lead) or (AT_ONCE.match(behind) and ahead(agreement, one))
    done = TERM.search(lead) or DO.search(behind) or PAY.search(behind) or HAND_OVER.search(behind)
    return PUT_OFF.search(told) is not None or bool(said and done)


def _headed(table: Table) -> set[int]:
    """Where days stand that head a column of sums: what is to be paid on each."""
    return {cell.start for column, cell in enumerate(table.head) if len(table.numbers(column)) == len(table.rows) > 0}


def ahead(agreement: Agreement, one: Dated) -> bool:
    """Whether a day is after the signing, as far as that is known."""
    return agreement.signed_on is not None and one.day > agreement.signed_on


def _is_set(agreement: Agreement, one: Dated, sentence: Span) -> bool:
    """Whether a day is one by which something is yet to be done: a day that is over only where the words say so."""
    signed, text = agreement.signed_on, agreement.text
    if signed and one.day < signed and OF_OLD.search(text, sentence.start, one.start):
        return False
    if signed is None or one.day >= signed or BEHIND_DUE.match(text, one.end):
        return True
    return bool(MODAL.search(text[max(sentence.start, one.start - REACH) : one.start]) or WHOLLY.match(text, one.end))


def _of_past(piece: str) -> bool:
    """Whether a piece of a sentence tells what was: 签订合同, 对账, 立案."""
    return (
        re.search(r"签订|对账|立案|受理|作出|借款|供货|入职|离职|发生|查封|冻结|确认|尚欠|拖欠|欠", piece) is not None
    )
