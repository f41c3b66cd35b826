"""The litigant's guide: what people come with, and a page for every mechanism and procedure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from assistant.calculators import CALCULATORS
from assistant.relief.advice import lines_of
from knowledge.glossary import Glossary
from knowledge.library import Library
from knowledge.records import Entry, Kind, Passage, Section
from knowledge.store import Store
from web.guiding.fit import fit_of, route_of, the_chooser
from web.guiding.parts import contents_of, forms_for, ground_of, note_of, parts_of
from web.guiding.search import GUIDED, first_sentence, guide_url, suggestions
from web.guiding.text import calculator_link, fees_in, lines
from web.guiding.topics import RECKONED, REST, SHELVES, SIDES
from web.guiding.views import FreeHelp, GuideIndexPage, GuidePage, Helper, Link, Shelf

HOTLINE = re.compile(r"(\d{5})：(.+)")
HOTLINES = "procedure-hotlines"
AID = "procedure-legal-aid"
CASES_SHOWN = 6
QUESTION = re.compile(r"怎么|怎样|如何|什么|哪|吗|多少|多久|几天")
NAMES = 5  # other names, those aside that are questions


class Guide:
    """The pages over one store and the law imported with it; each is made once."""

    def __init__(self, store: Store, library: Library) -> None:
        """``library`` is only asked while a page is made."""
        self._store = store
        self._pages: dict[str, GuidePage] = {}
        self._registry = library.registry

    @cached_property
    def index(self) -> GuideIndexPage:
        """The first page, without a search."""
        shelved = {key for _, keys in SHELVES for key in keys}
        rest = tuple(key for key, one in self._store.entries.items() if one.kind in GUIDED and key not in shelved)
        sides = tuple(
            (side, tuple(shelf for one in plights if (shelf := self._shelf(one.words, one.records, told=1)).links))
            for side, plights in SIDES
        )
        shelves = tuple(self._shelf(title, keys) for title, keys in (*SHELVES, (REST, rest)))
        return GuideIndexPage(
            tuple(side for side in sides if side[1]),
            tuple(shelf for shelf in shelves if shelf.links),
            suggestions(self._store.entries),
            self.help,
        )

    def page(self, record_id: str, sent: Sequence[tuple[str, str]], library: Library) -> GuidePage:
        """The page of a record that is in the guide, with what was answered; raises RecordNotFound."""
        if record_id not in self._pages:
            self._pages[record_id] = self._made(record_id, library)
        page = self._pages[record_id]
        route = route_of(page.entry, the_chooser().rules)
        return replace(page, fit=fit_of(route, sent, the_chooser())) if route else page

    @cached_property
    def help(self) -> FreeHelp:
        """From the record of telephone numbers and the one of legal aid, where the store has them."""
        texts = {passage.section: passage.text for passage in self._store.sections.get(HOTLINES, ())}
        found = map(HOTLINE.fullmatch, lines_of(texts.get(Section.WHERE, "")))
        pages = [self._store.entries[key] for key in (AID, HOTLINES) if key in self._store.entries]
        return FreeHelp(
            tuple(Helper(one[1], one[2]) for one in found if one),
            tuple(self._link(one, first_sentence(self._store, one, Section.WHAT)) for one in pages),
        )

    def _shelf(self, title: str, keys: Sequence[str], told: int = 0) -> Shelf:
        """``told`` of the links say what they lead to."""
        entries = [self._store.entries[key] for key in keys if key in self._store.entries]
        abouts = [first_sentence(self._store, one, Section.WHAT) for one in entries[:told]]
        return Shelf(title, tuple(map(self._link, entries, (*abouts, *[""] * len(entries)))))

    def _link(self, entry: Entry, about: str = "") -> Link:
        return Link(entry.title, guide_url(entry), about)

    def _made(self, record_id: str, library: Library) -> GuidePage:
        entry, passages = self._store.record(record_id)
        explained: set[str] = set()
        texts: dict[Section, Passage] = {one.section: one for one in passages if one.section is not Section.BASIS}
        grounds = tuple(ground_of(one, library) for one in passages if one.section is Section.BASIS)
        summary = lines(texts[Section.WHAT].text, self._registry, explained)
        note = note_of(texts.get(Section.ROLES), self._registry, explained)
        parts = {part.anchor: part for part in parts_of(texts, self._registry, explained)}
        route = route_of(entry, the_chooser().rules)
        cost = texts[Section.COST].text if Section.COST in texts else ""
        reckoned = [calculator_link(CALCULATORS[name]) for name in RECKONED.get(record_id, ())]
        related = [self._store.entries[key] for key in self._store.related[record_id]]
        page = GuidePage(
            entry=entry,
            also=tuple(name for name in entry.aliases if not QUESTION.search(name))[:NAMES],
            origin=str(entry.source),
            summary=summary,
            note=note,
            fit=fit_of(route, (), the_chooser()) if route else None,
            parts=parts,
            fees=tuple(dict.fromkeys(fees_in(cost))),
            sums=tuple(reckoned),
            forms=tuple(forms_for(record_id)),
            cases=tuple(self._cases(related)),
            grounds=grounds,
            words=tuple(Glossary.load()[name] for name in sorted(explained)),
            related=tuple(self._link(one, one.kind.label) for one in related if one.kind is not Kind.CASE),
            help=self.help,
            contents=(),
        )
        return replace(page, contents=tuple(contents_of(page)))

    def _cases(self, related: Sequence[Entry]) -> Iterator[Link]:
        cases = [one for one in related if one.kind is Kind.CASE][:CASES_SHOWN]
        for case in cases:
            yield self._link(case, first_sentence(self._store, case, Section.OUTCOME, Section.FACTS))


@lru_cache(maxsize=2)
def guide_over(store: Store, library: Library) -> Guide:
    """The guide of a store, kept until there is another."""
    return Guide(store, library)
