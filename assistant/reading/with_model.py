"""A conversation read by a language model: a question that stands alone, its kind, and facts with their words.

What a model says is data. It is validated by a schema, and of it only what the user's own words bear out is taken.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.composing.upstream import Upstream
from assistant.errors import CalculationError, ModelError
from assistant.grounding.citing import cited_in, unknown
from assistant.grounding.figures import figures, missing_from
from assistant.grounding.support import bare
from assistant.messages import Question
from assistant.reading.intents import Intent
from assistant.redaction import Redactor
from assistant.relief.facts import checked
from knowledge.relief import Facts, FactValue, ReliefRules
from prompts import render

TURNS = 6  # the last ones that are read
ANSWER_CHARACTERS = 300  # of each answer: what it asked back or was about
SECONDS = 12.0  # after which the rules read alone
MOST_FACTS = 20
KINDS = tuple(one for one in Intent if one not in {Intent.SMALL_TALK, Intent.OUT_OF_SCOPE})


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore")

    key: str
    value: str
    words: str = Field(min_length=1)


class _Reading(BaseModel):
    model_config = ConfigDict(extra="ignore")

    standalone: str = Field(min_length=2, max_length=400)
    intent: Intent
    facts: list[_Told] = Field(default=[], max_length=MOST_FACTS)


@dataclass(frozen=True, slots=True)
class Reading:
    """``standalone`` is None where it said more than the user had."""

    standalone: str | None
    intent: Intent
    facts: Facts


@dataclass(frozen=True)
class ModelReader:
    """Reads conversations over an endpoint; what fails is left to the rules."""

    upstream: Upstream
    rules: ReliefRules

    async def read(self, question: Question) -> Reading | None:
        """What the model makes of the last message; None where it fails, is slow or says nothing that can be read."""
        redactor = Redactor()
        turns = [(one.question, one.answer[:ANSWER_CHARACTERS]) for one in question.turns[-TURNS:]]
        for text in (question.text, *(text for turn in turns for text in turn)):
            redactor.redact(text)  # what is found anywhere is redacted everywhere
        messages = [
            ("system", render("understand", vocabulary=list(self.rules.facts.values()))),
            (
                "human",
                render(
                    "conversation",
                    question=redactor.redact(question.text),
                    turns=[(redactor.redact(asked), redactor.redact(answered)) for asked, answered in turns],
                ),
            ),
        ]
        try:
            async with asyncio.timeout(SECONDS):
                said = "".join([chunk.text async for chunk in self.upstream.stream(messages)])
            raw = _Reading.model_validate_json(_object(redactor.restore(said)))
        except (ModelError, TimeoutError, ValidationError):
            return None
        return self._borne_out(raw, [*(one.question for one in question.turns), question.text])

    def _borne_out(self, raw: _Reading, said: Sequence[str]) -> Reading:
        """What of a reading the user's messages bear out."""
        told = "\n".join(said)
        invented = missing_from(raw.standalone, figures(told)) or unknown(cited_in(raw.standalone), cited_in(told))
        return Reading(
            standalone=None if invented else raw.standalone,
            intent=raw.intent if raw.intent in KINDS else Intent.MECHANISM,
            facts=dict(self._facts(raw.facts, bare(told))),
        )

    def _facts(self, told: Sequence[_Told], said: str) -> Iterator[tuple[str, FactValue]]:
        for one in told:
            if bare(one.words) and bare(one.words) in said:
                try:
                    yield from checked({one.key: one.value}, self.rules).items()
                except CalculationError:
                    continue


def _object(text: str) -> str:
    """The JSON object in a reply that may stand in a frame of code."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text
