"""The commands ``compare`` and ``confirm``: what changed between two versions, and who confirmed which text."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from assistant.errors import RevisionError
from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.drafting.confirming import Confirmed
    from assistant.drafting.redline import Redline
    from assistant.drafting.redline_matters import Matter
    from assistant.drafting.version import Version

WORD, PAGES = ".docx", frozenset({".html", ".htm"})
SHOWN = 60  # characters of a change on the terminal; the files and the JSON have all
NO_SIGNATURE = "这是确认记录，不是电子签名；确认的是正文文字，不含页眉页脚、脚注、批注和图片。"


def _target(to: str) -> Path:
    target = Path(to).expanduser()
    if target.suffix.lower() not in {WORD, *PAGES}:
        raise typer.BadParameter("只能存成 .docx 或 .html，请改文件名。")
    return target


def compare_command(
    old: Annotated[str, typer.Argument(help="旧稿：.docx、.txt 或 .md", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="新稿：.docx、.txt 或 .md", metavar="NEW")],
    target: Annotated[
        Path | None, typer.Option("--out", parser=_target, help="存成 .docx（修订）或 .html", metavar="FILE")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """比对两份文书：逐段逐词找出改动，先列当事人、金额、日期、利率这些要紧的。"""
    from assistant.drafting.redline import compare  # noqa: PLC0415  keeps --help fast
    from assistant.drafting.redline_matters import matters  # noqa: PLC0415
    from assistant.drafting.version import read_version  # noqa: PLC0415

    files = (Path(old).expanduser(), Path(new).expanduser())
    if target and any(target.resolve() == file.resolve() for file in files):
        raise RevisionError(f"{target} 是要比对的文件，不能写回，请换一个文件名")
    versions = (read_version(files[0]), read_version(files[1]))
    redline = compare(versions[0].lines, versions[1].lines)
    found = matters(redline, date.today())
    if target:
        _write(target, redline, found, versions)
    if as_json:
        told = {**_redline_json(redline, found, versions), "out": _name(target) if target else None}
        print(json.dumps(told, ensure_ascii=False))
        return
    _print_redline(redline, found, versions)
    if target:
        out.print(f"已存到 {escape(_name(target))}。", style="dim")


def confirm_command(
    path: Annotated[str, typer.Argument(help="文书：.docx、.txt 或 .md", metavar="FILE")],
    by: Annotated[str | None, typer.Option("--by", help="加一次确认：确认人的姓名", metavar="姓名")] = None,
    as_json: JsonFlag = False,
) -> None:
    """记录谁在什么时候确认了文书的文字；不写 --by 就查看，文字改动后原来的确认失效。"""
    from assistant.drafting.confirming import confirm, confirmed  # noqa: PLC0415  keeps --help fast

    file = Path(path).expanduser()
    found = confirmed(file) if by is None else confirm(file, by, datetime.now().astimezone())
    if as_json:
        print(json.dumps(_confirmed_json(found, added=by is not None), ensure_ascii=False))
        return
    _print_confirmed(found, added=by is not None)


def _write(target: Path, redline: "Redline", found: "Sequence[Matter]", versions: "tuple[Version, Version]") -> None:
    from assistant.drafting.saving import save  # noqa: PLC0415

    names = (versions[0].file.name, versions[1].file.name)
    label = versions[1].label or versions[0].label
    if target.suffix.lower() == WORD:
        from assistant.drafting.redline_tracked import tracked  # noqa: PLC0415

        save(target, tracked(redline, found, names, date.today(), label))
        return
    from assistant.drafting.redline_page import page  # noqa: PLC0415

    save(target, page(redline, found, names, label, _doubts(versions)).encode())


def _doubts(versions: "tuple[Version, Version]") -> list[str]:
    """What their reader should know of either version."""
    return [
        f"{name}：{doubt}" for name, version in zip(("旧稿", "新稿"), versions, strict=True) for doubt in version.doubts
    ]


def _redline_json(redline: "Redline", found: "Sequence[Matter]", versions: "tuple[Version, Version]") -> dict[str, Any]:
    """A comparison as ``--json`` promises it. ``paragraph`` counts in the new version, from 1."""
    return {
        "old": _name(versions[0].file),
        "new": _name(versions[1].file),
        "same": not redline.changes,
        "summary": [
            {
                "topic": one.topic.value,
                "old": one.old,
                "new": one.new,
                "about": one.about,
                "paragraph": one.paragraph,
            }
            for one in found
        ],
        "changes": [
            {
                "kind": one.kind,
                "old": one.old,
                "new": one.new,
                "paragraph": one.paragraph,
                "old_paragraph": one.old_paragraph,
            }
            for one in redline.changes
        ],
        "warnings": _doubts(versions),
    }


def _print_redline(redline: "Redline", found: "Sequence[Matter]", versions: "tuple[Version, Version]") -> None:
    from assistant.drafting.redline_wording import KINDS, counted, told  # noqa: PLC0415

    out.print(f"[bold]{counted(redline)}[/bold]")
    for doubt in _doubts(versions):
        out.print(escape(doubt), style="dim")
    if found:
        out.print("\n[bold]要紧的改动[/bold]")
    for matter in found:
        out.print(escape(f"  · {told(matter)}"))
    if redline.changes:
        out.print("\n[bold]全部改动[/bold]")
    for change in redline.changes:
        old, new = (text if len(text) <= SHOWN else f"{text[:SHOWN]}…" for text in (change.old, change.new))
        pieces = [f"[red strike]{escape(old)}[/red strike]"] * bool(old) + [f"[green]{escape(new)}[/green]"] * bool(new)
        out.print(f"  第{change.paragraph}段 {KINDS[change.kind]}：{' → '.join(pieces)}")


def _name(file: Path) -> str:
    """A path to print: a name on disk need not be text."""
    return str(file).encode(errors="replace").decode()


def _confirmed_json(found: "Confirmed", *, added: bool) -> dict[str, Any]:
    """Confirmations as ``--json`` promises them. ``same``: whether the text is still the one that was confirmed."""
    return {
        "file": _name(found.version.file),
        "sha256": found.sha256,
        "added": added,
        "confirmations": [
            {"by": one.by, "at": one.at.isoformat(), "sha256": one.sha256, "same": one.sha256 == found.sha256}
            for one in found.confirmations
        ],
        "warnings": list(found.version.doubts),
    }


def _print_confirmed(found: "Confirmed", *, added: bool) -> None:
    from assistant.drafting.confirming import shown  # noqa: PLC0415

    valid, void = len(found.valid), len(found.confirmations) - len(found.valid)
    if added:
        out.print(f"已记下：{escape(found.confirmations[-1].by)}确认了现在的文字。")
    if not found.confirmations:
        out.print("还没有人确认过这份文书。用 --by 姓名 加一次确认。")
    else:
        voided = f"；另有{void}次确认的是改动前的文字，已经失效，请重新确认" if void else ""
        out.print(f"[bold]现在的文字有{valid}人确认过{voided}。[/bold]")
        grid = Table("确认人", "时间", "确认的文字")
        for one in found.confirmations:
            same = "现在的文字" if one.sha256 == found.sha256 else "[red]改动前的文字，已失效[/red]"
            grid.add_row(escape(one.by), shown(one.at), same)
        out.print(grid)
    for doubt in found.version.doubts:
        out.print(escape(doubt), style="dim")
    out.print(f"文字的 SHA-256：{found.sha256}\n{NO_SIGNATURE}", style="dim")
