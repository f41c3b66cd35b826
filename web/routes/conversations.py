"""What may be done with a conversation: find, name, export, delete it, and say what one thinks of its answers."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from assistant.errors import TurnNotFound
from assistant.feedback import Feedback, Reason, feedback
from assistant.history import StoredTurn
from assistant.transcript import transcript
from assistant.transcript.shelf import Shelf
from knowledge.errors import KnowledgeError
from web.chat.export import disposition, export_html
from web.chat.views import Place, RatingView, TurnView, turn_view
from web.dependencies import HistoryDep, OwnerDep, ServicesDep, remember
from web.desk.files import WORD
from web.metrics import Metrics
from web.pages import fragment

router = APIRouter(prefix="/conversations")
T = TypeVar("T")


class Opinion(StrEnum):
    """What a button under an answer says."""

    YES = "yes"
    NO = "no"
    NONE = "none"  # takes back what was said


@router.get("")
def found(history: HistoryDep, owner: OwnerDep, find: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The list of one's own conversations with these words, for the script: a piece of a page."""
    listed = history.conversations(owner, find=find)
    return HTMLResponse(fragment("_conversations.html", conversations=listed, current=None, find=find))


@router.post("/{conversation}/delete")
def delete(conversation: str, history: HistoryDep, owner: OwnerDep) -> Response:
    """Delete one's own conversation."""
    history.delete(owner, conversation)
    return RedirectResponse("/", status_code=303)


@router.post("/{conversation}/rename")
def rename(conversation: str, history: HistoryDep, owner: OwnerDep, title: Annotated[str, Form()] = "") -> Response:
    """Name one's own conversation; without a title it goes by its first question again."""
    history.rename(owner, conversation, title)
    return RedirectResponse(f"/conversations/{conversation}", status_code=303)


@router.get("/{conversation}/export")
def export(
    request: Request, conversation: str, services: ServicesDep, history: HistoryDep, owner: OwnerDep
) -> Response:
    """One's own conversation as one HTML file."""
    turns = history.turns(owner, conversation)
    name = history.name(owner, conversation)
    html = _with_law(services, lambda shelf: export_html(conversation, turns, shelf, name))
    return _saved(request, owner, HTMLResponse(html), "html")


@router.get("/{conversation}/export.docx")
def export_word(
    request: Request, conversation: str, services: ServicesDep, history: HistoryDep, owner: OwnerDep
) -> Response:
    """One's own conversation for Word."""
    from assistant.transcript.word import word  # noqa: PLC0415  python-docx and docxtpl

    turns = history.turns(owner, conversation)
    name = history.name(owner, conversation)
    told = _with_law(services, lambda shelf: transcript(conversation, turns, shelf, name))
    return _saved(request, owner, Response(word(told), media_type=WORD), "docx")


@router.get("/{conversation}/export.md")
def export_markdown(
    request: Request, conversation: str, services: ServicesDep, history: HistoryDep, owner: OwnerDep
) -> Response:
    """One's own conversation as Markdown."""
    from assistant.transcript.markdown import markdown  # noqa: PLC0415  rarely wanted

    turns = history.turns(owner, conversation)
    name = history.name(owner, conversation)
    told = _with_law(services, lambda shelf: transcript(conversation, turns, shelf, name))
    return _saved(request, owner, PlainTextResponse(markdown(told), media_type="text/markdown"), "md")


@router.post("/{conversation}/turns/{number}/feedback")
def rate(  # noqa: PLR0913  the fields of a form, and what it depends on
    request: Request,
    conversation: str,
    number: int,
    history: HistoryDep,
    owner: OwnerDep,
    helpful: Annotated[Opinion, Form()],
    reason: Annotated[Reason | None, Form()] = None,
    words: Annotated[str, Form()] = "",
    panel: bool = False,
) -> Response:
    """Keep what one thinks of an answer; with ``panel`` the form comes back alone, for the script."""
    turns = history.turns(owner, conversation)
    position = next((place for place, turn in enumerate(turns, start=1) if turn.number == number), None)
    if position is None:
        raise TurnNotFound
    said = None
    if helpful is not Opinion.NONE:
        question = turns[position - 1].question
        said = feedback(question, helpful=helpful is Opinion.YES, reason=reason, words=words)
    before = history.rate(owner, conversation, number, said)
    _count(request.app.state.metrics, before, said)
    if panel:
        rating = RatingView(Place(conversation, number), said)
        return HTMLResponse(fragment("_feedback.html", rating=rating, saved=bool(reason or words)))
    return RedirectResponse(f"/conversations/{conversation}#turn-{position}", status_code=303)


def views(services: ServicesDep, turns: Sequence[StoredTurn], conversation: str) -> tuple[TurnView, ...]:
    """Stored turns with the verdicts on their citations."""
    return _with_law(services, lambda shelf: tuple(turn_view(turn, shelf, conversation) for turn in turns))


def _with_law(services: ServicesDep, show: Callable[[Shelf], T]) -> T:
    """What ``show`` makes of what was answered, with law to look up where there is any."""
    try:
        return show(Shelf.of(services.assistant()))
    except KnowledgeError:  # an index or library that does not open keeps nobody from reading
        return show(Shelf())


def _saved(request: Request, owner: str, response: Response, ending: str) -> Response:
    response.headers["Content-Disposition"] = disposition(date.today(), ending)
    remember(request, response, owner)
    return response


def _count(metrics: Metrics, before: Feedback | None, said: Feedback | None) -> None:
    """An opinion is counted when it is new or another, a reason likewise."""
    if said is None:
        return
    if before is None or before.helpful is not said.helpful:
        metrics.feedback(helpful=said.helpful)
    if said.reason and (before is None or before.reason is not said.reason):
        metrics.reason(said.reason)
