"""What fills the slots of a duty: the deed, the order to do it, who is told to, what is done to which thing."""

import re
from functools import lru_cache

from assistant.checking.agreement import Agreement
from assistant.checking.duties import TOGETHER, UNCLEAR, words_for_parties
from assistant.redaction.surnames import SURNAMES

# What is done with money, in the words of whoever drafts.
PAYS = (
    r"支付|给付|偿还|归还|清偿|返还|退还|退回|退付|赔付|(?<!的)(?<!经济)(?:赔偿|补偿)(?!款|金|责任|协议|方案|项目|数额|标准|范围|安置)"
    r"|补[给交缴发付]|缴纳|交纳|[缴付还结交]清|付讫|[付还退赔交发]给"
    r"|[汇转打存划付缴交退还拨](?:入|至|到|进|回)|[汇转打]给|汇还|发放|冲抵|到账(?=[，。；]|$)|(?<![收应欠垫已偿归返实])(?:付|退|还(?![欠有剩应需差要款本清])|赔(?!偿)|补(?![偿助贴]))(?=[^，。；\d]{0,4}\d)"
)
# What is done with things.
DOES = (
    r"交付|交还|移交|交接|[送寄运](?:至|到|往|回|交|达)|送还|发还|[交收带]回|[搬拉运移拆挪迁抬撤清带取提骑开]走|[取提拉接领]回|搬离|搬出|迁出|撤[出离]|"
    r"腾空|腾退|腾出|清空|清场|拆除|拆掉|拆下|清除|清理|清运|平整|恢复(?!执行|原)|修复|修理|维修|返修|返工|更换|换好|换成|安装|装好|"
    r"(?:重新|重)?[做修装弄砌补铺刷][好齐平]|重做|[加重改]装|粉刷|铺设|回填|补种|补发|封堵|加固|填平|疏通|"
    r"办[理妥好完结]|[做办搞][一二两三四五六七八九十\d]{1,3}[次遍场]|(?:发|寄|抄|递|运)送|备妥|出具|开[具好]|提供|递交|提交|申请(?!执行?人|书|费)|解除(?=[^，。；]{0,20}(?:封|冻|扣押|限|措施|保全|抵押))|删除|撤回|撤诉|注销|过户|补足|停止|销毁|公开|发布|刊登|张贴|登报|铲除|缴销|"
    r"卸下|归位|更正|换开"
)
DEED = re.compile(
    rf"(?:{PAYS}|{DOES})(?:完毕|完成|到位)?"
    r"(?!之?[日时后]|[以之]?[前后]|的(?!申请|义务)|[款费](?:[项时]|$)|手续|登记|期限|时间|日期|地[点址]|方式|义务|责任|凭证|费用|过程|期间|情况|能力|产生|所[生致]|引起|形成|发生|造成|导致)"
)
DAY = (
    r"\d{4}[年\-/.]\d{1,2}[月\-/.](?:\d{1,2}[日号]?|底)?"
    r"|[二〇零○一]{4,6}[二〇零○一三四五六七八九]?年[^，。；]{2,4}月[^，。；]{1,3}日|\d{1,2}月(?:\d{1,2}[日号]|底)"
)
TERM = r"[一二两三四五六七八九十百\d]{1,4}个?(?:工作)?[日天月周年]之?[内前]"
# By when: a day, a term, the day on which something comes about.
TIME = re.compile(
    rf"(?:{DAY})[^，。；：]{{0,14}}?(?:之前|以前|前|当[日天]|止|内|起|（含）)?"
    rf"|{TERM}|(?:最[迟晚]|至迟|限期?|定于|当[日天场]|同[日时]|次日|[到付还交]款?[期款]?日|每[年月季][^，。；]{{0,6}}前)"
)
ORDER = re.compile(
    rf"应(?!付|收|得|发|缴|退|还|诉|急|纳税)|须|(?<!无)需(?!方)|(?<!主|重|需|必)要(?![求件点约])|必须|予以|{TIME.pattern}"
)
OF_NAME = r"[^!-~\s，。；：、（）“”《》〔〕向给至到付还对与应须于前后内起由将把]"
# What ends the words for somebody who can be told to do something.
SOMEBODY = (
    r"(?:[那这](?:位|一?[头边方])|我们?|[厂店社队村校][里方]|本人|我方|自己|咱|[一二两三四五六七八九十][人方]|各自|共同|一[起同]|夫妻|夫妇|两口子|父子|兄弟|姐[弟妹]"
    r"|[老小][一-鿿](?=[应须需要将把于在自每分负同承愿，、2])|[一-鿿]某{1,2}[一-鿿]?"
    rf"|(?<!{OF_NAME}){OF_NAME}{{1,10}}?(?:公司|中心|银行|[发支分商]行|方(?![式案便面法位向])|者|商(?![铺品场量业谈定标户])|企业|工厂|合作社|联合社|基金|委员会|委会|管委|街道办|"
    r"学校|学院|医院|幼儿园|行社|工队|程队|施工队|车队|包工头|老板|店主|店家|店方|东家|房东|业主|住户|租户|农户|商户|养殖户|种植户|用户|货主|车主|船主|"
    r"师傅|家长|家属|父亲|母亲|爸爸|妈妈|爷爷|奶奶|丈夫|妻子|前夫|前妻|配偶|儿子|女儿|哥哥|嫂子|弟弟|妹妹|姐姐|二哥|大哥|司机|老师|教练|员工|职工|工友|工人|农民|村民|"
    r"经理|会计|股东|乘客|患者|伤者|死者家属|顾客|客户|游客|会员|学员|供货商|经销商|开发商|物业|律所|机构|部门|单位|行人|骑手|房客|中介|平台|门店|餐厅|酒店|[^，。；申处逐]人(?![民工员身格均]))"
    rf"|[{''.join(sorted(SURNAMES))}][一-鿿]{{1,2}}(?=把|将(?![于在由被])|同意|承诺|自愿|愿意?|负责|答应|派人|自己)"
    r")"
)
A_SUM = r"\d[\d,.]*[万千]?元"  # 供货商24000元: what he is owed
BEHIND_DOER = (
    r"(?:[（(][^）)]{0,40}[）)])?(?:[、和与及或，：:]|应|须|需|必须|要|得|有义务|负责|同意|承诺|自愿|愿|保证|确认|认可|答应|将|把|于|在|自|从|到|去|来|每|分|按|以|用|通过"
    r"|另|还|再|先|均|都|共同|一起|一次|一并|全部|各|不|已|仍|现(?![行价])|则|即|可|最[迟晚]|限|尚|未|承担|负担|给|出|支|付|退|赔|补|交|缴|汇|转|打|存|归|返|偿|清|结|送|运|搬|拆|修|办|撤|申请|提|收到"
    rf"|发|停|删|拿|带|凭|派|自行|自备|直接|立即|随|连同|就|对|向|为|今|持|当|同|携|亲自|协助|配合|(?!{A_SUM})\d|二[〇○零])"
)
NO_DOER = r"(?<![给向至到入进对欠付偿还归打转汇替为送据经回带在寄])"  # to whom, at whose place
# 乙方存放在某处的家具: whose they are, not who does something; and offices to which things are brought.
NEVER = re.compile(
    r"[一-鿿]{2,12}?(?:留置|存放|遗留|堆放|放置|停放|占用|所有|名下|安装|搭建|种植|拥有|占有|保管)[^，。；]{0,16}?(?=[，。；]|的|应|须)"
    r"|[向到至给在][一-鿿]{0,24}?(?:法院|仲裁委员会|仲裁委|执行局|登记中心|公证处|派出所|车管所|管理局)|[一-鿿]{2,8}?所欠"
)
# 按供电公司现行单价计算: whose price it is
BY_RULE = re.compile(
    r"(?:按照?|依照?|依据|根据|参照)[^，。；]{1,24}?(?:标准|[单市现原]价|价格|规定|收费|办法|费率|读数)(?=[，。；]|计算|结算|计|$)"
)
RECIPIENT = re.compile(r"[向给][^，。；：由应须将把于在]{1,24}$")  # 向物业公司, right before the deed
WITHOUT = re.compile(r"[（(][^（()）\n]{0,60}[)）]")
# 由保管员签收: what is done on the other side.
RECEIVES = re.compile(r"签收|验收|清点|签字|签名|保管|审核|自理|接收|收取|查阅|查验|认可|看过|代收|领取|制作|执行")
THING = re.compile(
    r"(?:[款费金钱元租息薪资税价额债货物品料材机车床架柜门窗屋房店铺墙棚锁匙照证书件单据票账册图纸表章卡碟盘模具器械备层面顶管井梁瓦栏沟渠坡树苗木果粮草土石砂水电气渗漏点续声明歉失领偿户记份吨台辆套把张只条副间箱袋桶批个数据猪牛羊鱼虾圾杂头网]"
    r"|材料|申请|启事|道歉|[一二三四五六七八九十两\d]+[^，。；\d]{1,3})$"
)
NAMED = re.compile(r"(?:付款|还款|履行|义务|责任)(?:义务)?[人方](?:为|是|：)")
BY_WHOM = re.compile(r"(?:(?<!已)由|让|归(?![还属于]))(?!(?:有关|相关)|责任|双方)[^，。；]{2}")


