"""The page of one law: its versions by date, what is imported of it, and what the registry knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.law import ArticleNumber, Law, LawKind, Version
from knowledge.library import Library, Provision
from knowledge.names import STATE, plain_name
from knowledge.registry import version_in_force
from web.laws.memory import memory_of, numbers
from web.laws.places import IMPORT, Day, Link, compare_url, law_url, text_url
from web.pages import TEXT_NOTICE

MOST_RELATED = 12


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version: from when to when it is law, and the text where it was imported. ``doubt``: its days were not read in
    a text; ``compare`` leads to what changed since the imported version before.
    """

    date: str
    state: str
    current: bool
    since: str
    until: str
    doubt: bool
    articles: int | None
    document: str | None
    also: tuple[str, ...]
    text: str | None
    compare: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """编, 章 or 节 with its first article; ``level`` from 0."""

    level: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class OneLawPage:
    """``standing`` is why it is not law on the day, with what took its place; ``contents`` are those of the version in
    force on the day; ``choices`` the imported versions, which can be compared.
    """

    name: str
    kind: LawKind
    aliases: tuple[str, ...]
    url: str
    day: Day
    standing: str | None
    instead: Link | None
    versions: tuple[VersionLine, ...]
    imported: bool
    verified: bool
    last: str
    contents: tuple[Heading, ...]
    choices: tuple[str, ...]
    related: tuple[Link, ...]
    command: str = IMPORT
    back: str = "/laws"
    notice: str = TEXT_NOTICE


def one_law_page(library: Library, law: Law, day: Day) -> OneLawPage:
    """All that is known of a law, as of a day."""
    held = library.text_versions(law.name)
    current = version_in_force(law, day.on)
    shown = current.date if current and current.date in held else None
    articles = numbers(library, law.name, shown) if shown else ()
    by = law.repeal.by if law.repeal else ()
    return OneLawPage(
        name=law.name,
        kind=law.kind,
        aliases=tuple(alias for alias in law.aliases if law.name.removeprefix(STATE) not in alias),
        url=law_url(law.name),
        day=day,
        standing=_standing(law, day.on),
        instead=Link(f"《{by[0]}》{''.join(by[1:])}", law_url(by[0])) if by and library.registry.law(by[0]) else None,
        versions=tuple(_lines(library, law, held, day.on)),
        imported=bool(held),
        verified=law.verified or bool(held),
        last=str(articles[-1]) if articles else "",
        contents=_contents(library, law, shown, day) if shown else (),
        choices=tuple(sorted(held, reverse=True)) if len(held) > 1 else (),
        related=_related(library, law),
    )


def _standing(law: Law, on: str) -> str | None:
    """None for a law that is one on this day."""
    if law.repeal and law.repeal.on <= on:
        doubt = "" if law.repeal.verified else "（废止日期未核对原文）"
        return f"这部规范已于{law.repeal.on}废止{doubt}，不能再作依据。"
    if law.versions and version_in_force(law, on) is None:
        first = law.versions[0]
        return f"{on}还不是法律：最早的登记文本自{first.effective or first.date}起施行。"
    return None


def _lines(library: Library, law: Law, held: frozenset[str], on: str) -> Iterator[VersionLine]:
    """Newest first."""
    current = version_in_force(law, on)
    for version in reversed(law.versions):
        since, until = library.days(law.name, version.date)
        before = max((other for other in held if other < version.date), default=None)
        there = version.date in held
        yield VersionLine(
            date=version.date,
            state=_state(version, current, until, on),
            current=version == current,
            since=since if version.effective else "",
            until=until,
            doubt=bool(version.doubt),
            articles=version.articles or (len(numbers(library, law.name, version.date)) if there else 0) or None,
            document=version.document,
            also=version.also,
            text=text_url(law.name, version.date) if there else None,
            compare=compare_url(law.name, before, version.date) if there and before else None,
        )


def _state(version: Version, current: Version | None, until: str, on: str) -> str:
    if version == current:
        return "这一天有效"
    return "还没有施行" if (version.effective or version.date) > on else "已不适用" if until else "没有效力"


def _contents(library: Library, law: Law, version: str, day: Day) -> tuple[Heading, ...]:
    found = memory_of(library).recall(
        ("contents", law.name, version), lambda: tuple(_headings(library.provisions(law.name, version)))
    )
    return tuple(Heading(level, text, law_url(law.name, number, day.other)) for level, text, number in found)


def _headings(provisions: Sequence[Provision]) -> Iterator[tuple[int, str, ArticleNumber]]:
    """Level, heading, and the first article under it."""
    path: tuple[str, ...] = ()
    for one in provisions:
        new = one.article.path
        same = next((depth for depth, (a, b) in enumerate(zip(path, new, strict=False)) if a != b), None)
        for depth in range(min(len(path), len(new)) if same is None else same, len(new)):
            yield depth, new[depth], one.id.number
        path = new


def _related(library: Library, law: Law) -> tuple[Link, ...]:
    """Other laws in whose name this one stands in brackets: interpretations, rules to carry it out."""
    name = f"《{plain_name(law.name)}》"
    laws: Sequence[Law] = memory_of(library).recall(
        ("related", law.name),
        lambda: tuple(
            one
            for one in library.registry.laws
            if one is not law and name in one.name.replace("〈", "《").replace("〉", "》").replace(STATE, "")
        ),
    )
    held = sorted(laws, key=lambda one: (not library.text_versions(one.name), bool(one.repeal)))
    return tuple(Link(one.name, law_url(one.name)) for one in held[:MOST_RELATED])
