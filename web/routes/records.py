"""Sources: a record, whole or as the panel beside an answer."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from web.dependencies import AssistantDep
from web.pages import RecordPage, passage_groups, templates

router = APIRouter()


@router.get("/records/{record_id}")
def record_page(
    request: Request,
    record_id: str,
    assistant: AssistantDep,
    at: Annotated[str | None, Query()] = None,
    panel: bool = False,
) -> Response:
    """A record; ``at`` marks one passage, ``panel`` leaves out all but the record itself."""
    store = assistant.retriever.store
    entry, passages = store.record(record_id)
    related = tuple(store.entries[key] for key in entry.related)
    shown = tuple((passage, passage_groups(passage)) for passage in passages)
    page = RecordPage(entry, shown, related, at)
    return templates.TemplateResponse(request, "_record.html" if panel else "record.html", {"page": page})


@router.get("/healthz")
def health(assistant: AssistantDep) -> dict[str, object]:
    """For monitors: 200 with the number of passages, or 503."""
    return {"status": "ok", "passages": len(assistant.retriever.store.passages)}
