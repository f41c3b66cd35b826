"""What we ship is in our own words: no run of 20 characters of it stands in the reports, the laws or the cases."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from knowledge.build import CORPUS
from knowledge.readers.clause_file import read_clauses
from knowledge.readers.document_file import read_documents
from knowledge.readers.form_file import read_forms, read_glossary
from knowledge.readers.record_file import read_corpus
from knowledge.registry import Registry

SHARED = Path(__file__).resolve().parents[3] / "shared"
RUN = 20
NAMED = re.compile(r"《[^》]*》")
PRIME = np.uint64(1099511628211)

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the sources (../shared) are not on this machine")


def squeezed(text: str) -> str:
    return "".join(text.split())


def marks(text: str) -> npt.NDArray[np.uint64]:
    """One number for every run, by its characters."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    found = np.zeros(max(len(points) - RUN + 1, 0), dtype=np.uint64)
    for at in range(RUN if len(found) else 0):
        found = found * PRIME + points[at : len(found) + at]
    return found


def ours() -> Iterator[tuple[str, str]]:
    """Where, and what, of all that is shipped; names of laws and documents left out."""
    laws = sorted((law.name for law in Registry.load().laws), key=len, reverse=True)
    titles = re.compile("|".join(re.escape(name) for name in laws if len(name) > RUN // 2))
    records = read_corpus(CORPUS)
    ids = [record.id for record in records]
    forms, terms = read_forms(CORPUS, ids), read_glossary(CORPUS, ids)
    texts = [(record.id, [*record.sections.values(), *(basis.gist for basis in record.basis)]) for record in records]
    for form in forms:
        fields = [text for field in form.fields for text in (field.help, field.example)]
        texts.append((form.id, [form.purpose, form.submit, *fields, *(basis.gist for basis in form.basis)]))
    clauses = read_clauses(CORPUS, ids)
    for clause in clauses:
        variables = [text for variable in clause.variables for text in (variable.help, variable.example)]
        wordings = [text for variant in clause.variants for text in (variant.when, variant.text)]
        gists = [basis.gist for basis in clause.basis]
        texts.append((clause.id, [clause.use, clause.avoid, *variables, *wordings, *clause.notes, *gists]))
    for plan in read_documents(CORPUS, forms, clauses):
        texts.append((f"documents of {plan.form}", [getattr(block, "text", "") for block in plan.blocks]))
    texts += [(term.term, [term.plain, *(basis.gist for basis in term.basis)]) for term in terms]
    for where, parts in texts:
        yield where, squeezed(titles.sub("\n|\n", NAMED.sub("\n|\n", "\n|\n".join(parts))))


def sources() -> Iterator[str]:
    """Every report and every file of data, with JSON as the texts that it holds."""
    for file in sorted(one for folder in ("seeds", "data") for one in (SHARED / folder).rglob("*") if one.is_file()):
        data = file.read_bytes()
        text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8")
        if ".jsonl" in file.suffixes:
            text = "\n".join("\n".join(texts(json.loads(line))) for line in text.splitlines() if line)
        yield squeezed(text)


def texts(value: object) -> Iterator[str]:
    """The strings within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def shared_runs(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    known = np.unique(np.concatenate([marks(text) for _, text in texts]))
    told = np.zeros(len(known), dtype=bool)
    for source in sources():
        found = marks(source)
        at = np.minimum(np.searchsorted(known, found), len(known) - 1)
        told[at[known[at] == found]] = True
    return [
        (where, text[at : at + RUN])
        for where, text in texts
        for at in np.flatnonzero(told[np.searchsorted(known, marks(text))]).tolist()
    ]


def test_no_run_of_twenty_characters_is_a_source_s() -> None:
    assert shared_runs(list(ours())) == []


def test_a_copied_sentence_would_be_found() -> None:
    report = squeezed(next(SHARED.glob("seeds/*")).read_text(encoding="utf-8"))
    assert len(shared_runs([("copy", f"抄来的：{report[100:125]}")])) == 25 - RUN + 1
