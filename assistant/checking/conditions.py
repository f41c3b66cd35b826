"""Conditions of which nobody can say whether and when they come about: 资金回笼后, 房屋出售后."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement
from assistant.checking.duties import HAND_OVER, PAY, past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import reported
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.tables import PARTED

AFTER = r"(?:以后|之后|后|时|的时候|之时|之日|的情况下|再|的?前提下|起)"
OUTSIDE = (
    r"(?:工程款|货款|回款|账款|应收款?|欠款|尾款|贷款|融资|投资款?|拆迁款|征收款|补偿款|"
    r"赔偿款|保险金|补贴|补助|奖补|经费|专项资金|预算|款项|保证金|订单款?|结算款|借款|资金|[一-龥]{1,4}款)"
)
COMES = (
    r"(?:全部|陆续|实际)?(?:回笼|到位|到账|收回|结算|回来|下来|批下来|批准|获批|发放|审批|宽裕|充裕|充足|富余|"
    r"周转(?:开|过来)?|缓解|允许|好转|充足|落实)(?:完毕|完成)?"
)
GOODS = (
    r"(?:店铺|店面|门店|房屋|房产|房子|商铺|厂房|土地|地块|设备|机器|车辆|汽车|货物|库存"
    r"|产品|股权|股票|资产|财产|抵押物|粮食|猪|牛|鱼|果树|树木|苹果|农产品|庄稼|该房|上述房|苗木|花木|作物|蔬菜|存货|商品|住宅|铺面|民宿|饭店|酒店|宾馆|餐馆|网吧)"
)
SOLD = (
    r"(?:成功)?(?:出售|卖出|卖掉|卖了|售出|[卖售出清]完|变卖|变现|处置|拍卖"
    r"|转让|出租|租出|脱手|转手|盘出|盘掉|兑出|出栏|收获|成交)(?:成功|完毕|完成|出去)?"
)
THRIVING = (
    r"(?:盈利|赚钱|赚到钱|有利润|扭亏|好起来|有起色|回暖|好转|改善|恢复(?:正常|经营|生产|营业|元气)|回款|结算"
    r"|启动|开工|复工|上市|走上正轨|投产|竣工|完工|交付|验收)"
)
VENTURE = r"(?:项目|工程|公司|企业|单位|工厂|生意|经营|效益|市场|行情|经济|家庭)(?:[^，。；]{0,8}?)"
PLEASED = (
    r"[^，。；：:\n]{0,16}?(?:满意|认为(?:合适|可行|可以|有必要|必要|条件成熟)|觉得[^，。；]{1,6}|心情好|高兴)"
    r"(?:以后|之后|后|时|的时候|的情况下|的?前提下)"
)
STUDIED = (
    r"(?:待|等)(?!实际发生)[^，。；：:\n]{1,16}?(?:研究|讨论|商量|审批|批准|审核|流程|落实|解决|稳定|恢复|理赔|赔付|处理|安排)"
    r"[^，。；]{0,6}?(?:以后|之后|后|时|再)"
)
VAGUE = re.compile(
    rf"(?:待|等|在|于|俟)?(?:[^，。；：:\n]{{0,12}}?)(?:{OUTSIDE}{COMES}|{GOODS}[^，。；]{{0,6}}?{SOLD}|{VENTURE}{THRIVING})[^，。；]{{0,4}}?{AFTER}"
    r"|(?:待|等|在)?[^，。；：:\n]{0,12}?(?:手头|手里|资金|生意|行情|家里|日子|账上)(?:上)?(?:宽裕|宽松|充裕|松动|方便|有钱|活络|好转|好了?|缓过来)[^，。；]{0,4}?(?:以后|之后|后|时|的时候|再)"
    r"|(?:待|等|在)?[^，。；：:、\n]{0,12}?(?:出鱼|起鱼|卖鱼|卖粮|卖猪|出栏|收割|收成|开园|摘果|采摘|打工挣钱|发了?工资|拿到工钱|中标|接到(?:新)?(?:活|订单|工程))[^，。；\d]{0,8}?(?:以后|之后|后|时|的时候|再)"
    r"|(?:待|等|在)?[^，。；：:\n]{0,8}?(?:卖[掉出了完]?|出售|变卖|处理掉?|租出)[^，。；：:\n]{0,6}?(?:房子|房屋|房产|住房|车子|车辆|土地|库存|存货|猪|牛|羊|鱼|粮食?|设备|股权|果子|苹果)[^，。；]{0,4}?(?:以后|之后|后|时|再)"
    r"|(?:待|等|在)?[^，。；：:\n]{0,8}?(?:条件|经济|能力|情况|状况|时机)(?:允许|许可|好转|改善|具备|成熟|宽裕|转好)[^，。；]{0,4}?(?:以后|之后|后|时|的情况下|再|的?前提下)"
    rf"|{PLEASED}|{STUDIED}"
    r"|(?:待|等|在)?[^，。；：:\n]{0,8}?(?:找到|收回)[^，。；：:\n]{1,10}(?:以后|之后|后|时)"
    r"|保险(?:公司)?[^，。；]{0,4}(?:理赔|赔付|赔款|核赔)[^，。；]{0,6}(?:以后|之后|后|时)"
    r"|(?:待|等)?[^，。；：:\n]{0,8}?有(?:了)?(?:钱|资金|能力|条件|收入|偿还能力|履行能力|还款能力|支付能力|余钱|盈余|利润)(?:以后|之后|后|时|的时候|了?再)"
    r"|(?:视|看|根据|依据|结合)[^，。；：:\n]{0,10}(?:经营|资金|经济|收入|回款|盈利|实际)(?:情况|状况|能力)"
    r"|(?:待|等)?[^，。；：:\n]{0,8}?找到(?:新)?工作(?:以后|之后|后|时)|(?:待|等)[^，。；：:\n]{1,14}(?:付款|给钱|回款|打款|给付|支付|结账)(?:以后|之后|后|时)"
    r"|(?:业主|发包|建设单位|总包|政府|财政|上家|下家|开发商|第三方|客户|保险公司|上级)[^，。；]{0,4}(?:拨付|付款|支付|结算|拨款|给付|打款|回款|结清)[^，。；]{0,12}(?:以后|之后|后|时|之日)"
    r"|收到(?:业主|发包方|建设单位|总包|上家|下家|第三方|第三人|他人|客户|政府|案外人)[^，。；]{0,10}款[项]?(?:以后|之后|后|时|之日)"
)
# What is done besides paying and handing over.
ACTS = re.compile(
    r"申请|解除|撤回|撤诉|办理|过户|腾|搬|交[付还货回出]|免除|供货|供应|提供|开具|协助|配合|维修|返修|修复|安装|删除|移走|移交|拆除|清理|平整"
)
PUT_IN = re.compile(r"[汇转打][入至到给]|再付|付(?=[清给完\d]|全部|剩余|余)")  # other words for paying
OWN_SUMS = re.compile(r"[^，。；]{0,4}(?:全部|上述|该)?款项?")  # 款项到账后, 申请解除: those of this agreement
OURS = re.compile(
    r"(?:上述|前述|本协议|第[一二三四五六七八九十\d]+[期笔次]|首[期笔]|每期|各期|全部|和解|调解|约定的)[^，。；]{0,6}款|该[^，。；]{0,4}款|该笔|收到[甲乙丙]方|每月|每年|每个月|每季"
)
LONGSTOP = re.compile(
    r"最[迟晚]|至迟|不[晚迟]于|不得(?:晚|迟)于|无论[^。；]{0,20}(?:均|都|应|必须)|不论|但[^。；]{0,12}\d{4}年|逾期不"
)
DATED = re.compile(r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*[日号]?[^，。；]{0,4}前|\d{4}年\d{1,2}月底?前")


def vague(text: str) -> re.Match[str] | None:
    """The condition of a sentence that has nothing else to hold on to."""
    for match in VAGUE.finditer(text):
        stop = next((at for at in range(match.end(), len(text)) if text[at] in "，,；"), len(text))
        begin = max(text.rfind(mark, 0, match.start()) for mark in "，,；") + 1
        if OURS.search(match.group()):
            continue
        if not LONGSTOP.search(text, match.end()) and not DATED.search(text, begin, stop):
            return match
    return None


def findings(agreement: Agreement) -> Iterator[Finding]:
    """condition-vague: a duty that hangs on something uncertain, without a day by which it is due anyhow."""
    if reported(agreement):
        return
    for sentence in agreement.sentences:
        match = vague(sentence.text)
        if match is None:
            continue
        verb = next(
            filter(None, (acts.search(sentence.text, match.start()) for acts in (PAY, HAND_OVER, ACTS, PUT_IN))), None
        )
        in_table = PARTED.search(sentence.text) is not None  # where a cell tells when, no verb does
        if verb is None and not in_table:
            continue
        if verb and OWN_SUMS.match(match.group()) and ACTS.match(verb.group()):
            continue
        if verb and past(agreement, sentence, sentence.start + verb.start()):
            continue
        piece = match.group()
        start = sentence.start + match.start()
        shown = re.sub(r"^(?:[^\n]*[|｜\t])?[\s　]*(?:[^，。；：:\n]{0,12}[：:、])", "", piece)
        start += len(piece) - len(shown)
        reason = f"“{shown.strip()}”会不会发生、什么时候发生都说不准，对方可以一直说条件没到。请加一个最迟的日期。"
        yield agreement.finding(
            "condition-vague",
            Severity.ERROR,
            start,
            sentence.start + match.end(),
            reason,
            cite(CIVIL_CODE, "一百五十八"),
            f"{shown.strip()}____日内，最迟不晚于____年__月__日，",
        )
