"""Questions of this field with the records and articles that should be found, and foreign ones, labelled by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.names import article_name
from knowledge.records import Hit, Kind
from knowledge.retriever import KnowledgeRetriever

RECORDS, ARTICLES = 5, 10  # how many of each a reader looks at
DEPTH = 400


class Labelled(BaseModel):
    """A question. ``records`` and ``articles`` should be found, ``also`` and ``also_articles`` may; with neither it is
    foreign and should be refused. Fit on ``tune``, report on ``test``. ``weight`` is below 1 for a kind that is written
    in numbers so as to be learnt, and is rarely asked.
    """

    model_config = ConfigDict(extra="forbid")

    question: str
    role: Literal["mediator", "litigant", "judge"]
    records: list[str] = []
    also: list[str] = []
    articles: list[str] = []
    also_articles: list[str] = []
    half: Literal["tune", "test"]
    weight: float = 1.0

    @property
    def foreign(self) -> bool:
        """Whether it should be refused."""
        return not (self.records or self.also or self.articles or self.also_articles)


def read_labelled(folder: Path, half: str | None = None, files: str = "*.yaml") -> list[Labelled]:
    """All questions of the files under a folder, or those of one half; raises ValidationError."""
    found: list[Labelled] = []
    for file in sorted(folder.glob(files)):
        found += TypeAdapter(list[Labelled]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    return [one for one in found if half in (None, one.half)]


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares in [0, 1]: ``records`` of those wanted among the first five records, ``first``: the first record is wanted
    or acceptable, ``articles`` of those wanted among the first ten articles (None with no law imported), ``refused`` of
    the foreign questions, ``lost``: questions of this field that were refused.
    """

    records: float
    first: float
    articles: float | None
    refused: float
    lost: float

    def __str__(self) -> str:
        articles = "–" if self.articles is None else f"{self.articles:.3f}"
        return (
            f"records recall@5 {self.records:.3f}  first {self.first:.3f}  articles recall@10 {articles}  "
            f"foreign refused {self.refused:.3f}  refused wrongly {self.lost:.3f}"
        )


def measure(retriever: KnowledgeRetriever, questions: Sequence[Labelled]) -> Quality:
    """Quality of a retriever on labelled questions. What is refused counts as not found."""
    records, firsts, articles, refused, lost = [], [], [], [], []
    for item in questions:
        hits = retriever.search(item.question, DEPTH, asker=item.role)
        if item.foreign:
            refused.append(not hits)
            continue
        lost.append(not hits)
        found = records_of(hits)
        if item.records:
            records.append(len(set(found[:RECORDS]) & set(item.records)) / len(item.records))
            firsts.append(bool(found) and found[0] in {*item.records, *item.also})
        if item.articles and retriever.store.texts:
            wanted = set(map(article_name, item.articles))
            given = [article_name(hit.passage.id) for hit in hits if hit.passage.kind is Kind.ARTICLE]
            articles.append(len(set(given[:ARTICLES]) & wanted) / len(wanted))
    shares = [round(float(np.mean(values)), 3) if values else None for values in (records, firsts, articles)]
    return Quality(shares[0] or 0.0, shares[1] or 0.0, shares[2], float(np.mean(refused)), float(np.mean(lost)))


def records_of(hits: Sequence[Hit]) -> list[str]:
    """Ids of our records in the order of their first hits."""
    ours = (hit.passage for hit in hits if hit.passage.kind is not Kind.ARTICLE and hit.passage.record_id)
    return list(dict.fromkeys(passage.record_id for passage in ours if not passage.record_id.startswith("case-import")))
