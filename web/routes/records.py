"""Sources: a record, an imported law or case, whole or as the panel beside an answer."""

import re
from dataclasses import replace
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response

from assistant.standing import standings
from assistant.tools import is_worked_out, worked_out
from knowledge.texts import is_text, text_record
from web.dependencies import AssistantDep, ServicesDep
from web.law import Asked, LawPage, law_page
from web.pages import RecordPage, case_page, record_page, templates

router = APIRouter()

CONVERSATION = re.compile(r"/conversations/\w+")


@router.get("/records/{record_id}")
def record(  # noqa: PLR0913  what a page depends on
    request: Request,
    record_id: str,
    services: ServicesDep,
    at: Annotated[str | None, Query()] = None,
    sheet: Annotated[str, Query(alias="page")] = "",
    panel: bool = False,
) -> Response:
    """A record, an imported case, or a text of a law (LAW@DATE).

    ``at`` marks one passage, or looks up an article or a word in a law; ``panel`` leaves out all but the record itself,
    and of a law all but the article. A long law comes in pages; ``page=all`` is the whole, to print.
    """
    page = replace(_page(services, record_id, Asked(at or "", panel, sheet)), back=_back(request))
    name = "law" if isinstance(page, LawPage) else "record"
    return templates.TemplateResponse(request, f"_{name}.html" if panel else f"{name}.html", {"page": page})


def _page(services: ServicesDep, record_id: str, asked: Asked) -> RecordPage | LawPage:
    at = asked.at or None
    if is_text(record_id):
        with services.library() as library:
            if "@" in record_id:
                return law_page(library, record_id, asked, date.today().isoformat())
            return case_page(*text_record(library, record_id), at)
    assistant = services.assistant()
    store = assistant.retriever.store
    if is_worked_out(record_id):
        entry, passages = worked_out(record_id)
        related = entry.related
    else:
        entry, passages = store.record(record_id)
        related = store.related[record_id]
    laws = standings([one for one in passages if one.locator == at], assistant.lawbook, date.today())
    return record_page(entry, passages, [store.entries[key] for key in related], at, laws)


def _back(request: Request) -> str:
    """The conversation that led here, or the start."""
    came_from = urlsplit(request.headers.get("referer", ""))
    ours = came_from.netloc == request.headers.get("host") and CONVERSATION.fullmatch(came_from.path)
    return came_from.path if ours else "/"


@router.get("/healthz")
def health(assistant: AssistantDep) -> dict[str, object]:
    """For monitors: 200 with the number of passages, or 503."""
    return {"status": "ok", "passages": len(assistant.retriever.store.passages)}
