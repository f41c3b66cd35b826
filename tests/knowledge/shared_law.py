"""The real texts that tests check against, where they are at hand: laws of our records, of the annotated answers and of
the fields that they come from.
"""

import json
import re
from pathlib import Path

from knowledge.build import CORPUS
from knowledge.importing import import_sources
from knowledge.library import Library
from knowledge.readers.record_file import read_corpus
from knowledge.registry import Registry

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ABSENT = f"the public data is not at {DATA}"
ANSWERS = Path(__file__).resolve().parents[1] / "evals" / "citations" / "answers.jsonl"
_DATE = re.compile(r"[(（]\d{4}-\d\d-\d\d[)）]$")


def laws_of_records() -> set[str]:
    """Every law that a shipped record rests on."""
    return {basis.law for record in read_corpus(CORPUS) for basis in record.basis}


def laws_of_answers() -> set[str]:
    """Every law that an annotated answer cites."""
    lines = ANSWERS.read_text(encoding="utf-8").splitlines()
    return {cited["law"] for line in lines for cited in json.loads(line)["citations"] if cited["law"]}


def import_shared(home: Path) -> Library:
    """A library of the public texts: files of these laws by name, and whole folders."""
    registry = Registry.load()
    wanted = laws_of_records() | laws_of_answers()
    texts = DATA / "laws" / "china-law-db"
    folders = [texts / "民法典", *(texts / "法律" / name for name in ("诉讼与非诉讼程序法", "社会法"))]
    folders.append(DATA / "laws" / "just-laws" / "economic" / "private-economy-promotion-law")
    inside = {file for folder in folders for file in folder.rglob("*.md")}
    files = [file for file in sorted(texts.rglob("*.md")) if file not in inside]
    named = [file for file in files if any(law.name in wanted for law in registry.named(_DATE.sub("", file.stem)))]
    import_sources(home, [*folders, *named], registry)
    return Library.open(home, registry)
