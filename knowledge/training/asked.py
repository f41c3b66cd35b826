"""Questions that people ask, written for the training article by article: asked/*.yaml.

    - law: 中华人民共和国企业破产法
      version: 2006-08-27
      asked:
        - {articles: [2], by: litigant, scope: ours, question: 厂子还不上钱，是不是就能破产}

``articles`` are numbers of this law, or LAW第…条 of another, the one that answers most squarely first. Each was written
from the text of the version that is named, never from a benchmark or from the labelled questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.law import ArticleNumber

FOLDER = Path(__file__).parent / "asked"
Scope = Literal["ours", "other", "between"]
"""Whether a question is of the assistant's field, of another one, or honestly neither."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the articles that answer it (LAW第…条), and its scope."""

    text: str
    articles: tuple[str, ...]
    scope: Scope


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    articles: list[int | str]
    by: Literal["mediator", "litigant", "judge"]
    scope: Scope
    question: str


class _Law(BaseModel):
    model_config = ConfigDict(extra="forbid")

    law: str
    version: date
    asked: list[_Row]


def read_asked(folder: Path = FOLDER) -> Iterator[Asked]:
    """Every question under a folder, file by file; raises ValidationError."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in sorted(folder.glob("*.yaml")):
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  a safe loader
        for law in TypeAdapter(list[_Law]).validate_python(rows):
            for row in law.asked:
                names = [f"{law.law}{ArticleNumber(one)}" if isinstance(one, int) else one for one in row.articles]
                yield Asked(row.question, tuple(names), row.scope)
