"""What the history gives back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from assistant.feedback import Feedback, Reason
from assistant.history.tables import ConversationRow, FeedbackRow, TurnRow
from assistant.messages import Citation
from knowledge.records import Role

CITATIONS = TypeAdapter(tuple[Citation, ...])
TEXTS = TypeAdapter(tuple[str, ...])
TITLE_CHARACTERS = 40
AROUND = 18  # characters shown on either side of a word that was looked for


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question, the day it was ``asked``, and what came of it: ``outcome`` is an outcome's name, STOPPED, or None
    where nothing came of it; ``model`` is the language model that wrote it, if one did.
    """

    number: int
    role: Role
    question: str
    outcome: str | None
    text: str
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]
    replies: tuple[str, ...]
    asked: date
    model: str | None = None
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A line in the list of conversations. ``title`` is its name, or the beginning of the first question; ``found`` is
    where in it the first of the words stands that were looked for, "" where none were or the title has it.
    """

    id: str
    title: str
    started: datetime
    found: str = ""


def stored(turn: TurnRow) -> StoredTurn:
    """A turn as it is told."""
    return StoredTurn(
        number=turn.number,
        role=Role(turn.role),
        question=turn.question,
        outcome=turn.outcome,
        text=turn.text,
        citations=CITATIONS.validate_json(turn.citations),
        notices=TEXTS.validate_json(turn.notices),
        replies=TEXTS.validate_json(turn.replies),
        asked=(turn.asked if turn.asked.tzinfo else turn.asked.replace(tzinfo=UTC)).astimezone().date(),
        model=turn.model,
        feedback=given(turn.feedback),
    )


def given(row: FeedbackRow | None) -> Feedback | None:
    """An opinion as it is told."""
    return Feedback(row.helpful, Reason(row.reason) if row.reason else None, row.words) if row else None


def summary(row: ConversationRow, words: list[str]) -> Summary:
    """A conversation as the list shows it, found by these words."""
    question = " ".join(row.turns[0].question.split())
    first = question if len(question) <= TITLE_CHARACTERS else f"{question[:TITLE_CHARACTERS]}…"
    title = row.name.title if row.name else first
    sought = next((word for word in words if word.casefold() not in title.casefold()), "")
    texts = (text for turn in row.turns for text in (turn.question, turn.text)) if sought else ()
    return Summary(row.id, title, row.started, next(filter(None, (_around(text, sought) for text in texts)), ""))


def _around(text: str, word: str) -> str:
    """The words of a text beside one that is looked for; "" where it does not hold it."""
    line = " ".join(text.split())
    at = line.casefold().find(word.casefold())
    if at < 0:
        return ""
    start, end = max(0, at - AROUND), at + len(word) + AROUND
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
