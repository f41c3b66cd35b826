"""The library of clauses: wording to be taken over into an agreement."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from assistant.drafting.formbook import Formbook
from assistant.errors import DraftError
from knowledge.clauses import Clause
from web.desk.clauses import clause_page, clauses_page
from web.pages import templates
from web.routes.drafting import SentDep

router = APIRouter(prefix="/clauses")
WayDep = Annotated[int, Query(alias="way")]


@router.get("")
def clauses(request: Request) -> Response:
    """All clauses."""
    return templates.TemplateResponse(request, "clauses.html", {"page": clauses_page(Formbook.load())})


@router.get("/{name}")
def clause(request: Request, name: str, way: WayDep = 1) -> Response:
    """One clause, to be filled in."""
    return templates.TemplateResponse(request, "clause.html", {"page": clause_page(_known(name), way, {})})


@router.post("/{name}")
def filled(request: Request, name: str, sent: SentDep, way: WayDep = 1) -> Response:
    """The wording with what was filled in."""
    page = clause_page(_known(name), way, sent, sent.get("action", "words"))
    faulty = page.made and page.made.faults
    return templates.TemplateResponse(request, "clause.html", {"page": page}, status_code=422 if faulty else 200)


def _known(name: str) -> Clause:
    try:
        return Formbook.load().clause(name)
    except DraftError:
        raise HTTPException(404) from None
