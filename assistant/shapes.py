"""The JSON that ``--json`` promises; other programs rely on it. The README documents every key."""

from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assistant.labels import label_for
from assistant.messages import Answer, Citation, Clarification, Reply, outcome_name
from knowledge.records import Entry, Hit, LegalBasis, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.calculators import Calculation
    from assistant.checking import Agreement, Finding
    from assistant.relief.choosing import Choice, Judged
    from knowledge.benchmark import Results
    from knowledge.changes import Change
    from knowledge.citations.verdicts import Checked
    from knowledge.corpus_check import CorpusCheck
    from knowledge.importing import ImportReport
    from knowledge.law import ArticleId
    from knowledge.library import Provision
    from knowledge.measuring import Answered
    from knowledge.relief import Condition


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation as ``--json`` and the web promise it."""
    passage = citation.passage
    return {
        "marker": citation.marker,
        "kind": passage.kind.value,
        "id": passage.record_id,
        "title": passage.title,
        "locator": passage.locator,
        "source": passage.source,
        "verified": passage.verified,
    }


def passage_json(passage: Passage) -> dict[str, Any]:
    """A passage as ``--json`` promises it."""
    return {
        "id": passage.id,
        "record": passage.record_id,
        "kind": passage.kind.value,
        "title": passage.title,
        "locator": passage.locator,
        "text": passage.text,
        "source": passage.source,
        "verified": passage.verified,
    }


def record_json(entry: Entry, passages: "Sequence[Passage]") -> dict[str, Any]:
    """A record with some of its passages as ``--json`` promises it."""
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "title": entry.title,
        "aliases": list(entry.aliases),
        "related": list(entry.related),
        "source": str(entry.source),
        "verified": entry.verified,
        "passages": [passage_json(passage) for passage in passages],
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as ``--json`` promises it: its passage, and a score in [0, 1]."""
    return {**passage_json(hit.passage), "score": round(hit.score, 4)}


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply as ``--json`` promises it."""
    outcome = reply.outcome
    return {
        "outcome": outcome_name(outcome),
        "text": outcome.text,
        "label": label_for(outcome_name(outcome), reply.model),
        "citations": [citation_json(citation) for citation in outcome.citations] if isinstance(outcome, Answer) else [],
        "verdicts": [checked_json(one, outcome.text) for one in outcome.checked] if isinstance(outcome, Answer) else [],
        "notices": list(outcome.notices) if isinstance(outcome, Answer) else [],
        "replies": list(outcome.replies) if isinstance(outcome, Clarification) else [],
        "hits": [hit_json(hit) for hit in reply.hits],
        "model": reply.model,
        "seconds": {name: round(value, 4) for name, value in asdict(reply.seconds).items()},
    }


def import_json(report: "ImportReport") -> dict[str, Any]:
    """What an import did, as ``--json`` promises it."""
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "laws": report.laws,
        "versions": report.versions,
        "articles": report.articles,
        "cases": report.cases,
        "skipped": [asdict(remark) for remark in report.skipped],
        "doubtful": [asdict(remark) for remark in report.doubtful],
        "differences": [
            {
                "law": one.law,
                "version": one.version,
                "article": str(one.article) if one.article else None,
                "kept": one.kept,
                "other": one.other,
                "problem": one.problem,
            }
            for one in report.differences
        ],
        "seconds": round(report.seconds, 3),
    }


def provision_json(
    provision: "Provision", others: "Sequence[Provision]", citing: "Sequence[ArticleId]", on: str
) -> dict[str, Any]:
    """An article on a day as ``--json`` promises it, with its other versions and the articles that cite it."""
    return {
        "on": on,
        **_text_json(provision),
        "path": list(provision.article.path),
        "versions": [_text_json(other) for other in others],
        "cited_by": [{"law": id.law, "article": str(id.number)} for id in citing],
    }


def _text_json(provision: "Provision") -> dict[str, Any]:
    return {
        "law": provision.id.law,
        "article": str(provision.id.number),
        "version": provision.version.date,
        "effective": provision.version.effective,
        "effective_verified": provision.version.verified,
        "until": provision.until,
        "text": provision.article.text,
    }


def validity(provision: "Provision", on: str | None = None) -> str:
    """From when to when a text is law, in Chinese; on the day ``on`` it may not be in force yet."""
    effective, date = provision.version.effective, provision.version.date
    since = f"自{effective}起" if effective else "施行日期未登记，按公布日计"
    doubt = provision.version.doubt
    if provision.until:
        return f"{date}文本，{since}，至{provision.until}前{doubt}"
    if on and on < (effective or date):
        return f"{date}文本，{since}施行，尚未生效{doubt}"
    return f"{date}文本，{since}，现行有效{doubt}"


def checked_json(checked: "Checked", text: str) -> dict[str, Any]:
    """A checked citation as ``--json`` promises it; ``start`` and ``end`` count characters of ``text``."""
    one, judgement = checked.resolved, checked.judgement
    quoted = judgement.quoted
    return {
        "start": one.found.start,
        "end": one.found.end,
        "text": text[one.found.start : one.found.end],
        "kind": one.found.kind.value,
        "law": one.law.name if one.law else None,
        "article": str(one.article) if one.article else None,
        "paragraph": one.paragraph,
        "item": one.item,
        "verdict": judgement.verdict.value,
        "explanation": judgement.explanation,
        "suggestion": judgement.suggestion,
        "quoted": {"match": quoted.match, "diff": [_change_json(step) for step in quoted.diff]} if quoted else None,
    }


def _change_json(step: "Change") -> dict[str, str]:
    """A stretch of the article's text and what the quotation has in its place; equal where nothing differs."""
    return {"article": step.old, "quotation": step.new}


