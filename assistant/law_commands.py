"""Commands on law itself: import texts, show an article by date, check the citations of a text."""

import json
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assistant.settings import Settings, read_settings
from assistant.shapes import checked_json, import_json, provision_json, validity
from assistant.terminal import JsonFlag, out, progress_bar
from knowledge.changes import changes
from knowledge.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.changes import Change
    from knowledge.citations.verdicts import Checked
    from knowledge.importing import ImportReport

LIKE = 0.4  # likeness of quoted words from which a comparison helps
SHOWN = 20  # remarks of a kind that the terminal lists; the JSON has all


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"“{value}”不是日期，应写成 2026-01-01。") from None


OnOption = Annotated[
    str | None, typer.Option("--on", parser=_day, metavar="DATE", help="按哪一天的法律（默认今天），如 2026-01-01")
]


def import_command(
    paths: Annotated[list[str], typer.Argument(help="文件、文件夹，或者 git+地址", metavar="PATH…")],
    as_json: JsonFlag = False,
    forget: Annotated[bool, typer.Option("--forget", help="移除从这些路径导入的内容")] = False,
) -> None:
    """导入法律、司法解释和案例的文本（已导入且没有变化的不再读）。"""
    if forget:
        _forget(paths, as_json)
        return
    from knowledge.importing import import_sources, name_of  # noqa: PLC0415  keeps --help and bad input fast
    from knowledge.readers.clone import PREFIX, cloned, without_secret  # noqa: PLC0415
    from knowledge.registry import Registry  # noqa: PLC0415

    settings = read_settings()
    with ExitStack() as clones:
        folders: list[Path] = []
        origins: dict[Path, str] = {}
        for path in paths:
            if path.startswith(PREFIX):
                folder = clones.enter_context(cloned(path))
                origins[folder] = without_secret(path)
                folders.append(folder)
            else:
                folders.append(Path(path).expanduser())

        def named(file: Path) -> str:
            """A file of a clone keeps the name of its repository: the folder itself is gone tomorrow."""
            for folder, origin in origins.items():
                if file.is_relative_to(folder):
                    return f"{origin}!{file.relative_to(folder)}"
            return name_of(file)

        with progress_bar("读取") as bar:
            task = bar.add_task("", total=None)
            report = import_sources(
                settings.home,
                folders,
                Registry.load(),
                lambda done, total: bar.update(task, completed=done, total=total),
                named,
            )
    if report.laws or report.cases:
        _index(settings)
    if as_json:
        print(json.dumps(import_json(report), ensure_ascii=False))
    else:
        _print_report(report)
    if not report.laws and not report.cases:
        problem = report.skipped[0].problem if report.skipped else "里面没有文件。"
        raise SourceError(Path(without_secret(paths[0])), f"没有读到法律或案例：{problem}")


def _forget(paths: list[str], as_json: bool) -> None:
    from knowledge.importing import forget_sources, name_of  # noqa: PLC0415
    from knowledge.readers.clone import PREFIX, without_secret  # noqa: PLC0415
    from knowledge.registry import Registry  # noqa: PLC0415

    settings = read_settings()
    names = [without_secret(path) if path.startswith(PREFIX) else name_of(Path(path).expanduser()) for path in paths]
    gone = forget_sources(settings.home, names, Registry.load())
    if not gone:
        raise SourceError(Path(without_secret(paths[0])), "库里没有从这里导入的内容。请写导入时的路径。")
    _index(settings)
    if as_json:
        print(json.dumps({"forgotten": gone}))
    else:
        out.print(f"已移除从{gone}份来源导入的内容。")


def _index(settings: Settings) -> None:
    """Bring the index up to date with what the library now holds."""
    from assistant.assembly import build_index  # noqa: PLC0415

    with progress_bar("建立索引") as bar:
        task = bar.add_task("", total=None)
        build_index(settings, lambda done, total: bar.update(task, completed=done, total=total))


