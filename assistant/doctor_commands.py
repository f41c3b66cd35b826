"""The command ``doctor``: what is found, and what to do where it is not as it should be."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from assistant.doctor import Finding

LABELS = {
    "settings": "设置",
    "platform": "运行环境",
    "folder": "数据目录",
    "index": "索引",
    "laws": "法律库",
    "figures": "利率和节假日",
    "conversations": "对话记录",
    "weights": "模型权重",
    "model": "语言模型",
}
MARKS = {"ok": "[green]✓ 正常[/green]", "warning": "[yellow]! 留意[/yellow]", "fault": "[red]✗ 故障[/red]"}


def doctor_command(as_json: JsonFlag = False) -> None:
    """检查能不能放心使用：设置、索引、法律库、对话记录、语言模型，哪里不对、怎么办。"""
    from assistant.doctor import State, examine  # noqa: PLC0415  keeps --help fast

    found = examine(date.today())
    findings = list(found if as_json else _told(found))
    faults, warnings = (sum(one.state is state for one in findings) for state in (State.FAULT, State.WARNING))
    if as_json:
        print(json.dumps({"healthy": not faults, "findings": [asdict(one) for one in findings]}, ensure_ascii=False))
    else:
        counts = "，".join(f"{count}处{what}" for count, what in ((faults, "故障"), (warnings, "留意")) if count)
        out.print(f"\n{counts or '一切正常'}。")
    if faults:
        raise typer.Exit(1)


def _told(found: "Iterable[Finding]") -> "Iterator[Finding]":
    """The same findings, each printed as soon as it is there."""
    for one in found:
        out.print(f"{MARKS[one.state]}  [bold]{LABELS[one.name]}[/bold]  {escape(one.found)}")
        if one.advice:
            out.print(f"        → {escape(one.advice)}")
        yield one
