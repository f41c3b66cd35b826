"""What programs get of an answer."""

from typing import Literal

from pydantic import BaseModel, Field

from knowledge.records import Kind
from web.api.citing_shapes import CheckedShape
from web.api.searching import HitShape

OutcomeName = Literal["answer", "clarification", "refusal", "referral"]


class CitationShape(BaseModel):
    """A passage that the answer rests on."""

    marker: int = Field(description="正文里 [1] 的数字")
    kind: Kind
    id: str = Field(description="资料编号，见 /api/v1/records/{record_id}")
    title: str
    locator: str
    source: str
    verified: bool = Field(description="依据的条文是否全部核对过原文")


class SecondsShape(BaseModel):
    """How long it took."""

    retrieve: float
    compose: float
    total: float


class ReplyShape(BaseModel):
    """What came of a question; the same as `shukun ask --json`."""

    outcome: OutcomeName
    text: str = Field(description="Markdown，每句带 [1] 这样的标记")
    label: str = Field(description="显示正文时须一起显示的标识；人写的内容为空")
    citations: list[CitationShape]
    verdicts: list[CheckedShape]
    notices: list[str]
    replies: list[str]
    hits: list[HitShape]
    model: str | None
    seconds: SecondsShape
