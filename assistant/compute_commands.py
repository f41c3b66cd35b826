"""The command ``compute``: one calculation, with its steps."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table as Grid

from assistant.errors import CalculationError
from assistant.law_commands import OnOption
from assistant.shapes import calculation_json
from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from assistant.calculators import Calculation, Calculator


def compute_command(  # noqa: PLR0913  options of one command
    name: Annotated[str | None, typer.Argument(help="算什么，如 court-fee；用 --list 查看")] = None,
    values: Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE…", help="如 amount=800000")] = None,
    on: OnOption = None,
    listed: Annotated[bool, typer.Option("--list", help="列出全部计算，或者一项计算要填什么")] = False,
    svg: Annotated[str | None, typer.Option("--svg", metavar="FILE", help="把图存成 SVG 文件")] = None,
    as_json: JsonFlag = False,
) -> None:
    """计算费用、利息、期限、分期、补偿、破产表决和清偿率，写明步骤和条文。"""
    from assistant.calculators import CALCULATORS, compute  # noqa: PLC0415  keeps --help fast

    if name is None or listed:
        one = CALCULATORS.get(name or "")
        _list([one] if one else list(CALCULATORS.values()), detailed=one is not None)
        return
    found = compute(name, _pairs(values or []), date.fromisoformat(on) if on else date.today())
    if svg:
        _save(found, Path(svg).expanduser())
    if as_json:
        print(json.dumps(calculation_json(found), ensure_ascii=False))
        return
    _print(found)


def _pairs(values: list[str]) -> dict[str, str]:
    """key=value, or key=@FILE for a long value."""
    pairs: dict[str, str] = {}
    for text in values:
        key, sign, value = text.partition("=")
        if not sign:
            raise CalculationError(text[:20], "应写成 名称=值，如 amount=800000")
        if key in pairs:
            raise CalculationError(key, "写了两次")
        if value.startswith("@"):
            try:
                value = Path(value[1:]).expanduser().read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                raise CalculationError(key, f"文件 {value[1:]} 读不出，请检查路径，文件应是 UTF-8 文本") from None
        pairs[key.strip()] = value
    return pairs


def _list(calculators: "list[Calculator]", detailed: bool) -> None:
    for one in calculators:
        out.print(f"[bold]{one.name}[/bold]  {one.title}：{escape(one.about)}")
        for key, field in one.inputs.model_fields.items():
            need = "必填" if field.is_required() else f"默认 {_default(field.default)}"
            about = f"。{field.description}" if field.description and detailed else ""
            if detailed or field.is_required():
                out.print(escape(f"    {key}=  {field.title}（{need}）{about}"))
    if not detailed:
        out.print("\n用 shukun compute NAME --list 查看一项计算的全部填法。")


def _default(value: object) -> str:
    return {"": "不写", "None": "不写", "False": "否", "()": "没有", "0": "没有"}.get(str(value), str(value))


def _print(found: "Calculation") -> None:
    value = f"{found.result}至{found.upper}" if found.upper else found.result
    out.print(
        f"[bold]{escape(found.title)}：{escape(value)}{escape(found.unit) if found.unit != '日期' else ''}[/bold]"
    )
    if found.in_words != found.result:
        out.print(escape(found.in_words))
    for number, step in enumerate(found.steps, start=1):
        out.print(escape(f"  {number}. {step}"))
    for table in found.tables:
        grid = Grid(title=table.title)
        for column in table.columns:
            grid.add_column(column, overflow="fold")
        for row in table.rows:
            grid.add_row(*map(escape, row))
        out.print(grid)
    out.print("依据")
    for rule in found.rules:
        doubt = "" if rule.verified else "  [red]未核对原文[/red]"
        since = f"自{rule.since}起" + ("" if rule.since_verified else "，施行日期未核对原文")
        out.print(f"  · 《{escape(rule.law)}》{rule.article}（{rule.version}文本，{since}）{doubt}")
    for head, lines in (("前提", found.assumptions), ("没有算进去的", found.not_covered)):
        out.print(head)
        for line in lines:
            out.print(escape(f"  · {line}"))


def _save(found: "Calculation", file: Path) -> None:
    from assistant.pictures import svg_of  # noqa: PLC0415  matplotlib

    if found.picture is None:
        raise CalculationError("--svg", "这项计算没有图")
    try:
        file.write_text(svg_of(found.picture), encoding="utf-8")
    except OSError as error:
        raise CalculationError("--svg", f"{file} 写不进去（{error.strerror}）") from None
