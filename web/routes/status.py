"""The status page, that of the API, and what monitors ask: is it alive, is it ready, what does it count."""

from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from web.api.page import api_page
from web.dependencies import ServicesDep
from web.metrics import CONTENT_TYPE
from web.pages import templates
from web.status import StatusPage, readiness, service_status

router = APIRouter()


@router.get("/status")
def status(request: Request, services: ServicesDep) -> Response:
    """What the service knows and runs on; 503 where it cannot answer questions."""
    page = StatusPage(service_status(services), date.today())
    return templates.TemplateResponse(
        request, "status.html", {"page": page}, status_code=503 if page.status.problem else 200
    )


@router.get("/developers")
def developers(request: Request) -> Response:
    """The API, to read."""
    return templates.TemplateResponse(request, "api.html", {"page": api_page()})


@router.get("/livez")
async def alive() -> PlainTextResponse:
    """200 as long as the process answers at all: it depends on nothing else, and waits for no thread."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def ready(services: ServicesDep) -> JSONResponse:
    """200 where questions can be answered and kept, otherwise 503 with the reason."""
    problem = readiness(services)
    if problem:
        return JSONResponse({"status": "not ready", "problem": problem}, status_code=503)
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Counts for Prometheus."""
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE)
