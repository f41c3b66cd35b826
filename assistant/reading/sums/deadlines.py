"""A deadline: of which kind, and from which day it runs."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from assistant.reading.quantities import counts
from assistant.reading.said import Said
from assistant.reading.sums.kinds import kind_of
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says

# Words beside the day from which each kind runs, the deciding ones first. The others run from the receipt of a paper.
PERFORM = r"履行期|还清|付清|给钱|付款|期限|应付|该[还给付]|约定|到期|届满|之?前[^天]?|最后一期|限"
EVENTS: Mapping[str, tuple[str, ...]] = {
    "enforcement-application": (r"最后一期", PERFORM, r"生效"),
    "settlement-resumption": (r"最后一期|履行期", PERFORM),
    "judicial-confirmation": (r"生效", r"签|达成|调成|谈好|谈妥"),
    "labour-arbitration": (r"离职|离开|走人|辞|解除|终止|不干|开除|被裁|倒闭|停产|关门", r"知道|发现"),
    "guarantee-period": (r"到期|届满|还款|该还|应还|期限|还清",),
    "limitation": (
        r"催|还过|又还|最后一[次笔]|承认|承诺|保证",
        r"到期|应还|该[还给付结]|约定|之?前|还款|知道|说好",
        r"欠条|借",
    ),
    "retrial": (r"生效", r"收到|送达|判"),
    "claim-filing-longest": (r"公告", r"受理"),
    "claim-filing-shortest": (r"公告", r"受理"),
    "reorganisation-plan": (r"裁定|重整",),
    "reorganisation-plan-extended": (r"裁定.{0,8}重整|重整", r"裁定"),
    "plan-approval": (r"通过", r"表决"),
    "claims-table-suit": (r"核查.{0,4}(?:结束|完)|结束", r"核查|会议"),
    "creditors-resolution": (r"决议|表决|通过|作出",),
    "seizure-deposit": (r"续冻", r"冻"),
    "seizure-movable": (r"续封", r"封|扣"),
    "seizure-immovable": (r"续[封冻]", r"封|冻"),
    "suit-after-preservation": (r"冻|封|扣", r"保全"),
    "dishonesty-list": (r"纳入|列[入为]|[上进]了?|列|公布|拉",),
    "enforcement-upgrade": (r"申请|立案|递|收到|交|执行",),
    "confirmation-objection-third-party": (r"知道|发现|得知", r"收到|拿到"),
    "distribution-suit": (r"通知|反对", r"收到|送达"),
}
RECEIVED = (r"收到|签收|送达|拿到|领|接到|到手|寄到|送到|到的", r"下来|作出|裁|判|收")
# The papers from whose receipt a kind runs.
PAPER = r"判|裁|决定|通知|方案|文书"
PAPERS = {
    "appeal-judgment": r"判",
    "appeal-ruling": r"裁定|驳回",
    "labour-suit": r"裁决|仲裁",
    "payment-order-objection": r"支付令",
}
REMEDIES = {
    "上诉": ("appeal-", "bankruptcy-refusal-appeal"),
    "复议": ("joinder-review", "advance-enforcement-review", "preservation-review", "enforcement-review"),
}
NOTHING = r"立案|立的|开庭|提的|受理的?$|起诉的|签的|打过|成立|花|买的"
WITHIN = re.compile(r"(?<![月\d])([0-9一二三四五六七八九十]+)[日天](?:之)?内")
NEAR = 14


def read_deadline(said: Said, known: Known) -> Inputs:
    """The kind and the first day."""
    kind = kind_of(said.text) or _named_before(said, known)
    inputs: Inputs = {"kind": kind} if kind else {}
    start = performance_day(said) if kind == "enforcement-application" else None
    start = start or _event(said, EVENTS.get(kind or "", RECEIVED))
    if start:
        inputs["start"] = start.isoformat()
    return inputs


def _named_before(said: Said, known: Known) -> str:
    """The kind where only earlier messages tell what is appealed against: 一审判决11月20号收到的 …… 上诉最晚哪天."""
    for remedy, kinds in REMEDIES.items():
        if remedy in said.text:
            found = (kind_of(one.text + said.text) or "" for one in reversed(known.earlier))
            return next((kind for kind in found if kind.startswith(kinds)), "")
    return ""


def recall_deadline(said: Said, inputs: Mapping[str, str]) -> Inputs:
    """The first day, where words of an earlier message say that it is the one from which this kind runs."""
    kind = inputs.get("kind", "")
    if not kind or (kind not in EVENTS and not says(PAPERS.get(kind, PAPER), said.text)):
        return {}
    start = performance_day(said) if kind == "enforcement-application" else None
    start = start or _event(said, EVENTS.get(kind, RECEIVED[:1]), told=True)
    return {"start": start.isoformat()} if start else {}


def complete_deadline(inputs: Inputs, said: Said) -> Sum:
    """Lacks the kind or the day."""
    del said
    return Sum("deadline", inputs, lacking(inputs, "kind", "start"))


def performance_day(said: Said) -> date | None:
    """The last day to perform where a judgment gives days from its taking effect: 6月1日生效，十日内支付."""
    within = WITHIN.search(said.text)
    effective = [one.day for one in said.days if re.match(r".{0,3}(?:生效|送达)", said.text[one.end :])]
    if not within or len(effective) != 1 or not says(r"[付给还]|履行", said.text[within.end() : within.end() + 8]):
        return None
    number = counts(within[1] + "日", "日")
    return effective[0] + timedelta(days=number[0]) if number else None


def _event(said: Said, events: tuple[str, ...], *, told: bool = False) -> date | None:
    """The day beside which the first of the events stands; None where several do, or nothing says which.

    A day beside which nothing stands counts where it is the only one, unless it was ``told`` before it was asked for.
    """
    around = _around(said)
    for words in events:
        for close in (True, False):
            beside = {day for day, before, after in around if _beside(words, before, after, close=close)}
            if len(beside) == 1:
                return beside.pop()
            if beside:
                return max(beside) if words == events[0] and says(r"催|续", words) else None
    if told:
        return None
    days = {day for day, before, after in around if not says(NOTHING, before[-4:] + after[:6])}
    return days.pop() if len(days) == 1 and len(around) == 1 else None


def _beside(words: str, before: str, after: str, *, close: bool) -> bool:
    """Whether words stand after a day, or before it; ``close`` where only right behind it counts."""
    if close:
        return says(words, after[:8])
    return says(words, after) or says(words, before)


def _around(said: Said) -> list[tuple[date, str, str]]:
    """Each day with the words of its clause before and after it; two days that are said to be one count once."""
    found: list[tuple[date, str, str]] = []
    last = 0
    for place, one in enumerate(said.days):
        until = said.days[place + 1].start if place + 1 < len(said.days) else len(said.text)
        after = said.after(one.end, NEAR)[: max(until - one.end, 0)]
        if says(r"^(?:也?就是|即|（|\()", after) and place + 1 < len(said.days) and len(after) < 4:  # noqa: PLR2004
            continue
        found.append((one.day, said.before(one.start, NEAR, last), after))
        last = one.end
    return found
