"""All endpoints for programs, and their OpenAPI description."""

from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from web import openai
from web.api import asking, checking, citing, computing, drafting, records, relief, searching, status
from web.api.sent import GET

ABOUT = """企业债务与劳动者权益纠纷化解助手的接口。每条回答都注明来源；不需要密钥，也不保存请求的内容。

- 出错时回应 `{"message", "request_id"}`，`message` 是中文，说明哪里不对、怎么办。`/v1` 下按 OpenAI 的格式。
- 同一网络地址的请求有上限，超过时回应 429 和 `Retry-After`。
- 每个回应都有 `X-Request-ID`；请求里写了这一项的，照用。
- 回应中的 `label` 是人工智能标识，显示正文时须一起显示。
"""
FOREIGN = ("HTTPValidationError", "ValidationError")  # the framework's own
FIRST_ERROR = 400
router = APIRouter(prefix="/api/v1")
PARTS = (asking, searching, records, citing, relief, computing, drafting, checking, status)
ROUTERS = (*(part.router for part in PARTS), openai.router, router)


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of all of this."""
    routes = [route for one in ROUTERS for route in one.routes]
    return _mended(get_openapi(title="纾困", version=version("shukun"), description=ABOUT, routes=routes))


def _mended(told: dict[str, Any]) -> dict[str, Any]:
    """What the framework takes for granted and is otherwise here: errors are JSON even where the answer is a stream or
    a file, and are all of our own shapes.
    """
    for path in told["paths"].values():
        for operation in path.values():
            responses = operation["responses"]
            if FOREIGN[0] in str(responses.get("422")):
                del responses["422"]
            for code, response in responses.items():
                if int(code) >= FIRST_ERROR:
                    (content,) = response["content"].values()
                    response["content"] = {"application/json": content}
    for name in FOREIGN:
        told["components"]["schemas"].pop(name, None)
    return told


@router.get("/openapi.json", include_in_schema=False, responses=GET)
def openapi() -> dict[str, Any]:
    """The description."""
    return description()
