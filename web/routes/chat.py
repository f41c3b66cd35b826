"""The chat: the page, a question as a form, a question as a stream."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from assistant.errors import AssistantError, HistoryError, QuestionError, TurnNotFound
from assistant.events import Failed, Finished
from assistant.history import StoredTurn
from assistant.messages import Referral, Reply, outcome_name
from knowledge.errors import KnowledgeError
from knowledge.records import Role
from web.chat.asking import Asked, Begun, begin
from web.chat.page import ChatPage, Editing
from web.chat.views import referral_view
from web.dependencies import HistoryDep, OwnerDep, ServicesDep, remember
from web.observing import FAILED, count_outcome
from web.pages import templates
from web.routes import conversations
from web.stream import finished, stream

router = APIRouter()
router.include_router(conversations.router)
Find = Annotated[str, Query(max_length=100)]


@router.get("/")
def home(  # noqa: PLR0913  what a page depends on
    request: Request,
    services: ServicesDep,
    history: HistoryDep,
    owner: OwnerDep,
    question: Annotated[str, Query(max_length=2000)] = "",
    role: Role = Role.MEDIATOR,
    find: Find = "",
) -> Response:
    """A new conversation; the address may fill in the question and the role."""
    problem = services.problem()
    listed = tuple(history.conversations(owner, find=find))
    page = ChatPage(None, role, question, (), listed, problem, find)
    return _page(request, owner, page, 503 if problem else 200)


@router.get("/conversations/{conversation}")
def conversation_page(  # noqa: PLR0913  what a page depends on
    request: Request,
    conversation: str,
    services: ServicesDep,
    history: HistoryDep,
    owner: OwnerDep,
    find: Find = "",
    edit: int | None = None,
) -> Response:
    """An earlier conversation, to read and to go on with; ``edit`` is the number of a turn to be asked anew."""
    turns = history.turns(owner, conversation)
    editing = _editing(turns, edit)
    filled = turns[editing.position - 1] if editing else None
    last = filled or (turns[-1] if turns else None)
    page = ChatPage(
        conversation,
        last.role if last else Role.MEDIATOR,
        filled.question if filled else "",
        conversations.views(services, turns, conversation),
        tuple(history.conversations(owner, find=find)),
        find=find,
        editing=editing,
        name=history.name(owner, conversation),
    )
    return _page(request, owner, page)


@router.post("/ask")
async def ask_form(  # noqa: PLR0913  the fields of a form, and what it depends on
    request: Request,
    services: ServicesDep,
    history: HistoryDep,
    owner: OwnerDep,
    role: Annotated[Role, Form()],
    question: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
    replaces: Annotated[int | None, Form(ge=1)] = None,
) -> Response:
    """A question without scripts: answered whole, then shown as a page of its conversation."""
    asked = Asked(question=question, role=role, conversation=conversation or None, replaces=replaces)
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
        page = ChatPage(
            asked.conversation,
            role,
            question,
            conversations.views(services, turns, asked.conversation or ""),
            tuple(history.conversations(owner)),
            str(error),
            editing=_editing(turns, replaces, gone=True),
            name=history.name(owner, asked.conversation) if asked.conversation else "",
        )
        return _page(request, owner, page, 422 if isinstance(error, QuestionError) else 503)
    position = len(history.turns(owner, begun.conversation))
    response = RedirectResponse(f"/conversations/{begun.conversation}#turn-{position}", status_code=303)
    remember(request, response, owner)
    return response


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
    async for event in stream(begun, history, count):
        yield event


def _editing(turns: list[StoredTurn], number: int | None, *, gone: bool = False) -> Editing | None:
    """The turn of this number as one to be asked anew; raises TurnNotFound, unless it may be ``gone``."""
    for position, turn in enumerate(turns, start=1):
        if turn.number == number:
            return Editing(turn.number, position, len(turns) - position)
    if number is None or gone:
        return None
    raise TurnNotFound


def _page(request: Request, owner: str, page: ChatPage, status: int = 200) -> Response:
    response = templates.TemplateResponse(request, "chat.html", {"page": page}, status_code=status)
    remember(request, response, owner)
    return response
