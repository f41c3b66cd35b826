"""An answer as the content of one chat message, piece by piece, with the places of its markers; and back again."""

from dataclasses import dataclass, field
from typing import Any

from assistant.events import Event, Finished, Sentence, TextDelta
from assistant.labels import label_for
from assistant.messages import ANSWER, CLARIFICATION, Answer, Citation, Clarification, Reply, outcome_name
from assistant.sentences import join
from web.pages import passage_url

RULE = "\n\n---\n\n"  # between the answer and what goes with it
REPLIES = "\n\n可以这样回答：\n"
SOURCES = "来源："
UNVERIFIED = "（依据未全部核对原文）"


@dataclass(frozen=True, slots=True)
class Piece:
    """The next stretch of the content, and the citations in it; places count from the start of the content."""

    text: str
    annotations: tuple[dict[str, Any], ...] = ()


@dataclass
class Writer:
    """Makes pieces of events. ``base`` is the address under which passages open."""

    base: str
    _sentences: list[Sentence] = field(default_factory=list)
    _cited: dict[int, Citation] = field(default_factory=dict)
    _written: str = ""

    def piece(self, event: Event) -> Piece | None:
        """What an event adds; None for nothing."""
        match event:
            case TextDelta(sentence, fresh):
                self._sentences.append(sentence)
                self._cited |= {one.marker: one for one in fresh}
                whole = join(self._sentences)
                text, self._written = whole[len(self._written) :], whole
                return Piece(text, self._annotations(sentence))
            case Finished(reply):
                return Piece(self._rest(reply))
            case _:
                return None

    def _annotations(self, sentence: Sentence) -> tuple[dict[str, Any], ...]:
        """Of the sentence that was written last: its markers stand before its end mark."""
        found = []
        end = len(self._written) - len(sentence.end)
        for marker in reversed(sentence.markers):
            start = end - len(f"[{marker}]")
            if marker in self._cited:
                found.append(self._annotation(self._cited[marker], start, end))
            end = start
        return tuple(reversed(found))

    def _annotation(self, citation: Citation, start: int, end: int) -> dict[str, Any]:
        passage = citation.passage
        return {
            "type": "url_citation",
            "url_citation": {
                "start_index": start,
                "end_index": end,
                "title": f"{passage.title} · {passage.locator}",
                "url": f"{self.base}{passage_url(passage)}",
                "marker": citation.marker,
                "id": passage.record_id,
                "locator": passage.locator,
                "source": passage.source,
                "verified": passage.verified,
            },
        }

    def _rest(self, reply: Reply) -> str:
        outcome = reply.outcome
        label = label_for(outcome_name(outcome), reply.model)
        if not isinstance(outcome, Answer):
            replies = outcome.replies if isinstance(outcome, Clarification) else ()
            text = outcome.text + (REPLIES + "\n".join(f"- {one}" for one in replies) if replies else "")
            return text + (RULE + label if label else "")
        sources = "\n".join([SOURCES, "", *(f"- {self._source(one)}" for one in outcome.citations)])
        return RULE + "\n\n".join([*outcome.notices, *([sources] if outcome.citations else []), label])

    def _source(self, citation: Citation) -> str:
        passage = citation.passage
        title = f"{passage.title} · {passage.locator}".translate(BRACKETS)
        doubt = "" if passage.verified else UNVERIFIED
        return f"[{citation.marker}] [{title}]({self.base}{passage_url(passage)})，{passage.source}{doubt}"


BRACKETS = str.maketrans("[]", "［］")


def told(content: str) -> tuple[str, str]:
    """The text and the outcome of an earlier answer, as the assistant knows it, from what a client sends back."""
    text, ruled, _ = content.partition(RULE)
    asked, listed, _ = text.partition(REPLIES)
    if listed:
        return asked.strip(), CLARIFICATION
    return text.strip(), ANSWER if ruled else "refusal"
