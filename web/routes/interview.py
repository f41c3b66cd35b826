"""The relief interview: one question a page, then the routes that are open."""

from fastapi import APIRouter, Request, Response

from web.dependencies import ServicesDep
from web.guiding.interview import interview_page
from web.guiding.routes import ResultPage
from web.pages import templates

router = APIRouter(prefix="/guide/interview")


@router.get("")
def interview(request: Request, services: ServicesDep) -> Response:
    """The question that comes next, or the result; the address carries all answers."""
    store = services.assistant().retriever.store
    with services.library() as library:
        page = interview_page(request.query_params.multi_items(), store, library)
    if isinstance(page, ResultPage):
        return templates.TemplateResponse(request, "interview_result.html", {"page": page})
    status = 422 if page.problem else 200
    return templates.TemplateResponse(request, "interview.html", {"page": page}, status_code=status)
