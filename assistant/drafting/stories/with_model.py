"""A story read by a language model, too: what the rules missed, as far as the story bears it out.

What a model says is data. It is validated by a schema made from the form, and of it only what stands in the story, or
is read there by the rules, is taken. What the rules found or found contradictory is not the model's to change.
"""

import asyncio
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from assistant.composing.upstream import Upstream
from assistant.drafting.stories.borne_out import borne_out
from assistant.drafting.stories.reading import Reading, read_by_rules, story_of
from assistant.drafting.stories.schema import WRITING, Said, schema_of
from assistant.drafting.stories.story import Found, Story, quoted
from assistant.drafting.stories.told import Told
from assistant.errors import ModelError
from assistant.redaction import Redactor
from knowledge.forms import Form
from prompts import render

SECONDS = 60.0  # after which the rules read alone
LEFT_OUT = frozenset({"signatures", "attachments"})  # come with the document, not with the story


@dataclass(frozen=True)
class StoryReader:
    """Reads stories by the rules and over an endpoint; where that fails, by the rules alone."""

    upstream: Upstream

    async def values_of(self, story: str, form: Form, today: date) -> Story:
        """What a story says for a form; personal data leave this machine as placeholders only."""
        told = Told(story, form, today)
        reading = read_by_rules(told)
        for name, said in (await self._said(told)).items():
            _take(told, reading, name, said)
        return story_of(told, reading)

    async def _said(self, told: Told) -> dict[str, Said]:
        """What the model says, by field; nothing where it fails, is slow or says nothing that can be read."""
        redactor = Redactor()
        fields = [one for one in told.form.fields if one.name not in LEFT_OUT]
        messages = [
            ("system", render("story", title=told.form.title, fields=fields, writing=dict(WRITING))),
            ("human", redactor.redact(told.text)),
        ]
        try:
            async with asyncio.timeout(SECONDS):
                reply = "".join([chunk.text async for chunk in self.upstream.stream(messages)])
            read = schema_of(told.form).model_validate_json(_object(redactor.restore(reply)))
        except (ModelError, TimeoutError, ValidationError):
            return {}
        return {one.name: said for one in fields if isinstance(said := getattr(read, one.name), Said)}


def _take(told: Told, reading: Reading, name: str, said: Said) -> None:
    """Adds a value that the story bears out to a reading that has none of the field."""
    if name in reading.found or any(one.field == name for one in reading.conflicts):
        return
    field = next(one for one in told.form.fields if one.name == name)
    if taken := borne_out(told, field, said):
        value, spans = taken
        why = f"语言模型从原话{quoted(told.text, spans)}读出，请核对"
        reading.found[name] = Found(name, value, spans, why)


def _object(text: str) -> str:
    """The JSON object in a reply that may stand in a frame of code."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text
