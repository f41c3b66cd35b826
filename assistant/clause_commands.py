"""The command ``clauses``: the library of clauses, and one of them with its wordings, notes and law."""

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from knowledge.clauses import Clause


def clauses_command(
    name: Annotated[str | None, typer.Argument(help="哪一条：编号或名称，如 加速到期；不写就列出全部")] = None,
    as_json: JsonFlag = False,
) -> None:
    """查看条款库：什么时候用，有哪几种写法，给法官的提示和依据。"""
    from assistant.drafting.formbook import Formbook  # noqa: PLC0415  keeps --help fast
    from assistant.drafting.shapes import clause_json  # noqa: PLC0415

    book = Formbook.load()
    clauses = tuple(book.clauses.values())
    chosen = clauses if name is None else (book.clause(name),)
    if as_json:
        print(json.dumps({"clauses": [clause_json(clause) for clause in chosen]}, ensure_ascii=False))
    elif name is None:
        _list(clauses)
    else:
        _print(chosen[0])


def _list(clauses: "tuple[Clause, ...]") -> None:
    for group in dict.fromkeys(clause.group for clause in clauses):
        out.print(f"[bold]{group.value}[/bold]")
        for clause in clauses:
            if clause.group is group:
                out.print(escape(f"  {clause.title}（{clause.id.removeprefix('clause-')}）：{clause.use}"))
    out.print("\n用 shukun clauses NAME 查看一条的写法、提示和依据。")


def _print(clause: "Clause") -> None:
    out.print(f"[bold]{escape(clause.title)}[/bold]（{clause.group.value}）")
    out.print(escape(f"什么时候用：{clause.use}\n什么时候不用：{clause.avoid}"))
    labels = {variable.name: variable.label for variable in clause.variables}
    for variant in clause.variants:
        out.print(f"\n[bold]{escape(variant.name)}[/bold]  [dim]{escape(variant.when)}[/dim]")
        out.print(escape(variant.text))
        out.print(f"[dim]要填：{escape('、'.join(f'{labels[one]}（{one}）' for one in variant.uses))}[/dim]")
    out.print("\n给法官的提示")
    for note in clause.notes:
        out.print(escape(f"  · {note}"))
    out.print("依据")
    for basis in clause.basis:
        doubt = "" if basis.verified else "  [red]未核对原文[/red]"
        out.print(escape(f"  · {basis}：{basis.gist}") + doubt)
