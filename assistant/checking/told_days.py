"""Days that are told as past, or as the day of lending, and cannot have been."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.checking.agreement import Agreement
from assistant.checking.due_days import RUNS_ON, ahead
from assistant.checking.finding import Finding, Severity
from assistant.reading.days import Dated, written

MONTHS = 12
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


def findings(agreement: Agreement) -> Iterator[Finding]:
    """date-order, of what is told and not laid down."""
    yield from _before_lending(agreement)
    yield from _not_yet(agreement)


def _before_lending(agreement: Agreement) -> Iterator[Finding]:
    """Interest that was paid, or a debt that fell due, before the money was lent."""
    text = agreement.text
    lent = [one for one in agreement.days if LENT.match(text, one.end) and not RUNS_ON.match(text, one.end)]
    lent = [one for one in lent if not ahead(agreement, one)]
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
                f"{written(one.day)}早于借款的日期{written(first.day)}，那时钱还没有借。请核对年份和月份。",
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
    reason = f"这里说的是已经发生的事，日期却晚于签订日期{written(signed)}。请核对年份和月份。"
    return agreement.finding("date-order", Severity.ERROR, one.start, one.end, reason)
