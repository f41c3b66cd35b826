"""Draft → sentences that stand: their markers, law, quotations, figures and names are in the passages they point at."""

from assistant.grounding.examining import Fault, Flaw, Ground
from assistant.grounding.grounder import Grounder, ground

__all__ = ["Fault", "Flaw", "Ground", "Grounder", "ground"]
