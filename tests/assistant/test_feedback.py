"""What readers say of answers: short, without personal data, and with reasons that go with it."""

import pytest

from assistant.errors import QuestionError
from assistant.feedback import LABELS, MOST_CHARACTERS, REASONS, Reason, feedback

QUESTION = "申请人：张伟，被申请人东莞某电子厂拖欠工资，怎么办？"


def test_nobody_is_named_in_what_is_kept() -> None:
    said = feedback(QUESTION, helpful=False, words="张伟的电话是13800138000，答复没说他该找谁\u200b。")
    assert "13800138000" not in said.words
    assert "张伟" not in said.words  # nothing here announces a name: the question did
    assert said.words.endswith("答复没说他该找谁。")


def test_words_have_a_limit() -> None:
    assert len(feedback(QUESTION, helpful=True, words="好" * MOST_CHARACTERS).words) == MOST_CHARACTERS
    with pytest.raises(QuestionError, match="500"):
        feedback(QUESTION, helpful=True, words="好" * (MOST_CHARACTERS + 1))


def test_a_reason_belongs_to_the_opinion() -> None:
    assert feedback(QUESTION, helpful=True, reason=Reason.CLEAR).reason is Reason.CLEAR
    assert feedback(QUESTION, helpful=False, reason=Reason.CLEAR).reason is None
    assert {one for reasons in REASONS.values() for one in reasons} == set(Reason) == set(LABELS)
