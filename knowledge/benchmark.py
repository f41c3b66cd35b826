"""Quality, speed and size of the engine as shipped, over any corpus and any questions with known answers."""

import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from knowledge.candidates import Query
from knowledge.embedding import StaticEmbeddings
from knowledge.engine import Engine
from knowledge.errors import BenchmarkError, EmbeddingError
from knowledge.experience import Experience
from knowledge.lexicon import Lexicon
from knowledge.measuring import MB, Answered, Asked, Passage, Progress, answer, peak_mb
from knowledge.names import law_of
from knowledge.passage_index import Document, PassageIndex
from knowledge.ranking import Ranking
from knowledge.wording import mark

SHIPPED = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True)
class Results:
    """One run of the engine. ``load_s`` is from the files on disk to the first answer, all models at hand.

    ``rss_mb`` is the most memory that the process has ever held, building included; ``index_mb`` is on disk.
    """

    passages: int
    questions: int
    answered: Answered
    build_s: float
    load_s: float
    rss_mb: float
    index_mb: float


@dataclass(frozen=True, slots=True)
class Models:
    """What the engine is made of besides an index."""

    embedder: StaticEmbeddings
    experience: Experience
    ranking: Ranking

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> Self:
        """A folder like the shipped one: static/, experience/ and ranking.json; raises BenchmarkError."""
        try:
            embedder = StaticEmbeddings(folder / "static")
            dimensions = len(embedder.embed_query(""))
            experience = Experience.load(folder / "experience")
            ranking = Ranking.load(folder / "ranking.json")
        except (EmbeddingError, OSError, ValueError, KeyError, TypeError) as error:
            problem = "里面应有 static/、experience/ 和 ranking.json，有的缺少、已损坏或不是这一版的"
            raise BenchmarkError(folder, None, problem) from error
        if experience.vectors.shape[1:] != (dimensions,):
            raise BenchmarkError(folder, None, "experience/ 与 static/ 不是同一次训练的，向量长度不同")
        return cls(embedder, experience, ranking)

    def query(self, text: str) -> Query:
        """A question with its vector."""
        return Lexicon.load().query(text, self.embedder)


def measure(
    passages: Iterable[Passage],
    questions: Sequence[Asked],
    models: Models,
    building: Progress = lambda done, total: None,
    asking: Progress = lambda done, total: None,
) -> Results:
    """Index the passages in a temporary folder and put the questions one at a time; raises KnowledgeError."""
    with tempfile.TemporaryDirectory(prefix="shukun-benchmark-") as temporary:
        folder = Path(temporary) / "index"
        begun = time.perf_counter()
        try:
            index = PassageIndex.build(folder, map(_document, passages), models.embedder, building)
        except OSError as error:
            problem = f"临时索引写不下去（{error.strerror}），可以用环境变量 TMPDIR 另指定目录"
            raise BenchmarkError(folder, None, problem) from error
        build_s = time.perf_counter() - begun
        index.close()
        begun = time.perf_counter()
        index = PassageIndex(folder)
        try:
            engine = Engine(index, models.experience, models.ranking.texts)
            engine.rank(models.query(questions[0].text))  # what is loaded with the first question is not its own time
            load_s = time.perf_counter() - begun

            def find(question: str) -> list[str]:
                return [index.keys[row] for row in engine.rank(models.query(question)).rows]

            answered = answer(find, questions, asking)
        finally:
            index.close()
        return Results(
            passages=len(index),
            questions=len(questions),
            answered=answered,
            build_s=build_s,
            load_s=load_s,
            rss_mb=peak_mb(),
            index_mb=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / MB,
        )


def _document(passage: Passage) -> Document:
    return Document(passage.name, passage.text, law_of(passage.name), len(passage.content), mark=mark(passage.content))
