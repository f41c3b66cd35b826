"""Facts of a dispute that a text states."""

from knowledge.records import Role
from knowledge.relief import Facts, ReliefRules


def heard(text: str, role: Role, rules: ReliefRules) -> Facts:
    """Those that are said."""
    del text, rules
    return {"asker": role.value}
