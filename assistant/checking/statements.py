"""Debts and payments as an agreement states them: what, how much, by when, which instalment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span, once
from assistant.checking.duties import CONDITION, NO_DUTY, PAY
from assistant.checking.facts import past
from assistant.checking.headings import NUMBER
from assistant.checking.places import scope_of, subclause, sums_of, within
from assistant.reading.days import Dated
from assistant.reading.quantities import Amount
from knowledge.numerals import number

LABELS = (
    r"货款|借款本金|借款|本金|欠款|工程款|工资|劳动报酬|劳务费"
    r"|[一-鿿]{2}费|租金|赔偿款|赔偿金|补偿款|经济补偿|加工费|服务费|物业费|转让款|材料款|运费|医疗费|价款|款项|钢材款|押金|定金|利息|违约金"
)
LABELLED = re.compile(
    rf"(?P<label>{LABELS})(?:[（(][^）)]{{0,20}}[）)])?"
    r"(?:共计|合计|总计|总额|总金额|余额|为|是|共|计|人民币|¥|￥|：|:| )*$"
)
OWES = re.compile(r"尚欠|共欠|还欠|欠付|拖欠|欠(?=[^条据])|确认|应付|总额")
INSTALMENT = re.compile(
    r"第(?P<number>[一二三四五六七八九十\d]+)(?:期|笔|次|批)|(?P<first>首期|首笔|首付)|(?P<last>末期|尾款|最后一期)"
)
PARTLY = re.compile(
    r"余款|剩余|其余|余下|尾款|各支付|各付|每[月期次人]|先|再|另|分别|其中|分[一二两三四五六七八九十\d]+[期次笔批]|定金|首付"
)
SLICES = re.compile(
    rf"分[^，。；日成公开包户]{{0,4}}?(?:{NUMBER})?(?:期|次|批|笔|回|个月)(?:还|付|支|偿|归|给|向|履|清|进|缴|结|转|打|汇|，|,|：|:|。)|第[一1二2]期|首期|首笔|第一笔|每(?:个)?(?:月|季度|年)(?:的)?(?:\d{{1,2}}[日号月]|[底末]|固定)?[^，。；\d未]{{0,6}}(?:还|付|支|偿|归|给|缴)(?!利|息)|期次(?!日)|每一?[次笔][^，。；\d]{{0,4}}[还付归偿]|各期|期数|每一?期|任[何意]?一期|有一期|逐月|按月(?:还|付|支|偿)|分期(?:还|付|支|偿|清)"
)
TWO_DAYS = re.compile(
    r"\d{4}年\d{1,2}月(?:\d{1,2}日|底)之?前[^。；\d]{0,16}[\d.,]+万?元[^。；]{0,12}\d{4}年\d{1,2}月(?:\d{1,2}日|底)之?前[^。；\d]{0,16}[\d.,]+万?元"
)
TOTAL = re.compile(
    r"(?:欠(?![条据])[^。；，\d]{0,8}|(?:转让|成交|房|合同|总)价|总价款?|总[额数]|总金额|合同价款?|合同金额|标的额|价款|共计|合计|总计|尚欠|欠款|借款|货款|本金|工程款|租金|转让款|应付|应支付|应向)[^。；\n]{0,30}?$"
)
KINDRED = ({"欠款", "款项", ""}, {"借款", "借款本金", "本金"}, {"货款", "欠款"}, {"借款", "欠款"})


@dataclass(frozen=True, slots=True)
class Statement:
    """``amount`` in yuan at ``amount_start``; ``due`` the last day, at ``due_start``; ``instalment`` 第一期, ""
    for none; ``whole`` where it is no part of a larger sum.
    """

    label: str
    scope: int
    start: int
    amount: Decimal | None = None
    amount_start: int = 0
    amount_end: int = 0
    due: date | None = None
    due_start: int = 0
    due_end: int = 0
    instalment: str = ""
    whole: bool = True

    def same_debt(self, other: "Statement") -> bool:
        """Whether both may speak of one debt."""
        if self.label == other.label:
            return True
        return any({self.label, other.label} <= kindred for kindred in KINDRED)


def sliced(text: str) -> bool:
    """Whether one debt is paid at several times."""
    return SLICES.search(text) is not None or TWO_DAYS.search(text) is not None


@once
def whole_sum(agreement: Agreement) -> Decimal:
    """What the agreement is about: the largest sum that is called a total or a debt; 0 where none is."""
    text = agreement.text
    sums = [
        one.value
        for one in sums_of(agreement)
        if TOTAL.search(text[max(0, one.start - 40) : one.start])
        and not re.search(r"违约金|定金|赔偿金", text[max(0, one.start - 12) : one.start])
    ]
    return max(sums, default=Decimal(0))


def share_of(digits: str | None, words: str | None) -> Decimal:
    """Percent: 40 of 40% and 四十 of 百分之四十; 0 where neither is said."""
    if digits:
        return Decimal(digits)
    return Decimal(100 if words == "百" else number(words or "") or 0)


def debts(agreement: Agreement) -> Iterator[Statement]:
    """What is said to be owed, one sum with one name."""
    for sentence in agreement.sentences:
        if not OWES.search(sentence.text) or CONDITION.search(sentence.text):
            continue
        inside = _distinct(agreement, sentence.start, sentence.end)
        for one in inside:
            before = agreement.text[sentence.start : one.start]
            match = LABELLED.search(before)
            if not match or not OWES.search(before[-40:]) or match["label"] in {"利息", "违约金", "定金", "押金"}:
                continue
            if re.search(r"原|判决|供应|已付|已支付|借给|出借|每月", before[-30:]):
                continue
            scope = scope_of(agreement, sentence.start).start
            yield Statement(match["label"], scope, sentence.start, one.value, one.start, one.end)


@once
def payments(agreement: Agreement) -> tuple[Statement, ...]:
    """What is to be paid, sentence by sentence; of those that name one sum, and one day at most."""
    return tuple(_payments(agreement))


def _payments(agreement: Agreement) -> Iterator[Statement]:
    for sentence in agreement.sentences:
        verb = next((match for match in PAY.finditer(sentence.text)), None)
        if verb is None or CONDITION.search(sentence.text) or past(agreement, sentence, sentence.start + verb.start()):
            continue
        start, _ = subclause(sentence, sentence.start + verb.start())
        if NO_DUTY.search(agreement.text[start : sentence.start + verb.start()]):
            continue
        sums = _distinct(agreement, sentence.start, sentence.end)
        days = [one for one in within(agreement.days, sentence.start, sentence.end) if _is_due(agreement, one)]
        scope = scope_of(agreement, sentence.start)
        part = INSTALMENT.search(sentence.text)
        if len(INSTALMENT.findall(sentence.text)) > 1 or len(sums) > 1 or len({one.day for one in days}) > 1:
            continue
        inside = _distinct(agreement, scope.start, scope.end)
        whole = not part and not PARTLY.search(sentence.text) and len(inside) <= 1
        amount = sums[0] if sums else None
        label = _label(agreement, sentence, amount)
        yield Statement(
            label,
            scope.start,
            sentence.start,
            amount.value if amount else None,
            amount.start if amount else 0,
            amount.end if amount else 0,
            days[0].day if days else None,
            days[0].start if days else 0,
            days[0].end if days else 0,
            _instalment(part) if part else "",
            whole,
        )


def _distinct(agreement: Agreement, start: int, end: int) -> list[Amount]:
    """The sums there, each value once: 50000元（大写：伍万元整） is one."""
    found: dict[Decimal, Amount] = {}
    for one in sums_of(agreement, start, end):
        found.setdefault(one.value, one)
    return list(found.values())


def _is_due(agreement: Agreement, day: Dated) -> bool:
    """Whether something is due on or before a day, not reckoned from it."""
    after = agreement.text[day.end : day.end + 6]
    before = agreement.text[max(0, day.start - 3) : day.start]
    return re.match(r"之?起|签[订署]|(?:的|收|对账|双方|，约定)", after) is None and not re.search(
        r"自|从|截至|截止", before
    )


def _label(agreement: Agreement, sentence: Span, amount: Amount | None) -> str:
    if amount and (match := LABELLED.search(agreement.text[sentence.start : amount.start])):
        return match["label"]
    names = re.findall(LABELS, sentence.text)
    return names[0] if names else ""


def _instalment(match: re.Match[str]) -> str:
    return "第一期" if match["first"] else re.sub(r"[笔次批]", "期", match.group())
