"""Which law each citation means: exactly one, or none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from knowledge.citations.found import CitationKind, Found
from knowledge.citations.locators import Level
from knowledge.law import ArticleNumber, Law, LawKind

_PART = re.compile(r"(?P<law>.*法典)[·・.]?[\u4e00-\u9fff]{2,6}编")
_DOCUMENT = re.compile(r".+[〔\[［(（【﹝]\d{4}[〕\]］)）】﹞].*号")
_NOTE = re.compile(r"(?:[（(][^（）()]*[）)]?|[一二三四五六七八九十])+$")
_WORD = re.compile(r"(?:法典|条例|司法解释|解释|规定|办法|细则|通则|总则|决定|意见|纪要|批复|通知|公约|规则|法律|法)$")
_STATUTES = frozenset({"法", "法律", "法典", "通则", "总则"})
_BRANCHED = "刑法"  # its articles have 之一, 之二: the one before 第一百二十一条 is not 第一百二十条
_REACH = 1  # lines back in which a law may stand that 同法 means


class LawIndex(Protocol):
    """Knows which laws bear a name or a document number."""

    def named(self, name: str) -> tuple[Law, ...]:
        """The laws of this name: none where it is unknown, several where it is ambiguous."""

    def by_document(self, number: str) -> tuple[Law, ...]:
        """The laws issued under this document number."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation and the law it means.

    ``law`` is None where no law or more than one fits; ``candidates`` are then those that fit, and otherwise the law.
    ``article``, ``paragraph`` and ``item`` include what is inherited; None where not given, or not certain.
    """

    found: Found
    law: Law | None
    candidates: tuple[Law, ...] = ()
    article: ArticleNumber | None = None
    paragraph: int | None = None
    item: int | None = None


def resolve(
    found: Sequence[Found], registry: LawIndex, on: date | None = None, *, within: Law | None = None
) -> tuple[Resolved, ...]:
    """One result a finding, in order.

    ``on``: laws that did not exist yet on this day are not meant. ``within``: the law whose own text
    this is; 本法 and a bare 第X条 mean it.
    """
    resolver = _Resolver(registry, on, within)
    for each in found:
        resolver.take(each)
    return tuple(resolver.results)


@dataclass(slots=True)
class _Resolver:
    registry: LawIndex
    on: date | None
    within: Law | None
    results: list[Resolved] = field(default_factory=list)
    known: dict[str, tuple[Law, ...]] = field(default_factory=dict)
    last: dict[str, tuple[int, tuple[Law, ...]]] = field(default_factory=dict)  # word → line, laws it means there

    def take(self, found: Found) -> None:
        """Resolves the next finding."""
        laws = self._laws(found)
        article, paragraph, item = self._place(found)
        self.results.append(Resolved(found, laws[0] if len(laws) == 1 else None, laws, article, paragraph, item))
        if found.name and not found.back:
            self._remember(found.block, found.full or found.name, laws)

    def _laws(self, found: Found) -> tuple[Law, ...]:
        if found.kind is CitationKind.DOCUMENT:
            return self._existing(self.registry.by_document(found.number or ""))
        if found.back and found.name:
            return self._meant(found, found.name)
        if found.name:
            return self._named(found.full or found.name)
        if self.within and not found.follows and not found.under and found.kind is CitationKind.ARTICLE:
            return (self.within,)
        return self._shared(found)

    def _shared(self, found: Found) -> tuple[Law, ...]:
        """The law that all those have in common from which it is inherited; all of them where they differ."""
        groups = [self.results[at].candidates for at in found.follows] + [self._named(name) for name in found.under]
        for name, laws in zip(found.under, groups[len(found.follows) :], strict=True):
            self._remember(found.block, name, laws)
        if len(groups) > 1 and not all(groups):  # one of them is unknown: nothing can be said
            return ()
        return tuple(dict.fromkeys(law for laws in groups for law in laws))

    def _meant(self, found: Found, word: str) -> tuple[Law, ...]:
        """What 同法, 该解释 means: the law of that kind last named, in this line or the one before."""
        if self.within and word.startswith("本"):
            return (self.within,)
        if len(found.follows) > 1:
            return self._shared(found)
        for name in found.under:
            self._remember(found.block, name, self._named(name))
        key = _WORD.search(word)
        line, laws = self.last.get("法" if key and key[0] in _STATUTES else key[0] if key else "", (-1 - _REACH, ()))
        return laws if found.block - line <= _REACH else ()

    def _remember(self, block: int, name: str, laws: tuple[Law, ...]) -> None:
        for word in _words(name, laws):
            self.last[word] = (block, laws)

    def _named(self, name: str) -> tuple[Law, ...]:
        if name not in self.known:
            self.known[name] = self._existing(next(filter(None, self._readings(name)), ()))
        return self.known[name]

    def _readings(self, name: str) -> Iterator[tuple[Law, ...]]:
        yield self.registry.named(name)
        if part := _PART.fullmatch(name):
            yield self.registry.named(part["law"])
        if name.count("（") + name.count("(") > name.count("）") + name.count(")"):
            yield self.registry.named(f"{name}）")
        if _DOCUMENT.fullmatch(name):
            yield self.registry.by_document(name)

    def _existing(self, laws: tuple[Law, ...]) -> tuple[Law, ...]:
        if self.on is None:
            return laws
        day = self.on.isoformat()
        return tuple(law for law in laws if not law.versions or min(each.date for each in law.versions) <= day)

    def _place(self, found: Found) -> tuple[ArticleNumber | None, int | None, int | None]:
        own = (found.article, found.paragraph, found.item)
        if found.kind is not CitationKind.ARTICLE or found.article is not None or len(found.follows) != 1:
            return own
        before = self.results[found.follows[0]]
        if found.relative:
            return self._relative(found, before)
        paragraph = found.paragraph if found.paragraph is not None else before.paragraph
        item = found.item if found.item is not None or found.paragraph is not None else before.item
        return before.article, paragraph, item

    def _relative(self, found: Found, before: Resolved) -> tuple[ArticleNumber | None, int | None, int | None]:
        """前款 and 前条 count back only within the words of the place quoted; elsewhere it is open from where."""
        relative = found.relative
        if relative is None or before.article is None:
            return None, found.paragraph, found.item
        back, certain = relative.back, found.quoted
        if relative.level is Level.ARTICLE:
            article: ArticleNumber | None = before.article
            if back != 0:
                article = _one_before(before) if certain and back == 1 else None
            return article, found.paragraph, found.item
        if relative.level is Level.PARAGRAPH:
            if back == 0:
                return before.article, before.paragraph, found.item
            known = before.paragraph or 0
            counted = known - 1 if certain and back == 1 and known > 1 else None
            return before.article, counted, found.item
        return before.article, before.paragraph, None


def _one_before(place: Resolved) -> ArticleNumber | None:
    article, law = place.article, place.law
    if article is None or law is None or article.branch or article.number < 2 or law.name.endswith(_BRANCHED):  # noqa: PLR2004
        return None
    return ArticleNumber(article.number - 1)


def _words(name: str, laws: tuple[Law, ...]) -> Iterator[str]:
    """The last words of 该法, 该解释 and so on that may mean a law of this name."""
    kinds = {law.kind for law in laws}
    if kinds & {LawKind.STATUTE, LawKind.CONSTITUTION}:
        yield "法"
    if LawKind.INTERPRETATION in kinds:
        yield "司法解释"
    names = [law.name for law in laws] or [name]
    for each in names:
        word = _WORD.search(_NOTE.sub("", each))
        if word:
            yield "法" if word[0] in _STATUTES else word[0]
            if not laws and word[0] == "解释":
                yield "司法解释"
