"""Reading a text from left to right: whose article a bare 第X条 is, and whether it is one of a law at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.citations.bare import (
    agreed,
    cited_without_ordinal,
    clearly_of_law,
    contract_near,
    counted,
    of_paragraph,
    of_unknown_law,
)
from knowledge.citations.docket import Docket, DocketKind
from knowledge.citations.found import CitationKind, Found
from knowledge.citations.joints import PAUSES, RANGES, coordinated, joint, quoted
from knowledge.citations.locators import Chain, Level, Locator
from knowledge.citations.names import Name, Names
from knowledge.citations.relative import Relative
from knowledge.citations.scope import Scope
from knowledge.citations.titles import Nature, Title
from knowledge.law import ArticleNumber

_NUMBERED = re.compile(r"[*\-\s]{0,6}(?:[0-9]{1,2}[、.．)）]|[（(]?[一二三四五六七八九十]{1,3}[）)、.])")
_MOST_BLANKS = 12  # at the end of a line
_KINDS = {
    DocketKind.CASE: CitationKind.CASE,
    DocketKind.GUIDING: CitationKind.GUIDING,
    DocketKind.DOCUMENT: CitationKind.DOCUMENT,
}


@dataclass(slots=True)
class Reading:
    """What has been read of one text. Feed it what it names in order; ``found`` grows."""

    text: str
    names: Names
    found: list[Found] = field(default_factory=list)
    end: int = 0  # of the last finding
    refused: int = -1  # where the last locator ends that is of no law
    block: int = 0
    scope: Scope = field(default_factory=lambda: Scope(0))
    head: Scope | None = None  # of the list in which this line stands

    def enter(self, block: int, start: int) -> None:
        """A new line begins: nothing is inherited from the one before, unless it heads a list to which this belongs."""
        if block == self.block:
            return
        previous = self.text[max(0, start - _MOST_BLANKS) : start].rstrip()
        if block == self.block + 1 and previous.endswith(("：", ":")):
            self.head = self.scope.moved(start, self.names)
        elif not _NUMBERED.match(self.text, start):
            self.head = None
        self.block = block
        self.scope = replace(self.head, end=start) if self.head else Scope(start)

    def title(self, title: Title) -> None:
        """《…》 with no article attached."""
        name = self.names.of_title(title)
        if name.nature is Nature.PRIVATE:
            self.scope = Scope(title.end, private=True)
        if name.nature is not Nature.LAW:
            return
        joined = self.scope.listing and coordinated(self.text, self.scope.end, title.start)
        before = self.scope.follows if joined else ()
        self._add(Found(title.start, title.end, CitationKind.LAW, self.block, title.name, name.full))
        self.scope = Scope(title.end, (*before, len(self.found) - 1), listing=True)

    def docket(self, docket: Docket) -> None:
        """A case or document number that is no law's name here."""
        self._add(Found(docket.start, docket.end, _KINDS[docket.kind], self.block, number=docket.number))
        if docket.kind is DocketKind.DOCUMENT and not self.scope.lawful:
            self.scope = Scope(docket.end, (len(self.found) - 1,))

    def chain(self, chain: Chain, name: Name | None) -> None:
        """第…条第…款, with what stands before it."""
        if name and name.nature in {Nature.PRIVATE, Nature.PAPER}:
            self.refused = chain.end
            self.scope = Scope(chain.end, private=True)
            return
        if name:
            if chain.locators[0].top is Level.ARTICLE:
                under, follows = self._antecedent(name) if name.back else ((), ())
                self._locate(chain.locators, name=name, follows=follows, under=under)
            return
        if agreed(self.text, chain.end) or counted(self.text, chain.end):
            self.refused = chain.end
        elif not self._listed(chain):
            self._loose(chain)

    def relative(self, relative: Relative, chain: Chain | None) -> None:
        """前款, 前条第二款, 本条第二款."""
        self.scope = self.scope.moved(relative.start, self.names)
        if self.scope.private or agreed(self.text, chain.end if chain else relative.end):
            return
        last = self._last_article()
        follows = (last,) if last is not None else self.scope.follows
        if relative.back == 0 and joint(self.names.notes, self.end, relative.start):
            # 第二十五条和本条第一款: it is not of that article, or it would not be named again
            relative = replace(relative, back=None)
        head = chain.locators[0] if chain else None
        first = Locator(relative.start, head.end if head else relative.end, head.numbers if head else {})
        under = () if follows else self.scope.under
        rest = chain.locators[1:] if chain else ()
        self._locate([first, *rest], follows=follows, under=under, relative=relative)

    def _listed(self, chain: Chain) -> bool:
        """Takes a locator that goes on a list, of a law's articles or of other clauses; False where there is none."""
        gap = joint(self.names.notes, self.end, chain.start)
        if self.found and gap is not None and self.found[-1].kind is CitationKind.ARTICLE:
            if chain.ordinal or (gap and gap not in PAUSES):
                self._locate(chain.locators, follows=(len(self.found) - 1,), range_end=gap in RANGES)
            return True
        if self.refused >= 0 and joint(self.names.notes, self.refused, chain.start) is not None:
            self.refused = chain.end
            return True
        return False

    def _loose(self, chain: Chain) -> None:
        """A locator to which nothing is attached."""
        first, after = chain.locators[0], chain.end
        self.scope = self.scope.moved(chain.start, self.names)
        if not chain.ordinal and not cited_without_ordinal(self.text, chain, lawful=self.scope.lawful):
            return
        unknown = of_unknown_law(self.text, chain.start)
        if unknown or (unknown is None and first.top is Level.ARTICLE):
            self.scope = Scope(chain.start)  # a law that nobody registered: what was named before does not reach here
            if first.top is not Level.ARTICLE:
                self.refused = after
            elif unknown or clearly_of_law(self.text, chain):
                self._locate(chain.locators)
            return
        if self.scope.private:
            self.refused = after
        elif first.top is not Level.ARTICLE:
            last = self._last_article()
            if last is not None and of_paragraph(self.text, chain):
                self._locate(chain.locators, follows=(last,))
        elif self.scope.lawful:
            self._locate(chain.locators, follows=self.scope.follows, under=self.scope.under)
        elif contract_near(self.text, chain.start):
            self.refused = after
            self.scope = Scope(after, private=True)
        elif clearly_of_law(self.text, chain):
            self._locate(chain.locators)
        else:
            self.refused = after

    def _locate(  # noqa: PLR0913 - what a finding may take from its surroundings
        self,
        locators: Sequence[Locator],
        *,
        name: Name | None = None,
        follows: tuple[int, ...] = (),
        under: tuple[str, ...] = (),
        relative: Relative | None = None,
        range_end: bool = False,
    ) -> None:
        """Adds a finding for each place; all else is of the first, and every other goes on from the one before."""
        for place in locators:
            article = place.numbers.get(Level.ARTICLE)
            self._add(
                Found(
                    name.start if name else place.start,
                    place.end,
                    CitationKind.ARTICLE,
                    self.block,
                    name.name if name else None,
                    name.full if name else None,
                    name.back if name else False,
                    None if article is None else ArticleNumber(article, place.branch),
                    place.numbers.get(Level.PARAGRAPH),
                    place.numbers.get(Level.ITEM),
                    place.numbers.get(Level.SUBITEM),
                    follows,
                    under,
                    relative,
                    relative is not None and quoted(self.text, self.end, place.start),
                    range_end or place.range_end,
                )
            )
            name, under, relative, range_end = None, (), None, False
            follows = (len(self.found) - 1,)
        self.scope = Scope(self.end, follows)

    def _add(self, found: Found) -> None:
        self.found.append(found)
        self.end = found.end

    def _last_article(self) -> int | None:
        """The finding of an article that a bare 第X款 goes on from, in this line."""
        for at in self.scope.follows[-1:]:
            if self.found[at].kind is CitationKind.ARTICLE:
                return at
        return None

    def _antecedent(self, name: Name) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """A law mentioned in passing since the last finding, which 该法 may mean."""
        self.scope = self.scope.moved(name.start, self.names)
        several = len(self.scope.follows) > 1
        return self.scope.under, self.scope.follows if several else ()
