"""Answers that a language model really gave, pushed through the grounding step as if it had said them now: each
sentence with the marker of the passage that is nearest to it.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.events import Block, Checked, TextDelta
from assistant.grounding import Ground, Grounder, ground
from assistant.grounding.support import support
from assistant.messages import Citation
from assistant.screening.orders import disarmed
from assistant.sentences import join, parse
from knowledge.records import Hit, Kind
from tests.evals.measured import FOLDER, Measured, share

ANSWERS = FOLDER.parents[2] / "shared" / "data" / "model_answers" / "qwen2.5-7b.jsonl"
ABOUT = 120  # characters of an answer by which its sources are found
OFFERED = 12


@dataclass(frozen=True, slots=True)
class Replayed:
    """An answer, what of it stood, with which sources, and what was dropped, by the flaw."""

    answer: str
    text: str
    citations: tuple[Citation, ...]
    checked: Checked

    @property
    def sentences(self) -> int:
        """How many the model had written, headings apart."""
        return sum(one.block not in {Block.HEADING, Block.SUBHEADING} for one in parse(self.answer))


def answers(file: Path = ANSWERS) -> list[str]:
    """Them all; [] where the data are not at hand."""
    if not file.is_file():
        return []
    return [json.loads(line)["answer"] for line in file.read_text(encoding="utf-8").splitlines()]


def replayed(assistant: Assistant, answer: str) -> Replayed:
    """One answer over the passages that a model would have been offered: articles that it names, and the nearest."""
    named = assistant.lawbook.named(answer).hits
    near = assistant.retriever.search(answer[:ABOUT], OFFERED, gated=False)
    return asyncio.run(_grounded(assistant, answer, disarmed([*named, *near])))


async def _grounded(assistant: Assistant, answer: str, hits: Sequence[Hit]) -> Replayed:
    async def said() -> AsyncIterator[str]:
        for sentence in parse(answer):
            yield f"{sentence.body}[{_nearest(sentence.body, hits)}]{sentence.end or '。'}"
            yield "" if sentence.end else "\n\n"

    grounder = Grounder(hits, set(), Ground(check=assistant.lawbook.verdicts))
    sentences, citations, checked = [], [], Checked(0)
    async for event in ground(said(), grounder):
        match event:
            case TextDelta(sentence, fresh):
                sentences.append(sentence)
                citations += fresh
            case Checked():
                checked = event
    return Replayed(answer, join(sentences), tuple(citations), checked)


def _nearest(sentence: str, hits: Sequence[Hit]) -> int:
    """The marker that a model which obeys its prompt would give to a sentence."""
    scores = [support(sentence, (hit.passage,)) for hit in hits]
    return max(range(len(hits)), key=scores.__getitem__) + 1 if hits else 1


def measures(assistant: Assistant) -> list[Measured]:
    """What became of the sentences, and whether any that stands cites wrongly; [] without the data."""
    done = [replayed(assistant, one) for one in answers()]
    if not done:
        return []
    total = sum(one.sentences for one in done)
    kept = sum(one.checked.kept for one in done)
    dropped: Counter[str] = Counter()
    for one in done:
        dropped.update({flaw.value: count for flaw, count in one.checked.dropped})
    verdicts, marked = [], []
    for one in done:
        held = [citation.passage for citation in one.citations]
        warned = "".join(
            warning
            for sentence in parse(one.text)
            for warning in assistant.lawbook.doubts(f"{sentence.body}{sentence.end}", held)
        )
        for each in assistant.lawbook.verdicts(one.text, held):
            said, wrong = each.judgement.explanation, each.judgement.verdict.wrong
            verdicts.append((said, not wrong))
            marked.append((said, not wrong or said in warned))
    articles = sum(citation.passage.kind is Kind.ARTICLE for one in done for citation in one.citations)
    return [
        Measured("sentences kept, a source found for each", kept / total, total),
        Measured("of them with a marker put right", sum(one.checked.repaired for one in done) / total, total),
        *(Measured(f"dropped: {flaw}", count / total, total) for flaw, count in dropped.most_common()),
        Measured("sources that are articles", articles / max(sum(len(one.citations) for one in done), 1), len(done)),
        share("citations in what is kept that are law today", verdicts),
        share("citations in what is kept that are law, or marked", marked, 1.0),
    ]
