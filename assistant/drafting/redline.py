"""Two versions of a text as one: paragraphs are paired first, then words compared within each pair.

Paragraphs that are the same anchor the others (difflib); between anchors those are paired that are most alike as a
whole and keep their order (rapidfuzz); what has no pair was inserted or deleted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

import numpy as np
from rapidfuzz import fuzz, process

from assistant.drafting.redline_words import Mark, Piece, pieces
from assistant.errors import RevisionError

LIKE = 50.0  # of 100: likeness from which two paragraphs are one that was changed
MAX_PARAGRAPHS = 3000  # of a version; the Civil Code has some 1,700
MAX_CHARACTERS = 500_000  # of a version
Pair = tuple[int | None, int | None]  # places in the old and the new version


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of both versions or of one. ``old`` and ``new``: its number in each, from 1; None: it is not in it.
    ``place``: its number in the new version, or of the paragraph before which it stood. ``end``: what became of its
    end, for one that was inserted or deleted joins this paragraph and the next in the other version.
    """

    pieces: tuple[Piece, ...]
    old: int | None
    new: int | None
    place: int
    end: Mark

    def without(self, mark: Mark) -> str:
        """Its text in the version that lacks pieces of ``mark``."""
        return "".join(piece.text for piece in self.pieces if piece.mark is not mark)

    @property
    def changed(self) -> bool:
        """Whether anything in it changed."""
        return any(piece.mark is not Mark.KEPT for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Change:
    """Text that changed, in one place. ``kind`` is insert, delete or replace; ``old`` or ``new`` is "" in the first
    two. ``paragraph`` is the number in the new version (of a paragraph deleted whole: of the one before which it
    stood), ``old_paragraph`` the one in the old version, None where it was inserted whole.
    """

    kind: str
    old: str
    new: str
    paragraph: int
    old_paragraph: int | None


@dataclass(frozen=True, slots=True)
class Redline:
    """Both versions as one sequence of paragraphs."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in their order."""
        return tuple(change for paragraph in self.paragraphs for change in changes(paragraph))

    def lines(self, without: Mark) -> tuple[str, ...]:
        """The paragraphs of one version: of the new one without what was deleted, of the old one without inserted."""
        found, line = [], ""
        for paragraph in self.paragraphs:
            line += paragraph.without(without)
            if paragraph.end is not without:
                found.append(line)
                line = ""
        return tuple(found)


def compare(old: Sequence[str], new: Sequence[str]) -> Redline:
    """What became of the paragraphs ``old`` in ``new``; neither is empty. Raises RevisionError where they are too
    many.
    """
    for lines in (old, new):
        if len(lines) > MAX_PARAGRAPHS or sum(map(len, lines)) > MAX_CHARACTERS:
            raise RevisionError(
                f"文书太长，一次最多比对 {MAX_PARAGRAPHS} 段、{MAX_CHARACTERS // 10_000} 万字。请拆成几个文件分别比对"
            )
    return Redline(tuple(_ended(list(_paragraphs(old, new, _pairs(old, new))))))


def changes(paragraph: Paragraph) -> Iterator[Change]:
    """The changes in one paragraph."""
    for kept, run in groupby(paragraph.pieces, lambda piece: piece.mark is Mark.KEPT):
        if not kept:
            parts = {piece.mark: piece.text for piece in run}
            kind = "replace" if len(parts) > 1 else next(iter(parts)).value
            before, after = parts.get(Mark.DELETED, ""), parts.get(Mark.INSERTED, "")
            yield Change(kind, before, after, paragraph.place, paragraph.old)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _alike(old[a:b], new[c:d], a, c)


def _alike(old: Sequence[str], new: Sequence[str], a: int, c: int) -> Iterator[Pair]:
    """Pairs in two stretches that begin at ``a`` and ``c``: of all that keep the order, those most alike in sum."""
    last = (0, 0)
    for at, to in (*_best(old, new), (len(old), len(new))):
        yield from ((a + gone, None) for gone in range(last[0], at))
        yield from ((None, c + come) for come in range(last[1], to))
        if at < len(old):
            yield a + at, c + to
        last = (at + 1, to + 1)


def _best(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    if not old or not new:
        return []
    likeness = process.cdist(old, new, scorer=fuzz.ratio, score_cutoff=LIKE)
    sums = np.zeros((len(old) + 1, len(new) + 1), dtype=np.float32)
    for row in range(len(old)):
        sums[row + 1, 1:] = np.maximum(sums[row, 1:], sums[row, :-1] + likeness[row])
        np.maximum.accumulate(sums[row + 1], out=sums[row + 1])
    found: list[tuple[int, int]] = []
    at, to = len(old), len(new)
    while at and to:
        if sums[at, to] == sums[at, to - 1]:
            to -= 1
        elif sums[at, to] == sums[at - 1, to]:
            at -= 1
        else:
            at, to = at - 1, to - 1
            found.append((at, to))
    return found[::-1]


def _paragraphs(old: Sequence[str], new: Sequence[str], pairs: Iterator[Pair]) -> Iterator[Paragraph]:
    place = 1
    for at, to in pairs:
        here = min(place, len(new))
        if to is None and at is not None:
            yield Paragraph((Piece(Mark.DELETED, old[at]),), at + 1, None, here, Mark.DELETED)
        elif at is None and to is not None:
            yield Paragraph((Piece(Mark.INSERTED, new[to]),), None, to + 1, here, Mark.INSERTED)
        elif at is not None and to is not None:
            yield Paragraph(pieces(old[at], new[to]), at + 1, to + 1, here, Mark.KEPT)
        place += to is not None


def _ended(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with an end of the last paragraph that both versions have: a document cannot lose its last end."""
    tail = len(paragraphs)
    while tail and paragraphs[tail - 1].end is not Mark.KEPT:
        tail -= 1
    gone = [one for one in paragraphs[tail:] if one.end is Mark.DELETED]
    come = [one for one in paragraphs[tail:] if one.end is Mark.INSERTED]
    if gone and come:
        last = replace(come[-1], pieces=gone[-1].pieces + come[-1].pieces, old=gone[-1].old, end=Mark.KEPT)
        return [*paragraphs[:tail], *gone[:-1], *come[:-1], last]
    if gone or come:  # the end before them goes or comes in their stead
        before = replace(paragraphs[tail - 1], end=paragraphs[-1].end)
        return [*paragraphs[: tail - 1], before, *paragraphs[tail:-1], replace(paragraphs[-1], end=Mark.KEPT)]
    return paragraphs
