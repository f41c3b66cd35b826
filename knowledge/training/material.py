"""All that is trained on, read once."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from knowledge.library import Library
from knowledge.names import article_name, law_of
from knowledge.training.asked import Asked, read_asked
from knowledge.training.cases import read_guiding, read_mediation
from knowledge.training.field import FieldSources
from knowledge.training.sources import Article, Question, clean, read_articles, read_questions

GENERAL = frozenset({"民法典", "刑法", "公司法", "消费者权益保护法"})
"""Laws that the registry's gists cover and that are not of our field as a whole."""
OURS = {"ours": 1.0, "other": 0.0, "between": 0.5}


@dataclass(frozen=True, slots=True)
class Material:
    """``articles`` are the benchmark's corpus, ``added`` what it lacks of our field; ``asked`` are questions written
    for training; ``records`` are ours, by id, and ``situations`` what they are for; ``mediation`` cases are never
    trained on; ``named`` has for each article of a label its name among the articles; ``field`` are laws of our field
    by their plain names.
    """

    articles: tuple[Article, ...]
    added: tuple[Article, ...]
    questions: tuple[Question, ...]
    guiding: tuple[Question, ...]
    gists: tuple[Question, ...]
    bases: tuple[Question, ...]
    mediation: tuple[Question, ...]
    asked: tuple[Question, ...]
    situations: tuple[Question, ...]
    records: Mapping[str, str]
    named: Mapping[str, str]
    field: Set[str]

    def __str__(self) -> str:
        """How much of each."""
        counts = (
            f"{len(getattr(self, name))} {name}"
            for name in (
                "articles",
                "added",
                "questions",
                "guiding",
                "gists",
                "bases",
                "mediation",
                "asked",
                "situations",
            )
        )
        return ", ".join(counts)

    def told_apart(self) -> list[tuple[str, bool]]:
        """Questions that are clearly of our field or clearly not, and which; the benchmark's only where not."""
        elsewhere = [
            (one.text, False)
            for one in self.questions
            if not any(law_of(article_name(name)) in self.field for name in one.gold)
        ]
        return [*elsewhere, *((one.text, one.ours == 1) for one in self.asked if one.ours in {0, 1})]


def read_material(data: Path, library: Library, on: str, labelled: Iterable[str]) -> Material:
    """Everything under ``data`` and in the library, as of the ISO date ``on``; ``labelled`` are names of articles."""
    articles = read_articles(data)
    own = FieldSources(library, articles, on)
    gists, bases = tuple(own.gists()), tuple(own.bases())
    asked = tuple(_answered(read_asked(), own))
    named = {name: found for name in labelled if (found := own.named(name))}
    known = {article.name for article in (*articles, *own.articles)}
    return Material(
        articles=articles,
        added=own.articles,
        questions=read_questions(data),
        guiding=read_guiding(data, known),
        gists=gists,
        bases=bases,
        mediation=read_mediation(data, known),
        asked=asked,
        situations=tuple(own.situations()),
        records=own.records(),
        named=named,
        field=frozenset(law_of(article_name(gist.gold[0])) for gist in gists) - GENERAL,
    )


def _answered(asked: Iterable[Asked], own: FieldSources) -> Iterator[Question]:
    """Each question with the articles that it names, where a text of any is at hand."""
    for one in asked:
        gold = tuple(dict.fromkeys(filter(None, map(own.named, one.articles))))
        if gold:
            yield Question(clean(one.text), gold, ours=OURS[one.scope])
