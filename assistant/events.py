"""What a stream may carry. It ends with exactly one `Finished` or `Failed`.

SourcesFound → (Noticed | Consulted | TextDelta | Checked)* → Finished    an answer
Finished                                                                 clarification, refusal, referral
… → Failed                                                               a fault, at any point
"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.messages import Citation, Reply
from knowledge.records import Hit


class Block(StrEnum):
    """What a sentence belongs to."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    STEP = "step"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence, or a heading. ``first`` is True when it opens a new block.

    ``body`` has no markers and no end mark; ``end`` is the end mark with any closing quotes.
    """

    block: Block
    first: bool
    body: str
    end: str
    markers: tuple[int, ...]

    @property
    def text(self) -> str:
        """``body``, its markers as [1][2], then the end mark."""
        return self.body + "".join(f"[{marker}]" for marker in self.markers) + self.end


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """The passages offered to the composer, best first."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Consulted:
    """Passages that the composer had worked out or looked up while it wrote; they follow those that were offered."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something the user should know about how this answer came about."""

    text: str


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next sentence; ``citations`` are those that appear here for the first time."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of grounding one whole draft: sentences kept, how many of them were put right first, and what was
    wrong with those that were dropped, each with its count.
    """

    kept: int
    repaired: int = 0
    dropped: tuple[tuple[StrEnum, int], ...] = ()

    @property
    def lost(self) -> int:
        """Sentences dropped."""
        return sum(count for _, count in self.dropped)


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole reply."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Failed:
    """The run broke off; ``message`` is for the user."""

    message: str


Event = SourcesFound | Consulted | Noticed | TextDelta | Checked | Finished | Failed
