"""A story as it is read for a form: who is in it, its sums and days, and which of these belong to a plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.drafting.stories.cast import Cast
from assistant.drafting.stories.dated import Day, Month, months, story_days
from assistant.drafting.stories.particulars import Particular, particulars
from assistant.drafting.stories.periods import Source
from assistant.drafting.stories.plan import Payment, Plan, told_one_by_one
from assistant.drafting.stories.rule import told_by_rule
from assistant.drafting.stories.sides import Part, Played, played, those
from assistant.drafting.stories.story import Span
from assistant.drafting.stories.sums import Sum, sums
from assistant.reading.days import CHINESE, undated
from assistant.reading.quantities import Amount, Percent
from assistant.reading.said import Said
from knowledge.forms import Form
from knowledge.numerals import number

# Forms whose applicant is the one who owes.
BY_DEBTOR = frozenset(
    {
        *("form-live-seizure-request", "form-credit-repair-request", "form-dishonesty-correction"),
        *("form-preservation-change", "form-seizure-release"),
    }
)
CLAUSE = re.compile(r"(?:[^，。；！？,;!?\n]|(?<=\d),(?=\d))+")
SENTENCE = re.compile(r"[^。；！？;!?\n]+")
# What follows is agreed for the case that somebody does not pay.
SUPPOSED = re.compile(
    r"如果?(?!何|实|期|数)|要是|假如|若(?!干)|一旦|只要(?=[^，。；]{0,6}(?:[一有]|逾期|没|晚))|万一"
    r"|逾期(?!的?利息|违约金)|超期|迟延(?:付款|支付"
    r"|履行的)|没有?(?:按期|按时|按约|如期|还上|付清|足额)|未(?:按期|按时|按约|如期|足额|付清)|不按[期时]"
    r"|(?:任何|有)?一(?:期|次|笔|个月)[^，。；]{0,6}(?:不|没|未|晚|逾)|再晚|哪[次期]"
    r"|有[两几一二三]个?[次期月]|不付的?[，就]|第一次不|晚了"
    r"|违约(?!金)|否则|有一[期次]|和解不成|不履行"
)
CONDITIONAL = re.compile(
    r"如果?(?!何|实|期|数)|要是|假如|一旦|(?:到期)?没有?(?:按期|按时|按约|如期|足额|付清|给齐|给够)"
    r"|未(?:按期|按时|按约|如期|足额)|不按[期时]|不按期|否则|(?<!说)只要(?!求)"
)
DIVIDED = re.compile(r"分[^，。；个]{1,3}[期次笔](?!限)")
COUNTED = re.compile(rf"分(?:成|作|为)?(?P<count>\d{{1,2}}|[{CHINESE}]{{1,3}})[期次笔](?!限)")
BARE = re.compile(
    r"(?:按|少[^，。；\d]{0,3}|利息|补[我他她给]{0,2}|本金|违约金|货款|再给|给一半"
    r"|给)(?P<sum>\d{3,8}(?:\.\d{1,2})?)(?![\d.,年月日号天期个名人%％元万千])"
)
TOTALS = (("谈定", ""), ("欠", ""), ("借", ""), ("", "本金"), ("", "债款"))


@dataclass(frozen=True)
class Told:
    """``text`` as told on ``today`` for a form."""

    text: str
    form: Form
    today: date

    @cached_property
    def said(self) -> Said:
        """Its quantities, without those that are denied."""
        return Said(self.text, self.today)

    @cached_property
    def cast(self) -> Cast:
        """Who is mentioned."""
        return Cast(self.text)

    @cached_property
    def played(self) -> tuple[Played, ...]:
        """Everybody with their parts."""
        return played(self.cast, Part.DEBTOR if self.form.id in BY_DEBTOR else Part.CREDITOR)

    @cached_property
    def particulars(self) -> dict[str, list[Particular]]:
        """Numbers, addresses, telephones and representatives, by the names of those whose they are."""
        return particulars(self.cast, self.played)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Its sums."""
        found = list(self.said.amounts)
        for match in BARE.finditer(undated(self.text)):  # 利息6000一起付, 给6800
            start, end = match.span("sum")
            if not any(one.start < end and start < one.end for one in found):
                found.append(Amount(start, end, Decimal(match["sum"])))
        return tuple(sums(self.text, sorted(found, key=lambda one: one.start)))

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Its days."""
        return story_days(self.text, self.today, self.said.days)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Its months without a day."""
        return months(self.text, self.today)

    @cached_property
    def rates(self) -> tuple[Percent, ...]:
        """Its rates."""
        return self.said.rates

    @cached_property
    def single(self) -> tuple[Payment, ...]:
        """Payments that are told one by one."""
        return tuple(told_one_by_one(self.text, self.days, self.sums, self.today))

    @cached_property
    def plan(self) -> Plan | None:
        """Two payments or more, None where there are none."""
        rule = told_by_rule(Source(self.text, self.days, self.months, self.sums, self.single, self._total, self.today))
        if rule is None or len(rule.payments) == 1:
            rule = Plan(self.single, tuple(one.span for one in self.single)) if len(self.single) > 1 else None
        return rule if rule and self._is_whole(rule) else None

    def _is_whole(self, plan: Plan) -> bool:
        """Whether a plan has as many payments as are told, and none stands beside it: half a plan is none."""
        start, stop = self.sentence(plan.spans[0][0])[0], self.sentence(plan.spans[-1][0])[1]
        counted = {number(match["count"]) for match in COUNTED.finditer(self.text, start, plan.spans[0][1])} - {None}
        if not plan.computed and counted and counted != {len(plan.payments)}:
            return False
        values = {one.value for one in plan.payments} | {plan.total}
        paid = [one for one in self.sums if start <= one.start < stop and one.verb == "付"]
        return all(one.value in values for one in paid if not one.noun and not one.whole)

    @cached_property
    def divided(self) -> bool:
        """Whether it is agreed to pay more than once."""
        return len(self.single) > 1 or self.plan is not None or DIVIDED.search(self.text) is not None

    @cached_property
    def _total(self) -> Sum | None:
        """The one sum that the payments make up."""
        for verb, noun in TOTALS:
            found = [one for one in self.sums if (one.verb == verb or not verb) and (one.noun == noun or not noun)]
            if len({one.value for one in found}) == 1:
                return found[0]
        return None

    @cached_property
    def planned(self) -> tuple[Span, ...]:
        """Places of sums and days that belong to the payments ahead."""
        whole = (self._total.start, self._total.end) if self._total else None
        spans = [*(one.span for one in self.single), *(self.plan.spans if self.plan else ())]
        return tuple(span for span in spans if span != whole)

    def in_plan(self, start: int, end: int) -> bool:
        """Whether a place belongs to the payments ahead."""
        return any(start < stop and begin < end for begin, stop in self.planned)

    def those(self, part: Part) -> list[str]:
        """Names of those who play a part."""
        return [one.name for one in those(self.played, part) if one.name]

    def clause(self, place: int) -> Span:
        """The clause that a place is in."""
        return _around(CLAUSE, self.text, place)

    def sentence(self, place: int) -> Span:
        """The sentence that a place is in."""
        return _around(SENTENCE, self.text, place)

    def conditional(self, place: int) -> bool:
        """Whether a place is only meant for the case that somebody does not pay."""
        start, _ = self.sentence(place)
        return CONDITIONAL.search(self.text, start, place) is not None

    def supposed(self, place: int) -> bool:
        """Whether a place follows words that suppose that somebody does not pay, in the same sentence."""
        start, _ = self.sentence(place)
        return SUPPOSED.search(self.text, start, place) is not None


def _around(pattern: re.Pattern[str], text: str, place: int) -> Span:
    return next(
        (match.span() for match in pattern.finditer(text) if match.start() <= place < match.end()), (place, place)
    )


def trimmed(text: str, span: Span) -> Span:
    """A place without blanks and marks at its ends."""
    start, end = span
    while start < end and text[start] in " \n\t　，。；、：:,;":
        start += 1
    while end > start and text[end - 1] in " \n\t　，。；、：:,;":
        end -= 1
    return start, end


def joined(text: str, spans: Sequence[Span]) -> str:
    """The words at some places as sentences."""
    pieces = [text[start:end] for start, end in spans]
    return pieces[0] if len(pieces) == 1 else "。".join(pieces) + "。"
