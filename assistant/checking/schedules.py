"""Plans of payment: what is to be paid on which day, in a sentence, a list or a table, and what it should add up to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span, once
from assistant.checking.marks import BEGINS, DAY_SHAPED, NUMERAL, Mark, is_told, marks_of, payer, runs
from assistant.checking.places import clauses
from assistant.checking.plans import FEWEST, Entry, Schedule, named
from assistant.checking.sums import PLAIN_TOTAL, Role, Sum, sums
from assistant.checking.tabled_plans import of_table

PAY = re.compile(r"支付|付清|付款|给付|偿还|归还|返还|还款|还清|清偿|付|还|汇|转|打|交|退|给|发放|结")
PAST = re.compile(
    r"已(?!到期)|[付还交退][过了]|原[本来]?[应须定]|借[款给到]|供应|供货|交货|签订(?!当|之日|时|后|生效)|判决|对账|收到|曾|原定|拖欠|发生|垫付"
)
# What follows is no instalment.
CASE = re.compile(r"其中|逾期|否则|如果?|若|违约|扣除|含(?!当[日天]|[该本首]日|首尾|税)")
DIVIDED = re.compile(r"[）)]?[，,]?(?:由[^，,]{1,12})?[应须需]?(?:按[^，,。]{0,12})?分")  # 余款320000元分四期: a total
FEE = re.compile(r"受理费|诉讼费|保全费|申请费|执行费|律师费|鉴定费|违约金|押金")  # paid besides what is divided
OF_TERM = re.compile(r"(?:[当该本]期|相应|届时|期间|同期)[^，。；]{0,4}利?息")  # paid with an instalment
UNPAID = re.compile(r"[）)]?[^，。；]{0,6}中(?:抵|扣)|[）)]?(?:未付|未还|没有付|逾期|尚未)")
ADJACENT = 6  # characters between 第一期 and its sum where no verb is said
ITEM = re.compile(r"[ \t　]*(?:[①-⑳]|[（(]?\d{1,2}[）)、．.]|第[一二三四五六七八九十\d]+[期笔次批])")
LINE_END, STOP = re.compile("\n"), re.compile("[。\n]")
# What begins an instalment that a sentence of its own lays down: neither 当日 nor 三日内.
ORDINAL = re.compile(rf"第?[{NUMERAL}\d]|[首末尾次中头最余剩其同明]|[\dXx×_＿〇零]{{2,5}}[ \t]*年")
# Between a day and its sum where no verb is needed: 2026年9月15日前，, 2026-09-15
DIRECT = r"(?:(?:之?前|以前|当[日天])[ \t　]*[，,：:]?|[：:]|[ \t　])[ \t　]*(?:人民币|[¥￥])?"


@once
def schedules(agreement: Agreement) -> tuple[Schedule, ...]:
    """All plans with at least two instalments whose sums are said."""
    return tuple(_schedules(agreement))


def _schedules(agreement: Agreement) -> Iterator[Schedule]:
    told = [one for one in sums(agreement) if not one.aside]
    names = _names(agreement)
    for clause in clauses(agreement):
        own = [one for one in told if clause.start <= one.start < clause.end]
        yield from _of_prose(agreement, clause, own, names)
    for table in agreement.tables:
        yield from of_table(agreement, table)


def _names(agreement: Agreement) -> dict[str, str]:
    """What the parties are called, with the role of each."""
    return {name: party.role + party.name for party in agreement.parties for name in party.names if len(name) > 1}


def _of_prose(agreement: Agreement, clause: Span, told: Sequence[Sum], names: Mapping[str, str]) -> Iterator[Schedule]:
    text = agreement.text
    payers: list[str] = []
    marks = marks_of(agreement, clause)
    entries: list[Entry] = []
    alone: list[Mark] = []  # days behind which no sum stands: 12月31日前、1月31日前各支付80000元
    left_over = False
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start if place + 1 < len(marks) else clause.end
        ends = re.search(r"[。；;\n]", text[mark.end : stop])
        stop = mark.end + ends.start() if ends else stop
        begin = max(clause.start, *(text.rfind(sign, clause.start, mark.start) + 1 for sign in "。；;，,、\n"))
        case = CASE.search(text, mark.end, stop)
        if PAST.search(text[begin:stop]) or CASE.search(text[begin : mark.start]) or runs(text, mark):
            continue
        if is_told(agreement, mark, marks):
            continue
        stop = case.start() if case else stop
        own = [one for one in told if mark.start <= one.start < stop and one.role is not Role.EACH]
        own = [one for one in own if not FEE.search(one.label)]
        own = [one for one in own if not OF_TERM.search(one.label)] or own
        if not own:
            left_over |= bool(
                re.match(r"余|剩|其余|尾款|最后", text[mark.start :]) and PAY.search(text[mark.start : stop])
            )
            alone = [*alone, mark] if re.fullmatch(r"之?前?(?:、|和|及|与|，)?", text[mark.end : stop]) else []
            _date(text, entries, mark, _item(text, clause, mark, stop, told))
            payers += [""] * (len(entries) - len(payers))
            continue
        if entries and len(own) <= FEWEST and PLAIN_TOTAL.fullmatch(own[-1].label):
            own = own[:-1]  # what the instalments before it come to
        if not own:
            continue
        if DIVIDED.match(text, own[-1].stop) and not mark.day:
            continue
        left_over |= any(one.loose for one in own)
        if UNPAID.match(text, own[-1].stop):
            continue
        adjoins = _adjoins(text[mark.start : mark.end], text[mark.end : own[0].start]) or _is_line(text, mark, own)
        if PAY.search(text[begin:stop]) or adjoins:
            whole = next((one for one in reversed(own) if one.role is Role.WHOLE), None)
            value = whole.value if whole else sum((one.value for one in own), Decimal(0))
            if "各" in text[mark.end : own[0].start]:
                entries += [Entry(other.start, other.end, value, other.day) for other in alone]
                payers += [""] * len(alone)
            entries.append(Entry(mark.start, own[-1].stop, value, mark.day))
            payers.append(payer(text, clause.start, mark.start, names))
        alone = []
    whole_plans = [part for one in _by_payer(entries, payers) for part in _by_item(text, one)]
    for whole_plan, plan in ((one, part) for one in whole_plans for part in _by_sentence(text, one)):
        terms = [one for place, one in enumerate(plan) if not _sums_up(one, plan[place + 1 :])]
        if len(terms) >= FEWEST:
            alone_paid = len(plan) == len(entries)
            start, end = (clause.start, clause.end) if alone_paid else (terms[0].start, terms[-1].end)
            yield Schedule(tuple(terms), left_over or plan != whole_plan, named(text, start, end))


def _date(text: str, entries: list[Entry], mark: Mark, item: Entry | None) -> None:
    """A day behind which no sum stands: that of the instalment before it, or of one that names its sum first."""
    last = entries[-1] if entries else None
    if last and mark.day and not last.day and not re.search("[。；;\n]", text[last.end : mark.start]):
        entries[-1] = replace(last, end=mark.end, day=mark.day)  # 首期20000元，2026年9月15日前付
    elif item:
        entries.append(item)


def _by_payer(entries: Sequence[Entry], payers: Sequence[str]) -> Iterator[list[Entry]]:
    """What one pays after another is no plan of both."""
    plan: list[Entry] = []
    who = ""
    for entry, told in zip(entries, payers, strict=True):
        if told and who and told != who:
            yield plan
            plan = []
        who = told or who
        plan.append(entry)
    yield plan


def _by_item(text: str, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Items of a list that each have several instalments are plans of their own: 1、付给甲：…；2、付给乙：…."""
    items: list[list[Entry]] = []
    for entry in entries:
        ends = LINE_END.finditer(text, items[-1][-1].end, entry.start) if items else ()
        if not items or any(ITEM.match(text, one.end()) for one in ends):
            items.append([])
        items[-1].append(entry)
    several = all(len(item) >= FEWEST for item in items)
    yield from items if several else [list(entries)]


