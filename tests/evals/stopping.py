"""Who is sent to help, what is refused, and what is let through: screening and gate, as a user meets them."""

from collections.abc import Sequence
from typing import Any

from assistant.assistant import Assistant
from assistant.messages import Question, outcome_name
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
    came = [
        (one, outcome_name(reply_of(events_of(assistant, Question(one["ask"], Role(one["role"])))).outcome))
        for one in items
    ]

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
        of("small talk let through", {"small_talk"}, {"answer", "clarification"}, through),
    ]
