"""A question as it was sent: checked, stored, and ready to be answered."""

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BaseModel, Field

from assistant.assistant import Assistant
from assistant.messages import Question, Referral
from assistant.screening import clean, screen
from knowledge.records import Role
from web.dependencies import HistoryDep, OwnerDep, ServicesDep


class Asked(BaseModel):
    """A question as it was sent, by the script or by the form. It may stand in place of an earlier turn."""

    question: str
    role: Role
    conversation: str | None = None
    replaces: Annotated[int | None, Field(ge=1)] = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that was checked and stored, and the assistant that will answer it."""

    assistant: Assistant
    question: Question
    conversation: str
    turn: int


def begin(asked: Asked, services: ServicesDep, history: HistoryDep, owner: OwnerDep) -> Begun | Referral:
    """Check and store a question before its stream opens, so that a bad one gets a status of its own.

    A person in danger is referred to help whatever else is broken; the question is not stored. Only a question that is
    stored takes the place of another.
    """
    screened = screen(Question(asked.question, asked.role))
    if isinstance(screened, Referral):
        return screened
    context = history.context(owner, asked.conversation, before=asked.replaces)
    assistant = services.assistant()
    # What is refused is answered, and kept, like any question: the chain refuses it again.
    question = screened if isinstance(screened, Question) else Question(clean(asked.question), asked.role)
    conversation, turn = history.ask(owner, asked.conversation, asked.role, question.text, asked.replaces)
    return Begun(assistant, replace(question, turns=context), conversation, turn)
