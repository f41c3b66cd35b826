"""Whether the clause check finds what was planted in good agreements, and leaves good ones alone (`clauses/`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.checking import check
from assistant.checking.agreement import AgreementKind
from assistant.checking.finding import Finding
from tests.assistant.asking import LAWBOOK
from tests.evals.measured import Measured, read, share

TODAY = date(2026, 11, 30)
MOST = 1  # findings in a good agreement


def findings_in(text: str, kind: str) -> tuple[Finding, ...]:
    """As a user meets them who has imported no law."""
    return check(text, AgreementKind(kind), TODAY, LAWBOOK)


def measures(half: str, recall: float | None = None, clean: float | None = None) -> list[Measured]:
    """Of one half (tune or held-out): defects found by their kind, and good agreements with at most one finding."""
    suffix = "" if half == "tune" else f"-{half}"
    good = {one["id"]: one for one in read(f"clauses/clean{suffix}.yaml")}
    found = [
        (f"{one['id']}: {one['kind']}", _is_found(one, good[one["base"]]))
        for one in read(f"clauses/defects{suffix}.yaml")
    ]
    counts = {name: findings_in(one["text"], one["kind"]) for name, one in good.items()}
    return [
        share(f"{half}: planted defects found", found, recall),
        share(
            f"{half}: good agreements with at most one finding",
            ((name, len(of) <= MOST) for name, of in counts.items()),
            clean,
        ),
        Measured(
            f"{half}: findings in a good agreement, on average",
            sum(map(len, counts.values())) / len(counts),
            len(counts),
        ),
    ]


def planted(one: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    """The good agreement with the one thing that is wrong."""
    text: str = base["text"]
    assert text.count(one["find"]) == 1, one["id"]
    return text.replace(one["find"], one["replace"])


def _is_found(one: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    """Whether a finding of its kind comes that the good agreement does not have."""
    before = {(of.kind, of.text) for of in findings_in(base["text"], base["kind"])}
    after = findings_in(planted(one, base), base["kind"])
    return any(of.kind == one["kind"] and (of.kind, of.text) not in before for of in after)
