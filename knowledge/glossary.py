"""The words of the law that a text uses, and what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from knowledge.build import CORPUS
from knowledge.forms import Term
from knowledge.readers.form_file import read_glossary
from knowledge.readers.record_file import read_corpus


@dataclass(frozen=True)
class Glossary:
    """``terms`` in the order of the glossary."""

    terms: tuple[Term, ...]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, corpus: Path = CORPUS) -> Self:
        """That of a corpus; raises RecordError."""
        return cls(read_glossary(corpus, [record.id for record in read_corpus(corpus)]))

    def __getitem__(self, name: str) -> Term:
        """The term of this name or alias; raises KeyError."""
        return self._named[name]

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Start, end and term of every name in a text, in order; of names that overlap, the longest from the left."""
        if self._pattern:
            for found in self._pattern.finditer(text):
                yield found.start(), found.end(), self._named[found.group()]

    @cached_property
    def _named(self) -> dict[str, Term]:
        return {name: term for term in self.terms for name in term.names}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = sorted(self._named, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names))) if names else None
