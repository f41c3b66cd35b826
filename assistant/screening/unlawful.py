"""A wish of the asker to do wrong; the same words about somebody else, or about what law says of it, are questions."""

from assistant.screening import evading, forging, hiding, influence, office, pressure, refusals, sham
from assistant.screening.signs import any_shown

WISHES = (
    (refusals.SEALED, hiding.SEALED),
    (refusals.WITNESS, influence.WITNESS),
    (refusals.BRIBE, influence.BRIBE),
    (refusals.OFFICE, office.OFFICE),
    (refusals.FORCE, pressure.FORCE),
    (refusals.WAGES, pressure.WAGES),
    (refusals.FORGE, forging.FORGE),
    (refusals.SHAM, sham.SHAM),
    (refusals.EVADE, evading.EVADE),
    (refusals.HIDE, hiding.HIDE),
)


def wish_in(window: str) -> str | None:
    """The refusal of what the asker wants to do wrong, or None."""
    return next((str(wish) for wish, signs in WISHES if any_shown(signs, window)), None)
