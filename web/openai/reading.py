"""Messages as a question with the turns before it."""

from collections.abc import Iterator
from typing import Any

from fastapi.exceptions import RequestValidationError

from assistant.messages import Question, Turn
from assistant.screening import MAX_CHARACTERS
from knowledge.records import Role
from web.openai.shapes import ChatSent, MessageSent
from web.openai.writing import told

MOST_TURNS = 20  # of the earlier ones, the latest


def question_of(sent: ChatSent, role: Role) -> Question:
    """The last user message with the turns before it; raises RequestValidationError where there is none."""
    places = [place for place, one in enumerate(sent.messages) if one.role == "user"]
    if not places:
        raise RequestValidationError([_missing()])
    turns = tuple(_turns(sent.messages[: places[-1]]))[-MOST_TURNS:]
    return Question(sent.messages[places[-1]].text, role, turns)


def _turns(messages: list[MessageSent]) -> Iterator[Turn]:
    """Questions with what answered them, "" where nothing did; what no question came before is left out."""
    asked: str | None = None
    for one in messages:
        text = one.text[: MAX_CHARACTERS * 2]
        if one.role == "user":
            if asked is not None:
                yield Turn(asked, "", "stopped")
            asked = text[:MAX_CHARACTERS]
        elif one.role == "assistant" and asked is not None:
            answer, outcome = told(text)
            yield Turn(asked, answer, outcome)
            asked = None
    if asked is not None:
        yield Turn(asked, "", "stopped")


def _missing() -> dict[str, Any]:
    return {"type": "no_question", "loc": ("body", "messages"), "msg": "", "input": None}
