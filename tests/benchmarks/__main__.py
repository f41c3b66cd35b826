"""How fast and how large: ``python -m tests.benchmarks [--json]``, on an index of its own, without a language model."""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.assembly import build_assistant, build_index
from assistant.assistant import Assistant
from assistant.events import TextDelta
from assistant.messages import Question
from assistant.settings import Settings
from knowledge.retriever import KnowledgeRetriever
from knowledge.training.labelled import read_labelled
from tests.benchmarks.host import ROOT, commit

SHUKUN = Path(sys.executable).with_name("shukun")
QUESTIONS = ROOT / "tests" / "evals" / "retrieval"
FLAGSHIP = "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"
RUNS = 5
MIB = 1024 * 1024
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what getrusage counts
IMPORT = "import time; s = time.perf_counter(); import assistant.assembly; print(time.perf_counter() - s)"


@dataclass(frozen=True, slots=True)
class Results:
    """One run; medians of RUNS where nothing else is said. ``commit`` is None outside of a git checkout."""

    commit: str | None
    python: str
    cold_start_seconds: float  # a whole `shukun ask` in a fresh process
    cold_import_seconds: float  # of that, the import of what answers
    index_build_seconds: float  # a single build
    passages: int
    retrieval_questions: int
    retrieval_p50_ms: float
    retrieval_p95_ms: float
    first_event_ms: float  # in process, everything loaded
    first_sentence_ms: float  # with its source
    peak_memory_mib: float  # the largest of the `shukun ask` processes, resident
    index_size_mib: float


LABELS = {
    "cold_start_seconds": "shukun ask, fresh process (s)",
    "cold_import_seconds": "  of which imports (s)",
    "index_build_seconds": "index build (s)",
    "passages": "passages in the index",
    "retrieval_questions": "retrieval questions",
    "retrieval_p50_ms": "retrieval p50 (ms)",
    "retrieval_p95_ms": "retrieval p95 (ms)",
    "first_event_ms": "first event, warm (ms)",
    "first_sentence_ms": "first sentence, warm (ms)",
    "peak_memory_mib": "peak resident memory of shukun ask (MiB)",
    "index_size_mib": "index on disk (MiB)",
}


def main() -> None:
    """Measure, then print a table or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    # The default path is measured, whatever the settings of this machine are.
    for name in [name for name in os.environ if name.startswith("SHUKUN_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="shukun-bench-") as home:
        results = asdict(measure(Path(home)))
    if as_json:
        print(json.dumps(results))
        return
    print(f"commit {results['commit'] or 'unknown'} · Python {results['python']}")
    for name, label in LABELS.items():
        value = results[name]
        print(f"{label:<42}{value:>10}" if isinstance(value, int) else f"{label:<42}{value:>10.2f}")


def measure(home: Path) -> Results:
    """Build an index under ``home`` and measure everything over it."""
    report = build_index(Settings(home=home))
    starts = [ask_in_a_fresh_process(home) for _ in range(RUNS)]
    imports = [float(run(sys.executable, "-c", IMPORT)) for _ in range(RUNS)]
    assistant = build_assistant(Settings(home=home))
    firsts = asyncio.run(first_seconds(assistant))
    retrievals = retrieval_seconds(assistant.retriever)
    assistant.retriever.store.close()
    cuts = statistics.quantiles(retrievals, n=20, method="inclusive")
    return Results(
        commit=commit(),
        python=sys.version.split()[0],
        cold_start_seconds=statistics.median(seconds for seconds, _ in starts),
        cold_import_seconds=statistics.median(imports),
        index_build_seconds=report.seconds,
        passages=report.passages,
        retrieval_questions=len(retrievals),
        retrieval_p50_ms=cuts[9] * 1000,
        retrieval_p95_ms=cuts[18] * 1000,
        first_event_ms=statistics.median(event for event, _ in firsts) * 1000,
        first_sentence_ms=statistics.median(sentence for _, sentence in firsts) * 1000,
        peak_memory_mib=max(peak for _, peak in starts),
        index_size_mib=sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / MIB,
    )


def ask_in_a_fresh_process(home: Path) -> tuple[float, float]:
    """(wall-clock seconds, peak resident MiB) of one ``shukun ask``."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [SHUKUN, "ask", FLAGSHIP], env={**os.environ, "SHUKUN_HOME": str(home)}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)  # unlike wait(), it tells what this one process used
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"shukun ask failed with status {process.returncode}")
    return seconds, usage.ru_maxrss * RSS_UNIT / MIB


async def first_seconds(assistant: Assistant) -> list[tuple[float, float]]:
    """(seconds to the first event, to the first sentence) of each run, after one that does not count."""
    runs: list[tuple[float, float]] = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        times: list[float] = []
        async with aclosing(assistant.ask(Question(FLAGSHIP))) as events:
            async for event in events:
                times.append(time.perf_counter() - started)
                if isinstance(event, TextDelta) and event.sentence.markers:  # a heading says nothing yet
                    break
        runs.append((times[0], times[-1]))
    return runs[1:]


def retrieval_seconds(retriever: KnowledgeRetriever) -> list[float]:
    """Seconds of one search for each question of the retrieval evaluation, those out of scope included."""
    taken: list[float] = []
    for item in read_labelled(QUESTIONS, "test"):
        started = time.perf_counter()
        retriever.search(item.question)
        taken.append(time.perf_counter() - started)
    return taken


def run(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


if __name__ == "__main__":
    main()
