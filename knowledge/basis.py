"""Records against law: every article that a record rests on is looked up before it is indexed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.citations.editions import Edition
from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.citations.subjects import speaks_of_another
from knowledge.errors import RecordError
from knowledge.law import ArticleId, ArticleNumber, Law, Version
from knowledge.library import Library
from knowledge.readers.record_file import basis_line, file_of
from knowledge.records import LegalBasis, Passage, Record, Section, passages_of


def passages_by_law(records: Sequence[Record], corpus: Path, library: Library) -> tuple[Passage, ...]:
    """The passages of all records, each legal basis verified and quoted from the library where its text is there.

    Raises RecordError with file and line for a basis that names no law of the registry, no version or article of it,
    or whose gist speaks of another article.
    """
    desk = _Desk(corpus, library)
    return tuple(passage for record in records for passage in desk.passages(record))


def _read(record: Record) -> tuple[tuple[str, str], ...]:
    """The articles that whoever wrote the record read, each with the version."""
    read = [(basis, ArticleNumber.parse(basis.article)) for basis in record.basis if basis.article and basis.verified]
    return tuple((str(ArticleId(basis.law, number)), basis.version) for basis, number in read if number)


class _Desk:
    def __init__(self, corpus: Path, library: Library) -> None:
        self._corpus = corpus
        self._library = library
        self._editions: dict[tuple[str, str], Edition] = {}

    def passages(self, record: Record) -> Iterator[Passage]:
        quotes = iter([self._quote(record, number, basis) for number, basis in enumerate(record.basis)])
        known = _read(record)
        for passage in passages_of(record):
            quote, cites = next(quotes) if passage.section is Section.BASIS else ("", self._cites(passage.text))
            read = tuple(f"{article}@{version}" for article, version in known if article in cites)
            yield replace(passage, quote=quote, cites=cites, read=read)

    def _quote(self, record: Record, number: int, basis: LegalBasis) -> tuple[str, tuple[str, ...]]:
        """The article's own words ("" where they are not there) and its name; raises RecordError."""
        law, version = self._law(record, number, basis)
        article = ArticleNumber.parse(basis.article) if basis.article else None
        if article is None or law is None:
            return "", ()
        key = ArticleId(law.name, article)
        if version is None:
            return "", (str(key),)
        edition = self._edition(law, version)
        if edition.has(article) is False:
            raise self._error(record, number, "article", f"{law}{version.date}文本没有{article}")
        quote = edition.texts.get(article, "")
        other = speaks_of_another(edition.index, basis.gist, article) if quote else None
        if basis.verified and other:
            raise self._error(record, number, "gist", f"要旨说的像是{other}，不是{article}，请对照原文")
        return quote, (str(key),)

    def _law(self, record: Record, number: int, basis: LegalBasis) -> tuple[Law | None, Version | None]:
        registry = self._library.registry
        known = registry.named(basis.law)
        if len(known) != 1 or known[0].name != basis.law:
            raise self._error(record, number, "law", f"登记册里没有全称为“{basis.law}”的规范")
        law = known[0]
        version = next((version for version in law.versions if version.date == basis.version), None)
        if version is None and basis.verified:
            raise self._error(record, number, "version", f"登记册里没有{law}{basis.version}这个版本")
        return law, version

    def _error(self, record: Record, number: int, field: str, problem: str) -> RecordError:
        file = file_of(self._corpus, record)
        return RecordError(file, basis_line(file, number, field), field, problem)

    def _cites(self, text: str) -> tuple[str, ...]:
        registry = self._library.registry
        resolved = resolve(find(text, registry), registry)
        named = [str(ArticleId(one.law.name, one.article)) for one in resolved if one.law and one.article]
        return tuple(dict.fromkeys(named))

    def _edition(self, law: Law, version: Version) -> Edition:
        return self._editions.setdefault((law.name, version.date), Edition(self._library, law, version))
