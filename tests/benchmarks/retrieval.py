"""Our engine beside others on STARD: ``python -m tests.benchmarks.retrieval [--models DIR] [--scale N,…]``.

Needs ../shared/data. Every way of search runs in a process of its own, so that its memory is its own; all of them read
the same corpus, embed with the same model, and are asked the same questions, one at a time:

shukun      `shukun benchmark retrieval`
bm25s       bm25s alone, with its own defaults, over the tokens of `knowledge.lexical`
langchain   EnsembleRetriever of BM25Retriever and Chroma, as its users assemble it, over the same tokens and vectors
exact       the same vectors alone, every one compared, in numpy: the floor of what a vector index may cost in quality

Every fourth train question is asked, from the --fold-th, and was held out of the weights that ``make train`` leaves in
build/fold-N. With --scale our engine runs over passages put together from sentences of the corpus.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.shapes import answered_json, benchmark_json
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import KnowledgeError
from knowledge.law import ArticleNumber
from knowledge.lexical import tokens
from knowledge.measuring import Asked, Find, Passage, answer, peak_mb, read_corpus, read_questions
from tests.benchmarks.host import ROOT, host

STARD = ROOT.parent / "shared" / "data" / "stard"
SHIPPED = ROOT / "knowledge" / "models"
FOLDS = 4
K = 100
SCALE_QUESTIONS = 100
LAW_SIZE = 44  # articles of a law, as in STARD
SENTENCE = re.compile(r"[^。；\n]*[。；]?")
COLUMNS = ("r@10", "r@100", "mrr@10", "p50_ms", "p95_ms", "build_s", "rss_mb")
SCALE_COLUMNS = ("build_s", "load_s", "p50_ms", "p95_ms", "rss_mb", "index_mb")
UNHELD = """\
!! These weights have seen the questions: the quality of shukun, langchain and exact below is no measure of anything.
!! Weights that have not: `make train` writes {folder}; or name a folder with --models. No plot is drawn."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every way of search is given."""

    passages: Sequence[Passage]
    questions: Sequence[Asked]
    models: Path

    @property
    def names(self) -> list[str]:
        """Of the passages, in their order."""
        return [passage.name for passage in self.passages]


def main() -> None:
    """Measure, then print tables or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.retrieval", description=__doc__)
    parser.add_argument("--models", type=Path, help="weights, as in knowledge/models (default: build/fold-N)")
    parser.add_argument(
        "--fold", type=int, default=0, choices=range(FOLDS), help="which quarter of the questions is asked"
    )
    parser.add_argument("--scale", type=_sizes, default=(), metavar="N,…", help="sizes of synthesised corpora")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write an SVG of quality against latency")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", help=argparse.SUPPRESS)  # in the processes that this one starts
    options = parser.parse_args()
    if not STARD.is_dir():
        print(f"The retrieval benchmark needs the questions and the corpus in {STARD}; skipped.")
        return
    held_out_folder = ROOT / "build" / f"fold-{options.fold}"
    models = (options.models or (held_out_folder if held_out_folder.is_dir() else SHIPPED)).resolve()
    if options.only:
        try:
            print(json.dumps(measure(options.only, models, options.fold)))
        except KnowledgeError as error:
            sys.exit(str(error))
        return
    held_out = models != SHIPPED.resolve()
    if not held_out:
        print(UNHELD.format(folder=held_out_folder.relative_to(ROOT)), file=sys.stderr)

    def row(what: str) -> dict[str, Any]:
        print(f"measuring {what} …", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.retrieval", "--only", what]
        command += ["--models", str(models), "--fold", str(options.fold)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, cwd=ROOT)
        if done.returncode:
            sys.exit(f"{what} failed with status {done.returncode}")
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    results = {
        **host(),
        "weights": str(models),
        "held_out": held_out,
        "systems": {name: row(name) for name in SYSTEMS},
        "scale": {size: row(str(size)) for size in options.scale},
    }
    if options.plot and held_out:
        plot(results["systems"], options.plot)
    if options.json:
        print(json.dumps(results))
        return
    results["commit"] = results["commit"] or "unknown"
    print("commit {commit} · {cpu}, {cores} cores · Python {python}".format(**results))
    print(f"weights {models}{'' if held_out else ', which have seen the questions'} · fold {options.fold}")
    _print_table("system", COLUMNS, results["systems"])
    if results["scale"]:
        print()
        _print_table("passages", SCALE_COLUMNS, results["scale"])


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(",") if size)


def _print_table(title: str, columns: Sequence[str], rows: dict[Any, dict[str, Any]]) -> None:
    print(f"{title:<12}" + "".join(f"{column:>10}" for column in columns))
    for name, row in rows.items():
        label = f"{name:,}" if isinstance(name, int) else name
        cells = (f"{row[column]:.3f}" if "@" in column else f"{row[column]:,.1f}" for column in columns)
        print(f"{label:<12}" + "".join(f"{cell:>10}" for cell in cells))


def measure(what: str, models: Path, fold: int) -> dict[str, Any]:
    """One way of search by its name, or our engine over so many synthesised passages."""
    passages = read_corpus(STARD / "corpus.jsonl.gz")
    questions = read_questions(STARD / "train.jsonl", (passage.name for passage in passages))[fold::FOLDS]
    if what in SYSTEMS:
        return SYSTEMS[what](Task(passages, questions, models))
    return engine(synthesised(passages, int(what)), questions[:SCALE_QUESTIONS], models)


def engine(passages: Iterator[Passage] | Sequence[Passage], questions: Sequence[Asked], models: Path) -> dict[str, Any]:
    """What `shukun benchmark retrieval` measures."""
    from knowledge.benchmark import Models  # noqa: PLC0415  and Chroma, which the others need not carry
    from knowledge.benchmark import measure as measure_engine  # noqa: PLC0415

    return benchmark_json(measure_engine(passages, questions, Models.load(models)))


def shukun(task: Task) -> dict[str, Any]:
    """Our engine as shipped."""
    return engine(task.passages, task.questions, task.models)


def bm25s_alone(task: Task) -> dict[str, Any]:
    """As the README of bm25s has it."""
    import bm25s  # noqa: PLC0415

    names = task.names
    begun = time.perf_counter()
    retriever = bm25s.BM25()
    retriever.index([tokens(passage.text) for passage in task.passages], show_progress=False)
    build_s = time.perf_counter() - begun

    def find(question: str) -> list[str]:
        rows, _ = retriever.retrieve([tokens(question)], k=K, show_progress=False)
        return [names[row] for row in rows[0]]

    return _row(find, task.questions, build_s)


def langchain(task: Task) -> dict[str, Any]:
    """As LangChain's documentation assembles a hybrid search; Chroma is kept on disk, as ours is."""
    warnings.filterwarnings("ignore", "`langchain-community`", DeprecationWarning)  # no new releases, and in wide use
    from langchain_chroma import Chroma  # noqa: PLC0415
    from langchain_classic.retrievers import EnsembleRetriever  # noqa: PLC0415
    from langchain_community.retrievers import BM25Retriever  # noqa: PLC0415
    from langchain_core.documents import Document  # noqa: PLC0415

    embedder = StaticEmbeddings(task.models / "static")
    with tempfile.TemporaryDirectory(prefix="shukun-bench-", ignore_cleanup_errors=True) as folder:
        begun = time.perf_counter()
        documents = [Document(page_content=passage.text, metadata={"name": passage.name}) for passage in task.passages]
        lexical = BM25Retriever.from_documents(documents, preprocess_func=tokens, k=K)
        store = Chroma.from_documents(documents, embedder, persist_directory=folder)
        dense = store.as_retriever(search_kwargs={"k": K})
        ensemble = EnsembleRetriever(retrievers=[lexical, dense], weights=[0.5, 0.5])
        build_s = time.perf_counter() - begun

        def find(question: str) -> list[str]:
            return [document.metadata["name"] for document in ensemble.invoke(question)]

        return _row(find, task.questions, build_s)


