"""What drafting and checking take, warm, on one core: ``python -m tests.benchmarks.drafting``.

Every form is filled with the examples of its fields; checked are ten pages of agreements, about 8,000 characters.
"""

import argparse
import json
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median

from assistant.checking import check
from assistant.drafting.word import word
from tests.assistant.drafting.filled import BOOK, drafted
from tests.evals.measured import read

TODAY = date(2026, 11, 30)
PAGES = 8_000  # characters on ten pages of a document in official style
ROUNDS = 9


def main() -> None:
    """Print a line each, or one JSON object. Milliseconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.drafting", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    drafts = [_milliseconds(partial(_draft, name)) for name in BOOK.plans]
    text = "\n".join(one["text"] for one in read("clauses/clean.yaml"))[:PAGES]
    measured = {
        "draft to Word, median of forms": median(drafts),
        "draft to Word, slowest form": max(drafts),
        f"check of {len(text)} characters": _milliseconds(lambda: check(text, None, TODAY)),
    }
    if as_json:
        print(json.dumps(measured))
    else:
        print(*(f"{name}: {value:.0f} ms" for name, value in measured.items()), sep="\n")


def _draft(name: str) -> None:
    word(drafted(name))


def _milliseconds(run: Callable[[], object]) -> float:
    """The median of some runs, after one that warms up."""
    run()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


if __name__ == "__main__":
    main()
