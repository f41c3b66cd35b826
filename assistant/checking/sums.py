"""Sums of an agreement with what they are said to be: part, total, paid, owed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from weakref import WeakKeyDictionary

from assistant.checking.agreement import Agreement
from assistant.checking.capitals import pairs
from assistant.checking.tables import PARTED
from assistant.reading.days import undated

PART = (
    r"本金|利息|罚息|复利|违约金|滞纳金|手续费|诉讼费|受理费|保全费|执行费|申请费|律师费|鉴定费|评估费|公证费|公告费|保险费|担保费|费用|工资|加班费|"
    r"补偿[金款]?|赔偿[金款]|设备款|价款|装修款|钢材款|占有?使?用费|保管费|咨询费|差旅费|医疗费|误工费|护理费|交通费|营养费|伙食费|伙食补助费?|残疾赔偿|抚慰金|丧葬费|抚养费|货款|租金|物业费|水费|电费|水电费|运费|押金|保证金|"
    r"定金|借款|欠款|工程款|劳务费|材料费|人工费|加工费|服务费|维修费|修理费|税款|报酬|奖金|提成|社保|差额|损失"
)
WHOLE = r"合计|共计|总计|总额|总共|总价款?|总金额|总款|一共|本息|小计|合共|累计|共(?![同识])"
# What the word that stands last before a sum says of it.
SAID = re.compile(rf"(?P<whole>{WHOLE})|(?P<part>{PART})")
# A total and nothing else: 以上三项合计
PLAIN_TOTAL = re.compile(
    r"(?:以上|上述|前述|两|二|三|四|五|六|各|几|全部)?[人项笔者]?(?:金额|款项|费用)?(?:合计|共计|总计|小计|共)(?:为|是)?"
)
PAID = re.compile(
    r"已(?:经|于|向|由|实际|陆续)?[^，。；]{0,12}(?:付|支付|还|偿还|归还|收到?|清偿|给付|履行|发|垫付|退|扣划|抵)|"
    r"减让|减免|免除|扣除|减去|扣减|抵扣|抵销|抵消|冲抵|放弃|让利|少收"
)
OWED = re.compile(
    r"尚欠|仍欠|下欠|尚余|剩余|余款|余额|未付|未还|还欠|现欠|余欠|实欠|尚需|还应|还需|[尚现仍]应|应再[付支]|尚有|差欠|剩下"
)
EACH = re.compile(r"每|单价|标准|月租|月薪|月工资|日工资|年租金|按[^，。；]{0,6}$|/$")
ABOUT = re.compile(r"(?:大约|约|大概|近|暂计|暂定|估计)$")
DELIMITER = re.compile(r"[，,、；;。：:\n]")
BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
LABEL = 40  # characters before a sum that may say what it is


class Role(Enum):
    """What a sum is said to be."""

    PART = auto()
    WHOLE = auto()
    PAID = auto()
    OWED = auto()
    EACH = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum: ``source[start:end]`` is the figures, ``stop`` is behind the same sum in words where that follows.
    ``label`` is what stands between it and the sum or mark before it.
    """

    start: int
    end: int
    stop: int
    value: Decimal
    role: Role
    label: str
    owed: bool
    loose: bool


_known: "WeakKeyDictionary[Agreement, tuple[Sum, ...]]" = WeakKeyDictionary()  # several checks ask for the same


def sums(agreement: Agreement) -> tuple[Sum, ...]:
    """The sums of a text outside its tables, in order; one that is written twice comes once."""
    if agreement not in _known:
        _known[agreement] = tuple(_sums(agreement))
    return _known[agreement]


def _sums(agreement: Agreement) -> Iterator[Sum]:
    text = agreement.text
    twice = {pair.start: pair for pair in pairs(text)}
    until = before = 0
    for one in agreement.amounts:
        if one.start < until:
            continue
        pair = twice.get(one.start)
        stop = until = pair.end if pair else one.end
        label = _label(text[max(before, one.start - LABEL) : one.start])
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
        before = stop
        if PARTED.search(line):
            continue
        after = re.match(rf"的?(?:{PART})", text[one.end : one.end + 6])
        role = Role.PART if after and not SAID.search(label) and not PAID.search(label) else _role(label)
        loose = one.loose or ABOUT.search(label) is not None or text.startswith(("左右", "上下"), stop)
        yield Sum(one.start, one.end, stop, one.value, role, label, bool(OWED.search(label)), loose)


def _label(before: str) -> str:
    plain = BRACKETS.sub("", undated(before))
    pieces = [piece.strip() for piece in DELIMITER.split(plain)]
    last = re.sub(r"(?:人民币|[¥￥])$", "", pieces[-1]).strip()
    return last or (pieces[-2] if len(pieces) > 1 and re.search(r"[：:][^，、；。]*$", plain) else "")


def _role(label: str) -> Role:
    said = [match.lastgroup for match in SAID.finditer(label)]
    if EACH.search(label):
        return Role.EACH
    if PAID.search(label):
        return Role.PAID
    if said:
        return Role.WHOLE if said[-1] == "whole" else Role.PART
    return Role.OWED if OWED.search(label) else Role.OTHER
