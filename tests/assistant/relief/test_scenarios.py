"""Disputes with their facts and what came of them: the route is first or second, and an interview finds it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.relief.choosing import Chooser
from assistant.relief.facts import checked
from assistant.relief.interview import MOST, Interview
from knowledge.relief import Checklist, ReliefRules

FOLDER = Path(__file__).parents[2] / "evals" / "relief"
SCENARIOS: list[dict[str, Any]] = [
    row for file in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]
CHOOSER = Chooser(ReliefRules.load())
REPORTS = Path(__file__).parents[3] / "knowledge" / "corpus" / "cases"
IN_NINE_OF_TEN = 0.9


@pytest.mark.parametrize("row", SCENARIOS, ids=lambda row: row["name"])
def test_the_outcome_is_the_first_or_second_route(row: dict[str, Any]) -> None:
    choice = CHOOSER.choose(checked(row["facts"], CHOOSER.rules), ask=False)
    found = [(one.route.mechanism, one.score) for one in choice.routes]
    assert row["outcome"] in [mechanism for mechanism, _ in found[:2]], (row["why"], found[:4])
    assert all(one.grounded for one in choice.routes[:2] if one.route.mechanism == row["outcome"])


def test_every_case_of_the_reports_is_among_them() -> None:
    reports = {file.stem for file in REPORTS.glob("*.md") if not file.stem.startswith(("guiding-", "mediation-"))}
    told = {row["case"].removeprefix("case-") for row in SCENARIOS if row.get("case")}
    assert reports <= told
    assert len(SCENARIOS) >= 60


def answer(interview: Interview, row: dict[str, Any]) -> Interview:
    """The next question answered as someone would who knows the facts of a scenario and nothing else."""
    question = interview.next_question(CHOOSER)
    assert question is not None
    facts = row["facts"]
    if isinstance(question, Checklist):
        said = [key for key in question.facts if facts.get(key) == "是"]
        said += [f"-{key}" for key in question.facts if facts.get(key) == "否"]
        return interview.answer(question.key, said or None, CHOOSER)
    return interview.answer(question.key, facts.get(question.key), CHOOSER)


def test_the_interview_reaches_the_route_in_twelve_questions() -> None:
    reached = []
    for row in SCENARIOS[::3]:
        interview = Interview()
        while interview.next_question(CHOOSER):
            interview = answer(interview, row)
        assert len(interview.answers) <= MOST
        routes = CHOOSER.choose(interview.facts(CHOOSER), ask=False).routes
        reached.append(row["outcome"] in [one.route.mechanism for one in routes[:2]])
    assert sum(reached) / len(reached) >= IN_NINE_OF_TEN
