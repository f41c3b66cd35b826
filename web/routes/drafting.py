"""The drafting desk: choose a form or start from a story, fill in, look, download; compare two versions."""

import threading
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.drafting.formbook import Formbook
from assistant.errors import DraftError
from knowledge.errors import KnowledgeError
from web.dependencies import HistoryDep, OwnerDep, Services, ServicesDep
from web.desk.actions import desk_page
from web.desk.compare import ComparePage, compare_page
from web.desk.files import WORD, WordFile
from web.desk.page import Desk
from web.desk.start import NO_FORM, start_page
from web.desk.story import story_problem
from web.pages import templates
from web.told import told_in

_reading = threading.Lock()  # of the forms, which takes seconds: whoever comes meanwhile waits for the one reading


def _book() -> Formbook:
    with _reading:
        return Formbook.load()


router = APIRouter(prefix="/draft")
MOST_FIELDS = 4000  # a form with full lists


async def _sent(request: Request) -> dict[str, str]:
    """The controls of a form by name; of two with one name, the last."""
    form = await request.form(max_fields=MOST_FIELDS, max_files=0)
    return {name: text for name, text in form.multi_items() if isinstance(text, str)}


SentDep = Annotated[dict[str, str], Depends(_sent)]


@router.get("")
def start(
    request: Request, history: HistoryDep, owner: OwnerDep, conversation: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """The forms there are, and a box for a story; what was told in a conversation stands in it already."""
    page = start_page(_book(), story=told_in(history, owner, conversation))
    return templates.TemplateResponse(request, "draft_start.html", {"page": page})


@router.post("")
def chosen(request: Request, form: Annotated[str, Form()] = "", told: Annotated[str, Form()] = "") -> Response:
    """Onward to the form that was chosen, which reads the story."""
    book = _book()
    if form not in book.forms or story_problem(told):
        problem = NO_FORM if form not in book.forms else story_problem(told)
        page = start_page(book, form, told, problem)
        return templates.TemplateResponse(request, "draft_start.html", {"page": page}, status_code=422)
    return RedirectResponse(f"/draft/{form.removeprefix('form-')}", status_code=307)  # the browser posts it there


@router.get("/compare")
def versions(request: Request) -> Response:
    """Two empty boxes."""
    return templates.TemplateResponse(request, "draft_compare.html", {"page": ComparePage("", "")})


@router.post("/compare")
def compared(
    request: Request,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    action: Annotated[str, Form()] = "",
) -> Response:
    """What changed between two versions, as a page or as a file; without ``action`` the boxes with what was sent."""
    page = compare_page(old, new, date.today(), as_word=action == "word") if action else ComparePage(old, new)
    if isinstance(page, WordFile):
        return _file(page)
    status = 422 if page.problem else 200
    return templates.TemplateResponse(request, "draft_compare.html", {"page": page}, status_code=status)


@router.get("/{name}")
def form(request: Request, services: ServicesDep, name: str) -> Response:
    """An empty form."""
    page = desk_page(_desk(services, name), {})
    return templates.TemplateResponse(request, "draft.html", {"page": page})


@router.post("/{name}")
def filled(request: Request, services: ServicesDep, name: str, sent: SentDep) -> Response:
    """The form with what was written, and what its button asks for."""
    page = desk_page(_desk(services, name), sent, sent.get("action", ""))
    if isinstance(page, WordFile):
        return _file(page)
    faulty = (
        page.problem
        or (page.preview and page.preview.faults)
        or any(one.planner and one.planner.problem for one in page.fields)
    )
    return templates.TemplateResponse(request, "draft.html", {"page": page}, status_code=422 if faulty else 200)


def _desk(services: Services, name: str) -> Desk:
    book = _book()
    try:
        form = book.form(name)
    except DraftError:
        raise HTTPException(404) from None
    try:
        lawbook = services.assistant().lawbook
    except KnowledgeError:  # drafting needs no index
        lawbook = None
    return Desk(book, form, services.settings, lawbook, date.today())


def _file(made: WordFile) -> Response:
    return Response(made.data, media_type=WORD, headers={"Content-Disposition": made.disposition})
