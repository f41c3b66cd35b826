"""One folder of searchable passages: vectors in Chroma, BM25, and what the ranking needs to know of each passage.

keys.json      id of each passage, in the order of rows
groups.json    names of the records or laws that passages are part of
facts.npz      of each row: its group, its size, the days between which it is law, the mark of its words
vectors.npy    the vectors once more, in half precision, so that any row can be compared exactly
centres.npy    mean vector of each group
lexical/ · dense/
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from chromadb.errors import ChromaError

from knowledge.candidates import Candidates, Floats, Query, Rows
from knowledge.dense import DenseIndex
from knowledge.embedding import Embedder
from knowledge.errors import IndexCorrupt
from knowledge.lexical import LexicalIndex
from knowledge.names import article_name
from knowledge.wording import NONE as NO_MARK
from knowledge.wording import Marks

BATCH = 512
ALWAYS = (0, 99_999_999)
FEW = 0.2  # share of rows that are law on a day below which they are compared one by one
SLACK = 1.2  # more neighbours than wanted are asked for by this factor when some rows are not law on the day
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Document:
    """A passage to be indexed: its id, what is searched of it, the record or law it is part of, the characters of its
    text, the days (ISO) from which and before which it is law ("": no bound), and the mark of an article's words.
    """

    key: str
    text: str
    group: str
    size: int
    since: str = ""
    until: str = ""
    mark: int = NO_MARK


@dataclass(frozen=True, slots=True)
class Facts:
    """Of each row: the number of its group, its size in characters, its days as numbers (20230901), its mark."""

    group: npt.NDArray[np.int32]
    size: npt.NDArray[np.int32]
    since: npt.NDArray[np.int32]
    until: npt.NDArray[np.int32]
    mark: Marks


class PassageIndex:
    """A `CandidateSource` over one folder. It only reads; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Opens what `build` wrote; raises IndexCorrupt when a file is missing or the parts disagree."""
        self._folder = folder
        with _damage_told(folder, "索引打不开"):
            self.keys: list[str] = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
            self.groups: list[str] = json.loads((folder / "groups.json").read_text(encoding="utf-8"))
            with np.load(folder / "facts.npz") as facts:
                self.facts = Facts(**{field.name: facts[field.name] for field in fields(Facts)})
            self._vectors = np.load(folder / "vectors.npy", mmap_mode="r")
            self.centres: Floats = np.load(folder / "centres.npy")
            self._lexical = LexicalIndex.load(folder / "lexical")
            self._dense = DenseIndex.open(folder / "dense")
            counts = {
                len(self.keys),
                len(self.facts.group),
                len(self._vectors),
                len(self._lexical),
                self._dense.count(),
            }
            groups = {len(self.groups), len(self.centres)}
        if len(counts) != 1:
            raise IndexCorrupt(folder, f"索引各部分的段数不一致：{sorted(counts)}")
        if len(groups) != 1:
            raise IndexCorrupt(folder, f"索引各部分的组数不一致：{sorted(groups)}")
        self._law_on = lru_cache(maxsize=4)(self._compute_law_on)

    @classmethod
    def build(
        cls,
        folder: Path,
        documents: Iterable[Document],
        embedder: Embedder,
        progress: Progress = lambda done, all: None,
    ) -> Self:
        """Write a new folder; at least one document. ``progress`` is told (documents stored, documents in all)."""
        folder.mkdir()
        documents = list(documents)
        groups: dict[str, int] = {}
        facts = Facts(
            group=np.array([groups.setdefault(one.group, len(groups)) for one in documents], dtype=np.int32),
            size=np.array([one.size for one in documents], dtype=np.int32),
            since=np.array([_day(one.since) or ALWAYS[0] for one in documents], dtype=np.int32),
            until=np.array([_day(one.until) or ALWAYS[1] for one in documents], dtype=np.int32),
            mark=np.array([one.mark for one in documents], dtype=np.uint64),
        )
        (folder / "keys.json").write_text(json.dumps([one.key for one in documents], ensure_ascii=False), "utf-8")
        (folder / "groups.json").write_text(json.dumps(list(groups), ensure_ascii=False), "utf-8")
        np.savez(folder / "facts.npz", **{field.name: getattr(facts, field.name) for field in fields(Facts)})
        progress(0, len(documents))
        LexicalIndex.build(one.text for one in documents).save(folder / "lexical")
        dense = DenseIndex.create(folder / "dense", len(documents))
        stored: list[npt.NDArray[np.float16]] = []
        for start in range(0, len(documents), BATCH):
            texts = [one.text for one in documents[start : start + BATCH]]
            vectors = np.asarray(embedder.embed_documents(texts), dtype=np.float32)
            for count in dense.add([str(start + place) for place in range(len(texts))], vectors):
                progress(start + count, len(documents))
            stored.append(vectors.astype(np.float16))
        dense.finish(folder / "dense")
        halved = np.concatenate(stored)
        np.save(folder / "vectors.npy", halved)
        np.save(folder / "centres.npy", _centres(halved, facts.group, len(groups)))
        return cls(folder)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.keys)

    @cached_property
    def names(self) -> list[str]:
        """The name of each row by which it is known whatever its version (see `article_name`)."""
        return list(map(article_name, self.keys))

    def candidates(self, query: Query, k: int, on: str = "", also: Collection[int] = ()) -> Candidates:
        """See `CandidateSource`; raises IndexCorrupt when the vectors can no longer be read."""
        match = self._lexical.match(query.text)
        valid = self._law_on(on)
        rows = np.unique(
            np.concatenate(
                [
                    self._nearest(query.vector, k, valid),
                    _best(match.scores if valid is None else match.scores * valid, k),
                    np.array([row for row in also if valid is None or valid[row]], dtype=np.int64),
                ]
            )
        )
        return Candidates(
            rows=rows,
            cosine=self.cosines(query.vector, rows),
            lexical=match.scores[rows],
            coverage=match.coverage(rows),
            known=match.known,
        )

    def cosines(self, vector: Floats, rows: Rows) -> Floats:
        """Of a vector and the given rows."""
        cosines: Floats = self.vectors(rows) @ vector
        return cosines

    def vectors(self, rows: Rows) -> Floats:
        """Unit vectors of the given rows, shape (rows, dimensions)."""
        return np.asarray(self._vectors[rows], dtype=np.float32)

    def close(self) -> None:
        """Let go of Chroma's files."""
        self._dense.close()

    def _compute_law_on(self, on: str) -> npt.NDArray[np.bool_] | None:
        """Which rows are law on a day; None where all are."""
        day = _day(on)
        if not day:
            return None
        valid = (self.facts.since <= day) & (day < self.facts.until)
        return None if valid.all() else valid

    def _nearest(self, vector: Floats, k: int, valid: npt.NDArray[np.bool_] | None) -> Rows:
        """The k nearest rows that are law.

        Chroma is asked for some more and what is not law is left out: its own filter costs many times the search. Where
        too few are left, the rest being former versions, all that are law are compared.
        """
        k = min(k, len(self))
        if valid is None:
            return self._neighbours(vector, k)
        rows = np.flatnonzero(valid)
        share = len(rows) / len(self)
        if share >= FEW:
            found = self._neighbours(vector, min(int(k * SLACK / share) + 1, len(self)))
            found = found[valid[found]][:k]
            if len(found) == min(k, len(rows)):
                return found
        return rows[_best(self.cosines(vector, rows) + 2, k)]  # above zero, which `_best` leaves out

    def _neighbours(self, vector: Floats, k: int) -> Rows:
        with _damage_told(self._folder, "向量库读不出", ChromaError):
            return np.array([int(key) for key in self._dense.nearest(vector, k)], dtype=np.int64)


