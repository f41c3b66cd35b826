"""What programs send and what may go wrong: the pieces that all endpoints share."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

DEEPEST = 8  # levels of lists and objects that a value may have
REPLACED = "\ufffd"


class Sent(BaseModel):
    """A request's body; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(BaseModel):
    """What went wrong, for people."""

    message: str = Field(description="中文说明：哪里不对，怎么办", examples=["还没有写问题。"])
    request_id: str = Field(description="这次请求的编号，与回应头 X-Request-ID 相同，报告问题时请附上")


def without_halves(value: Any, depth: int = DEEPEST) -> Any:
    """JSON as it was sent, but for halves of surrogate pairs, which no answer can carry. Raises ValueError for what is
    too deep.
    """
    if depth < 0:
        raise ValueError("嵌套太深")
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [without_halves(one, depth - 1) for one in value]
    if isinstance(value, dict):
        return {without_halves(str(key)): without_halves(one, depth - 1) for key, one in value.items()}
    return value


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


Text = Annotated[str, BeforeValidator(without_halves), AfterValidator(_plain)]
Values = Annotated[dict[str, Any], BeforeValidator(without_halves)]

_TOLD = {
    400: "请求的内容不是 UTF-8 的 JSON，或者嵌套太深",
    403: "请求来自别的网站",
    404: "没有这一项",
    408: "请求的内容传得太慢",
    411: "请求没有写明长度",
    413: "请求的内容超过 256 KB",
    422: "请求的内容不能用，message 说明哪里不对",
    429: "这个地址的请求太多，过 Retry-After 秒再试",
    500: "服务出了意外",
    503: "索引、法律库或数据库现在不能用",
}
_RETRY = {"Retry-After": {"description": "过多少秒再试", "schema": {"type": "integer", "minimum": 1}}}

Responses = dict[int | str, dict[str, Any]]


def errors(*statuses: int, model: type[BaseModel] = Problem) -> Responses:
    """The documentation of these statuses."""
    return {
        status: {"model": model, "description": _TOLD[status], **({"headers": _RETRY} if status == 429 else {})}  # noqa: PLR2004
        for status in sorted(statuses)
    }


GET = errors(429, 500)
POST = errors(400, 403, 408, 411, 413, 422, 429, 500)
