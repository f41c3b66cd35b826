"""A text of a law, article by article, a long one in sheets that a phone can load; and where a word stands in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from knowledge.law import ArticleNumber, Paragraph
from knowledge.library import Provision
from web.laws.places import Link, text_url

DEEPEST = 6  # level of an HTML heading
ENOUGH = 9_000  # characters from which a sheet ends where the next heading stands
MOST = 18_000  # and before which it ends at any rate: with what stands around the text, 100 kB
BEFORE, AFTER = 12, 48  # characters of an excerpt before and behind a word


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a law: 编, 章 or 节. ``level`` is that of the HTML heading, from 2."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, ready to show. ``parts`` are the headings that begin with it, ``path`` all that it stands under;
    ``here`` marks the one that was asked for.
    """

    number: str
    anchor: str
    level: int
    path: tuple[str, ...]
    parts: tuple[Part, ...]
    paragraphs: tuple[Paragraph, ...]
    here: bool = False


@dataclass(frozen=True)
class Sheets:
    """The articles of one version."""

    law: str
    date: str
    provisions: Sequence[Provision]

    @cached_property
    def views(self) -> tuple[ArticleView, ...]:
        """Every article."""
        return tuple(_views(self.provisions))

    @cached_property
    def places(self) -> Mapping[ArticleNumber, int]:
        """Where each article stands among all."""
        return {one.id.number: place for place, one in enumerate(self.provisions)}

    def shown(self, places: range, here: int | None) -> tuple[ArticleView, ...]:
        """The articles at these places, the one at ``here`` marked."""
        return tuple(replace(self.views[place], here=True) if place == here else self.views[place] for place in places)

    @cached_property
    def sheets(self) -> tuple[range, ...]:
        """The places of the articles, sheet by sheet; a sheet begins at a heading where there are enough of them."""
        lengths = [len(one.article.text) for one in self.provisions]
        if sum(lengths) <= MOST:
            return (range(len(lengths)),)
        starts, size = [0], 0
        for place, length in enumerate(lengths):
            if size + length > MOST or (size > ENOUGH and self.views[place].parts):
                starts.append(place)
                size = 0
            size += length
        return tuple(range(start, end) for start, end in zip(starts, [*starts[1:], len(lengths)], strict=True))

    @property
    def links(self) -> tuple[Link, ...]:
        """A way to each sheet; none where one holds all."""
        if len(self.sheets) == 1:
            return ()
        ends = [(self.provisions[one.start].id.number, self.provisions[one.stop - 1].id.number) for one in self.sheets]
        return tuple(
            Link(f"第{first.number}—{last.number}条", text_url(self.law, self.date, sheet=number))
            for number, (first, last) in enumerate(ends, 1)
        )

    def address(self, place: int, anchor: str = "") -> str:
        """Where an article stands in the text, or a heading above it."""
        number = next(number for number, sheet in enumerate(self.sheets, 1) if place in sheet)
        url = text_url(self.law, self.date, sheet=number if len(self.sheets) > 1 else 0)
        return f"{url}#{anchor or self.views[place].anchor}"

    def contents(self, shown: range) -> tuple[tuple[int, Link], ...]:
        """Every heading with its level; ``shown`` are the articles on the page."""
        return tuple(
            (part.level, Link(part.text, f"#{part.anchor}" if place in shown else self.address(place, part.anchor)))
            for place, one in enumerate(self.views)
            for part in one.parts
        )

    def excerpts(self, word: str) -> Iterator[tuple[Link, Markup]]:
        """The articles with this word, and where it first stands in each, marked."""
        for place, one in enumerate(self.provisions):
            text = one.article.text.replace("\n", "")
            at = text.find(word)
            if at >= 0:
                start, end = max(0, at - BEFORE), at + len(word)
                html = Markup("{}{}<mark>{}</mark>{}{}").format(
                    "…" * (start > 0), text[start:at], word, text[end : end + AFTER], "…" * (end + AFTER < len(text))
                )
                yield Link(self.views[place].number, self.address(place)), html


def _views(provisions: Sequence[Provision]) -> Iterator[ArticleView]:
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
        yield ArticleView(str(number), anchor, level, path, parts, one.article.paragraphs)


def _anchor(number: ArticleNumber) -> str:
    return f"article-{number.number}" + (f"-{number.branch}" if number.branch else "")
