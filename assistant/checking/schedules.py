"""Plans of payment: what is to be paid on which day, in a sentence, a list or a table, and what it should add up to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span, once
from assistant.checking.places import within
from assistant.checking.sums import PLAIN_TOTAL, Role, Sum, sums
from assistant.checking.tables import DATED, Table
from assistant.reading.days import days
from knowledge.numerals import number

NUMERAL = "一二两三四五六七八九十百"
TERM = re.compile(
    rf"第[{NUMERAL}\d]+(?:期|笔|次|批)|首[期笔次批]|首付款?|[次中][期笔]|头一?[期笔次批]|末[期笔次]|尾期|最后一[期笔次批]|尾款|余款"
    r"|(?:剩余|其余|余下|剩下)的?(?:款项|欠款|本金|部分)?"
    rf"|(?:签[订署字]|生效)(?:之)?(?:当日|当天|时)|当[日场天]|(?:之日|后|起)?[{NUMERAL}\d]{{1,3}}个?(?:工作日|日|天|月|周|星期)(?:之|以)?内"
)
PAY = re.compile(r"支付|付清|付款|给付|偿还|归还|返还|还款|还清|清偿|付|还|汇|转|打|交|退|给|发放|结")
PAST = re.compile(
    r"已(?!到期)|[付还交退][过了]|原[本来]?[应须定]|借[款给到]|供应|供货|交货|签订(?!当|之日|时|后|生效)|判决|对账|收到|曾|原定|拖欠|发生|垫付"
)
# What follows is no instalment.
CASE = re.compile(r"其中|逾期|否则|如果?|若|违约|扣除|含(?!当[日天]|[该本首]日|首尾|税)")
COUNT = re.compile(
    rf"(?:分(?:为|成|作)?(?P<count>[{NUMERAL}\d]{{1,4}})(?:期|次|笔|批|个月)|共计?(?P<all>[{NUMERAL}\d]{{1,4}})期)(?![间前内后])"
)
DIVIDED = re.compile(r"[）)]?[，,]?(?:由[^，,]{1,12})?[应须需]?(?:按[^，,。]{0,12})?分")  # 余款320000元分四期: a total
HEADED_SUM = ("合计|小计", "还款额|付款额|应付|应还|金额|数额|款额", "元|款")  # the surest first
# A day, though it be none of the calendar or not filled in: it parts instalments all the same.
DAY_SHAPED = re.compile(
    r"[\dXx×_＿〇零一二三四五六七八九]{2,5}[ \t]*年"
    r"[\dXx×_＿ \t　一二三四五六七八九十]{1,6}月[\dXx×_＿ \t　一二三四五六七八九十]{1,6}[日号]"
)
FEE = re.compile(r"受理费|诉讼费|保全费|申请费|执行费|律师费|鉴定费|违约金|押金")  # paid besides what is divided
OF_TERM = re.compile(r"(?:[当该本]期|相应|届时|期间|同期)[^，。；]{0,4}利?息")  # paid with an instalment
UNPAID = re.compile(r"[）)]?[^，。；]{0,6}中(?:抵|扣)|[）)]?(?:未付|未还|没有付|逾期|尚未)")
MODAL = re.compile(r"(?:应|须|需|同意|承诺|保证|愿意?|自愿|负责|必须)当?[^，。；\n]{0,12}$")  # somebody is yet to do it
BEGINS = re.compile(r"(?:^|[：:；;])[ \t　]*(?:[①-⑳]|[（(]?\d{1,2}[）)、．.])?[ \t　]*$")  # an item of a list
BEFORE = re.compile(r"之?前|以前")
ADJACENT = 6  # characters between 第一期 and its sum where no verb is said
BLANK = re.compile(r"\n[ \t　]*\n\s*")
ITEM = re.compile(r"[ \t　]*(?:[①-⑳]|[（(]?\d{1,2}[）)、．.]|第[一二三四五六七八九十\d]+[期笔次批])")
NEAR = 40  # characters before a day in which the payer is named
ANYONE = r"[一-鿿]{2,8}?(?:公司|银行|[厂店社院]|中心|单位)"
MAY = r"(?:[应须需]当?|同意|承诺|自愿|保证|愿意?|分别|[则再另还将]|继续|最迟|至迟|[在于，])*"
# Between a day and its sum where no verb is needed: 2026年9月15日前，, 2026-09-15
DIRECT = r"(?:(?:之?前|以前|当[日天])[ \t　]*[，,：:]?|[：:]|[ \t　])[ \t　]*(?:人民币|[¥￥])?"
LONG_DAY = 20  # characters of a cell that holds a day and little else
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One instalment: ``source[start:end]``. ``day`` is None where it has none or none of the calendar."""

    start: int
    end: int
    value: Decimal
    day: date | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Instalments that belong together. ``open``: what is left over is also an instalment, so that nothing need add up.
    ``named`` is how many there are said to be, and where.
    """

    entries: tuple[Entry, ...]
    open: bool
    named: tuple[int, Span] | None
    table: bool = False

    @property
    def start(self) -> int:
        """Where the first instalment begins."""
        return self.entries[0].start

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.entries[-1].end

    @property
    def sum(self) -> Decimal:
        """Of all instalments."""
        return sum((entry.value for entry in self.entries), Decimal(0))


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
        yield from _of_table(agreement, table)


def clauses(agreement: Agreement) -> tuple[Span, ...]:
    """The clauses; where none is numbered, the paragraphs of the body."""
    return tuple(one.span for one in agreement.provisions) or tuple(_paragraphs(agreement))


def _paragraphs(agreement: Agreement) -> Iterator[Span]:
    """What blank lines part; the items of a list belong to what stands above them."""
    start, body = agreement.body.start, agreement.body
    for gap in BLANK.finditer(agreement.text, body.start, body.end):
        above = agreement.text[start : gap.start()].rstrip()
        if not above.endswith(("：", ":")) and not ITEM.match(agreement.text, gap.end()):
            yield agreement.span(start, gap.end())
            start = gap.end()
    yield agreement.span(start, body.end)


def _names(agreement: Agreement) -> dict[str, str]:
    """What the parties are called, with the role of each."""
    return {name: party.role + party.name for party in agreement.parties for name in party.names if len(name) > 1}


def _payer(text: str, start: int, place: int, names: Mapping[str, str]) -> str:
    """Who is told right before a place to pay: the party whose name stands there, "" where nobody's does."""
    piece = text[max(start, place - NEAR, *(text.rfind(sign, start, place) + 1 for sign in "。；;\n")) : place]
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    match = re.search(rf"(?P<who>{known + '|' if known else ''}{ANYONE})(?P<how>{MAY})$", piece)
    return names.get(match["who"], match["who"]) if match else ""


