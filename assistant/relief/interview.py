"""The rules asked one question at a time. Pure: an interview is its answers; the web and the terminal show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import CalculationError
from assistant.relief.choosing import Choice, Chooser, Question
from assistant.relief.facts import checked, following, read_value
from assistant.relief.logic import holds
from knowledge.records import Role
from knowledge.relief import Checklist, FactValue

MOST = 12  # questions after which the routes are shown, whatever is still unknown
AHEAD = 4.0  # by how much the first route must lead for no further question to be needed
ENOUGH = 9  # questions before a lead counts
NOT_SURE = "不清楚"
NONE = "都没有"  # of a checklist: all of it is not so
NOT = "-"  # before a key of a checklist: this is not so


@dataclass(frozen=True, slots=True)
class Interview:
    """Answers in the order in which they were given, to facts and checklists by key; None stands for 不清楚. Of a
    checklist the answer is what was ticked, with a minus before what is not so, or 都没有.
    Immutable: each step makes a new one.
    """

    answers: tuple[tuple[str, FactValue | None], ...] = ()

    def facts(self, chooser: Chooser) -> dict[str, FactValue]:
        """What is known, and what follows. What was not ticked on a checklist is not known to be otherwise."""
        return following(dict(self._known(chooser)), chooser.rules)

    def _known(self, chooser: Chooser) -> Iterator[tuple[str, FactValue]]:
        for key, value in self.answers:
            listed = chooser.rules.checklists.get(key)
            if value is None:
                continue
            if listed is None:
                yield key, value
            elif isinstance(value, frozenset):
                yield from ((fact, True) for fact in listed.facts if fact in value)
                yield from ((fact, False) for fact in listed.facts if f"{NOT}{fact}" in value or NONE in value)

    def asked(self, chooser: Chooser) -> frozenset[str]:
        """Facts that were asked for, known or not."""
        lists = chooser.rules.checklists
        return frozenset(fact for key, _ in self.answers for fact in (lists[key].facts if key in lists else (key,)))

    def answer(self, key: str, value: Any, chooser: Chooser) -> "Interview":
        """With one more answer, or another answer to an earlier question; raises CalculationError, also where it
        contradicts the others.
        """
        found = self._read(key, value, chooser)
        others = [(one, old) for one, old in self.answers if one != key]
        place = next((number for number, (one, _) in enumerate(self.answers) if one == key), len(others))
        changed = replace(self, answers=(*others[:place], (key, found), *others[place:]))
        checked({one: plain(old) for one, old in changed.facts(chooser).items()}, chooser.rules)
        return changed

    def _read(self, key: str, value: Any, chooser: Chooser) -> FactValue | None:
        if fact := chooser.rules.facts.get(key):
            return read_value(fact, value)
        listed = chooser.rules.checklists.get(key)
        if listed is None:
            raise CalculationError(key[:30], "没有这个问题")
        texts = [value] if isinstance(value, str) else value or []
        ticked = frozenset(map(str, texts)) - {"", NOT_SURE}
        allowed = {NONE, *listed.facts, *(f"{NOT}{one}" for one in listed.facts)}
        if wrong := sorted(ticked - allowed):
            raise CalculationError(listed.question, f"没有“{wrong[0][:20]}”这一项")
        if NONE in ticked and len(ticked) > 1:
            raise CalculationError(listed.question, f"选了“{NONE}”就不能再选别的")
        if any(f"{NOT}{one}" in ticked for one in ticked):
            raise CalculationError(listed.question, "同一项不能又是“是”又是“否”")
        return ticked or None

    def back(self) -> "Interview":
        """Without the last answer."""
        return replace(self, answers=self.answers[:-1])

    def next_question(self, chooser: Chooser) -> Question | None:
        """What to ask now; None where the routes can be shown: the first leads clearly, no answer would change
        anything, or enough was asked.
        """
        asked = self.asked(chooser)
        answered = {key for key, _ in self.answers}
        known = self.facts(chooser)
        for one in chooser.rules.opening:
            if one.key not in answered and (one.when is None or holds(one.when, known)):
                return chooser.question(one.key)
        if len(self.answers) >= MOST:
            return None
        if len(self.answers) >= ENOUGH and _clear(chooser.choose(known, ask=False)):
            return None
        gains = {key: gain for key, gain in chooser.gains(known).items() if key not in asked}
        questions: dict[str, tuple[Question, float]] = {}
        listed = {fact: one for one in chooser.rules.checklists.values() for fact in one.facts}
        for key, gain in gains.items():
            question: Question = listed.get(key, chooser.rules.facts[key])
            _, before = questions.get(question.key, (question, 0.0))
            questions[question.key] = (question, before + gain)
        best = max(questions.values(), key=lambda one: one[1], default=None)
        return best[0] if best else None

    def as_json(self) -> dict[str, Any]:
        """Answers as plain values, to be kept and read again."""
        return {key: None if value is None else plain(value) for key, value in self.answers}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], chooser: Chooser) -> "Interview":
        """What `as_json` gave; raises CalculationError where it is of other rules."""
        interview = cls()
        for key, value in kept.items():
            interview = interview.answer(str(key), value, chooser)
        return interview


def _clear(choice: Choice) -> bool:
    """Whether the first route leads so far that no answer is likely to change it."""
    first = choice.routes[0] if choice.routes else None
    if first is None:
        return True
    second = choice.routes[1].score if len(choice.routes) > 1 else 0.0
    return not first.unknown and first.score - second >= AHEAD


def plain(value: FactValue) -> Any:
    """A value as YAML and JSON have it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


def options(question: Question, chooser: Chooser) -> list[tuple[str, str]]:
    """The values that may be answered, and how they are shown; none for a number."""
    if isinstance(question, Checklist):
        facts = chooser.rules.facts
        return [*((key, facts[key].question.removesuffix("吗")) for key in question.facts), (NONE, NONE)]
    if question.choices:
        return [(choice, label(choice)) for choice in question.choices]
    return [("是", "是"), ("否", "否")] if question.type.value == "yes_no" else []


def shown(key: str, value: FactValue | None, chooser: Chooser) -> str:
    """An answer in words."""
    if value is None:
        return NOT_SURE
    if key in chooser.rules.checklists and isinstance(value, frozenset):
        facts = chooser.rules.facts
        if NONE in value:
            return NONE
        said = (
            f"{'不是：' if one.startswith(NOT) else ''}{facts[one.removeprefix(NOT)].question}" for one in sorted(value)
        )
        return "；".join(one.removesuffix("吗") for one in said)
    words = plain(value)
    return "、".join(words) if isinstance(words, list) else label(str(words))


def label(value: str) -> str:
    """How a choice is shown: those who ask by their Chinese names."""
    return Role(value).label if value in set(Role) else value
