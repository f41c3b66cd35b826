"""The composer that needs no model: it arranges sentences of the evidence under the role's outline."""

from collections.abc import AsyncIterator, Iterator

from assistant.context import Found
from assistant.events import Block, Sentence
from assistant.outline import OUTLINES, Order, Part, Pick
from assistant.sentences import parse
from knowledge.lexical import tokens
from knowledge.records import Passage, Section


class ExtractiveComposer:
    """Quotes; never rewrites. The same evidence always gives the same draft."""

    model: str | None = None
    prompt_digest: str | None = None

    async def draft(self, found: Found) -> AsyncIterator[str]:
        """One chunk a line."""
        for part in OUTLINES[found.question.role]:
            lines = list(_part(part, found))
            if lines:
                yield f"## {part.heading}\n"
                for line in lines:
                    yield f"{line}\n"


def _part(part: Part, found: Found) -> Iterator[str]:
    blocks = [
        (record if part.by_record else pick.label or "", title, lines)
        for pick in part.picks
        for record, title, lines in _pick(pick, found)
    ]
    if not part.by_record:
        shown = None
        for label, _, lines in blocks:
            if label and label != shown:
                yield f"### {label}"
            shown = label
            yield from lines
        return
    for record in dict.fromkeys(record for record, _, _ in blocks):
        mine = [(title, lines) for key, title, lines in blocks if key == record]
        yield f"### {mine[0][0]}"
        for _, lines in mine:
            yield from lines


def _pick(pick: Pick, found: Found) -> Iterator[tuple[str, str, list[str]]]:
    """(record id, its title, lines) of the best records that have this section."""
    records: dict[str, list[tuple[int, Passage]]] = {}
    for number, hit in enumerate(found.hits, start=1):
        if hit.passage.kind in pick.kinds and hit.passage.section is pick.section:
            records.setdefault(hit.passage.record_id, []).append((number, hit.passage))
    for record, passages in list(records.items())[: pick.records]:
        quoted = passages[: pick.sentences] if pick.section is Section.BASIS else passages
        lines: list[str] = []
        for number, passage in quoted:
            lines += _lines(_choose(parse(passage.text), pick, found.query), number)
        if lines:
            yield record, passages[0][1].title, lines


def _choose(sentences: list[Sentence], pick: Pick, query: str) -> list[Sentence]:
    if pick.section is Section.BASIS:
        return sentences
    if pick.order is Order.AS_WRITTEN:
        return sentences[: pick.sentences]
    wanted = set(tokens(query))
    ranked = sorted(sentences, key=lambda sentence: -len(wanted & set(tokens(sentence.body))))
    kept = ranked[: pick.sentences]
    return [sentence for sentence in sentences if sentence in kept]


def _lines(sentences: list[Sentence], number: int) -> Iterator[str]:
    """List items, each sentence with its marker before its end mark."""
    line = ""
    for sentence in sentences:
        quoted = f"{sentence.body}[{number}]{sentence.end or '。'}"
        if line and not sentence.first:
            line += quoted
            continue
        if line:
            yield line
        line = ("1. " if sentence.block is Block.STEP else "- ") + quoted
    if line:
        yield line
