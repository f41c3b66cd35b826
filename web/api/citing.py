"""Law: the citations of a text, and an article as it is law on a day."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.shapes import checked_json, provision_json
from knowledge.citations.checking import Checker
from web.api.citing_shapes import ArticleShape, CitationsShape
from web.api.sent import GET, POST, Sent, Text, errors
from web.citing import LONGEST
from web.dependencies import ServicesDep

router = APIRouter(prefix="/api/v1", tags=["法条"])


class CiteSent(Sent):
    """A text to be checked."""

    text: Text = Field(
        max_length=LONGEST, description="要核对的文字", examples=["依照民事诉讼法第二百零一条申请司法确认。"]
    )
    on: date | None = Field(None, description="按哪一天的法律核对；不写为今天")


@router.post(
    "/cite",
    response_model=CitationsShape,
    responses=POST | errors(503),
    summary="核对一段文字里的法律引用",
    description="与 `shukun cite --json` 相同。文字不保存。",
)
def cite(sent: CiteSent, services: ServicesDep) -> dict[str, Any]:
    """Every citation of a text, judged as of a day; raises KnowledgeError."""
    with services.library() as library:
        checked = Checker(library, (sent.on or date.today()).isoformat()).check(sent.text)
        return {"citations": [checked_json(one, sent.text) for one in checked]}


@router.get(
    "/article",
    response_model=ArticleShape,
    responses=GET | errors(404, 422, 503),
    summary="某一天有效的一条法律",
    description="条文、历次文本和引用它的条文，与 `shukun article --json` 相同。没有导入原文的查不到。",
)
def article(
    services: ServicesDep,
    citation: Annotated[str, Query(max_length=100, description="法律和条号", examples=["民诉法205条"])],
    on: Annotated[date | None, Query(description="哪一天；不写为今天")] = None,
) -> dict[str, Any]:
    """An article; raises CitationError."""
    day = (on or date.today()).isoformat()
    with services.library() as library:
        provision = library.look_up(citation, day)
        others = [other for other in library.versions(provision) if other.version != provision.version]
        return provision_json(provision, others, library.citing(provision.id, day), day)