def exact(task: Task) -> dict[str, Any]:
    """One product of all vectors and the question's."""
    names = task.names
    embedder = StaticEmbeddings(task.models / "static")
    begun = time.perf_counter()
    batches = range(0, len(names), 512)
    texts = ([passage.text for passage in task.passages[start : start + 512]] for start in batches)
    vectors = np.concatenate([np.array(embedder.embed_documents(batch), dtype=np.float32) for batch in texts])
    build_s = time.perf_counter() - begun

    def find(question: str) -> list[str]:
        cosines = vectors @ np.array(embedder.embed_query(question), dtype=np.float32)
        best = np.argpartition(-cosines, K)[:K]
        return [names[row] for row in best[np.argsort(-cosines[best])]]

    return _row(find, task.questions, build_s)


def _row(find: Find, questions: Sequence[Asked], build_s: float) -> dict[str, Any]:
    find(questions[0].text)  # as for ours, what is loaded with the first question is not its own time
    answered = answered_json(answer(find, questions))
    return {**answered, "build_s": round(build_s, 2), "rss_mb": round(peak_mb(), 1)}


SYSTEMS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "shukun": shukun,
    "bm25s": bm25s_alone,
    "langchain": langchain,
    "exact": exact,
}


def synthesised(passages: Sequence[Passage], count: int) -> Iterator[Passage]:
    """So many passages in invented laws, as long as real ones, each of sentences drawn from the whole corpus."""
    split = [[sentence for sentence in SENTENCE.findall(passage.content) if sentence] for passage in passages]
    sentences = [sentence for row in split for sentence in row]
    chance = random.Random(count)  # noqa: S311  no secret
    for number in range(count):
        content = "".join(chance.choices(sentences, k=len(chance.choice(split)) or 1))
        yield Passage(f"合成{number // LAW_SIZE}法{ArticleNumber(number % LAW_SIZE + 1)}", content)


def plot(systems: dict[str, dict[str, Any]], file: Path) -> None:
    """Recall in the first ten against the median latency; the same numbers give the same bytes."""
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "shukun", "svg.fonttype": "none", "font.size": 11})
    from matplotlib import pyplot  # noqa: PLC0415

    figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
    for name, row in systems.items():
        ours = name == "shukun"
        axes.scatter(row["p50_ms"], row["r@10"], s=90 if ours else 60, color="#b3261e" if ours else "#5f6b7a", zorder=3)
        axes.annotate(LABELS[name], (row["p50_ms"], row["r@10"]), (0, 9), textcoords="offset points", ha="center")
    axes.set(xscale="log", xlabel="median latency of a question (ms, log)", ylabel="gold articles in the first 10")
    axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1, decimals=0))
    axes.xaxis.set_major_formatter(mpl.ticker.FormatStrFormatter("%g"))
    axes.margins(0.3, 0.2)
    axes.grid(color="#e3e6ea")
    axes.spines[["top", "right"]].set_visible(False)
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, format="svg", metadata={"Date": None})


LABELS = {
    "shukun": "shukun",
    "bm25s": "bm25s alone",
    "langchain": "LangChain ensemble",
    "exact": "vectors alone, exact",
}


if __name__ == "__main__":
    main()
