"""What the court has ordered and what is enforced: seals, listings, resumption, confirmation."""

from collections.abc import Iterator

from assistant.checking import confirmations, listings, resumption, seals
from assistant.checking.agreement import Agreement
from assistant.checking.finding import Finding
from assistant.checking.genre import enforcing, reported


def findings(agreement: Agreement) -> Iterator[Finding]:
    """seal-release, listing-release, enforcement-resume, confirmation-period."""
    if reported(agreement):
        return
    yield from seals.findings(agreement)
    yield from listings.findings(agreement)
    if enforcing(agreement):
        yield from resumption.findings(agreement)
    yield from confirmations.findings(agreement)
