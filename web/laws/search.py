"""What somebody looks for: an article, a law, or part of a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.law import ArticleNumber, Law
from knowledge.library import Library
from knowledge.names import plain_name
from web.laws.memory import memory_of
from web.laws.places import Link, law_url, named_law

NUMBER_ALONE = re.compile(r"(?<=[\u4e00-\u9fff》）)])\s*(?P<number>[0-9０-９]{1,4}(?:之[一二三四五六七八九十])?)$")
ARTICLE = re.compile(r"第?\s*[0-9０-９零〇一二三四五六七八九十百千]+\s*条.*$")
LIKE_NAME = 60.0  # likeness in percent from which a name is offered for one that nothing has
NEAR = 6  # names that are offered


@dataclass(frozen=True, slots=True)
class Sought:
    """Where a search leads: to a page (``leads_to``), or to a list of ``laws`` with a word about it.

    ``article`` is the one that was asked for beside a name that several laws or none bear.
    """

    leads_to: str | None = None
    laws: tuple[Law, ...] = ()
    remark: str = ""
    article: ArticleNumber | None = None


def sought(library: Library, query: str, on: str) -> Sought:
    """What a query means; ``on`` is the day as part of an address, "" for today."""
    written = NUMBER_ALONE.sub(lambda found: f"{found['number']}条", query.strip())
    cited = [one for one in resolve(find(written, library.registry), library.registry) if one.article]
    if cited:
        first = cited[0]
        if first.law and first.article:
            return Sought(law_url(first.law.name, first.article, on))
        if first.candidates:
            return Sought(None, first.candidates, "这个名称不止一部规范在用，请选一部。", first.article)
        return _without_law(library, written, first.article)
    bare = written.strip("《》 ")
    named = named_law(library, bare)
    if len(named) == 1:
        return Sought(law_url(named[0].name, None, on))
    if named:
        return Sought(None, named, "这个名称不止一部规范在用，请选一部。")
    return _by_name(library, bare, None)


def resembling(library: Library, name: str) -> tuple[Law, ...]:
    """The laws whose names are most like one that nobody bears."""
    names = library.registry.plain_names
    near = process.extract(plain_name(name), names, scorer=fuzz.WRatio, limit=NEAR, score_cutoff=LIKE_NAME)
    found = (library.registry.named(one) for one, _, _ in near)
    return tuple(dict.fromkeys(laws[0] for laws in found if len(laws) == 1))


def law_links(laws: Sequence[Law], article: ArticleNumber | None, on: str) -> tuple[Link, ...]:
    """A way to each of these laws, or to this article of it."""
    return tuple(Link(f"{law}{article or ''}", law_url(law.name, article, on)) for law in laws)


def _without_law(library: Library, written: str, article: ArticleNumber | None) -> Sought:
    name = ARTICLE.sub("", written).strip("《》 ")
    if not name:
        return Sought(None, (), "请写明是哪一部法律，例如：民诉法第二百零五条。", article)
    return _by_name(library, name, article)


def _by_name(library: Library, name: str, article: ArticleNumber | None) -> Sought:
    """The laws whose name has all the words, else those whose name is like it."""
    words = [plain_name(word) for word in name.split()]
    found = tuple(law for law, names in _named(library) if _has(names, words))
    if found:
        return Sought(None, found, "", article)
    near = resembling(library, name)
    told = f"登记册里没有名称带“{name}”的规范。" + ("下面是名称相近的。" if near else "请换一个词，或者写全称。")
    return Sought(None, near, told, article)


def _named(library: Library) -> Sequence[tuple[Law, Sequence[str]]]:
    """Every law with its names, written plainly."""
    return memory_of(library).recall(
        "names",
        lambda: [(law, [plain_name(name) for name in (law.name, *law.aliases)]) for law in library.registry.laws],
    )


def _has(names: Sequence[str], words: Sequence[str]) -> bool:
    return bool(words) and all(any(word in name for name in names) for word in words)
