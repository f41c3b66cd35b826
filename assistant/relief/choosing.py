"""Facts → routes: which are open, in which order and why; which are excluded; what to ask next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

from assistant.relief.logic import holds
from knowledge.relief import (
    Checklist,
    Condition,
    Every,
    Fact,
    Facts,
    FactType,
    FactValue,
    Not,
    ReliefRules,
    Route,
    Some,
    Within,
    facts_in,
)

NEEDED = 4.0  # what the needs of a route count where all are met
UNKNOWN = 0.35  # share of that which an unknown need counts
WORTH = 0.9  # how sharply a score makes a route likelier than the others
LEAST = 1e-6  # gain below which an answer changes nothing

Question = Fact | Checklist


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition and whether it is met; None: not known."""

    condition: Condition
    met: bool | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A route that is open. ``score`` ranks it; it means nothing by itself."""

    route: Route
    score: float
    needs: tuple[Judged, ...]
    favours: tuple[Judged, ...]
    against: tuple[Judged, ...]

    @property
    def met(self) -> tuple[Condition, ...]:
        """Needs that are met."""
        return tuple(one.condition for one in self.needs if one.met)

    @property
    def unknown(self) -> tuple[Condition, ...]:
        """Needs that nobody knows of yet."""
        return tuple(one.condition for one in self.needs if one.met is None)

    @property
    def reasons(self) -> tuple[Condition, ...]:
        """What speaks for it."""
        return tuple(one.condition for one in self.favours if one.met)

    @property
    def doubts(self) -> tuple[Condition, ...]:
        """What speaks against it."""
        return tuple(one.condition for one in self.against if one.met)

    @property
    def grounded(self) -> bool:
        """Whether something that is known speaks for it; a route may be open only because nothing is known."""
        return bool(self.met or self.reasons)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A route that is not open, and the needs that are not met."""

    route: Route
    because: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """``routes`` best first; ``ask_next`` is the fact that would separate them most, None where none would."""

    facts: Facts
    routes: tuple[Chosen, ...]
    excluded: tuple[Excluded, ...]
    ask_next: Fact | None


