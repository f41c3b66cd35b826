"""The search of the guide: what people call things first, then what the retriever finds, and the glossary."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from assistant.relief.advice import lines_of
from assistant.screening import help_for
from assistant.screening.hotlines import HOTLINES
from knowledge.errors import KnowledgeError
from knowledge.forms import Term
from knowledge.glossary import Glossary
from knowledge.records import Entry, Kind, Role, Section
from knowledge.retriever import KnowledgeRetriever
from knowledge.store import Store

NUMBERS = re.compile(rf"(?<![0-9])(?:{'|'.join(line.number for line in HOTLINES)})(?![0-9])")
GUIDED = (Kind.MECHANISM, Kind.PROCEDURE)
LONGEST = 200  # characters of a search
MOST = 10  # results
TERMS = 3
SHORTEST = 2  # characters of a name that is looked for in what was typed
CASES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A page that fits. ``called`` is the name by which it was found, "" for its title; ``what`` its first sentence."""

    title: str
    url: str
    kind: str
    what: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for ``query``. ``danger`` comes before all else: where to turn when somebody may be in danger."""

    query: str
    found: tuple[Found, ...]
    cases: tuple[Found, ...]
    terms: tuple[Term, ...]
    danger: tuple[Markup, ...]


def guide_url(entry: Entry) -> str:
    """Where a record opens: in the guide where it is a way or a procedure, else among the sources."""
    return f"/guide/{entry.id}" if entry.kind in GUIDED else f"/records/{entry.id}"


def first_sentence(store: Store, entry: Entry, *sections: Section) -> str:
    """How the first of these sections that the record has begins; "" where it has none."""
    texts = {passage.section: passage.text for passage in store.sections.get(entry.id, ())}
    text = next((texts[section] for section in sections if section in texts), "")
    return next(iter(lines_of(text)), "").partition("。")[0]


def search(query: str, retriever: KnowledgeRetriever) -> Results:
    """What fits a query that is not empty. A name that a record has leads to it and to those related to it; what else
    is typed is searched for.
    """
    store = retriever.store
    named = dict(_named(query, store.entries.values()))
    exact = [key for key, name in named.items() if name == query]
    near = [other for key in exact for other in store.related[key]] if exact else _searched(query, retriever)
    keys = dict.fromkeys([*exact, *near, *named])
    entries = [store.entries[key] for key in keys]
    helped = help_for(query)
    return Results(
        query,
        tuple(_found(store, one, named) for one in entries if one.kind in GUIDED)[:MOST],
        tuple(_found(store, one, named) for one in entries if one.kind is Kind.CASE)[:CASES],
        tuple(_terms(query))[:TERMS],
        tuple(map(_called, helped.splitlines())) if helped else (),
    )


def _called(text: str) -> Markup:
    """A text whose telephone numbers can be tapped."""
    html, done = Markup(""), 0
    for number in NUMBERS.finditer(text):
        link = Markup('<a href="tel:{0}">{0}</a>').format(number.group())
        html, done = html + text[done : number.start()] + link, number.end()
    return html + text[done:]


def suggestions(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """All names of the pages of the guide, for the browser to offer while one types."""
    guided = [entry for entry in entries.values() if entry.kind in GUIDED]
    return tuple(dict.fromkeys(name for entry in guided for name in entry.names))


def _searched(query: str, retriever: KnowledgeRetriever) -> Iterator[str]:
    """Records that the retriever finds, best first. What cannot be searched is found by its name alone."""
    try:
        hits = retriever.search(query, kinds=(*GUIDED, Kind.CASE), asker=Role.LITIGANT.value, texts=False)
    except KnowledgeError:
        return
    yield from (hit.passage.record_id for hit in hits if hit.passage.record_id in retriever.store.entries)


def _named(query: str, entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Record and the name by which it fits, the closest first: the whole name, a part of it, a name that was typed."""
    found: list[tuple[int, int, str, str]] = []
    for entry in entries:
        if entry.kind not in GUIDED:
            continue
        fits = [(_distance(query, name), len(name), entry.id, name) for name in entry.names]
        if close := [fit for fit in fits if fit[0] is not None]:
            found.append(min(close))  # type: ignore[arg-type]  # None was left out
    return [(key, name) for _, _, key, name in sorted(found)]


def _distance(query: str, name: str) -> int | None:
    if name == query:
        return 0
    if query in name:
        return 1
    return 2 if len(name) >= SHORTEST and name in query else None


def _terms(query: str) -> Iterator[Term]:
    """Terms that were typed, then those whose name has what was typed in it."""
    glossary = Glossary.load()
    typed = dict.fromkeys(term.term for _, _, term in glossary.find(query))
    near = (term.term for term in glossary.terms if len(query) >= SHORTEST and any(query in one for one in term.names))
    yield from (glossary[name] for name in dict.fromkeys([*typed, *near]))


def _found(store: Store, entry: Entry, named: Mapping[str, str]) -> Found:
    called = named.get(entry.id, entry.title)
    what = first_sentence(store, entry, Section.WHAT, Section.OUTCOME)
    return Found(entry.title, guide_url(entry), entry.kind.label, what, "" if called == entry.title else called)