def named(text: str, start: int, end: int) -> tuple[int, Span] | None:
    """How many instalments ``text[start:end]`` says there are: 分四期, 共12期."""
    for match in COUNT.finditer(text, start, end):
        if (count := number(match["count"] or match["all"])) and count >= FEWEST:
            return count, Span(*match.span(), match.group())
    return None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    day: date | None


def _marks(agreement: Agreement, clause: Span) -> list[_Mark]:
    """Days and words such as 第一期 in a clause, those that only a few characters part taken together."""
    text = agreement.text
    found = [_Mark(match.start(), match.end(), None) for match in TERM.finditer(text, clause.start, clause.end)]
    dated = {one.start: one for one in within(agreement.days, clause.start, clause.end)}
    found += [_Mark(one.start, one.end, one.day) for one in dated.values()]
    shaped = DAY_SHAPED.finditer(text, clause.start, clause.end)
    found += [_Mark(*match.span(), None) for match in shaped if match.start() not in dated]
    marks: list[_Mark] = []
    for mark in sorted(found, key=lambda one: one.start):
        last = marks[-1] if marks else None
        between = text[last.end : mark.start] if last else ""
        apart = last is None or re.search(r"[。；;\n]", between) or (last.day and mark.day)
        if last is None or apart or within(agreement.amounts, last.end, mark.start):
            marks.append(mark)
        else:
            marks[-1] = _Mark(last.start, mark.end, last.day or mark.day)
    return marks


def _of_prose(agreement: Agreement, clause: Span, told: Sequence[Sum], names: Mapping[str, str]) -> Iterator[Schedule]:
    text = agreement.text
    payers: list[str] = []
    marks = _marks(agreement, clause)
    entries: list[Entry] = []
    alone: list[_Mark] = []  # days behind which no sum stands: 12月31日前、1月31日前各支付80000元
    left_over = False
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start if place + 1 < len(marks) else clause.end
        ends = re.search(r"[。；;\n]", text[mark.end : stop])
        stop = mark.end + ends.start() if ends else stop
        begin = max(clause.start, *(text.rfind(sign, clause.start, mark.start) + 1 for sign in "。；;，,、\n"))
        case = CASE.search(text, mark.end, stop)
        if PAST.search(text[begin:stop]) or CASE.search(text[begin : mark.start]) or _runs(text, mark):
            continue
        if _told(agreement, mark, marks):
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
        if entries and len(own) == 1 and PLAIN_TOTAL.fullmatch(own[0].label):
            continue  # what the instalments before it come to
        if DIVIDED.match(text, own[-1].stop) and not mark.day:
            continue
        left_over |= any(one.loose for one in own)
        if UNPAID.match(text, own[-1].stop):
            continue
        if PAY.search(text[begin:stop]) or _adjoins(text[mark.start : mark.end], text[mark.end : own[0].start]):
            whole = next((one for one in reversed(own) if one.role is Role.WHOLE), None)
            value = whole.value if whole else sum((one.value for one in own), Decimal(0))
            if "各" in text[mark.end : own[0].start]:
                entries += [Entry(other.start, other.end, value, other.day) for other in alone]
                payers += [""] * len(alone)
            entries.append(Entry(mark.start, own[-1].stop, value, mark.day))
            payers.append(_payer(text, clause.start, mark.start, names))
        alone = []
    for plan in _by_payer(entries, payers):
        terms = [one for place, one in enumerate(plan) if not _sums_up(one, plan[place + 1 :])]
        if len(terms) >= FEWEST:
            alone_paid = len(plan) == len(entries)
            start, end = (clause.start, clause.end) if alone_paid else (terms[0].start, terms[-1].end)
            yield Schedule(tuple(terms), left_over, named(text, start, end))


