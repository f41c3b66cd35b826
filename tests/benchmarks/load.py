"""The web application under load: ``python -m tests.benchmarks.load [--json] [--home HOME]``.

``shukun serve`` runs over the shipped records, and all law where it is at hand, without limits of requests. Measured
are the server's own time and the client's, by kind of page: one reader alone; 200 readers who come within ten seconds
and go on reading; 200 who all come in the same moment; 50 answers at once; readers beside clients that are slow or
vanish. Exits with 1 where a requirement is missed. The load comes from this machine, so that it takes part of the
processors away; Locust's users are greenlets and take little. Where others work on the machine, too, the times that are
allowed are longer by as much as work takes longer there.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import gevent
from locust import User
from locust.env import Environment

from tests.benchmarks.host import ROOT, host
from tests.benchmarks.load_site import SHUKUN, Site, fetched, found, served, weight
from tests.benchmarks.load_users import Asker, Hurried, Reader, Slow, Vanishing

LAWS = ROOT.parent / "shared" / "data" / "laws"
REPORT = ROOT / "build" / "load.json"
READERS, STREAMS, FEW = 200, 50, 20
SLOW = 60  # more than the server has threads
QUIET_SECONDS, WORK_SECONDS = 20, 0.5
PAGE_MS, EVENT_MS, PAGE_KB = 50.0, 200.0, 150.0
# The pages whose time on the server is bounded, for one reader and for many; a search is work, and bounded for one.
PAGES = {"guide", "guide-page", "laws", "law", "article", "text"}
BOUNDED = {"alone": {*PAGES, "search"}, "readers": PAGES}


@dataclass(frozen=True, slots=True)
class Phase:
    """So many users of each kind, for some seconds, or until all are gone (0). ``rate`` of them come in a second."""

    name: str
    users: dict[type[User], int]
    seconds: float = 0
    rate: float = 1000  # all at once


JUDGED = ("alone", "one-0", "readers")  # the phases whose times are bounded
PHASES = (
    Phase("alone", {Hurried: 1}, 12),
    *(Phase(f"one-{number}", {Asker: 1}) for number in range(5)),
    Phase("readers", {Reader: READERS}, 40, rate=READERS / 10),
    Phase("crowd", {Reader: READERS}, 5),
    Phase("streams", {Asker: STREAMS}),
    Phase("hindered", {Reader: FEW, Slow: SLOW, Vanishing: FEW}, 20),
)


@dataclass
class Row:
    """What was measured of one kind of request in one phase; milliseconds."""

    client: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Rows = defaultdict[tuple[str, str], Row]  # by phase and kind


def main() -> None:
    """Measure, print a table or one JSON object, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--home", type=Path, help="a home that was built before, to save the time")
    given = parser.parse_args()
    logging.getLogger("locust").setLevel(logging.ERROR)  # which warns of users that come all at once
    with tempfile.TemporaryDirectory(prefix="shukun-bench-") as folder:
        home = given.home or built(Path(folder) / "home")
        results = measure(home, Path(folder))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(results, ensure_ascii=False) if given.json else table(results))
    sys.exit(bool(results["missed"]))


def built(home: Path) -> Path:
    """A home with the shipped records, and the law where it is at hand."""
    command = ["import", str(LAWS)] if LAWS.is_dir() else ["build"]
    subprocess.run([SHUKUN, *command], env={**os.environ, "SHUKUN_HOME": str(home)}, check=True, capture_output=True)
    return home


def measure(home: Path, folder: Path) -> dict[str, object]:
    """Every phase over a server of its own."""
    rows: Rows = defaultdict(Row)
    before = os.getloadavg()
    with served(home, folder) as (address, seconds):
        site = found(address)
        weights = {kind: weight(address, pages[0]) for kind, pages in site.pages.items()}
        slow = []
        for phase in PHASES:
            slow += [slowness()] * (phase.name in JUDGED)
            run(address, replace(site, phase=phase.name), phase, rows)
        left = still_open(address)
    for line in (folder / "log").read_text(encoding="utf-8").splitlines():
        told = json.loads(line) if line.startswith("{") else {}
        phase, _, kind = told.get("request_id", "").rpartition(".")[0].partition(".")
        if (phase, kind) in rows:
            rows[phase, kind].server.append(told["milliseconds"])
    return {
        "host": host(),
        "slowness": round(max(slow), 2),
        "load_before": before,
        "load_after": os.getloadavg(),
        "start_seconds": seconds,
        "kilobytes": weights,
        "rows": [{"phase": phase, "kind": kind, **summary(row)} for (phase, kind), row in rows.items()],
        "missed": list(missed(rows, weights, left, max(slow))),
    }


