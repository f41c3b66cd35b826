"""Fields that take a party or a person: whose side they are on decides who is meant."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.drafting.stories.cast import Somebody
from assistant.drafting.stories.particulars import line
from assistant.drafting.stories.sides import Part, those
from assistant.drafting.stories.story import Found, stated
from assistant.drafting.stories.told import BY_DEBTOR, Told
from knowledge.forms import FieldType, FormField

PARTS: Mapping[str, Part] = {
    "creditor": Part.CREDITOR,
    "debtor": Part.DEBTOR,
    "employer": Part.DEBTOR,
    "guarantor": Part.GUARANTOR,
    "co_debtor": Part.CO_DEBTOR,
    "other_payer": Part.PAYER,
    "custodian": Part.CUSTODIAN,
    "representative": Part.SPOKESMAN,
}
APPLICANTS = frozenset({"applicant"})
QUARREL = {Part.CREDITOR, Part.DEBTOR, Part.APPLICANT}
OPPONENTS = frozenset({"respondent", "opposite"})


def read_party(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The first who plays the part of the field, with all that is said of him."""
    who = _who(told, field)
    if who is None:
        return
    if field.type is FieldType.TEXT:
        yield [stated(field.name, who.name, told.text, (who.named or who.places)[:1])]
        return
    value, spans, note = line(told.cast, who, told.particulars)
    inferred = any(one.inferred and one.who == who for one in told.played)
    notes = [*(["哪一方没有明说，按另一方推定，请核对"] if inferred else []), *([note] if note else [])]
    yield [stated(field.name, value, told.text, spans, "；".join(notes))]


def _who(told: Told, field: FormField) -> Somebody | None:
    if field.name in {"party_a", "party_b"}:
        sides = [one.who for one in told.played if one.who.name and QUARREL & set(one.parts)]
        place = field.name == "party_b"
        return sides[place] if len(sides) > place else None
    if field.name == "objector":
        return _objector(told)
    part = PARTS.get(field.name)
    if part is None:
        applying = Part.DEBTOR if told.form.id in BY_DEBTOR and "申请执行人" not in field.label else Part.CREDITOR
        opposing = Part.CREDITOR if applying is Part.DEBTOR else Part.DEBTOR
        if field.name == "opposite" and "申请执行人" in field.label:
            opposing = Part.CREDITOR
        part = applying if field.name in APPLICANTS else opposing if field.name in OPPONENTS else None
    if part is None:
        return None
    found = [one for one in those(told.played, part) if one.name]
    return found[0] if found else None


def _objector(told: Told) -> Somebody | None:
    """Who objects: by the word, else who tells the story."""
    objecting = [one for one in those(told.played, Part.OBJECTOR) if one.name]
    return objecting[0] if objecting else told.cast.narrator