class Chooser:
    """Evaluates one set of rules. It keeps no state; safe to share."""

    def __init__(self, rules: ReliefRules) -> None:
        """``rules`` were read and checked."""
        self.rules = rules

    def choose(self, facts: Facts, ask: bool = True) -> Choice:
        """Everything that follows from the facts; ``ask``: also what to ask next."""
        routes: list[Chosen] = []
        excluded: list[Excluded] = []
        for route in self.rules.routes:
            needs = _judged(route.needs, facts)
            unmet = tuple(one.condition for one in needs if one.met is False)
            if unmet:
                excluded.append(Excluded(route, unmet))
                continue
            favours, against = _judged(route.favours, facts), _judged(route.against, facts)
            routes.append(Chosen(route, _score(route, needs, favours, against), needs, favours, against))
        routes.sort(key=lambda one: -one.score)  # stable: equal scores keep the order of the rules
        return Choice(facts, tuple(routes), tuple(excluded), self.next_question(facts) if ask else None)

    def question(self, key: str) -> Question:
        """The fact or checklist of this key; raises KeyError."""
        return self.rules.checklists.get(key) or self.rules.facts[key]

    def next_question(self, facts: Facts) -> Fact | None:
        """The unknown fact whose answer is expected to separate the routes most; None where no answer would."""
        gains = self.gains(facts)
        best = max(gains, key=lambda key: gains[key], default=None)
        return self.rules.facts[best] if best else None

    def gains(self, facts: Facts) -> dict[str, float]:
        """How far the answer to each unknown fact is expected to separate the routes; facts that change nothing are
        left out.
        """
        before = self._scores(facts, range(len(self.rules.routes)))
        gains: dict[str, float] = {}
        for key, fact in self.rules.facts.items():
            touched = [place for place in self._touched.get(key, ()) if before[place] is not None]
            if key in facts or not touched:
                continue
            answers = [one for one in self._answers(fact) if not self._impossible({**facts, key: one[0]})]
            if len(answers) < 2:  # noqa: PLR2004  one answer tells nothing
                continue
            total = sum(chance for _, chance in answers)
            found = [(self._merged(before, touched, {**facts, key: one}), chance / total) for one, chance in answers]
            told = _entropy(before) - sum(chance * _entropy(after) for after, chance in found) + _moved(before, found)
            if told > LEAST:
                gains[key] = told
        return gains

    def _scores(self, facts: Facts, places: Iterable[int]) -> dict[int, float | None]:
        return {place: self._score_of(self.rules.routes[place], facts) for place in places}

    def _score_of(self, route: Route, facts: Facts) -> float | None:
        needs = _judged(route.needs, facts)
        if any(one.met is False for one in needs):
            return None
        return _score(route, needs, _judged(route.favours, facts), _judged(route.against, facts))

    def _merged(
        self, before: Mapping[int, float | None], touched: Iterable[int], facts: Facts
    ) -> dict[int, float | None]:
        return {**before, **self._scores(facts, touched)}

    def _impossible(self, facts: Facts) -> bool:
        return any(holds(one.when, facts) for one in self.rules.contradictions)

    @cached_property
    def _touched(self) -> Mapping[str, tuple[int, ...]]:
        """Fact → the routes whose conditions look at it."""
        found: dict[str, dict[int, None]] = {}
        for place, route in enumerate(self.rules.routes):
            for condition in route.conditions:
                for key in facts_in(condition.when):
                    found.setdefault(key, {})[place] = None
        return {key: tuple(places) for key, places in found.items()}

    def _answers(self, fact: Fact) -> Iterator[tuple[FactValue, float]]:
        """What might be answered, and how likely that is: each choice alone; of numbers one on either side of every
        bound.
        """
        match fact.type:
            case FactType.YES_NO:
                yield from ((True, fact.likely), (False, 1 - fact.likely))
            case FactType.CHOICE:
                yield from ((choice, 1 / len(fact.choices)) for choice in fact.choices)
            case FactType.CHOICES:
                yield from ((frozenset({choice}), 1 / len(fact.choices)) for choice in fact.choices)
            case FactType.NUMBER:
                bounds = self._bounds.get(fact.key, ())
                yield from ((bound, 1 / len(bounds)) for bound in bounds)

    @cached_property
    def _bounds(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {}
        for route in self.rules.routes:
            for condition in route.conditions:
                for least, most, key in _within(condition.when):
                    found.setdefault(key, {0}).update(
                        {least, min(most, least + 1)} | ({most, most + 1} if most < 10**9 else set())
                    )
        return {key: tuple(sorted(values)) for key, values in found.items()}


def _within(expression: object) -> Iterator[tuple[int, int, str]]:
    match expression:
        case Within(key, least, most):
            yield least, most, key
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _within(part)
        case Not(part):
            yield from _within(part)


def _judged(conditions: Sequence[Condition], facts: Facts) -> tuple[Judged, ...]:
    return tuple(Judged(one, holds(one.when, facts)) for one in conditions)


def _score(route: Route, needs: Sequence[Judged], favours: Sequence[Judged], against: Sequence[Judged]) -> float:
    """What speaks for a route counts in the measure in which its needs are known to be met."""
    known = sum(1.0 if one.met else UNKNOWN for one in needs) / len(needs)
    spoken = NEEDED + sum(one.condition.weight for one in favours if one.met)
    return route.base + known * spoken - sum(one.condition.weight for one in against if one.met)


def _shares(scores: Mapping[int, float | None]) -> list[float]:
    """How likely each open route is the one; closed ones 0."""
    best = max((score for score in scores.values() if score is not None), default=0.0)
    weights = [0.0 if score is None else exp(WORTH * (score - best)) for score in scores.values()]
    total = sum(weights) or 1.0
    return [weight / total for weight in weights]


def _entropy(scores: Mapping[int, float | None]) -> float:
    return -sum(share * log(share) for share in _shares(scores) if share > 0)


def _moved(before: Mapping[int, float | None], after: Sequence[tuple[Mapping[int, float | None], float]]) -> float:
    """How far, in the mean, an answer moves the routes from where they were."""
    start = _shares(before)
    distances = (
        chance * sum(abs(a - b) for a, b in zip(start, _shares(scores), strict=True)) for scores, chance in after
    )
    return sum(distances) / 2
