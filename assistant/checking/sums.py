"""Sums of an agreement with what they are said to be: part, total, paid, owed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from assistant.checking.agreement import Agreement, once
from assistant.checking.capitals import pairs
from assistant.checking.tables import PARTED
from assistant.reading.days import undated

PART = (
    r"本金|利息|罚息|复利|违约金|滞纳金|工资|"
    r"补偿[金款]?|赔偿[金款]|补助金?|设备款|价款|装修款|钢材款|材料款|抚慰金|货款|租金|押金|保证金|"
    r"定金|借款|欠款|工程款|税款|报酬|奖金|提成|社保|差额|损失|赔偿|房租|费(?!者)"
)
TOGETHER = r"[加合凑](?:起来|在一起|到一起|一起|拢)|拢共|拢总|通共"
WHOLE = (
    r"合计|共计|总计|总额|总数|总和|总共|总价款?|总金额|总款|一共|本息|小计|合共|累计|相加|加总|"
    rf"{TOGETHER}|"
    r"[项笔人户]计|共(?![同识])"
)
# What the word that stands last before a sum says of it.
SAID = re.compile(rf"(?P<whole>{WHOLE})|(?P<part>{PART})")
OF_PART, LONGEST_PART = re.compile(rf"的?(?:{PART})"), 6  # behind a sum: 5000元的货款
# A total and nothing else: 以上三项合计
PLAIN_TOTAL = re.compile(
    r"(?:以上|上述|前述|上列|这)?(?:[两二三四五六七八九十\d]{1,2}|各|几|全部|所有)?[个位名]?[人项笔者户批月]?(?:工人|职工)?"
    rf"(?:金额|款项|费用|损失|款|数额)?(?:合计|共计|总计|小计|总额|总数|一共|总共|相加|加总|计|共|{TOGETHER})(?:为|是|得|有)?"
)
PAID = re.compile(
    r"已(?:经|于|向|由|实际|陆续)?[^，。；]{0,12}(?:付|支付|还|偿还|归还|收到?|清偿|给付|履行|发|垫付|退|扣划|抵)|"
    r"(?:付|还|交|给|打|转|收)(?:过|了|掉)|(?:先后|此前|前期|陆续)[^，。；]{0,6}[付还]|垫付|"
    r"减让|减免|免除|扣除|减去|扣减|抵扣|抵销|抵消|冲抵|[抵扣减](?:掉|去|了|下)|放弃|让利|少收"
)
OWED = re.compile(
    r"尚欠|仍欠|下欠|尚余|剩余|余款|余额|余下|未付|未还|还欠|现欠|余欠|实欠|净欠|结欠|[尚还]差|[还尚现仍][应需须]|[还尚仍]要(?=再?[付支给退补])|应再[付支]|尚有|差欠|[还下]?剩下?|"
    r"应退|应返还|余$|净额|后[^，。；\d]{0,8}?[应需][付还退交]|(?<=[抵扣减除销])后[^，。；\d]{0,8}?[付还退交]"
)
EACH = re.compile(r"每|单价|标准|(?<![个份\d])月租|月薪|月工资|日工资|年租金|按[^，。；]{0,6}$|/$")
TIMES = re.compile(r"[×xX*✕]")  # 90天×120元
ABOUT = re.compile(r"(?:大约|约|大概|近|暂计|暂定|估计)$")
DELIMITER = re.compile(r"[，,、；;。：:\n]")
BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
OF_MONEY = re.compile(r"元[整正]?[ \t]*$")
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
    ``label`` is what stands between it and the sum or mark before it. ``aside`` where it explains another in brackets.
    """

    start: int
    end: int
    stop: int
    value: Decimal
    role: Role
    label: str
    owed: bool
    loose: bool
    aside: bool = False


@once
def sums(agreement: Agreement) -> tuple[Sum, ...]:
    """The sums of a text outside its tables, in order; one that is written twice comes once."""
    return tuple(_sums(agreement))


def _sums(agreement: Agreement) -> Iterator[Sum]:
    text = agreement.text
    twice = {pair.start: pair for pair in pairs(agreement)}
    until = before = inner = 0
    for one in agreement.amounts:
        if one.start < until:
            continue
        pair = twice.get(one.start)
        stop = until = pair.end if pair else one.end
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
        aside = _opens(line)
        label = _label(text[max(inner if aside else before, one.start - LABEL) : one.start])
        inner, before = stop, before if aside else stop
        if PARTED.search(line):
            continue
        after = OF_PART.match(text, one.end, one.end + LONGEST_PART)
        role = Role.PART if after and not SAID.search(label) and not PAID.search(label) else _role(label)
        if TIMES.match(text, one.end) or TIMES.match(text, one.start - 1):
            role = Role.EACH
        loose = (
            (one.loose and not label.endswith("总数"))
            or ABOUT.search(label) is not None
            or text.startswith(("左右", "上下"), stop)
        )
        yield Sum(one.start, one.end, stop, one.value, role, label, bool(OWED.search(label)), loose, aside)


def _opens(line: str) -> bool:
    """Whether a line ends within brackets that explain a sum: 36000元（其中…, 误工费（90天×…."""
    place = max(line.rfind(sign) for sign in "（(")
    if place <= max(line.rfind(sign) for sign in "）)"):
        return False
    return OF_MONEY.search(line[max(0, place - LABEL) : place]) is not None or TIMES.search(line[place:]) is not None


def _label(before: str) -> str:
    plain = BRACKETS.sub("", undated(before))
    pieces = [piece.strip() for piece in DELIMITER.split(plain)]
    last = re.sub(r"(?:人民币|[¥￥])$|[ \t　]", "", pieces[-1])
    return last or (pieces[-2] if len(pieces) > 1 and re.search(r"[：:][^，、；。]*$", plain) else "")


def _role(label: str) -> Role:
    said = [match.lastgroup for match in SAID.finditer(label)]
    if EACH.search(label):
        return Role.EACH
    paid = [match.end() for match in PAID.finditer(label)]
    if paid and not OWED.search(label, paid[-1]):  # 扣除已付的后还应付: what is owed
        return Role.PAID
    if said:
        return Role.WHOLE if said[-1] == "whole" else Role.PART
    return Role.OWED if OWED.search(label) else Role.OTHER
