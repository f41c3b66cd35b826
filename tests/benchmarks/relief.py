"""How many sets of facts the route chooser evaluates a second, on one core: ``python -m tests.benchmarks.relief``.

The facts are those of the scenarios in tests/evals/relief, in turn; reading and checking them is not counted.
"""

import argparse
import json
import time
from itertools import cycle, islice
from pathlib import Path

import yaml

from assistant.relief.choosing import Chooser
from assistant.relief.facts import checked
from knowledge.relief import ReliefRules

SCENARIOS = Path(__file__).parents[1] / "evals" / "relief"
ROUNDS = 5_000


def main() -> None:
    """Print a line, or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.relief", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    chooser = Chooser(ReliefRules.load())
    rows = [row for file in sorted(SCENARIOS.glob("*.yaml")) for row in yaml.safe_load(file.read_text("utf-8"))]
    facts = [checked(row["facts"], chooser.rules) for row in rows]
    measured = {}
    for name, ask, rounds in (("evaluations", False, ROUNDS), ("with the next question", True, ROUNDS // 50)):
        begun = time.perf_counter()
        for one in islice(cycle(facts), rounds):
            chooser.choose(one, ask=ask)
        measured[name] = round(rounds / (time.perf_counter() - begun))
    if as_json:
        print(json.dumps(measured))
    else:
        print(f"relief routes, {len(chooser.rules.routes)} of them: {measured['evaluations']:,} evaluations a second,")
        print(f"{measured['with the next question']:,} a second with what to ask next")


if __name__ == "__main__":
    main()
