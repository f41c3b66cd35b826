"""Fields that take a sum, by their names: which nouns and verbs a sum must have, the likeliest first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.drafting.stories.sides import Part
from assistant.drafting.stories.story import Found, stated
from assistant.drafting.stories.sums import Sum
from assistant.drafting.stories.told import Told
from knowledge.forms import FormField

ANY = frozenset({"*"})
NOT_DONE = frozenset({"", "欠", "谈定", "应付", "借", "付"})


@dataclass(frozen=True, slots=True)
class Want:
    """A sum of these nouns and verbs; ``whole`` True where it must be a 合计, False where it must not."""

    nouns: frozenset[str]
    verbs: frozenset[str] = NOT_DONE
    whole: bool | None = None

    def fits(self, one: Sum) -> bool:
        """Whether a sum is what is wanted."""
        return (
            (self.nouns is ANY or one.noun in self.nouns)
            and (self.verbs is ANY or one.verb in self.verbs)
            and (self.whole is None or one.whole is self.whole)
        )


def _want(nouns: str, verbs: str | None = None, whole: bool | None = None) -> Want:
    """From nouns and verbs with blanks between; "-" for a sum without one."""
    return Want(_set(nouns), NOT_DONE if verbs is None else _set(verbs), whole)


def _set(words: str) -> frozenset[str]:
    return ANY if words == "*" else frozenset("" if word == "-" else word for word in words.split())


LEFT = (_want("债款 - 余额", "欠"), _want("余额", "-"))
PRINCIPAL = (
    _want("本金"),
    _want("债款 余额", "欠 应付"),
    _want("余额", "-"),
    _want("- 债款", "欠 借"),
    _want("债款", "- 付 谈定"),
    _want("工资", "欠"),
)
TOTAL = (
    _want("-", "谈定"),
    _want("-", "- 谈定 应付 付", True),
    _want("债款 - 补偿", "谈定"),
    _want("工资 补偿", None, True),
)
OWED = (
    _want("-", "应付", None),
    _want("本金 利息", "- 应付 付", True),
    _want("-", "应付", True),
    _want("- 本金 债款", "应付 欠"),
    _want("-", "付清"),
)
PAID = (_want("- 债款 余额", "已付 付清"),)
ALL = _want("-", "- 欠", True)  # all that is owed, of which some is let off
WANTS: Mapping[str, tuple[Want, ...]] = {
    "principal": (*LEFT, *PRINCIPAL),
    "judgment_principal": PRINCIPAL,
    "interest": (_want("利息", "- 欠 应付 谈定 付"),),
    "judgment_interest": (_want("利息 违约金", "- 欠 应付 谈定 付"),),
    "penalty": (_want("违约金", "- 欠 应付 谈定 付"),),
    "double_interest": (_want("加倍利息", "- 欠 应付"),),
    "costs": (_want("费用", "- 欠 应付 谈定 付"),),
    "fees": (_want("费用", "- 欠 应付 谈定 付"),),
    "fee": (_want("申请费", "*"),),
    "paid": PAID,
    "received": PAID,
    "performed": PAID,
    "owed": OWED,
    "remaining": (_want("余额", "- 欠"), _want("- 债款", "欠")),
    "unpaid": (_want("余额", "- 欠"), _want("- 债款 本金", "欠")),
    "total": TOTAL,
    "agreed_total": (_want("- 债款 余额", "谈定"), _want("-", "-", True)),
    "pay_total": (_want("- 债款", "谈定"),),
    "reduction": (_want("- 债款 利息 本金 余额 工资", "减"),),
    "cut_principal": (_want("本金 债款", "减"), _want("余额", "减")),
    "cut_interest": (_want("利息 违约金", "减"),),
    "cut_costs": (_want("费用", "减"),),
    "wages": (_want("工资", None, True), _want("-", None, True), _want("工资", "- 欠")),
    "overtime": (_want("加班费"),),
    "compensation": (_want("补偿", None, True), _want("补偿")),
    "claim": (_want("标的"),),
    "amount": (_want("标的"), _want("债款 - 本金 工资", "欠")),
    "value": (_want("价值", "*"),),
    "seized": (_want("价值", "*"),),
    "price": (_want("总价", "*"),),
}
# Fields of which several sums may be said that add up, where they stand side by side.
ADDED_UP = frozenset({"costs", "fees", "paid", "received", "performed"})
BESIDE = re.compile(r"[^。；;\n说称]{1,20}")
# What a form asks for of its own: all that is claimed, not what is left, or no 违约金 beside the interest.
CLAIMED = frozenset({"form-claim-filing", "form-enforcement-application", "form-debt-reduction"})
ONLY_WHOLE = frozenset({"form-claim-filing", "form-enforcement-application"})
NOTHING = re.compile(
    r"分文未[付还]|(?:一分|一毛)(?:钱)?(?:都|也)?[没未][有]?(?:给|付|还|收)[过到]?|一直没[付还]过?"
    r"|至今(?:分文)?未[付还](?:过)?|没有?[付还]过(?:一?分)?钱?"
)
OWES = re.compile(r"(?:我|我们|我公司|我厂|债权人)(?:还|也|另外|倒|反)?欠(?:着)?(?:它|他|她|对方|债务人)")


def read_amount(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Sums of the field, in tiers: of the first tier that holds any, all that differ contradict each other."""
    free = [one for one in told.sums if not told.in_plan(one.start, one.end) or _stands_alone(told, field)]
    free = [one for one in free if not told.conditional(one.start)]
    free = [one for one in free if not one.loose or field.name in {"value", "seized"}]
    free = [one for one in free if not _of_teller(told, one)]
    for want in _wants(told, field):
        ones = _without_earlier(told, [one for one in free if want.fits(one) and not _each(told, one)])
        if len({one.value for one in ones}) > 1 and field.name == "wages":
            return  # of each worker: added up from the rows
        if field.name in ADDED_UP and _add_up(told, ones):
            yield [_added(told, field, ones)]
        elif ones:
            yield [stated(field.name, written(one.value), told.text, [one.span]) for one in ones]
    if field.name == "principal" and any(one.verb == "减" for one in told.sums):
        yield from ([stated(field.name, written(one.value), told.text, [one.span])] for one in free if ALL.fits(one))
    if field.name in {"paid", "received", "performed"} and (match := NOTHING.search(told.text)):
        yield [stated(field.name, "0.00", told.text, [match.span()])]


