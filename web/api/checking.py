"""The wording of an agreement, before it is signed."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assistant.checking import AgreementKind, Severity, check, read_agreement
from assistant.errors import CheckError
from assistant.shapes import findings_json
from knowledge.errors import KnowledgeError
from web.api.sent import POST, Sent, Text
from web.checking import LONGEST
from web.dependencies import ServicesDep

router = APIRouter(prefix="/api/v1", tags=["文书"])
EMPTY = "还没有文字"


class CheckSent(Sent):
    """An agreement's text."""

    text: Text = Field(
        max_length=LONGEST,
        description="协议全文",
        examples=["执行和解协议\n甲方：张某。乙方：李某。\n一、乙方尽快付清货款。"],
    )
    kind: AgreementKind | None = Field(None, description="哪一种协议；不写就按文字认")


class FindingShape(BaseModel):
    """Something to be mended."""

    kind: str
    severity: Severity
    start: int = Field(description="在 text 里从第几个字起（换行算一个字）")
    end: int
    text: str
    reason: str
    basis: str = Field(description="依据的条文，可以为空")
    rewrite: str = Field(description="可以改成什么，可以为空")


class FindingsShape(BaseModel):
    """All findings, in the order of the text."""

    kind: AgreementKind
    text_sha256: str
    findings: list[FindingShape]
    notices: list[str] = Field(description="没有做成的检查，例如法律库读不出时引用没有核对")


@router.post(
    "/check",
    response_model=FindingsShape,
    responses=POST,
    summary="检查协议的措辞",
    description="与 `shukun check --json` 相同。只看措辞，不判断事实和条件是否公平。文字不保存。",
)
def check_wording(sent: CheckSent, services: ServicesDep) -> dict[str, Any]:
    """What the check of wording finds; raises CheckError."""
    if not sent.text.strip():
        raise CheckError("text", EMPTY)
    agreement = read_agreement(sent.text, date.today(), sent.kind)
    notices: list[str] = []
    try:
        found = check(agreement.text, agreement.kind, agreement.today, services.assistant().lawbook)
    except KnowledgeError as error:  # wording needs no index
        notices.append(f"引用的法条没有核对：{error}")
        found = check(agreement.text, agreement.kind, agreement.today)
    return {**findings_json(agreement, found), "notices": notices}
