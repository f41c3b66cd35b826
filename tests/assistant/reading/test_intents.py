"""The kind of request, on messages that a reader has labelled."""

import pytest

from assistant.messages import Question, Refusal
from assistant.reading.intents import Intent, intent_of
from assistant.screening import screen
from tests.evals.measured import read


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("活封是什么意思", Intent.MECHANISM),
        ("司法确认去哪里办，要带什么材料", Intent.PROCEDURE),
        ("有没有类似的案例可以参考", Intent.CASE),
        ("欠款八十万，诉讼费要交多少", Intent.CALCULATION),
        ("帮我起草一份分期还款的和解协议", Intent.DRAFTING),
        ("看看这条写得行不行：“乙方应尽快还款”", Intent.WORDING_CHECK),
        ("民事诉讼法第二百零五条现在还有效吗", Intent.CITATION_CHECK),
        ("谢谢，辛苦了", Intent.SMALL_TALK),
        ("你是真人还是机器", Intent.SMALL_TALK),
    ],
)
def test_a_plain_request_is_understood(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


@pytest.mark.parametrize(("name", "floor"), [("intents.yaml", 0.85), ("intents-held-out.yaml", 0.82)])
def test_most_requests_are_understood(name: str, floor: float) -> None:
    right = 0
    items = read(name)
    for one in items:
        refused = isinstance(screen(Question(one["ask"])), Refusal)
        kind = Intent.OUT_OF_SCOPE if refused else intent_of(one["ask"])
        right += kind in {one["intent"], one.get("also")}
    assert right / len(items) >= floor
