"""Until when somebody guarantees."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import duties
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, SECURITY, cite
from assistant.checking.places import scope_of, sums_of
from assistant.checking.sureties import clauses, promise_in
from knowledge.numerals import number

PERIOD = re.compile(
    r"(?:保证|担保)(?:责任)?的?(?:有效)?(?:期间|期限|时限|时间|期)|(?:保证|担保)(?:责任)?(?=[一二两三四五六七八九十\d]{1,3}(?:年|个月))"
)
COUNT = r"[一二两三四五六七八九十\d]+"
UNTIL_PAID = re.compile(
    r"(?:至|直至|直到|到|截止)[^。；，]{0,24}(?:还清|付清|付完|还[完够]|清偿|履行|偿清|结清|偿还|收[齐清]|消灭|不再?欠)(?:完毕|完|完成|完结|为止|之日|止|之时|时)*(?:为止|止)?"
    r"|(?:债务?|款项?|欠款|本息|钱)(?:全部|全都)?(?:消灭|还清|付清|清偿|履行完毕|还完|结清)(?:之前|以前|前|为止)"
)
UNLIMITED = re.compile(
    r"(?:不|无|没有|未|毋)[^。；，\d]{0,8}(?:限制|期限|限期|截止|时限|止期)|(?:期[间限]?|时间)不限|(?:长期|永久|一直|始终|持续|无期限|终身|终生)(?:有效|保证|担保|负责|存续)?"
    r"|直[至到](?:永远|永久)|(?:另行|届时)(?:协商|约定|商定)|(?:以后|日后|届时|再)[^。；，]{0,6}(?:商定|约定|协商|确定)|若干|跟着|随(?:主)?债务|满意|有效期内|视[^。；，]{0,10}(?:情况|而定)|(?:合理|适当|一定|必要|相应)的?(?:期[间限]|时间)"
)
UNTIL_DAY = re.compile(
    r"(?:至|到|截至|截止到?)\s*(?P<year>\d{4})\s*[年\-/.]\s*(?P<month>\d{1,2})\s*[月\-/.]\s*(?P<day>\d{1,2})"
)
# That a period is reckoned, after all: 到还清后两年, 到2029年6月1日还清.
COUNTED = re.compile(rf"\d{{4}}\s*[年\-/.]|{COUNT}个?(?:年|月)")
# 保证期间与还款期限一致, 保证期间为本协议履行期间: as long as the debt, which is no period.
AS_LONG = re.compile(
    r"(?:截至|截止|至|到)[^。；，]{0,12}(?:到期|届满|付款|还款)(?:之?日|时)(?:止|为止)?(?=[，。；]|$)|届满前"
    r"|[与和同跟](?![^。；，]{0,24}(?:次日|届满之日))[^。；，]{2,24}期[限间]?(?:相同|一致|同时|相等|一样|同步|重合)|同主债务"
    r"|[为是即：:](?:本协议|主债务|债务|借款|还款|付款|分期|合同)的?(?:履行|存续|还款|付款|分期|有效)?期[间限]?内?(?=[，。；]|$)"
)
# 还款日过了以后两年内，都能找王某要
WITHIN = re.compile(rf"(?:到期|届满|期满|还款日|最后一[期笔]|末期)[^。；，]{{0,12}}{COUNT}个?(?:年|月|日|天)之?内")
FROM_SIGNING = re.compile(
    r"自?(?:本协议|本合同|协议|合同)?[^。；，]{0,4}(?:签订|签署|签字|生效|成立)[^。；，]{0,4}起(?:算)?[^。；，]{0,4}?(?P<count>[一二两三四五六七八九十\d]+)(?:个)?(?P<unit>月|年|日|天)"
)
FROM_DAY = re.compile(
    rf"(?:(?P<first>{COUNT})个?(?P<of>月|年)[^。；]{{0,4}}?)?[自从由](?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:届满)?(?:之日)?起(?:计?算)?"
    rf"(?(first)|[^。；\d]{{0,6}}?(?P<count>{COUNT})个?(?P<unit>月|年))"
)
SINCE_SIGNING = re.compile(
    rf"(?P<count>{COUNT})个?(?P<unit>月|年|日|天)[，,（(]?[自从由](?:本|各方|三方|双方)?(?:协议|合同)?[^。；，]{{0,4}}(?:签|生效|成立|订立)"
)


def findings(agreement: Agreement, told: Sequence[Span]) -> Iterator[Finding]:
    """guarantee-period: none, one that says nothing, or one that ends before the debt is due."""
    said = [scope_of(agreement, one.start) for one in told]
    basis = cite(CIVIL_CODE, "六百九十二")
    periods = [match for one in said for match in PERIOD.finditer(agreement.text, one.start, one.end)]
    periods = periods or list(PERIOD.finditer(agreement.text, agreement.body.start, agreement.body.end))
    if not periods:
        for scope in said:
            if match := re.compile(r"(?:保证|担保)[^。；]{0,12}?" + UNTIL_PAID.pattern).search(
                agreement.text, scope.start, scope.end
            ):
                yield _until_paid(agreement, match)
                return
        start, end = promise_in(told[0])
        if UNTIL_DAY.search(clauses(agreement, told)) or WITHIN.search(clauses(agreement, told)):
            return
        reason = "没有写保证期间。没有约定的，为主债务到期之日起六个月，过了这个期间没有依法主张，保证人就不用再负责。"
        piece = agreement.text[start:end]
        rewrite = f"{piece}，保证期间为主债务履行期限届满之日起____年"
        yield agreement.finding("guarantee-period", Severity.WARNING, start, end, reason, basis, rewrite)
        return
    for period in periods:
        stops = [at for mark in "。；\n" if (at := agreement.text.find(mark, period.end())) >= 0]
        yield from _one_period(agreement, period.start(), min(stops, default=len(agreement.text)))


def _until_paid(agreement: Agreement, match: re.Match[str]) -> Finding:
    reason = (
        "“还清为止”“长期有效”这样的写法等于没有写期间，多半视为约定不明，"
        "保证期间只有主债务到期之日起六个月。请写一个确定的期间。"
    )
    rewrite = "保证期间为主债务履行期限届满之日起____年"
    return agreement.finding(
        "guarantee-period", Severity.ERROR, match.start(), match.end(), reason, cite(SECURITY, "三十二"), rewrite
    )


def _one_period(agreement: Agreement, start: int, end: int) -> Iterator[Finding]:
    piece = agreement.text[start:end]
    if (match := UNTIL_PAID.search(piece)) and not COUNTED.search(piece, match.start()):
        whole = re.compile(re.escape(piece[: match.end()])).match(agreement.text, start)
        if whole:
            yield _until_paid(agreement, whole)
        return
    if match := UNLIMITED.search(piece):
        yield _until_paid(agreement, re.compile(re.escape(piece[: match.end()])).match(agreement.text, start) or match)
        return
    ends = _ends_on(agreement, piece)
    due = _last_due(agreement)
    if ends and due and ends[0] <= due:
        stop = start + ends[1]
        reason = (
            f"保证期间到{ends[0].isoformat()}，主债务最后一期到{due.isoformat()}才到期。"
            "早于或者等于到期日的，视为没有约定，只有到期之日起六个月。"
        )
        rewrite = "保证期间为主债务履行期限届满之日起____年"
        yield agreement.finding(
            "guarantee-period", Severity.ERROR, start, stop, reason, cite(CIVIL_CODE, "六百九十二"), rewrite
        )
    elif AS_LONG.search(piece):
        reason = "保证期间与主债务同时届满的，视为没有约定，只有主债务到期之日起六个月。"
        yield agreement.finding(
            "guarantee-period",
            Severity.ERROR,
            start,
            end,
            reason,
            cite(CIVIL_CODE, "六百九十二"),
            "保证期间为主债务履行期限届满之日起____年",
        )


def _ends_on(agreement: Agreement, piece: str) -> tuple[date, int] | None:
    """The last day of a period and where the period ends in the piece, if it can be told."""
    try:
        if match := UNTIL_DAY.search(piece):
            tail = re.match(r"[日号]?止?", piece[match.end() :])
            stop = match.end() + (tail.end() if tail else 0)
            return date(int(match["year"]), int(match["month"]), int(match["day"])), stop
        if (match := FROM_DAY.search(piece)) and (count := number(match["count"] or match["first"])):
            begin = date(int(match["year"]), int(match["month"]), int(match["day"]))
            months = count * (12 if (match["unit"] or match["of"]) == "年" else 1)
            return begin + relativedelta(months=months), match.end()
        match = FROM_SIGNING.search(piece) or SINCE_SIGNING.search(piece)
        if match and agreement.signed_on:
            count = number(match["count"]) or 0
            unit = {"月": "months", "年": "years", "日": "days", "天": "days"}[match["unit"]]
            return agreement.signed_on + relativedelta(**{unit: count}), match.end()  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    return None


def _last_due(agreement: Agreement) -> date | None:
    """The last day on which something has to be paid."""
    scopes = [duty.scope for duty in duties(agreement) if duty.money] or [
        one
        for one in agreement.sentences
        if sums_of(agreement, one.start, one.end) and re.search(r"付|还|归还|清偿", one.text)
    ]
    dated = [
        one.day
        for one in agreement.days
        for scope in scopes
        if scope.start <= one.start < scope.end
        and not PERIOD.search(agreement.text, max(scope.start, one.start - 24), one.start)
    ]
    return max(dated, default=None)
