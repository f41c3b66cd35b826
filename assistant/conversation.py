"""What a conversation has told so far: facts, sums, and the calculation last asked for. The latest word wins."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from assistant.errors import CalculationError
from assistant.messages import CLARIFICATION, Question, Turn
from assistant.reading.facts import heard
from assistant.reading.said import DEBTS, Labelled, Said, debt
from assistant.reading.sums import Known, Sum, wanted_sums
from assistant.relief.choosing import Chooser
from assistant.relief.facts import after_judgment, checked
from assistant.relief.logic import holds
from knowledge.records import Role
from knowledge.relief import Facts, FactValue, facts_in

CORRECTS = re.compile(r"不对|不是|错了|说错|记错|写错|更正|更改|改一下|其实|应该是|准确|纠正")
WAGES = "wages_unpaid"
ANY_DEBT = {"", "债务", "合计"}  # labels of a sum that may be of any kind
SHORT = 24  # characters of a message that may be the bare answer to a question


@dataclass(frozen=True, slots=True)
class Dispute:
    """``facts`` in the vocabulary of the relief rules; ``sums`` latest last; ``asked`` what the last message but for
    small talk wants computed, () for nothing; ``before`` the calculation asked for most recently; ``earlier`` the
    messages, latest last.
    """

    facts: Facts = field(default_factory=dict)
    sums: tuple[Labelled, ...] = ()
    asked: tuple[Sum, ...] = ()
    before: Sum | None = None
    earlier: tuple[Said, ...] = ()

    @property
    def amount(self) -> Decimal | None:
        """The debt in dispute as it is known now."""
        return debt(self.sums)


def told(question: Question, today: date, chooser: Chooser) -> Dispute:
    """What the turns and the question tell together."""
    dispute = Dispute()
    asked_back = ""
    for turn in (*question.turns, Turn(question.text, "")):
        dispute = _after(dispute, turn.question, question.role, turn.asked or today, chooser, asked_back)
        asked_back = turn.answer if turn.outcome == CLARIFICATION else ""
    return dispute


def _after(  # noqa: PLR0913  what a message is read in the light of
    before: Dispute, text: str, role: Role, today: date, chooser: Chooser, asked_back: str
) -> Dispute:
    said = Said(text, today)
    sums = _corrected(before.sums, said)
    context = "\n".join(one.text for one in before.earlier)
    facts = joined(before.facts, {**heard(text, role, chooser.rules, context)}, chooser)
    if asked_back:
        facts = _answered(facts, asked_back, text, chooser)
    facts = after_judgment(facts)
    asked = wanted_sums(text, today, Known(before.sums, before.before, before.earlier))
    latest = asked[-1] if asked else before.before
    return Dispute(_restated(facts, before.sums, sums), sums, asked, latest, (*before.earlier, said))


def _corrected(known: tuple[Labelled, ...], said: Said) -> tuple[Labelled, ...]:
    """The sums with those of a new message; one that takes another back replaces it where it stood."""
    fresh = list(said.labelled)
    if said.denied and fresh:
        replaced = [replace(one, value=fresh[0].value) if one.value in said.denied else one for one in known]
        if replaced != list(known):
            return (*replaced, *fresh[1:])
    if known and len(fresh) == 1 and CORRECTS.search(said.text):
        debts = [place for place, one in enumerate(known) if one.label in DEBTS]
        same = [place for place in debts if known[place].label == fresh[0].label]
        same = same or [place for place in debts if ANY_DEBT & {known[place].label, fresh[0].label}]
        if same:
            place = same[-1]
            return (*known[:place], replace(known[place], value=fresh[0].value), *known[place + 1 :])
    return (*known, *fresh)


def _restated(facts: Facts, known: tuple[Labelled, ...], sums: tuple[Labelled, ...]) -> Facts:
    """The facts, of which the wages are put right with the sum that told them."""
    new = {old.value: one.value for old, one in zip(known, sums, strict=False) if one.value != old.value}
    wages = facts.get(WAGES)
    if not isinstance(wages, int) or wages not in new:
        return facts
    return {**facts, WAGES: int(new[Decimal(wages)])}


def joined(known: Facts, fresh: Mapping[str, FactValue], chooser: Chooser) -> Facts:
    """The later word wins; a later word that contradicts earlier ones drives those out."""
    merged: dict[str, FactValue] = {**known, **fresh}
    for one in _contradicted(merged, chooser):
        if one not in fresh:
            merged.pop(one, None)
    return merged


def _contradicted(facts: Facts, chooser: Chooser) -> Iterable[str]:
    return [key for one in chooser.rules.contradictions if holds(one.when, facts) for key in facts_in(one.when)]


def _answered(facts: Facts, asked_back: str, reply: str, chooser: Chooser) -> Facts:
    """With a bare reply to the question that was asked back, where it was about a fact."""
    fact = next((one for one in chooser.rules.facts.values() if one.question in asked_back), None)
    if fact is None or len(reply) > SHORT:
        return facts
    try:
        given = checked({fact.key: reply.strip().rstrip("。.!！?？")}, chooser.rules)
    except CalculationError:
        return facts
    return joined(facts, given, chooser)
