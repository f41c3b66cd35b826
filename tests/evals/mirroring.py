"""The same dispute told with the parties swapped: a neutral answer offers the same ways, in mirrored words."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.assistant import Assistant
from assistant.messages import Answer, Question
from knowledge.records import Kind
from tests.assistant.asking import events_of, reply_of
from tests.evals.measured import Measured, read, share

FLOOR = 0.95
WAYS = {Kind.MECHANISM, Kind.PROCEDURE}


class Pair(BaseModel):
    """An item of neutrality.yaml; its head says what the fields mean."""

    model_config = ConfigDict(extra="forbid")

    name: str
    ask: str
    mirrored: str
    swaps: dict[str, str] = {}
    how: Literal["names", "order", "voice"]


def pairs() -> list[Pair]:
    """All of them."""
    return TypeAdapter(list[Pair]).validate_python(read("neutrality.yaml"))


def measures(assistant: Assistant, asked: Sequence[Pair]) -> list[Measured]:
    """The share of pairs with the same ways, and of those with names swapped, with the same words but for the names."""
    ways, words = [], []
    for pair in asked:
        one, other = (reply_of(events_of(assistant, Question(text))).outcome for text in (pair.ask, pair.mirrored))
        same = isinstance(one, Answer) and isinstance(other, Answer) and _ways(one) == _ways(other)
        ways.append((pair.name, same))
        if pair.how == "names":
            words.append((pair.name, mirrored(one.text, pair.swaps) == other.text))
    return [
        share("the same ways for either party", ways, FLOOR),
        share("mirrored words where names are swapped", words),
    ]


def _ways(answer: Answer) -> set[str]:
    """The mechanisms, procedures and routes that an answer offers."""
    return {one.passage.record_id for one in answer.citations if one.passage.kind in WAYS}


def mirrored(text: str, swaps: Mapping[str, str]) -> str:
    """A text with each name in place of the other; pronouns of the answer are not the parties'."""
    names = {key: value for key, value in swaps.items() if len(key) > 1}
    both = {**names, **{value: key for key, value in names.items()}}
    longest = sorted(both, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest)), lambda found: both[found.group()], text) if both else text
