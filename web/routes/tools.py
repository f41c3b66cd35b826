"""Every calculator as a page, and its picture."""

from datetime import date

from fastapi import APIRouter, HTTPException, Request, Response

from assistant.calculators import CALCULATORS, Calculator
from web.pages import templates
from web.tools import calculated, tool_page, tools_page

router = APIRouter(prefix="/tools")
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@router.get("")
def tools(request: Request) -> Response:
    """All calculators."""
    return templates.TemplateResponse(request, "tools.html", {"page": tools_page()})


@router.get("/{name}")
def tool(request: Request, name: str) -> Response:
    """One calculator, with the result of what the address carries."""
    page = tool_page(_known(name), request.query_params.multi_items(), date.today())
    return templates.TemplateResponse(request, "tool.html", {"page": page}, status_code=422 if page.problem else 200)


@router.get("/{name}/picture.svg")
def picture(request: Request, name: str) -> Response:
    """The picture of a calculation; raises CalculationError."""
    from assistant.pictures import svg_of  # noqa: PLC0415  matplotlib

    found = calculated(_known(name), dict(request.query_params), date.today())
    if found.picture is None:
        raise HTTPException(404)
    return Response(
        svg_of(found.picture), media_type="image/svg+xml", headers={"Content-Security-Policy": PICTURE_POLICY}
    )


def _known(name: str) -> Calculator:
    if name not in CALCULATORS:
        raise HTTPException(404)
    return CALCULATORS[name]
