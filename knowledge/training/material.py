"""All that is trained on, read once."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from knowledge.library import Library
from knowledge.names import law_of, plain_name
from knowledge.training.cases import read_guiding, read_mediation
from knowledge.training.field import FieldSources
from knowledge.training.sources import Article, Question, read_articles, read_questions

GENERAL = frozenset({"民法典", "刑法", "公司法", "消费者权益保护法"})
"""Laws that the registry's gists cover and that are not of our field as a whole."""


@dataclass(frozen=True, slots=True)
class Material:
    """``articles`` are the benchmark's corpus, ``added`` what it lacks of our field; ``field`` are laws of our field by
    their plain names; ``mediation`` cases are never trained on.
    """

    articles: tuple[Article, ...]
    added: tuple[Article, ...]
    questions: tuple[Question, ...]
    guiding: tuple[Question, ...]
    gists: tuple[Question, ...]
    bases: tuple[Question, ...]
    mediation: tuple[Question, ...]
    field: Set[str]

    def __str__(self) -> str:
        """How much of each."""
        counts = (
            f"{len(getattr(self, name))} {name}"
            for name in ("articles", "added", "questions", "guiding", "gists", "bases", "mediation")
        )
        return ", ".join(counts)


def read_material(data: Path, library: Library, on: str, labelled: Iterable[str]) -> Material:
    """Everything under ``data`` and in the library, as of the ISO date ``on``; ``labelled`` are names of articles."""
    articles = read_articles(data)
    own = FieldSources(library, articles, on)
    gists, bases = tuple(own.gists()), tuple(own.bases())
    own.labelled(labelled)
    known = {article.name for article in (*articles, *own.articles)}
    return Material(
        articles=articles,
        added=own.articles,
        questions=read_questions(data),
        guiding=read_guiding(data, known),
        gists=gists,
        bases=bases,
        mediation=read_mediation(data, known),
        field=frozenset(law_of(plain_name(gist.gold[0])) for gist in gists) - GENERAL,
    )
