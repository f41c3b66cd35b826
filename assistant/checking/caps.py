"""Interest above what courts support: four times the LPR in private lending, interest on interest."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import LENDING, cite
from assistant.checking.lending import LOAN, MULTIPLE, ceiling, history, lends, plain, yearly
from assistant.checking.places import spot, sums_of, within
from assistant.checking.statements import whole_sum
from assistant.reading.quantities import Percent
from knowledge.numerals import number

MOST_TIMES = 4  # the LPR
REPAID = re.compile(
    r"本金[^。；，]{0,10}(?:归还|偿还|支付)|每[月期](?:归还|偿还|还款?)|(?:归还|偿还|还)本金|分期|律师费"
)
OF_INTEREST = re.compile(r"[利罚]息|[年月日]利|利率|[年月日]息|违约金|滞纳金|费率|占用|LPR|年化|[付计收]息")
COMPOUND = re.compile(
    r"(?P<what>(?:按|计算?|计收|收取)复利|利滚利|驴打滚|(?:利息|罚息|息)[^，。；]{0,14}(?:计入|并入|滚入|转为|转成|转作|转入|加入|作为)[^，。；]{0,8}本金[^，。；]{0,12})"
)
DENIED = re.compile(
    r"不(?![还付按清履])(?:得|再|能|可|予|应)?[^，。；]{0,6}$|无权[^，。；]{0,6}$|禁止[^，。；]{0,6}$|勿[^，。；]{0,4}$"
)
GIVEN_UP = re.compile(
    r"[^，。；]{0,4}(?:的?利[息率])?[^，。；]{0,8}(?:不再|不予|超过|超出|过高|取消|作废|放弃|免除|[调下]?[降减]|改[为成按]|变更|调整)"
)
NO_RATE = re.compile(
    r"(?:不再|不)按[^，。；]{0,12}$|(?:原[来本先]|已经?按)[^，。；]{0,12}$|(?:总|全部|合同|标的)[^，。；]{0,8}的?$"
)  # not owed; of the whole
JOINED = re.compile(
    r"(?:并|另|同时|还应?|再)[^。；]{0,24}(?:违约金|滞纳金|罚息|(?:服务|手续|管理|咨询|担保|催收|占用|账户|顾问|居间|逾期)费|补偿金)"
)
# 每天100元, 每月3000元; 每万元每天5元
BY_TIME = re.compile(
    r"(?P<per>每(?:逾期|迟延|拖延|延迟|晚|超)?(?:一|1)?个?(?P<unit>[日天月周季年])度?|按(?P<by>[日天月季年])"
    r"|(?:逾期|晚|迟延?|拖延?)[一1]个?(?P<late>[日天月周]))[^。；，\d]{0,12}$"
)
PER_TEN_THOUSAND = re.compile(
    r"每(?:一|1)?万元?(?:本金|借款)?[^。；，\d]{0,6}?每?(?P<unit>[日天月])[^。；，\d]{0,8}(?P<sum>\d+(?:\.\d+)?)元"
)
TIMES = {"日": 365, "天": 365, "周": 52, "月": 12, "季": 4, "年": 1}


def findings(agreement: Agreement) -> Iterator[Finding]:
    """interest-cap. Banks, wages and debts that are no loans have no such ceiling."""
    if not lends(agreement):
        return
    most, how = ceiling(agreement)
    for sentence in agreement.sentences:
        if OF_INTEREST.search(sentence.text):
            yield from _rates(agreement, sentence, most, how)
            yield from _sums(agreement, sentence, most, how)
            yield from _multiples(agreement, sentence)
            yield from _compound(agreement, sentence)


def _rates(agreement: Agreement, sentence: Span, most: Decimal, how: str) -> Iterator[Finding]:
    owed = [
        one
        for one in within(agreement.rates, sentence.start, sentence.end)
        if not history(agreement, sentence, one.start)
        and not NO_RATE.search(agreement.text[max(sentence.start, one.start - 16) : one.start])
        and not GIVEN_UP.match(agreement.text, one.end, sentence.end)
    ]
    loan = LOAN.search(agreement.text) is not None
    for one in owed:
        value = yearly(agreement, sentence, one)
        if value > most:
            reason = (
                f"{'' if loan else '如果这笔债是借款，'}折合年利率{plain(value)}%，{how}，超过的部分法院不予支持；"
                "逾期利息、违约金和其他费用合起来也不能超过。"
            )
            yield agreement.finding(
                "interest-cap",
                Severity.ERROR if loan else Severity.WARNING,
                *_said(agreement, sentence, one),
                reason,
                cite(LENDING, "二十五", "二十八", "二十九"),
                f"年利率{plain(most)}%",
            )
    fair = [one for one in owed if yearly(agreement, sentence, one) <= most]
    yield from _both(agreement, sentence, fair, most, how)


def _both(agreement: Agreement, sentence: Span, rates: Sequence[Percent], most: Decimal, how: str) -> Iterator[Finding]:
    """Overdue interest and a penalty for the same delay, which count together."""
    total = sum((yearly(agreement, sentence, one) for one in rates), Decimal(0))
    late = re.search(r"逾期|违约", sentence.text) and JOINED.search(sentence.text)
    if len(rates) > 1 and late and total > most:
        reason = f"两项合计折合年利率{plain(total)}%，{how}，超过的部分法院不予支持。"
        start, end = rates[0].start, rates[-1].end
        yield agreement.finding("interest-cap", Severity.ERROR, start, end, reason, cite(LENDING, "二十九"))


def _sums(agreement: Agreement, sentence: Span, most: Decimal, how: str) -> Iterator[Finding]:
    """So many yuan a day or a month, as a share of the sum that the agreement is about."""
    whole = whole_sum(agreement)
    found: list[tuple[int, int, Decimal]] = []
    for match in PER_TEN_THOUSAND.finditer(sentence.text):
        found.append((*spot(sentence, match), Decimal(match["sum"]) * TIMES[match["unit"]] / 100))
    for one in sums_of(agreement, sentence.start, sentence.end) if whole and not found else ():
        before = agreement.text[sentence.start : one.start]
        match = BY_TIME.search(before)  # type: ignore[assignment]
        if match and OF_INTEREST.search(sentence.text) and not history(agreement, sentence, one.start):
            times = TIMES[match["unit"] or match["by"] or match["late"]]
            found.append((sentence.start + match.start(), one.end, one.value * times / whole * 100))
    for start, end, value in found:
        if value > most and not REPAID.search(agreement.text[sentence.start : end + 8]):
            reason = f"折合年利率{plain(value.quantize(Decimal('0.01')))}%，{how}，超过的部分法院不予支持。"
            basis = cite(LENDING, "二十五", "二十九")
            yield agreement.finding("interest-cap", Severity.ERROR, start, end, reason, basis, f"年利率{plain(most)}%")


def _said(agreement: Agreement, sentence: Span, rate: Percent) -> tuple[int, int]:
    """From 年利率 or 月息 to the figure."""
    before = agreement.text[sentence.start : rate.start]
    match = re.search(r"(?:年化?|月|日|每日|每天|每月)?(?:利率|利息|息|化)?(?:为|是|按)?[ 　]*$", before)
    start = rate.start - len(match.group()) if match else rate.start
    return start, rate.end


def _multiples(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    for match in MULTIPLE.finditer(sentence.text):
        said = match["times"]
        times = Decimal(said) if said[0].isdigit() else Decimal(number(said) or 0)
        if times > MOST_TIMES and not history(agreement, sentence, sentence.start + match.start()):
            reason = "超过合同成立时一年期LPR四倍的部分，法院不予支持。"
            rewrite = match.group().replace(f"{said}倍", "四倍")
            basis = cite(LENDING, "二十五", "二十八")
            yield agreement.finding("interest-cap", Severity.ERROR, *spot(sentence, match), reason, basis, rewrite)


def _compound(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    for match in COMPOUND.finditer(sentence.text):
        if not DENIED.search(sentence.text[: match.start()]) and not re.search("不|未", match["what"]):
            reason = (
                "利息计入本金再生利息的，只在前期利率没有超过合同成立时LPR四倍时算数，"
                "本息合计也不能超过以最初本金按四倍LPR算出的数额。直接写复利或者利滚利，超过的部分法院不予支持。"
            )
            place, basis = spot(sentence, match, "what"), cite(LENDING, "二十七")
            rewrite = "利息以未还本金为基数计算，利息不再计息"
            yield agreement.finding("interest-cap", Severity.WARNING, *place, reason, basis, rewrite)
