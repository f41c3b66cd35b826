"""The litigant's guide: its first page with the search, and a page for every mechanism and procedure."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from knowledge.errors import RecordNotFound
from web.dependencies import ServicesDep
from web.guiding.pages import guide_over
from web.guiding.search import GUIDED, LONGEST, guide_url, search
from web.pages import templates

router = APIRouter(prefix="/guide")


@router.get("")
def guide(request: Request, services: ServicesDep, q: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """What people come with, everything there is, and what fits ``q``."""
    retriever = services.assistant().retriever
    with services.library() as library:
        page = guide_over(retriever.store, library).index
    if query := " ".join(q.split()):
        page = replace(page, results=search(query, retriever))
    return templates.TemplateResponse(request, "guide.html", {"page": page})


@router.get("/{record_id}")
def guide_page(request: Request, services: ServicesDep, record_id: str) -> Response:
    """One mechanism or procedure; what else is asked for opens among the sources. Raises RecordNotFound."""
    store = services.assistant().retriever.store
    if record_id not in store.entries:
        raise RecordNotFound(record_id)
    if store.entries[record_id].kind not in GUIDED:
        return RedirectResponse(guide_url(store.entries[record_id]))
    with services.library() as library:
        page = guide_over(store, library).page(record_id, request.query_params.multi_items(), library)
    status = 422 if page.fit and page.fit.problem else 200
    return templates.TemplateResponse(request, "guide_page.html", {"page": page}, status_code=status)