def _by_sentence(text: str, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """What sentences say one after another is one plan only where each begins with its day or number."""
    plan: list[Entry] = []
    for entry in entries:
        if plan and STOP.search(text, plan[-1].end, entry.start):
            begin = max(text.rfind(sign, 0, entry.start) for sign in "。；;\n") + 1
            if "，" in text[begin : entry.start] or not ORDINAL.match(text, entry.start):
                yield plan
                plan = []
        plan.append(entry)
    yield plan


def _item(text: str, clause: Span, mark: Mark, stop: int, told: Sequence[Sum]) -> Entry | None:
    """An item of a list that names its sum first: （1）20000元，于2026年9月15日前付清；."""
    begin = max(clause.start, *(text.rfind(sign, clause.start, mark.start) + 1 for sign in "。；;\n"))
    own = [one for one in told if mark.day and begin <= one.start < mark.start]
    listed = ITEM.match(text, begin) or text[begin - 1 : begin] in {"；", ";"}
    if len(own) != 1 or own[0].role in {Role.EACH, Role.WHOLE, Role.PAID} or FEE.search(own[0].label):
        return None
    if not listed or own[0].owed or not PAY.search(text[own[0].stop : stop]):
        return None
    return Entry(own[0].start, mark.end, own[0].value, mark.day)


def _sums_up(one: Entry, following: Sequence[Entry]) -> bool:
    """Whether it is what those that follow come to, and no instalment: 余款130000元，于…前支付65000元，…."""
    return one.day is None and len(following) >= FEWEST and one.value == sum(other.value for other in following)


def _adjoins(mark: str, between: str) -> bool:
    """Whether a sum stands right behind its mark, so that no verb is needed: 首期20000元, 2026年9月15日：20000元."""
    if DAY_SHAPED.search(mark) or re.search(r"\d", mark):
        return re.fullmatch(DIRECT, between) is not None
    return len(between) <= ADJACENT


def _is_line(text: str, mark: Mark, own: Sequence[Sum]) -> bool:
    """Whether a line holds a day and a sum and little else: 2027年4月19日，40000元；."""
    line = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    between, behind = text[mark.end : own[0].start], text[own[-1].stop :][:1]
    return (
        BEGINS.match(line) is not None
        and re.fullmatch(r"[，,：: \t　]{0,2}", between) is not None
        and behind in "；;。，,\n"
    )
