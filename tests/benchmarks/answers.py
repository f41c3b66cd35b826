"""What everything but a language model costs an answer: ``python -m tests.benchmarks.answers [--json]``.

In process, with all law imported where it is at hand: from the question to the first event, from the last sentence to
the end, and the check of a sentence, over answers that a model really gave (without them, over the questions). Then
conversations that stream at once from a server of their own.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import aclosing, closing
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx2

from assistant.assembly import build_assistant, build_index
from assistant.assistant import Assistant
from assistant.events import SourcesFound, TextDelta
from assistant.grounding import Ground, Grounder
from assistant.messages import Question
from assistant.sentences import SentenceSplitter
from assistant.settings import Settings
from knowledge.importing import import_sources
from knowledge.registry import Registry
from tests.benchmarks.host import ROOT, commit
from tests.evals import answering, replaying

LAWS = ROOT.parent / "shared" / "data" / "laws"
AT_ONCE = 50  # conversations
PATIENCE = 120  # seconds


@dataclass(frozen=True, slots=True)
class Results:
    """Milliseconds; ``failed`` counts the conversations at once that did not end in an answer."""

    commit: str | None
    laws: bool
    first_event_p50: float
    first_event_p95: float
    question_p50: float  # everything before the model, and after it
    question_p95: float
    sentence_mean: float
    sentence_p95: float
    at_once_first_event_p95: float
    at_once_whole_p95: float
    failed: int


def main() -> None:
    """Measure, then print a table or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.answers", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory(prefix="shukun-bench-") as temporary:
        home = Path(temporary)
        if LAWS.is_dir():
            import_sources(home, [LAWS], Registry.load())
        build_index(Settings(home=home))
        results = asdict(measure(home))
    if as_json:
        print(json.dumps(results))
        return
    for name, value in results.items():
        print(f"{name:<28}{value:>10.2f}" if isinstance(value, float) else f"{name:<28}{value!s:>10}")


def measure(home: Path) -> Results:
    """Everything over the index under ``home``."""
    assistant = build_assistant(Settings(home=home))
    with closing(assistant.retriever.store):
        asked = answering.questions()
        asyncio.run(_timed(assistant, asked[0]))  # the first one opens the library
        times = [asyncio.run(_timed(assistant, one)) for one in asked]
        sentences = asyncio.run(_checks(assistant, asked))
    first, around = _spread([one for one, _ in times]), _spread([sum(one) for one in times])
    opened, whole, failed = asyncio.run(_at_once(home, [one.text for one in asked]))
    return Results(
        commit=commit(),
        laws=LAWS.is_dir(),
        first_event_p50=first[0],
        first_event_p95=first[1],
        question_p50=around[0],
        question_p95=around[1],
        sentence_mean=statistics.fmean(sentences) * 1000,
        sentence_p95=_spread(sentences)[1],
        at_once_first_event_p95=_spread(opened)[1],
        at_once_whole_p95=_spread(whole)[1],
        failed=failed,
    )


def _spread(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return cuts[9] * 1000, cuts[18] * 1000


async def _timed(assistant: Assistant, question: Question) -> tuple[float, float]:
    """Seconds from the question to the sources, and from the last sentence to the end."""
    started = last = time.perf_counter()
    before = 0.0
    async with aclosing(assistant.ask(question)) as events:
        async for event in events:
            match event:
                case SourcesFound():
                    before = time.perf_counter() - started
                case TextDelta():
                    last = time.perf_counter()
    return before, time.perf_counter() - last


async def _checks(assistant: Assistant, asked: Sequence[Question]) -> list[float]:
    """Seconds that each sentence takes to be checked."""
    seconds: list[float] = []
    texts = replaying.answers() or [one.text for one in asked]
    for text in texts:
        hits = assistant.retriever.search(text[: replaying.ABOUT], replaying.OFFERED, gated=False)
        grounder = Grounder(hits, set(), Ground(check=assistant.lawbook.verdicts))
        splitter = SentenceSplitter()
        for raw in [*splitter.feed(text), *splitter.finish()]:
            started = time.perf_counter()
            await grounder.check(raw)
            seconds.append(time.perf_counter() - started)
    return seconds


async def _at_once(home: Path, texts: Sequence[str]) -> tuple[list[float], list[float], int]:
    """Seconds to the first event and to the end of `AT_ONCE` conversations, and how many had no answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [Path(sys.executable).with_name("shukun"), "serve", "--port", str(port)],
        env={"SHUKUN_HOME": str(home), "PATH": os.environ["PATH"]},
        stderr=subprocess.DEVNULL,
    )
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False) as client:
            await _up(client)
            await _streamed(client, texts[0])
            done = await asyncio.gather(*(_streamed(client, texts[place % len(texts)]) for place in range(AT_ONCE)))
    finally:
        server.terminate()
        server.wait()
    return [one for one, _, _ in done], [one for _, one, _ in done], sum(not well for _, _, well in done)


async def _up(client: httpx2.AsyncClient) -> None:
    for _ in range(PATIENCE):
        try:
            await client.get("/")
        except httpx2.TransportError:
            await asyncio.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")


async def _streamed(client: httpx2.AsyncClient, text: str) -> tuple[float, float, bool]:
    started, first, well = time.perf_counter(), 0.0, False
    async with client.stream("POST", "/api/ask", json={"question": text, "role": "mediator"}) as response:
        async for line in response.aiter_lines():
            if line.startswith("event:"):
                first = first or time.perf_counter() - started
                well = well or line == "event: finished"
    return first, time.perf_counter() - started, well


if __name__ == "__main__":
    main()
