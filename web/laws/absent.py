"""What to say where a law or an article is not there: why, and what there is instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge.citations.editions import Edition
from knowledge.law import ArticleId, ArticleNumber, Law, Subject, Version
from knowledge.library import Library
from knowledge.registry import version_in_force
from web.laws.memory import numbers
from web.laws.places import IMPORT, Day, Link, compare_url, law_url
from web.laws.search import law_links, resembling
from web.pages import TEXT_NOTICE


@dataclass(frozen=True, slots=True)
class AbsentPage:
    """``problem`` is what is wrong in a word, ``instead`` are ways on, ``subject`` what the registry says of an article
    whose text is not at hand; ``missing_text``: it would be here if the law were imported.
    """

    title: str
    problem: str
    why: str
    instead: tuple[Link, ...]
    day: Day
    subject: Subject | None = None
    missing_text: bool = False
    query: str = ""
    command: str = IMPORT
    back: str = "/laws"
    notice: str = TEXT_NOTICE


def unknown_law(library: Library, name: str, day: Day) -> AbsentPage:
    """A name that no law bears."""
    near = resembling(library, name)
    why = f"登记册里没有叫“{name}”的规范，可能名称有误，也可能没有收录。"
    return AbsentPage(name, "没有这部规范", why, law_links(near, None, day.other), day, query=name)


def not_a_number(law: Law, written: str, day: Day) -> AbsentPage:
    """Something that is no article number."""
    why = f"“{written}”不是条号。请写成“第二百零五条”或者“205”。"
    return AbsentPage(str(law), "没有这一条", why, law_links((law,), None, day.other), day, query=law.name)


def absent_article(library: Library, law: Law, number: ArticleNumber, day: Day) -> AbsentPage:
    """An article that is not law on this day, or of which no text is at hand."""
    version = version_in_force(law, day.on)
    others = tuple(_others(library, law, number))
    title = f"{law}{number}"
    whole = Link(f"{law}的各个文本", law_url(law.name, None, day.other))
    if law.repeal and law.repeal.on <= day.on:
        return AbsentPage(
            title, "已经废止", _repealed(law), (*_successor(library, law), *_last(library, law, number), whole), day
        )
    if version is None:
        first = law.versions[0] if law.versions else None
        why = f"{law}登记在册，没有它的版本和文本可查。"
        if first:
            why = f"{day.on}还没有这部法律：最早的登记文本自{first.effective or first.date}起施行。"
        return AbsentPage(title, "没有那一天的条文", why, (*others, whole), day, missing_text=first is None)
    edition = Edition(library, law, version)
    if edition.has(number) is not False:
        why = f"{law}{version.date}文本还没有导入，看不到条文。"
        told, moved = _moved(edition, number, day)
        subject = library.registry.subject(law.name, number)
        known = subject if subject and subject.version == version.date else None
        return AbsentPage(title, "看不到原文", why + told, (*moved, *others, whole), day, known, missing_text=True)
    told, moved = _moved(edition, number, day)
    why = f"{edition}没有{number}（共{edition.count}条）。{told or '请核对条号。'}"
    return AbsentPage(title, "没有这一条", why, (*moved, *_ends(library, law, version, day), *others, whole), day)


def _repealed(law: Law) -> str:
    repeal = law.repeal
    if repeal is None:
        return ""
    by = f"，由《{repeal.by[0]}》{''.join(repeal.by[1:])}取代" if repeal.by else ""
    doubt = "" if repeal.verified else "（依据未核对原文）"
    return f"{law}已于{repeal.on}废止{doubt}{by}，它的条文不能再引用。"


def _successor(library: Library, law: Law) -> Iterator[Link]:
    by = law.repeal.by if law.repeal else ()
    if by and library.registry.law(by[0]):
        yield Link(f"取代它的《{by[0]}》", law_url(by[0]))


def _last(library: Library, law: Law, number: ArticleNumber) -> Iterator[Link]:
    """The article as it was on the last day of the law."""
    if law.repeal is None:
        return
    day = (date.fromisoformat(law.repeal.on) - timedelta(days=1)).isoformat()
    if library.article(ArticleId(law.name, number), day):
        yield Link(f"废止以前的{number}", law_url(law.name, number, day))


def _moved(edition: Edition, number: ArticleNumber, day: Day) -> tuple[str, Sequence[Link]]:
    """Where an older rule of this number stands in this version, as far as the registry knows."""
    new, subject = edition.moves.get(number, (number, ""))
    about = f"（{subject}）" if subject else ""
    if new == number:
        return "", ()
    if new is None:
        return f"旧文本的{number}{about}在修改时删去了。", ()
    law = edition.law
    return f"旧文本的{number}{about}现在是{new}。", (Link(f"{law}{new}", law_url(law.name, new, day.other)),)


def _ends(library: Library, law: Law, version: Version, day: Day) -> Iterator[Link]:
    there = numbers(library, law.name, version.date)
    if there:
        yield Link(f"最后一条：{there[-1]}", law_url(law.name, there[-1], day.other))


def _others(library: Library, law: Law, number: ArticleNumber) -> Iterator[Link]:
    """The article of this number in other imported versions, newest first."""
    for date_ in sorted(library.text_versions(law.name), reverse=True):
        if provision := library.provision(ArticleId(law.name, number), date_):
            begun = provision.version.effective or date_
            yield Link(f"{date_}文本的{number}（自{begun}起）", law_url(law.name, number, begun))


def not_comparable(library: Library, law: Law, days: Sequence[Day], versions: Sequence[str | None]) -> AbsentPage:
    """Two versions that are one and the same, or of which one was not imported. ``days`` are those asked for."""
    held = sorted(library.text_versions(law.name))
    problem = next((day.problem for day in days if day.problem), None)
    missing = [day.on for day, version in zip(days, versions, strict=True) if version is None]
    why = problem or (
        f"没有导入{'、'.join(missing)}的文本，不能比较。" if missing else "两边是同一个文本，没有可以比较的。"
    )
    texts = f"已导入的有{'、'.join(held)}文本。" if held else "这部规范还没有导入任何文本。"
    pairs = tuple(
        Link(f"比较{old}和{new}", compare_url(law.name, old, new)) for old, new in reversed(list(pairwise(held)))
    )
    whole = Link(f"{law}的各个文本", law_url(law.name))
    return AbsentPage(str(law), "不能比较", why + texts, (*pairs, whole), days[1], missing_text=not held)
