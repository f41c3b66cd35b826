"""Reads what the model is trained on: the articles and the questions of STARD."""

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.names import unversioned

_NUMBER = re.compile(r"第[零〇一二三四五六七八九十百千]+条.*$")


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``name`` is the law's name and the article's number, as STARD writes it, or LAW@DATE#第…条."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """The name as people write it, without a version."""
        return unversioned(self.name)

    @property
    def law(self) -> str:
        """The name of the law alone."""
        return _NUMBER.sub("", self.title)

    @property
    def passage(self) -> str:
        """What is embedded: the title, then the text."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the names of the articles that govern it, an expert's answer ("" if none), and whether it is of our
    field: 1, 0, or between them; None where nobody said.
    """

    text: str
    gold: tuple[str, ...]
    answer: str = ""
    ours: float | None = None


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, plain or gzipped."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return (json.loads(line) for line in text.splitlines() if line)


def clean(text: object) -> str:
    """The text in NFKC without outer white space; "" for what is no text, as a missing answer is in STARD."""
    return unicodedata.normalize("NFKC", text).strip() if isinstance(text, str) else ""


def read_articles(data: Path) -> tuple[Article, ...]:
    """Every article of the STARD corpus under ``data``, in the file's order."""
    rows = lines(data / "stard" / "corpus.jsonl.gz")
    return tuple(Article(clean(row["name"]), clean(row["content"])) for row in rows)


def read_questions(data: Path) -> tuple[Question, ...]:
    """Every question of STARD's train split under ``data``, in the file's order."""
    rows = lines(data / "stard" / "train.jsonl")
    return tuple(
        Question(
            text=clean(row["question"]),
            gold=tuple(map(clean, row["gold"])),
            answer=clean(row["answer"]),
        )
        for row in rows
    )
