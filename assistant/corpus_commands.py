"""Commands on the corpus that ships: what it rests on, how plainly it speaks, what it says twice."""

import json
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assistant.errors import CorpusFaulty
from assistant.settings import read_settings
from assistant.shapes import corpus_json
from assistant.terminal import JsonFlag, out, progress_bar

if TYPE_CHECKING:
    from knowledge.corpus_check import CorpusCheck

corpus = typer.Typer(help="检查随附的资料。", no_args_is_help=True)
SHOWN = 10  # of each list, on a terminal; the JSON has all
LABELS = {
    "mechanism": "机制",
    "procedure": "程序",
    "case": "案例",
    "opinion": "意见",
    "form": "文书",
    "clause": "条款",
    "term": "词语",
    "figure": "数值",
    "route": "路径",
}


@corpus.callback()
def _corpus() -> None:
    """Keeps ``check`` a word of the command line while it is the only one."""


@corpus.command("check")
def check_command(
    laws: Annotated[
        str | None, typer.Option("--laws", metavar="DIR", help="对照这个文件夹里的法律文本（默认已导入的）")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """逐条核对资料的依据，检查链接、可读性和重复。"""
    from knowledge.build import CORPUS  # noqa: PLC0415  keeps --help and bad input fast
    from knowledge.corpus_check import check_corpus  # noqa: PLC0415
    from knowledge.importing import import_sources  # noqa: PLC0415
    from knowledge.library import Library  # noqa: PLC0415
    from knowledge.registry import Registry  # noqa: PLC0415

    registry = Registry.load()
    with tempfile.TemporaryDirectory(prefix="shukun-corpus-") as temporary:
        home = read_settings().home
        if laws:
            home = Path(temporary)
            with progress_bar("读取") as bar:
                task = bar.add_task("", total=None)
                import_sources(
                    home,
                    [Path(laws).expanduser()],
                    registry,
                    lambda done, total: bar.update(task, completed=done, total=total),
                )
        with closing(Library.open(home, registry)) as library:
            found = check_corpus(CORPUS, library, date.today().isoformat())
    if as_json:
        print(json.dumps(corpus_json(found), ensure_ascii=False))
    else:
        _print(found)
    if found.problems:
        raise CorpusFaulty(len(found.problems))


def _print(found: "CorpusCheck") -> None:
    counts = "，".join(f"{LABELS[kind]}{count}" for kind, count in found.counts.items())
    out.print(f"{counts}；链接{found.links}个，都能打开。")
    checked = found.bases - len(found.unverified)
    out.print(
        f"依据{found.bases}条，核对过原文{checked}条，未能核对{len(found.unverified)}条（{found.unverified_share:.1%}）。"
    )
    for one in found.unverified[:SHOWN]:
        out.print(escape(f"  {one.id}：{one.basis}，{one.reason}"), soft_wrap=True)
    if len(found.unverified) > SHOWN:
        out.print(f"  另有{len(found.unverified) - SHOWN}条，用 --json 查看。")
    if found.readability:
        mean = sum(one.mean for one in found.readability) / len(found.readability)
        hardest = found.readability[0]
        out.print(f"当事人要读的句子平均{mean:.0f}字；最长的一份是 {hardest.id}，平均{hardest.mean:.0f}字。")
    for problem in found.problems:
        out.print(f"[red]问题：[/red]{escape(problem)}", soft_wrap=True)
