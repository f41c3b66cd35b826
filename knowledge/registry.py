"""The registry of laws: which exist, under which names, in which versions, what replaced them, what was renumbered.

It ships with the project, so that a citation's existence and currency can be judged with no text imported.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from knowledge.law import ArticleNumber, Law, Subject, Version
from knowledge.names import STATE, derived_names, document_number, one_width, plain_name, without_year
from knowledge.readers.registry_file import read_laws, read_subjects

CORPUS = Path(__file__).parent / "corpus"
LAWS = "laws.yaml"
ARTICLES = "articles"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Registry:
    """Laws and what their articles are about. Immutable; `with_laws` gives one that knows more."""

    laws: tuple[Law, ...]
    subjects: tuple[Subject, ...] = ()

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, corpus: Path = CORPUS) -> Self:
        """``laws.yaml`` and ``articles/*.yaml``, read once; raises RecordError with file and line."""
        laws = tuple(read_laws(corpus / LAWS))
        known = {law.name: law for law in laws}
        files = sorted((corpus / ARTICLES).glob("*.yaml"))
        return cls(laws, tuple(subject for file in files for subject in read_subjects(file, known)))

    def with_laws(self, others: Iterable[Law]) -> Self:
        """This registry and what a library adds: laws that it does not know, and of those it does, versions and the
        days from which they are law.
        """
        known = {law.name: law for law in self.laws}
        for law in others:
            mine = known.get(law.name)
            if mine is None:
                known[law.name] = law
                continue
            dates = {day for version in mine.versions for day in (version.date, *version.also)}
            fresh = [version for version in law.versions if version.date not in dates]
            told = {version.date: version.effective for version in law.versions}
            versions = [
                version if version.effective else replace(version, effective=told.get(version.date))
                for version in mine.versions
            ]
            versions = sorted((*versions, *fresh), key=lambda version: version.date)
            known[law.name] = replace(mine, versions=tuple(versions))
        return type(self)(tuple(known.values()), self.subjects)

    @cached_property
    def digest(self) -> str:
        """Tells one state of the registry's laws from another."""
        return hashlib.sha256(repr(self.laws).encode()).hexdigest()

    def law(self, name: str) -> Law | None:
        """The law of this official name."""
        return self._official.get(name)

    def named(self, name: str) -> tuple[Law, ...]:
        """The laws of this name: one, none where nobody bears it, several where it is ambiguous.

        An official name outdoes an alias, an alias outdoes a name that merely follows from a long one.
        """
        plain = plain_name(name)
        for spelling in dict.fromkeys((plain, without_year(plain))):
            for layer in self._layers:
                if spelling in layer:
                    return tuple(layer[spelling])
        return ()

    def longest_ending(self, text: str, end: int, limit: int = LONGEST_NAME) -> int | None:
        """Where the longest name begins that ends exactly at ``text[end]``; None where none does."""
        first = max(0, end - limit)
        window = one_width(text[first:end])
        for start in range(len(window) - 1):
            if window[start:] in self._spellings:
                return first + start
        return None

    def by_document(self, number: str) -> tuple[Law, ...]:
        """The laws issued under a document number (法释〔2020〕17号), brackets of any kind."""
        return tuple(self._documents.get(document_number(number) or "", ()))

    def subject(self, law: str, article: ArticleNumber) -> Subject | None:
        """What this article is about, where the registry says."""
        return self._subjects.get((law, article))

    def subjects_of(self, law: str) -> tuple[Subject, ...]:
        """All that the registry says of the articles of a law."""
        return self._subjects_of.get(law, ())

    @cached_property
    def _official(self) -> dict[str, Law]:
        return {law.name: law for law in self.laws}

    @cached_property
    def _layers(self) -> tuple[dict[str, list[Law]], ...]:
        official: dict[str, list[Law]] = {}
        aliases: dict[str, list[Law]] = {}
        derived: dict[str, list[Law]] = {}
        for law in self.laws:
            _add(official, plain_name(law.name), law)
            for alias in law.aliases:
                _add(aliases, plain_name(alias), law)
            for name in derived_names(law.name):
                _add(derived, name, law)
        return official, aliases, derived

    @cached_property
    def plain_names(self) -> tuple[str, ...]:
        """The official names without brackets, blanks and 中华人民共和国."""
        return tuple(self._layers[0])

    @cached_property
    def _spellings(self) -> frozenset[str]:
        """Names as they may stand in running text, brackets of one width."""
        names: set[str] = set()
        for law in self.laws:
            for name in (law.name, *law.aliases):
                written = one_width(name)
                short = written.replace(STATE, "")
                names |= {written, short, STATE + short, plain_name(name)}
        names |= self._layers[2].keys()
        return frozenset(name for name in names if len(name) > 1)

    @cached_property
    def _documents(self) -> dict[str, list[Law]]:
        found: dict[str, list[Law]] = {}
        for law in self.laws:
            for version in law.versions:
                if version.document and (number := document_number(version.document)):
                    _add(found, number, law)
        return found

    @cached_property
    def _subjects(self) -> dict[tuple[str, ArticleNumber], Subject]:
        return {(subject.law, subject.article): subject for subject in self.subjects}

    @cached_property
    def _subjects_of(self) -> dict[str, tuple[Subject, ...]]:
        grouped: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            grouped.setdefault(subject.law, []).append(subject)
        return {law: tuple(subjects) for law, subjects in grouped.items()}


def version_in_force(law: Law, on: str) -> Version | None:
    """The version that is law on a day; None before the first one, and after a repeal.

    A version whose effective date is not known counts from the day it was published.
    """
    if law.repeal and law.repeal.on <= on:
        return None
    begun = [version for version in law.versions if (version.effective or version.date) <= on]
    return max(begun, key=lambda version: (version.effective or version.date, version.date), default=None)


def _add(found: dict[str, list[Law]], name: str, law: Law) -> None:
    laws = found.setdefault(name, [])
    if law not in laws:
        laws.append(law)
