"""Conversations of five turns, replayed: what was told first governs the last turn, and a correction wins."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.conversation import told
from assistant.messages import Answer, Outcome, Question, Turn, outcome_name
from assistant.tools.calculation import calculation_of, is_calculation
from assistant.tools.toolbox import Toolbox
from knowledge.readers.relief_expressions import NO, YES
from knowledge.records import Role
from knowledge.relief import Facts, FactType, ReliefRules
from tests.assistant.asking import LAWBOOK, events_of, reply_of

CONVERSATIONS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "evals" / "conversations.yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,  # texts alone  # noqa: S506
)
RULES = ReliefRules.load()
UNKNOWN = "无"
LEAST_OF_A_ROLE, LEAST_CORRECTED = 6, 8
CORRECTING = ("不对", "更正", "说错")


def _labelled(key: str, value: str | list[str]) -> object:
    """A value of a fact as the file writes it."""
    if value == UNKNOWN:
        return None
    kind = RULES.facts[key].type
    if kind is FactType.YES_NO:
        return {YES: True, NO: False}[str(value)]
    if kind is FactType.CHOICES:
        return frozenset(value)
    return int(str(value)) if kind is FactType.NUMBER else value


def _cited(outcome: Outcome) -> list[str]:
    """What an answer cites; of a route the mechanism that it is to, without the facts."""
    ids = [one.passage.record_id for one in outcome.citations] if isinstance(outcome, Answer) else []
    return [one if is_calculation(one) else one.partition("?")[0] for one in ids]


def _sums(cited: list[str]) -> list[dict[str, str]]:
    """The calculations among what is cited, as the file writes them."""
    found = [calculation_of(one) for one in cited if is_calculation(one)]
    return [
        {"calculator": one.name, "result": one.result, **({"upper": one.upper} if one.upper else {})} for one in found
    ]


def _failures(turn: dict[str, Any], outcome: Outcome, facts: Facts) -> list[str]:
    """What an outcome, and the facts that are then known, lack of what a turn expects."""
    cited = _cited(outcome)
    found: list[str] = []
    if (name := outcome_name(outcome)) != turn.get("outcome", "answer"):
        found.append(f"outcome {name}: {outcome.text}")
    for key, value in turn.get("facts", {}).items():
        if facts.get(key) != _labelled(key, value):
            found.append(f"{key}: {facts.get(key)}, not {value}")
    if "sum" in turn:
        wanted = {key: value for key, value in turn["sum"].items() if key != "by"}
        if _sums(cited) != [wanted]:
            found.append(f"sum: {_sums(cited)}, not {wanted}")
    if "cites_any" in turn and not set(cited) & set(turn["cites_any"]):
        found.append(f"cites none of {turn['cites_any']}: {sorted(set(cited))}")
    found += [f"does not say {one}: {outcome.text}" for one in turn.get("says", ()) if one not in outcome.text]
    found += [f"says {one}: {outcome.text}" for one in turn.get("not_says", ()) if one in outcome.text]
    return found


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[one["name"] for one in CONVERSATIONS])
def test_a_conversation(assistant: Assistant, conversation: dict[str, Any]) -> None:
    on = date.fromisoformat(conversation["on"])
    box = Toolbox(assistant.retriever, LAWBOOK, lambda: on)
    assistant = Assistant(box, [ExtractiveComposer()])
    turns: tuple[Turn, ...] = ()
    failures: list[str] = []
    for number, turn in enumerate(conversation["turns"], start=1):
        question = Question(turn["ask"], Role(conversation["role"]), turns)
        outcome = reply_of(events_of(assistant, question)).outcome
        known = told(question, on, box.chooser).facts
        failures += [f"{number} {turn['ask']} → {one}" for one in _failures(turn, outcome, known)]
        turns = (*turns, Turn(turn["ask"], outcome.text, outcome_name(outcome), on))
    assert not failures, "\n".join(failures)


def test_there_are_twenty_of_five_turns() -> None:
    assert [len(one["turns"]) for one in CONVERSATIONS] == [5] * 20
    assert all(turn.keys() & {"facts", "sum", "cites_any", "says"} for one in CONVERSATIONS for turn in one["turns"])
    roles = Counter(one["role"] for one in CONVERSATIONS)
    assert min(roles[role.value] for role in Role) >= LEAST_OF_A_ROLE
    corrected = [one for one in CONVERSATIONS if any(say in turn["ask"] for turn in one["turns"] for say in CORRECTING)]
    assert len(corrected) >= LEAST_CORRECTED
