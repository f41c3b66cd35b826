"""What somebody has laid out, and of which nobody says how much it was."""

import re

from assistant.checking.agreement import Agreement, Span
from assistant.checking.facts import narrates
from assistant.checking.places import has_sum, scope_of

COMPUTED = re.compile(
    r"利率|LPR|贷款市场报价|[%％‰]|分之|\d+倍|[一两二三四]倍|标准|基数|计算|计付|计收|计息|[月年日]息|附[表件]|明细|清单|对账单|判决|裁决|见表|下[表列]|如下|据实|实际(?=发生|支出|花费|数额|金额|费用|票|抄|用量)|凭票|之和|差额|每[日天月期年人]|金额为|数额为|合计|共计"
)
POINTED = re.compile(
    r"上述|前述|该|此|以上|前款|所列|各期|每期|本协议|第.{1,4}[条款项期笔]|确定的|列明|载明|原(?!告)|当期|到期|同等|首[期笔]|未付|逾期|已[收付支]|收取的|收到的|预付"
)
# What somebody has laid out or owes to others, and is to be paid by somebody else, has a sum by now.
SPENT = re.compile(
    r"(?:垫付|垫支|垫缴|代垫|代付|代缴|预交|预缴|预付|支出|支付|拖欠|尚欠|欠付|欠|购买|委托)(?:了|过)?[^，。；：:\d]{0,30}?的"
    r"(?P<owed>[一-鿿]{1,4}?(?:款项?|费用?|[钱金]))(?!额)[^，。；\d]{0,6}，?"
    r"(?:全部|均|应当?|也)?(?:由[^，。；\d]{1,12}?|归[^，。；\d]{1,8}?)(?:[于在][^，。；]{1,30}?)?(?:全部|一次性|如数|负责)*"
    r"(?:承担|负担|偿还|归还|返还|退还|清偿|支付|结清|付清|付给|付(?!款))"
)
# 交店以前的由甲方负担: who bears what may come, not a payment
ALLOTS = re.compile(r"(?:以|之)前[^。；]{0,60}(?:负担|承担)")
SPENT_BEHIND = re.compile(
    r"(?:承担|负担|付清|偿还|返还|归还|支付|付给|清偿|结清|退还)[^，。；\d]{0,24}?(?:垫付|垫支|代付|代缴|预交|预缴|拖欠|尚欠|欠付|欠)(?:的)?[^，。；\d]{0,24}?的"
    r"(?P<owed>[一-鿿]{1,4}?(?:款项?|费用?))(?=[，。；、]|$)"
)
SPENT_FIRST = re.compile(
    r"(?P<owed>[一-鿿]{2,3}[款费])(?:由|系)?[^，。；\d]{1,8}?(?:先行|已|已经|先|代为)*(?:垫付|垫支|预交|预缴|代付|代缴)，(?:由|[^，。；\d]{1,8}?应)[^，。；\d]{1,10}?(?:返还|归还|偿还|承担|负担|支付|付还)"
)
# 律师函费由乙方承担，随第一笔款一并汇入…: what is paid along with a sum has one itself
PAID_ALONG = re.compile(
    r"(?P<owed>[一-鿿]{1,8}费用?)，?(?:均|全部)?(?:由|归)[^，。；\d]{1,12}(?:承担|负担)(?=，?[^，。；]{0,20}一[并同起][^，。；]{0,12}(?:[汇付转打交给]|支付))"
)
LAID_OUT = (SPENT, SPENT_BEHIND, SPENT_FIRST, PAID_ALONG)
LATER = re.compile(
    r"各自|自行|自己|支出方|今后|以后|日后|将来|届时|因此|由此|如|若|逾期|违约|未(?:按|如)|再次|执行费|按[^，。；]{0,10}比例|实现债权|维权|追索|为了?[^，。；]{0,12}(?:追[讨要偿]|讨[要债回]|催[收讨要])"
)


def untold(agreement: Agreement, sentence: Span, spent: re.Match[str]) -> bool:
    """Whether what was spent has a sum nowhere."""
    later = LATER.search(sentence.text[: spent.end()]) or ALLOTS.search(sentence.text)
    if later or COMPUTED.search(sentence.text) or POINTED.search(spent.group()):
        return False
    if narrates(agreement, scope_of(agreement, sentence.start)) or has_sum(agreement, sentence.start, sentence.end):
        return False
    elsewhere = re.compile(
        rf"{re.escape(spent['owed'])}[^，。；\n]{{0,12}}?\d[\d,.]*万?元|元的?{re.escape(spent['owed'])}"
    )
    return elsewhere.search(agreement.text) is None
