"""The command ``shukun``: build, ask, search, show, serve; import, article and cite are in `assistant.law_commands`,
benchmark in `assistant.benchmark_commands`, corpus in `assistant.corpus_commands`, compute in
`assistant.compute_commands`, relief in `assistant.relief_commands`, propose in `assistant.propose_commands`, draft in
`assistant.draft_commands`, clauses in `assistant.clause_commands`, check in `assistant.check_commands`, compare and
confirm in `assistant.revision_commands`, doctor in `assistant.doctor_commands`.
"""

import asyncio
import json
import re
import socket
import sys
from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from assistant.benchmark_commands import benchmark
from assistant.check_commands import check_command
from assistant.clause_commands import clauses_command
from assistant.compute_commands import compute_command
from assistant.corpus_commands import corpus
from assistant.doctor_commands import doctor_command
from assistant.draft_commands import draft_command
from assistant.errors import AssistantError, SettingsError
from assistant.labels import UNFINISHED, label_for
from assistant.law_commands import OnOption, article_command, cite_command, import_command
from assistant.messages import Answer, Clarification, Outcome, Question, Referral, Reply, outcome_name
from assistant.propose_commands import propose_command
from assistant.relief_commands import relief_command
from assistant.revision_commands import compare_command, confirm_command
from assistant.screening import clean, screen
from assistant.settings import read_settings
from assistant.shapes import hit_json, record_json, reply_json
from assistant.terminal import JsonFlag, err, out, progress_bar
from knowledge.errors import KnowledgeError
from knowledge.law import ArticleNumber
from knowledge.records import Kind, Role

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from assistant.events import Event

IDLE_SECONDS = 75  # for which a connection is kept: longer than a proxy in front of this keeps its own
STOPPING_SECONDS = 10  # after which answers that are still being written are broken off
INTERRUPTED = 130  # the exit status of what SIGINT ended