def _date(text: str, entries: list[Entry], mark: _Mark, item: Entry | None) -> None:
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
    for entry, payer in zip(entries, payers, strict=True):
        if payer and who and payer != who:
            yield plan
            plan = []
        who = payer or who
        plan.append(entry)
    yield plan


def _told(agreement: Agreement, mark: _Mark, others: Sequence[_Mark]) -> bool:
    """Whether a day before the signing is told and not set: no 前 behind it, nobody told to do it, no item of a list
    whose other days are yet to come.
    """
    text, signed = agreement.text, agreement.signed_on
    if mark.day is None or signed is None or mark.day >= signed or BEFORE.match(text, mark.end):
        return False
    line = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    ahead = any(one.day and one.day >= signed for one in others)
    return MODAL.search(line[-NEAR:]) is None and not (ahead and BEGINS.search(line))


def _item(text: str, clause: Span, mark: _Mark, stop: int, told: Sequence[Sum]) -> Entry | None:
    """An item of a list that names its sum first: （1）20000元，于2026年9月15日前付清；."""
    begin = max(clause.start, *(text.rfind(sign, clause.start, mark.start) + 1 for sign in "。；;\n"))
    own = [one for one in told if mark.day and begin <= one.start < mark.start]
    listed = ITEM.match(text, begin) or text[begin - 1 : begin] in {"；", ";"}
    if len(own) != 1 or own[0].role in {Role.EACH, Role.WHOLE, Role.PAID} or FEE.search(own[0].label):
        return None
    if not listed or own[0].owed or not PAY.search(text[own[0].stop : stop]):
        return None
    return Entry(own[0].start, mark.end, own[0].value, mark.day)


def _runs(text: str, mark: _Mark) -> bool:
    """Whether a day begins or ends the time for which something is owed: 9月1日至12月31日的租金."""
    behind, before = text[mark.end :][:4], text[max(0, mark.start - 1) : mark.start]
    whole = before in {"至", "到"} and re.match(r"共|累计|合计", behind)
    return mark.day is not None and bool(whole or re.match(r"之?前?的|[至到]|起至?|[之以]?后|以前的", behind))


def _sums_up(one: Entry, following: Sequence[Entry]) -> bool:
    """Whether it is what those that follow come to, and no instalment: 余款130000元，于…前支付65000元，…."""
    return one.day is None and len(following) >= FEWEST and one.value == sum(other.value for other in following)


def _adjoins(mark: str, between: str) -> bool:
    """Whether a sum stands right behind its mark, so that no verb is needed: 首期20000元, 2026年9月15日：20000元."""
    if DAY_SHAPED.search(mark) or re.search(r"\d", mark):
        return re.fullmatch(DIRECT, between) is not None
    return len(between) <= ADJACENT


def _of_table(agreement: Agreement, table: Table) -> Iterator[Schedule]:
    """A table with a column of days and one of sums."""
    if table.column(DATED) is not None and not table.planned:
        return
    column = _column(table)
    entries: list[Entry] = []
    for row in table.rows:
        dated = next((cell for cell in row if len(cell.text) <= LONG_DAY and days(cell.text, agreement.today)), None)
        cells = row[column : column + 1] if column is not None else row
        money = [(cell, value) for cell in cells if cell is not dated and (value := cell.number) is not None]
        if money:
            cell, value = money[-1]
            day = days(dated.text, agreement.today)[0].day if dated else None
            entries.append(Entry(row[0].start, cell.end, value, day))
    if len(entries) >= FEWEST and any(entry.day for entry in entries):
        before = max((one.start for one in clauses(agreement) if one.start <= entries[0].start), default=0)
        yield Schedule(tuple(entries), False, named(agreement.text, before, entries[0].start), table=True)


def _column(table: Table) -> int | None:
    """Which column has the sums, by its head."""
    for words in HEADED_SUM:
        for place, cell in enumerate(table.head):
            spoken = re.search(words, cell.text) and not re.search(DATED, cell.text)
            if spoken and len(table.numbers(place)) >= FEWEST:
                return place
    return None
