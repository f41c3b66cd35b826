"""Fields that take a day, by their names: the words before and behind it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.stories.dated import Day, ahead
from assistant.drafting.stories.story import Found, stated
from assistant.drafting.stories.told import Told
from knowledge.forms import FormField

GAP = r"[^，。；\d]"
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Marks:
    """Words that end right before a day, or begin right behind it; ``future``: a day without a year lies ahead."""

    before: re.Pattern[str] = NEVER
    behind: re.Pattern[str] = NEVER
    unless: re.Pattern[str] = NEVER
    future: bool = False


def _marks(before: str = "(?!)", behind: str = "(?!)", unless: str = "(?!)", future: bool = False) -> Marks:
    return Marks(
        re.compile(rf"(?:{before}){GAP}{{0,4}}$"),
        re.compile(rf"日?{GAP}{{0,5}}?(?:{behind})"),
        re.compile(unless),
        future,
    )


PAY = r"一?次?性?(?:付清|还清|结清|清偿|付完|还完|一[次把]|到期|还(?!没)|付(?!款方)|支付|给付|赔偿|到账|[打汇转付]到)"
MARKS: Mapping[str, Marks] = {
    "signed_on": _marks(
        r"签订(?:日期|时间|于)|签署(?:日期|时间|于)|签约日|签字日|签于|(?:申请|申报|提出|递交|提交"
        r"|发函)(?:日期|时间|日)|今[日天][（(]?",
        r"(?<!账)签(?:字|订|署|的|约|协议|$|[。，])|申请$|递交|到场签字|[）)]?双方(?:到场)?签",
        r"合同|判决|截止",
    ),
    "as_of": _marks(
        r"算到|截至|截止到?|对完账|对账(?:日|截止|至|到)|计算?[到至]|结算到",
        r"对完?账|[算结]账|结算|止(?!付)|为止",
        r"申报|期限|债权申报期|保证期间",
    ),
    "due": _marks(
        r"(?:付款|还款|到期)?(?:时间|日期|期限)(?:是|为|定在|在)|(?:付款|还款|到期)(?:日|期限|时间)",
        rf"(?:之?前|以前|内|底前)?{GAP}{{0,6}}?{PAY}",
        r"起|开始|每|第[一二三四五六]|首期|其余|余款|剩",
        True,
    ),
    "effective_on": _marks(r"生效(?:日期|时间|日)|(?:判决|裁定|裁决|协议|调解书)(?=\s*$)", r"(?:发生法律效力|起?生效)"),
    "accepted_on": _marks(
        r"受理(?:日期|时间|日|于)", r"(?:裁定)?受理(?!日)|[^，。；]{2,24}(?:裁定)?受理(?!日)", r"算到|从|自"
    ),
    "deadline": _marks(
        r"申报(?:期限?)?(?:截止)?(?:到|至|日)+|截止(?:日期?|到|时间|于)|申报期(?:限)?(?:至|到|截止)",
        r"(?:之?前)?(?:来)?(?:申报截止|截止|申报)",
        "(?!)",
        True,
    ),
    "expiry": _marks(r"(?:查封|冻结|保全)(?:期限)?(?:到期日|至|到|截止)?", r"到期|届满|为止", r"(?!)", True),
    "end_date": _marks(
        r"(?:离职|解除|终止|辞职)(?:日期|时间|于)?|劳动关系到",
        r"就?(?:辞职|离职|离开|走|解除|终止|辞退|退场|结束|已终止)",
    ),
    "joined": _marks(
        r"入职(?:日期|时间|于)?", r"入职|进(?!行|入)|到[^，。；]{2,24}(?:上班|工作|[当做][一-鿿]{2,6}工)|开始上班"
    ),
    "listed_on": _marks(
        r"(?:列入|纳入|发布)(?:日期|时间|于)?",
        r"被[^，。；]{0,20}(?:列入|纳入|限制消费|采取)|(?:列入|纳入|限制消费)",
    ),
    "contract_date": _marks(r"(?:签订|合同)(?:日期|时间|于)?", r"[^，。；]{0,24}签[订了]?[^，。；]{0,12}合同"),
    "occupied_on": _marks(r"(?:入住|占有|交房)(?:日期|时间|于)?", r"(?:入住|搬进|收房|交房|占有)"),
    "known_on": _marks(r"(?:知道|得知|收到)(?:日期|时间|于)?", r"(?:才)?(?:知道|得知|收到|看到)"),
    "reply_by": _marks(r"(?:答复|回复)(?:期限|日期)?", r"(?:之?前)[^，。；]{0,6}(?:答复|回复)", "(?!)", True),
}
DUE_FROM_PAST = frozenset({"form-payment-order", "form-enforcement-application"})


def read_date(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Days with the words of the field beside them."""
    marks = MARKS.get(field.name)
    if marks is None or (field.name == "due" and told.divided):
        return
    found = []
    for one in told.days:
        lead, tail = _beside(told.text, one)
        if marks.unless.search(lead[-8:]) or not (marks.before.search(lead) or marks.behind.match(tail)):
            continue
        if field.name == "due" and not _is_due(told, one):
            continue
        found.append(_found(told, field, one, marks))
    if field.name == "due" and not found and len(told.single) == 1:
        only = told.single[0]
        found = [stated(field.name, only.day.isoformat(), told.text, [only.span])]
    if found:
        yield found


def _beside(text: str, one: Day) -> tuple[str, str]:
    lead = re.split(r"[，。；;\n]", text[max(0, one.start - 24) : one.start])[-1]
    tail = re.split(r"[。；;\n]", text[one.end : one.end + 30])[0]
    return lead, tail


def _is_due(told: Told, one: Day) -> bool:
    """Whether it is a day on which something is owed: ahead, or behind where a form asks for what is overdue."""
    if told.text.startswith("今", one.start):
        return False
    if re.search(r"(?:已|了|过)", re.split(r"[，。；]", told.text[one.end : one.end + 12])[0]) or told.supposed(
        one.start
    ):
        return False
    return told.form.id in DUE_FROM_PAST or ahead(one.day, one.day if one.exact else told.today) >= told.today


def _found(told: Told, field: FormField, one: Day, marks: Marks) -> Found:
    day = (
        ahead(one.day, told.today) if marks.future and not one.exact and told.form.id not in DUE_FROM_PAST else one.day
    )
    start = max(told.clause(one.start)[0], one.start - 12)
    end = min(max(told.clause(max(one.end - 1, one.start))[1], one.end), one.end + 12)
    note = "" if one.exact else f"没有写年份，按{day.year}年读，请核对"
    return stated(field.name, day.isoformat(), told.text, [(start, end)], note)
