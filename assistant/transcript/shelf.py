"""What the sources of a stored answer are looked up in."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assistant.lawbook import Lawbook
from knowledge.store import Store

if TYPE_CHECKING:
    from assistant.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Shelf:
    """Without law and records, sources are told as they were stored. Citations are judged as of ``today``."""

    lawbook: Lawbook | None = None
    store: Store | None = None
    today: date = field(default_factory=date.today)

    @classmethod
    def of(cls, assistant: "Assistant") -> "Shelf":
        """What this assistant answers from."""
        return cls(assistant.lawbook, assistant.retriever.store)
