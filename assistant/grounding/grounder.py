"""Draft → sentences that stand: each with at least one marker that points at a passage that was offered."""

from collections.abc import AsyncIterator, Collection, Sequence

from assistant.events import Block, Checked, Sentence, TextDelta
from assistant.messages import Citation
from assistant.sentences import RawSentence, SentenceSplitter
from knowledge.records import Hit


class Grounder:
    """Checks the sentences of one draft and renumbers their markers from 1 in order of appearance."""

    def __init__(self, hits: Sequence[Hit], headings: Collection[str] | None = None) -> None:
        """Marker n of the draft means ``hits[n - 1]``. A heading carries no marker: only ``headings`` are shown."""
        self._hits = hits
        self._allowed = headings
        self._numbers: dict[int, int] = {}  # draft marker → marker the user sees
        self._headings: list[Sentence] = []  # shown once something stands under them
        self._block_open = False
        self.kept = 0
        self.dropped = 0

    def check(self, raw: RawSentence) -> list[TextDelta]:
        """The deltas that this sentence releases: none when it has no source."""
        if raw.block in {Block.HEADING, Block.SUBHEADING}:
            self._block_open = False
            if self._allowed is None or raw.body in self._allowed:
                self._hold(Sentence(raw.block, True, raw.body, raw.end, ()))
            return []
        if raw.first:
            self._block_open = False
        valid = [marker for marker in raw.markers if 1 <= marker <= len(self._hits)]
        if not valid:
            self.dropped += 1
            return []
        fresh = [marker for marker in valid if marker not in self._numbers]
        for marker in fresh:
            self._numbers[marker] = len(self._numbers) + 1
        markers = tuple(self._numbers[marker] for marker in valid)
        sentence = Sentence(raw.block, not self._block_open, raw.body, raw.end, markers)
        citations = tuple(Citation(self._numbers[marker], self._hits[marker - 1].passage) for marker in fresh)
        released = [TextDelta(heading, ()) for heading in self._headings]
        self._headings.clear()
        self._block_open = True
        self.kept += 1
        return [*released, TextDelta(sentence, citations)]

    def _hold(self, heading: Sentence) -> None:
        """A heading replaces the held ones of its own depth or deeper: they had nothing under them."""
        if heading.block is Block.HEADING:
            self._headings.clear()
        elif self._headings and self._headings[-1].block is Block.SUBHEADING:
            self._headings.pop()
        self._headings.append(heading)


async def ground(
    draft: AsyncIterator[str], hits: Sequence[Hit], headings: Collection[str] | None = None
) -> AsyncIterator[TextDelta | Checked]:
    """Release each sentence as soon as it is whole and checked; `Checked` comes last.

    A ModelError of the draft passes through, after the sentences that were whole by then.
    """
    splitter = SentenceSplitter()
    grounder = Grounder(hits, headings)
    async for chunk in draft:
        for raw in splitter.feed(chunk):
            for delta in grounder.check(raw):
                yield delta
    for raw in splitter.finish():
        for delta in grounder.check(raw):
            yield delta
    yield Checked(kept=grounder.kept, dropped=grounder.dropped)
