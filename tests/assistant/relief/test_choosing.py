"""Three-valued rules: met, not met, not known; every condition traced to where it comes from."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import CalculationError
from assistant.relief.choosing import Chooser
from assistant.relief.facts import checked, read_facts
from assistant.relief.interview import NONE, Interview
from assistant.relief.logic import holds
from assistant.shapes import choice_json
from knowledge.relief import Every, Is, Not, ReliefRules, Some, Within

RULES = ReliefRules.load()
CHOOSER = Chooser(RULES)
YES, NO, OPEN = Is("a", frozenset({True})), Is("b", frozenset({True})), Is("c", frozenset({True}))
FACTS = {"a": True, "b": False, "n": 7, "many": frozenset({"设备", "账户"})}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (YES, True),
        (NO, False),
        (OPEN, None),
        (Every((YES, OPEN)), None),
        (Every((NO, OPEN)), False),
        (Some((NO, OPEN)), None),
        (Some((YES, OPEN)), True),
        (Some((NO, NO)), False),
        (Not(OPEN), None),
        (Not(NO), True),
        (Within("n", 7, 9), True),
        (Within("n", 8, 9), False),
        (Within("c", 1, 2), None),
        (Is("many", frozenset({"账户", "房产"})), True),
        (Is("many", frozenset({"房产"})), False),
    ],
)
def test_logic(expression: Any, found: bool | None) -> None:
    assert holds(expression, FACTS) is found


def test_a_need_that_is_not_met_excludes_a_route_and_says_why() -> None:
    choice = CHOOSER.choose(checked({"stage": "破产", "debtor": "企业"}, RULES))
    excluded = {one.route.mechanism: one for one in choice.excluded}
    assert "mechanism-live-seizure" in excluded
    assert all(condition.says for condition in excluded["mechanism-live-seizure"].because)
    assert {one.route.mechanism for one in choice.routes}.isdisjoint(excluded)


def test_what_is_unknown_excludes_nothing() -> None:
    choice = CHOOSER.choose({})
    assert not choice.excluded
    assert len(choice.routes) == len(RULES.routes)
    assert choice.ask_next is not None


def test_every_condition_comes_from_somewhere() -> None:
    for route in RULES.routes:
        for condition in route.conditions:
            assert condition.basis or condition.record, (route.mechanism, condition.says)


def test_json_explains_every_route_in_full() -> None:
    shape = choice_json(CHOOSER.choose(checked({"stage": "执行中", "debtor": "企业", "sealed": ["设备"]}, RULES)))
    json.dumps(shape, ensure_ascii=False)
    keys = {"mechanism", "reasons", "met", "unknown", "steps", "deadline", "papers", "cost", "risks", "basis"}
    for route in shape["routes"]:
        assert keys <= set(route)
        assert route["steps"] and route["risks"]
        for part in route["conditions"].values():
            for condition in part:
                assert condition["basis"] or condition["record"]
                assert condition["met"] in {True, False, None}
    assert all(one["because"] for one in shape["excluded"])


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"colour": "red"}, "colour"),
        ({"stage": "上诉"}, "stage"),
        ({"operating": "大概"}, "operating"),
        ({"cases": "三件"}, "cases"),
        ({"cases": "-1"}, "cases"),
        ({"sealed": ["月亮"]}, "sealed"),
        ({"sealed": ["没有", "设备"]}, "sealed"),
        ({"operating": "是", "shell": "是"}, "矛盾"),
        ({"stage": "破产", "debtor": "个人"}, "矛盾"),
        ({"stage": "判后", "title": "否"}, "矛盾"),
    ],
)
def test_bad_facts_are_told(facts: dict[str, Any], told: str) -> None:
    with pytest.raises(CalculationError, match=told):
        checked(facts, RULES)


def test_after_judgment_nobody_asks_whether_there_is_one() -> None:
    assert checked({"stage": "判后"}, RULES)["title"] is True
    interview = Interview().answer("stage", "判后", CHOOSER).answer("side", "债权人", CHOOSER)
    first = CHOOSER.choose(interview.facts(CHOOSER), ask=False).routes[0]
    assert first.route.mechanism == "procedure-enforcement-application"


@pytest.mark.parametrize("text", ["- 甲\n- 乙\n", "a: [", "\x00", "stage: 执行中: 终本"])
def test_a_file_that_is_no_list_of_facts(tmp_path: Path, text: str) -> None:
    (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CalculationError):
        read_facts(tmp_path / "facts.yaml", RULES)


def test_not_sure_is_always_allowed() -> None:
    interview = Interview()
    while question := interview.next_question(CHOOSER):
        interview = interview.answer(question.key, None, CHOOSER)
    assert interview.facts(CHOOSER) == {}
    assert CHOOSER.choose(interview.facts(CHOOSER)).routes


def test_an_interview_goes_back_is_corrected_and_kept() -> None:
    interview = Interview().answer("asker", "litigant", CHOOSER).answer("stage", "执行中", CHOOSER)
    assert interview.back().facts(CHOOSER) == {"asker": "litigant"}
    corrected = interview.answer("asker", "judge", CHOOSER)
    assert [key for key, _ in corrected.answers] == ["asker", "stage"]
    assert corrected.facts(CHOOSER)["asker"] == "judge"
    ticked = corrected.answer("business", ["operating", "-shell"], CHOOSER)
    known = ticked.facts(CHOOSER)
    assert (known["operating"], known["shell"], known.get("orders")) == (True, False, None)
    again = Interview.from_json(json.loads(json.dumps(ticked.as_json())), CHOOSER)
    assert again == ticked
    assert corrected.answer("business", [], CHOOSER).facts(CHOOSER) == corrected.facts(CHOOSER)  # nothing ticked
    nothing = corrected.answer("business", [NONE], CHOOSER).facts(CHOOSER)
    assert nothing["operating"] is False and nothing["shell"] is False


@pytest.mark.parametrize("value", [["moon"], ["operating", "-operating"], [NONE, "operating"], ["operating", "shell"]])
def test_answers_that_cannot_be(value: list[str]) -> None:
    with pytest.raises(CalculationError):
        Interview().answer("business", value, CHOOSER)
