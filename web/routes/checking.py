"""The check of wording as a page."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from assistant.checking import AgreementKind
from knowledge.errors import KnowledgeError
from web.checking import CheckPage, check_page
from web.dependencies import ServicesDep
from web.pages import templates

router = APIRouter(prefix="/check")


@router.get("")
def blank(request: Request) -> Response:
    """An empty form."""
    return templates.TemplateResponse(request, "check.html", {"page": CheckPage("", None, checked=False)})


@router.post("")
def checked(
    request: Request,
    services: ServicesDep,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    rewrite: Annotated[str, Form()] = "",
) -> Response:
    """The findings about a text, and on request one of their proposals put in place. Nothing is stored."""
    try:
        lawbook = services.assistant().lawbook
    except KnowledgeError:  # wording needs no index
        lawbook = None
    known = AgreementKind(kind) if kind in set(AgreementKind) else None
    page = check_page(text, known, rewrite, date.today(), lawbook)
    return templates.TemplateResponse(request, "check.html", {"page": page}, status_code=422 if page.problem else 200)
