"""Whether a name goes on as a company's: 张小泉 in 被告张小泉剪刀有限公司 is no party."""

import re

import rjieba

TRADE = (
    "商贸|贸易|建材|装饰|机械|电子|纺织|塑胶|实业|科技|食品|服饰|包装|物流|建设|建筑|家具|五金|物业|地产|置业|投资|餐饮|化工|印刷|模具|"
    "钢材|制衣|鞋业|玩具"
)
ENDING = re.compile(
    "(?:[一-鿿][一-鿿()]{0,13}?)??(?:公司|集团|厂(?![房里内长])|店(?![里内铺面长])|合作社|事务所|工作室|商行|经营部|企业|超市|酒楼|饭庄"
    rf"|(?:{TRADE})(?![一-鿿])|(?:{TRADE})(?=[欠拖与和的诉是给向在未已不没还有说付]))"
)
OF_A_PERSON = re.compile("名下|名义|所有|个人|自己|夫妻|父子|独资|控股|身份|股东|老板")
OF_A_SENTENCE = "pcudrv"  # first letters of the tags of words that stand in no company's name


def begins_company(text: str, end: int) -> bool:
    """Whether what stands before ``end`` is the beginning of a company's name."""
    rest = ENDING.match(text, end)
    if not rest or OF_A_PERSON.search(rest.group()):
        return False
    return not any(tag[0] in OF_A_SENTENCE and tag != "vn" for _, tag in rjieba.tag(rest.group())[:-1])