def _without_earlier(told: Told, ones: list[Sum]) -> list[Sum]:
    """Without what was owed before a payment, where what is left is told, too: 97000元，付过17000元，现欠8万元."""
    paid = [one.value for one in told.sums if one.verb == "已付"]
    less = {*paid, sum(paid, Decimal(0))} - {Decimal(0)}
    values = {one.value for one in ones}
    return [one for one in ones if not any(one.value - some in values for some in less)]


def _add_up(told: Told, ones: Sequence[Sum]) -> bool:
    """Whether sums stand side by side, so that they are parts of one: 受理费4620元、保全费1610元."""
    gaps = [told.text[one.end : other.start] for one, other in pairwise(ones)]
    whole = len({one.value for one in ones if one.whole}) == 1
    return len({one.value for one in ones}) > 1 and (whole or all(BESIDE.fullmatch(gap) for gap in gaps))


def _wants(told: Told, field: FormField) -> tuple[Want, ...]:
    wants, form = WANTS.get(field.name, ()), told.form.id
    match field.name:
        case "interest" if "违约金" in field.label:
            return WANTS["judgment_interest"]
        case "principal" if form in CLAIMED:
            return PRINCIPAL
        case "total" if form in ONLY_WHOLE:
            return TOTAL[:1]
        case "total" if form == "form-judicial-confirmation":
            return (*TOTAL, _want("债款", "付"))
        case "wages" if any(one.noun in {"补偿", "加班费"} for one in told.sums):
            return (wants[0], wants[2])
    return wants


def _of_teller(told: Told, one: Sum) -> bool:
    """Whether it is what a creditor who tells the story owes in turn."""
    mine = OWES.search(told.text, one.clause, one.start)
    return mine is not None and _tells(told)


def _tells(told: Told) -> bool:
    """Whether it is a creditor who tells the story."""
    teller = told.cast.narrator
    return told.form.id == "form-claim-filing" or (teller is not None and teller.name in told.those(Part.CREDITOR))


def _stands_alone(told: Told, field: FormField) -> bool:
    """Whether a sum of a payment may be the whole: it is the only payment."""
    return told.plan is None and field.name in {"total", "pay_total", "agreed_total"}


def _each(told: Told, one: Sum) -> bool:
    """Whether it is paid again and again, or for each of several."""
    return (
        one.noun == "单价"
        or re.search(r"每(?:[期次人天日月年]|个人)[^，。；]{0,6}$", told.text[max(0, one.start - 10) : one.start])
        is not None
    )


def _added(told: Told, field: FormField, ones: Sequence[Sum]) -> Found:
    """Several sums of a kind as one; a 合计 among them is taken for it."""
    whole = [one for one in ones if one.whole]
    if len({one.value for one in whole}) == 1:
        return stated(field.name, written(whole[0].value), told.text, [whole[0].span])
    total = sum((one.value for one in ones), Decimal(0))
    steps = "＋".join(written(one.value) for one in ones)
    return Found(field.name, written(total), tuple(one.span for one in ones), f"{steps}＝{written(total)}元", True)


def written(value: Decimal) -> str:
    """Yuan with two decimals."""
    return f"{value:.2f}"
