"""Sums of money in a story with what each is of (its noun) and what is said of it (its verb)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.drafting.stories.story import Span
from assistant.reading.quantities import Amount

# The noun that stands last before a sum, else first behind it.
NOUNS = (
    ("加倍利息", r"加倍(?:部分|支付)?的?(?:债务)?利息|迟延履行(?:期间)?(?:的)?(?:债务)?利息|加倍部分"),
    ("申请费", r"(?:支付令|保全)?申请费(?=预交)|预交(?:的)?(?:申请)?费|(?<!执行)(?:支付令|保全)申请费"),
    (
        "费用",
        r"(?:案件)?(?:受理|诉讼|保全|律师|执行|仲裁|鉴定|评估|公证|公告|水电|代理|差旅|申请)费用?"
        r"|(?<!生活)(?<![医误疗])费用|运杂费|拖车费",
    ),
    ("加班费", r"加班费|加班工资"),
    ("补偿", r"经济补偿金?|补偿金?|赔偿金"),
    ("违约金", r"违约金|滞纳金|罚息"),
    ("利息", r"(?:一般|逾期|欠款|借款|约定)?利息"),
    ("本金", r"本金|借款本金"),
    ("工资", r"工资|薪水?|劳动报酬|血汗钱|工钱"),
    ("总价", r"总价款?|全款|合同价款?|合同(?:总)?(?:额|金额)|造价|结算价|原价"),
    ("价值", r"估价|评估价值?|市值|市价|购置价|(?<!总)价值|值(?!班)|买来花了?|买(?:的时候|价)"),
    ("标的", r"标的额?|保全(?:的)?(?:金额|数额|限额)|(?:要|申请|请求)保全|限额"),
    ("订单", r"订单|合同(?=[^，。]{0,4}交货)"),
    ("单价", r"每[天日月人台个件]|人均|每个?人"),
    ("余额", r"余款|余额|尾款|剩余|剩下(?:的)?|还应(?=执行)|尚应|余(?=\d|$)"),
    (
        "债款",
        r"货款|材料款|借款|欠款|工程款|加工费|承揽费|租金|房租|运费|运输费|劳务费|服务费|[房餐学托食宿]费|押金"
        r"|投资款|物业费|管理费|停车费|[一-鿿]{2}费(?=余款|尾款)|医药费|医疗费|误工费|赔偿款?"
        r"|[一-鿿](?<![余尾汇付还首欠])款(?![项日方人期额])|(?<=的)[一-鿿]{2,4}钱|金额$",
    ),
    ("欠条", r"欠条|借条"),
)
VERBS = (
    (
        "减",
        r"再?让(?=[\d一二两三四五六七八九十]|$)|减免|减让|减掉|减去|放弃(?!诉)|减|免掉|免除|免|少收|少要|抹掉"
        r"|抹去|让掉|让利|优惠",
    ),
    (
        "已付",
        r"已经?(?:付|还|支付|偿还|履行|收到|收|垫付|执行|扣划|先付|转)(?!清)[了过]?|[付还给转]过了?"
        r"|(?<!不)(?:还|付|给|支付|收|垫付?|转)了(?!结)|垫付了?|先付了|执行(?:到位?|回来?)了?|到位|扣划"
        r"|扣走了?|划走了?|(?:只|才|仅)(?:支付|[付还])了?|陆续[付还]",
    ),
    (
        "欠",
        r"尚欠|还欠|仍欠|共欠|拖欠|欠付|欠|还?差(?!额)|还剩|剩(?=[\d一二两三四五六七八九十]|$)|拒付|拒绝支付"
        r"|未付|未还|没付|拖了",
    ),
    (
        "谈定",
        r"谈[定好妥成]|商[定量]好?|约定(?:总额)?|按(?=\d|[一二三四五六七八九十]|$)|再付|同意(?:一次性?)?付"
        r"|一次性?付|一次性?(?:支付|赔偿|还)|了结|总额|两清|应赔|还应付",
    ),
    ("应付", r"(?:确定|载明)的?(?:金额|数额)|应付|应(?:当)?(?:支付|给付|偿还|履行|付|还)|判(?:令|决)?|裁定|责令"),
    ("借", r"借给|借了|借走|借(?!条|款(?![\d一二两三四五六七八九十]|$))"),
    ("付", r"付清|付|还清|还|支付|给付"),
)
WHOLE = re.compile(
    r"合计|共计|总共|一共|总计|统共|拢共|总额|加起来|加在一起|合起来|加一起"
    r"|(?<![公])共(?=[\d一二两三四五六七八九十]|$)|总的"
)
BEHIND = (
    ("付清", re.compile(r"元?[^，。；]{0,14}?(?:全部|都|已经?|均)(?:全部)?(?:付清|还清|结清|支付完毕|付完)")),
    ("已付", re.compile(r"[^，。；]{0,3}到账(?!为准|[^，。；]{0,4}付)")),
    (
        "欠",
        re.compile(
            r"元?(?:还)?(?:[^，。；]{0,8})?(?:没[付给还结]|未[付还]|拖着|(?:没有?|未)(?:得到)?(?:受偿|清偿|履行))"
        ),
    ),
    ("谈定", re.compile(r"元?(?:就|算|即|一次性?)?(?:算|视为)?(?:了结|两清|结清)")),
    ("借", re.compile(r"元?借给")),
    (
        "减",
        re.compile(
            r"元?(?:块)?(?:的)?(?:零头)?(?:算减的|由[^，。；]{1,8}免收|免收|免掉|不要了|抹掉|减掉|就?免了"
            r"|不再(?:支付|要|付))"
        ),
    ),
)
NOUN_BEHIND = re.compile(r"元?的?(?P<noun>本金|利息|货款|借款|工程款|工资|租金|违约金|保全费|诉讼费|零头)")
CORRECTION = re.compile(r"(?:不对|说错了?|记错了?|错了|更正)[^。；]{0,6}?(?:应该|应当|应)?是$")
BREAK = re.compile(r"[，。；！？：:;!?\n]|,(?!\d{3})|……")
JOINT = re.compile(r"元?(?:、|和|及|与|以及|加上?)[^，。；]{0,8}$")
FULL_STOP = re.compile(r"[。；！？;!?\n]")
REACH = 60


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum at ``text[start:end]``; ``noun`` and ``verb`` are names of the tables above or "". ``whole``: 合计.

    ``clause`` is where the words that say so begin.
    """

    start: int
    end: int
    value: Decimal
    loose: bool
    noun: str
    verb: str
    whole: bool
    clause: int

    @property
    def span(self) -> Span:
        """From the words that say what it is to its end."""
        return self.clause, self.end


