"""The real texts that tests check against, where they are at hand."""

from pathlib import Path

from knowledge.build import CORPUS
from knowledge.readers.record_file import read_corpus

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ABSENT = f"the public data is not at {DATA}"


def laws_of_records() -> set[str]:
    """Every law that a shipped record rests on."""
    return {basis.law for record in read_corpus(CORPUS) for basis in record.basis}
