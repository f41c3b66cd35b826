"""Names of firms in a story, in full and as they are called for short."""

import re
from collections.abc import Iterator

import rjieba

from assistant.drafting.stories.story import Span
from assistant.reading.days import undated

REGION = r"(?:[一-鿿]{2,7}?(?:省|自治区|自治州|市|州|地区|盟|县|区|旗|镇|乡|街道))"
SUFFIX = re.compile(
    r"(?:(?:股份有限公司|有限责任公司|有限公司)(?:[一-鿿]{2,6}?(?:分行|支行|分公司))?|集团公司"
    r"|(?<![我贵本该分总子司])公司(?![名法章])|集团(?![^，。]{0,2}公司)"
    r"|厂(?![里房内长区方子名家])|商行|经[营销]部|门市部|合作社|超市|诊所|酒楼|饭店|酒店|(?:餐饮|便利"
    r"|专卖)?店(?![里内铺面长主名])|(?:建筑|工程|施工|运输"
    r"|装修|拆迁)队|(?:养[殖猪鸡牛羊鱼鸭]|种植|农|林|石料|砂石?|采石)场|(?:加油|收购|维修|服务|租赁"
    r"|供应)站|(?:批发|服务|销售|制作|加工|修理|配送|养护|维修"
    r"|采购)部|[餐饭面酒茶宾]馆|药房|车行|旅行社|幼儿园|养老院|医院|学校|工作室|豆腐坊|酒坊|作坊"
    r")(?!(?:管理|餐饮|服务|贸易|商贸|投资|发展|用品|设备|科技|连锁|经营|物业|食品|实业|文化|传媒|家居"
    r"|信息|技术|控股){0,3}(?:有限|股份)|[市区县镇街路村])"
)
LEFT = re.compile(r"[一-鿿A-Za-z0-9·]{1,32}\Z")
# What ends right before a name and is none of it.
LABELS = (
    r"申请执行人|被申请执行人|被执行人|被申请人|申请人[甲乙]?|申请保全人|被保全人|异议人|案外人|原告|被告"
    r"|第三人|债权人|债务人|收款方|付款方|收款人|付款人"
    r"|出借[人方]|借款[人方]|[卖买甲乙丙供需]方|供货[方商]|供应商|采购方|申报人|购货方|销售方|出租[人方]"
    r"|承租[人方]|担保人|保证人|用人单位|分包单位|总承包单位"
    r"|总包单位?|建设单位|单位|厂名|店名|公司名称?|管理人|执行法院|户名|全称|名称|客户|当事人|我们?公司"
    r"|我[厂司店方]|我们?厂|本公司|我们"
)
LABEL_END = re.compile(rf"(?:{LABELS})(?:是|为|系|叫)?")
# Words that no firm's name holds.
BREAKS = re.compile(
    r"欠|拖欠|尚欠|还欠|欠付|拖|拖了|给|借|借给|付|支付|付给|付到|打到|还|还给|起诉|告"
    r"|是|叫|为|系|在|由|向|与|跟|同|对|被|把|将|找|到|进|去|从|让|请|判|判令|说"
    r"|有|名叫|即|受理|供货|采购|要求|委托|列入|查封|冻结|保全|抵给|转给|租给|卖给|送给"
    r"|入职|就职|我|我们|我司|他|他们|对方|老板|的|了|和|及|以及|或|并|执行|申请|人|方"
    r"|案|因|就|也|都|已|已经|现|另|其|该|这|那|经|裁决|欠着|欠了|供|一家|那家|这家"
    r"|镇上|家|现在|签|经由|于|开|办|封|收|打|送|买|卖|租|干|拿|讨|追|诉|做|当|要"
)
TRADES = re.compile(
    r"包装|包装材料|电子|五金|服装|家具|玩具|塑料|塑胶|模具|装饰|装修|机械|纺织|制衣|建材"
    r"|劳务|印刷|印务|纸业|陶瓷|食品|物流|贸易|商贸|餐饮|木业|石材|水产|冷链|酒业|调料"
    r"|铸造|管件|轴承|钢材|油墨|教育|科技|教育科技|医疗|器械|医疗器械|农产品|建筑|建设|建工"
    r"|实业|材料|化工|运输|鞋业|加工|民营|国营|私营|家庭|大|小|老|老板|工|服饰|电器|农业"
    r"|置业|投资|汽车|汽修|钢球|豆制品|电缆|水泥|饲料|养殖"
)
COUNT = re.compile(r"[\d一二两三四五六七八九十百千]+[个家名台条辆次年月]?")
HOLDS_AND = 1  # characters of the word before 和 where it is part of a name: 天和陶瓷
SHORTEST, BRAND = 2, 2


