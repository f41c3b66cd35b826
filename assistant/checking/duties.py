"""What the sentences of an agreement are: duties to pay or to hand over, conditions, and what merely tells the past."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checking.agreement import ROLES, Agreement, Span, once
from assistant.checking.facts import NEARBY, past
from assistant.checking.headings import CLAUSE_MARK, NUMBER, TOLD_TO, entitles
from assistant.checking.places import is_entry, scope_of, subclause, sums_of, without_titles

# 支付, but neither 支付方式 nor 付清后
PAY = re.compile(
    r"(?:支付|(?<!财产)(?<!金钱)(?<!所定)给付|偿还|归还|清偿|返还|退还|退回|赔付|付给|缴清|补缴)"
    r"(?!方式|方(?![案法])|人(?![民工])|期限|时间|义务|责任|能力|凭证|完毕|来源|顺序|账户|地点|明细|情况|安排|标准|令|宝|之?日|前|后|的|计划)"
    r"|(?:付清|还清|结清)(?!后|之[日前后]|前|以[前后]|完毕|的|为止)|(?:另|加|补)付(?!费|款?的)"
    r"|(?<![收应])[付还]款(?=[，。；：,（(人共\d]|$)"
    r"|(?<!经济)(?:赔偿|补偿)(?!款|金|责任|协议|方案|数额|标准|范围|请求|另|事宜|一事|问题|纠纷|争议|协商|关系|[权项])"
)
INTO = re.compile(
    r"汇入|汇至|汇到|汇给|转入|转到|转给|转账[至到给]|打入|打到|付到|付至|付给"
)  # which says how is paid, and with a sum, what
# What is handed over or done besides money.
HAND_OVER = re.compile(
    r"(?:交付|交还|移交|送还|返还|退还|提供)(?!的)(?=[^，。；\n]{0,20}(?:货物|设备|机器|机床|注塑机|模具|车辆|汽车|货车|轿车|材料|钢材|产品|样品|原料|图纸|资料|证照|印章|公章|钥匙|房屋|商铺|厂房|发票|合格证))"
    r"|(?<=[车机备具料品物铺屋房匙照])(?:交付|交还|移交|返还|退还)(?!后|之日|时|前|完毕|的|之前)|送(?:至|到|交|回)|运(?:至|到|回|抵)|(?:搬走|腾退|腾空|搬离|搬出|迁出)(?!过程|期间|时|后|之?前|费用|的|完)|(?:交货|发货)(?!地点?|时间|方式|日|期|义务|数量|前|后|人|方|单)|办理(?!完)[^，。；\n]{0,12}(?:过户|变更登记|转移登记|注销登记|抵押权?登记|出质登记|质押登记|登记手续|备案|解押|交接)(?!后|之日|时|完|的)|(?:[开出]具|开出)(?!的)[^，。；\n]{0,20}(?:发票|证明)|拆除(?!过程|期间|时|后|之?前|费用|的)"
)
CONDITION = re.compile(
    r"逾期|违约(?!金)|违反|没有?(?:能)?(?:按|如|足|履|支|付|还)|未(?:能)?(?:按|如|足|履|支|付|还|在|于|依|经)|不按|不履行|不(?:支|偿)?[付还](?![动])|任[何意]?一[期笔次]|拖延"
    r"|(?<![最至不按])晚(?:[一二两三四五六七八九十\d]|[交付到还退送])|(?<![最至不按当])[晚迟]$|迟延(?!履行(?:期间|利息|金))|(?<!不)迟[一交付到还]"
    r"|的[，,]|否则|若(?!干)|如(?!下|期|数|实|约|上|前|何)|倘|一旦|有[一]?[期笔次]不"
)
# A claim, a refusal, a mere mention: nobody is told to pay there.
NO_DUTY = re.compile(
    r"有权|无[须需]|可以|可(?=向|就|要)|要求|请求|主张|申请(?!执?行?人)|收到|拖欠|尚欠|没有|没(?=[结付还给发交退清])|未(?!来)|不(?!晚|迟|动产|超|低)|放弃|免除|减免|免予|视为|逾期|若(?!干)|如(?!下|期|数|实)|扣除|抵扣|关于|用于|追偿|代替|停止|暂缓|凭|为(?:了)?保证"
)
SUBJECTS = (
    rf"{ROLES}|收款人|付款人|还款人|欠款人|出租方|承租方|供方|需方|买方|卖方|租户|房东|业主|工人|员工|职工|单位|公司|企业|厂|合作社|医院|学校|"
    r"银行|法院|[村居]委会|委员会|物业|施工方|承包方|发包方|建设方|总承包|包工头|家属|监护人|法定代表人|股东|本人|(?<!自)我(?:们|方|司|厂|店|社|公司)?|其|一方|违约方|守约方|任何人|某"
)
UNCLEAR = (
    r"双方当事人|双方|各方当事人|各方|(?:有关|相关)(?:各方|方面|方|人员|责任人|单位|部门)"
    r"|责任(?:方|人|单位|者)|当事人|对方"
)
TOGETHER = re.compile(
    rf"(?:经|由)?(?:{UNCLEAR})(?:之间|友好|共同|自愿|一致|充分|经|现|再次|均)*(?:协商|商定|确认|同意|约定|认可|核对|对账|结算|达成|签[订署字])"
)
TO_WHOM = r"(?:向|给|付给|支付给|对|与|欠|将)"
DETERMINED = re.compile(
    rf"(?:19|20)\d\d\s*[年\-/.]\s*\d{{1,2}}|[二〇零一]{{2}}[〇零一二三四五六七八九]{{2}}年|(?<!\d)\d{{1,2}}月(?:\d{{1,2}}[日号]|[底末])|[次本当]月|[次下]一?个?工作日|当年\d"
    rf"|次日|翌日|第二天|{NUMBER}个?(?:工作)?(?:日|天|周|星期|月|季度|年|小时)之?(?:内|以内|前|后)|[前后]{NUMBER}个?(?:工作)?[日天]|与?第{NUMBER}[条项期笔][^，。；]{{0,8}}一并|随[^，。；]{{1,10}}一[并同]|每个?(?:月|季度?|年|周)|按[月季年]|逐月|届满|期满|到期|当[场庭日天即面]|即[时日]|立即"
    r"|(?:签订|签署|签字|签收|签名|盖章)[^，。；]{0,8}(?:时|日|后|同时)|同时|生效之?[日后]|(?:收到|收款|到账|付清|交付|交还|移交|腾退|腾空|到场|验收|完工|竣工|送达|办理|履行)[^，。；]{0,15}(?:(?<!前)后(?![门台])|之日|时(?!间)|当日|之前|前(?![后门台]))"
    r"|附表|附件|下[表列]|见表|还款计划|如下|按照?[^，。；]{0,14}(?:条款|约定|日期|期限|计划|办法)"
)
DONE = re.compile(r"已(?:经)?[将把][^，。；应须]*$")
BRACKETED = re.compile(r"[（(][^（()）]*$")
MOST = 30  # verbs of a sentence that are looked at


# 因本次清偿而消灭, 作为减租补偿: what is named there, and told to nobody.
NAMES = re.compile(r"(?:[的及和与、]|[本该此]次|作为[^，。；]{0,6})$")
AS_CONDITION = re.compile(r"[^，。；]{0,6}为(?:条件|前提|限)|[^，。；]{0,12}[，,](?:则|方可|才)")
# 款项付清、库房退还，双方再无债权债务: what comes of it
AS_RESULT = re.compile(
    r"[^。；，]{0,14}，[^，。；]{0,20}?(?:就算|就[了清完不]|即告|即为|即视|视为|再无|两清|了结|消灭|结清|终止|互不|不再)"
)
NAMED_ONLY = re.compile(
    r"[^。；\d]{0,14}(?:不?属于|不?在本|不含|不包括|另行处理)"
)  # 补缴、工伤待遇不属于本协议的处理范围
FUND = re.compile(r"由[^，。；]{0,10}(?:基金|财政|统筹)[^，。；]{0,6}$")  # which pays by its own rules
FIXED_BY = re.compile(r"(?:由|按|依)[^，。；]{1,20}(?:核定|决定|认定|审定|裁定)")
LABEL = re.compile(r"\s*[一-鿿]{2,6}[：:]")
PURPOSE = re.compile(r"为(?:了|便|使|让|方便)|(?:人民)?法院|本院")
SETTLED = re.compile("[结付还]清")
STATES = re.compile(r"(?:款项?|往来|账目?|费用)(?:已?全部|均|都)?$")
MATTERS = re.compile(r"(?:[双各两三]方|之间)[^，。；]{0,6}[就对因]")
LEAD = re.compile(r"[。\n]")
WHEN = re.compile(r"(?:在|于|待|等|当)[^，。；]{0,10}$")
WHILE = re.compile(r"[^，。；]{0,14}(?:时|的同时|之日|当[日天])(?!起)")


@dataclass(frozen=True, slots=True)
class Duty:
    """That somebody pays (``money``) or hands something over: its verb stands at ``text[start:end]``, in ``sentence``,
    which is part of the clause or paragraph ``scope``.
    """

    sentence: Span
    scope: Span
    start: int
    end: int
    money: bool


@once
def words_for_parties(agreement: Agreement) -> str:
    """A regular expression for all who may be told to do something."""
    names = {name for party in agreement.parties for name in party.names if len(name) > 1}
    return "|".join([*map(re.escape, sorted(names, key=len, reverse=True)), SUBJECTS])


def states(before: str, verb: str) -> bool:
    """Whether a verb tells how matters stand: 三份合同项下货款全部结清, 双方就…的费用结清."""
    if SETTLED.match(verb) is None:
        return False
    stated = STATES.search(before) is not None and not TOLD_TO.search(before)
    return stated or MATTERS.search(before) is not None


@once
def duties(agreement: Agreement) -> tuple[Duty, ...]:
    """The first duty of each sentence that is neither conditional nor past."""
    return tuple(_duties(agreement))


def _duties(agreement: Agreement) -> Iterator[Duty]:
    for sentence in agreement.sentences:
        if sentence.start < agreement.title.end or entitles(agreement, sentence) or is_entry(agreement, sentence):
            continue
        if duty := _duty(agreement, sentence):
            yield duty


def _duty(agreement: Agreement, sentence: Span) -> Duty | None:
    for match in sorted(_verbs(agreement, sentence), key=lambda one: one.start())[:MOST]:
        place = sentence.start + match.start()
        start, end = subclause(sentence, place)
        before = agreement.text[start:place]
        if BRACKETED.search(sentence.text[: match.start()]):  # 应分盈余24000元（按交易量返还18600元）
            continue
        if match.group() in {"赔偿", "补偿", "清偿", "补缴"} and NAMES.search(before):  # 三扇房门的赔偿3,320元
            continue
        if before.endswith("的") and FIXED_BY.match(sentence.text, match.end()):  # 社会保险费的补缴由某某机构核定
            continue
        if states(before, match.group()) or (SETTLED.match(match.group()) and before.endswith(("至", "到"))):
            continue  # 货款全部结清, 计息到付清
        if AS_CONDITION.match(sentence.text, match.end()) or PURPOSE.match(before) or FUND.search(before):
            continue
        if NAMED_ONLY.match(sentence.text, match.end()) or _leads_to_result(agreement, sentence, match):
            continue
        if (
            NO_DUTY.search(before)
            or DONE.search(before)
            or past(agreement, sentence, place)
            or _in_heading(sentence, match)
        ):
            continue
        if WHEN.search(before) and WHILE.match(sentence.text, match.end()):  # 在支付第二批货款时
            continue
        if agreement.text[start:end].endswith(("的", "者")):  # 付清全部款项的，
            return None
        if CONDITION.search(sentence.text[: match.start()]) or _supposed(agreement, sentence):
            return None
        hands_over = HAND_OVER.match(sentence.text, match.start()) is not None
        scope = scope_of(agreement, sentence.start)
        return Duty(sentence, scope, place, sentence.start + match.end(), money=not hands_over)
    return None


def _leads_to_result(agreement: Agreement, sentence: Span, match: re.Match[str]) -> bool:
    """Whether a deed is that from which something follows, and not a duty of its own."""
    if AS_RESULT.match(sentence.text, match.end()) is None or TOLD_TO.search(sentence.text[: match.start()]):
        return False
    return SETTLED.match(match.group()) is not None or not sums_of(
        agreement, sentence.start, sentence.start + match.end()
    )


def _supposed(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence is one of a list that a condition leads: 若有一期未付：（1）…；（2）…."""
    if not CLAUSE_MARK.match(sentence.text):
        return False
    begin = scope_of(agreement, sentence.start).start
    above = agreement.text[max(begin, sentence.start - NEARBY) : sentence.start]
    lead = LEAD.split(above)[-1]
    return "：" in lead and CONDITION.search(lead.partition("：")[0]) is not None


def _in_heading(sentence: Span, match: re.Match[str]) -> bool:
    """Whether a word stands in the heading of a clause or in a label: 二、余额的支付：…, 支付：…."""
    mark = CLAUSE_MARK.match(sentence.text) or LABEL.match(sentence.text)
    return mark is not None and match.start() < mark.end() and not TOLD_TO.search(mark.group())


def _verbs(agreement: Agreement, sentence: Span) -> Iterator[re.Match[str]]:
    text = without_titles(sentence.text)
    yield from PAY.finditer(text)
    yield from HAND_OVER.finditer(text)
    for match in INTO.finditer(text):
        start, end = subclause(sentence, sentence.start + match.start())
        if sums_of(agreement, start, end):
            yield match