@contextmanager
def _damage_told(folder: Path, problem: str, faults: type[Exception] = Exception) -> Iterator[None]:
    """These faults as IndexCorrupt. Chroma raises its own tree, and its Rust part panics past every Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, faults) or type(error).__name__ == "PanicException":
            raise IndexCorrupt(folder, f"{problem}：{error}") from error
        raise


def _best(scores: Floats, k: int) -> Rows:
    """The rows of the k highest scores above zero; of equal ones, the first."""
    rows = np.flatnonzero(scores > 0)  # the others first: a partition is slow over many equal numbers
    if k >= len(rows):
        return rows
    positive = scores[rows]
    least = np.partition(positive, len(rows) - k)[len(rows) - k]
    above = rows[positive > least]
    level = rows[positive == least][: k - len(above)]
    return np.concatenate([above, level])


def _day(iso: str) -> int:
    """2023-09-01 → 20230901; 0 for no date."""
    return int(iso.replace("-", "")) if iso else 0


def _centres(vectors: npt.NDArray[np.floating], group: npt.NDArray[np.int32], groups: int) -> Floats:
    """The mean direction of each group's vectors; unit length, or zero."""
    sums = np.zeros((groups, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, group, vectors.astype(np.float32))
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(norms == 0, 1, norms), dtype=np.float32)
