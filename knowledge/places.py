"""Whether a question is set where other law than that of our sources is in force.

The names of countries and of their cities are those of Unicode's CLDR, as Babel has them.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import rjieba
from babel import Locale

OURS = {"CN"}  # regions whose law our sources hold; CLDR has 香港, 澳门 and 台湾 as regions of their own
NO_PLACE = {"ZZ", "XA", "XB", "UN"}
OUR_ZONES = {"Asia/Shanghai", "Asia/Urumqi"}
HEAD = 2  # characters of the shortest name
SPOKEN = (
    *("香港", "澳门", "台湾", "港澳", "沙特", "阿联酋", "印尼", "刚果", "孟加拉", "波黑", "波斯尼亚", "巴勒斯坦"),
    *("多米尼加", "加州", "英格兰", "苏格兰"),
)  # what CLDR has in a longer form, or not at all
PARTY = re.compile("人|籍|老板|客户|供应商|商人|买家|卖家|公司|企业|独资|投资|资|股东|债权人|债主|工友|母公司|船东")
HERE = "中国|国内|内地|大陆|我国|境内|这边|咱们|本地|回国|回来"
OUR_PLACES = (
    "北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|"
    "湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|石家庄|唐山|秦皇岛|邯郸|邢台|"
    "保定|张家口|承德|沧州|廊坊|衡水|太原|大同|阳泉|长治|晋城|朔州|晋中|运城|忻州|临汾|吕梁|呼和浩特|"
    "包头|乌海|赤峰|通辽|鄂尔多斯|呼伦贝尔|巴彦淖尔|乌兰察布|兴安盟|锡林郭勒|阿拉善|沈阳|大连|鞍山|抚顺|"
    "本溪|丹东|锦州|营口|阜新|辽阳|盘锦|铁岭|朝阳|葫芦岛|长春|四平|辽源|通化|白山|松原|白城|延边|"
    "哈尔滨|齐齐哈尔|鸡西|鹤岗|双鸭山|大庆|伊春|佳木斯|七台河|牡丹江|黑河|绥化|大兴安岭|南京|无锡|徐州|"
    "常州|苏州|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|"
    "舟山|台州|丽水|合肥|芜湖|蚌埠|淮南|马鞍山|淮北|铜陵|安庆|黄山|滁州|阜阳|宿州|六安|亳州|池州|"
    "宣城|福州|厦门|莆田|三明|泉州|漳州|南平|龙岩|宁德|南昌|景德镇|萍乡|九江|新余|鹰潭|赣州|吉安|"
    "宜春|抚州|上饶|济南|青岛|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海|日照|临沂|德州|聊城|滨州|菏泽|"
    "郑州|开封|洛阳|平顶山|安阳|鹤壁|新乡|焦作|濮阳|许昌|漯河|三门峡|南阳|商丘|信阳|周口|驻马店|武汉|"
    "黄石|十堰|宜昌|襄阳|鄂州|荆门|孝感|荆州|黄冈|咸宁|随州|恩施|长沙|株洲|湘潭|衡阳|邵阳|岳阳|常德|"
    "张家界|益阳|郴州|永州|怀化|娄底|湘西|广州|韶关|深圳|珠海|汕头|佛山|江门|湛江|茂名|肇庆|惠州|"
    "梅州|汕尾|河源|阳江|清远|东莞|中山|潮州|揭阳|云浮|南宁|柳州|桂林|梧州|北海|防城港|钦州|贵港|"
    "玉林|百色|贺州|河池|来宾|崇左|海口|三亚|三沙|儋州|成都|自贡|攀枝花|泸州|德阳|绵阳|广元|遂宁|"
    "内江|乐山|南充|眉山|宜宾|广安|达州|雅安|巴中|资阳|阿坝|甘孜|凉山|贵阳|六盘水|遵义|安顺|毕节|"
    "铜仁|黔西南|黔东南|黔南|昆明|曲靖|玉溪|保山|昭通|丽江|普洱|临沧|楚雄|红河|文山|西双版纳|大理|"
    "德宏|怒江|迪庆|拉萨|日喀则|昌都|林芝|山南|那曲|西安|铜川|宝鸡|咸阳|渭南|延安|汉中|榆林|安康|"
    "商洛|兰州|嘉峪关|金昌|白银|天水|武威|张掖|平凉|酒泉|庆阳|定西|陇南|临夏|甘南|西宁|海东|银川|"
    "石嘴山|吴忠|固原|中卫|乌鲁木齐|克拉玛依|吐鲁番|哈密|昌吉|喀什|和田|伊犁|阿克苏|义乌|昆山|晋江|"
    "浏阳|江阴|张家港|常熟|慈溪|余姚|石狮|顺德|南海"
)  # provinces, prefectures and some counties that trade
HOME = re.compile(f"{HERE}|{OUR_PLACES}")


def abroad(question: str) -> bool:
    """Whether it names a place outside of the mainland, not only as where a party is from, and none of ours beside it.

    韩国老板在东莞开的厂 and 日本客户不付款 are ours to answer, 在韩国打工老板拖工资 is not.
    """
    if HOME.search(question):
        return False
    return any(_is_set(word, behind) for word, behind in pairwise([*rjieba.cut(question), ""]))


def _is_set(word: str, behind: str) -> bool:
    """Whether a word is, or begins with, the name of a place abroad, and no party follows."""
    found = [name for name in _names().get(word[:HEAD], ()) if word.startswith(name)]
    if not found or word.endswith("县"):  # 黑山县
        return False
    return not PARTY.match(word.removeprefix(max(found, key=len)) + behind)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Sequence[str]]:
    """Names by their first characters."""
    locale = Locale("zh")
    regions = [name for code, name in locale.territories.items() if len(code) == 2 and code not in OURS | NO_PLACE]  # noqa: PLR2004  ISO 3166
    cities = [zone["city"] for key, zone in locale.time_zones.items() if "city" in zone and key not in OUR_ZONES]
    by_head: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*regions, *cities, *SPOKEN}):
        if len(name) >= HEAD:
            by_head[name[:HEAD]].append(name)
    return by_head
