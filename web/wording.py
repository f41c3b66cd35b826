"""What is wrong with a program's request, in words and in the shape that its client reads."""

import re
from collections.abc import Mapping
from typing import Any

SERVER_FAULT = 500
LONGEST_FIELD = 100
TYPE = re.compile(r"str|(?:function|list|nullable|constrained).*[\[-].*")
MALFORMED_BODY = "请求的内容不完整或格式不对："
OPENAI_KINDS: dict[int, tuple[str, str | None]] = {  # type and code, by status
    404: ("invalid_request_error", "not_found"),
    413: ("invalid_request_error", "request_too_large"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    503: ("server_error", "service_unavailable"),
}
FAULTS = {
    "not_text": "里有图片、声音或文件，这里只读文字",
    "no_question": "里没有 user 消息，不知道问什么",
    "missing": "没有写",
    "extra_forbidden": "不是这里的项目",
    "string_type": "应为文字",
    "string_too_long": "最多{max_length}个字",
    "string_too_short": "至少要有{min_length}个字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "list_type": "应为列表",
    "too_long": "最多{max_length}项",
    "too_short": "至少要有{min_length}项",
    "date_from_datetime_parsing": "应为日期，如 2026-03-01",
    "date_parsing": "应为日期，如 2026-03-01",
    "date_type": "应为日期，如 2026-03-01",
}


def openai_error(status: int, message: str, param: str | None = None) -> dict[str, Any]:
    """A fault as OpenAI's API tells it."""
    kind, code = OPENAI_KINDS.get(status, ("invalid_request_error" if status < SERVER_FAULT else "server_error", None))
    if param == "model":
        code = "model_not_found"
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def field_of(problem: Mapping[str, Any]) -> str:
    """turns.0.answer, "" for a body as a whole. The library's names for the types of a field say nothing."""
    place = [part for part in problem["loc"][1:] if isinstance(part, int) or not TYPE.fullmatch(part)]
    return ".".join(map(str, place))[:LONGEST_FIELD]


def problem_in_words(problem: Mapping[str, Any]) -> str:
    """What is wrong with a field of a program's request."""
    kind, limits = problem["type"], problem.get("ctx", {})
    if kind in {"json_invalid", "model_attributes_type", "model_type", "dict_type"} and len(problem["loc"]) <= 2:  # noqa: PLR2004
        return f"{MALFORMED_BODY}应是一个 JSON 对象。"
    words = FAULTS.get(kind, "格式不对")
    return f"请求的内容不完整或格式不对：“{field_of(problem)}”{words.format(**limits)}。"
