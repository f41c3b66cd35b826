"""Days that do not exist, stand in the wrong order or fall on a holiday."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant.calculators.workdays import FIXED, LUNAR, SATURDAY, next_working_day
from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, HAND_OVER, NEARBY, PAST, PAY, narrates
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import scope_of, subclause
from assistant.checking.schedules import Schedule, schedules
from assistant.reading.days import Dated
from knowledge.numerals import number

CHINESE = "零〇○一二三四五六七八九十"
# 2026年2月30日, 2026-02-30, 二〇二六年二月三十日, 13月5日
DAY = re.compile(
    rf"(?<![\d*\-/.号])(?:(?P<year>(?:19|20)\d\d|[一二][{CHINESE}]{{3}})[ \t]*年[ \t]*)?"
    rf"(?P<month>\d{{1,2}}|[{CHINESE}]{{1,3}})[ \t]*月"
    rf"(?:[ \t]*(?P<day>\d{{1,2}}|[{CHINESE}]{{1,3}})[ \t]*[日号])?"
    r"|(?<![\d*\-/.号])(?P<iso_year>(?:19|20)\d\d)(?P<sign>[\-/.])(?P<iso_month>\d{1,2})(?P=sign)(?P<iso_day>\d{1,2})(?![\d\-/.*])"
)
MONTHS, LONGEST, LEAP = 12, 31, 2000
# A range whose ends both have a year; without a day it runs by months.
RANGE = re.compile(
    r"(?P<y1>(?:19|20)\d\d)(?:年|[\-/.])(?P<m1>\d{1,2})(?:月|[\-/.])?(?:(?P<d1>\d{1,2})[日号]?)?"
    r"[ \t]*(?:起|开始)?[ \t]*(?:至|到|—+|－|~|～|-)[ \t]*"
    r"(?P<y2>(?:19|20)\d\d)(?:年|[\-/.])(?P<m2>\d{1,2})(?:月|[\-/.])?(?:(?P<d2>\d{1,2})[日号]?)?"
)
BEFORE_DUE = re.compile(
    r"(?:于|在|(?:至迟|最迟|最晚|不晚|不迟)(?:于|到|在)?"
    r"|(?:付款|还款|支付|履行|交付|交货|给付|归还|清偿|腾退)(?:的)?(?:期限|日期|时间|日)(?:为|是|定于|定在|：)?)[ \t]*$"
)
TERM = re.compile(
    r"(?:期限|日期|时间|日)(?:为|是|定于|定在|：)?[ \t]*$"
)  # a day that is set, whatever stands behind it
BEHIND_DUE = re.compile(r"[ \t]*(?:（含[^）]{0,6}）)?(?:之前|以前|前|当日|当天)")
STORY = re.compile(
    r"(?<!双方)(?<![现如下协议])约定(?!如下|的)|原[来本先]?(?:应|须|定|说)|本[应该]|出借|借给|供应|供货|签订(?!之日|当)|购买|曾"
)  # what was agreed before
RUNS_ON = re.compile(r"[ \t]*(?:起|开始|至|到|[\-—－~～])")  # the beginning of a period
DO = re.compile(
    r"支付|付清|付款|还款|履行|完成|办理|腾|搬|迁|交|拆|修|开具|提供|申请|撤|缴|补|汇|转账|发放|结清|清偿|还|[运送]|抵达|移|"
    r"更换|安装|调试|验收|退|清|道歉|赔|登记|签署|停止|恢复|出具|协助|配合|付|转[入到给至]|打[入到给至]|送|寄|发[放到给]|拉|取[走回]|提[走货]"
)
AT_ONCE = re.compile(
    r"[ \t]*(?:一次性?|全部|全额|再|前来)?(?:[付还交退搬送赔]|支付|偿还|归还|结清)(?![^，。；]{0,6}之日)"
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
POSTPONED = re.compile(r"顺延|(?:节假日|休假日|休息日|非工作日)")
PERIOD = re.compile(r"(?:保证|担保)(?:责任)?(?:期间|期限)[^。；;\n]*")
AFTER_DUE = re.compile(r"届满|到期|之?日?起")
# What was done on a day: 已于…支付, 于…通过决议.
DONE_BEFORE = re.compile(r"已经?(?:于|在)?[ \t]*$")
DONE = re.compile(
    r"(?:已|[^，。；]{0,20}(?:决议|决定|表决|讨论|会议|股东会|董事会)|[^，。；]{0,16}[付还交退搬送][过了])"
)
# 2025年10月10日，被告因购车向原告借款; 付息至2026年5月10日; 2026年10月10日到期
LENT = re.compile(r"[，,]?[^。；\n]{0,30}?(?:借款(?!合同|到期|期限|本金|利息|人)|出借|借给|借到|借走|放款|发放贷款)")
UNTIL_PAID = re.compile(r"(?:息|本|款|还|付|清|租)[^，。；]{0,6}(?:至|到|截至|截止)$")
FELL_DUE = re.compile(r"(?:之?前)?(?:到期|届满|偿还|归还|还清|还款|付息|付清)")
# 2027年3月双方签订…, 2027年3月5日，乙方向甲方借款…: what was, and no day by which something is to be done
HAPPENED = re.compile(
    r"(?:[晚早上下中]午?|凌晨|傍晚)?[，,]?[^，,。；;\n]{0,24}?(?P<deed>签订|签署(?=[^，。；\n]{0,12}[《“])|订立|借给|借到|借走|出借(?![人方])|"
    r"向[^，。；\n]{1,12}(?:借款|借得|购买|采购|承租|租赁)|立案(?!庭)|受理(?!费)|作出[^，。；\n]{0,24}(?:判决|裁定|裁决|调解书)|判决|出具(?:了)?[^，。；\n]{0,6}[借欠]条|"
    r"入职|离职(?!证明|手续|时)|受伤|[摔撞打砸咬压烫跌]伤|撞[倒坏死]|摔倒|死亡|去世|结婚|离婚|发生(?:了)?[^，。；\n]{0,10}(?:碰撞|事故|纠纷|争议|漏水|火灾|泄漏)|相撞|送货|供货(?=[^，。；]{0,10}\d))"
)
YET_TO_COME = re.compile(
    r"前|以内|之内|应|须|将(?!其|被告|原告)|不得|可以|可|拟|计划|届满|到期|起|[至到]|如|若|逾期|另行|补充|重新|再次|另|新的|申请|未|视为|约定"
)
OWING = re.compile(
    r"(?:为?止)?[，,]?(?![^。；;\n]{0,20}(?:仍未|如|若|应当?(?:付清|还清)))[^。；;\n]{0,24}?(?:尚欠|仍欠|共欠|下欠|拖欠|欠|未付|未还|应付|应还)"
)
ALREADY = re.compile(r"(?<![如若应须])已(?:经)?(?:于|在|自)?[ \t]*$")  # 股东会已于2027年11月25日作出决议
AHEAD = re.compile(r"前|以内|之内|应|须|将|拟|计划|届满|到期|约定|期限|期间|[至到]$|止|日期|时间|签|为限")
TOLD = re.compile(r"已|曾|未|致|受伤|发生|至今|拖欠|欠|纠纷|导致|期间|做工|务工|提供|供应|滑倒|碰撞|漏|损|工作|施工|在")
MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:份|[初中底末])?(?!\d|之?前)")
NARRATED = re.compile(r"欠|已|曾|纠纷|至今|未付|拖|起诉|认定")
DAYS = "一二三四五六日"
LONGEST_HOLIDAY, LAST_OF_SPRING = 9, 2  # days
REACH = 40  # characters behind a day in which it is said what is due on it


def findings(agreement: Agreement) -> Iterator[Finding]:
    """date-impossible, date-order and date-holiday."""
    yield from _impossible(agreement)
    yield from _reversed(agreement)
    if not agreement.formal:
        return
    plans = schedules(agreement)
    dues = due_days(agreement, plans)
    yield from _before_signing(agreement, dues)
    for plan in plans:
        yield from _descending(agreement, plan)
    for listed in _enumerated(agreement):
        yield from _out_of_order(agreement, listed)
    yield from _guarantee(agreement, dues)
    yield from _before_lending(agreement)
    yield from _not_yet(agreement)
    yield from _holidays(agreement, dues)


def _impossible(agreement: Agreement) -> Iterator[Finding]:
    for match in DAY.finditer(agreement.text):
        year, month, day = (
            number((match[name] or match[f"iso_{name}"] or "").replace("○", "〇")) for name in ("year", "month", "day")
        )
        if month is None or (day is None and match["day"]) or (match["month"] and not (year or day is not None)):
            continue
        if 1 <= month <= MONTHS:
            last = monthrange(year or LEAP, month)[1]
            if day is None or 1 <= day <= last:
                continue
            known = f"{month}月只有{last}天"
            rewrite = _same_form(match, month, last) if day > last else ""
        else:
            known, rewrite = f"没有{month}月", ""
        yield agreement.finding(
            "date-impossible",
            Severity.ERROR,
            *match.span(),
            f"“{match.group()}”不存在：{known}。期限对不上日历，等于没有写。",
            cite(CIVIL_CODE, "五百一十一"),
            rewrite,
        )


def _same_form(match: re.Match[str], month: int, day: int) -> str:
    """The last day of the month, in figures as it was written."""
    text = match.group()
    written = match["day"] or match["iso_day"]
    return (
        text[: text.rfind(written)] + str(day) + text[text.rfind(written) + len(written) :] if written.isdigit() else ""
    )


def _reversed(agreement: Agreement) -> Iterator[Finding]:
    for match in RANGE.finditer(agreement.text):
        first = _ordinal(match["y1"], match["m1"], match["d1"] if match["d2"] else None)
        second = _ordinal(match["y2"], match["m2"], match["d2"] if match["d1"] else None)
        if second < first:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                *match.span(),
                "起止日期写反了：结束的日期早于开始的日期。请核对是哪一个写错。",
            )


def _ordinal(year: str, month: str, day: str | None) -> tuple[int, int, int]:
    return int(year), int(month), int(day or 0)


def due_days(agreement: Agreement, plans: Sequence[Schedule]) -> list[Dated]:
    """The days on which something is to be paid or done, in their order."""
    listed = {one.start for days in _enumerated(agreement) for one in days}
    return [one for one in agreement.days if one.exact and (one.start in listed or _is_due(agreement, one, plans))]


def _enumerated(agreement: Agreement) -> Iterator[list[Dated]]:
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
    said = until or BEFORE_DUE.search(lead) or (AT_ONCE.match(behind) and _ahead(agreement, one))
    done = TERM.search(lead) or DO.search(behind) or PAY.search(behind) or HAND_OVER.search(behind)
    return PUT_OFF.search(told) is not None or bool(said and done)


def _ahead(agreement: Agreement, one: Dated) -> bool:
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


def _before_signing(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    signed = agreement.signed_on
    for one in dues:
        if signed and one.day < signed:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                one.start,
                one.end,
                f"履行日期{_said(one.day)}早于签订日期{_said(signed)}，签字时就已经过期。请核对年份和月份。",
            )


def _descending(agreement: Agreement, plan: Schedule) -> Iterator[Finding]:
    dated = [entry for entry in plan.entries if entry.day]
    for before, after in pairwise(dated):
        another = re.search(
            r"[；。\n][^，。；：\n]{2,20}：", agreement.text[before.end : after.start]
        )  # 付赵平：…；付钱安：…
        if before.day and after.day and after.day < before.day and not another:
            places = [one for one in agreement.days if before.start <= one.start < after.end]
            start, end = (places[0].start, places[-1].end) if places else (before.start, after.end)
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                start,
                end,
                f"后一期的日期{_said(after.day)}早于前一期的{_said(before.day)}，各期没有按先后排列。请核对年份和月份。",
            )


def _out_of_order(agreement: Agreement, listed: Sequence[Dated]) -> Iterator[Finding]:
    for before, after in pairwise(listed):
        if after.day < before.day:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                before.start,
                after.end,
                f"后一期的日期{_said(after.day)}早于前一期的{_said(before.day)}，各期没有按先后排列。请核对年份和月份。",
            )


def _guarantee(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    """A period of a surety that ends before the debt is due counts as not agreed."""
    for period in PERIOD.finditer(agreement.text, 0, agreement.signatures.start):
        own = [one for one in agreement.days if period.start() <= one.start < period.end()]
        own = [one for one in own if "，" not in agreement.text[period.start() : one.start]] or own
        if not own:
            continue
        others = [one.day for one in dues if not period.start() <= one.start <= own[-1].start]
        if not others or AFTER_DUE.search(agreement.text[own[-1].end : own[-1].end + 6]):
            continue
        end, last = own[-1], max(others)
        if end.day <= last:
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                end.start,
                end.end,
                f"保证期间到{_said(end.day)}为止，不晚于最后一笔款的到期日{_said(last)}，依法视为没有约定，只剩到期后六个月。"
                "请写一个晚于最后到期日的日期。",
                cite(CIVIL_CODE, "六百九十二"),
            )


def _before_lending(agreement: Agreement) -> Iterator[Finding]:
    """Interest that was paid, or a debt that fell due, before the money was lent."""
    text = agreement.text
    lent = [one for one in agreement.days if LENT.match(text, one.end) and not RUNS_ON.match(text, one.end)]
    lent = [one for one in lent if not _ahead(agreement, one)]
    if not lent:
        return
    first = min(lent, key=lambda one: one.day)
    for one in agreement.days:
        if one.day >= first.day or one.start < first.start or not one.exact:
            continue
        start = max(text.rfind(sign, 0, one.start) for sign in "，。；\n") + 1
        if UNTIL_PAID.search(text[start : one.start]) or FELL_DUE.match(text, one.end):
            yield agreement.finding(
                "date-order",
                Severity.ERROR,
                one.start,
                one.end,
                f"{_said(one.day)}早于借款的日期{_said(first.day)}，那时钱还没有借。请核对年份和月份。",
            )


def _months(agreement: Agreement) -> Iterator[Dated]:
    """Months without a day, as their first."""
    for match in MONTH.finditer(agreement.text):
        if 1 <= int(match["month"]) <= MONTHS:
            yield Dated(match.start(), match.end(), date(int(match["year"]), int(match["month"]), 1))


def _not_yet(agreement: Agreement) -> Iterator[Finding]:
    """What is told as past and is dated after the signing: 2027年3月双方签订…合同 in an agreement of 2026."""
    signed = agreement.signed_on
    if signed is None:
        return
    text = agreement.text
    for one in (*agreement.days, *_months(agreement)):
        if one.day <= signed or not one.exact or text[one.start : one.start + 2] not in {"19", "20"}:
            continue
        start = max(text.rfind(sign, 0, one.start) for sign in "，。；：（(\n") + 1
        match = HAPPENED.match(text, one.end)
        if _stands(agreement, one) or _in_recital(agreement, one) or ALREADY.search(text, start, one.start):
            match = None
            yield _too_late(agreement, one, signed)
        if match is None or YET_TO_COME.search(text[start : one.start] + text[one.end : match.end() + 4]):
            continue
        if (
            match["deed"] == "签订"
            and one.start >= agreement.body.start
            and not NARRATED.search(text, start, match.end() + 40)
        ):
            continue
        yield _too_late(agreement, one, signed)


def _stands(agreement: Agreement, one: Dated) -> bool:
    """Whether a day is that on which a debt is said to stand: 截至2028年11月30日，乙方尚欠."""
    text = agreement.text
    behind = OWING.match(text, one.end)
    return behind is not None and re.search(r"截[至止]$", text[max(0, one.start - 2) : one.start]) is not None


def _in_recital(agreement: Agreement, one: Dated) -> bool:
    """Whether a day stands in what the agreement tells before its clauses, and nothing says that it is yet to come."""
    text, parties = agreement.text, agreement.parties
    first = max((party.details.end for party in parties), default=0)
    if not parties or not agreement.provisions or not first <= one.start < agreement.body.start:
        return False
    end = re.compile(r"[。；;\n]").search(text, one.end, agreement.body.start)
    behind = text[one.end : end.start() if end else agreement.body.start]
    before = text[max(first, one.start - 16) : one.start].split("\n")[-1]
    return AHEAD.search(before + behind[:24]) is None and TOLD.search(behind) is not None


def _too_late(agreement: Agreement, one: Dated, signed: date) -> Finding:
    reason = f"这里说的是已经发生的事，日期却晚于签订日期{_said(signed)}。请核对年份和月份。"
    return agreement.finding("date-order", Severity.ERROR, one.start, one.end, reason)


def _holidays(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    """One notice for all days that are no working days, at the first."""
    if POSTPONED.search(agreement.text):
        return
    moved = {one.day: (one, *_working(one.day)) for one in reversed(dues)}
    holidays = [(one, to, remark) for one, to, remark in moved.values() if to != one.day]
    if not holidays:
        return
    one, to, remark = min(holidays, key=lambda found: found[0].start)
    others = "、".join(_said(other.day) for other, _, _ in sorted(holidays, key=lambda found: found[0].start)[1:])
    yield agreement.finding(
        "date-holiday",
        Severity.NOTICE,
        one.start,
        one.end,
        f"{_said(one.day)}是{_what(one.day)}，没有另外约定的，一般顺延到{_said(to)}"
        + (f"（{others}也不是工作日）" if others else "")
        + f"。请改成工作日，或者写明付款日遇休假日怎么办。{remark + '。' if remark else ''}",
        cite(CIVIL_CODE, "二百零三"),
        _written(agreement.text[one.start : one.end].strip(), to),
    )


def _working(day: date) -> tuple[date, str]:
    """The day itself or the first working day after it, days off in place of a holiday at a weekend left out."""
    to, remark = next_working_day(day)
    while remark and _in_place(to):
        to, remark = next_working_day(to + timedelta(days=1))
    return to, remark


def _in_place(day: date) -> bool:
    """Whether a day is off for a holiday of all citizens that fell on a weekend right before it, in a year whose notice
    is not yet known: 全国年节及纪念日放假办法 (2024-11-10), article 6.
    """
    owed = 0
    for back in range(LONGEST_HOLIDAY, -1, -1):
        one = day - timedelta(days=back)
        spring, *others = LUNAR.get(one.year, (date.min,))
        free = (one.month, one.day) in FIXED or -1 <= (one - spring).days <= LAST_OF_SPRING or one in others
        if one.weekday() >= SATURDAY:
            owed += free
        elif not free and owed:
            owed -= 1
            if one == day:
                return True
    return False


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _what(day: date) -> str:
    weekday = DAYS[day.weekday()]
    off = "补假日" if _in_place(day) else "法定休假日"
    return f"星期{weekday}" if weekday in "六日" else f"{off}（星期{weekday}）"


def _written(text: str, day: date) -> str:
    """A day in the form in which another was written; "" for Chinese numerals."""
    if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text):
        return _said(day)
    return day.isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""
