"""The law that a sentence cites, and the law that its passages hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.citations.finding import find
from knowledge.citations.found import CitationKind
from knowledge.citations.resolving import resolve
from knowledge.law import ArticleNumber
from knowledge.names import article_name, document_number, one_width, plain_name
from knowledge.records import Passage
from knowledge.registry import Registry

MAY_CITE = re.compile(r"条|《|号|法")
LOCATOR = re.compile(r"第[0-9０-９零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?")
TITLE = re.compile(r"《([^《》]{2,60})》")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a text cites, in plain names: articles, titles of laws and other works, numbers of cases and documents."""

    articles: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def __or__(self, other: "Cited") -> "Cited":
        return Cited(self.articles | other.articles, self.works | other.works, self.numbers | other.numbers)


@lru_cache(maxsize=4096)
def cited_in(text: str) -> Cited:
    """What a text cites. An article whose law the text leaves open (该法第三条) is ``?第三条``."""
    if not MAY_CITE.search(text):
        return Cited()
    registry = _registry()
    articles: set[str] = set()
    works: set[str] = set()
    numbers: set[str] = set()
    rest, at = "", 0
    for one in resolve(find(text, registry), registry):
        rest, at = f"{rest}{text[at : one.found.start]} ", one.found.end
        written = text[one.found.start : one.found.end]
        match one.found.kind:
            case CitationKind.CASE | CitationKind.GUIDING | CitationKind.DOCUMENT:
                numbers.add(document_number(written) or _number(written))
            case _:
                law = plain_name(one.law.name if one.law else "" if one.found.back else one.found.name or "")
                if one.law:
                    works.add(law)
                if one.article:
                    articles.add(f"{law}{one.article}" if law else f"?{one.article}")
    # A number whose law was not made out still points at an article.
    articles.update(
        f"?{number}" for match in LOCATOR.findall(rest + text[at:]) if (number := ArticleNumber.parse(match))
    )
    works.update(_work(title, registry) for title in TITLE.findall(text))
    return Cited(frozenset(articles), frozenset(works), frozenset(numbers))


def cited_by(passages: Iterable[Passage]) -> Cited:
    """What passages hold and cite: their own article, what their texts, quotes and sources name."""
    found = Cited()
    for one in passages:
        own = frozenset(article_name(cite) for cite in (*one.cites, one.id))
        found |= Cited(own, frozenset({plain_name(one.title)}), frozenset())
        for text in (one.text, one.quote, one.source):
            found |= cited_in(text)
    return found


def unknown(sentence: Cited, known: Cited) -> list[str]:
    """What a sentence cites that is not ``known``; an open article counts as known where any law's has its number."""
    tails = {_tail(one) for one in known.articles}
    articles = [
        one.removeprefix("?")
        for one in sentence.articles
        if one not in known.articles and not (one.startswith("?") and one[1:] in tails)
    ]
    known_works = known.works | {one.removesuffix(_tail(one)) for one in known.articles}
    works = [f"《{one}》" for one in sentence.works if not any(one == other or one in other for other in known_works)]
    return sorted(articles) + sorted(works) + sorted(sentence.numbers - known.numbers)


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return Registry.load()


def _tail(article: str) -> str:
    found = re.search(r"第[^第]+条(?:之.+)?$", article)
    return found.group() if found else ""


def _work(title: str, registry: Registry) -> str:
    laws = registry.named(title)
    return plain_name(laws[0].name if len(laws) == 1 else title)


def _number(text: str) -> str:
    return re.sub(r"\s", "", one_width(text)).replace("指导性案例", "指导案例").replace("第", "")