def answered_json(answered: "Answered") -> dict[str, float]:
    """Quality and speed of a way of search, as ``--json`` promises them."""
    return {
        **{f"r@{depth}": round(share, 4) for depth, share in answered.recall.items()},
        "mrr@10": round(answered.mrr, 4),
        "p50_ms": round(answered.p50_ms, 2),
        "p95_ms": round(answered.p95_ms, 2),
    }


def benchmark_json(results: "Results") -> dict[str, Any]:
    """A benchmark of retrieval as ``--json`` promises it."""
    return {
        "passages": results.passages,
        "questions": results.questions,
        **answered_json(results.answered),
        "build_s": round(results.build_s, 2),
        "load_s": round(results.load_s, 2),
        "rss_mb": round(results.rss_mb, 1),
        "index_mb": round(results.index_mb, 1),
    }


def corpus_json(found: "CorpusCheck") -> dict[str, Any]:
    """The check of the corpus as ``--json`` promises it."""
    return {
        "counts": dict(found.counts),
        "links": found.links,
        "bases": {
            "total": found.bases,
            "verified": found.bases - len(found.unverified),
            "unverified_share": round(found.unverified_share, 4),
            "unverified": [asdict(one) for one in found.unverified],
        },
        "readability": [{**asdict(one), "mean": round(one.mean, 1)} for one in found.readability],
        "duplicates": [asdict(one) for one in found.duplicates],
        "problems": list(found.problems),
    }


def calculation_json(found: "Calculation") -> dict[str, Any]:
    """A calculation as ``--json`` promises it; ``result`` is text, so that no digit is lost."""
    return {
        "name": found.name,
        "title": found.title,
        "result": found.result,
        "upper": found.upper,
        "unit": found.unit,
        "in_words": found.in_words,
        "steps": list(found.steps),
        "rules": [
            {
                "law": rule.law,
                "article": rule.article,
                "version": rule.version,
                "from": rule.since,
                "from_verified": rule.since_verified,
                "gist": rule.gist,
                "verified": rule.verified,
            }
            for rule in found.rules
        ],
        "assumptions": list(found.assumptions),
        "not_covered": list(found.not_covered),
        "tables": [
            {"title": table.title, "columns": list(table.columns), "rows": [list(row) for row in table.rows]}
            for table in found.tables
        ],
    }


def findings_json(agreement: "Agreement", found: "Sequence[Finding]") -> dict[str, Any]:
    """A check as ``--json`` promises it; ``start`` and ``end`` count characters of the text that was read."""
    return {
        "kind": agreement.kind.value,
        "text_sha256": sha256(agreement.text.encode()).hexdigest(),
        "findings": [
            {
                "kind": one.kind,
                "severity": one.severity.value,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "reason": one.reason,
                "basis": one.basis,
                "rewrite": one.rewrite,
            }
            for one in found
        ],
    }


def choice_json(choice: "Choice") -> dict[str, Any]:
    """The chooser's routes as ``--json`` promises them: every condition with what it rests on, met or not."""
    from assistant.relief.advice import COURT_DECIDES, advise  # noqa: PLC0415

    routes = []
    for one in choice.routes:
        advice = advise(one)
        routes.append(
            {
                "mechanism": one.route.mechanism,
                "title": one.route.record.title,
                "kind": one.route.kind.value,
                "score": round(one.score, 2),
                "reasons": [condition.says for condition in one.reasons],
                "against": [condition.says for condition in one.doubts],
                "met": [condition.says for condition in one.met],
                "unknown": [condition.says for condition in one.unknown],
                "conditions": {
                    "needs": [_judged_json(judged) for judged in one.needs],
                    "favours": [_judged_json(judged) for judged in one.favours],
                    "against": [_judged_json(judged) for judged in one.against],
                },
                "steps": list(advice.steps),
                "office": list(advice.office),
                "deadline": list(advice.deadline),
                "papers": list(advice.papers),
                "cost": list(advice.cost),
                "risks": list(advice.risks),
                "combines": [{"id": record.id, "title": record.title} for record in one.route.combines],
                "basis": [_basis_json(basis) for basis in advice.basis],
            }
        )
    asked = choice.ask_next
    return {
        "routes": routes,
        "excluded": [
            {
                "mechanism": one.route.mechanism,
                "title": one.route.record.title,
                "because": [f"不符合：{condition.says}" for condition in one.because],
                "basis": [_basis_json(basis) for condition in one.because for basis in condition.basis],
            }
            for one in choice.excluded
        ],
        "ask_next": {"fact": asked.key, "question": asked.question, "why": asked.why, "choices": list(asked.choices)}
        if asked
        else None,
        "notice": COURT_DECIDES,
    }


def _judged_json(judged: "Judged") -> dict[str, Any]:
    condition: Condition = judged.condition
    return {
        "says": condition.says,
        "met": judged.met,
        "weight": condition.weight,
        "basis": [_basis_json(basis) for basis in condition.basis],
        "record": condition.record or None,
    }


def _basis_json(basis: "LegalBasis") -> dict[str, Any]:
    return {
        "law": basis.law,
        "article": basis.article,
        "version": basis.version,
        "gist": basis.gist,
        "verified": basis.verified,
    }
