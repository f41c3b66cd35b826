"""What the templates of the guide are given."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.screening.hotlines import CAUTION, POLICE
from knowledge.forms import Term
from knowledge.records import Entry
from web.guiding.fit import Fit
from web.guiding.search import LONGEST, Results
from web.guiding.text import Line, Sum
from web.pages import NOTICE


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, and a word about it."""

    title: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page. ``listed``: its lines are items, not paragraphs; ``steps``: they follow each other."""

    anchor: str
    heading: str
    short: str
    lines: tuple[Line, ...]
    verified: bool
    listed: bool
    steps: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """An article that the page rests on. ``url`` leads to its text where that was imported, else to our note of it."""

    name: str
    gist: str
    url: str
    imported: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Helper:
    """A telephone number and what our sources say of it."""

    number: str
    says: str


@dataclass(frozen=True, slots=True)
class FreeHelp:
    """Where help is that costs nothing: numbers, pages, and what to do when somebody is in danger."""

    lines: tuple[Helper, ...]
    pages: tuple[Link, ...]
    danger: Helper = Helper(POLICE.number, POLICE.name)
    caution: str = CAUTION


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One mechanism or procedure. ``also`` are other names of it; ``fit`` is None where no rules know of it;
    ``contents`` are (anchor, name).
    """

    entry: Entry
    also: tuple[str, ...]
    origin: str
    summary: tuple[Line, ...]
    note: Line | None
    fit: Fit | None
    parts: Mapping[str, Part]
    fees: tuple[Sum, ...]
    sums: tuple[Sum, ...]
    forms: tuple[Link, ...]
    cases: tuple[Link, ...]
    grounds: tuple[Ground, ...]
    words: tuple[Term, ...]
    related: tuple[Link, ...]
    help: FreeHelp
    contents: tuple[tuple[str, str], ...]
    back: str = "/guide"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class Shelf:
    """Links under one heading."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GuideIndexPage:
    """What people come with by side, everything there is by subject, and what was searched for, if anything was."""

    sides: tuple[tuple[str, tuple[Shelf, ...]], ...]
    shelves: tuple[Shelf, ...]
    names: tuple[str, ...]
    help: FreeHelp
    results: Results | None = None
    longest: int = LONGEST
    back: str = "/"
    notice: str = NOTICE
