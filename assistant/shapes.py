"""The JSON that ``--json`` promises; other programs rely on it. The README documents every key."""

from dataclasses import asdict
from typing import Any

from assistant.messages import Answer, Citation, Clarification, Reply, outcome_name
from knowledge.records import Hit, Passage


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


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as ``--json`` promises it: its passage, and a score in [0, 1]."""
    return {**passage_json(hit.passage), "score": round(hit.score, 4)}


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply as ``--json`` promises it."""
    outcome = reply.outcome
    return {
        "outcome": outcome_name(outcome),
        "text": outcome.text,
        "citations": [citation_json(citation) for citation in outcome.citations] if isinstance(outcome, Answer) else [],
        "notices": list(outcome.notices) if isinstance(outcome, Answer) else [],
        "replies": list(outcome.replies) if isinstance(outcome, Clarification) else [],
        "hits": [hit_json(hit) for hit in reply.hits],
        "model": reply.model,
        "seconds": {name: round(value, 4) for name, value in asdict(reply.seconds).items()},
    }
