"""What parts the instalments of a plan: days and words such as 第一期; who is told there to pay."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checking.agreement import Agreement, Span
from assistant.checking.places import within

NUMERAL = "一二两三四五六七八九十百"
TERM = re.compile(
    rf"第[{NUMERAL}\d]+(?:期|笔|次|批|回)|首[期笔次批回]|首付款?|[次中][期笔]|头一?[期笔次批回]|末[期笔次]|尾期|最后一[期笔次批回]|尾款|余款"
    r"|(?:剩余|其余|余下|剩下)的?(?:款项|欠款|本金|部分)?"
    rf"|(?:签[订署字]|生效)(?:之)?(?:当日|当天|时)|当[日场天]|(?:之日|后|起)?[{NUMERAL}\d]{{1,3}}个?(?:工作日|日|天|月|周|星期)(?:之|以)?内"
)
# A day, though it be none of the calendar or not filled in: it parts instalments all the same.
DAY_SHAPED = re.compile(
    r"[\dXx×_＿〇零一二三四五六七八九]{2,5}[ \t]*年"
    r"[\dXx×_＿ \t　一二三四五六七八九十]{1,6}月[\dXx×_＿ \t　一二三四五六七八九十]{1,6}[日号]"
)
MODAL = re.compile(r"(?:应|须|需|同意|承诺|保证|愿意?|自愿|负责|必须)当?[^，。；\n]{0,12}$")  # somebody is yet to do it
BEGINS = re.compile(r"(?:^|[：:；;])[ \t　]*(?:[①-⑳]|[（(]?\d{1,2}[）)、．.])?[ \t　]*$")  # an item of a list
BEFORE = re.compile(r"之?前|以前")
# 第二笔20000元，in front of its day
NUMBERED = re.compile(rf"(?:第[{NUMERAL}\d]+|首|头一|末|末一|最后一)[期笔次批回][^。；;\n]{{0,24}}$")
NEAR = 40  # characters before a day in which the payer is named
ANYONE = r"[一-鿿]{2,8}?(?:公司|银行|[厂店社院]|中心|单位)"
MAY = r"(?:[应须需]当?|同意|承诺|自愿|保证|愿意?|分别|[则再另还将]|继续|最迟|至迟|[在于，])*"


@dataclass(frozen=True, slots=True)
class Mark:
    """A day or words for an instalment; ``day`` is None where it has none of the calendar."""

    start: int
    end: int
    day: date | None


def marks_of(agreement: Agreement, clause: Span) -> list[Mark]:
    """Days and words such as 第一期 in a clause, those that only a few characters part taken together."""
    text = agreement.text
    found = [Mark(match.start(), match.end(), None) for match in TERM.finditer(text, clause.start, clause.end)]
    dated = {one.start: one for one in within(agreement.days, clause.start, clause.end)}
    found += [Mark(one.start, one.end, one.day) for one in dated.values()]
    shaped = DAY_SHAPED.finditer(text, clause.start, clause.end)
    found += [Mark(*match.span(), None) for match in shaped if match.start() not in dated]
    marks: list[Mark] = []
    for mark in sorted(found, key=lambda one: one.start):
        last = marks[-1] if marks else None
        between = text[last.end : mark.start] if last else ""
        apart = last is None or re.search(r"[。；;\n]", between) or (last.day and mark.day)
        if last is None or apart or within(agreement.amounts, last.end, mark.start):
            marks.append(mark)
        else:
            marks[-1] = Mark(last.start, mark.end, last.day or mark.day)
    return marks


def payer(text: str, start: int, place: int, names: Mapping[str, str]) -> str:
    """Who is told right before a place to pay: the party whose name stands there, "" where nobody's does."""
    piece = text[max(start, place - NEAR, *(text.rfind(sign, start, place) + 1 for sign in "。；;\n")) : place]
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    match = re.search(rf"(?P<who>{known + '|' if known else ''}{ANYONE})(?P<how>{MAY})$", piece)
    return names.get(match["who"], match["who"]) if match else ""


def is_told(agreement: Agreement, mark: Mark, others: Sequence[Mark]) -> bool:
    """Whether a day before the signing is told and not set: no 前 behind it, nobody told to do it, no item of a list
    whose other days are yet to come.
    """
    text, signed = agreement.text, agreement.signed_on
    if mark.day is None or signed is None or mark.day >= signed or BEFORE.match(text, mark.end):
        return False
    line = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    ahead = any(one.day and one.day >= signed for one in others)
    return MODAL.search(line[-NEAR:]) is None and not (ahead and (BEGINS.search(line) or NUMBERED.search(line)))


def runs(text: str, mark: Mark) -> bool:
    """Whether a day begins or ends the time for which something is owed: 9月1日至12月31日的租金."""
    behind, before = text[mark.end :][:4], text[max(0, mark.start - 1) : mark.start]
    whole = before in {"至", "到"} and re.match(r"共|累计|合计", behind)
    return mark.day is not None and bool(
        whole or re.match(r"之?前?的|[至到](?![账位期手])|起至?|[之以]?后|以前的", behind)
    )
