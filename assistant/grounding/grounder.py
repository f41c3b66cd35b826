"""Checks a draft sentence by sentence while it streams, and numbers the markers anew."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from contextlib import aclosing

from assistant.errors import ModelError
from assistant.events import Block, Checked, Consulted, Sentence, TextDelta
from assistant.grounding.examining import Fault, Flaw, Ground, best_source, examine
from assistant.grounding.support import CARRIED, bare
from assistant.messages import Citation
from assistant.sentences import RawSentence, SentenceSplitter
from knowledge.records import Hit, Passage

SURE = CARRIED + 0.2  # support from which a passage may be put in the place of a missing or wrong marker
Repair = Callable[[str, str, Sequence[tuple[int, Hit]]], Awaitable[str]]


class Grounder:
    """Checks the sentences of one draft and renumbers their markers from 1 in order of appearance."""

    def __init__(
        self,
        hits: Sequence[Hit],
        headings: Collection[str] | None = None,
        ground: Ground | None = None,
        repair: Repair | None = None,
        repairs: int = 0,
    ) -> None:
        """Marker n of the draft means ``hits[n - 1]``. A heading carries no marker: only ``headings`` are shown.

        ``repair`` may write a sentence anew, at most ``repairs`` times; None: what fails is dropped.
        """
        self._hits = list(hits)
        self._allowed = headings
        self._ground = ground or Ground()
        self._repair, self._repairs = repair, repairs
        self._numbers: dict[int, int] = {}  # draft marker → marker the user sees
        self._under = ""  # the heading of what is being written
        self._said: set[tuple[str, str]] = set()  # the sentences so far, each with its heading
        self._headings: list[Sentence] = []  # shown once something stands under them
        self._block_open = False
        self.kept = 0
        self.repaired = 0
        self.dropped: Counter[Flaw] = Counter()

    def extend(self, hits: Sequence[Hit]) -> None:
        """More passages, numbered on from those there are."""
        self._hits += hits

    async def check(self, raw: RawSentence) -> list[TextDelta]:
        """The deltas that this sentence releases: none when it does not stand."""
        if raw.block in {Block.HEADING, Block.SUBHEADING}:
            self._block_open = False
            self._under = raw.body
            if self._allowed is None or raw.body in self._allowed:
                self._hold(Sentence(raw.block, True, raw.body, raw.end, ()))
            return []
        if raw.first:
            self._block_open = False
        body, markers, fault = self._examined(raw.body, raw.markers)
        if fault and (mended := await self._mended(raw, fault)):
            body, markers = mended
            fault = None
        if not fault and (self._under, bare(body)) in self._said:
            fault = Fault(Flaw.REPEATED)
        if fault:
            self.dropped[fault.flaw] += 1
            return []
        return self._released(raw, body, markers)

    def _examined(self, body: str, markers: Sequence[int]) -> tuple[str, tuple[int, ...], Fault | None]:
        """The sentence with markers that carry it, put right where they can be without a word changed."""
        valid = tuple(marker for marker in markers if 1 <= marker <= len(self._hits))
        fault = examine(body, self._passages(valid), self._ground)
        if fault is None or fault.flaw in {Flaw.LINK, Flaw.LANGUAGE, Flaw.VOICE}:
            return body, valid, fault
        place = best_source(body, [hit.passage for hit in self._hits], self._ground, SURE)
        if place is None:
            return body, valid, fault
        self.repaired += 1
        return body, (place + 1,), None

    async def _mended(self, raw: RawSentence, fault: Fault) -> tuple[str, tuple[int, ...]] | None:
        """The sentence as the model writes it when told what is wrong; None where that does not stand either."""
        if self._repair is None or not self._repairs or fault.flaw in {Flaw.LINK, Flaw.VOICE}:
            return None
        self._repairs -= 1
        pointed = [marker for marker in raw.markers if 1 <= marker <= len(self._hits)]
        shown = pointed or range(1, min(len(self._hits), OFFERED) + 1)
        try:
            text = await self._repair(raw.body, str(fault), [(marker, self._hits[marker - 1]) for marker in shown])
        except ModelError:
            self._repairs = 0  # an endpoint in trouble is not asked again for this answer
            return None
        splitter = SentenceSplitter()
        again = [*splitter.feed(text), *splitter.finish()]
        if len(again) != 1 or again[0].block is not Block.PARAGRAPH:
            return None
        body, markers, wrong = self._examined(again[0].body, again[0].markers)
        if wrong:
            return None
        self.repaired += 1
        return body, markers

    def _passages(self, markers: Sequence[int]) -> list[Passage]:
        return [self._hits[marker - 1].passage for marker in markers]

    def _released(self, raw: RawSentence, body: str, markers: Sequence[int]) -> list[TextDelta]:
        fresh = [marker for marker in markers if marker not in self._numbers]
        for marker in fresh:
            self._numbers[marker] = len(self._numbers) + 1
        shown = tuple(self._numbers[marker] for marker in markers)
        sentence = Sentence(raw.block, not self._block_open, body, raw.end, shown)
        citations = tuple(Citation(self._numbers[marker], self._hits[marker - 1].passage) for marker in fresh)
        released = [TextDelta(heading, ()) for heading in self._headings]
        self._headings.clear()
        self._block_open = True
        self._said.add((self._under, bare(body)))
        self.kept += 1
        return [*released, TextDelta(sentence, citations)]

    def _hold(self, heading: Sentence) -> None:
        """A heading replaces the held ones of its own depth or deeper: they had nothing under them."""
        if heading.block is Block.HEADING:
            self._headings.clear()
        elif self._headings and self._headings[-1].block is Block.SUBHEADING:
            self._headings.pop()
        self._headings.append(heading)


OFFERED = 6  # passages that a repair is shown where the sentence pointed at none


async def ground(
    draft: AsyncGenerator[str | Consulted], grounder: Grounder
) -> AsyncGenerator[TextDelta | Consulted | Checked]:
    """Release each sentence as soon as it is whole and checked; `Checked` comes last. Closes the draft.

    A ModelError of the draft passes through, after the sentences that were whole by then.
    """
    splitter = SentenceSplitter()
    async with aclosing(draft):
        async for chunk in draft:
            if isinstance(chunk, Consulted):
                grounder.extend(chunk.hits)
                yield chunk
                continue
            for raw in splitter.feed(chunk):
                await asyncio.sleep(0)  # other conversations speak in between
                for delta in await grounder.check(raw):
                    yield delta
    for raw in splitter.finish():
        for delta in await grounder.check(raw):
            yield delta
    yield Checked(grounder.kept, grounder.repaired, tuple(grounder.dropped.items()))
