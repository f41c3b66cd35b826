"""Three-valued evaluation (Kleene): a condition is met (True), not met (False), or not known (None)."""

from knowledge.relief import Every, Expression, Facts, Is, Not, Some, Within


def holds(expression: Expression, facts: Facts) -> bool | None:
    """Whether an expression holds of what is known; None where that does not settle it."""
    match expression:
        case Is(fact, values):
            value = facts.get(fact)
            if value is None:
                return None
            return not values.isdisjoint(value) if isinstance(value, frozenset) else value in values
        case Within(fact, least, most):
            value = facts.get(fact)
            return None if not isinstance(value, int) else least <= value <= most
        case Every(parts):
            results = [holds(part, facts) for part in parts]
            return False if False in results else None if None in results else True
        case Some(parts):
            results = [holds(part, facts) for part in parts]
            return True if True in results else None if None in results else False
        case Not(part):
            result = holds(part, facts)
            return None if result is None else not result