def _print_report(report: "ImportReport") -> None:
    out.print(
        f"读取{report.read}份（其中{report.unchanged}份没有变化）：法律{report.laws}部，文本{report.versions}个，"
        f"条文{report.articles}条，案例{report.cases}件。用时{report.seconds:.1f}秒。"
    )
    for title, remarks in (
        ("没有收录", report.skipped),
        ("已收录，请看一眼", report.doubtful),
        ("两份来源不一致", report.differences),
    ):
        if remarks:
            out.print(f"\n[bold]{title}[/bold]（{len(remarks)}）")
            for remark in remarks[:SHOWN]:
                out.print(f"  · {escape(str(remark))}")
            if len(remarks) > SHOWN:
                out.print(f"  [dim]……其余{len(remarks) - SHOWN}处见 --json[/dim]")


def article_command(
    citation: Annotated[str, typer.Argument(help="条文，如 民诉法205条")],
    on: OnOption = None,
    as_json: JsonFlag = False,
) -> None:
    """显示某一天有效的条文、它历次的文本和引用它的条文。"""
    from assistant.assembly import open_library  # noqa: PLC0415

    library = open_library(read_settings())
    today = date.today().isoformat()
    day = on or today
    provision = library.look_up(citation, day)
    others = [other for other in library.versions(provision) if other.version != provision.version]
    citing = library.citing(provision.id, day)
    if as_json:
        print(json.dumps(provision_json(provision, others, citing, day), ensure_ascii=False))
        return
    path = " · ".join(provision.article.path)
    out.print(
        f"[bold]{escape(str(provision.id))}[/bold]  {escape(path)}\n[dim]{validity(provision, today)}[/dim]\n"
        f"{escape(provision.article.text)}"
    )
    for other in others:
        out.print(f"\n[bold]{other.version.date}文本 {other.id.number}[/bold]  [dim]{validity(other, today)}[/dim]")
        older, newer = sorted((other, provision), key=lambda one: one.version.date)
        out.print(_marked(changes(older.article.text, newer.article.text), "旧：", "新："))
    if citing:
        lines = "\n".join(f"  · {escape(str(id))}" for id in citing)
        out.print(f"\n[bold]引用它的条文[/bold]（{len(citing)}）\n{lines}")


def _marked(steps: "Sequence[Change]", was: str, now: str) -> str:
    """What changed from one text (``was``) to the other (``now``), readable without colours too."""
    if all(step.same for step in steps):
        return "[dim]文字相同[/dim]"
    return "".join(
        escape(step.old)
        if step.same
        else f"【{was}[red]{escape(step.old) or '没有'}[/red]｜{now}[green]{escape(step.new) or '没有'}[/green]】"
        for step in steps
    )


def cite_command(
    file: Annotated[str, typer.Argument(help="文本文件；写 - 从标准输入读", metavar="FILE|-")],
    on: OnOption = None,
    as_json: JsonFlag = False,
) -> None:
    """核对一段文字里的每一处法律引用。"""
    from assistant.assembly import open_library  # noqa: PLC0415
    from knowledge.citations.checking import Checker  # noqa: PLC0415
    from knowledge.readers.plain_text import decode  # noqa: PLC0415

    path = Path(file)
    try:
        data = sys.stdin.buffer.read() if file == "-" else path.read_bytes()
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else f"无法读取（{error.strerror}）"
        raise SourceError(path, f"{reason}。请检查路径。") from None
    text = decode(path, data) if data.strip() else ""
    checked = Checker(open_library(read_settings()), on or date.today().isoformat()).check(text)
    if as_json:
        print(json.dumps({"citations": [checked_json(one, text) for one in checked]}, ensure_ascii=False))
        return
    if not checked:
        out.print("没有找到法律引用。")
    for one in checked:
        _print_checked(one, text)


def _print_checked(one: "Checked", text: str) -> None:
    found, judgement = one.resolved.found, one.judgement
    colour = "green" if judgement.verdict.value == "matches" else "red"
    line = text.count("\n", 0, found.start) + 1
    written = escape(" ".join(text[found.start : found.end].split()))
    out.print(f"[dim]{line}行[/dim] [bold]{written}[/bold]  [{colour}]{judgement.verdict.label}[/{colour}]")
    out.print(f"  {escape(judgement.explanation)}{escape(judgement.suggestion or '')}")
    if judgement.quoted and judgement.quoted.diff and judgement.quoted.likeness >= LIKE:
        out.print("  " + _marked(judgement.quoted.diff, "原文：", "引文："))
