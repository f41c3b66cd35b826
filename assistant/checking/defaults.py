"""What happens when somebody does not pay, what the costs are, and what is settled once and for all."""

import re
from collections.abc import Iterator

from assistant.checking import caps, costs, deposits, penalties, releases
from assistant.checking.agreement import Agreement, AgreementKind, Span
from assistant.checking.duties import CONDITION, Duty, duties
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import official, reported
from assistant.checking.headings import CLAUSE_MARK
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.lending import LOAN
from assistant.checking.places import has_sum, scope_of, within
from assistant.checking.schedules import schedules
from assistant.checking.statements import sliced

# That somebody does not do what he has to: 逾期, 没有在3月1日前付足的, 晚了三天, 拖着不给.
LATE = (
    r"(?<![日间段]的)(?:逾期|违约(?![金责])|违反|迟延|延期|延误|误期|超期|断供|失约|爽约|食言|反悔|怠于|说话不算|拖[着延欠过]|一次没有|有一[期笔次]|任[何意]?一[期笔次]"
    r"|迟[付交还给缴]|过期|晚[了付交还给一二两三四五六七八九十\d]|不(?:能)?[按照守]|不(?:能)?(?:如期|依约)|不(?:支|偿)?[付还给](?![动])|不(?:履行|兑现|认账|到账)"
    r"|没有?(?:能)?(?:按|照|如|足|履|支|付|还|给|到账)|(?:没|还没|未)有?[^，。；\n]{1,24}?[付还给交缴打转汇发退][^，。；\n]{0,10}(?:的[，,]|时?[，,])|未获(?:履行|清偿)|(?<![最至不])[迟晚]于|拖过"
    r"|未(?!付(?:款|的?(?:数额|金额|部分|余额|本金))|到期|[付还清]{1,2}[之以]?前)(?:能)?(?:按|照|如|足|履|支|付|还|给|[交缴](?!付)|在|于|依|到账|兑现))"
)
# What follows, so that somebody can hold the other to it: a sum, a rate, a lawsuit, what falls due or is undone. That
# he bears the consequences is nothing.
THEN = (
    r"\d[^。；，]{0,12}元|[百千两]块|[%％‰]|分之|LPR|报价利率|利息|罚息|[年月]息|滞纳|占用费|违约金(?![^。；]{0,12}(?:另行|届时|协商|商定))|加倍|双倍|定金|(?<!纪律)处罚"
    r"|执行|起诉|诉请|诉讼|提诉|仲裁|支付令|法院[要告起]|[去上到][^。；，]{0,4}法院|到期|届期|期限利益|作废|失效|失去效力|取消|不生效|不再(?:减免|免除|享|适用|受)|解除|撤销|恢复|回复|以原"
    r"|扣|抵|优先受偿|拍卖|变卖|过户|代为|代付|自行|另请|拒收|退[还回货]|返还|一次|一并|立即|马上|即刻|全部|追[讨偿索]|要回|还清|付清|补偿|赔(?!礼)|损失|加[收付计]|计[算付收]"
)
CONSEQUENCE = re.compile(rf"{LATE}[^。\n]{{0,120}}?(?:{THEN})")
NOW = re.compile(
    r"当场(?:付清|支付|给付|履行|交付|一次|以|转账|现金|结清)|当庭|即时(?:付清|结清|履行)|已(?:经)?(?:当场|付清|履行完毕|全部)|签[订字署][^，。；]{0,10}(?:当场|同时|时)[^，。；]{0,10}(?:付|支|结|转)|(?:现金|转账)?当场"
)
# What is left to pay, and that it is due: 其余各期立即到期, 要回全部余款. What interest is reckoned on is neither.
LEFT = (
    r"(?:剩余|剩下|其余|余下|余款|余额|另一[笔期次]|下[余欠]|尚欠|[总余]欠|所余|未付(?!清)|[未没]到期|尚未到期|后面|后续|以后各|全部(?!诉讼|费用|损失|责任|付清|还清|清偿|履行|违约金|$)|全[额款数]|整笔"
    r"|未还|所有|未履行|尚未|剩多少)(?<![该本当每此一]期未付)(?<![该本当每此一]期未还)(?<![该本当每此一]期剩余)"
)
NO_BASE = r"(?!基数|利息|违约金|[该本当每此哪那这][一两几笔]?[期笔次]|待|届时|仍按|照旧|按计划|另行)[^。；]"
DUE = (
    r"到期|届期|一次|一并|一[起块]|立即|马上|立刻|即刻|付清|还清|结清|还多少|都要|要[回求]|追[讨偿索]|主张|执行|起诉|请"
)
ACCELERATED = re.compile(
    rf"{LEFT}(?:{NO_BASE}){{0,24}}(?:{DUE})|(?:立即|即刻|一次性?|一并|宣布|要求)[^。；，]{{0,12}}{LEFT}|就(?:全部|剩余|其余|未付|全额|余|未到期)(?![^，。；]{{0,8}}(?:[按每]|计[付收算]|为基数))"
    r"|(?:全部|立即|提前|加速|视为|均|同时|一并|一同|一起|随即|随之|即行?|也|亦|都)(?:视为|算|跟着)?(?:到期|届期)|跟着到期|提前[至到于][^。；，]{0,14}到期|提前(?:归还|偿还|清偿|收回)"
    r"|一次[性付]?[付还结]?清|(?:立即|即刻|马上)(?:付清|还清|结清|清偿)|(?:要求|主张|支付|付清|偿还|归还|清偿|给付)[^。；，]{0,8}全部(?!诉讼|费用|损失|责任|违约金|付清|还清|清偿|履行)"
    r"|(?:全额|一并)[^。；]{0,6}(?:支付|偿还|主张|执行)|恢复执行|恢复对|视为全部|(?:丧失|失去|取消|不再享[有受]|没有)[^。；，]{0,6}(?:期限利益|分期)|分期[^。；，]{0,6}(?:作废|取消|失效|终止|不算)"
)
ONLY_DUE = re.compile(r"(?:只|仅)[^。；]{0,12}(?:到期|当期|该期|逾期)[^。；]{0,12}|到期的(?:一期|部分)")
OF_OTHERS = re.compile(r"司法确认|(?:保证|担保)[人方][^。；]{0,40}(?:自愿|愿意)?接受[^。；]{0,12}强制执行")
NAMED = re.compile(r"(?:逾期|迟延)(?:还款|付款|履行)?的?(?:利息|罚息|违约金|损失)|违约责任")
OF_WORK = re.compile(
    r"(?:逾期|迟延|未(?:能)?(?:按[^，。；]{0,6}|如期)?)(?:交(?![纳足清齐够])|腾|搬|完成|返修|供货|送|拆|移|开[具票]|安装|维修|验收|提供)|违反一次"
)
DISPUTED = re.compile("争议|纠纷|异议|协商|调解|确认")  # 未经确认前发生争议的, which is no default
LISTED = 3  # payments of one debt, each with its day
SEVERAL = re.compile(r"每个?月|每季|每年|分期|期次(?!日)|第[二2]期")
NEVER_WHOLE = re.compile(r"赡养费|抚养费|扶养费")
SALE = re.compile(r"货款|买卖|购买|卖方|买受人|出卖人|价款|购[房车机]|采购|供货")
PLAINLY = re.compile(r"(?<![已应未])[付还给打转汇缴交][给到清齐]?(?!款[人方]|[息费时易店房货接付]|方式|通|于)")
TABLE = r"(?:[上下附前后][列述]?表|表[列中内]|名单|清单|明细|计划|如下|以下|下[列述])"
BY_TABLE = re.compile(
    rf"{TABLE}[^。；]{{0,40}}?(?:[转汇打][入至到给]|支付|偿还|归还|[还付]款|付清|还清|发放|付给|给付|清偿|履行)"
    rf"|(?:汇入|汇至|转入|转至|付至|付到|打入|打到|打至|发至|发放至|付给|发给|支付|偿还|发放)[^。；，]{{0,10}}{TABLE}"
)


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
        yield from costs.findings(agreement)


