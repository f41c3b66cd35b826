"""The chat: the page, a question as a form, a question as a stream, conversations."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.assistant import Assistant
from assistant.errors import AssistantError, HistoryError, QuestionError
from assistant.events import Failed, Finished
from assistant.history import StoredTurn
from assistant.lawbook import Lawbook
from assistant.messages import Question, Referral, Reply, outcome_name
from assistant.screening import clean, screen
from knowledge.errors import KnowledgeError
from knowledge.records import Role
from web.dependencies import HistoryDep, OwnerDep, ServicesDep, remember
from web.export import disposition, export_html
from web.observing import FAILED, count_outcome
from web.pages import ChatPage, TurnView, referral_view, templates, turn_view
from web.stream import finished, stream

router = APIRouter()
T = TypeVar("T")


class Asked(BaseModel):
    """A question as it was sent, by the script or by the form."""

    question: str
    role: Role
    conversation: str | None = None


@router.get("/")
def home(  # noqa: PLR0913  what a page depends on
    request: Request,
    services: ServicesDep,
    history: HistoryDep,
    owner: OwnerDep,
    question: Annotated[str, Query(max_length=2000)] = "",
    role: Role = Role.MEDIATOR,
) -> Response:
    """A new conversation; the address may fill in the question and the role."""
    problem = services.problem()
    page = ChatPage(None, role, question, (), tuple(history.conversations(owner)), problem)
    return _page(request, owner, page, 503 if problem else 200)


@router.get("/conversations/{conversation}")
def conversation_page(
    request: Request, conversation: str, services: ServicesDep, history: HistoryDep, owner: OwnerDep
) -> Response:
    """An earlier conversation, to read and to go on with."""
    turns = _views(services, history.turns(owner, conversation))
    role = turns[-1].role if turns else Role.MEDIATOR
    return _page(request, owner, ChatPage(conversation, role, "", turns, tuple(history.conversations(owner))))


@router.get("/conversations/{conversation}/export")
def export_conversation(
    request: Request, conversation: str, services: ServicesDep, history: HistoryDep, owner: OwnerDep
) -> Response:
    """One's own conversation as a file; see `web.export`."""
    turns = history.turns(owner, conversation)
    today = date.today()
    html = _with_law(services, lambda lawbook: export_html(conversation, turns, lawbook, today))
    response = HTMLResponse(html, headers={"Content-Disposition": disposition(today)})
    remember(request, response, owner)
    return response


@router.post("/conversations/{conversation}/delete")
def delete_conversation(conversation: str, history: HistoryDep, owner: OwnerDep) -> Response:
    """Delete one's own conversation."""
    history.delete(owner, conversation)
    return RedirectResponse("/", status_code=303)


@router.post("/ask")
async def ask_form(  # noqa: PLR0913  the fields of a form, and what it depends on
    request: Request,
    services: ServicesDep,
    history: HistoryDep,
    owner: OwnerDep,
    role: Annotated[Role, Form()],
    question: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
) -> Response:
    """A question without scripts: answered whole, then shown as a page of its conversation."""
    asked = Asked(question=question, role=role, conversation=conversation or None)
    try:
        begun = await run_in_threadpool(begin, asked, services, history, owner)
        if isinstance(begun, Referral):
            count_outcome(request, outcome_name(begun))
            turn = referral_view(asked.question, role, begun)
            return _page(request, owner, ChatPage(asked.conversation, role, "", (turn,), ()))
        async for event in begun.assistant.ask(begun.question):
            match event:
                case Finished(reply):
                    count_outcome(request, outcome_name(reply.outcome))
                    history.answer(begun.turn, reply)
                case Failed(message):
                    count_outcome(request, FAILED)
                    raise AssistantError(message)
    except HistoryError:
        raise
    except (AssistantError, KnowledgeError) as error:
        # The same page again, with what was typed still in the box.
        turns = history.turns(owner, asked.conversation) if asked.conversation else []
        listed = tuple(history.conversations(owner))
        page = ChatPage(asked.conversation, role, question, _views(services, turns), listed, str(error))
        return _page(request, owner, page, 422 if isinstance(error, QuestionError) else 503)
    position = len(history.turns(owner, begun.conversation))
    response = RedirectResponse(f"/conversations/{begun.conversation}#turn-{position}", status_code=303)
    remember(request, response, owner)
    return response


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that was checked and stored, and the assistant that will answer it."""

    assistant: Assistant
    question: Question
    conversation: str
    turn: int


def begin(asked: Asked, services: ServicesDep, history: HistoryDep, owner: OwnerDep) -> Begun | Referral:
    """Check and store a question before its stream opens, so that a bad one gets a status of its own.

    A person in danger is referred to help whatever else is broken; the question is not stored.
    """
    screened = screen(Question(asked.question, asked.role))
    if isinstance(screened, Referral):
        return screened
    context = history.context(owner, asked.conversation)
    assistant = services.assistant()
    # What is refused is answered, and kept, like any question: the chain refuses it again.
    question = screened if isinstance(screened, Question) else Question(clean(asked.question), asked.role)
    conversation, turn = history.ask(owner, asked.conversation, asked.role, question.text)
    return Begun(assistant, replace(question, turns=context), conversation, turn)


@router.post("/api/ask", response_class=EventSourceResponse)
async def ask_stream(
    request: Request, asked: Asked, history: HistoryDep, begun: Annotated[Begun | Referral, Depends(begin)]
) -> AsyncIterator[ServerSentEvent]:
    """A question as a stream of events; see `web.stream`."""
    if isinstance(begun, Referral):
        count_outcome(request, outcome_name(begun))
        yield finished(asked.question, Reply(begun))
        return
    count = partial(count_outcome, request)
    async for event in stream(begun.assistant, history, begun.question, begun.conversation, begun.turn, count):
        yield event


def _views(services: ServicesDep, turns: Sequence[StoredTurn]) -> tuple[TurnView, ...]:
    """Stored turns with the verdicts on their citations."""
    return _with_law(services, lambda lawbook: tuple(turn_view(turn, lawbook) for turn in turns))


def _with_law(services: ServicesDep, show: Callable[[Lawbook | None], T]) -> T:
    """What ``show`` makes of what was answered, with law to look up where there is any."""
    try:
        return show(services.assistant().lawbook)
    except KnowledgeError:  # an index or library that does not open keeps nobody from reading
        return show(None)


def _page(request: Request, owner: str, page: ChatPage, status: int = 200) -> Response:
    response = templates.TemplateResponse(request, "chat.html", {"page": page}, status_code=status)
    remember(request, response, owner)
    return response