def firms(text: str) -> list[tuple[Span, str]]:
    """Where the full names of firms stand, from left to right."""
    found: list[tuple[Span, str]] = []
    text = undated(text)
    for match in SUFFIX.finditer(text):
        start = _start(text, match)
        if found and start < found[-1][0][1]:
            start = found[-1][0][1]
        name = text[start : match.end()]
        if _is_name(name, match.group()):
            found.append(((start, match.end()), name))
    return found


def _start(text: str, suffix: re.Match[str]) -> int:
    """Where the name begins that ends with the suffix."""
    run = LEFT.search(text, 0, suffix.start())
    if run is None:
        return suffix.start()
    left = run.group()
    label = list(LABEL_END.finditer(left))
    if label:
        left = left[label[-1].end() :]
    words = rjieba.tag(left + suffix.group())
    length, size = 0, len(suffix.group())
    place = len(words) - 1
    while place >= 0:
        word, tag = words[place]
        if length >= size and _ends(word, tag, words[:place], words[place + 1 :]):
            break
        length += len(word)
        place -= 1
    start = suffix.end() - length
    return start + _before_region(text[start : suffix.start()])


def _before_region(core: str) -> int:
    """How much stands before the region with which a name begins: 裁决 in 裁决嘉峪关市金戈壁."""
    size = 0
    for word, tag in rjieba.tag(core):
        if tag.startswith("ns") and word[-1] in "省市县" and len(word) > 2:  # noqa: PLR2004
            return 0 if _is_region(core[:size]) else size
        size += len(word)
    return 0


def _is_region(words: str) -> bool:
    return not words or any(tag.startswith("ns") for _, tag in rjieba.tag(words)) or words[-1] in "省市县区州"


def _ends(word: str, tag: str, before: list[tuple[str, str]], behind: list[tuple[str, str]]) -> bool:
    """Whether a word is none of the name that goes on with ``behind``."""
    if "某" in word:
        return False
    if word == "和" and before and len(before[-1][0]) == HOLDS_AND and TRADES.fullmatch(behind[0][0]):
        return False
    if behind[0][0] == "和" and len(word) == HOLDS_AND:
        return False
    if BREAKS.fullmatch(word) or tag in {"p", "c", "r", "ul", "uj", "ug", "y", "x"} or COUNT.fullmatch(word):
        return True
    return word[-1] in "欠给向告与跟对被"


def _is_name(name: str, suffix: str) -> bool:
    """Whether more stands before the suffix than a region and a trade."""
    core = core_of(name).removesuffix(suffix)
    if len(core) < SHORTEST:
        return False
    return any(not TRADES.fullmatch(word) for word in rjieba.cut(core))


def core_of(name: str) -> str:
    """A firm's name without the region that it begins with."""
    rest = re.sub(rf"^(?:{REGION}){{1,3}}(?=[一-鿿]{{3,}})", "", name)
    words = rjieba.tag(rest)
    if len(words) > BRAND and words[0][1].startswith("ns") and words[0][0] != rest and rest == name:
        return rest[len(words[0][0]) :]
    return rest


def short_names(name: str) -> Iterator[str]:
    """What a firm is called for short, longest first: 锦泰包装材料有限公司, 锦泰包装材料, 锦泰."""
    core = core_of(name)
    whole = SUFFIX.sub("", name)
    trade = SUFFIX.sub("", core)
    seen = {name}
    for one in sorted({core, whole, trade, trade[:BRAND]}, key=len, reverse=True):
        if len(one) >= BRAND and one not in seen and not TRADES.fullmatch(one):
            seen.add(one)
            yield one


def kind_of(name: str) -> str:
    """The last word of a firm's name by which it may be spoken of: 超市, 餐饮店, 诊所; "" for 公司."""
    found = list(SUFFIX.finditer(name))
    last = found[-1].group() if found else ""
    return "" if "公司" in last or "集团" in last else last
