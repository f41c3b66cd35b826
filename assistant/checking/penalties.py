"""Liquidated damages far above any loss."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, CONTRACTS, cite
from assistant.checking.lending import MULTIPLE, history, lends, lpr, plain, yearly
from assistant.checking.places import scope_of, spot, subclause, sums_of, within
from assistant.checking.statements import share_of, whole_sum
from assistant.checking.sums import Role, sums
from assistant.reading.days import undated
from assistant.reading.quantities import Amount
from knowledge.numerals import number

OWED = re.compile(r"(?:尚欠|尚应|现应|仍欠|余额|剩余|下欠|还欠)[^。；\d]{0,16}$")
PENALTY = re.compile(
    r"违约金|滞纳金|罚款|罚金|罚息|赔偿金|逾期利息|逾期付款利息|惩罚|占用费|使用费|违约责任|[赔罚](?=[^，。；]{0,6}\d)|双倍(?=[返偿归退付给支])"
)
# Our own marks, beyond which a warning is due: article 65 speaks of the loss, which no agreement tells.
MOST_A_YEAR = Decimal(24)  # percent a year of what is overdue, beyond which no delay of money costs
MOST_SHARE = Decimal(30)  # percent of the whole sum
MOST_BY_DAYS = Decimal(72)  # percent a year of the whole sum, of so many yuan a day
MOST_FOR_THINGS = Decimal(2)  # percent of the whole sum a day, for things that are late
MOST_RENT = 3  # times the rent of a day
SHARE = re.compile(
    r"(?P<share>(?<!\d)\d{1,4}(?:\.\d{1,4})?)\s*[%％]|百分之(?P<said>[一二三四五六七八九十百零]+)|(?P<tenths>[一二三四五六七八九十]成)|(?P<twice>[一二两三四五双]倍|\d倍)|(?P<equal>等额|同等(?:数额|金额)|相等|全额(?=计|支付|的违))"
)
OF_SUM = re.compile(r"(?:总|全部|欠|货|费|租|借|合同|标的|应付|款|价|债务|本协议|金额|数额)")
DAILY = re.compile(
    r"每(?:逾期|延[迟误期]|迟延|晚|拖延)?[一1]?[日天]|按[日天]|每日|每天"
    r"|(?:逾期|晚|拖延?|迟延?|[迟晚][还交退付搬])[一1][日天]"
)
PERIODIC = re.compile(r"每[日天月]|逾期一[日天]|按[日天月]|[日天月]$|利率|LPR|[日月]利?息|报价|年")
LATE = re.compile(rf"{CONDITION.pattern}|(?:[晚迟]|拖延?)[还交退付搬延]?[一1]?[日天]")
NAMED = re.compile(r"(?:违约金|滞纳金|罚款|罚金|赔偿金)[^。；，]{0,12}$|罚$|[另再]赔[^，。；]{0,6}$")
NAMED_BEHIND = re.compile(
    r"(?:/[日天])?的?(?:标准)?(?:向[^，。；]{1,10})?(?:计算|支付|计付|给付|缴纳|承担)?(?:的)?(?:违约金|滞纳金|罚款|罚金|赔偿金)"
)
FAULT = r"过错|过失|责任比例|责任份额|主要责任|次要责任|全部责任|同等责任|事故责任|赔偿责任|原因力|参与度|伤残"
FAULT_BEFORE = re.compile(
    rf"(?:{FAULT}|损失|医疗费|赔偿(?:金|款|额|总额|数额|项目)|残疾|死亡|抚慰金)[^。；%％]{{0,14}}?(?:的|为|按|占|计|承担|赔偿|负担|各|比例|[：:])(?:百分之)?$"
    r"|[%％](?:至|到|-|—|～|~)$"
)
FAULT_BEHIND = re.compile(
    rf"(?:\d+(?:\.\d+)?[%％]|百分之[零一二三四五六七八九十百]+)(?:(?:至|到|-|—|～|~)(?:\d+(?:\.\d+)?[%％]|百分之[零一二三四五六七八九十百]+))?(?:的)?(?:比例|份额)?[^。；，]{{0,8}}?(?:{FAULT}|责任|过错)"
)
# 违约的，双倍返还借款; of wages the law itself says so
GIVES_BACK = re.compile(r"(?:返还|偿还|归还|退还|赔偿|给付|支付|付|还)(?![^，。；]{0,8}(?:工资|劳动|利息))")
# What a rate of delay is said with; 按70%赔偿23,674元 shares a loss.
OF_DELAYED = re.compile(r"违约|滞纳金|罚|利息|利率|占用费|使用费|LPR|[年月日天]\s*$|每[日天月年]|按[日天月年]")
SHARES = re.compile(
    r"(?:的?(?:比例|责任|份额))?(?![^，。；]{0,16}(?:违约金|滞纳金|罚|利息))[^，。；\d]{0,10}"
    r"(?:赔偿|赔付|补偿|承担|负担|支付|返还|退还|即|计)[^，。；\d]{0,8}\d[\d,.]*万?元"
)
OF_DELAY = re.compile(r"[^，。；]{0,14}(?:违约金|滞纳金|罚|利息)|(?:每|按)?[年月日天]|[^，。；]{0,8}[/每][年月日天]")
FAR = 30  # characters around a share that say of what it is
LIMITED = re.compile(r"累计|为限|不超过|最高|封顶|上限")
OF_THINGS = re.compile(
    r"搬|腾|迁|退[房租还]|交[付货店房还回]|还[房车机]|拆除|修|占用|使用费|清空"
)  # that are late, and no money
OF_MONEY = re.compile(r"逾期|误工|工资|伙食|[付还]|款|欠|延期|迟延")
BY_DAY = re.compile(r"(?:占用费|使用费|违约金|滞纳金|罚|赔)")  # what is paid for each day of it
RENT = re.compile(
    r"(?:(?<!个)月租金?|每月(?:租金)?|(?<!\d)\d{1,2}月份?的?(?:租金|占用费)|租金[^，。；\d]{0,4}每月)[^，。；\d]{0,10}$"
)
JUDGED = re.compile(r"判决|裁决|判令|确定的|已经?产生|拖?欠[付缴]?的?|原(?:合同|协议|约定)?")  # a penalty of the past
GIVEN_UP = re.compile(r"(?:不再|放弃|免除|不[追主]|此前|先前|原(?:合同|协议|先|来|约定))[^，。；]{0,24}$")
NO_REVIEW = re.compile(
    r"(?:不得|无权|放弃|不再)[^。；]{0,16}(?:请求|要求|主张|申请)?[^。；]{0,12}(?:调[整低减]|减少|降低)[^。；]{0,8}(?:违约金)?"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """penalty-high: by the day or year, as a sum, as a share, or shielded from review."""
    whole, lending = whole_sum(agreement) or (_largest(agreement) if agreement.formal else Decimal(0)), lends(agreement)
    for sentence in agreement.sentences:
        late = CONDITION.search(sentence.text) and re.search("利息|利率|LPR", sentence.text)
        if PENALTY.search(sentence.text) or late:
            if not lending:  # of loans the ceiling of interest says enough
                yield from _rates(agreement, sentence)
                yield from _multiples(agreement, sentence)
            if whole and (LATE.search(sentence.text) or "违约" in sentence.text):
                yield from _sums(agreement, sentence, whole)
            if CONDITION.search(sentence.text):
                yield from _shares(agreement, sentence)
        if "违约金" in sentence.text and (match := NO_REVIEW.search(sentence.text)):
            reason = "约定不准请求调整违约金的，法院不认；过分高于损失的，仍然可以请求适当减少。请删去。"
            place, basis = spot(sentence, match), cite(CONTRACTS, "六十四")
            yield agreement.finding("penalty-high", Severity.WARNING, *place, reason, basis)


def _largest(agreement: Agreement) -> Decimal:
    """The largest sum that is no penalty, where none is called a debt or a total."""
    found: list[Decimal] = []
    fines: set[Decimal] = set()
    for sentence in agreement.sentences:
        for one in (of for of in sums(agreement) if sentence.start <= of.start < sentence.end):
            if PENALTY.search(one.label) or re.search("罚|赔$", one.label):
                fines.add(one.value)
            elif one.role is not Role.EACH and not LATE.search(sentence.text[: one.start - sentence.start]):
                found.append(one.value)
    return max((value for value in found if value not in fines), default=Decimal(0))


def of_fault(sentence: Span, place: int) -> bool:
    """Whether a share at a place says how much of a loss somebody answers for: 按40%的过错比例, 赔偿金的68%至100%."""
    before, behind = sentence.text[max(0, place - FAR) : place], sentence.text[place : place + FAR]
    if OF_DELAY.match(behind) or re.search(r"[年月日天]利?率?(?:百分之)?$", before):
        return False
    return FAULT_BEFORE.search(before) is not None or FAULT_BEHIND.match(behind) is not None


def _high(agreement: Agreement, start: int, end: int, what: str, rewrite: str = "") -> Finding:
    reason = (
        f"{what}，看来明显高于对方因此受到的损失。违约金超过损失百分之三十的，一般会被认定为过分高，"
        "违约一方可以请求法院减少。"
    )
    basis = f"{cite(CIVIL_CODE, '五百八十五')}；{cite(CONTRACTS, '六十五')}"
    return agreement.finding("penalty-high", Severity.WARNING, start, end, reason, basis, rewrite)


def _rates(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    for one in within(agreement.rates, sentence.start, sentence.end):
        value = yearly(agreement, sentence, one)
        owed = not history(agreement, sentence, one.start) and not of_fault(sentence, one.start - sentence.start)
        owed = owed and not GIVEN_UP.search(agreement.text[sentence.start : one.start])
        owed = owed and bool(OF_DELAYED.search(sentence.text) or LATE.search(sentence.text))
        owed = owed and not SHARES.match(agreement.text, one.end, sentence.end)
        if value > MOST_A_YEAR and owed and not _of_whole(sentence.text[: one.start - sentence.start], value):
            what, rewrite = f"折合年利率{value.normalize():f}%", "____（如一年期LPR的1.3至1.5倍）"
            yield _high(agreement, one.start, one.end, what, rewrite)


def _multiples(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """按一年期LPR的十倍."""
    for match in MULTIPLE.finditer(sentence.text):
        times = Decimal(match["times"]) if match["times"][0].isdigit() else Decimal(number(match["times"]) or 0)
        value = times * lpr(agreement.signed_on or agreement.today)
        if value > MOST_A_YEAR and not history(agreement, sentence, sentence.start + match.start()):
            what, rewrite = f"按签订时的LPR折合年利率{plain(value)}%", "____（如一年期LPR的1.3至1.5倍）"
            yield _high(agreement, *spot(sentence, match), what, rewrite)


def _of_whole(before: str, value: Decimal) -> bool:
    """Whether a share of the whole sum is meant, which is no rate: 按总额的30%支付违约金."""
    periodic = re.search(r"[日天月年]|利", before[-24:])
    return value <= 100 and not periodic and OF_SUM.search(before[-12:]) is not None  # noqa: PLR2004


def _sums(agreement: Agreement, sentence: Span, whole: Decimal) -> Iterator[Finding]:
    for one in sums_of(agreement, sentence.start, sentence.end):
        before = agreement.text[sentence.start : one.start]
        named = NAMED.search(before) or NAMED_BEHIND.match(agreement.text, one.end)
        daily = DAILY.search(before[-30:]) or re.match(r"/[日天]", agreement.text[one.end : one.end + 2])
        start, end = subclause(sentence, one.start)
        if daily and LATE.search(before) and (named or BY_DAY.search(agreement.text[start : min(end, one.end + 8)])):
            yield from _by_days(agreement, sentence, one, whole)
        if not named or daily or LIMITED.search(before[-12:]) or re.search(r"尚欠|已", before[-12:]):
            continue
        if JUDGED.search(agreement.text[start : one.start]):
            continue
        if one.value * 100 > whole * MOST_SHARE:
            share = one.value / whole * 100
            yield _high(agreement, one.start, one.end, f"违约金是{whole:f}元的{share:.0f}%", "____元")


def _by_days(agreement: Agreement, sentence: Span, one: Amount, whole: Decimal) -> Iterator[Finding]:
    left = [
        of.value
        for of in sums_of(agreement)
        if OWED.search(agreement.text[max(0, of.start - 24) : of.start]) and of.start < sentence.start
    ]
    whole = max(left, default=whole)
    a_year = one.value * 365 / whole * 100
    start = max(sentence.text.rfind(sign, 0, one.start - sentence.start) for sign in "；;") + 1
    if LIMITED.search(sentence.text):
        return
    told = sentence.text[start : one.end - sentence.start + 8]
    if OF_THINGS.search(told) or not OF_MONEY.search(told[: one.start - sentence.start - start]):
        rents = [of.value for of in sums_of(agreement) if RENT.search(agreement.text[max(0, of.start - 20) : of.start])]
        rent = max(rents, default=Decimal(0)) / 30
        if one.value > (rent * MOST_RENT or whole * MOST_FOR_THINGS / 100):
            of = f"每天的租金{rent:.0f}元" if rent else f"{whole:f}元"
            yield _high(agreement, one.start, one.end, f"每天{one.value:f}元，与{of}相比")
    elif a_year > MOST_BY_DAYS:
        what = f"每天{one.value:f}元，一年下来是{whole:f}元的{a_year:.0f}%"
        yield _high(agreement, one.start, one.end, what, "按未付款的____%（如一年期LPR的1.3至1.5倍）计算")


def _shares(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    """按总额的50%支付违约金, 双倍支付."""
    for match in SHARE.finditer(sentence.text):
        if of_fault(sentence, match.start()):
            continue
        before = undated(sentence.text[: match.start()])[-24:]
        around = before + sentence.text[match.start() : match.end() + 14]
        doubled = match["twice"] and GIVES_BACK.match(sentence.text, match.end())
        doubled = doubled and "定金" not in scope_of(agreement, sentence.start).text
        named = PENALTY.search(around) and OF_SUM.search(before)
        if not (named or doubled) or PERIODIC.search(before) or "定金" in around:
            continue
        if match["tenths"]:
            share = Decimal(number(match["tenths"][0]) or 0) * 10
        elif match["equal"]:
            share = Decimal(100)
        elif match["twice"]:
            share = Decimal(100) if match["twice"][0] in "一1" else Decimal(200)
        else:
            share = share_of(match["share"], match["said"])
        if share > MOST_SHARE and not sentence.text[match.end() :].startswith("/"):
            yield _high(agreement, *spot(sentence, match), f"违约金是欠款的{match.group()}", "____%")
