"""The result of the relief interview: the routes that are open, why, and what to do first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.relief.advice import COURT_DECIDES, advise
from assistant.relief.choosing import Chosen, Excluded
from assistant.relief.interview import NOT_SURE, Interview, plain, shown
from knowledge.library import Library
from knowledge.records import Record
from knowledge.registry import Registry
from knowledge.relief import Condition, Facts, FactValue, facts_in
from knowledge.store import Store
from web.guiding.fit import the_chooser
from web.guiding.pages import guide_over
from web.guiding.parts import forms_for
from web.guiding.text import Line, line_view
from web.guiding.views import FreeHelp, Link
from web.pages import NOTICE

HERE = "/guide/interview"
EDIT, DONE = "edit", "done"  # the question to be answered again, and no more of them
SHOWN = 3  # routes in full
ALSO = 8  # others by name
FIRST = 3  # steps that are done first
FORMS = 4  # to fill in, those of the way itself first

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in words, and where it is given again."""

    question: str
    said: str
    edit: str


@dataclass(frozen=True, slots=True)
class Open:
    """What is not known yet, and where it is answered."""

    says: str
    ask: str


@dataclass(frozen=True, slots=True)
class RouteView:
    """A route that is open: why, what to do first and then, and everything one needs for it."""

    link: Link
    kind: str
    reasons: tuple[str, ...]
    met: tuple[str, ...]
    unknown: tuple[Open, ...]
    doubts: tuple[str, ...]
    first: tuple[Line, ...]
    then: tuple[Line, ...]
    office: tuple[Line, ...]
    papers: tuple[Line, ...]
    cost: tuple[Line, ...]
    deadline: tuple[Line, ...]
    forms: tuple[Link, ...]
    basis: tuple[tuple[str, bool], ...]
    combines: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What follows from the answers. ``routes`` are those that something said speaks for, ``also`` others by name,
    ``closed`` those that are not open and why.
    """

    answers: tuple[Answered, ...]
    routes: tuple[RouteView, ...]
    also: tuple[Link, ...]
    closed: tuple[Link, ...]
    address: str
    more: str | None
    help: FreeHelp
    remark: str = COURT_DECIDES
    notice: str = NOTICE


def address(pairs: Iterable[Pair]) -> str:
    """Where the interview stands with these answers."""
    query = urlencode(list(pairs))
    return f"{HERE}?{query}" if query else HERE


def result_page(interview: Interview, cut: bool, more: bool, store: Store, library: Library) -> ResultPage:
    """The routes; ``cut``: the interview was broken off, ``more``: there was more to ask."""
    chooser = the_chooser()
    pairs = [pair for key, value in interview.answers for pair in _sent(key, value)]
    known = interview.facts(chooser)
    choice = chooser.choose(known, ask=False)
    edit = [*pairs, (DONE, "1")]
    answers = tuple(
        Answered(chooser.question(key).question, shown(key, value, chooser), address([*edit, (EDIT, key)]))
        for key, value in interview.answers
    )
    grounded = [one for one in choice.routes[:SHOWN] if one.grounded]
    rest = [one for one in choice.routes[: SHOWN + ALSO] if one not in grounded]
    return ResultPage(
        answers,
        tuple(_route(one, edit, known, store, library.registry) for one in grounded),
        tuple(_link(one.route.record, store, _why(one)) for one in rest),
        tuple(_link(one.route.record, store, _because(one)) for one in choice.excluded),
        address(edit if cut else pairs),
        address(pairs) if cut and more else None,
        guide_over(store, library).help,
    )


def _route(chosen: Chosen, sent: Sequence[Pair], known: Facts, store: Store, registry: Registry) -> RouteView:
    advice = advise(chosen)
    explained: set[str] = set()

    def said(texts: Sequence[str]) -> tuple[Line, ...]:
        return tuple(line_view(text, registry, explained) for text in texts)

    steps = said(advice.steps)
    forms = dict.fromkeys(form for record in reversed(advice.records) for form in forms_for(record.id))
    return RouteView(
        link=_link(chosen.route.record, store, ""),
        kind=chosen.route.kind.value,
        reasons=_says(chosen.reasons),
        met=_says(chosen.met),
        unknown=tuple(_open(one, sent, known) for one in chosen.unknown),
        doubts=_says(chosen.doubts),
        first=steps[:FIRST],
        then=steps[FIRST:],
        office=said(advice.office),
        papers=said(advice.papers),
        cost=said(advice.cost),
        deadline=said(advice.deadline),
        forms=tuple(forms)[:FORMS],
        basis=tuple((str(one), one.verified) for one in advice.basis),
        combines=tuple(_link(record, store, "") for record in chosen.route.combines),
    )


def _open(condition: Condition, sent: Sequence[Pair], known: Facts) -> Open:
    """A condition that nobody knows of yet, with the first of its facts that is not known."""
    missing = next((key for key in facts_in(condition.when) if key not in known), "")
    return Open(condition.says, address([*sent, (EDIT, missing)]) if missing else "")


def _says(conditions: Sequence[Condition]) -> tuple[str, ...]:
    return tuple(one.says for one in conditions)


def _why(chosen: Chosen) -> str:
    return "；".join(_says(chosen.reasons[:1] or chosen.met[:1]))


def _because(excluded: Excluded) -> str:
    return "；".join(_says(excluded.because))


def _link(record: Record, store: Store, about: str) -> Link:
    """Where a record opens, "" where this store has none of it."""
    return Link(record.title, f"/guide/{record.id}" if record.id in store.entries else "", about)


def _sent(key: str, value: FactValue | None) -> list[Pair]:
    """An answer as it is sent."""
    if value is None:
        return [(key, NOT_SURE)]
    words = plain(value)
    return [(key, str(word)) for word in (words if isinstance(words, list) else [words])]
