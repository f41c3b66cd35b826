"""The page of an article as it was law on a day: its text, where the rule stands in other versions, who cites it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from assistant.shapes import validity
from knowledge.law import ArticleNumber, Law, Paragraph, Subject
from knowledge.library import Library, Provision
from knowledge.registry import version_in_force
from knowledge.store import Store
from web.laws.changed import marked_changes
from web.laws.cited import RecordLink, records_citing
from web.laws.memory import citing, numbers
from web.laws.pairs import stands
from web.laws.places import Day, Link, law_url, text_url
from web.pages import TEXT_NOTICE

OPENING = 36  # characters of a text by which a reader knows it again


@dataclass(frozen=True, slots=True)
class Stood:
    """The same rule in another version. ``marked`` is what changed between the two, None where nothing did;
    ``later``: the other version is the younger one.
    """

    version: str
    number: str
    url: str
    validity: str
    moved: bool
    later: bool
    marked: Markup | None


@dataclass(frozen=True, slots=True)
class Twin:
    """Other words under the same number in another version; ``now`` is where that rule stands in the version shown,
    None where it was not found there.
    """

    version: str
    url: str
    validity: str
    opening: str
    now: Link | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article. ``remarks`` is what a reader must know first: another text today, another rule under this number.

    ``unmatched`` are imported versions in which the rule was not found, ``permanent`` the address of this very text.
    """

    law: str
    law_url: str
    number: str
    url: str
    day: Day
    validity: str
    in_force: bool
    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[tuple[str, Link | None], ...]
    subject: Subject | None
    before: Link | None
    after: Link | None
    permanent: str
    whole: str
    stood: tuple[Stood, ...]
    twins: tuple[Twin, ...]
    unmatched: tuple[Link, ...]
    citing: tuple[Link, ...]
    records: tuple[RecordLink, ...]
    back: str
    most: int = 10  # who cites it: more are folded away
    notice: str = TEXT_NOTICE


def article_page(library: Library, store: Store | None, law: Law, provision: Provision, day: Day) -> ArticlePage:
    """The page of an article that was found."""
    name, number, version = law.name, provision.id.number, provision.version.date
    same = stands(library, law, provision)
    places = {date: one.id.number for date, one in same.items()}
    current = version_in_force(law, day.today)
    twins = tuple(_twins(library, law, provision, places, day.today))
    before, after = _neighbours(library, provision, day)
    subject = library.registry.subject(name, number)
    return ArticlePage(
        law=name,
        law_url=law_url(name, None, day.other),
        number=str(number),
        url=law_url(name, number),
        day=day,
        validity=validity(provision, day.today),
        in_force=provision.in_force(day.today),
        path=provision.article.path,
        paragraphs=provision.article.paragraphs,
        remarks=tuple(_remarks(law, provision, tuple(same.values()), twins, day)),
        subject=subject if subject and subject.version == version else None,
        before=before,
        after=after,
        permanent=text_url(name, version, number),
        whole=text_url(name, version).partition("#")[0],
        stood=tuple(
            _stood(one, provision, day.today) for date, one in sorted(same.items(), reverse=True) if date != version
        ),
        twins=twins,
        unmatched=tuple(
            Link(f"{other}文本", text_url(name, other))
            for other in sorted(library.text_versions(name) - same.keys() - {twin.version for twin in twins})
        ),
        citing=tuple(
            Link(str(id), law_url(id.law, id.number, day.other)) for id in citing(library, provision.id, day.on)
        ),
        records=records_citing(store, name, places, current.date if current else None),
        back=law_url(name, None, day.other),
    )


def _remarks(
    law: Law, provision: Provision, same: Sequence[Provision], twins: Sequence[Twin], day: Day
) -> Iterator[tuple[str, Link | None]]:
    """What to know before reading on."""
    number, current = provision.id.number, version_in_force(law, day.today)
    if not provision.in_force(day.today):
        begun = provision.version.effective or provision.version.date
        if law.repeal and law.repeal.on <= day.today:
            yield f"这部规范已于{law.repeal.on}废止，下面是废止以前的条文，不能再作依据。", None
        elif begun > day.today:
            yield "这个文本今天还没有施行。", None
        else:
            today = next((one for one in same if one.in_force(day.today)), None)
            other = any(twin.version == current.date for twin in twins) if current else False
            yield _today(provision, today, day, other=other)
    for twin in twins:
        if twin.now and (provision.in_force(day.today) or not current or twin.version != current.date):
            yield f"请留意：{twin.version}文本的{number}是另一条规则，它在这个文本里是", twin.now


def _today(provision: Provision, today: Provision | None, day: Day, *, other: bool) -> tuple[str, Link | None]:
    """Where the rule is today; ``other``: today there is another one under its number."""
    number, seen = provision.id.number, f"您看的是{day.on}那天的法律。"
    if today is None:
        compare = f"今天的{number}文字很不一样，请对照两边的原文。" if other else ""
        return f"{seen}今天的文本里没有找到这条规则，它可能已经删去或者改写。{compare}", None
    also = f"，今天的{number}是另一条规则" if other else ""
    link = Link(f"今天的{today.id.number}", law_url(today.id.law, today.id.number))
    moved = today.id.number != number
    changed = today.article.text != provision.article.text
    if moved:
        told = f"{seen}这条规则今天的条号变了{'，文字也有改动' if changed else ''}{also}。请看"
    else:
        told = seen + ("今天这一条的文字已经改动，请看" if changed else "今天这一条的文字没有变，请看")
    return told, link


def _stood(other: Provision, provision: Provision, today: str) -> Stood:
    older, newer = sorted((other, provision), key=lambda one: one.version.date)
    old, new = older.article.text, newer.article.text
    begun = other.version.effective or other.version.date
    return Stood(
        version=other.version.date,
        number=str(other.id.number),
        url=law_url(other.id.law, other.id.number, begun),
        validity=validity(other, today),
        moved=other.id.number != provision.id.number,
        later=newer is other,
        marked=None if old == new else marked_changes(old, new),
    )


def _twins(
    library: Library, law: Law, provision: Provision, places: dict[str, ArticleNumber], today: str
) -> Iterator[Twin]:
    """What other imported versions have under the same number, where it is not the same rule."""
    number, version = provision.id.number, provision.version.date
    for date in sorted(library.text_versions(law.name) - {version}, reverse=True):
        other = library.provision(provision.id, date) if places.get(date) != number else None
        if other is None:
            continue
        found = stands(library, law, other).get(version)
        now = found.id.number if found else None
        text = "".join(other.article.text.splitlines())
        since = provision.version.effective or version
        yield Twin(
            version=date,
            url=law_url(law.name, number, other.version.effective or date),
            validity=validity(other, today),
            opening=text[:OPENING] + ("……" if len(text) > OPENING else ""),
            now=Link(str(now), law_url(law.name, now, "" if provision.in_force(today) else since)) if now else None,
        )


def _neighbours(library: Library, provision: Provision, day: Day) -> tuple[Link | None, Link | None]:
    law, number = provision.id.law, provision.id.number
    steps = list(pairwise(numbers(library, law, provision.version.date)))
    before = next((one for one, then in steps if then == number), None)
    after = next((then for one, then in steps if one == number), None)
    return _link(law, before, day), _link(law, after, day)


def _link(law: str, number: ArticleNumber | None, day: Day) -> Link | None:
    return Link(str(number), law_url(law, number, day.other)) if number else None
