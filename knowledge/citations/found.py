"""A citation as it stands in a text, before anything is looked up."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.citations.relative import Relative
from knowledge.law import ArticleNumber


class CitationKind(StrEnum):
    """What is cited."""

    ARTICLE = "article"
    LAW = "law"
    CASE = "case"
    GUIDING = "guiding"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Found:
    """``text[start:end]`` is what is cited.

    ``name`` is the law's name as written, without 《》 and blanks, or a word that points back (同法; then ``back``);
    ``full`` is what the text itself says a short name stands for. Where no law is named, ``follows`` are the places in
    the sequence of findings, and ``under`` the names of laws mentioned in passing, from which law and coarser locators
    are taken; more than one means that they share it. ``relative``: 前款 and the like; ``quoted`` if it stands within
    the words of what was cited last. ``range_end``: the finding before is where a range begins, this is where it ends.
    ``number``: of a case, a guiding case (digits) or a document. ``block`` counts the non-empty lines from 0.
    """

    start: int
    end: int
    kind: CitationKind
    block: int
    name: str | None = None
    full: str | None = None
    back: bool = False
    article: ArticleNumber | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    follows: tuple[int, ...] = ()
    under: tuple[str, ...] = ()
    relative: Relative | None = None
    quoted: bool = False
    range_end: bool = False
    number: str | None = None