app = typer.Typer(
    help="纾困：面向调解员、当事人和法官的纠纷化解助手。每句话都注明来源。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("import")(import_command)
app.command("article")(article_command)
app.command("cite")(cite_command)
app.command("compute")(compute_command)
app.command("relief")(relief_command)
app.command("propose")(propose_command)
app.command("draft")(draft_command)
app.command("clauses")(clauses_command)
app.command("check")(check_command)
app.command("compare")(compare_command)
app.command("confirm")(confirm_command)
app.command("doctor")(doctor_command)
app.add_typer(benchmark, name="benchmark")
app.add_typer(corpus, name="corpus")


def main() -> None:
    """Run a command; every expected fault becomes one Chinese line, exit status 1, or 2 for a wrong command line."""
    try:
        status = app(standalone_mode=False)
    except (AssistantError, KnowledgeError) as error:
        _complain("错误", str(error))
        sys.exit(1)
    except typer.TyperException as error:
        _complain("命令有误", _explain(error))
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    if status == INTERRUPTED:  # the library catches most interruptions itself
        err.print("已停止。")
    sys.exit(status)


def _complain(what: str, message: str) -> None:
    """One line on stderr. A message may quote what was typed: no control character of it reaches the terminal."""
    visible = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", message)
    err.print(f"[red]{what}：[/red]{escape(visible)}", soft_wrap=True)


def _explain(error: typer.TyperException) -> str:
    """What is wrong with a command line. The class names are those of the parser's public error tree."""
    param = getattr(error, "param", None)
    name = f"{param.opts[0]}（{param.help}）" if param else getattr(error, "option_name", "")
    # Our own parsers explain themselves; what the library says is English.
    reason = f"：{error.message}" if re.search(r"[一-鿿]", error.message) else "。"
    stray = re.search(r"command '(.+)'|argument[^(]*\((.+)\)", error.message)  # NoSuchCommand; one argument too many
    typed = next((f"“{found}”" for found in (stray.groups() if stray else ()) if found), "")
    told = {
        "MissingParameter": f"缺少 {name}。",
        "NoSuchOption": f"没有 {name} 这个选项。",
        "BadOptionUsage": f"{name} 后面缺少值，或者不该有值。",
        "BadParameter": f"{name} 的值不能用{reason}",
        "NoArgsIsHelpError": "没有写命令。",
    }.get(type(error).__name__, f"没有{typed or '这样的'}命令，或者多写了参数。")
    return f"{told}用 shukun --help 查看写法。"


def _one_of(kind: type[Role] | type[Kind]) -> Callable[[str], Any]:
    def parse(value: str) -> Role | Kind:
        allowed = [item for item in kind if not isinstance(item, Kind) or item.searched]
        if value not in allowed:
            names = "、".join(f"{item.value}（{item.label}）" for item in allowed)
            raise typer.BadParameter(f"没有“{value}”，可用：{names}。")
        return kind(value)

    return parse


RoleOption = Annotated[
    Role,
    typer.Option("--role", parser=_one_of(Role), help="为谁回答：mediator、litigant、judge", metavar="ROLE"),
]
KindOption = Annotated[
    list[Kind] | None,
    typer.Option("--kind", parser=_one_of(Kind), help="只要这一类，可重复", metavar="KIND"),
]


@app.command("build")
def build_command() -> None:
    """建立或更新索引（没有变化时不重建）。"""
    from assistant.assembly import build_index  # noqa: PLC0415  keeps --help and bad input fast

    with progress_bar("建立索引") as bar:
        task = bar.add_task("", total=None)
        report = build_index(read_settings(), lambda done, total: bar.update(task, completed=done, total=total))
    state = "索引已重建" if report.rebuilt else "索引已是最新"
    texts = f"，导入的条文和案例{report.texts}段" if report.texts else ""
    out.print(f"{state}：{report.records}份资料，{report.passages}段{texts}，用时{report.seconds:.1f}秒。")


@app.command("ask")
def ask_command(
    question: Annotated[str, typer.Argument(help="问题；写 - 从标准输入读")],
    role: RoleOption = Role.MEDIATOR,
    as_json: JsonFlag = False,
) -> None:
    """提一个问题。"""
    text = sys.stdin.buffer.read().decode(errors="replace") if question == "-" else question
    asyncio.run(_ask(Question(text, role), as_json))


async def _events(question: Question) -> "AsyncGenerator[Event]":
    """What the assistant streams. Help for a life in danger depends on no setting and on no index that opens."""
    from assistant.events import Finished  # noqa: PLC0415

    decided = screen(question)
    if isinstance(decided, Referral):
        yield Finished(Reply(decided))
        return
    from assistant.assembly import build_assistant  # noqa: PLC0415

    async with aclosing(build_assistant(read_settings()).ask(question)) as events:
        async for event in events:
            yield event


async def _ask(question: Question, as_json: bool) -> None:
    async with aclosing(_events(question)) as events:
        await _print_events(events, as_json)


async def _print_events(events: "AsyncIterator[Event]", as_json: bool) -> None:
    from assistant.events import Block, Failed, Finished, Noticed, TextDelta  # noqa: PLC0415

    step = 0
    label = ""  # of what has been printed, however it ends
    try:
        async for event in events:
            match event:
                case Failed(message):
                    raise AssistantError(message)
                case Finished(reply) if as_json:
                    print(json.dumps(reply_json(reply), ensure_ascii=False))
                case Finished(reply):
                    label = label_for(outcome_name(reply.outcome), reply.model)
                    _print_outcome(reply.outcome)
                case _ if as_json:
                    continue
                case Noticed(message):
                    out.print(("\n\n" if label else "") + f"[dim]{escape(message)}[/dim]", end="" if label else "\n")
                case TextDelta(sentence, _):
                    label = UNFINISHED
                    step = step + sentence.first if sentence.block is Block.STEP else 0
                    opening = {
                        Block.HEADING: "\n\n[bold]",
                        Block.SUBHEADING: "\n[underline]",
                        Block.ITEM: "\n  · ",
                        Block.STEP: f"\n  {step}. ",
                        Block.PARAGRAPH: "\n",
                    }[sentence.block]
                    closing = {Block.HEADING: "[/bold]", Block.SUBHEADING: "[/underline]"}.get(sentence.block, "")
                    out.print((opening if sentence.first else "") + escape(sentence.text) + closing, end="")
    finally:
        if label:
            out.print(f"\n[dim]{label}[/dim]")


def _print_outcome(outcome: Outcome) -> None:
    """What stands below the sentences of an answer, or the whole of another outcome."""
    match outcome:
        case Answer():
            _print_citations(outcome)
        case Clarification(message, replies):
            out.print("\n".join([message, *(f"  · {reply}" for reply in replies)]))
        case _:
            out.print(escape(outcome.text))


def _print_citations(answer: Answer) -> None:
    out.print("\n\n[bold]来源[/bold]")
    for citation in answer.citations:
        passage = citation.passage
        doubt = "" if passage.verified else "  [red]依据未全部核对原文[/red]"
        out.print(
            f"  \\[{citation.marker}] {passage.kind.label} {escape(passage.title)} · {escape(passage.locator)}{doubt}\n"
            f"      [dim]{escape(passage.source)}  {passage.record_id}[/dim]"
        )
    for one in answer.checked:
        if one.judgement.verdict.wrong:
            out.print(f"  [red]引用有误：[/red]{escape(one.judgement.explanation + (one.judgement.suggestion or ''))}")


@app.command("search")
def search_command(
    question: Annotated[str, typer.Argument(help="检索词或问题")],
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="最多返回几段")] = 8,
    kind: KindOption = None,
    on: OnOption = None,
    as_json: JsonFlag = False,
) -> None:
    """检索资料，不作回答。"""
    text = clean(question)
    from assistant.assembly import search  # noqa: PLC0415

    hits = search(read_settings(), text, k, kind or (), on or "")
    if as_json:
        print(json.dumps({"hits": [hit_json(hit) for hit in hits]}, ensure_ascii=False))
        return
    if not hits:
        out.print("没有相关的资料。换一种说法试试，或者去掉 --kind。")
    for hit in hits:
        passage = hit.passage
        place = f"[bold]{escape(passage.title)}[/bold] · {escape(passage.locator)}"
        out.print(f"{place}  [dim]{hit.score:.2f}  {escape(passage.id)}[/dim]")
        out.print(f"  {escape(passage.text[:120])}\n")