def _default(agreement: Agreement) -> Iterator[Finding]:
    owed = [one for one in duties(agreement) if one.money]
    paying = next((one for one in owed if has_sum(agreement, one.sentence.start, one.sentence.end)), None)
    paying = paying or _by_table(agreement) or next(_dated(agreement), None) or next(iter(owed), None)
    paying = paying or _planned(agreement)
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


def _planned(agreement: Agreement) -> Duty | None:
    """A plan that nobody is told to follow: 公司分三次转账：⏎2026年12月16日，10,884.68元；…."""
    start = next((plan.start for plan in schedules(agreement)), None)
    sentence = next((one for one in agreement.sentences if start is not None and one.start <= start < one.end), None)
    if sentence is None:
        return None
    return Duty(sentence, scope_of(agreement, sentence.start), sentence.start, sentence.end, money=True)


def _dated(agreement: Agreement) -> Iterator[Duty]:
    """Payments in plain words: 定金25000元，某某在12月3日前付."""
    signed = agreement.signed_on or agreement.today
    for sentence in agreement.sentences:
        match = PLAINLY.search(sentence.text)
        if match is None or CONDITION.search(sentence.text[: match.start()]):
            continue
        days = within(agreement.days, sentence.start, sentence.end)
        place = sentence.start + match.start()
        if (
            any(one.day >= signed for one in days)
            and has_sum(agreement, sentence.start, sentence.end)
            and not past(agreement, sentence, place)
        ):
            yield Duty(sentence, scope_of(agreement, sentence.start), place, sentence.start + match.end(), money=True)


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
    if OF_WORK.search(trigger) and not re.search("付|款|(?<![交送])还", trigger):
        return True
    if DISPUTED.search(trigger) and not re.search("付|款|还|履行|逾期", trigger):
        return True
    if NAMED.match(piece.text) and re.search("保证|担保", sentence):  # 保证范围包括逾期利息
        return True
    return OF_OTHERS.search(sentence) is not None and not re.search(r"利息|违约金|滞纳金|到期", sentence)


def _acceleration(agreement: Agreement) -> Iterator[Finding]:
    body = agreement.body.text
    if (
        not (sliced(body) or _listed(agreement))
        or agreement.kind is AgreementKind.ENFORCEMENT
        or NEVER_WHOLE.search(body)
    ):
        return
    late = [one for one in _consequences(agreement) if not past(agreement, _sentence(agreement, one), one.start)]
    late = [one for one in late if re.search(r"付|还|款|期|履行|违约|[给钱账迟晚拖]", one.text)]
    follows = [_sentence(agreement, one).text for one in late]
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


def _listed(agreement: Agreement) -> bool:
    """Whether what is paid at several times is listed, be it that no word says so."""
    return any(len({one.day for one in plan.entries if one.day}) >= LISTED for plan in schedules(agreement))


def _sentence(agreement: Agreement, piece: Span) -> Span:
    """The whole sentence that a piece is of, without its number; a ； does not end it."""
    text = agreement.text
    start = max(text.rfind(mark, 0, piece.start) for mark in "。\n") + 1
    ends = [at for mark in "。\n" if (at := text.find(mark, piece.end)) >= 0]
    mark = CLAUSE_MARK.match(text[start : piece.end])
    begin = start + (mark.end() if mark and start + mark.end() <= piece.start else 0)
    return agreement.span(begin, min(ends, default=len(text)))
