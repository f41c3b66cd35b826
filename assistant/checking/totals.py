"""Parts and their total: 本金＋利息＋费用＝合计, 总额－已付＝尚欠, and the columns of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from assistant.checking import itemised, netted, set_aside, table_totals
from assistant.checking.agreement import Agreement
from assistant.checking.capitals import CERTAIN, against, in_figures
from assistant.checking.finding import Finding, Severity
from assistant.checking.set_aside import FEWEST, MOST, NEAR, NEXT, wrong
from assistant.checking.sums import PLAIN_TOTAL, Role, Sum, sums
from assistant.checking.tables import Table

SHORT_LABEL = 10  # characters of what stands before a part that is named by no word of PART: a person's name, 和
REDUCED = re.compile(r"免|减|让|放弃|自愿|折|只|仅|同意|协商|一次性")  # the total need not be what the parts add up to
ALL = re.compile(r"(?:其中|包括|包含|含|分别为|具体为|构成|里头|里面|里边|内有|分为|分成|分别是|明细)[^。；]{0,16}$")
EVERY = re.compile(r"(?:包括|分别为|具体为|构成|里头|里面|里边|分为|分成|分别是|明细)[^。；]{0,6}$")
BY, MADE_UP = re.compile(r"[，,]?(?:系|是)?由[^，。；\d]{0,8}$"), re.compile(r"组成|构成")
ELLIPSIS = re.compile(r"…|\.{3}|。。")  # something of the list is left out
MORE = re.compile(r"其余|剩余|等|部分|另|余下|不足")
LEADS = re.compile(r"^[^。\n]{0,30}(?:其中|如下|下表|明细|分别|具体|附表)[^。\n]{0,16}[：:。]?\s*$")
SUM_HEADED = r"金额|数额|工资|款|费|元|欠|应|合计|本金|利息"
OF_ITEMS = re.compile(r"第[（(]?[一二三四五六七八九十\d]+[)）]?[^，。；\n]{0,20}[项条]")  # 第（二）（三）项共42,160元
# What stands between the items of a list, one a line.
LISTED = re.compile(r"[整正]?[）)]?[；;，,。、]?[ \t　]*\n[^\n。；;]{1,30}")


@dataclass(slots=True)
class _Run:
    """The sums since the last that had nothing to do with those that follow."""

    parts: list[Sum] = field(default_factory=list)
    paid: list[Sum] = field(default_factory=list)
    whole: Sum | None = None
    open: bool = False  # something is paid so many times besides


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Totals that are not what their parts add up to."""
    told = sums(agreement)
    yield from _of_prose(agreement, told)
    yield from _listed(agreement, told)
    for table in agreement.tables:
        yield from table_totals.findings(agreement, table)
        yield from _above(agreement, table, told)
    yield from set_aside.findings(agreement, told)
    yield from itemised.findings(agreement)
    yield from netted.findings(agreement)


