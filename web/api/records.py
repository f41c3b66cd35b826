"""The records, and what else answers cite: imported law and cases, calculations, routes."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from assistant.shapes import record_json
from assistant.tools import is_worked_out, worked_out
from knowledge.errors import RecordNotFound
from knowledge.law import ArticleNumber
from knowledge.records import Kind
from knowledge.texts import is_text, text_record
from web.api.searching import PassageShape
from web.api.sent import GET, errors
from web.dependencies import AssistantDep, ServicesDep

router = APIRouter(prefix="/api/v1", tags=["资料"])
LONGEST_ID = 2000  # a calculation's id holds its inputs


class ListedShape(BaseModel):
    """A record in the list."""

    id: str
    kind: Kind
    title: str


class ListShape(BaseModel):
    """All records of ours; imported texts are not listed."""

    records: list[ListedShape]


class RecordShape(BaseModel):
    """A record with its passages."""

    id: str
    kind: Kind
    title: str
    aliases: list[str]
    related: list[str]
    source: str
    verified: bool
    passages: list[PassageShape]


@router.get(
    "/records",
    response_model=ListShape,
    responses=GET | errors(503),
    summary="全部资料",
    description="自有的资料；导入的法律和案例不列。",
)
def records(assistant: AssistantDep) -> dict[str, Any]:
    """All records, each by its title."""
    entries = assistant.retriever.store.entries.values()
    return {"records": [{"id": one.id, "kind": one.kind, "title": one.title} for one in entries]}


@router.get(
    "/records/{record_id:path}",
    response_model=RecordShape,
    responses=GET | errors(404, 422, 503),
    summary="一份资料的全文",
    description="与 `shukun show --json` 相同。",
)
def record(
    services: ServicesDep,
    record_id: Annotated[
        str,
        Path(
            max_length=LONGEST_ID,
            description="资料编号；也可以是导入的案例、法律（名称@日期）、一次计算或一条路径",
            examples=["mechanism-live-seizure"],
        ),
    ],
    at: Annotated[str, Query(max_length=200, description="只要这一节，如 适用条件；法律为条号")] = "",
) -> dict[str, Any]:
    """A record or another source; raises RecordNotFound, CalculationError."""
    if is_worked_out(record_id):
        entry, passages = worked_out(record_id)
    elif is_text(record_id):
        with services.library() as library:
            entry, passages = text_record(library, record_id)
    else:
        entry, passages = services.assistant().retriever.store.record(record_id)
    wanted = {at, str(ArticleNumber.parse(at))}  # 第205条 and 205 are 第二百零五条
    shown = [one for one in passages if not at or one.locator in wanted]
    if not shown:
        raise RecordNotFound(f"{record_id}#{at}")
    return record_json(entry, shown)
