"""What happens when somebody does not pay, what the costs are, and what is settled once and for all."""

import re
from collections.abc import Iterator

from assistant.checking import caps, deposits, penalties, releases
from assistant.checking.agreement import Agreement, AgreementKind, Span
from assistant.checking.duties import CLAUSE_MARK, CONDITION, Duty, duties, past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import enforcing, official, reported
from assistant.checking.laws import CIVIL_CODE, LITIGATION_FEES, cite
from assistant.checking.lending import LOAN
from assistant.checking.places import scope_of, within
from assistant.checking.statements import sliced

CONSEQUENCE = re.compile(
    r"(?<![日间段]的)(?:逾期|违约(?![金责])|违反|没有?(?:能)?(?:按|如|足|履|支|付|还)|未(?!付(?:款|的?(?:数额|金额|部分|余额|本金))|到期)(?:能)?(?:按|如|足|履|支|付|还|在|于|依)|不按|不能按|不(?:支|偿)?[付还]|不履行|反悔|任[何意]?一[期笔次]|迟延|拖延|一次没有|有一[期笔次]|延期|延误)"
    r"[^。\n]{0,120}?(?:支付|承担|有权|可以|可(?:向|就|要|申|凭|持)|应当?|须|加倍|全部到期|恢复|申请|赔偿|起诉|视为|自愿|加付|恢复计算|归|自动|过户|就|继续|不生效|解除|加收|计[算付收]|收取|执行)"
)
NOW = re.compile(
    r"当场(?:付清|支付|给付|履行|交付|一次|以|转账|现金|结清)|当庭|即时(?:付清|结清|履行)|已(?:经)?(?:当场|付清|履行完毕|全部)|签[订字署][^，。；]{0,10}(?:当场|同时|时)[^，。；]{0,10}(?:付|支|结|转)|(?:现金|转账)?当场"
)
ACCELERATED = re.compile(
    r"(?:全部|立即|提前|加速|视为|均|同时|一并|一同|一起|随即|随之|即行?|也|亦|都)(?:视为)?到期|提前[至到于][^。；，]{0,14}到期|(?:剩余|其余|未付(?!清)|未到期|余下|余款|全部|全额|未还|所有|未履行|尚未)(?<![该本当每此一]期未付)(?<![该本当每此一]期未还)(?<![该本当每此一]期剩余)(?:(?!基数|利息|违约金|[该本当每此][一笔]?期)[^。；]){0,24}(?:到期|一次|一并|立即|全部|付清|还清|主张|执行|起诉|请求|要求)|(?:立即|一次性?|一并)[^。；，]{0,6}(?:支付|偿还|归还|付清|还清|清偿)[^。；，]{0,6}(?:剩余|其余|全部|余|未)|就(?:全部|剩余|其余|未付|全额|余|未到期)|一次[性付]?[付还]?清|(?:要求|主张|支付|付清|偿还|归还|清偿)[^。；，]{0,8}全部|(?:全额|一并)[^。；]{0,6}(?:支付|偿还|主张|执行)|恢复执行|恢复对"
)
ONLY_DUE = re.compile(r"(?:只|仅)[^。；]{0,12}(?:到期|当期|该期|逾期)[^。；]{0,12}|到期的(?:一期|部分)")
OF_OTHERS = re.compile(r"司法确认|(?:保证|担保)[人方][^。；]{0,40}(?:自愿|愿意)?接受[^。；]{0,12}强制执行")
OF_WORK = re.compile(
    r"(?:逾期|迟延|未(?:能)?(?:按[^，。；]{0,6}|如期)?)(?:交(?!纳)|腾|搬|完成|返修|供货|送|拆|移|开[具票]|安装|维修|验收|提供)|违反一次"
)
SEVERAL = re.compile(r"每个?月|每季|每年|分期|期次|第[二2]期")
NEVER_WHOLE = re.compile(r"赡养费|抚养费|扶养费")
SALE = re.compile(r"货款|买卖|购买|卖方|买受人|出卖人|价款|购[房车机]|采购|供货")
COSTS = re.compile(r"诉讼费|受理费|申请费|执行费|保全费|(?:费用)[^。；]{0,12}(?:由|各|均|负担|承担)")
FEES_OF_ENFORCEMENT = re.compile(
    r"执行费|申请费|执行申请费|(?:执行|上述|全部|一切|相关)费用|费用[^。；]{0,10}(?:由|各|负担|承担)"
)
BORNE = re.compile(
    r"负担|承担|分担|均摊|自负|自担|自理|各半|一半|平均|免[交缴收予除]|不收|不再收取|退[还回]|欠|应[付支]|包括|计入"
    r"|[由归向][^，。；]{1,16}(?:缴|交|支付|付|出)(?!了)|(?:[甲乙丙]方|[原被]告|执行人|[付还]款[方人]|债务人)[^，。；]{0,12}(?:缴纳|交纳|支付|付给)"
)
TABLE = r"(?:[上下附前后][列述]?表|表[列中内]|名单|清单|明细|计划|如下|以下|下[列述])"
BY_TABLE = re.compile(
    rf"{TABLE}[^。；，]{{0,24}}?(?:支付|偿还|归还|[还付]款|付清|还清|发放|付给|给付|清偿|履行)"
    rf"|(?:汇入|汇至|转入|转至|付至|付到|打入|打到|打至|发至|发放至|付给|发给|支付|偿还|发放)[^。；，]{{0,10}}{TABLE}"
)
IN_COURT = re.compile(r"原告|被告|民事调解书|上诉人")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """default-missing, acceleration-missing, costs-missing; interest, penalties, deposits, sweeping settlements."""
    if official(agreement):
        return
    yield from caps.findings(agreement)
    yield from penalties.findings(agreement)
    yield from deposits.findings(agreement)
    if reported(agreement):
        return
    yield from releases.findings(agreement)
    if agreement.formal:
        yield from _default(agreement)
        yield from _costs(agreement)