def slowness() -> float:
    """Seconds that a second of work takes now: more than one where others work on this machine, too."""
    begun, worked = time.perf_counter(), time.process_time()
    while time.process_time() - worked < WORK_SECONDS:
        pass
    return max(1.0, (time.perf_counter() - begun) / WORK_SECONDS)


def run(address: str, site: Site, phase: Phase, rows: Rows) -> None:
    """Let the users of a phase come, all at once, and wait until it is over."""
    world = Environment(user_classes=list(phase.users), host=address)
    world.site = site  # where the users find it

    def count(name: str, response_time: float, exception: object, **_: object) -> None:
        row = rows[phase.name.partition("-")[0], name]
        row.client.append(response_time)
        if exception:
            row.errors.append(repr(exception))

    world.events.request.add_listener(count)
    runner = world.create_local_runner()
    for kind, number in phase.users.items():
        kind.fixed_count = number
    runner.start(sum(phase.users.values()), spawn_rate=phase.rate)
    gevent.sleep(phase.seconds or 1)
    while not phase.seconds and runner.user_count:
        gevent.sleep(0.1)
    runner.quit()


def still_open(address: str) -> int:
    """How many answers are still being streamed when everybody has gone, after a while."""
    count = 0
    for _ in range(QUIET_SECONDS):
        told = fetched(f"{address}/metrics").decode()
        count = int(float(told.partition("\nshukun_streams_open ")[2].split()[0]))
        if not count:
            break
        time.sleep(1)
    return count


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and the longest."""
    cuts = statistics.quantiles(times, n=20, method="inclusive") if len(times) > 1 else [*times] * 19
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "max": round(max(times), 1)}


def summary(row: Row) -> dict[str, object]:
    """A row, as it is kept."""
    times = {name: spread(taken) for name, taken in (("server", row.server), ("client", row.client)) if taken}
    return {"count": len(row.client), **times, "errors": sorted(set(row.errors)), "failed": len(row.errors)}


def missed(rows: Rows, weights: dict[str, float], left: int, slow: float) -> Iterator[str]:
    """The requirements that do not hold, with what was measured."""
    for (phase, kind), row in rows.items():
        if row.errors:
            yield f"{phase}, {kind}: {len(row.errors)} of {len(row.client)} failed: {row.errors[0]}"
        if kind in BOUNDED.get(phase, ()) and row.server:
            yield from over(f"{phase}, {kind}, on the server", row.server, PAGE_MS * slow)
        if (phase, kind) == ("one", "first event"):
            yield from over("first event of an answer", row.client, EVENT_MS * slow)
    yield from (f"{kind}: {size} kB, more than {PAGE_KB}" for kind, size in weights.items() if size > PAGE_KB)
    if left:
        yield f"{left} answers go on for readers that have gone"


def over(what: str, times: Sequence[float], limit: float) -> Iterator[str]:
    """A line where the 95th percentile is above the limit."""
    if (p95 := spread(times)["p95"]) > limit:
        yield f"{what}: p95 {p95} ms, more than {limit:.0f}"


def table(results: dict[str, object]) -> str:
    """What a person reads."""
    lines = [f"{json.dumps(results['host'])} · load {results['load_before']} → {results['load_after']}"]
    lines.append(f"work takes {results['slowness']} times as long as on an idle machine")
    lines.append(f"seconds from the start: {results['start_seconds']} · kB: {results['kilobytes']}")
    lines.append(f"{'phase':<10}{'kind':<12}{'count':>6}{'failed':>7}   server p50/p95/max ms    client p50/p95/max ms")
    for row in results["rows"]:
        times = [
            "/".join(f"{one:.0f}" for one in row[name].values()) if name in row else "" for name in ("server", "client")
        ]
        lines.append(
            f"{row['phase']:<10}{row['kind']:<12}{row['count']:>6}{row['failed']:>7}   {times[0]:<24} {times[1]}"
        )
    return "\n".join([*lines, *(f"MISSED {one}" for one in results["missed"])])


if __name__ == "__main__":
    main()
