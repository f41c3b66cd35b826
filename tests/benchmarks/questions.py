"""The labelled questions that nothing was fitted on, over our records and all the law at hand:
``python -m tests.benchmarks.questions [--json]``.

Those of the second*.yaml are shown apart: the others had been measured often before the weights stood.
"""

import argparse
import json
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from assistant.assembly import open_retriever
from assistant.settings import Settings
from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.importing import import_sources
from knowledge.registry import Registry
from knowledge.training.labelled import measure, read_labelled

ROOT = Path(__file__).parents[2]
LAWS = ROOT.parent / "shared" / "data" / "laws"
QUESTIONS = ROOT / "tests" / "evals" / "retrieval"


def main() -> None:
    """Print a line, or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.questions", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    every, second = read_labelled(QUESTIONS, "test"), read_labelled(QUESTIONS, "test", "second*.yaml")
    known = {one.question for one in second}
    parts = {"all": every, "first": [one for one in every if one.question not in known], "second": second}
    with tempfile.TemporaryDirectory(prefix="shukun-bench-") as temporary:
        home = Path(temporary)
        if LAWS.is_dir():
            import_sources(home, [LAWS], Registry.load())
        build(home, StaticEmbeddings())
        retriever = open_retriever(Settings(home=home))
        with closing(retriever.store):
            measured = {name: measure(retriever, questions) for name, questions in parts.items()}
    if as_json:
        print(json.dumps({name: asdict(quality) for name, quality in measured.items()}))
    else:
        for name, quality in measured.items():
            print(f"own questions, test half, {name} ({len(parts[name])}): {quality}")


if __name__ == "__main__":
    main()