@app.command("show")
def show_command(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="资料编号，可带 #小节")],
    as_json: JsonFlag = False,
) -> None:
    """显示一份资料的全文和来源。"""
    from assistant.assembly import open_record  # noqa: PLC0415
    from knowledge.errors import RecordNotFound  # noqa: PLC0415

    key, _, locator = record_id.strip().partition("#")
    entry, passages = open_record(read_settings(), key)
    wanted = {locator, str(ArticleNumber.parse(locator))}  # 第205条 and 205 are 第二百零五条
    shown = [passage for passage in passages if not locator or passage.locator in wanted]
    if not shown:
        raise RecordNotFound(record_id)
    if as_json:
        print(json.dumps(record_json(entry, shown), ensure_ascii=False))
        return
    out.print(f"[bold]{escape(entry.title)}[/bold]  {entry.kind.label}  [dim]{entry.id}[/dim]")
    if entry.aliases:
        out.print(f"又称：{escape('、'.join(entry.aliases))}")
    for passage in shown:
        doubt = "" if passage.verified else "  [red]依据未全部核对原文[/red]"
        out.print(f"\n[bold]{escape(passage.locator)}[/bold]{doubt}\n{escape(passage.text)}")
        if passage.quote:
            out.print(f"[dim]原文：{escape(passage.quote)}[/dim]")
    out.print(f"\n[dim]来源：{escape(str(entry.source))}[/dim]")
    if entry.related:
        out.print(f"[dim]相关：{escape('、'.join(entry.related))}[/dim]")


@app.command("serve")
def serve_command(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口")] = 8000,
) -> None:
    """启动网页。"""
    import uvicorn  # noqa: PLC0415

    settings = read_settings()  # a bad setting is told here, before anything starts
    listening = _listen(host, port)
    out.print(f"纾困已启动：http://{host}:{port}/  （按 Ctrl+C 停止）")
    # Named, not imported: the layers point from web to assistant.
    # The server's own log would quote requests and errors, and with them what users wrote; web.observing keeps ours.
    config = uvicorn.Config(
        "web.app:create_app",
        factory=True,
        log_level="critical",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=STOPPING_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(
            "--host/--port", f"{host}:{port} 不能监听，可能已被占用。请换一个端口，如 --port 8080"
        ) from error
