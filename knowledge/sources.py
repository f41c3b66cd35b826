"""What a reader makes of a file: the text of a law or of a case, and what is doubtful about it."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.law import Article


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a reader should look at. ``line`` counts from 1; 0 is the whole file."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class LawText:
    """One law, or part of one, as one source gives it.

    ``title`` is as printed; ``part`` names the part (合同编) where the source holds only that. ``dates`` are those of
    adoption, amendment and publication that its head states; ``published`` is the one that names the version, where the
    source tells; ``effective`` the day it takes effect, where it tells. ``articles`` keep the order of the source.
    ``body`` is the text of a law that is not divided into articles, and what precedes the first one.
    """

    title: str
    articles: tuple[Article, ...]
    body: str = ""
    part: str | None = None
    published: str | None = None
    effective: str | None = None
    dates: tuple[str, ...] = ()
    document: str | None = None
    category: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseText:
    """A guiding, typical or mediation case. ``number``: of a guiding case (211). ``sections``: (heading, text)."""

    title: str
    sections: tuple[tuple[str, str], ...]
    number: int | None = None
    published: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files that make up one source: mostly one, several where a law is printed in parts, in reading order."""

    files: tuple[Path, ...]