def _of_prose(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    run, last = _Run(), 0
    for one in told:
        if one.aside:
            continue
        between = agreement.text[last : one.start]
        listed = LISTED.fullmatch(between) is not None
        near = NEAR if re.search(r"[。\n]", between) is None else NEXT
        if len(between) > near or ELLIPSIS.search(between) or _parted(agreement, last, one.start) or one.loose:
            run = _Run()
        if ("。" in between or "\n" in between) and not listed:
            run.parts = run.parts if _itemised(run.parts) else [part for part in run.parts if part.role is Role.PART]
            run.open = False
        last = one.stop
        match one.role:
            case Role.EACH:
                run = _Run(open=True)
            case Role.PAID:
                run.paid.append(one)
            case Role.PART if run.paid and not one.owed and re.fullmatch(r"[和及与、][^，。；]*", between):
                run.paid.append(one)  # 扣除水电费1840元和维修费960元
            case Role.WHOLE:
                yield from _whole(agreement, run, one, told)
                run.whole = one
            case _ if one.owed and run.paid:
                yield from _difference(agreement, run, one)
                run = _Run([one])
            case _ if one.owed:
                run = _Run([one])
            case Role.PART:
                run.parts.append(one)
            case _:
                short = len(one.label) <= SHORT_LABEL or listed
                run.parts = [*run.parts, one] if short and run.parts else [one]


def _itemised(parts: Sequence[Sum]) -> bool:
    """Whether sums are items of one list, though not every one is named by a word for a part of a debt."""
    return len(parts) > FEWEST and all(len(one.label) <= SHORT_LABEL for one in parts[1:])


def _parted(agreement: Agreement, last: int, start: int) -> bool:
    """Whether another clause begins between two places."""
    return any(last < one.span.start <= start for one in agreement.provisions)


def _whole(agreement: Agreement, run: _Run, whole: Sum, told: Sequence[Sum]) -> Iterator[Finding]:
    """A total behind its parts."""
    parts = run.parts[-MOST:]
    named = [part for part in parts if part.role is Role.PART]
    if run.open or len(parts) < FEWEST or any(part.loose for part in parts) or whole.loose:
        return
    line = agreement.text.rfind("\n", 0, parts[0].start) + 1
    if ELLIPSIS.search(agreement.text[line : whole.start]):
        return
    values = [part.value for part in parts]
    paid = sum((one.value for one in run.paid), Decimal(0))
    possible = {sum(values[place:], Decimal(0)) for place in range(len(values))}
    possible |= {sum((part.value for part in named), Decimal(0))}
    if run.whole:
        possible |= {run.whole.value + sum((part.value for part in parts if part.start > run.whole.start), Decimal(0))}
        possible |= {run.whole.value}
    if whole.value in possible | {value - paid for value in possible}:
        return
    if len(named) < len(parts) and not PLAIN_TOTAL.fullmatch(whole.label):
        return
    if not PLAIN_TOTAL.fullmatch(whole.label) and REDUCED.search(agreement.text[parts[0].start : whole.start]):
        return
    if whole.value in _running(agreement, told, whole) or OF_ITEMS.search(agreement.text[parts[-1].stop : whole.start]):
        return
    yield wrong(agreement, named if len(named) >= FEWEST else parts, whole)


def _running(agreement: Agreement, told: Sequence[Sum], whole: Sum) -> set[Decimal]:
    """What the last sums of the clause before a total come to, each with all that follow it."""
    clause = agreement.provision_at(whole.start)
    values = [
        one.value
        for one in told
        if clause and clause.span.start <= one.start < whole.start and one.role is not Role.EACH
    ]
    return set(accumulate(reversed(values)))


def _difference(agreement: Agreement, run: _Run, owed: Sum) -> Iterator[Finding]:
    """What is owed behind what was due and what was paid."""
    due = run.whole or (run.parts[0] if len(run.parts) == 1 else None)
    if due is None or due.loose or any(one.loose for one in run.paid) or owed.loose:
        return
    if due.start > run.paid[0].start or re.search("息", agreement.text[due.stop : owed.start]):
        return
    right = due.value - sum((one.value for one in run.paid), Decimal(0))
    kept = sum((one.value for one in run.parts if one.start > due.stop), Decimal(0))  # 质量保证金…另行返还
    paid = due.value - right
    shares = {one.value - paid for one in sums(agreement) if due.stop <= one.start < owed.start}  # 担七成，计31500元
    if owed.value in {right, right - kept, *shares} or right <= 0:
        return
    taken = "－".join(in_figures(one.value) for one in (due, *run.paid))
    yield agreement.finding(
        "amount-total",
        Severity.ERROR,
        due.start,
        owed.stop,
        f"{taken}，{against(right, '写的尚欠数', owed.value)}。请核对哪个数写错。",
        CERTAIN,
    )


def _listed(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    """A total before its parts: 总额330700元，其中本金…、利息…、费用…."""
    for sentence in agreement.sentences:
        within = [one for one in told if sentence.start <= one.start < sentence.end]
        for place, whole in enumerate(within):
            parts = within[place + 1 : place + 1 + MOST]
            lead = agreement.text[whole.stop : parts[0].start] if parts else ""
            if whole.role is Role.WHOLE and re.fullmatch(r"[（(][^，。；（）()\d含中括]{0,8}", lead):
                parts = [one for one in parts if one.aside]  # 共计112000元（本金…、利息…）
            elif BY.match(lead) and parts:
                end = MADE_UP.search(agreement.text, parts[0].start, sentence.end)
                parts = [one for one in parts if end and one.start < end.start()]
            elif not ALL.search(lead):
                continue
            if len(parts) < FEWEST:
                continue
            named_parts = [part for part in parts if part.role in {Role.PART, Role.OTHER} and not part.loose]
            named = all(part.role is Role.PART for part in named_parts)
            right = sum((part.value for part in named_parts), Decimal(0))
            short = all(len(part.label) <= SHORT_LABEL for part in named_parts[1:])
            if len(named_parts) < len(parts) or whole.loose or MORE.search(agreement.text[whole.stop : sentence.end]):
                continue
            closed = (
                EVERY.search(lead)
                and len(parts) > FEWEST
                and re.match("[整正]?[）)]?[。；]", agreement.text[parts[-1].stop :][:3])
            )
            if (closed and right != whole.value) or (named and right != whole.value) or (short and right > whole.value):
                yield wrong(agreement, named_parts, whole)


def _above(agreement: Agreement, table: Table, told: Sequence[Sum]) -> Iterator[Finding]:
    """The total that is said right before a table without a row 合计: 欠付工资合计97800元，明细如下."""
    if table.total or not table.rows or table.planned:
        return
    start = (table.head or table.rows[0])[0].start
    before = [one for one in told if start - NEAR * 2 <= one.start < start]
    whole = before[-1] if before else None
    if whole is None or whole.loose or not LEADS.search(agreement.text[whole.stop : start]):
        return
    columns = [table.numbers(column) for column in range(max(map(len, table.rows)))]
    columns = [numbers for numbers in columns if len(numbers) == len(table.rows) >= FEWEST]
    added = [sum((number for _, number in numbers), Decimal(0)) for numbers in columns]
    if not columns or whole.value in added:
        return
    numbers, right = columns[-1], added[-1]
    if table.column(SUM_HEADED) is None or REDUCED.search(agreement.text[whole.stop : start]):
        return
    yield agreement.finding(
        "amount-total",
        Severity.ERROR,
        whole.start,
        numbers[-1][0].end,
        f"表里各行相加{against(right, '前面写的总数', whole.value)}。请核对哪一行写错；各行没有写错的，总数照改写。",
        CERTAIN,
    )
