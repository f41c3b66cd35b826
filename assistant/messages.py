"""What is asked and what comes back."""

from dataclasses import dataclass, field
from datetime import date

from knowledge.citations.verdicts import Checked
from knowledge.records import Hit, Passage, Role


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the same conversation and the text that answered it; ``outcome`` is the name of what came
    of it, ``asked`` the day, from which 昨天 is counted (None: today).
    """

    question: str
    answer: str
    outcome: str = "answer"
    asked: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as the user typed it, with the turns before it (oldest first)."""

    text: str
    role: Role = Role.MEDIATOR
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that the answer rests on. ``marker`` is the number in the text, from 1."""

    marker: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Answer:
    """A grounded answer: every sentence of ``text`` carries the markers of its passages.

    ``checked`` has the library's verdict on every law and case that the text cites, in its order.
    """

    text: str
    citations: tuple[Citation, ...]
    notices: tuple[str, ...] = ()
    checked: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarification:
    """Something decisive is missing: one question back, with replies to choose from."""

    text: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing in the sources answers this; the text says what was searched."""

    text: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A person in danger: where to find help, before anything else."""

    text: str


ANSWER, CLARIFICATION = "answer", "clarification"  # the names of those outcomes
STOPPED = "stopped"  # stands in place of one where a reader stopped an answer

Outcome = Answer | Clarification | Refusal | Referral


def outcome_name(outcome: Outcome) -> str:
    """The name that JSON, events and the history use: answer, clarification, refusal or referral."""
    return type(outcome).__name__.lower()


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock seconds; ``compose`` includes grounding, ``total`` everything."""

    retrieve: float = 0.0
    compose: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole run: the outcome, the passages that were offered, who wrote it and how long it took.

    ``model`` is None when the extractive composer wrote it; ``prompt_digest`` then is None too.
    """

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    model: str | None = None
    prompt_digest: str | None = None
    seconds: Seconds = field(default_factory=Seconds)
