"""What the project's own corpus teaches of its field: gists of articles, records and what they rest on."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rapidfuzz import fuzz

from knowledge.build import CORPUS
from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from knowledge.names import article_name, law_of
from knowledge.readers.record_file import read_corpus
from knowledge.records import Section
from knowledge.training.sources import Article, Question, clean

HEADS = (Section.WHAT, Section.CONDITIONS, Section.FACTS, Section.ACTIONS, Section.POINTS)
SAME = 70  # likeness in percent from which two texts of one number are one article; below, the number has moved on


class FieldSources:
    """Gists, records and labels as questions about articles.

    The article is the benchmark's where that has it in the words of the law of the day, else the library's: it must
    neither stand there twice, as its own rival, nor be taken for what once bore its number.
    """

    def __init__(self, library: Library, known: Iterable[Article], on: str) -> None:
        """``on`` is the ISO date whose law counts."""
        self._library = library
        self._on = on
        self._known = {article_name(article.name): article for article in known}
        self._added: dict[str, Article] = {}

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that were added so far."""
        return tuple(self._added.values())

    def gists(self) -> Iterator[Question]:
        """What the registry says of an article in plainer words → the article."""
        for subject in self._library.registry.subjects:
            if name := self._name(subject.law, subject.article):
                yield Question("，".join([subject.subject, *subject.terms]), (name,), subject.gist)

    def bases(self, corpus: Path = CORPUS) -> Iterator[Question]:
        """The names of a record → the articles that it rests on; the gist of each → that article."""
        for record in read_corpus(corpus):
            gold: dict[str, None] = {}
            for basis in record.basis:
                number = ArticleNumber.parse(basis.article) if basis.article else None
                if number and (name := self._name(basis.law, number)):
                    gold[name] = None
                    yield Question(basis.gist, (name,), "")
            if gold:
                yield Question("，".join([record.title, *record.aliases]), tuple(gold), "")

    def records(self, corpus: Path = CORPUS) -> Mapping[str, str]:
        """Record id → what it is called, what it is and when it applies."""
        return {
            record.id: "\n".join(
                ["、".join([record.title, *record.aliases]), *filter(None, map(record.sections.get, HEADS))]
            )
            for record in read_corpus(corpus)
        }

    def situations(self, corpus: Path = CORPUS) -> Iterator[Question]:
        """The situations that a record is for, each in its own words → the record."""
        for record in read_corpus(corpus):
            for line in record.sections.get(Section.FITS, "").splitlines():
                if text := line.removeprefix("- ").strip():
                    yield Question(text, (record.id,))

    def named(self, name: str) -> str | None:
        """The article that a label names as LAW第…条; None where no text of it is at hand."""
        law = law_of(name)
        number = ArticleNumber.parse(name.removeprefix(law))
        return self._name(law, number) if number else None

    def _name(self, law: str, number: ArticleNumber) -> str | None:
        """The article's name among the benchmark's or the added ones; None where its text is not at hand."""
        name = article_name(f"{law}{number}")
        known = self._known.get(name)
        provision = self._library.article(ArticleId(law, number), self._on)
        if provision is None:
            return known.name if known else None
        text = clean(provision.article.text)
        if known and fuzz.ratio(known.text, text) >= SAME:
            return known.name
        added = self._added.setdefault(name, Article(clean(f"{law}@{provision.version.date}#{number}"), text))
        return added.name
