"""Phrases by which people state the facts of a dispute."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from knowledge.build import CORPUS
from knowledge.relief import FactType


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one value is said. The pattern of a number has groups, of which the one that matched holds it; its ``value``
    is "". Yes and no are 是 and 否.
    """

    value: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a fact is said. It is not where its clause matches ``unless``, nor where nothing of the text matches
    ``given``; None: always.
    """

    key: str
    type: FactType
    phrases: tuple[Phrases, ...]
    unless: re.Pattern[str] | None = None
    given: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Wordings:
    """Those of all facts, and the words that patterns have in common."""

    facts: Sequence[Wording]
    words: Mapping[str, str]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, corpus: Path = CORPUS) -> Self:
        """Those of a corpus; raises RecordError."""
        from knowledge.readers.heard_file import read_heard  # noqa: PLC0415  which imports these types

        return cls(*read_heard(corpus))
