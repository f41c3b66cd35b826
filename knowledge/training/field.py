"""What the project's own corpus teaches of its field: gists of articles, legal bases of records, labelled questions."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.build import CORPUS
from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from knowledge.names import law_of
from knowledge.readers.record_file import read_corpus
from knowledge.training.sources import Article, Question, clean


class FieldSources:
    """Gists and records as questions. Articles that the benchmark's corpus lacks come from the library."""

    def __init__(self, library: Library, known: Iterable[Article], on: str) -> None:
        """``on`` is the ISO date whose law counts."""
        self._library = library
        self._on = on
        self._known = {article.name for article in known}
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

    def labelled(self, names: Iterable[str]) -> None:
        """Takes in the articles that questions are labelled with, as LAW第…条."""
        for name in names:
            law = law_of(name)
            if number := ArticleNumber.parse(name.removeprefix(law)):
                self._name(law, number)

    def _name(self, law: str, number: ArticleNumber) -> str | None:
        """The article's name among the benchmark's or the added ones; None where its text is not at hand."""
        name = clean(f"{law}{number}")
        if name not in self._known and name not in self._added:
            provision = self._library.article(ArticleId(law, number), self._on)
            if provision is None:
                return None
            self._added[name] = Article(name, clean(provision.article.text))
        return name
