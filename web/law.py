"""Imported law as a page: an article among its neighbours, with what became of it; or a whole text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from assistant.shapes import validity
from knowledge.changes import changes
from knowledge.errors import RecordNotFound
from knowledge.law import ArticleNumber, Law, Paragraph
from knowledge.library import Library, Provision
from knowledge.names import STATE
from knowledge.registry import version_in_force
from web.pages import TEXT_NOTICE

NEIGHBOURS = 2  # articles shown on either side of the cited one
DEEPEST = 6  # level of an HTML heading
LONG = 20  # articles: of a longer law only the cited article and its neighbours are shown


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a law: 编, 章 or 节. ``level`` is that of the HTML heading, from 2."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, ready to show. ``parts`` are the headings that begin with it, ``path`` all that it stands under."""

    number: str
    anchor: str
    level: int
    path: tuple[str, ...]
    parts: tuple[Part, ...]
    paragraphs: tuple[Paragraph, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of an article since an earlier text; ``marked`` is None where the words are the same."""

    before: Link
    moved: bool
    marked: Markup | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a text is not the law of today, and the text that is, where it was imported."""

    text: str
    now: Link | None


@dataclass(frozen=True, slots=True)
class LawPage:
    """A text of a law, or one article of it.

    ``whole`` leads to the whole text where only some articles are shown; ``seek`` offers to look up another one;
    ``missing`` is an article that was asked for and is not there; ``unmatched`` the date of the text before, where it
    has no article that answers to this one.
    """

    title: str
    url: str
    kind: str
    aliases: tuple[str, ...]
    validity: str
    standing: Standing | None
    head: tuple[str, ...]
    articles: tuple[ArticleView, ...]
    contents: tuple[Part, ...]
    total: int
    seek: bool
    whole: str | None = None
    others: tuple[Link, ...] = ()
    here: str | None = None
    missing: str | None = None
    change: ChangeView | None = None
    unmatched: str | None = None
    citing: tuple[Link, ...] = ()
    back: str = "/"
    notice: str = TEXT_NOTICE


def text_url(law: str, date: str, number: ArticleNumber | None = None) -> str:
    """Where a text of a law opens, at an article if one is given."""
    return f"/records/{quote(f'{law}@{date}')}" + (f"?{urlencode({'at': str(number)})}#at" if number else "")


def law_page(library: Library, record_id: str, at: str | None, panel: bool, today: str) -> LawPage:
    """The page of LAW@DATE; ``panel`` leaves out neighbours, other texts and who cites it. Raises RecordNotFound."""
    name, _, date = record_id.partition("@")
    law = library.registry.law(name)
    body = library.body(name, date)
    if law is None or body is None:
        raise RecordNotFound(record_id)
    provisions = library.provisions(name, date)
    number = ArticleNumber.parse(at) if at else None
    place = next((place for place, one in enumerate(provisions) if one.id.number == number), None)
    shown: Sequence[Provision] = provisions
    if panel:
        shown = () if place is None else provisions[place : place + 1]
    elif place is not None and len(provisions) > LONG:
        shown = provisions[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
    partial = panel or len(shown) < len(provisions)
    provision = None if place is None else provisions[place]
    in_force = provision is not None and provision.in_force(today)
    articles = tuple(_articles(shown, number))
    change, unmatched = _change(library, provision) if provision else (None, None)
    return LawPage(
        title=name,
        url=text_url(name, date),
        kind=law.kind.value,
        aliases=() if panel else tuple(alias for alias in law.aliases if name.removeprefix(STATE) not in alias),
        validity=_validity(provisions, date, today),
        standing=_standing(library, law, date, provision, today),
        head=() if partial else tuple(line for line in body.splitlines() if line.strip()),
        articles=articles,
        contents=() if partial or len(shown) <= LONG else tuple(part for one in articles for part in one.parts),
        total=len(provisions),
        seek=not panel and len(provisions) > LONG,
        whole=text_url(name, date) + (f"#{_anchor(provision.id.number)}" if provision else "") if partial else None,
        others=() if panel else _others(library, law, date, provision),
        here=str(provision.id.number) if provision else None,
        missing=at if at and provision is None else None,
        change=change,
        unmatched=unmatched,
        citing=tuple(_citing(library, provision, today)) if provision and in_force and not panel else (),
    )


def _anchor(number: ArticleNumber) -> str:
    return f"article-{number.number}" + (f"-{number.branch}" if number.branch else "")


def _articles(provisions: Sequence[Provision], here: ArticleNumber | None) -> Iterator[ArticleView]:
    path: tuple[str, ...] = ()
    for one in provisions:
        number, anchor = one.id.number, _anchor(one.id.number)
        same = next((depth for depth, (a, b) in enumerate(zip(path, one.article.path, strict=False)) if a != b), None)
        first = min(len(path), len(one.article.path)) if same is None else same
        path = one.article.path
        parts = tuple(
            Part(min(2 + depth, DEEPEST), path[depth], f"{anchor}-part-{depth}") for depth in range(first, len(path))
        )
        level = min(2 + len(path), DEEPEST)
        yield ArticleView(str(number), anchor, level, path, parts, one.article.paragraphs, number == here)


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


def _change(library: Library, provision: Provision) -> tuple[ChangeView | None, str | None]:
    """What changed since the text before, where one was imported; its date where the rule was not found in it."""
    law, date = provision.id.law, provision.version.date
    before = max((other for other in library.text_versions(law) if other < date), default=None)
    if before is None:
        return None, None
    old = next((one for one in library.versions(provision) if one.version.date == before), None)
    if old is None:
        return None, before
    link = Link(f"{before}文本{old.id.number}", text_url(law, before, old.id.number))
    same = old.article.text == provision.article.text
    marked = None if same else marked_changes(old.article.text, provision.article.text)
    return ChangeView(link, old.id.number != provision.id.number, marked), None


def marked_changes(old: str, new: str) -> Markup:
    """What was struck out and what was put in, as HTML."""
    html = Markup()
    for step in changes(old, new):
        if step.same:
            html += escape(step.new)
            continue
        if step.old:
            html += Markup("<del>{}</del>").format(step.old)
        if step.new:
            html += Markup("<ins>{}</ins>").format(step.new)
    return html


def _citing(library: Library, provision: Provision, today: str) -> Iterator[Link]:
    """The articles in force that cite this one; in force, so they have a text."""
    for id in library.citing(provision.id, today):
        law = library.registry.law(id.law)
        version = version_in_force(law, today) if law else None
        if version:
            yield Link(str(id), text_url(id.law, version.date, id.number))
