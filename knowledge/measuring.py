"""What any way of search is measured with: a corpus, questions with known answers, recall, time and memory.

corpus     JSON lines, plain or .gz: {"id": …, "name": NAME, "content": TEXT}
questions  the same: {"question": TEXT, "gold": [NAME, …]}
"""

import gzip
import json
import resource
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import BenchmarkError

DEPTHS = (5, 10, 20, 100)
FIRST = 10  # ranks that count for the reciprocal rank
MB = 1_000_000
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what getrusage counts
Find = Callable[[str], Sequence[str]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a corpus."""

    name: str
    content: str

    @property
    def text(self) -> str:
        """What is searched."""
        return f"{self.name}\n{self.content}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the names of the passages that answer it."""

    text: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """How well and how fast a way of search answered: means over questions in [0, 1], and milliseconds a question."""

    recall: dict[int, float]  # depth → share of the gold names among so many first distinct names
    mrr: float  # 1 / rank of the first gold name, 0 from rank 11 on
    p50_ms: float
    p95_ms: float


def read_corpus(file: Path) -> list[Passage]:
    """The passages of a corpus, in its order; raises BenchmarkError."""
    passages = [
        Passage(_text(file, line, row, "name"), _text(file, line, row, "content", empty=True))
        for line, row in _rows(file)
    ]
    if not passages:
        raise BenchmarkError(file, None, "里面没有条文")
    return passages


def read_questions(file: Path, known: Iterable[str]) -> list[Asked]:
    """The questions of a file; raises BenchmarkError, also when a gold name is not among the ``known`` ones."""
    names = set(known)
    questions: list[Asked] = []
    unknown: dict[str, int] = {}
    for line, row in _rows(file):
        text = _text(file, line, row, "question")
        gold = row.get("gold")
        if not isinstance(gold, list) or not gold or not all(isinstance(name, str) for name in gold):
            raise BenchmarkError(file, line, "gold 应是条文名称的列表，至少一个")
        for name in gold:
            if name not in names:
                unknown.setdefault(name, line)
        questions.append(Asked(text, tuple(dict.fromkeys(gold))))
    if not questions:
        raise BenchmarkError(file, None, "里面没有问题")
    if unknown:
        name, line = next(iter(unknown.items()))
        raise BenchmarkError(file, line, f"gold 中有{len(unknown)}个名称不在语料里，第一个是“{name}”")
    return questions


def answer(find: Find, questions: Sequence[Asked], progress: Progress = lambda done, total: None) -> Answered:
    """Put every question to a way of search, which gives names, the best first."""
    recalls, ranks, seconds = [], [], []
    for done, question in enumerate(questions):
        progress(done, len(questions))
        begun = time.perf_counter()
        found = find(question.text)
        seconds.append(time.perf_counter() - begun)
        names = list(islice(dict.fromkeys(found), max(DEPTHS)))
        recalls.append([len(set(question.gold).intersection(names[:k])) / len(question.gold) for k in DEPTHS])
        ranks.append(next((1 / rank for rank, name in enumerate(names[:FIRST], 1) if name in question.gold), 0.0))
    progress(len(questions), len(questions))
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    means = np.mean(recalls, axis=0).tolist()
    return Answered(dict(zip(DEPTHS, means, strict=True)), float(np.mean(ranks)), float(p50), float(p95))


def peak_mb() -> float:
    """The most memory that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT / MB


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number, from 1, and the object of each line that is not blank."""
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _row(file, number, line)
    except FileNotFoundError:
        raise BenchmarkError(file, None, "没有这个文件") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BenchmarkError(file, None, "不是完整的 gzip 文件") from error
    except OSError as error:
        raise BenchmarkError(file, None, f"无法读取（{error.strerror}）") from error


def _row(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BenchmarkError(file, number, "不是一行 UTF-8 的 JSON") from None
    if not isinstance(row, dict):
        raise BenchmarkError(file, number, "应是一个 JSON 对象")
    return row


def _text(file: Path, line: int, row: dict[str, Any], field: str, empty: bool = False) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise BenchmarkError(file, line, f"缺少 {field}，或者它不是文字")
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can write
        raise BenchmarkError(file, line, f"{field} 里有不成字的编码") from None
    return value
