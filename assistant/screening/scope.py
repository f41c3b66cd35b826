"""What is not covered, where the words alone give it away; the retrieval gate sees the rest."""

from collections.abc import Sequence

from assistant.screening import abroad
from assistant.screening.signs import any_shown, sign

COVERED = (
    "这里收录的是中国内地的企业债务、执行、财产保全、破产、信用修复、欠薪和调解方面的规定、机制与案例。\n"
    "如果您的事与此有关，请写明谁欠谁、欠什么、到了哪一步。"
)
ABROAD = (
    "您问的是外国或者港澳台的法律，这里没有收录，不能回答，也不会凭印象猜。请咨询熟悉当地法律的律师。\n"
    + COVERED
    + "\n债务人在境外、财产或者官司在内地的，也可以问。"
)
ELSEWHERE = "您问的事不在这里收录的范围里，我不能回答，免得说错。请问专门的人或者机构。\n" + COVERED

CORE = (
    r"欠|债|执行|破产|工资|薪|借(?:款|条|钱|给)|查封|冻结|保全|货款|还款|担保|失信|限高|调解|和解|"
    r"拖着|尾款|清偿|抵押|法院|强制|工钱|偿"
)

# Trades whose words leave no doubt, whatever else is said.
TRADES = (
    sign(
        r"(?i:python|java\b|javascript|excel|wps|word文档|ppt|photoshop|linux|windows|数据库报错|写代码|"
        r"代码报错|for循环|while循环|c语言|vlookup)"
    ),
    sign(
        (r"双色球|大乐透|彩票|六合彩|大富翁|王者荣耀|原神|游戏(?:号|账号|里(?!的))|开挂|段位|狼人杀|吃鸡"),
        unless=r"货款|公司|工资|欠我|执行",
    ),
    sign(
        r"红烧|焯水|冰糖|炖(?:汤|肉|排骨)|炒菜|菜谱|烘焙|发面|怎么做好吃|煮(?:饭|粥|面)|腌(?:肉|菜|鱼)|"
        r"包饺子"
    ),
    sign(
        r"下(?:不下)?雨|天气(?:预报|怎么样|如何)|多少度|会不会下雪|台风.{0,4}(?:几号|登陆)|星座|运势|算命|"
        r"生肖"
    ),
    sign(
        (
            r"千米的?两地|相遇？?|几小时相遇|孩子作业|鸡兔同笼|解方程|一元二次|小学数学|奥数|作文(?:怎么|范文|"
            r"开头)|写(?:首|一首)?诗|七言|五言绝|七律|考研|高考|四六级|iPhone|(?<!印)刷机|加油口号|押韵|写(?:个|"
            r"一段)?(?:笑话|段子|对联|祝福)|讲个(?:笑话|故事)|翻译成(?:英|日|韩|法)|英语(?:怎么说|作文)"
        ),
        unless="作业(?:面|队|班)",
    ),
    sign(
        (
            r"降压药|血压|血糖|腰椎|颈椎|感冒|发烧(?!友)|咳嗽|失眠吃|头疼|胃疼|牙疼|过敏|疫苗|中药|偏方|"
            r"拉肚子|痛风|高血脂|胰岛素|减肥"
        ),
        r"怎么|能不能|要不要|吃|补|治|多久|怎样|可以|会不会|挂什么科|是不是",
        unless=CORE + "|药店|药厂|药企",
    ),
    sign(
        (
            r"股票|大盘|涨停|跌停|割肉|茅台|基金(?:净值|定投|会不会|该)|期货行情|比特币(?:会|能|行情|价)|金价|"
            r"A股|炒股|股市"
        ),
        r"会不会|涨|跌|买|卖|该不该|推荐|哪只|割肉",
        unless=CORE + "|质押|股权|贸易",
    ),
    sign(
        (
            r"(?:旅游|酒店|景点|高铁票|机票|火车票).{0,6}(?:推荐|攻略|多少钱|怎么买)|怎么(?:养|种)(?:花|狗|猫|"
            r"鱼|菜)|(?:狗|猫)(?:不吃|生病|拉稀)|手机.{0,4}(?:死机|黑屏|卡顿|推荐)|路由器|电脑(?:蓝屏|死机)"
        ),
        unless=CORE,
    ),
)
# Other areas of law, unless debt, wages or enforcement are spoken of too.
AREAS = (
    sign(
        r"酒驾|醉驾|血检|闯红灯|扣(?:几|多少|[0-9一二三六九]+)分|驾(?:驶)?照吊|违章(?:停车|扣|罚|怎么)|"
        r"超速|电子眼|逆行"
    ),
    sign(
        (
            r"(?:偷|盗|抢|诈骗|贩毒|吸毒|打架|故意伤害|交通肇事|致人死亡|轻伤|赌博|嫖娼|强奸|"
            r"贪污).{0,24}(?:判(?:几|多)|量刑|坐牢|几年|缓刑|会判|刑期|取保)|量刑(?:起点|标准|建议)|取保候审|"
            r"减刑|假释|缓刑"
        ),
        unless=r"拒执|虚假诉讼|讨薪",
    ),
    sign(
        r"离婚.{0,16}(?:判给|归谁|抚养权|怎么离|起诉离|冷静期|彩礼|财产怎么分|房子怎么分)|抚养权|探视权|"
        r"彩礼|家暴离婚|收养(?:手续|孩子)|户口(?:怎么|迁)|结婚证|婚前财产|出轨|小三"
    ),
    sign(r"遗嘱|遗产|继承", r"怎么分|分|公证|份额|继承权|叔叔|兄弟|姐妹|孙子|有效|谁"),
    sign(
        r"商标|专利|著作权|版权|外观设计|实用新型|抄袭|盗版",
        r"申请|注册|抢注|无效|侵权|要交|官费|怎么|驳回|续展|登记|维权",
    ),
    sign(r"(?<!没)(?<!没拿到)(?<!正式)(?<!缺乏)签证(?!单|费|能|时)|居留(?!权)|绿卡|移民|护照|入籍"),
    sign(
        r"邻居.{0,12}(?:噪音|漏水|采光|挖|堵|养狗|围墙)|拆迁(?:补偿|款怎么|安置)|宅基地|学区|业主委员会|"
        r"七天无理由|外卖吃出|医疗事故|误诊|公积金(?:怎么|提取)|网购"
    ),
)
OURS = sign(CORE)


def refused(windows: Sequence[str]) -> str | None:
    """Why the question is not covered, or None. A long story is never refused for a word in it."""
    if len(windows) > 1:
        return None
    window = windows[0]
    if any_shown(abroad.SIGNS, window):
        return ABROAD
    elsewhere = any_shown(TRADES, window) or (any_shown(AREAS, window) and not OURS.shown_by(window))
    return ELSEWHERE if elsewhere else None
