"""Whose part each plays in a story: who owes, to whom, who answers for it, who mediates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.stories.cast import Cast, Somebody
from assistant.drafting.stories.relations import related
from assistant.drafting.stories.roles import LABELLED, C, D, Part, labelled

__all__ = ["Part", "Played", "played", "those"]

THIRD = frozenset(
    {Part.MEDIATOR, Part.REPRESENTATIVE, Part.AGENT, Part.ADMINISTRATOR, Part.CUSTODIAN, Part.GUARANTOR, Part.PAYER}
)


@dataclass(frozen=True, slots=True)
class Played:
    """Somebody with the parts that he plays, the likeliest first; ``inferred`` where only the other's side is told."""

    who: Somebody
    parts: tuple[Part, ...]
    inferred: bool = False


def played(cast: Cast, applying: Part = C) -> tuple[Played, ...]:
    """Everybody with their parts; where two quarrel and one side is clear, the other follows. ``applying`` is the side
    of those who are only called 申请人.
    """
    sides = {Part.APPLICANT: applying, Part.RESPONDENT: D if applying is C else C}
    scores: dict[str, dict[Part, int]] = {one.name: {} for one in cast.all}
    for name, part, weight in [*labelled(cast), *related(cast)]:
        for one in dict.fromkeys((part, sides.get(part, part))):
            scores[name][one] = scores[name].get(one, 0) + weight
    told = {one.name: _settled(scores[one.name]) for one in cast.all}
    left = _left(cast, told)
    if left:
        told[left[0]] = (left[1],)
    return tuple(Played(one, told[one.name], left is not None and one.name == left[0]) for one in cast.all)


def _left(cast: Cast, told: Mapping[str, tuple[Part, ...]]) -> tuple[str, Part] | None:
    """Where only one side is clear, the only one who is left for the other: the teller, a firm, or anybody."""
    clear = {part for parts in told.values() for part in parts if part in {C, D}}
    rest = [one for one in cast.all if one.name and not told[one.name]]
    tellers = [one for one in rest if one == cast.narrator]
    group = tellers or [one for one in rest if one.firm] or rest
    if len(clear) != 1 or len(group) != 1:
        return None
    return group[0].name, D if clear == {C} else C


def _settled(scores: dict[Part, int]) -> tuple[Part, ...]:
    """The parts with enough behind them: of the two sides only one."""
    creditor, debtor = scores.get(C, 0), scores.get(D, 0)
    third = bool(THIRD & scores.keys()) and max(creditor, debtor) < LABELLED
    drop = {C, D} if third else {C} if debtor > creditor else {D} if creditor > debtor else {C, D}
    ranked = sorted(scores, key=lambda part: -scores[part])
    return tuple(part for part in ranked if part not in drop)


def those(told: Sequence[Played], part: Part) -> list[Somebody]:
    """Who plays a part, in order of mention."""
    return [one.who for one in told if part in one.parts]
