"""Search without an answer."""

from datetime import date
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assistant.screening import clean
from assistant.shapes import hit_json
from knowledge.records import Kind
from web.api.sent import POST, Sent, Text, errors
from web.dependencies import AssistantDep

router = APIRouter(prefix="/api/v1", tags=["检索"])


class SearchSent(Sent):
    """What is searched for. In the body, not in an address: questions are nobody else's business."""

    query: Text = Field(description="找什么", examples=["信用修复"])
    k: int = Field(8, ge=1, le=200, description="最多几段", strict=True)
    kinds: list[Literal["mechanism", "procedure", "case", "opinion", "article"]] = Field(
        [], max_length=5, description="只要这几类；不写为全部"
    )
    on: date | None = Field(None, description="按哪一天的法律；不写为今天")


class PassageShape(BaseModel):
    """A passage."""

    id: str
    record: str = Field(description="所在资料的编号")
    kind: Kind
    title: str
    locator: str
    text: str
    source: str
    verified: bool


class HitShape(PassageShape):
    """A passage that was found."""

    score: float = Field(ge=0, le=1, description="0 到 1，越大越相关")


class HitsShape(BaseModel):
    """What was found, best first."""

    hits: list[HitShape]


@router.post(
    "/search",
    response_model=HitsShape,
    responses=POST | errors(503),
    summary="检索资料，不作回答",
    description="与 `shukun search --json` 相同。",
)
def search(sent: SearchSent, assistant: AssistantDep) -> dict[str, Any]:
    """Passages, best first."""
    kinds, day = [Kind(kind) for kind in sent.kinds], sent.on.isoformat() if sent.on else ""
    hits = assistant.retriever.search(clean(sent.query), sent.k, kinds, day, gated=False)
    return {"hits": [hit_json(hit) for hit in hits]}
