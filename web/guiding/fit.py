"""Whether a way is open: what its rules ask for, as a list to answer, and what follows from the answers at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from assistant.errors import CalculationError
from assistant.relief.advice import COURT_DECIDES
from assistant.relief.choosing import Chooser
from assistant.relief.facts import checked
from assistant.relief.interview import NOT_SURE, label
from assistant.relief.logic import holds
from knowledge.records import Entry
from knowledge.relief import Condition, Every, Fact, Facts, FactType, ReliefRules, Route, facts_in
from web.tools import TITLED

STATES = {True: "符合", False: "不符合", None: "还不清楚"}
CLASSES = {True: "met", False: "unmet", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; ``plain`` says what it means where the glossary has it, else ""."""

    value: str
    label: str
    chosen: bool
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that is asked for. ``kind`` is one, many or number; of a number ``value`` is what was written."""

    key: str
    question: str
    why: str
    kind: str
    options: tuple[Option, ...]
    value: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A condition, what is asked to judge it (nothing where all was asked before), and what became of it ("" before).

    ``state`` is the word for it, ``mark`` its class.
    """

    says: str
    basis: tuple[str, ...]
    asked: tuple[Asked, ...]
    state: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """The list. ``verdict`` is "" before it was answered; ``told`` says what follows, ``onward`` carries the answers to
    the interview; ``problem`` is what could not be taken.
    """

    title: str
    needs: tuple[Need, ...]
    verdict: str = ""
    mark: str = ""
    told: str = ""
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    onward: str = "/guide/interview"
    problem: str | None = None
    caution: str = COURT_DECIDES
    unsure: str = NOT_SURE


@cache
def the_chooser() -> Chooser:
    """The one over the shipped rules."""
    return Chooser(ReliefRules.load())


def route_of(entry: Entry, rules: ReliefRules) -> Route | None:
    """The route that a record describes; of a procedure that serves several, that of the mechanism it names first."""
    own = [route for route in rules.routes if route.mechanism == entry.id]
    served = [route for route in rules.routes if route.procedure and route.procedure.id == entry.id]
    order = {key: place for place, key in enumerate(entry.related)}
    return next(iter(own or sorted(served, key=lambda route: order.get(route.mechanism, len(order)))), None)


def fit_of(route: Route, sent: Sequence[tuple[str, str]], chooser: Chooser) -> Fit:
    """The list of a route with what was ``sent``: as it was, with the verdict, or with what is wrong."""
    facts = chooser.rules.facts
    keys = dict.fromkeys(key for need in route.needs for key in facts_in(need.when))
    given: dict[str, list[str]] = {key: [text for name, text in sent if name == key and text.strip()] for key in keys}
    given = {key: texts for key, texts in given.items() if texts}
    title = route.record.title
    if not given:
        return Fit(title, _needs(route.needs, facts, given, None))
    try:
        known = checked({key: _value(facts[key], texts) for key, texts in given.items()}, chooser.rules)
    except CalculationError as error:
        return Fit(title, _needs(route.needs, facts, given, None), problem=TITLED.sub(r"\1", str(error)))
    met = [holds(need.when, known) for need in route.needs]
    verdict = holds(Every(tuple(need.when for need in route.needs)), known)
    return Fit(
        title,
        _needs(route.needs, facts, given, known),
        verdict=STATES[verdict],
        mark=CLASSES[verdict],
        told=_told(met, verdict),
        reasons=tuple(one.says for one in route.favours if holds(one.when, known)),
        doubts=tuple(one.says for one in route.against if holds(one.when, known)),
        onward=f"/guide/interview?{urlencode([(key, text) for key in known for text in given[key]])}",
    )


def _told(met: Sequence[bool | None], verdict: bool | None) -> str:
    if verdict:
        return f"所列的{len(met)}项条件都符合。"
    if verdict is False:
        return f"{len(met)}项条件里有{met.count(False)}项不符合，见下面标出的。"
    return f"{len(met)}项条件里还有{met.count(None)}项不清楚，弄清之后再看。"


def _needs(
    needs: Sequence[Condition], facts: Mapping[str, Fact], given: Mapping[str, Sequence[str]], known: Facts | None
) -> tuple[Need, ...]:
    """``known`` is None before the answers were judged. Each fact is asked once, under the first need it counts for."""
    views: list[Need] = []
    before: set[str] = set()
    for need in needs:
        fresh = [key for key in dict.fromkeys(facts_in(need.when)) if key not in before]
        before.update(fresh)
        asked = tuple(asked_view(facts[key], given.get(key, ())) for key in fresh)
        basis = tuple(dict.fromkeys(map(str, need.basis)))
        met = holds(need.when, known) if known is not None else None
        judged = (STATES[met], CLASSES[met]) if known is not None else ("", "")
        views.append(Need(need.says, basis, asked, *judged))
    return tuple(views)


def asked_view(fact: Fact, chosen: Sequence[str]) -> Asked:
    """A fact as a question, with what was ``chosen``; not to know is an answer."""
    match fact.type:
        case FactType.NUMBER:
            return Asked(fact.key, fact.question, fact.why, "number", (), "".join(chosen[:1]), fact.unit)
        case FactType.CHOICES:
            many = tuple(Option(choice, choice, choice in chosen) for choice in fact.choices)
            return Asked(fact.key, fact.question, fact.why, "many", many)
    values = fact.choices or ("是", "否")
    options = [Option(value, label(value), value in chosen) for value in values]
    unsure = not any(option.chosen for option in options)
    return Asked(fact.key, fact.question, fact.why, "one", (*options, Option(NOT_SURE, NOT_SURE, unsure)))


def _value(fact: Fact, texts: Sequence[str]) -> str | list[str]:
    return list(texts) if fact.type is FactType.CHOICES and NOT_SURE not in texts else texts[0]
