"""Judicial confirmation: together, within thirty days of the agreement's effect; without it nothing is enforced."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, AgreementKind, Span
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import enforcing
from assistant.checking.laws import CIVIL_PROCEDURE, LABOUR_DISPUTES, PEOPLES_MEDIATION, cite
from assistant.checking.places import scope_of, spot, within
from assistant.reading.days import Dated
from knowledge.numerals import number

CONFIRMATION = re.compile(
    r"司法确认|(?:申请(?!人|执)|请求|声请|提请)[^。；，]{0,24}?确认(?!收|债|欠|数)|法院[^。；，]{0,6}(?:作|为|去|办)?[^。；，]{0,4}确认|确认裁定|协议确认(?!书?所)|确认(?:的)?(?:申请|本协议)"
)
# 司法确认申请, 请求法院确认, 去法院做个确认
ASKS = re.compile(
    r"(?:申请(?!人|执)|提出|请求|声请|提请|办理|进行|作|做)[^。；，]{0,24}?确认|(?:司法|协议)确认(?:的)?(?:申请|手续)|确认(?:申请|协议|本协议)"
    r"|司法确认[^。；]{0,30}(?:申请|提出|办理|提交)|(?:法院|院)[^。；，]{0,4}确认"
)
PERIOD = re.compile(
    r"(?P<count>\d+|[一二两三四五六七八九十]+|半)(?P<unit>个工作日|工作日|日|天|个月|月(?!\d)|年(?!\d)|周|个星期)(?=之?[内前后]|以[内前后]|期限|的|[，。；])"
)
# 就经司法确认的本协议申请强制执行: what comes after it.
CONFIRMED = re.compile(r"经[^，。；]{0,10}?(?:司法)?确认(?:的|后|有效)|确认(?:过|以?后|裁定)")
IN_DAYS = {"日": 1, "天": 1, "个月": 30, "月": 30, "年": 365, "周": 7, "个星期": 7}
ALONE = re.compile(r"(?<!不得)(?<!不能)(?:单方面?|单独|独自|自行|一方)[^，。；]{0,12}(?:申请|提出|提交|办理)")
LONGEST_HEADING = 18
MOST = 30
MOST_WORKING = 20  # which are no more than thirty days
WRONG_START = re.compile(
    r"(?:违约|逾期|不履行|未履行|到期|届满|起诉|履行期|付款|[付还缴结]清|清偿|履行完毕|支付完毕|收到(?![^，。；]{0,8}协议)|到账|末期|最后一[期笔])"
    r"[^。；，（）]{0,12}之?日(?:[（(][^（()）]{1,12}[）)])?(?:次日)?起|(?:立案|受理)(?:之|当)?日起"
    r"|(?:逾期|违约|不履行|未履行|[付还结]清|履行完毕|付完|到期|届满|违约)(?:以|之)?后"
)
TOGETHER = re.compile(
    r"共同|双方|各方|一起|一同|一块|一道|一并|联名|联署|会同|同去|我们|两家|两人|三人|大家|(?:[与和跟同]|、乙)[^，。；]{1,10}|三方|四方|全体当事人"
)
ONE_SIDE = (
    r"(?:(?:任何|任意|其中|另|守约|违约)?一方|单方|[甲乙丙]方|收款[方人]|付款[方人]|债权[方人]|债务[方人]|被?申请人|申请执行人|原告|被告|劳动者|用人单位|厂方|工人"
    r"|房东|租户|业主|公司|出借人|借款人|出租人|承租人|买方|卖方|供方|需方|守约方|权利人|受害人|赔偿方)(?:当事人)?"
)
BY_ITSELF = re.compile(
    r"(?<!不得)(?<!不能)(?:单独|独自|独力|单方面?|自己一个?人|(?<!第)一人(?!民)|自行)[^。；]{0,60}?确认|[无不][需须用必][^，。；]{0,10}(?:到场|出面|参加|签字|同意|配合|去(?=[，。；]))"
    r"|缺席的?情况下|均不出面|由[^，。；双各共]{0,10}一方(?![^，。；]{0,12}(?:和|与|、|共同|会同|一起|一同|双方))[^，。；]{0,30}确认"
)
# 高级人民法院, 仲裁委员会: who cannot confirm it (article 205).
WRONG_PLACE = re.compile(
    r"[向到去在][^，。；]{0,14}(?P<place>高级人民法院|高院|最高人民法院[^，。；]{0,8}|仲裁委(?:员会)?|公证处|派出所|司法[局所])(?=[^，。；]{0,12}(?:确认|提出|申请|提交|办理))"
)
# 某市中级人民法院, which confirms only what it would have to judge (article 205): neither of its matters …
HIGHER = re.compile(
    r"[向到去在](?P<place>[^，。；向到去在]{0,14}(?:中级人民法院|中院))(?=[^，。；]{0,12}(?:确认|提出|申请|提交|办理))"
)
OF_HIGHER = re.compile(r"专利|商标|著作权|知识产权|垄断|涉外|外国|国籍|香港|澳门|台湾|海事|海商|应当由中级人民法院管辖")
LARGE = 20_000_000  # … nor a sum for which even foreign parties would have to go there
REFUSED = re.compile(r"[不未拒没](?!得|超过|受理)")
ANY_TIME = re.compile(
    r"随时|任何时[候间]|哪天[^，。；]{0,6}(?=哪天|有空|就)|(?:日期|时间|期限)(?:另[行定]|待定|不限)|不限(?:期限|时间)|不受(?:期限|时间)[^，。；]{0,4}限制|(?:必要|需要|合适|适当|方便)的?时候?|(?<!自)(?:日|今)后(?!起)|适时|择期"
)
ENFORCED = re.compile(
    r"(?:本|该)(?:调解|和解|还款)?协议(?:书)?[^。；]{0,24}?(?:具有|具备|有|即|享有)[^。；，]{0,10}?(?:强制)?执行(?:的)?(?:效力|力)|(?:凭|持|依|依据|按|按照|以|据|根据)(?:本|此|该)?(?:调解|和解|还款)?协议(?:书)?[^。；，]{0,14}?(?:直接|径行|径直|即可|可|有权)?[^。；，]{0,8}?(?:申请|向)[^。；，]{0,12}?(?:强制)?执行"
    r"|(?:可以?|有权|即可)?(?:直接|径行)(?:向[^。；，]{0,10})?(?:申请)?(?:人民)?(?:法院)?强制执行"
)
POWER = re.compile(
    r"司法确认|确认裁定|裁定(?:确认|有效)|公证|仲裁|支付令|调解书|执行证书|民特|判决|法院[^。；]{0,10}(?:确认|主持)"
)
IN_COURT = re.compile(r"^\s*(?:原告|被告)|民事调解书|原告|法院主持|书记员|审判员", re.M)
DENIED = re.compile(r"不(?:能|得|具有|可|具备)|没有|并非|无强制|须经|需经")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """confirmation-period: another period, one side alone, or force without confirmation."""
    for sentence in agreement.sentences:
        if not CONFIRMATION.search(sentence.text):
            if alone := _under_heading(agreement, sentence):
                yield alone
                break
            continue
        if re.search(r"已(?:经)?[^。；]{0,16}确认|裁定(?!。)", sentence.text) or past(
            agreement, sentence, sentence.start
        ):
            continue
        if re.search(r"代为[^，。；]{0,6}司法确认|申请司法确认时", sentence.text):
            continue
        found = _asked(agreement, sentence.start, sentence.end)
        if found:
            yield found
            break
    if not enforcing(agreement) and not IN_COURT.search(agreement.text):
        yield from _forced(agreement)


def _under_heading(agreement: Agreement, sentence: Span) -> Finding | None:
    """One side that is to ask alone, in a clause that only its heading names: 【司法确认】⏎申请人：由童薇单方申请."""
    head = scope_of(agreement, sentence.start).text.split("\n")[0]
    match = ALONE.search(sentence.text) if CONFIRMATION.search(head) and len(head) <= LONGEST_HEADING else None
    if match is None:
        return None
    reason = "司法确认要双方一起申请，一方单独去法院不受理。"
    rewrite = "双方自调解协议生效之日起三十日内，共同向____法院申请司法确认"
    return _found(agreement, *spot(sentence, match), reason, rewrite)


def _basis(agreement: Agreement) -> str:
    basis = f"{cite(CIVIL_PROCEDURE, '二百零五')}；{cite(PEOPLES_MEDIATION, '三十三')}"
    return f"{basis}；{cite(LABOUR_DISPUTES, '五十二')}" if agreement.kind is AgreementKind.WAGE else basis


def _asked(agreement: Agreement, begin: int, end: int) -> Finding | None:  # noqa: PLR0911  one return for each defect
    text = CONFIRMED.sub(lambda one: "－" * len(one.group()), agreement.text[begin:end])
    rewrite = "双方自调解协议生效之日起三十日内，共同向____法院申请司法确认"
    joint = TOGETHER.search(re.sub(r"(?:双方|各方|三方)(?:均|一致)?(?:确认|同意|约定|知悉)", "", text))
    if alone := _alone(agreement, text, joint=joint is not None):
        reason = "司法确认要双方一起申请，一方单独去法院不受理。"
        return _found(agreement, begin + alone.start(), begin + alone.end(), reason, rewrite)
    asks = ASKS.search(text)
    if asks is None:
        return None
    if match := WRONG_PLACE.search(text):
        reason = f"“{match['place']}”不受理司法确认。请写当事人住所地、标的物所在地或者调解组织所在地的基层人民法院。"
        return _found(agreement, begin + match.start("place"), begin + match.end("place"), reason, "____人民法院")
    if (match := HIGHER.search(text)) and not _of_higher(agreement):
        reason = (
            "调解组织自行调解的，向基层人民法院申请司法确认；"
            "只有纠纷本来应当由中级人民法院管辖的，才向中级人民法院申请。"
        )
        return _found(
            agreement, begin + match.start("place"), begin + match.end("place"), reason, "____区（县）人民法院"
        )
    for period in PERIOD.finditer(text):
        if not re.search(r"起|内|前|后|期", text[period.start() : period.end() + 3]):
            continue
        if _long(period) and _belongs(text, period, asks):
            reason = f"申请司法确认的期限是自调解协议生效之日起三十日，“{period.group()}”不对。过了三十日法院不受理。"
            return _found(agreement, begin + period.start(), begin + period.end(), reason, "三十日")
    if (match := WRONG_START.search(text)) and not re.search(r"生效之?日|签[字订收]之?日", text):
        reason = "三十日从调解协议生效之日起算，不是从到期、违约的时候起算。"
        return _found(agreement, begin + match.start(), begin + match.end(), reason, "自调解协议生效之日起")
    if match := ANY_TIME.search(text):
        reason = "申请司法确认有期限：自调解协议生效之日起三十日内，过了三十日法院不受理。"
        return _found(agreement, begin + match.start(), begin + match.end(), reason, "自调解协议生效之日起三十日内")
    if late := _late(agreement, begin, begin + asks.end()):
        reason = "这一天已经过了三十日：申请司法确认要在自调解协议生效之日起三十日内，过了法院不受理。"
        return _found(agreement, late.start, late.end, reason, "自调解协议生效之日起三十日内")
    scope = scope_of(agreement, begin).text
    if (
        not TOGETHER.search(scope)
        and asks.group()[0] in "申请声提办"
        and agreement.formal
        and not PERIOD.search(text)
        and not REFUSED.search(text[: asks.end()])
    ):
        reason = "没有写由双方共同申请，也没有写自协议生效之日起三十日内。一方去、过了三十日，法院都不受理。"
        return _found(agreement, begin + asks.start(), begin + asks.end(), reason, rewrite)
    return None


def _alone(agreement: Agreement, text: str, *, joint: bool) -> re.Match[str] | None:
    """Where one side is to ask by itself: 甲方可以单独申请, 由甲方申请."""
    names = [re.escape(name) for party in agreement.parties for name in party.names if len(name) > 1]
    who = "|".join([ONE_SIDE, *names])
    match = BY_ITSELF.search(text) or re.search(
        rf"由(?:{who})(?![^，。；]{{0,12}}(?:[和与、及跟同]|共同|会同|一起|双方))[^，。；]{{0,30}}确认", text
    )
    one = re.search(
        rf"(?:{who})(?![、和与及跟同])[^。；]{{0,60}}?(?:申请|提出|请求|声请|办理|作|做)[^。；，]{{0,24}}?确认", text
    )
    if match:
        return one if one and one.start() < match.start() else match
    return None if joint or one is None or REFUSED.search(one.group()) else one


def _of_higher(agreement: Agreement) -> bool:
    """Whether an intermediate court may have to judge what the agreement settles."""
    return OF_HIGHER.search(agreement.text) is not None or any(one.value >= LARGE for one in agreement.amounts)


def _late(agreement: Agreement, begin: int, end: int) -> Dated | None:
    """A day by which it is to be asked for, more than thirty days after the signing."""
    signed = agreement.signed_on
    if signed is None:
        return None
    days = [one for one in within(agreement.days, begin, end) if one.exact]
    return next((one for one in days if (one.day - signed).days > MOST), None)


def _found(agreement: Agreement, start: int, end: int, reason: str, rewrite: str) -> Finding:
    return agreement.finding("confirmation-period", Severity.ERROR, start, end, reason, _basis(agreement), rewrite)


def _long(period: re.Match[str]) -> bool:
    """Whether a period may end later than thirty days."""
    if "工作日" in period["unit"]:
        return (number(period["count"]) or 0) > MOST_WORKING
    if period["count"] == "半":
        return period["unit"] == "年"
    return (number(period["count"]) or 0) * IN_DAYS[period["unit"]] > MOST


def _belongs(text: str, period: re.Match[str], asks: re.Match[str]) -> bool:
    """Whether a period is that of the application and not of a payment named beside it."""
    between = text[period.end() : asks.start()] if period.end() <= asks.start() else text[asks.end() : period.start()]
    return not re.search(r"支付|付款|付清|还款|。|；", between)


def _forced(agreement: Agreement) -> Iterator[Finding]:
    covered = POWER.search(agreement.body.text)
    for sentence in agreement.sentences:
        match = ENFORCED.search(sentence.text)
        if match is None or (covered and "协议" not in match.group()) or POWER.search(sentence.text):
            continue
        if DENIED.search(sentence.text, max(0, match.start() - 6), match.end()):
            continue
        reason = (
            "自己签的协议、调解委员会的调解协议，不能直接拿去强制执行；"
            "要双方共同申请司法确认、由法院制作调解书，或者办理赋予强制执行效力的公证。"
        )
        rewrite = (
            "双方自本协议生效之日起三十日内共同向____法院申请司法确认；经确认有效的，一方不履行，对方可以申请强制执行"
        )
        place, basis = spot(sentence, match), cite(PEOPLES_MEDIATION, "三十一", "三十三")
        yield agreement.finding("confirmation-period", Severity.ERROR, *place, reason, basis, rewrite)
        return
