"""The language model's endpoint: whether it answers, how fast, what it knows, and why not."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.doctor.finding import SAID, Finding, Note, State, finding
from assistant.errors import ModelError
from assistant.settings import Settings, is_loopback

if TYPE_CHECKING:
    import httpx2
    import openai

    from assistant.composing.upstream import Upstream

PATIENCE = 15.0  # seconds for the next piece of a model's reply; the whole may take twice as long
COUNTING = "请从一数到十，用顿号隔开，不要写别的。"
KEY_FAULTS = {401: "密钥被拒绝", 403: "密钥没有权限"}
STATUS_ADVICE = {
    402: "请给这个服务的账户充值。",
    429: "请求太多或额度用完：过一会儿再试，或者提高额度，把 SHUKUN_LLM_CONCURRENCY 调小。",
    **dict.fromkeys(
        (400, 413, 422),
        "请核对 SHUKUN_LLM_MODEL；说到长度的，把 SHUKUN_LLM_ANSWER_TOKENS 和 SHUKUN_LLM_CONTEXT_TOKENS 调小。",
    ),
}
UNREACHED: tuple[tuple[type[BaseException], str, str], ...] = (
    (ConnectionRefusedError, "连接被拒绝，这个地址没有程序在听", "请启动模型服务，并核对 SHUKUN_LLM_BASE_URL 的端口。"),
    (socket.gaierror, "查不到这个域名", "请核对 SHUKUN_LLM_BASE_URL 的拼写，以及这台机器的网络、DNS 和代理。"),
    (
        ssl.SSLCertVerificationError,
        "证书不能信任",
        "请核对 SHUKUN_LLM_BASE_URL 的域名；自己签发的证书，请装进系统并用 SSL_CERT_FILE 指明。",
    ),
    (ssl.SSLError, "不能建立加密连接", "请核对 SHUKUN_LLM_BASE_URL：http:// 的服务可能写成了 https://。"),
)  # what is found among the causes of a lost connection, most particular first


def has_key(settings: Settings) -> bool:
    """Whether a key was set."""
    return settings.llm_api_key.get_secret_value() != "none"


def check_model(settings: Settings) -> Finding:
    """Whether the language model's endpoint answers a short request, where it stands, and whether it knows tools.

    No request is made to an address that the settings forbid or with a key that cannot be sent.
    """
    if not settings.has_model:
        return finding("model", Note("没有配置，只整理原文"))
    here = is_loopback(str(settings.llm_base_url))
    if settings.llm_loopback_only and not here:
        forbidden = "地址在外部，而 SHUKUN_LLM_LOOPBACK_ONLY 只许用本机的"
        return finding("model", Note(forbidden, State.FAULT, "请改 SHUKUN_LLM_BASE_URL。"))
    key = settings.llm_api_key.get_secret_value()
    if not key.isascii() or not key.isprintable() or " " in key:
        only = "请重新设置 SHUKUN_LLM_API_KEY，只留密钥本身。"
        notes = [Note("密钥里有空格、换行或非英文字符", State.FAULT, only)]
    else:
        notes = asyncio.run(_talk(settings))
    return finding("model", *_whereabouts(settings, here), *notes)


def _whereabouts(settings: Settings, here: bool) -> Iterator[Note]:
    """Where the endpoint is, and whether what is sent there leaves this machine."""
    parts = urlsplit(str(settings.llm_base_url))
    yield Note(f"{settings.llm_model}，{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}")
    if here:
        yield Note("在本机，对话不离开这台机器")
        return
    yield Note("在外部，问题、最近六轮对话和资料会离开这台机器，能识别的个人信息先替换")
    if parts.scheme == "http":
        yield Note("没有加密", State.WARNING, "请改用 https:// 的地址，除非这段网络可信。")


async def _talk(settings: Settings) -> list[Note]:
    """A short reply, timed; then a request with a tool, where the first went well."""
    import langchain.chat_models  # noqa: F401, PLC0415  they take a second: before the clock runs
    import langchain_openai  # noqa: F401, PLC0415

    from assistant.composing.upstream import Upstream  # noqa: PLC0415

    limit = min(settings.llm_timeout_seconds, PATIENCE)
    upstream = Upstream(settings.model_copy(update={"llm_timeout_seconds": limit, "llm_answer_seconds": 2 * limit}))
    started, first, pieces = time.monotonic(), 0.0, 0
    try:
        async for chunk in upstream.stream([("human", COUNTING)]):
            if chunk.text:
                pieces += 1
                first = first or time.monotonic() - started
    except ModelError as error:
        if not pieces:
            return [await _explained(error, settings)]
        told = f"首字{first * 1000:.0f}毫秒，然后出错：{error.problem}"
        if time.monotonic() - started >= limit:
            return [Note(told, State.WARNING, "模型太慢，请换小一些的模型或快一些的机器。")]
        return [Note(told, State.FAULT, "请看模型服务和反向代理的日志与时限。")]
    if not pieces:
        empty = "请核对 SHUKUN_LLM_MODEL 是不是对话模型；会先思考的模型，请关掉思考。"
        return [Note("有应答，但是空的", State.FAULT, empty)]
    notes = [Note(f"首字{first * 1000:.0f}毫秒")]
    if pieces == 1:
        whole = "请打开模型服务的流式输出，关掉反向代理的缓冲；否则读者要等到整段写完。"
        notes.append(Note("不是边写边送", State.WARNING, whole))
    return [*notes, await _tools(upstream) if settings.llm_tools else Note("没有让它用工具")]


async def _tools(upstream: "Upstream") -> Note:
    from langchain_core.tools import tool  # noqa: PLC0415

    @tool
    def today() -> str:
        """今天的日期。"""
        return date.today().isoformat()

    try:
        async for _ in upstream.stream([("human", COUNTING)], [today]):
            pass
    except ModelError as error:
        flags = "vLLM 用 --enable-auto-tool-choice 和 --tool-call-parser"
        advice = f"请打开模型服务的工具调用（{flags}），或者设 SHUKUN_LLM_TOOLS=false。"
        return Note(f"不接受工具（{error.problem}）", State.WARNING, advice)
    return Note("接受工具")


async def _explained(error: ModelError, settings: Settings) -> Note:
    """Why no reply came, and what to do about it. May ask the endpoint once more, so that the advice is right."""
    import httpx2  # noqa: PLC0415
    import openai  # noqa: PLC0415

    causes = list(_causes(error))
    if refused := next((cause for cause in causes if isinstance(cause, openai.APIStatusError)), None):
        return await _refused(refused, settings)
    if not causes or any(isinstance(cause, openai.APITimeoutError) for cause in causes):
        slow = "请看模型服务是否在运行、模型是否已经载入，过一会儿再试；仍然如此，请换小一些的模型或快一些的机器。"
        return Note(error.problem, State.FAULT, slow)
    if any(isinstance(cause, openai.APIConnectionError | httpx2.TransportError) for cause in causes):
        return _unreached(error, causes)
    return await _unreadable(error, settings)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What led to an error, nearest first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause:
        yield cause
        cause = cause.__cause__ or cause.__context__


async def _refused(refused: "openai.APIStatusError", settings: Settings) -> Note:
    """An HTTP status that is no success. What the endpoint says of a key is not shown: it may repeat the key."""
    status = refused.status_code
    if refused.response.is_redirect:
        moved = f"让改去 {refused.response.headers.get('location', '')}（HTTP {status}），没有照办"
        return Note(moved, State.FAULT, "请核对 SHUKUN_LLM_BASE_URL；新地址可信的，就改成它。")
    if status in KEY_FAULTS:
        if not has_key(settings):
            return Note(f"要密钥（HTTP {status}）", State.FAULT, "请设置 SHUKUN_LLM_API_KEY。")
        return Note(f"{KEY_FAULTS[status]}（HTTP {status}）", State.FAULT, "请核对 SHUKUN_LLM_API_KEY 和它的权限。")
    said = str(refused.body.get("message") if isinstance(refused.body, dict) else refused.body or "")[:SAID]
    found = f"返回错误（HTTP {status}）" + (f"：{said}" if said else "")
    if status in {400, 404} and "model" in said.lower():
        offered = "、".join((await _offered(settings))[:10])
        names = f"这个服务有：{offered}。" if offered else "用这个服务列出的名称。"
        return Note(f"没有叫 {settings.llm_model} 的模型；{found}", State.FAULT, f"请改 SHUKUN_LLM_MODEL，{names}")
    if status in {404, 405}:
        return Note(f"{found}，这个地址上没有对话接口", State.FAULT, _path_advice(settings))
    return Note(found, State.FAULT, STATUS_ADVICE.get(status, "请看模型服务的日志；是它暂时的故障，过一会儿再试。"))


def _path_advice(settings: Settings) -> str:
    path = urlsplit(str(settings.llm_base_url)).path.rstrip("/")
    if path.endswith("/chat/completions"):
        return "请从 SHUKUN_LLM_BASE_URL 去掉末尾的 /chat/completions。"
    if not path:
        return "请核对 SHUKUN_LLM_BASE_URL，多半要在末尾加 /v1。"
    return "请核对 SHUKUN_LLM_BASE_URL 的路径，多半以 /v1 结尾。"


def _unreached(error: ModelError, causes: list[BaseException]) -> Note:
    """No connection, or one that broke off."""
    for kind, told, advice in UNREACHED:
        if any(isinstance(cause, kind) for cause in causes):
            return Note(told, State.FAULT, advice)
    return Note(error.problem, State.FAULT, "请核对 SHUKUN_LLM_BASE_URL，看模型服务的日志，以及网络和代理。")


async def _unreadable(error: ModelError, settings: Settings) -> Note:
    """A reply that is no stream of a completion: what it is instead, by asking again and looking at it."""
    body = {
        "model": settings.llm_model,
        "messages": [{"role": "user", "content": COUNTING}],
        "max_tokens": settings.llm_answer_tokens,
        "stream": True,
    }
    reply = await _asked(settings, "POST", "chat/completions", json=body, timeout=PATIENCE)
    kind = reply.headers.get("content-type", "") if reply else ""
    if reply is None:
        return Note(error.problem, State.FAULT, _path_advice(settings))
    if "html" in kind:
        login = "若这个服务要先登录，或在代理后面，请改用它给程序用的地址。"
        return Note("给的是网页，不是对话接口", State.FAULT, _path_advice(settings) + login)
    if "json" in kind and '"choices"' in reply.text:
        return Note("不支持流式输出，整段返回", State.FAULT, "请打开模型服务的流式输出，或换一个支持它的服务。")
    return Note("应答不是 OpenAI 兼容的格式", State.FAULT, _path_advice(settings))


async def _offered(settings: Settings) -> list[str]:
    """Names of the models that the endpoint lists; none where it does not."""
    reply = await _asked(settings, "GET", "models", timeout=5)
    try:
        return [str(one["id"]) for one in reply.json()["data"]] if reply else []
    except (ValueError, KeyError, TypeError):
        return []


async def _asked(settings: Settings, method: str, path: str, **request: Any) -> "httpx2.Response | None":
    """What the endpoint replies to a plain request; None where nothing comes."""
    import httpx2  # noqa: PLC0415

    from assistant.composing.upstream import http_client  # noqa: PLC0415

    address = f"{str(settings.llm_base_url).rstrip('/')}/{path}"
    headers = {"Authorization": f"Bearer {settings.llm_api_key.get_secret_value()}"}
    try:
        async with http_client(settings) as http:
            return await http.request(method, address, headers=headers, **request)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return None
