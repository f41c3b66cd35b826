"""The composer that needs no model: it arranges sentences of the evidence under the role's outline."""

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass

from assistant.context import Found
from assistant.events import Block, Sentence
from assistant.excerpts import word_for_word
from assistant.grounding.grounder import Repair
from assistant.grounding.support import nearness
from assistant.outline import Order, Part, Pick, outline_for
from assistant.sentences import parse
from knowledge.names import article_name
from knowledge.records import Hit, Passage, Section

ASKED_FOR, IN_SUPPORT = 600, 150  # characters of an article that are quoted whole
ARTICLE = re.compile(r"第[^第]+条(之.+)?$")


class ExtractiveComposer:
    """Quotes; never rewrites. The same evidence always gives the same draft."""

    model: str | None = None
    prompt_digest: str | None = None
    repairs: int = 0

    def repair(self, found: Found) -> Repair | None:
        """None: what is quoted stands."""
        return None

    def offered(self, found: Found) -> Sequence[Hit]:
        """All of them."""
        return found.hits

    async def draft(self, found: Found) -> AsyncGenerator[str]:
        """One chunk a line."""
        quoted = ""
        for part in outline_for(found.question.role, found.intent):
            lines = list(_part(part, found, quoted))
            if lines:
                yield f"## {part.heading}\n"
            for line in lines:
                quoted += line
                yield f"{line}\n"


def _part(part: Part, found: Found, quoted: str) -> Iterator[str]:
    picked = [(pick, record) for pick in part.picks for record in _pick(pick, found, quoted)]
    if part.by_record:
        for record_id in dict.fromkeys(record.id for _, record in picked):
            mine = [record for _, record in picked if record.id == record_id]
            yield f"### {mine[0].title}"
            for record in mine:
                yield from record.lines
        return
    shown = None
    for pick, record in picked:
        if pick.label and pick.label != shown:
            yield f"### {pick.label}"
        shown = pick.label
        yield from record.lines


@dataclass(frozen=True, slots=True)
class _Picked:
    """The lines that one pick takes from one record."""

    id: str
    title: str
    lines: list[str]


def _pick(pick: Pick, found: Found, quoted: str) -> Iterator[_Picked]:
    """What the best records that have this section give; an article of law once, and only if it was spoken of."""
    records: dict[str, list[tuple[int, Passage]]] = {}
    for number, hit in enumerate(found.hits, start=1):
        asked_for = hit.passage.section is Section.ARTICLE and number <= found.named
        fits = hit.passage.record_id == pick.of if pick.of else hit.passage.kind in pick.kinds
        if fits and hit.passage.section is pick.section and asked_for is pick.named:
            records.setdefault(hit.passage.record_id, []).append((number, hit.passage))
    articles: set[str] = set()
    for record_id, passages in list(records.items())[: pick.records]:
        lines: list[str] = []
        for number, passage in passages:
            if pick.section is Section.ARTICLE:
                quote = word_for_word(passage.source, passage.locator, passage.text, found.query, ASKED_FOR)
                lines += _lines(parse(quote), number)
            elif pick.section is not Section.BASIS:
                lines += _lines(_choose(parse(passage.text), pick, found.query), number)
            elif len(lines) < pick.sentences and passage.source not in articles and _spoken_of(passage, quoted, found):
                articles.add(passage.source)
                lines += _lines(parse(_words(passage)), number)
        if lines:
            yield _Picked(record_id, passages[0][1].title, lines)


def _spoken_of(basis: Passage, quoted: str, found: Found) -> bool:
    """Whether what was quoted names this article of this law; a whole document counts as named."""
    article = ARTICLE.search(basis.source)
    if article is None:
        return True
    if any(article_name(hit.passage.id) in map(article_name, basis.cites) for hit in found.hits if is_article(hit)):
        return False  # it stands among the articles that were found
    cited = (cite for hit in found.hits if hit.passage.section is not Section.BASIS for cite in hit.passage.cites)
    return article.group() in quoted and any(cite in basis.cites for cite in cited)


def is_article(hit: Hit) -> bool:
    """Whether a hit is an imported article."""
    return hit.passage.section is Section.ARTICLE


def _words(basis: Passage) -> str:
    """An article in its own words where they were imported, otherwise its gist."""
    return word_for_word(basis.source, "", basis.quote, basis.text, IN_SUPPORT) if basis.quote else basis.text


def _choose(sentences: list[Sentence], pick: Pick, query: str) -> list[Sentence]:
    if pick.order is Order.AS_WRITTEN:
        return sentences[: pick.sentences]
    ranked = sorted(sentences, key=lambda sentence: -nearness(sentence.body, query))
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
