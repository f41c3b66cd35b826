"""Evidence → draft text with markers. Two composers behind one seam."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from assistant.context import Found
from assistant.events import Consulted
from assistant.grounding.grounder import Repair
from knowledge.records import Hit


class Composer(Protocol):
    """Writes a draft: Markdown in chunks of any size, [n] pointing at the n-th hit of ``found`` (from 1)."""

    @property
    def model(self) -> str | None:
        """The language model's name; None where none writes."""

    @property
    def prompt_digest(self) -> str | None:
        """Identifies the wording of the prompts; None where none are used."""

    def offered(self, found: Found) -> Sequence[Hit]:
        """The hits that the draft may point at: the first of ``found``, as many as are read."""

    def draft(self, found: Found) -> AsyncGenerator[str | Consulted]:
        """Stream the draft, and what was looked up in between, which is numbered on; raises ModelError."""

    def repair(self, found: Found) -> Repair | None:
        """Writes a sentence of the answer that did not stand anew; None where nothing is ever rewritten."""

    @property
    def repairs(self) -> int:
        """How many sentences of one answer may be written anew."""