def _default(agreement: Agreement) -> Iterator[Finding]:
    paying = next((duty for duty in duties(agreement) if duty.money), None) or _by_table(agreement)
    if paying is None:
        return
    body = agreement.body.text
    if _consequences(agreement):
        yield from _acceleration(agreement)
        return
    if agreement.kind is AgreementKind.ENFORCEMENT:  # what is missing there is the resumption
        return
    if not sliced(body) and NOW.search(paying.scope.text):
        return
    start, end = _place(paying)
    reason = (
        "没有写到期不付怎么办。对方只能再去争利息从哪天算、未到期的能不能一起要。"
        "请写明逾期几天、付多少利息、还能做什么。"
    )
    more = "其余各期全部到期，" if sliced(body) else ""
    rewrite = (
        f"{agreement.text[start:end].rstrip('。；;')}。逾期超过____日的，{more}付款方并应以未付款为基数，"
        "按年利率____%自逾期次日起支付利息至付清之日。"
    )
    yield agreement.finding(
        "default-missing", Severity.WARNING, start, end, reason, cite(CIVIL_CODE, "四百七十", "五百七十七"), rewrite
    )


def _by_table(agreement: Agreement) -> Duty | None:
    """A payment whose sums stand in a table: 债务人按下表还款, 付至上表各人账户."""
    for sentence in agreement.sentences:
        match = BY_TABLE.search(sentence.text)
        if match is None or CONDITION.search(sentence.text[: match.start()]):
            continue
        place = sentence.start + match.start()
        if not past(agreement, sentence, place):
            scope = scope_of(agreement, sentence.start)
            return Duty(sentence, scope, place, sentence.start + match.end(), money=True)
    return None


def _place(duty: Duty) -> tuple[int, int]:
    """The sentence of a duty without the number before it."""
    mark = CLAUSE_MARK.match(duty.sentence.text)
    start = duty.sentence.start + (mark.end() if mark else 0)
    return (start if start < duty.end else duty.sentence.start), duty.sentence.end


def _consequences(agreement: Agreement) -> list[Span]:
    """The sentences that say what follows a default."""
    found = [
        agreement.span(agreement.body.start + match.start(), agreement.body.start + match.end())
        for match in CONSEQUENCE.finditer(agreement.body.text)
    ]
    return [
        one for one in found if not re.search(r"不得违约|不得违反", one.text[:6]) and not _elsewhere(agreement, one)
    ]


