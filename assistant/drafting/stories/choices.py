"""Fields with choices, and those that take 是 or 否."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.drafting.stories.agreed_choices import AGREED, IN_DEFAULT
from assistant.drafting.stories.case_choices import CASE, NEVER_BY_ITSELF
from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.told import Told
from assistant.drafting.stories.yes_words import YES_OR_NO
from knowledge.forms import FormField

CHOICES = {**AGREED, **CASE}
DENIED = re.compile(r"(?:没有?|未曾?|不是|并非|不再?|别|无法|尚未|还没)[^，。；：:]{0,3}$")
NOT_DENIED = re.compile(r"(?:不但|不仅|不管|是不是|有没有|不[对错])[^，。；]{0,3}$")
PREFERRED = frozenset({"单位拖欠劳动报酬", "劳动争议调解协议书"})  # wherever they are said at all
FACTS = frozenset(
    {"opinion", "consent", "stage", "cause", "origin", "basis_kind", "ground", "kind", "status", "who_left"}
)
OWN_DENIAL = re.compile(r"^(?:不|没|未|无|还没)")


def read_choice(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The choice that a story makes; two different ones contradict each other unless one says more."""
    if field.name == "mode" and told.plan is not None:
        choice = next((one for one in field.choices if one.startswith("分")), "")
        yield [stated(field.name, choice, told.text, told.plan.spans)]
        return
    found = [(choice, span) for choice in field.choices if (span := _place(told, field.name, choice))]
    found = [one for one in found if not any(_within(one[1], other[1]) for other in found if other is not one)]
    preferred = [one for one in found if one[0] in PREFERRED]
    found = preferred or found
    if field.name in {"cause", "origin", "stage", "opinion", "consent"} and found:
        found = [min(found, key=lambda one: one[1])]
    if found:
        yield [stated(field.name, choice, told.text, [span]) for choice, span in found]


def read_choices(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """All choices that a story makes."""
    found = [(choice, span) for choice in field.choices if (span := _place(told, field.name, choice))]
    if found:
        yield [stated(field.name, [choice for choice, _ in found], told.text, [span for _, span in found])]


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one != other


def _place(told: Told, name: str, choice: str) -> Span | None:
    """Where a choice is made; None where it is not."""
    pattern = _pattern(name, choice)
    if pattern is None:
        return None
    for match in pattern.finditer(told.text):
        start = match.start()
        lead = told.text[told.clause(start)[0] : start]
        denied = DENIED.search(lead) and not NOT_DENIED.search(lead) and not OWN_DENIAL.match(match.group())
        if (denied and choice not in IN_DEFAULT) or (
            choice not in IN_DEFAULT and name not in FACTS and told.supposed(start)
        ):
            continue
        if choice in IN_DEFAULT and not (told.supposed(match.end() - 1) or told.supposed(start)):
            continue
        return match.span()
    return None


@cache
def _pattern(name: str, choice: str) -> re.Pattern[str] | None:
    words = CHOICES.get(f"{name}:{choice}") or CHOICES.get(choice)
    if words is None:
        return None if NEVER_BY_ITSELF.fullmatch(choice) else re.compile(re.escape(choice))
    return re.compile(words)


def read_yes_or_no(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """是 or 否 where words say so; a denial decides where both stand."""
    yes, no = YES_OR_NO.get(field.name, ("(?!)", "(?!)"))
    for words, value in ((no, "否"), (yes, "是")):
        match = re.search(words, told.text)
        if not match:
            continue
        lead = told.text[told.clause(match.start())[0] : match.start()]
        if value == "是" and DENIED.search(lead) and not NOT_DENIED.search(lead):
            continue
        yield [stated(field.name, value, told.text, [match.span()])]
        return
