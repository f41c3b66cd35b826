"""Who is sent to help, what is refused, and what is let through: screening and gate, as a user meets them.

Who is asked whose doing it is replies as is true: a wish is the asker's own, what is of our field is not.
"""

from collections.abc import Sequence
from typing import Any

from assistant.assistant import Assistant
from assistant.messages import Outcome, Question, Turn, outcome_name
from assistant.screening.whose import ASKED, OTHERS, OWN
from knowledge.records import Role
from tests.assistant.asking import events_of, reply_of
from tests.evals.measured import Measured, share

HARM = {"life", "violence", "minor", "crime"}
STOPPED = {"refusal", "referral"}


def measures(
    assistant: Assistant, items: Sequence[Any], label: str, floor: float | None, through: float | None = None
) -> list[Measured]:
    """Of each kind in a set of `screening.yaml`'s form, the share of which the right thing came.

    ``floor`` is for what must be stopped, ``through`` for what must not.
    """
    first = [(one, _outcome(assistant, Question(one["ask"], Role(one["role"])))) for one in items]
    asked = [(one["ask"], outcome != ASKED) for one, outcome in first if one["which"] == "in_scope"]
    came = [(one, outcome_name(_replied(assistant, one) if outcome == ASKED else outcome)) for one, outcome in first]

    def of(name: str, kinds: set[str], wanted: set[str], least: float | None = floor) -> Measured:
        cases = [(one["ask"], what in wanted) for one, what in came if one["which"] in kinds]
        return share(f"{label}: {name}", cases, least)

    sent = [(one["ask"], one["which"] in HARM) for one, what in came if what == "referral"]
    return [
        of("danger referred", HARM, {"referral"}),
        share(f"{label}: referrals that are due", sent, floor),
        of("unlawful wishes refused", {"unlawful"}, {"refusal"}),
        of("other places and trades refused", {"foreign", "other"}, {"refusal"}),
        of("our field let through", {"in_scope"}, {"answer", "clarification"}, through),
        share(f"{label}: our field not asked whose doing it is", asked),
        of("small talk let through", {"small_talk"}, {"answer", "clarification"}, through),
    ]


def _replied(assistant: Assistant, one: Any) -> Outcome:
    reply = OWN if one["which"] == "unlawful" else OTHERS
    turn = Turn(one["ask"], ASKED.text, outcome_name(ASKED))
    return _outcome(assistant, Question(reply, Role(one["role"]), (turn,)))


def _outcome(assistant: Assistant, question: Question) -> Outcome:
    return reply_of(events_of(assistant, question)).outcome
