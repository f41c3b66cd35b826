"""Conditions of which nobody can say whether and when they come about: 资金回笼后, 甲方满意时, 表现不佳的."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import HAND_OVER, PAY
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import reported
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.tables import PARTED

# What makes of the words before it a condition.
AFTER = (
    r"(?:以后|之后|[过完]?后|时(?![间效限])|的时候|之[时际日月]|的?(?:情况"
    r"|情形|前提|条件)下|再|起(?=[，,、。；]|开始|[计算按由至每就即甲乙丙丁])|[之的]?(?:当[天日月年]|次[日月年]))"
)
GIVEN = (
    rf"(?:{AFTER}|的?(?:情形|情况|年份|年头|月份)?(?:的话|者|的)(?=[，,、])"
    rf"|的(?:年份|年头|月份|情[形况])(?=[，,])|(?=了?[，,][^，。；]{{0,6}}[就便则]))"
)
# Somebody's feeling, or what he thinks of it.
FELT = (
    r"满意|(?<!不)放心|不放心|高兴|顺眼|顺心|舒心|舒服|中意|称心|心平气和|信得过|过得去|有诚意|诚意(?:不够|不足)|诚心"
    r"|不?守规矩|(?:不好|不良|良好|好)印象|不?够?听话|(?:气|心里)[^，。；]{0,2}消"
    r"|(?:(?<!履约)表现|态度|诚信|信用(?:状况)?|作风|口碑|反[映响]|评价|效果)[^，。；]{0,6}"
    r"(?:端正|诚恳|良好|不好|好|积极|转变|恶劣|差|不佳|欠佳|理想|优[良秀]|到位|可以|改观|改进)"
    r"|履约表现[^，。；]{0,4}(?:好|差|佳)|配合[^，。；]{0,4}(?:不力|不够|不好|积极|良好|到位)|不[太大够]?理想|较?不?(?:理想|安全)"
)
FAULT = r"[^，。；]{0,16}(?:违约|违反|侵|无效|有误|错|异议|不[符实公当]|不合格|约定|损害|遗漏)"
THOUGHT = rf"(?<!法院)(?<!机构)(?<!部门)(?:认为|觉得|感觉|感到|自认|看[着来]|评价为)(?!{FAULT})[^，。；：:\n]{{1,16}}?"
# A state that nobody has measured.
EASY = (
    r"宽裕|宽松|宽余|充裕|充足|充沛|富余|活络|松动|松口|松快|缓[过和解]|好转|转好|转暖|变好|见好|好起来|起色|改善|回暖|回升|景气|旺起来"
    r"|走上正轨|上了?正轨|恢复(?:正常|元气|经营|生产|营业|景气|平静)|周转(?:开|过来|正常)|(?<![伤病])(?<!伤情)(?<!病情)稳定|平[稳息]|明朗|成熟"
    r"|(?:条件|经济|能力|情况|政策|天气|时[间机])[^，。；]{0,2}(?:允许|许可)|渡过难关|东山再起|扭亏|盈利|赚[到了]?钱|有(?:利润|盈余|余[钱力])|安顿|减轻|影响消除|差不多|七七八八|进展|合适|体面|跟不上|厉害|无法挽回|挺过|好过|头[疼痛]|难以为继|撑不下去|周转不灵"
    r"|(?:条件|能力)[^，。；]{0,2}(?:具备|成熟|达到|好)|具备[^，。；]{0,6}(?:条件|能力)|(?<![附没无设所])有了?(?:钱|收入|能力|条件|偿还能力|履行能力|还款能力|支付能力)"
    r"|手头(?:有钱|方便)|(?:卖得|收成|行情|[价销]格?|生意|效益|年成|光景|市道)[^，。；]{0,3}(?<![更最])好"
)
# How bad it must be stands nowhere.
DEGREE = r"(?:[较极巨很太过][大重差高多]|重大|明显|严重|恶劣|一定|不利|不良|异常|特殊|突发|实质)(?!违|过失|失信|疾病)"
MATTER = (
    r"(?:不便|影响|困难|难处|麻烦|困扰|变化|变故|变动|障碍|压力|问题"
    r"|苗头|下降|恶化|风险|情[形况]|事[情由项]|后果|损失|损害|瑕疵)"
)
BAD = (
    rf"{DEGREE}(?:的)?[^，。；：:\n]{{0,3}}?{MATTER}|(?:情节|损失|后果|影响|损害|问题|瑕疵)(?:较为|比较|十分|特别)?(?:过[大重]|[较太很][大重]|严重|恶劣)"
    rf"|(?:确有|遇有?到?|有|出现|发生|存在)[^，。；：:\n]{{0,6}}?(?:困难|难处|变故|苗头|出格)[^，。；：:\n]{{0,4}}?|出格[^，。；]{{0,4}}|主观原因[^，。；]{{0,6}}"
)
# What others may do or not, and what may be sold, earned or found.
GOODS = (
    r"(?:店铺|店面|门店|门面|门市|房屋|房产|房子|老房|商铺|铺[面子]|厂房|土地|地块|设备|机器|车辆?|汽车|货物?|库存|存货|产品|商品|股[权票]|资产|财产|抵押物|粮食?"
    r"|猪|牛|羊|鱼|虾|蟹|果[树子]|树木?|苗木|花木|苹果|农产品|庄稼|作物|蔬菜|住[宅房]|民宿|饭店|酒店|宾馆|餐馆|网吧|该房|上述房)"
)
SOLD = (
    r"(?:出售|卖[出掉了完去]|变卖|变现|售出|售完|清[完掉]|处[置理]|拍卖|转让|出租|租出"
    r"|脱手|出手|转手|[盘兑]出|盘掉|出栏|收获|成交|有人接手)(?:成功|完毕|完成|出去)?"
)
MONEY = (
    r"(?:[一-龥]{1,5}款项?|货款|回款|应收账?|融资|投资|补贴|补助"
    r"|奖补|经费|专项资金|资金|预算|保险金|保证金|订单|外账|外面的账|外头的账)"
)
COMES = (
    r"(?:全部|陆续|实际)?(?:回笼|到位|到账|收回来?|[收要讨]得|结算|回来|下来|办成"
    r"|批(?:下来|准|复)|获批|发放|下达|拨付|审批|放款|落实|成功)(?:完毕|完成)?"
)
OTHERS = (
    r"(?:业主|发包|建设单位|总包|政府|财政|上家|下家|开发商|第三方|客户|保险公司|上级|别人)[^，。；]{0,6}"
    r"(?:拨付|付款|支付|结算|拨款|给付|打款|回款|结清|结账|给钱)[^，。；]{0,12}?"
)
VENTURE = (
    r"(?:项目|工程|公司|企业|单位|工厂|厂子|店)[^，。；：:\n]{0,8}?(?:启动"
    r"|开工|复工|上市|投产|竣工|完工|交付|验收|回款|结算|开业)"
)
EARNED = (
    r"(?:(?:出|起|卖)(?:鱼|虾|粮|猪|牛|羊|货)|出栏|收割|收成|秋收|麦收|开园|摘果|采摘|[打务]工(?:挣钱)?|发(?:了)?工资|拿到工[钱资]|(?:拿|得|收)到[^，。；：:\n]{0,8}(?:投资|拆迁|征收|补贴|融资)[款金]?|中标|融到资|融资成功"
    r"|(?:接|拿|找)到[^，。；：:\n]{0,6}(?:活|[订大小]?单|工程|项目|工作|下家|买[家主]|投资人?)|找到[^，。；：:\n]{1,10}|贷款[^，。；]{0,4}下来|考上[^，。；]{1,6}|出嫁|拆迁|退休|收(?:了)?彩礼)"
)
INSURED = r"保险(?:公司)?[^，。；]{0,4}(?:理赔|赔付|赔款|核赔)[^，。；]{0,6}"
RECEIVED = r"收到(?:业主|发包方|建设单位|总包|上家|下家|第三方|第三人|他人|客户|政府|案外人)[^，。；]{0,14}款项?"
OPEN = (
    rf"{GOODS}[^，。；：:\n]{{0,6}}?{SOLD}|(?:卖[掉出了完]?|出售|变卖|处理掉?|租出)[^，。；：:\n]{{0,6}}?{GOODS}"
    rf"|{MONEY}[^，。；：:\n]{{0,4}}?{COMES}|{OTHERS}|{VENTURE}|{EARNED}|{INSURED}|{RECEIVED}"
)
# What is waited for is an act of the parties, or one that is bound to come.
SURE = (
    r"(?:收[到讫]|开具|发票|票据|收据|登记|过户|交[付接还齐房货]|移交|点交|清点|点清|验收|签[字收名订署]|盖章|判决|裁定|裁决|调解书|鉴定|评估|评定|检测|审计|核算|核定|出院"
    r"|治疗|手术|拆线|解除|解封|解冻|撤[诉回销案]|生效|实际|届满|到期|期满|届时|[还付缴结补算]清|付[完足款讫]|还[完够]|履行|完毕|腾|搬|通过|注销|备案|公告|送达|提交|提供|通知|结案|审结|修[好复]|装好|到[场货])"
)
WAITED = (
    rf"(?:(?<![一-龥\d）)])|(?<=[款元块钱额份方人均再才应须则由]))(?:待|等(?![额值比级同人各多共费损款项物材资证一二三四五六七八九十两\d])|俟)(?![^，。；：:\n]{{0,24}}{SURE})[^，。；：:\n]{{2,24}}?"
    r"(?:以后|之后|后|时(?![间效限])|再|(?:了|来)(?=[，,就给付再])|(?:了|来|过去)?(?=[，,])|的(?:时候|话))"
)
# 余款于乙方的儿子参加工作后付清: an event that neither is an act of this agreement nor stands in the calendar.
SOME_DAY = (
    rf"(?<![自终止位属不生])[于在](?![^，。；：:\n]{{0,24}}{SURE})[^，。；：:\n\d]{{4,20}}?"
    r"(?<![日天月年期节秋忙周季末底])(?:以后|之后|后)(?=(?:再|一次性?|全部)?(?:支?付|偿|归?还|退|补|结清))"
)
VAGUE = re.compile(
    rf"(?:{THOUGHT}|{FELT}|{EASY}|{BAD})[^，。；：:\n]{{0,6}}?{GIVEN}"
    rf"|(?:如果?|若|倘若?|一旦|只要|万一|(?<![一-龥])待)[^，。；：:\n]{{0,20}}?(?:{FELT}|{EASY}|{BAD})[^，。；：:\n]{{0,6}}?(?=[，,])"
    rf"|(?:{OPEN})(?![^，。；]{{0,8}}(?:登记|过户|合同|协议|手续|款))[^，。；：:\n]{{0,6}}?(?:{AFTER}|了就|就(?=[还付给])|的话)"
    rf"|{WAITED}|{SOME_DAY}"
    r"|(?:视|看|根据|依据|结合|取决于)[^，。；：:\n]{0,10}(?:经营|资金|经济|收入|回款|盈利|实际|身体)(?:情况|状况|能力)"
    r"|(?:[视看]|取决于)[^，。；：:\n]{0,10}(?:表现|态度|意愿|心情)"
    r"|以[^，。；：:\n]{0,16}(?:满意|感觉|看法|意愿|评价|反[映响]|认为)[^，。；：:\n]{0,8}?为[^，。；]{0,6}(?:标准|准|限|止|条件|前提|依据)"
    r"|直?[到至][^，。；：:\n]{0,10}(?:满意|顺眼|放心)(?:为止)?"
    r"|(?:遇有?|出现|发生)(?:特殊|意外|突发|紧急)[^，。；]{0,4}情[形况](?=[，,])"
    r"|不(?:影响|妨碍)[^，。；：:\n]{0,8}(?:生活|经营|生产|资金|周转|使用|运转)的?(?:前提|情况|基础)下"
)
INTRODUCED = re.compile(r"[，,。；;：:、\n]")
EVENT = re.compile(r"[完竣开复]工|进场|交付|验收|投产|开业")
REACH = 120  # characters behind a condition in which is looked for what hangs on it
NEAR = 4  # characters before it that may say whose sum it is
LONGEST = 24  # characters before what makes it vague that are shown with it
# What it makes no difference to, or that is told as the reason of something.
REGARDLESS = re.compile(r"不论|无论|不管|是否|有无|鉴于|考虑到|念及|不得以")
# Somebody measures it, or the parties say in writing that it has come about.
MEASURED = re.compile(r"检测|鉴定|认定|评定|审计|公证|以[^，。；]{2,12}为准")
AGREED = re.compile(r"书面(?:同意|协商|确认)|协商一致|补充协议|依法(?:追究|承担|处理)|不在本协议")
OURS = re.compile(
    r"(?:上述|前述|本协议|第[一二三四五六七八九十\d]+[期笔次]|[首末][期笔]|最后一[期笔]|每期|各期|全部|和解|调解|约定的|余|全|本[次期])[^，。；]{0,6}款"
    r"|该[^，。；]{0,4}款|该笔|收到[甲乙丙]方|每月|每年|每个月|每季"
)
ARRIVED = re.compile(r"(?:款项|[货余尾]款|[期笔]款)(?:全部|足额|均)?到账")  # 款项到账后三日内递交申请
OWN_SUMS = re.compile(r"[^，。；]{0,4}(?:全部|上述|该)?款项?")  # 款项到账后, 申请解除: those of this agreement
LONGSTOP = re.compile(
    r"最[迟晚]|至迟|不得?[晚迟]于|不超过\d{4}|无论[^。；]{0,20}(?:均|都|应|必须)|不论|但[^。；]{0,12}\d{4}年|逾期不|\d[日号]前?[^，。；]{0,6}(?:仍|尚未|未|没)"
)
DATED = re.compile(r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*[日号]?[^，。；]{0,4}前|\d{4}年\d{1,2}月底?前")
# What is done, or ceases, when it comes about.
EFFECT = re.compile(
    r"[付还汇退补减免扣停赔交搬腾修送缴]|[给转打][给付至到入]|给予?|延|加收|解[除约封冻]|提[前高]|终止|终结|失效|作废|到期|变更|清偿|恢复|生效|申请(?!人|执行人)|撤[回诉销]|过户|办理"
    r"|开具|供[货应]|协助|维修|安装|删除|拆除|清理|合格|一笔勾销|抵销|抵扣|追究|主张|宣布|不再|[不]?退"
)


def vague(text: str, beyond: str = "") -> tuple[int, int] | None:
    """Where the condition of a sentence stands that has nothing else to hold on to; ``beyond`` is said after it."""
    for match in VAGUE.finditer(text):
        start, end = match.span()
        parted = [one.end() for one in INTRODUCED.finditer(text, max(0, start - LONGEST), start)]
        begin = parted[-1] if parted else max(0, start - LONGEST)
        piece, after = text[begin:end], text[end:] + beyond
        if (
            OURS.search(text, start if text[start] in "待等俟" else max(begin, start - NEAR), end)
            or REGARDLESS.search(piece)
            or MEASURED.search(piece)
            or AGREED.search(after)
        ):
            continue
        stop = next((at for at in range(end, len(text)) if text[at] in "，,；"), len(text))
        first = max(text.rfind(mark, 0, start) for mark in "，,；") + 1
        if not LONGSTOP.search(after) and not DATED.search(text, first, stop):
            return begin, end
    return None


def findings(agreement: Agreement) -> Iterator[Finding]:
    """condition-vague: a duty that hangs on something uncertain, without a day by which it is due anyhow."""
    if reported(agreement):
        return
    for sentence in agreement.sentences:
        place = vague(sentence.text, _beyond(agreement, sentence))
        if place is None or not _gates(agreement, sentence, place):
            continue
        piece = sentence.text[slice(*place)]
        if _dated_label(agreement, piece):
            continue
        shown = re.sub(r"^(?:[^\n]*[|｜\t])?[\s　]*(?:[^，。；：:\n]{0,12}[：:、])?", "", piece)
        start = sentence.start + place[0] + len(piece) - len(shown)
        reason = f"“{shown.strip()}”会不会发生、什么时候发生都说不准，对方可以一直说条件没到。请加一个最迟的日期。"
        yield agreement.finding(
            "condition-vague",
            Severity.ERROR,
            start,
            sentence.start + place[1],
            reason,
            cite(CIVIL_CODE, "一百五十八"),
            f"{shown.strip()}____日内，最迟不晚于____年__月__日，",
        )


def _dated_label(agreement: Agreement, piece: str) -> bool:
    """Whether a line of its own gives the day of what is waited for: 完工时间：2027年1月15日."""
    event = EVENT.search(piece)
    return (
        event is not None
        and re.search(rf"^[ \t　]*{event[0]}(?:时间|日期)[：:]\d{{4}}", agreement.text, re.M) is not None
    )


def _beyond(agreement: Agreement, sentence: Span) -> str:
    """What follows a sentence that ends with a semicolon, to the full stop."""
    if not sentence.text.endswith(("；", ";")):
        return ""
    return re.split(r"[。\n]", agreement.text[sentence.end : sentence.end + 120])[0]


def _gates(agreement: Agreement, sentence: Span, place: tuple[int, int]) -> bool:
    """Whether something of this agreement hangs on the condition: it is no report, and not about its own sums."""
    text, (begin, end) = sentence.text, place
    verbs = [one for acts in (PAY, HAND_OVER, EFFECT) for one in acts.finditer(text, end, end + REACH)]
    if not verbs:
        goal = re.search("标准|为[准限止]|[到至]", text[begin:end]) and EFFECT.search(text[:begin])
        return PARTED.search(text) is not None or goal is not None
    first = min(verbs, key=lambda one: one.start())
    piece = text[begin:end].rpartition("且")[2]  # 款项还清且信用恢复良好后
    if ARRIVED.search(piece) and not PAY.match(first.group()):
        return False
    if OWN_SUMS.match(piece) and re.match("申请|解除|撤回|办理|开具", first.group()):
        return False
    return any(not past(agreement, sentence, sentence.start + one.start()) for one in verbs)