def sums(text: str, amounts: Sequence[Amount]) -> list[Sum]:
    """Every sum with its words; one that corrects another takes its place and its words."""
    found: list[Sum] = []
    for one in amounts:
        told = _told(text, one, found)
        if found and CORRECTION.search(text[found[-1].end : one.start]):
            old = found.pop()
            told = replace(told, noun=told.noun or old.noun, verb=told.verb or old.verb, clause=old.clause)
        if told.verb == "已付" and found and _is_price(text, found[-1], told):
            found[-1] = replace(found[-1], noun="总价", whole=False)
        found.append(told)
    return found


def _is_price(text: str, one: Sum, paid: Sum) -> bool:
    """Whether a 合计 is what it was all about before some was paid: 一共7万2，付了3万."""
    return one.whole and not one.noun and not one.verb and FULL_STOP.search(text[one.end : paid.start]) is None


def _told(text: str, one: Amount, earlier: Sequence[Sum]) -> Sum:
    breaks = [match.end() for match in BREAK.finditer(text, max(0, one.start - REACH), one.start)]
    clause = max(breaks, default=max(0, one.start - REACH))
    since = max(clause, earlier[-1].end if earlier else 0)
    after = BREAK.split(text[one.end :])[0]
    near, whole = text[since : one.start], text[clause : one.start]
    noun = _last(NOUNS, near)
    verb = next((name for name, words in BEHIND if words.match(after)), "") or _last(VERBS, near)
    if not noun and (match := NOUN_BEHIND.match(after)):
        noun = _last(NOUNS, match["noun"])
    joined = earlier and since == earlier[-1].end and JOINT.match(text[since : one.start])
    if joined and not verb:
        verb = earlier[-1].verb
    if not noun and not verb and not joined and (WHOLE.search(near) is None or near.startswith("共")):
        noun, verb, clause = _of_sentence(text, clause, earlier[-1].end if earlier else 0)
    return Sum(
        one.start,
        one.end,
        one.value,
        one.loose,
        noun,
        verb,
        bool(WHOLE.search(whole[since - clause :])),
        _trimmed(text, clause),
    )


def _of_sentence(text: str, clause: int, last: int) -> tuple[str, str, int]:
    """Noun and verb of the clause before, where it holds no other sum; else none."""
    head = text[max(0, clause - REACH) : max(clause - 1, 0)]
    sentence = FULL_STOP.split(head)[-1]
    previous = BREAK.split(sentence)[-1]
    if not previous or last > clause - 1 - len(previous):
        return "", "", clause
    return _last(NOUNS, previous), "", clause - 1 - len(previous)


def _trimmed(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \n　（(":
        start += 1
    return start


def _last(table: Sequence[tuple[str, str]], words: str) -> str:
    """The name whose words stand last, the longest of those that end together."""
    ends = [(match.end(), len(match.group()), name) for name, pattern in table for match in re.finditer(pattern, words)]
    return max(ends, default=(0, 0, ""))[2]
