"""Parts and their total: 本金＋利息＋费用＝合计, 总额－已付＝尚欠, and the columns of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, pairwise

from assistant.calculators.wording import sum_in_words
from assistant.checking.agreement import Agreement
from assistant.checking.capitals import CERTAIN, against, in_figures
from assistant.checking.finding import Finding, Severity
from assistant.checking.sums import PLAIN_TOTAL, Role, Sum, sums
from assistant.checking.tables import Cell, Table
from knowledge.numerals import number

FEWEST, MOST = 2, 40  # parts that make a total
SHORT_LABEL = 10  # characters of what stands before a part that is named by no word of PART: a person's name, 和
REDUCED = re.compile(r"免|减|让|放弃|自愿|折|只|仅|同意|协商|一次性")  # the total need not be what the parts add up to
ALL = re.compile(r"(?:其中|包括|包含|含|分别为|具体为|构成|里头|里面|里边|内有|分为|分成|分别是|明细)[^。；]{0,16}$")
EVERY = re.compile(r"(?:包括|分别为|具体为|构成|里头|里面|里边|分为|分成|分别是|明细)[^。；]{0,6}$")
BY, MADE_UP = re.compile(r"[，,]?(?:系|是)?由[^，。；\d]{0,8}$"), re.compile(r"组成|构成")
ELLIPSIS = re.compile(r"…|\.{3}|。。")  # something of the list is left out
NEAR, NEXT = 60, 30  # characters between two sums of one list, within a sentence and across sentences
MORE = re.compile(r"其余|剩余|等|部分|另|余下|不足")
DUE, PAID, LEFT = r"应发|应付|应还|总额|货款|合同", r"已发|已付|已还|已支付|已领", r"尚欠|未付|未发|欠付|余额|实欠|剩余"
LEADS = re.compile(r"^[^。\n]{0,30}(?:其中|如下|下表|明细|分别|具体|附表)[^。\n]{0,16}[：:。]?\s*$")
SUM_HEADED = r"金额|数额|工资|款|费|元|欠|应|合计|本金|利息"
LETS_OFF = re.compile(r"(?:免除|放弃|减免|豁免)[^，。；]{0,8}(?:其余|剩余|余下)[^，。；]{0,10}$")
REST, LET_OFF = re.compile(r"(?:其余|剩余|余下)[^，。；]{0,8}$"), re.compile(r"[^，。；]{0,8}(?:免除|放弃|豁免)")
ITEMS_BEFORE = re.compile(
    r"(?:前|上述|以上)(?P<count>[两二三四五六])[项条](?:款项|费用|金额|债务)?(?:合计|共计|总计|相加|共)"
)
# What stands between the items of a list, one a line.
LISTED = re.compile(r"[整正]?[）)]?[；;，,。、]?[ \t　]*\n[^\n。；;]{1,30}")
ROW_HEADED = r"小计|合计|共计|总计|总额"


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
        yield from _of_table(agreement, table)
        yield from _above(agreement, table, told)
    yield from _waived(agreement, told)
    yield from _items_before(agreement, told)


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
            run.parts, run.open = [part for part in run.parts if part.role is Role.PART], False
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
    if whole.value in _running(agreement, told, whole):
        return
    yield _wrong(agreement, named if len(named) >= FEWEST else parts, whole)


def _running(agreement: Agreement, told: Sequence[Sum], whole: Sum) -> set[Decimal]:
    """What the last sums of the clause before a total come to, each with all that follow it."""
    clause = agreement.provision_at(whole.start)
    values = [
        one.value
        for one in told
        if clause and clause.span.start <= one.start < whole.start and one.role is not Role.EACH
    ]
    return set(accumulate(reversed(values)))


def _wrong(agreement: Agreement, parts: Sequence[Sum], whole: Sum) -> Finding:
    right = sum((part.value for part in parts), Decimal(0))
    added = "＋".join(in_figures(part.value) for part in parts)
    start, end = min(parts[0].start, whole.start), max(parts[-1].stop, whole.stop)
    written = f"{in_figures(right)}元"
    if whole.stop > whole.end:
        written += f"（大写：{sum_in_words(right).removeprefix('人民币')}"
    return agreement.finding(
        "amount-total",
        Severity.ERROR,
        start,
        end,
        f"各项相加，{added}，{against(right, '写的总数', whole.value)}。请核对哪一项写错；各项没有写错的，总数照改写。",
        CERTAIN,
        agreement.text[start : whole.start] + written + agreement.text[whole.stop : end],
    )


def _difference(agreement: Agreement, run: _Run, owed: Sum) -> Iterator[Finding]:
    """What is owed behind what was due and what was paid."""
    due = run.whole or (run.parts[0] if len(run.parts) == 1 else None)
    if due is None or due.loose or any(one.loose for one in run.paid) or owed.loose:
        return
    if due.start > run.paid[0].start or re.search("息", agreement.text[due.stop : owed.start]):
        return
    right = due.value - sum((one.value for one in run.paid), Decimal(0))
    kept = sum((one.value for one in run.parts if one.start > due.stop), Decimal(0))  # 质量保证金…另行返还
    if owed.value in {right, right - kept} or right <= 0:
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
                yield _wrong(agreement, named_parts, whole)


def _waived(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    """What is paid and what is let off, against all that was owed: 支付230000元，免除其余31140元."""
    for sentence in agreement.sentences:
        within = [one for one in told if sentence.start <= one.start < sentence.end]
        for paid, rest in pairwise(within):
            between = agreement.text[paid.stop : rest.start]
            behind = agreement.text[rest.stop : rest.stop + 16]
            let_off = LETS_OFF.search(between) or (REST.search(between) and LET_OFF.match(behind))
            if not let_off or paid.loose or rest.loose:
                continue
            known = {one.value for one in told if one.start < sentence.start}
            if not known or paid.value + rest.value in known:
                continue
            whole = max((one for one in told if one.start < sentence.start), key=lambda one: one.value)
            if whole.value <= paid.value:
                continue
            right = paid.value + rest.value
            yield agreement.finding(
                "amount-total",
                Severity.ERROR,
                paid.start,
                rest.stop,
                f"付的和免除的相加，{against(right, '前面写的总数', whole.value)}。请核对哪个数写错。",
                CERTAIN,
            )


def _items_before(agreement: Agreement, told: Sequence[Sum]) -> Iterator[Finding]:
    """前两项合计125800元, where each of the clauses before names one sum first."""
    for place, clause in enumerate(agreement.provisions):
        match = ITEMS_BEFORE.search(clause.span.text)
        count = number(match["count"]) if match else None
        if match is None or count is None or not FEWEST <= count <= place:
            continue
        at = clause.span.start + match.end()
        whole = next((one for one in told if at <= one.start <= at + NEXT), None)
        firsts = [
            next((one for one in told if other.span.start <= one.start < other.span.end), None)
            for other in agreement.provisions[place - count : place]
        ]
        parts = [one for one in firsts if one and one.role is not Role.EACH and not one.loose]
        if whole is None or whole.loose or len(parts) < count or whole.value in _running_all(parts):
            continue
        yield _wrong(agreement, parts, whole)


def _running_all(parts: Sequence[Sum]) -> set[Decimal]:
    return {sum((part.value for part in parts), Decimal(0))}


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


def _of_table(agreement: Agreement, table: Table) -> Iterator[Finding]:
    """The row 合计 against the column above it, and 应发－已发＝尚欠 in each row."""
    kind = "instalments-total" if table.planned else "amount-total"
    width = max((len(row) for row in table.rows), default=0)
    for column in range(width):
        numbers = table.numbers(column)
        said = table.total[column] if column < len(table.total) else None
        if said is None or said.number is None or len(numbers) < FEWEST:
            continue
        right = sum((number for _, number in numbers), Decimal(0))
        if right != said.number:
            yield agreement.finding(
                kind,
                Severity.ERROR,
                numbers[0][0].start,
                said.end,
                f"这一栏相加{against(right, '合计写的', said.number)}。请核对哪一行写错。",
                CERTAIN,
            )
    yield from _across(agreement, table)
    due, paid, left = (table.column(words) for words in (DUE, PAID, LEFT))
    if due is not None and paid is not None and left is not None:
        for row in (*table.rows, table.total):
            yield from _row(agreement, row, (due, paid, left))


def _across(agreement: Agreement, table: Table) -> Iterator[Finding]:
    """A column 小计 against the columns before it, where it is their sum in other rows."""
    column = table.column(ROW_HEADED)
    if column is None:
        return
    wrong: list[tuple[int, int, Decimal, Decimal]] = []
    right = 0
    for row in (*table.rows, table.total):
        cells = [(cell, number) for cell in row[1:column] if (number := cell.number) is not None]
        said = row[column].number if column < len(row) else None
        if said is None or len(cells) < FEWEST:
            continue
        added = sum((number for _, number in cells), Decimal(0))
        right += added == said
        if added != said:
            wrong.append((cells[0][0].start, row[column].end, added, said))
    for start, end, added, said in wrong if right >= len(wrong) else ():
        yield agreement.finding(
            "amount-total",
            Severity.ERROR,
            start,
            end,
            f"这一行各栏相加{against(added, '写的小计', said)}。请核对哪一栏写错。",
            CERTAIN,
        )


def _row(agreement: Agreement, row: Sequence[Cell], columns: tuple[int, int, int]) -> Iterator[Finding]:
    cells = [row[column] for column in columns if column < len(row)]
    due, paid, left = (cell.number for cell in cells) if len(cells) == len(columns) else (None, None, None)
    if due is None or paid is None or left is None or due - paid == left:
        return
    yield agreement.finding(
        "amount-total",
        Severity.ERROR,
        min(cell.start for cell in cells),
        max(cell.end for cell in cells),
        f"这一行{in_figures(due)}－{in_figures(paid)}{against(due - paid, '写的尚欠数', left)}。请核对哪个数写错。",
        CERTAIN,
        "",
    )
