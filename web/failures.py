"""Errors → answers in Chinese with a fitting status; never a stack trace."""

import logging
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import (
    AssistantError,
    CalculationError,
    CheckError,
    ConversationNotFound,
    DraftError,
    HistoryError,
    QuestionError,
    RevisionError,
)
from knowledge.errors import CitationError, KnowledgeError, RecordNotFound
from web.observing import route_of
from web.pages import ErrorPage, templates
from web.wording import field_of, openai_error, problem_in_words

log = logging.getLogger("shukun.web")
FRAMES_LOGGED = 4

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (QuestionError, 422),
    (CalculationError, 422),
    (DraftError, 422),
    (CheckError, 422),
    (RevisionError, 422),
    (RecordNotFound, 404),
    (CitationError, 404),
    (ConversationNotFound, 404),
    (HistoryError, 503),
    (KnowledgeError, 503),
    (AssistantError, 500),
)
MALFORMED = "请求的内容不完整或格式不对。请刷新页面后重试。"
UNEXPECTED = "服务出了意外，刚才的内容没有处理完。请重试；若一再出现，请告诉管理员。"
HTTP_MESSAGES = {
    400: MALFORMED,
    403: "这个请求来自别的网站，没有处理。请回到本站首页再试。",
    404: "没有这个页面。请回到首页。",
    405: "这个地址不能这样打开。请回到首页。",
    408: "请求的内容传得太慢，没有收完，没有处理。请检查网络后再试。",
    411: "请求没有写明长度，没有处理。",
    413: "内容太长，没有处理。请缩短后再试。",
}
API, OPENAI = "/api/", "/v1/"
PROGRAMS = ("/api/v1/", OPENAI)  # paths of programs that others write
BAD_REQUEST, UNPROCESSABLE = 400, 422
API_MESSAGES = {
    404: "没有这个接口，或者没有这一项。接口说明在 /developers 和 /api/v1/openapi.json。",
    405: "这个接口不能用这种方法调用。接口说明在 /developers 和 /api/v1/openapi.json。",
}
FIELDS = {
    "role": "没有这个角色。请选择调解员、当事人或法官。",
    "question": "还没有写问题。请用一两句话写明：谁欠谁、欠什么、到了哪一步。",
}


def install(app: FastAPI) -> None:
    """Register the handlers of all expected faults."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(AssistantError, _ours)
    app.add_exception_handler(KnowledgeError, _ours)


def failure(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None, param: str | None = None
) -> Response:
    """JSON for a script, in its own shape for a client of OpenAI's, and a page for a person. ``param`` is at fault."""
    path = request.url.path
    message = message.encode(errors="replace").decode()  # it may quote half of a surrogate pair
    if path.startswith(OPENAI):
        status = BAD_REQUEST if status == UNPROCESSABLE else status
        return JSONResponse(openai_error(status, message, param), status_code=status, headers=headers)
    if path.startswith(API):
        told = {"message": message, "request_id": getattr(request.state, "request_id", "")}
        return JSONResponse(told, status_code=status, headers=headers)
    page = ErrorPage(status, message)
    return templates.TemplateResponse(request, "error.html", {"page": page}, status_code=status, headers=headers)


def _invalid(request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    told = next((message for problem in problems if (message := _told(problem))), None)
    if request.url.path.startswith(PROGRAMS) and problems:
        place = field_of(problems[0])
        return failure(request, UNPROCESSABLE, told or problem_in_words(problems[0]), param=place or None)
    return failure(request, UNPROCESSABLE, told or MALFORMED)


def _told(problem: Mapping[str, Any]) -> str | None:
    """What is wrong with one field, where there is something to say that helps."""
    if problem["type"] == "string_too_long" and problem["loc"][0] == "query":
        return f"地址里的内容最多{problem['ctx']['max_length']}个字。请到首页，在输入框里写。"
    return FIELDS.get(str(problem["loc"][-1]))


def _http(request: Request, error: Exception) -> Response:
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    message = HTTP_MESSAGES.get(status, "请求没有处理。请回到首页重试。")
    if request.url.path.startswith(PROGRAMS):
        message = API_MESSAGES.get(status, message)
    if isinstance(error, HTTPException) and not error.detail.isascii():  # said by us, in Chinese
        message = error.detail
    return failure(request, status, message, headers)


def _ours(request: Request, error: Exception) -> Response:
    return failure(request, status_of(error), str(error))


def status_of(error: Exception) -> int:
    """The status that fits one of our errors."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def unexpected(request: Request, error: Exception) -> Response:
    """The answer to a fault that nothing else handles."""
    note(error, f"{request.method} {route_of(request.scope)}")
    return failure(request, 500, UNEXPECTED)


def note(error: Exception, where: str) -> None:
    """Log the kind and place of a fault, never its text: that may hold what the user wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    trail = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    log.error("%s in %s: %s", type(error).__name__, where, trail)
