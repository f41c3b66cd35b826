"""Duties that cannot be carried out as written: who, how much, by when, in what way."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.checking import composed, conditions, deadlines, obligors, undated, unstated_sums, ways
from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, DETERMINED, TO_WHOM, Duty, duties, words_for_parties
from assistant.checking.facts import reckons
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import stipulates
from assistant.checking.headings import CLAUSE_MARK
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import subclause, sums_of
from assistant.checking.schedules import schedules
from assistant.checking.slots import acts, leader

TRYING = re.compile(r"努力|尽力|积极|争取|竭力|想方设法")  # which is found to be unenforceable
ITEM = re.compile(r"[ \t　]*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[)）])")
# What speaks of a plan for the whole clause, which may be a table.
PLAN = re.compile(
    r"付款(?:期限|时间|日期)|履行(?:期限|时间)|还款(?:期限|时间|计划)|支付(?:期限|时间)|分[^，。；]{1,4}[期次笔]|首[期笔]|第一[期笔]"
)
POINTER = re.compile(r"如下|下[表列]|附[表件]|见表|还款计划|按")
WAY = re.compile(r"以[^，。；]{1,10}方式|通过[^，。；]{1,14}|(?:汇|转|打|付)[入至到]")
POINTS = re.compile(
    r"前[条款项]的?款项"
    r"|(?:上述|前述|以上|该|此[款笔]|各期|各笔|每[期笔]|第.{1,3}[条项])(?![^，。；]{0,6}(?:账|帐|卡))"
)
BY_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?:之?前|以前|当[日天]|（含|付|支付|归还)")
# Who leaves a place by a day takes his things along by then.
MOVES_OUT = re.compile(r"搬走|搬离|搬出|迁出|清空")
LEFT_BY = re.compile(
    r"(?:\d{4}年\d{1,2}月\d{1,2}日|当[日天])[^。；]{0,30}"
    r"(?:腾空|腾退|腾房|搬离|搬出|迁出|交还|清空|退租)"
)
SUMS_ABOVE = re.compile(r"(?:上述|前述|以上|上列|该|此)[^，。；\d]{0,6}(?:款|费用|金额)")
NEXT = 120  # characters behind a duty in which a sentence may say when
MOST_PARTS = 8  # sentences behind it in which its sum may be divided
EVENT = re.compile(r"(?:后|时|之日|之前|时候)$")  # 每次归还本金时, on which something else depends
WHERE = re.compile(
    r"^[^，。；由应须将把需以]{2,16}在[^，。；由应须将把需]{2,30}(?:交付|移交|交接)$"
)  # 机器在加工厂交付: where, not that
# 过户前的罚款、税费由甲方缴清: who bears what comes up, whenever that is
ALLOTS = re.compile(
    r"(?:前|后|期间|产生|发生|所需|应缴)的?[^，。；\d]{2,24}由[^，。；]{1,12}(?:缴清|结清|付清|缴纳|支付|承担|负担)"
)
PAID = re.compile(r"，(?:现)?已")  # 赔偿800元，已当场付清
INSTALMENT = re.compile(r"[期笔次批]|尾款|余款|首付|剩余|其余|余下")
WITH = re.compile(r"[与和同随][^，。；]{1,20}(?:同时|一并|一起|一同)")  # which is due when the other is
MAY = re.compile(r"可以|有权")
SCHEDULE = re.compile(
    r"付款(?:期限|时间|日期)|履行(?:期限|时间)|还款(?:期限|时间|计划)|支付(?:期限|时间)|分[^，。；]{1,4}[期次笔]|上述|前述|该[款笔]|第一条|首[期笔]|第一[期笔]"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """obligation-who, obligation-amount, obligation-when, obligation-how and condition-vague."""
    yield from conditions.findings(agreement)
    if not stipulates(agreement):
        return
    told = list(duties(agreement))
    yield from obligors.findings(agreement, told)
    planned = _scheduled(agreement) or any(map(_plans, told))
    dated = _dated_sums(agreement)
    pointing = _pointing(agreement)
    for duty in (*told, *deadlines.other_deeds(agreement, told)):
        told_elsewhere = duty.money and (
            _pointed_at(agreement, duty, pointing)
            or _divided(agreement, duty)
            or composed.is_part(agreement, duty, dated)
        )
        if not told_elsewhere:
            yield from _when(agreement, duty, dated, planned=planned)
    yield from unstated_sums.findings(agreement)
    yield from undated.findings(agreement)
    if agreement.formal:
        yield from ways.findings(agreement, told)


def _when(agreement: Agreement, duty: Duty, dated: Mapping[Decimal, set[int]], *, planned: bool) -> Iterator[Finding]:
    text = duty.sentence.text
    start, end = subclause(duty.sentence, duty.start)
    if (
        TRYING.search(text)
        or conditions.vague(text)
        or EVENT.search(agreement.text[start:end])
        or PAID.match(agreement.text, end)
        or ALLOTS.search(agreement.text[start:end])
        or reckons(agreement, duty.sentence)
    ):
        return
    if not deadlines.left_open(text):
        if deadlines.timed(agreement, duty) or _follows(agreement, duty):
            return
        alone = planned and deadlines.sum_of_its_own(agreement, duty)
        if duty.money and ((planned and not alone) or _dated_elsewhere(agreement, duty, dated)):
            return
        if WHERE.search(agreement.text[start : duty.end]) and not duty.money:
            return
        leaves = MOVES_OUT.match(agreement.text, duty.start) and not re.search("户口|户籍", text)
        if leaves and any(LEFT_BY.search(one.text) for one in agreement.sentences):
            return
    start, end = subclause(duty.sentence, duty.start)
    mark = CLAUSE_MARK.match(agreement.text[start:end])
    start += mark.end() if mark else 0
    end = start + len(agreement.text[start:end].rstrip("。；; \n"))
    piece = agreement.text[start:end]
    at = duty.start - start
    to_whom = re.search(rf"{TO_WHOM}(?:{words_for_parties(agreement)})[^，。；]{{0,6}}$", piece[:at])
    at = to_whom.start() if to_whom and to_whom.start() else at
    said = re.sub(r"尽快|尽早|及时|适时|近期|抓紧|陆续|逐步|年底前|早日|随时|有空时", "", piece[:at])
    rewrite = f"{said}于____年__月__日前{piece[at:]}"
    reason = "没有写哪一天以前做完。期限不明的，对方可以说还没到期，迟延的利息和违约金也没有起算日。请写到年月日。"
    yield agreement.finding(
        "obligation-when", Severity.WARNING, start, end, reason, cite(CIVIL_CODE, "五百一十一"), rewrite
    )


def _pointing(agreement: Agreement) -> list[int]:
    """Where sentences begin that say by which day 上述款项 are paid."""
    found = (one for one in agreement.sentences if SUMS_ABOVE.search(one.text))
    return [one.start for one in found if BY_DAY.search(deadlines.from_now_on(agreement, one))]


def _pointed_at(agreement: Agreement, duty: Duty, pointing: list[int]) -> bool:
    """Whether one of the next sentences says when the sums are paid that a duty names."""
    at = bisect_left(pointing, duty.sentence.end)
    return at < len(pointing) and pointing[at] < duty.sentence.end + NEXT


def _divided(agreement: Agreement, duty: Duty) -> bool:
    """Whether the sentences behind a duty divide its sum into parts, each with its time."""
    sums = sums_of(agreement, duty.start, duty.sentence.end)
    if not sums:
        return False
    told, left = set[Decimal](), sums[0].value
    behind = bisect_left(agreement.sentences, duty.sentence.end, key=lambda one: one.start)
    for sentence in agreement.sentences[behind : behind + MOST_PARTS]:
        parts = {one.value for one in sums_of(agreement, sentence.start, sentence.end)} - told
        if parts and DETERMINED.search(sentence.text):
            left -= sum(parts)
        told |= parts
        if left <= 0:
            return left == 0 and bool(told)
    return False


def _plans(duty: Duty) -> bool:
    """Whether the clause of a duty lays down when is paid, by a time of its own."""
    pieces = re.split(r"(?<=[。；\n])", CLAUSE_MARK.sub("", duty.scope.text, count=1))
    pieces = [one for one in pieces if not CONDITION.search(one)]
    told = "".join(pieces)
    timed = [one for one in (told if PLAN.search(told) else "", *pieces) if SCHEDULE.search(one)]
    return any(not POINTER.match(one.group()) for text in timed for one in DETERMINED.finditer(text))


def _dated_sums(agreement: Agreement) -> dict[Decimal, set[int]]:
    """Each sum of a sentence that names the day by which is paid, with where such sentences begin."""
    found: dict[Decimal, set[int]] = {}
    for one in agreement.sentences:
        if BY_DAY.search(deadlines.from_now_on(agreement, one)):
            for each in sums_of(agreement, one.start, one.end):
                found.setdefault(each.value, set()).add(one.start)
    return found


def _dated_elsewhere(agreement: Agreement, duty: Duty, dated: Mapping[Decimal, set[int]]) -> bool:
    """Whether another sentence says by which day the same sum, or that which this one points back to, is paid."""
    sentence = duty.sentence
    start, end = subclause(sentence, duty.start)
    if WAY.search(agreement.text[start:end]) and (
        POINTS.search(agreement.text[start:end]) or not sums_of(agreement, sentence.start, sentence.end)
    ):
        return True
    values = {one.value for one in sums_of(agreement, sentence.start, sentence.end)}
    if any(plan.sum in values and all(entry.day for entry in plan.entries) for plan in schedules(agreement)):
        return True
    if not INSTALMENT.search(sentence.text):  # 欠丙方的40,000元, which is not what 乙方 is paid in a plan
        values -= _instalments(agreement, sentence)
    return any(dated.get(value, set()) - {sentence.start} for value in values)


def _instalments(agreement: Agreement, sentence: Span) -> set[Decimal]:
    """The parts of which plans outside a sentence consist."""
    plans = (plan.entries for plan in schedules(agreement) if len(plan.entries) > 1)
    return {one.value for plan in plans for one in plan if not sentence.start <= one.start < sentence.end}


def _follows(agreement: Agreement, duty: Duty) -> bool:
    """Whether a sentence behind that of a duty says, in its clause, when."""
    if agreement.provision_at(duty.start) is None:
        return False
    told = (one.text for one in _following(agreement, duty) if not CONDITION.search(one.text))
    return any(deadlines.tells(WITH.sub("", one)) for one in told)


def _following(agreement: Agreement, duty: Duty) -> Iterator[Span]:
    """The sentences behind that of a duty, in its clause, that go on about it, and not about what else somebody does or
    may do.
    """
    apart = False
    for one in agreement.sentences:
        if not duty.sentence.end <= one.start < duty.scope.end:
            continue
        before = agreement.text[one.start - 1]
        if who := leader(agreement, one.text.lstrip()):
            may = before == "\n" or MAY.search(one.text) is not None
            apart = may or not acts(agreement, who, duty.sentence.text)
        else:
            apart = apart and before in "；;"
        if not (apart or ITEM.match(one.text)):
            yield one


def _scheduled(agreement: Agreement) -> bool:
    """Whether a clause of its own, or a table, says when is paid."""
    return (
        re.search(
            r"(?:付款|履行|还款|支付)(?:期限|时间|日期)[：:为是]?[^，。；]{0,4}\d{4}|期次(?!日)|(?:前[一两二三四五六]项|各项|以上|上述)[^。；自]{0,30}\d{4}年[^。；]{0,20}(?:付清|支付|归还|还清|付款)|(?:上述|前述|该)[^，。；]{0,8}(?:于|在|分)[^，。；]{0,16}(?:前|内|[期次笔])",
            agreement.body.text,
        )
        is not None
    )
