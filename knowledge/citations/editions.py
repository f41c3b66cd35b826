"""One version of a law, with what the library and the registry know of its articles."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from rapidfuzz import fuzz

from knowledge.citations.quoting import Quotation, Quoted, compare
from knowledge.citations.subjects import SubjectIndex
from knowledge.law import ArticleId, ArticleNumber, Law, Paragraph, Version
from knowledge.library import Library

CANDIDATES = 12  # articles whose words are compared with a quotation or an older text
SAME_RULE = 60.0  # likeness in percent from which two texts are one rule
SHOWN = 24  # characters of an article that stand for its subject where the registry has no gist
UNTOLD = "别的内容"  # what an article is about of which nothing is known


class Edition:
    """A version of a law. Without imported texts it knows what the registry says: how many articles, and some gists."""

    def __init__(self, library: Library, law: Law, version: Version) -> None:
        """``version`` is one of the law's."""
        self._library = library
        self.law = law
        self.version = version

    def __str__(self) -> str:
        return f"{self.law}（{self.version.date}文本）"

    @cached_property
    def texts(self) -> Mapping[ArticleNumber, str]:
        """The imported articles; empty where the text was not imported."""
        return self._library.texts(self.law.name, self.version.date)

    @cached_property
    def index(self) -> SubjectIndex:
        """Over the texts and what the registry says of the articles, or over that alone where no text was imported."""
        described = dict(self.texts)
        for subject in self._library.registry.subjects_of(self.law.name):
            if subject.version == self.version.date and (not self.texts or subject.article in self.texts):
                words = f"{subject.subject}。{'。'.join(subject.terms)}。"
                described[subject.article] = f"{words}{subject.gist}{self.texts.get(subject.article, '')}"
        return SubjectIndex(described)

    @cached_property
    def moves(self) -> Mapping[ArticleNumber, tuple[ArticleNumber | None, str]]:
        """Number in an earlier version → number in this one (None: dropped), and the subject, through all tables."""
        return dict(_composed(self.law, self.version))

    def moves_since(self, date: str) -> Mapping[ArticleNumber, tuple[ArticleNumber | None, str]]:
        """The same, from the version of this date on."""
        return dict(_composed(self.law, self.version, date))

    @property
    def count(self) -> int:
        """How many articles it has, as far as is known."""
        return self.version.articles or len(self.texts)

    def id(self, number: ArticleNumber) -> ArticleId:
        """An article of this law."""
        return ArticleId(self.law.name, number)

    def has(self, number: ArticleNumber) -> bool | None:
        """Whether it has this article; None where neither what was imported nor its known size tells."""
        if number in self.texts:
            return True
        if self.texts and len(self.texts) >= (self.version.articles or 0):
            return False
        if self.version.articles is None:
            return None
        if not 1 <= number.number <= self.version.articles:
            return False
        return None if number.branch else True

    def paragraphs(self, number: ArticleNumber | None) -> tuple[Paragraph, ...]:
        """The 款 of an article; none where its text was not imported."""
        provision = self._library.provision(self.id(number), self.version.date) if number else None
        return provision.article.paragraphs if provision else ()

    def topic(self, number: ArticleNumber) -> str:
        """What an article is about, in a few words."""
        subject = self._library.registry.subject(self.law.name, number)
        if subject and subject.version == self.version.date:
            return subject.subject
        if text := self.texts.get(number):
            line = text.replace("\n", "")
            return f"“{line[:SHOWN]}{'…' if len(line) > SHOWN else ''}”"
        return next((about for new, about in self.moves.values() if new == number and about), UNTOLD)

    def likest(self, quote: Quotation, apart_from: ArticleNumber) -> tuple[ArticleNumber, Quoted] | None:
        """The other article whose words a quotation resembles most."""
        near = self.index.nearest(quote.text, CANDIDATES)
        compared = [(one, compare(quote, self.texts[one])) for one in near if one != apart_from and one in self.texts]
        return max(compared, key=lambda pair: pair[1].likeness, default=None)

    def older_with(self, quote: Quotation, number: ArticleNumber) -> str | None:
        """The date of an earlier version in which this article has the quoted words."""
        for other in reversed(self.law.versions):
            if other.date < self.version.date:
                text = Edition(self._library, self.law, other).texts.get(number)
                if text and compare(quote, text).match:
                    return other.date
        return None

    def same_rule(self, old: Version, number: ArticleNumber) -> ArticleNumber | None:
        """The article that says what this one of an older version said, told by their texts; None where none does."""
        was = Edition(self._library, self.law, old).texts.get(number)
        if was is None or not self.texts:
            return None
        near = {number, *self.index.nearest(was, CANDIDATES)} & self.texts.keys()
        best = max(near, key=lambda one: (fuzz.ratio(was, self.texts[one]), one == number), default=None)
        return best if best and fuzz.ratio(was, self.texts[best]) >= SAME_RULE else None


def _composed(
    law: Law, version: Version, begin: str = ""
) -> Iterator[tuple[ArticleNumber, tuple[ArticleNumber | None, str]]]:
    """Oldest tables first, so that the last move speaks for a number; ``begin``: only from this version."""
    tables = {table.old: table for table in law.renumberings if table.new <= version.date}
    for first in sorted(tables):
        if begin and first != begin:
            continue
        path, at = [], first
        while at in tables and at < version.date:
            path.append(tables[at])
            at = tables[at].new
        if at != version.date:
            continue
        steps = [{move.old: move for move in table.moves} for table in path]
        for old, move in steps[0].items():
            new, subject = move.new, move.subject
            for step in steps[1:]:
                later = step.get(new) if new else None
                new, subject = (later.new, subject or later.subject) if later else (new, subject)
            yield old, (new, subject)
