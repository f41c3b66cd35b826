"""The law browser's first page: a box to look up a law or an article, and the laws by kind, page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from knowledge.law import Law, LawKind
from knowledge.library import Library
from web.laws.places import IMPORT, Day, law_url, search_url, state_of
from web.laws.search import Sought
from web.pages import TEXT_NOTICE

PER_PAGE = 60
_KINDS = tuple(LawKind)


@dataclass(frozen=True, slots=True)
class LawLine:
    """A law in a list. ``texts``: how many of its versions were imported; ``gone``: it is repealed."""

    name: str
    url: str
    state: str
    texts: int
    gone: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Laws of one kind that stand on this page, and how many there are in all."""

    kind: LawKind
    lines: tuple[LawLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow the list down, or to go on in it; ``here``: it is the one in use."""

    text: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed down to. ``everything``: also laws of which no text was imported."""

    query: str = ""
    on: str = ""
    kind: str = ""
    page: int = 1
    everything: bool = False

    @property
    def url(self) -> str:
        """Where this list is."""
        return search_url(self.query, self.on, self.kind, self.page, self.everything)


@dataclass(frozen=True, slots=True)
class LawsPage:
    """``remark`` is a word about what was looked for, ``imported`` the number of laws with a text, ``known`` of all;
    ``wider`` leads to the list with those that have no text, or back.
    """

    query: str
    day: Day
    remark: str
    shelves: tuple[Shelf, ...]
    kinds: tuple[Choice, ...]
    total: int
    imported: int
    known: int
    pages: tuple[Choice, ...]
    wider: Choice | None
    command: str = IMPORT
    back: str = "/"
    notice: str = TEXT_NOTICE


def laws_page(library: Library, asked: Narrowed, found: Sought, day: Day, cited: Mapping[str, int]) -> LawsPage:
    """The list, with what a search found; ``cited`` says how often our records name a law: those stand first."""
    registry = library.registry
    held = {name for name, _ in library.imported()}
    laws: Sequence[Law] = registry.laws
    if asked.query:
        laws = found.laws
    elif held and not asked.everything:
        laws = [law for law in laws if law.name in held]
    counts = Counter(law.kind for law in laws)
    chosen = [law for law in laws if not asked.kind or law.kind == asked.kind]
    chosen.sort(key=lambda law: (_KINDS.index(law.kind), law.name not in held, -cited.get(str(law), 0), law.name))
    last = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(1, asked.page), last)
    shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    first = replace(asked, page=1)
    return LawsPage(
        query=asked.query,
        day=day,
        remark=found.remark,
        shelves=tuple(
            Shelf(kind, tuple(_line(library, law, found, day) for law in group), counts[kind])
            for kind, group in groupby(shown, key=lambda law: law.kind)
        ),
        kinds=tuple(_kinds(first, counts)) if len(counts) > 1 or asked.kind else (),
        total=len(chosen),
        imported=len(held),
        known=len(registry.laws),
        pages=tuple(Choice(str(one), replace(asked, page=one).url, one == page) for one in range(1, last + 1))
        if last > 1
        else (),
        wider=_wider(first) if held and not asked.query else None,
    )


def _kinds(asked: Narrowed, counts: Mapping[LawKind, int]) -> Sequence[Choice]:
    every = Choice(f"全部 {sum(counts.values())}", replace(asked, kind="").url, not asked.kind)
    kinds = [one for one in _KINDS if counts.get(one)]
    return [every, *(Choice(f"{one} {counts[one]}", replace(asked, kind=one).url, one == asked.kind) for one in kinds)]


def _wider(asked: Narrowed) -> Choice:
    text = "只列有原文的" if asked.everything else "没有原文的也列出来"
    return Choice(text, replace(asked, everything=not asked.everything).url, asked.everything)


def _line(library: Library, law: Law, found: Sought, day: Day) -> LawLine:
    return LawLine(
        f"{law.name}{found.article or ''}",
        law_url(law.name, found.article, day.other),
        state_of(law, day.on),
        len(library.text_versions(law.name)),
        bool(law.repeal and law.repeal.on <= day.on),
    )
