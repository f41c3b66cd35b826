"""Citations of law in an agreement, each with the verdict of the library."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.checking.agreement import Agreement
from assistant.checking.finding import Finding, Severity
from assistant.lawbook import Lawbook
from knowledge.citations.found import CitationKind
from knowledge.citations.verdicts import Verdict

if TYPE_CHECKING:
    from knowledge.citations.verdicts import Checked

# What matches, and what no library can tell (the number of a case), is no finding.
SEVERITIES = MappingProxyType(
    {
        Verdict.NO_SUCH_ARTICLE: Severity.ERROR,
        Verdict.REPEALED: Severity.ERROR,
        Verdict.SUPERSEDED: Severity.ERROR,
        Verdict.RENUMBERED: Severity.ERROR,
        Verdict.SUBJECT_DIFFERS: Severity.WARNING,
        Verdict.WORDING_DIFFERS: Severity.WARNING,
        Verdict.AMBIGUOUS: Severity.NOTICE,
        Verdict.LAW_UNKNOWN: Severity.NOTICE,
    }
)
MOVED = {Verdict.RENUMBERED, Verdict.REPEALED, Verdict.SUPERSEDED}


def findings(agreement: Agreement, lawbook: Lawbook) -> Iterator[Finding]:
    """Citations that must not stand as they are; raises KnowledgeError."""
    for one in lawbook.verdicts(agreement.text):
        severity = SEVERITIES.get(one.judgement.verdict)
        if severity is None or one.resolved.found.kind is CitationKind.CASE:
            continue
        found, judgement = one.resolved.found, one.judgement
        yield agreement.finding(
            "citation",
            severity,
            found.start,
            found.end,
            f"{judgement.verdict.label}：{judgement.explanation}{judgement.suggestion or ''}",
            str(judgement.article or ""),
            _rewrite(agreement.text[found.start : found.end], one),
        )


def _rewrite(written: str, one: "Checked") -> str:
    """The citation with the number, and where it has to be the law, that hold now; "" where that is not known."""
    article = one.judgement.article
    if article is None or one.judgement.verdict not in MOVED:
        return ""
    old, new = str(one.resolved.article or ""), str(article.number)
    if one.resolved.law and one.resolved.law.name == article.law and old and old in written:
        return written.replace(old, new, 1)
    return f"《{article.law}》{new}"
