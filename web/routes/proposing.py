"""The mediator's proposal as a page and as a file."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response

from web.dependencies import AssistantDep, HistoryDep, OwnerDep
from web.desk.files import WORD, WordFile
from web.pages import templates
from web.proposing import ProposePage, propose_page
from web.told import told_in

router = APIRouter(prefix="/propose")


@router.get("")
def blank(
    request: Request, history: HistoryDep, owner: OwnerDep, conversation: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """A box for notes; what was told in a conversation of this browser stands in it already."""
    page = ProposePage(told_in(history, owner, conversation), "")
    return templates.TemplateResponse(request, "propose.html", {"page": page})


@router.post("")
def proposed(
    request: Request,
    assistant: AssistantDep,
    notes: Annotated[str, Form()] = "",
    side: Annotated[str, Form()] = "",
    action: Annotated[str, Form()] = "",
) -> Response:
    """One version of the proposal. Nothing is stored."""
    page = propose_page(notes, side, assistant.toolbox, date.today(), as_word=action == "word")
    if isinstance(page, WordFile):
        return Response(page.data, media_type=WORD, headers={"Content-Disposition": page.disposition})
    return templates.TemplateResponse(request, "propose.html", {"page": page}, status_code=422 if page.problem else 200)
