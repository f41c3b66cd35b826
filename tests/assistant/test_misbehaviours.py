"""None of the known misbehaviours of language models reaches a reader without being left out or told."""

from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.composing import upstream
from tests.misbehaviours import AFTER, BEFORE, MISBEHAVIOURS, WELL, Ends, Misbehaviour, complaints

LEAST = 30


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upstream, "FIRST_PAUSE", 0.01)


@pytest.mark.parametrize("one", MISBEHAVIOURS, ids=lambda one: one.name)
def test_no_misbehaviour_reaches_a_reader_unlabelled(assistant: Assistant, one: Misbehaviour) -> None:
    assert complaints(one, assistant) == []


def test_a_model_that_behaves_well_is_let_through_whole(assistant: Assistant) -> None:
    assert complaints(WELL, assistant) == []


@pytest.mark.parametrize("ends", [ends for ends in Ends if ends is not Ends.WHOLE])
def test_a_good_answer_is_taken_for_no_misbehaviour(assistant: Assistant, ends: Ends) -> None:
    """The table can fail: whatever should have been left out, told or mended is missed where it was not."""
    good = replace(WELL, ends=ends, stands=() if ends is Ends.CLEANED else WELL.stands)
    assert complaints(good, assistant) != []


def test_what_a_reader_must_not_see_is_missed_nowhere(assistant: Assistant) -> None:
    leaking = replace(WELL, reply=f"{BEFORE}{AFTER}", leaked=("查封的设备",))
    assert complaints(leaking, assistant) == ["seen: ['查封的设备']"]


def test_the_misbehaviours_are_many_and_each_has_a_name_of_its_own() -> None:
    names = {one.name for one in MISBEHAVIOURS}
    assert len(names) == len(MISBEHAVIOURS) >= LEAST
