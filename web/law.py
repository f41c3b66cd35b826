"""Imported law as a page: an article among its neighbours, with what became of it; or a whole text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.shapes import validity
from knowledge.errors import RecordNotFound
from knowledge.law import ArticleNumber, Law
from knowledge.library import Library, Provision
from knowledge.names import STATE
from knowledge.registry import version_in_force
from web.laws.changed import ChangeView, changed
from web.laws.memory import text_of
from web.laws.places import Link, page_number, text_url
from web.laws.sheets import ArticleView
from web.pages import TEXT_NOTICE

NEIGHBOURS = 2  # articles shown on either side of the cited one
MOST_FOUND = 60  # articles in which a word stands
LONG = 20  # articles: of a longer law only the cited article and its neighbours are shown
WHOLE = "all"  # in place of a sheet's number


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a text is asked for: ``at`` an article or a word, ``sheet`` a number or WHOLE; ``panel`` leaves out
    neighbours, other texts and who cites an article.
    """

    at: str = ""
    panel: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a text is not the law of today, and the text that is, where it was imported."""

    text: str
    now: Link | None


@dataclass(frozen=True, slots=True)
class LawPage:
    """A text of a law, or one article of it.

    ``whole`` leads to the text where only some articles are shown; ``seek`` offers to look up another one;
    ``missing`` is what was asked for and is not there; ``found`` are the articles in which a word stands, the first of
    ``matches``; ``unmatched`` the date of the text before, where it has no article that answers to this one. A long
    text is shown in ``sheets``, of which number ``sheet`` is this one, 0 where all are shown; ``contents`` are of all.
    """

    title: str
    url: str
    kind: str
    aliases: tuple[str, ...]
    validity: str
    standing: Standing | None
    head: tuple[str, ...]
    articles: tuple[ArticleView, ...]
    contents: tuple[tuple[int, Link], ...]
    total: int
    seek: bool
    sheets: tuple[Link, ...] = ()
    sheet: int = 0
    found: tuple[tuple[Link, Markup], ...] = ()
    matches: int = 0
    word: str = ""
    whole: str | None = None
    others: tuple[Link, ...] = ()
    here: str | None = None
    missing: str | None = None
    change: ChangeView | None = None
    unmatched: str | None = None
    citing: tuple[Link, ...] = ()
    back: str = "/"
    notice: str = TEXT_NOTICE


def law_page(library: Library, record_id: str, asked: Asked, today: str) -> LawPage:
    """The page of LAW@DATE. Raises RecordNotFound."""
    name, _, date = record_id.partition("@")
    law = library.registry.law(name)
    body = library.body(name, date)
    if law is None or body is None:
        raise RecordNotFound(record_id)
    text = text_of(library, name, date)
    provisions = text.provisions
    number = ArticleNumber.parse(asked.at)
    place = text.places.get(number) if number else None
    word = "" if number or asked.panel else asked.at.strip()
    found = tuple(text.excerpts(word)) if word else ()
    sheet = _sheet(asked.sheet, len(text.sheets))
    shown = text.sheets[sheet - 1] if sheet else range(len(provisions))
    partial = asked.panel or bool(found) or (place is not None and len(provisions) > LONG)
    if partial:
        around = 0 if asked.panel else NEIGHBOURS
        shown = range(0) if place is None else range(max(0, place - around), min(place + around + 1, len(provisions)))
    provision = None if place is None else provisions[place]
    in_force = provision is not None and provision.in_force(today)
    change, unmatched = changed(library, provision) if provision else (None, None)
    return LawPage(
        title=name,
        url=text_url(name, date),
        kind=law.kind.value,
        aliases=() if asked.panel else tuple(alias for alias in law.aliases if name.removeprefix(STATE) not in alias),
        validity=_validity(provisions, date, today),
        standing=_standing(library, law, date, provision, today),
        head=() if partial or sheet > 1 else tuple(line for line in body.splitlines() if line.strip()),
        articles=text.shown(shown, place),
        contents=() if partial or len(provisions) <= LONG else text.contents(shown),
        total=len(provisions),
        seek=not asked.panel and len(provisions) > LONG,
        sheets=() if partial else text.links,
        sheet=sheet,
        word=word,
        found=found[:MOST_FOUND],
        matches=len(found),
        whole=(text_url(name, date) if place is None else text.address(place)) if partial else None,
        others=() if asked.panel else _others(library, law, date, provision),
        here=str(provision.id.number) if provision else None,
        missing=asked.at if asked.at and provision is None and not found else None,
        change=change,
        unmatched=unmatched,
        citing=tuple(_citing(library, provision, today)) if provision and in_force and not asked.panel else (),
    )


def _sheet(written: str, count: int) -> int:
    """The sheet that is asked for, the first if none or an impossible one is; 0 for the whole."""
    if written == WHOLE:
        return 0
    return min(max(page_number(written), 1), count)


def _validity(provisions: Sequence[Provision], date: str, today: str) -> str:
    """From when to when this text is law; what is not yet law is not called valid."""
    if not provisions:
        return f"{date}文本"
    since = provisions[0].version.effective or date
    return f"{date}文本，自{since}起施行" if since > today else validity(provisions[0])


def _standing(library: Library, law: Law, date: str, provision: Provision | None, today: str) -> Standing | None:
    """None for the law of today."""
    if law.repeal and law.repeal.on <= today:
        by = f"，见《{law.repeal.by[0]}》{''.join(law.repeal.by[1:])}" if law.repeal.by else ""
        return Standing(f"这部规范已于{law.repeal.on}废止，不能再作依据{by}。", None)
    current = version_in_force(law, today)
    if current and current.date == date:
        return None
    coming = next((one.effective for one in law.versions if one.date == date), None)
    text = "这个文本还没有施行。" if coming and coming > today else "这是旧文本，现在已不适用。"
    if current is None or current.date not in library.text_versions(law.name):
        return Standing(text, None)
    same = next((one for one in library.versions(provision) if one.in_force(today)), None) if provision else None
    number = same.id.number if same else None
    return Standing(text, Link(f"看现行文本{number or ''}", text_url(law.name, current.date, number)))


def _others(library: Library, law: Law, date: str, provision: Provision | None) -> tuple[Link, ...]:
    """The other texts of this law that were imported, at the same rule where they have it."""
    same = {one.version.date: one.id.number for one in library.versions(provision)} if provision else {}
    return tuple(
        Link(f"{other}文本{same.get(other, '')}", text_url(law.name, other, same.get(other)))
        for other in sorted(library.text_versions(law.name))
        if other != date
    )


def _citing(library: Library, provision: Provision, today: str) -> Iterator[Link]:
    """The articles in force that cite this one; in force, so they have a text."""
    for id in library.citing(provision.id, today):
        law = library.registry.law(id.law)
        version = version_in_force(law, today) if law else None
        if version:
            yield Link(str(id), text_url(id.law, version.date, id.number))
