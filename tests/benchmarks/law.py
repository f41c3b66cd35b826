"""How fast texts are imported and citations checked: ``python -m tests.benchmarks.law [--json]``.

Needs ../shared/data. The checker's peer in the run is one pass of a plain regular expression over the same text.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.citations.checking import Checker
from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from knowledge.registry import Registry

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
RUNS = 5
MB = 1_000_000
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what getrusage counts
PLAIN = re.compile(r"《[^《》\n]{2,60}》|第[一二三四五六七八九十百千零〇0-9]{1,9}条")
ON = "2026-11-21"
IMPORT = """
import json, sys, time
from pathlib import Path
from knowledge.importing import import_sources
from knowledge.registry import Registry
report = import_sources(Path(sys.argv[1]), [Path(sys.argv[2])], Registry.load())
print(json.dumps([report.seconds, report.read, report.versions, report.articles]))
"""


@dataclass(frozen=True, slots=True)
class Results:
    """One run. Medians of RUNS where a time is of one call; the imports are single and each in a fresh process."""

    sources: int
    versions: int
    articles: int
    import_seconds: float
    import_peak_mib: float
    again_seconds: float  # nothing changed
    indexed_seconds: float  # `shukun import` from nothing, with the index over all texts
    indexed_peak_mib: float
    article_ms: float  # Library.article
    registry_seconds: float  # Registry.load
    resolve_mb_a_second: float  # find and resolve, ordinary legal text
    plain_ratio: float  # its time as a multiple of one pass of a plain regular expression
    check_mb_a_second: float  # with every verdict
    nested_brackets_growth: float  # time for 100,000 as a multiple of that for 10,000: 10 is linear
    citations_growth: float  # time for 10,000 as a multiple of that for 1,000
    numerals_growth: float  # 1 MB of 第第第… as a multiple of 100 kB


LABELS = {
    "sources": "sources read",
    "versions": "versions of laws",
    "articles": "articles",
    "import_seconds": "import (s)",
    "import_peak_mib": "  peak resident memory (MiB)",
    "again_seconds": "import again, nothing changed (s)",
    "indexed_seconds": "shukun import with index, from nothing (s)",
    "indexed_peak_mib": "  peak resident memory (MiB)",
    "article_ms": "Library.article (ms)",
    "registry_seconds": "registry load (s)",
    "resolve_mb_a_second": "find and resolve (MB/s)",
    "plain_ratio": "  as a multiple of a plain regex pass",
    "check_mb_a_second": "find, resolve and check (MB/s)",
    "nested_brackets_growth": "100,000 nested brackets / 10,000 (10 is linear)",
    "citations_growth": "10,000 citations / 1,000",
    "numerals_growth": "1 MB of 第第第… / 100 kB",
}


def main() -> None:
    """Measure, then print a table or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.law", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    if not DATA.is_dir():
        print(f"The law benchmarks need the texts in {DATA}; skipped.")
        return
    with tempfile.TemporaryDirectory(prefix="shukun-bench-") as home:
        results = asdict(measure(Path(home)))
    if as_json:
        print(json.dumps(results))
        return
    for name, label in LABELS.items():
        value = results[name]
        print(f"{label:<50}{value:>10}" if isinstance(value, int) else f"{label:<50}{value:>10.2f}")


def measure(home: Path) -> Results:
    """Import everything into ``home`` and measure over it."""
    laws = str(DATA / "laws")
    (seconds, read, versions, articles), peak = in_a_process(home / "a", sys.executable, "-c", IMPORT, home / "a", laws)
    again, _ = in_a_process(home / "a", sys.executable, "-c", IMPORT, home / "a", laws)
    shukun = Path(sys.executable).with_name("shukun")
    begun = time.perf_counter()
    _, indexed_peak = in_a_process(home / "b", shukun, "import", laws, "--json")
    indexed = time.perf_counter() - begun
    registry_seconds = median(Registry.load)
    library = Library.open(home / "a", Registry.load())
    registry = library.registry
    article = ArticleId("中华人民共和国民事诉讼法", ArticleNumber(205))
    text = ordinary()
    megabytes = len(text.encode()) / MB
    resolving = median(lambda: resolve(find(text, registry), registry))
    plain = median(lambda: sum(1 for _ in PLAIN.finditer(text)))
    checker = Checker(library, ON)
    checker.check(text[:20_000])
    checking = median(lambda: checker.check(text), runs=1)

    def growth(make: Callable[[int], str], small: int) -> float:
        few, many = make(small), make(10 * small)
        return median(lambda: resolve(find(many, registry), registry)) / median(
            lambda: resolve(find(few, registry), registry)
        )

    return Results(
        sources=read,
        versions=versions,
        articles=articles,
        import_seconds=seconds,
        import_peak_mib=peak,
        again_seconds=again[0],
        indexed_seconds=indexed,
        indexed_peak_mib=indexed_peak,
        article_ms=median(lambda: library.article(article, ON)) * 1000,
        registry_seconds=registry_seconds,
        resolve_mb_a_second=megabytes / resolving,
        plain_ratio=resolving / plain,
        check_mb_a_second=megabytes / checking,
        nested_brackets_growth=growth(lambda count: "《" * count + "》" * count, 10_000),
        citations_growth=growth(lambda count: "依照《民法典》第五百七十七条和民诉法第205条。" * (count // 2), 1_000),
        numerals_growth=growth(lambda size: "第" * (size // 3), 100_000),
    )


def ordinary() -> str:
    """About a megabyte of real legal text: cases, model answers, interpretations."""
    files = [*sorted((DATA / "cases" / "guiding").glob("*.md")), DATA / "model_answers" / "qwen2.5-7b.jsonl"]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)[: MB // 3]


def median(call: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of a call."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def in_a_process(home: Path, *command: object) -> tuple[list[float], float]:
    """What a command prints as JSON (a list, or nothing), and its peak resident MiB."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as output:
        environment = {**os.environ, "SHUKUN_HOME": str(home)}
        process = subprocess.Popen([str(part) for part in command], env=environment, stdout=output, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)  # unlike wait(), it tells what this one process used
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} failed with status {process.returncode}")
        output.seek(0)
        printed = json.loads(output.read())
    return printed if isinstance(printed, list) else [], usage.ru_maxrss * RSS_UNIT / 1024 / 1024


if __name__ == "__main__":
    main()
