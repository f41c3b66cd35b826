"""The chat: the page, a question as a form, a question as a stream, conversations."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.errors import AssistantError, QuestionError
from assistant.events import Failed, Finished
from assistant.messages import Question
from assistant.screening import clean
from knowledge.errors import KnowledgeError
from knowledge.records import Role
from web.dependencies import AssistantDep, HistoryDep, OwnerDep, ServicesDep, remember
from web.pages import ChatPage, templates, turn_view
from web.stream import stream

router = APIRouter()


class Asked(BaseModel):
    """A question as a script sends it."""

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
def conversation_page(request: Request, conversation: str, history: HistoryDep, owner: OwnerDep) -> Response:
    """An earlier conversation, to read and to go on with."""
    turns = tuple(turn_view(turn) for turn in history.turns(owner, conversation))
    role = turns[-1].role if turns else Role.MEDIATOR
    return _page(request, owner, ChatPage(conversation, role, "", turns, tuple(history.conversations(owner))))


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
    context = history.context(owner, conversation or None)
    try:
        text = clean(question)
        assistant = await run_in_threadpool(services.assistant)
        opened, turn = history.ask(owner, conversation or None, role, text)
        async for event in assistant.ask(Question(text, role, context)):
            match event:
                case Finished(reply):
                    history.answer(turn, reply)
                case Failed(message):
                    raise AssistantError(message)
    except (AssistantError, KnowledgeError) as error:
        # The same page again, with what was typed still in the box.
        turns = tuple(turn_view(turn) for turn in history.turns(owner, conversation)) if conversation else ()
        listed = tuple(history.conversations(owner))
        page = ChatPage(conversation or None, role, question, turns, listed, str(error))
        return _page(request, owner, page, 422 if isinstance(error, QuestionError) else 503)
    position = len(history.turns(owner, opened))
    response = RedirectResponse(f"/conversations/{opened}#turn-{position}", status_code=303)
    remember(request, response, owner)
    return response


def begin(asked: Asked, history: HistoryDep, owner: OwnerDep) -> tuple[Question, str, int]:
    """Check and store a question before the stream opens, so that a bad one gets a status of its own."""
    text = clean(asked.question)
    context = history.context(owner, asked.conversation)
    conversation, turn = history.ask(owner, asked.conversation, asked.role, text)
    return Question(text, asked.role, context), conversation, turn


@router.post("/api/ask", response_class=EventSourceResponse)
async def ask_stream(
    assistant: AssistantDep, history: HistoryDep, begun: Annotated[tuple[Question, str, int], Depends(begin)]
) -> AsyncIterator[ServerSentEvent]:
    """A question as a stream of events; see `web.stream`."""
    question, conversation, turn = begun
    async for event in stream(assistant, history, question, conversation, turn):
        yield event


def _page(request: Request, owner: str, page: ChatPage, status: int = 200) -> Response:
    response = templates.TemplateResponse(request, "chat.html", {"page": page}, status_code=status)
    remember(request, response, owner)
    return response