@lru_cache(maxsize=64)
def _who(parties: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Who acts; who begins a piece; who is named at all."""
    who = rf"(?:{parties}|{UNCLEAR}|{SOMEBODY})"
    acts = (
        rf"{NO_DOER}{who}{BEHIND_DOER}|{NO_DOER}{who}$"
        rf"|(?:^|(?<=[，：；])){who}(?![的所费款租押]|名下|未[付还]|账户|位于|处|与|{A_SUM})"
    )
    return re.compile(acts), re.compile(rf"{who}(?![的所费款租押])"), re.compile(rf"{NO_DOER}{who}")


def doer(agreement: Agreement, text: str) -> bool:
    """Whether somebody is named in a text who may be told to do what follows: as its subject, not as one who receives,
    nor as an owner.
    """
    text = RECIPIENT.sub("", BY_RULE.sub("", NEVER.sub("", TOGETHER.sub("", text))))
    if BY_WHOM.search(text) or NAMED.search(text):
        return True
    return _who(words_for_parties(agreement))[0].search(text) is not None


def begins_with_doer(agreement: Agreement, text: str) -> bool:
    """Whether a piece has a subject of its own."""
    return leader(agreement, text) != ""


def leader(agreement: Agreement, text: str) -> str:
    """The subject with which a piece begins; "" where it has none."""
    match = _who(words_for_parties(agreement))[1].match(text)
    return match.group() if match else ""


def acts(agreement: Agreement, who: str, text: str) -> bool:
    """Whether somebody of that name is the subject of something in a text."""
    return any(who in one.group() for one in _who(words_for_parties(agreement))[0].finditer(text))


def names_anybody(agreement: Agreement, text: str) -> bool:
    """Whether a party is named in a text other than as one who receives."""
    return _who(words_for_parties(agreement))[2].search(TOGETHER.sub("", text)) is not None
