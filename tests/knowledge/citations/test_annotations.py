"""Finding and resolving, measured on answers and mediation cases that were annotated by hand."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from knowledge.citations.finding import find
from knowledge.citations.resolving import Resolved, resolve
from knowledge.law import ArticleNumber
from knowledge.registry import Registry

ROOT = Path(__file__).resolve().parents[3]
ANNOTATIONS = ROOT / "tests" / "evals" / "citations"
DATA = ROOT.parent / "shared" / "data"
LEAST = 0.98

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the texts (../shared/data) are not on this machine")


@dataclass
class Score:
    """How many citations were found that are none, missed, found, and of these resolved rightly."""

    found: int = 0
    extra: int = 0
    missed: int = 0
    right: int = 0


@pytest.mark.parametrize("name", ["answers.jsonl", "cases.jsonl"])
def test_annotated_texts(name: str) -> None:
    registry, score = Registry.load(), Score()
    for text, citations in annotated(name):
        got = {(one.found.start, one.found.end, one.found.kind.value): one for one in resolve_all(text, registry)}
        wanted = {(row["start"], row["end"], row["kind"]): row for row in citations}
        both = got.keys() & wanted.keys()
        score.found += len(both)
        score.extra += len(got) - len(both)
        score.missed += len(wanted) - len(both)
        score.right += sum(is_right(got[span], wanted[span], registry) for span in both)
    precision, recall = score.found / (score.found + score.extra), score.found / (score.found + score.missed)
    resolved = score.right / score.found
    print(f"{name}: {score} precision {precision:.3f} recall {recall:.3f} resolved {resolved:.3f}")
    assert min(precision, recall, resolved) >= LEAST


def resolve_all(text: str, registry: Registry) -> tuple[Resolved, ...]:
    return resolve(find(text, registry), registry)


def is_right(one: Resolved, row: dict[str, Any], registry: Registry) -> bool:
    """Law, article, paragraph and item; a document's law is not annotated, and what is not registered has no law."""
    named = registry.named(row["law"]) if row["law"] else ()
    law = named[0] if len(named) == 1 else None
    article = ArticleNumber.parse(row["article"]) if row["article"] else None
    place = (one.article, one.paragraph, one.item) == (article, row["paragraph"], row["item"])
    return place and (row["kind"] == "document" or one.law == law)


def annotated(name: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each annotated text with its citations; the annotations hold offsets only, and the digest of the text."""
    for row in map(json.loads, (ANNOTATIONS / name).read_text(encoding="utf-8").splitlines()):
        text = text_of(row)
        assert hashlib.sha256(text.encode()).hexdigest().startswith(row["sha256"])
        yield text, row["citations"]


def text_of(row: dict[str, Any]) -> str:
    lines = (DATA / row["source"]).read_text(encoding="utf-8").split("\n")
    if "line" in row:
        return "\n".join(map(str, json.loads(lines[row["line"]])["content"].values()))
    answers = {str(answer["id"]): answer["answer"] for answer in map(json.loads, filter(None, lines))}
    return str(answers[row["id"]])