def _elsewhere(agreement: Agreement, piece: Span) -> bool:
    """Whether a sentence is of the court's confirmation, of a surety's submission or of work, not of payment."""
    sentence = _sentence(agreement, piece).text
    trigger = re.split("[，。；]", piece.text)[0]
    if OF_WORK.search(trigger) and not re.search("付|款|还", trigger):
        return True
    return OF_OTHERS.search(sentence) is not None and not re.search(r"利息|违约金|滞纳金|到期", sentence)


def _acceleration(agreement: Agreement) -> Iterator[Finding]:
    body = agreement.body.text
    if not sliced(body) or agreement.kind is AgreementKind.ENFORCEMENT or NEVER_WHOLE.search(body):
        return
    late = [one for one in _consequences(agreement) if re.search(r"付|还|款|期|履行|违约", one.text)]
    follows = [agreement.text[one.start : _sentence(agreement, one).end] for one in late]
    if not late or any(ACCELERATED.search(one) or ONLY_DUE.search(one) for one in follows):
        return
    days = {one.day for one in within(agreement.days, agreement.body.start, agreement.body.end)}
    if len(days) == 1 and not SEVERAL.search(body):
        return
    sale = SALE.search(agreement.text) is not None and LOAN.search(agreement.text) is None
    law = (
        "法律只给分期付款买卖定了：未付的到期价款达到全部价款的五分之一，经催告在合理期限内仍不付的，可以要求付清全部；"
        "事后的还款协议算不算，由法院判断。"
        if sale
        else "五分之一的规定只管分期付款买卖，借款和其他债务没有这样的规定。"
    )
    reason = (
        "分期付款，没有写一期不付时其余各期是不是一起到期。不写的，没到期的部分一般要等到期才能要，"
        f"对方明说不付了的除外。{law}"
    )
    one = _sentence(agreement, late[0])
    piece = one.text.rstrip("。；; \n")
    basis = cite(CIVIL_CODE, "六百三十四" if sale else "五百七十八")
    rewrite = f"{piece}；任何一期逾期超过____日的，其余各期全部到期，收款方可以要求一次付清全部未付款项"
    end = one.start + len(piece)
    yield agreement.finding("acceleration-missing", Severity.WARNING, one.start, end, reason, basis, rewrite)


def _sentence(agreement: Agreement, piece: Span) -> Span:
    """The whole sentence that a piece is of, without its number; a ； does not end it."""
    text = agreement.text
    start = max(text.rfind(mark, 0, piece.start) for mark in "。\n") + 1
    ends = [at for mark in "。\n" if (at := text.find(mark, piece.end)) >= 0]
    mark = CLAUSE_MARK.match(text[start : piece.end])
    begin = start + (mark.end() if mark and start + mark.end() <= piece.start else 0)
    return agreement.span(begin, min(ends, default=len(text)))


def _borne(agreement: Agreement, costs: re.Pattern[str]) -> bool:
    """Whether a sentence that names costs, or its clause, says whose they are; 由原告预交 does not."""
    named = (one for one in agreement.sentences if costs.search(one.text))
    said = (
        re.sub(r"(?:已|均|先)*由[^，。；]{1,8}(?:预交|预缴|垫付|先行)", "", scope_of(agreement, one.start).text)
        for one in named
    )
    return any(BORNE.search(one) for one in said)


def _costs(agreement: Agreement) -> Iterator[Finding]:
    if enforcing(agreement):
        missing = not _borne(agreement, FEES_OF_ENFORCEMENT)
        what, basis = "执行申请费", cite(LITIGATION_FEES, "三十八")
        head, rewrite = "执行中达成和解的", "本案执行申请费____元由____负担。"
    elif IN_COURT.search(agreement.text):
        missing = not _borne(agreement, COSTS)
        what, basis = "诉讼费用", cite(LITIGATION_FEES, "三十一")
        head, rewrite = "经法院调解的", "案件受理费____元、保全费____元由____负担，于____年__月__日前付给____。"
    else:
        return
    if missing:
        reason = f"没有写{what}由谁负担。{head}，由双方协商；协商不成的要再请法院决定。"
        title = agreement.title
        yield agreement.finding("costs-missing", Severity.WARNING, title.start, title.end, reason, basis, rewrite)
