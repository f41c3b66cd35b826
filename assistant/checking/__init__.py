"""Checks an agreement before it is signed: what is missing, wrong, unclear or cannot be enforced, and where."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from assistant.checking import (
    blanks,
    capitals,
    contradictions,
    dates,
    defaults,
    guarantees,
    identifiers,
    instalments,
    lawfulness,
    measures,
    names,
    obligations,
    parties,
    references,
    signing,
    totals,
    words,
)
from assistant.checking.agreement import Agreement, AgreementKind, read_agreement
from assistant.checking.finding import KINDS, Finding, Severity

if TYPE_CHECKING:
    from assistant.lawbook import Lawbook

__all__ = ["KINDS", "Agreement", "AgreementKind", "Finding", "Severity", "check", "read_agreement"]

CHECKS: tuple[Callable[[Agreement], Iterator[Finding]], ...] = (
    parties.findings,
    identifiers.findings,
    names.findings,
    signing.findings,
    blanks.findings,
    capitals.findings,
    totals.findings,
    instalments.findings,
    dates.findings,
    words.findings,
    references.findings,
    obligations.findings,
    defaults.findings,
    guarantees.findings,
    measures.findings,
    lawfulness.findings,
    contradictions.findings,
)
RANK = {severity: rank for rank, severity in enumerate(Severity)}
# Of two findings of one of these kinds whose places overlap, the narrower tells where to look.
ONCE = frozenset({"amount-total", "instalments-total", "date-order", "party-identifier"})
# Of two findings about one place the first says more: a condition that may never come about is also an ambiguous word.
COVERS = (("condition-vague", "ambiguous-word"),)
DAY = re.compile("[年月日]")


def check(text: str, kind: AgreementKind | None, today: date, lawbook: "Lawbook | None" = None) -> tuple[Finding, ...]:
    """All findings about an agreement in the order of their places, each once.

    ``kind`` None: what the text says it is. With a ``lawbook`` the citations are judged too; that raises
    KnowledgeError.
    """
    agreement = read_agreement(text, today, kind)
    found = [one for findings in CHECKS for one in findings(agreement)]
    if lawbook is not None:
        from assistant.checking import citing  # noqa: PLC0415  loads the checker of citations

        found += citing.findings(agreement, lawbook)
    return _sorted(found)


def _sorted(found: list[Finding]) -> tuple[Finding, ...]:
    """By place; of those that say the same only one."""
    kept: list[Finding] = []
    places: set[tuple[str, int, int]] = set()
    for one in sorted(found, key=lambda one: (RANK[one.severity], one.end - one.start, one.start)):
        place = one.kind, one.start, one.end
        if place not in places and not (one.kind in ONCE and any(_says(other, one) for other in kept)):
            kept.append(one)
            places.add(place)
    covering = {kind for kind, _ in COVERS} | {"blank"}
    wide = [one for one in kept if one.kind in covering]
    narrow = {kind for _, kind in COVERS} | {"obligation-when"}
    kept = [one for one in kept if one.kind not in narrow or not any(_covers(other, one) for other in wide)]
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, RANK[one.severity], one.kind)))


def _says(other: Finding, one: Finding) -> bool:
    """Whether a finding of the same kind about the same was kept already."""
    same = (other.start, other.end) == (one.start, one.end)
    return other.kind == one.kind and (same or (one.kind in ONCE and _overlap(other, one)))


def _covers(other: Finding, one: Finding) -> bool:
    """Whether one finding says all that the other does: a day that was left blank is also none at all."""
    blank = (other.kind, one.kind) == ("blank", "obligation-when") and DAY.search(other.text) is not None
    return (blank or (other.kind, one.kind) in COVERS) and _overlap(other, one)


def _overlap(other: Finding, one: Finding) -> bool:
    return other.start < one.end and one.start < other.end
