"""The command ``check``: the wording of an agreement, before it is signed."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assistant.shapes import findings_json
from assistant.terminal import JsonFlag, err, out
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from assistant.checking import Agreement, Finding

KINDS = {  # AgreementKind, named here so that --help loads no checks
    "mediation": "调解协议",
    "enforcement": "执行和解协议",
    "instalment": "还款协议",
    "wage": "工资支付协议",
    "other": "其他文书",
}
COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}
SHOWN = 60  # characters of a place that the terminal shows; the JSON has all
HEAD = 24  # characters of a clause by which it is named


def _kind(value: str) -> str:
    if value not in KINDS:
        names = "、".join(f"{name}（{label}）" for name, label in KINDS.items())
        raise typer.BadParameter(f"没有“{value}”，可用：{names}。")
    return value


def check_command(
    file: Annotated[str, typer.Argument(help="协议的 .txt、.md 或 .docx 文件；写 - 从标准输入读", metavar="FILE|-")],
    kind: Annotated[
        str | None, typer.Option("--kind", parser=_kind, metavar="KIND", help="哪一种协议（默认自己认），如 mediation")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """检查协议的措辞：缺什么、哪里写错、哪里含混、哪里没法执行，怎么改。"""
    from assistant.checking import AgreementKind, read_agreement  # noqa: PLC0415  keeps --help fast
    from assistant.checking.reading import read  # noqa: PLC0415

    text = read(file)
    today = date.today()
    agreement = read_agreement(text, today, AgreementKind(kind) if kind else None)
    found = _check(agreement)
    if as_json:
        print(json.dumps(findings_json(agreement, found), ensure_ascii=False))
        return
    _print(agreement, found)


def _check(agreement: "Agreement") -> "tuple[Finding, ...]":
    """All findings; where the library cannot be read, those that need none, and a word about it."""
    from assistant.assembly import open_library  # noqa: PLC0415  as above
    from assistant.checking import check  # noqa: PLC0415
    from assistant.lawbook import Lawbook  # noqa: PLC0415
    from assistant.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    lawbook = Lawbook(lambda: open_library(settings), lambda: agreement.today)
    try:
        return check(agreement.text, agreement.kind, agreement.today, lawbook)
    except KnowledgeError as error:
        err.print(f"[yellow]引用的法条没有核对：[/yellow]{escape(str(error))}", soft_wrap=True)
        return check(agreement.text, agreement.kind, agreement.today)


def _print(agreement: "Agreement", found: "Sequence[Finding]") -> None:
    from assistant.checking import KINDS as LABELS  # noqa: PLC0415
    from assistant.checking import Severity  # noqa: PLC0415

    counts = [f"{severity.label}{sum(one.severity is severity for one in found)}处" for severity in Severity]
    out.print(f"[bold]按{agreement.kind.label}检查：{'，'.join(counts) if found else '没有找到问题'}[/bold]")
    for head, group in groupby(found, key=lambda one: _clause(agreement, one)):
        out.print(f"\n[bold]{escape(head)}[/bold]")
        for one in group:
            colour = COLOURS[one.severity.value]
            line = agreement.text.count("\n", 0, one.start) + 1
            out.print(f"  [{colour}]{one.severity.label}[/{colour}] {LABELS[one.kind]}  [dim]{line}行[/dim]")
            out.print(f"    原文：{escape(_short(one.text))}")
            out.print(f"    {escape(one.reason)}")
            if one.rewrite:
                out.print(f"    [green]可改为：[/green]{escape(one.rewrite)}")
            if one.basis:
                out.print(f"    [dim]依据：{escape(one.basis)}[/dim]")
    out.print("\n[dim]检查只看措辞，不判断事实真假和条件是否公平；没有列出的地方也要通读。[/dim]")


def _clause(agreement: "Agreement", one: "Finding") -> str:
    """The clause in which a finding stands, by its first words."""
    if one.start >= agreement.signatures.start:
        return "签名"
    provision = agreement.provision_at(one.start)
    if provision is None:
        return "开头" if agreement.provisions else "全文"
    first = provision.span.text.strip().split("\n")[0]
    return first if len(first) <= HEAD else f"{first[:HEAD]}……"


def _short(text: str) -> str:
    """A place on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN // 2]}……{line[-SHOWN // 2 :]}"
