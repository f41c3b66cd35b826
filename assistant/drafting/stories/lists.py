"""Lists of who mediates, what proves a debt, and what was paid when."""

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.stories.amounts import written
from assistant.drafting.stories.dated import Day
from assistant.drafting.stories.rows import row_of
from assistant.drafting.stories.sides import Part, those
from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.sums import Sum
from assistant.drafting.stories.told import Told
from knowledge.forms import FormField

PROOFS = re.compile(
    r"对账单|欠条|借条|收条|送货单|验收单|结算单|转账记录|银行流水|聊天记录|微信记录|录音|采购合同"
    r"|买卖合同|借款合同|施工合同|租赁合同|劳动合同|工资条|考勤记录|发票|收据|还款计划"
)
NO_PROOF = re.compile(r"(?:没有?|没打|无|丢了?|写(?!了|过|明|的)[^，。；]{0,3}|未签|开具|开|补)[^，。；]{0,3}$")
BESIDE = 2  # characters at most between a document and its day
PAID = re.compile(r"(?:就|已经?|都)*(?:全部)?(?:还清|付清|结清|付了|还了)")
REACH = 24


def read_mediators(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Those who mediate, by name."""
    found = [one for one in those(told.played, Part.MEDIATOR) if one.name]
    if not found:
        return
    spans = [(one.named or one.places)[0] for one in found]
    if field.columns:
        yield [stated(field.name, [row_of(field, {"姓名": one.name}) for one in found], told.text, spans)]
    else:
        yield [stated(field.name, "、".join(one.name for one in found), told.text, spans)]


def read_evidence(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Documents that prove a debt, with the day beside them."""
    rows: dict[str, dict[str, str]] = {}
    spans: list[Span] = []
    for match in PROOFS.finditer(told.text):
        name = match.group()
        lead = told.text[told.clause(match.start())[0] : match.start()]
        if name in rows or told.text.startswith("纠纷", match.end()) or NO_PROOF.search(lead):
            continue
        day = next((one for one in told.days if _beside(match, one)), None)
        rows[name] = row_of(field, {"名称": name, "日期": day.day.isoformat() if day else ""})
        spans.append((min(match.start(), day.start), max(match.end(), day.end)) if day else match.span())
    if rows:
        yield [stated(field.name, list(rows.values()), told.text, spans)]


def _beside(match: re.Match[str], day: Day) -> bool:
    return 0 <= day.start - match.end() <= BESIDE or 0 <= match.start() - day.end < BESIDE


def read_paid(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Payments that were made, each with its day."""
    paid = [one for one in told.sums if one.verb in {"已付", "付清"}]
    found = [(one, day) for one in paid if (day := _clause_day(told, one) or _sentence_day(told, one))]
    if found:
        rows = [row_of(field, {"日期": day.day.isoformat(), "金额": written(one.value)}) for one, day in found]
        spans = [(min(one.start, day.start), max(one.end, day.end)) for one, day in found]
        yield [stated(field.name, rows, told.text, spans)]


def _clause_day(told: Told, one: Sum) -> Day | None:
    """The day in the clause of a sum, or in brackets behind it."""
    stop = re.search(r"[，。；]", told.text[one.end : one.end + REACH])
    end = one.end + (stop.start() if stop else REACH)
    start = told.clause(one.start)[0]
    return next((day for day in told.days if start <= day.start < end and day.day <= told.today), None)


def _sentence_day(told: Told, one: Sum) -> Day | None:
    """The one day of the sentence on which it was paid, where the sum stands in another clause."""
    start, end = told.sentence(one.start)
    days = [day for day in told.days if start <= day.start < end and day.day <= told.today]
    paid = [day for day in days if PAID.match(told.text, day.end)]
    return paid[0] if len(paid) == 1 else None
