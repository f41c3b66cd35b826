"""Payments without a day beside others that have one: 付24000元，余下20000元于2027年1月29日前付清."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, DETERMINED
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CLEAR_CONTENT
from assistant.checking.places import scope_of, sums_of, within
from assistant.checking.slots import TIME, WITHOUT
from assistant.checking.sums import Role, Sum, sums

PART = (
    r"第[一二三四五六七八九十\d]+[期笔次批回]|首[期笔次批付]|头[一]?[笔次回]|最后一[期笔次]|末期"
    r"|余款|尾款|其余|剩余|余下|剩下|另外?"
)
PAYS = re.compile(
    rf"支付|给付|偿还|归还|返还|退还|付清|还清|结清|清偿|发放|发给|(?:[付还退汇打]|转(?!让))(?:给|到|至|入)?(?=[^，。；]{{0,12}}\d)|[\d）)]元?[^，。；\d]{{0,4}}(?:[付还退汇]|转(?!让))|{PART}"
)
NO_PLAN = re.compile(
    r"每|中的|部分|即|扣除|抵|减|违约金|利息|罚|已|尚欠|欠款|受理费|执行费|申请费|保全费|律师费|定金|押金|单价|总价|为限|不超过|质保金|保证金"
)
WHENEVER = re.compile(r"后|时|之日|当[日天场庭]|同[日时]|一[并起同]|届满|到期|期满|每[月季年]|逐月|按月")
ASIDE = re.compile(r"[ \t　]*(?:其中|包括|含)")
PIECE = re.compile(r"[^，：:；;。\n]+")
# 支付1,000,000元（大写：…），分四期付清：…, which are told behind it
SLICED = re.compile(r"[^。；;\n]{0,40}?分[^，。；：]{1,4}[期次笔批]")


@dataclass(frozen=True, slots=True)
class Paid:
    """A sum that is to be paid, in the piece of a sentence ``text[start:end]``; ``dated`` if that piece, or those
    around it up to ``until``, say when.
    """

    sum: Sum
    start: int
    end: int
    until: int
    dated: bool


def findings(agreement: Agreement) -> Iterator[Finding]:
    """obligation-when, of a part of a plan whose other parts have their days."""
    told = [one for one in sums(agreement) if not one.aside and not one.loose]
    for group in _groups(agreement):
        paid = list(_paid(agreement, group, told))
        open_parts = [one for one in paid if not one.dated]
        if not any(within(agreement.days, one.start, one.until) for one in paid if one.dated):
            continue
        whole = sum((one.sum.value for one in paid), Decimal(0))
        for one in open_parts:
            if 2 * one.sum.value == whole or SLICED.match(agreement.text, one.end):  # what the others come to
                continue
            if _elsewhere(agreement, one, group):
                continue
            reason = "别的各笔都写了付款日，这一笔没有写。不写的，随时可以要、也随时可以拖。请写到年月日。"
            rewrite = f"____年__月__日前{agreement.text[one.start : one.end].strip()}"
            yield agreement.finding(
                "obligation-when", Severity.WARNING, one.start, one.end, reason, CLEAR_CONTENT, rewrite
            )


def _groups(agreement: Agreement) -> Iterator[list[Span]]:
    """Sentences that follow each other in a clause and each tell of one payment or more."""
    group: list[Span] = []
    for sentence in agreement.sentences:
        joined = group and scope_of(agreement, group[-1].start) == scope_of(agreement, sentence.start)
        between = agreement.text[group[-1].end : sentence.start] if group else ""
        goes_on = joined and (group[-1].text.endswith(("；", ";", "：")) or "\n" in between)
        if not goes_on:
            yield group
            group = []
        group.append(sentence)
    yield group


def _paid(agreement: Agreement, group: Sequence[Span], told: Sequence[Sum]) -> Iterator[Paid]:
    for sentence in group:
        if CONDITION.search(sentence.text):
            continue
        own = [one for one in told if sentence.start <= one.start < sentence.end]
        if any(one.role is Role.WHOLE and own[0].start < one.start for one in own):  # 以上合计40000元
            continue
        own = [one for one in own if one.role in {Role.PART, Role.OTHER, Role.OWED}]
        pieces = [(sentence.start + one.start(), sentence.start + one.end()) for one in PIECE.finditer(sentence.text)]
        pieces = [one for one in pieces if not ASIDE.match(agreement.text, *one) or within(agreement.days, *one)]
        holding = [at for at, (start, end) in enumerate(pieces) if any(start <= one.start < end for one in own)]
        for place, at in enumerate(holding):
            first = holding[place - 1] + 1 if place else 0
            last = holding[place + 1] if place + 1 < len(holding) else len(pieces)
            start, end = pieces[first][0], pieces[last - 1][1]
            inside = [one for one in own if pieces[at][0] <= one.start < pieces[at][1]]
            around = WITHOUT.sub("", agreement.text[start:end])
            told_so = PAYS.search(around) and not NO_PLAN.search(around)
            if len(inside) == 1 and told_so and not past(agreement, sentence, inside[0].start):
                yield Paid(inside[0], *pieces[at], end, _says_when(agreement, start, end))


def _says_when(agreement: Agreement, start: int, end: int) -> bool:
    return any(words.search(agreement.text, start, end) for words in (DETERMINED, TIME, WHENEVER))


def _elsewhere(agreement: Agreement, one: Paid, group: Sequence[Span]) -> bool:
    """Whether a day stands with the same sum outside of the plan."""
    others = (one for one in agreement.sentences if one not in group)
    return any(
        amount.value == one.sum.value and within(agreement.days, other.start, other.end)
        for other in others
        for amount in sums_of(agreement, other.start, other.end)
    )
