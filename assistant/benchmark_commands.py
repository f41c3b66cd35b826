"""Commands that measure: retrieval over a corpus and questions of the user's own."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.shapes import benchmark_json
from assistant.terminal import JsonFlag, out, progress_bar

benchmark = typer.Typer(help="在自己的语料和问题上测量。", no_args_is_help=True)
LABELS = {
    "passages": "条文数",
    "questions": "问题数",
    "r@5": "前5条召回率",
    "r@10": "前10条召回率",
    "r@20": "前20条召回率",
    "r@100": "前100条召回率",
    "mrr@10": "首个正确条文排名倒数的均值（前10）",
    "p50_ms": "一次检索用时，中位（毫秒）",
    "p95_ms": "一次检索用时，95分位（毫秒）",
    "build_s": "建立索引（秒）",
    "load_s": "从磁盘打开到答出第一问（秒）",
    "rss_mb": "最大内存（MB，含建立索引）",
    "index_mb": "索引占用磁盘（MB）",
}


@benchmark.callback()
def _benchmark() -> None:
    """Keeps ``retrieval`` a word of the command line while it is the only one."""


@benchmark.command("retrieval")
def retrieval_command(
    corpus: Annotated[
        str, typer.Option("--corpus", metavar="FILE", help="语料，.jsonl 或 .jsonl.gz：id、name、content")
    ],
    queries: Annotated[
        str, typer.Option("--queries", metavar="FILE", help="问题，.jsonl 或 .jsonl.gz：question、gold（名称的列表）")
    ],
    models: Annotated[
        str | None, typer.Option("--models", metavar="DIR", help="另用一套权重：static/、experience/、ranking.json")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """在一份语料上建立临时索引，逐个检索问题，测量质量、速度和大小。"""
    from knowledge.benchmark import SHIPPED, Models, measure  # noqa: PLC0415  keeps --help and bad input fast
    from knowledge.measuring import read_corpus, read_questions  # noqa: PLC0415

    weights = Models.load(Path(models).expanduser() if models else SHIPPED)
    passages = read_corpus(Path(corpus).expanduser())
    questions = read_questions(Path(queries).expanduser(), (passage.name for passage in passages))
    with progress_bar("{task.description}") as bar:
        building, asking = bar.add_task("建立索引", total=None), bar.add_task("检索", total=len(questions))
        results = measure(
            passages,
            questions,
            weights,
            lambda done, total: bar.update(building, completed=done, total=total),
            lambda done, total: bar.update(asking, completed=done, total=total),
        )
    shape = benchmark_json(results)
    if as_json:
        print(json.dumps(shape))
        return
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for key, label in LABELS.items():
        value = shape[key]
        table.add_row(label, f"{value:.1%}" if key.startswith("r@") else f"{value:,}")
    out.print(table)
