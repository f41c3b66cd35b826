"""The check of citations as a page."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from web.citing import CitePage, cite_page
from web.dependencies import ServicesDep
from web.laws.places import day_of
from web.pages import templates

router = APIRouter(prefix="/cite")


@router.get("")
def blank(request: Request, services: ServicesDep) -> Response:
    """An empty form."""
    with services.library() as library:
        page = CitePage("", day_of("", date.today().isoformat()), checked=False, imported=not library.empty)
    return templates.TemplateResponse(request, "cite.html", {"page": page})


@router.post("")
def checked(
    request: Request, services: ServicesDep, text: Annotated[str, Form()] = "", on: Annotated[str, Form()] = ""
) -> Response:
    """Every citation of a text with its verdict. Nothing is stored."""
    with services.library() as library:
        page = cite_page(library, text, day_of(on, date.today().isoformat()))
    return templates.TemplateResponse(request, "cite.html", {"page": page}, status_code=422 if page.problem else 200)
