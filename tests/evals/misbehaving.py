"""A scripted endpoint that misbehaves: nothing of it may reach a reader unlabelled."""

from assistant.assistant import Assistant
from tests.evals.measured import Measured, share
from tests.misbehaviours import MISBEHAVIOURS, WELL, complaints


def measures(assistant: Assistant) -> list[Measured]:
    """The share of the misbehaviours that a reader is spared, and that a model which does well is let through."""
    spared = ((one.name, not complaints(one, assistant)) for one in MISBEHAVIOURS)
    return [
        share("misbehaviours that a reader is spared", spared, 1.0),
        share("a model that does well is let through", [(WELL.name, not complaints(WELL, assistant))], 1.0),
    ]
