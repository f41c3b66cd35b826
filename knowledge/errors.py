"""Errors of the knowledge layer. Each message is Chinese, names the fault and says what to do.

KnowledgeError
├── RecordError         a record file is malformed: file, line, field
├── RecordNotFound      no record or passage has this id
├── IndexMissing        nothing has been built yet
├── IndexCorrupt        an index is there and cannot be trusted
├── IndexMismatch       the index was built with another embedding model
├── IndexBusy           another build holds the lock
├── StorageError        the data folder cannot be written
├── SourceError         a file to import cannot be read: file, reason
├── LibraryCorrupt      the library's file is damaged or of another layout
├── LibraryBusy         another import holds the lock
├── CitationError       what was asked for is no article of a law
├── FigureError         a figure that law sets is not known for a day
├── BenchmarkError      a corpus, its questions or a models folder cannot be used: file, line, reason
└── EmbeddingError      the embedding model cannot be loaded or used
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


class KnowledgeError(Exception):
    """Root of the tree; ``str(error)`` is a message for the user."""


@dataclass
class RecordError(KnowledgeError):
    """A record file that cannot be accepted.

    ``line`` counts from 1; ``field`` is the YAML key or section name at fault.
    """

    file: Path
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file} 第{self.line}行，字段“{self.field}”：{self.problem}"


@dataclass
class RecordNotFound(KnowledgeError):
    """No record has this id, or the record has no such section."""

    record_id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.record_id}”的资料。请检查编号，或者重新检索。"


@dataclass
class IndexMissing(KnowledgeError):
    """There is no index under this home."""

    home: Path

    def __str__(self) -> str:
        return f"{self.home} 下还没有索引。请先运行 shukun build。"


@dataclass
class IndexCorrupt(KnowledgeError):
    """The index is incomplete or damaged; the sources are untouched."""

    home: Path
    problem: str

    def __str__(self) -> str:
        return f"{self.home} 下的索引已损坏（{self.problem}）。请运行 shukun build 重建，原始资料不受影响。"


@dataclass
class IndexMismatch(KnowledgeError):
    """The index holds vectors of another embedding model than the one in use."""

    home: Path

    def __str__(self) -> str:
        return (
            f"{self.home} 下的索引是用另一个向量模型建立的。"
            "请运行 shukun build 重建，或者把 SHUKUN_EMBEDDING_MODEL 改回建立时的值。"
        )


@dataclass
class IndexBusy(KnowledgeError):
    """Another process is building this index."""

    home: Path

    def __str__(self) -> str:
        return f"另一个进程正在 {self.home} 建立索引。请等它结束后再试。"


@dataclass
class StorageError(KnowledgeError):
    """The folder cannot be created or written."""

    path: Path
    problem: str

    def __str__(self) -> str:
        return f"无法写入 {self.path}（{self.problem}）。请检查权限和磁盘空间，或用 SHUKUN_HOME 另指定目录。"


@dataclass
class EmbeddingError(KnowledgeError):
    """The embedding model named by the settings is unusable."""

    model: str
    problem: str

    def __str__(self) -> str:
        return (
            f"向量模型“{self.model}”无法使用（{self.problem}）。请检查 SHUKUN_EMBEDDING_MODEL，或去掉它以使用自带模型。"
        )


@dataclass
class SourceError(KnowledgeError):
    """A file that cannot be imported; the others are not affected."""

    file: Path
    problem: str

    def __str__(self) -> str:
        return f"{self.file}：{self.problem}"


@dataclass
class LibraryCorrupt(KnowledgeError):
    """The library cannot be read; what was imported can be imported again."""

    path: Path
    problem: str

    def __str__(self) -> str:
        return f"法律库 {self.path} 无法读取（{self.problem}）。请删去这个文件，再用 shukun import 重新导入。"


@dataclass
class LibraryBusy(KnowledgeError):
    """Another process is importing into this library."""

    home: Path

    def __str__(self) -> str:
        return f"另一个进程正在向 {self.home} 导入。请等它结束后再试。"


@dataclass
class CitationError(KnowledgeError):
    """A citation that names no article, or one of a law or date that is not at hand."""

    citation: str
    problem: str

    def __str__(self) -> str:
        return f"“{self.citation}”：{self.problem}"


@dataclass
class FigureError(KnowledgeError):
    """A figure is not known for this day."""

    figure: str
    day: date
    problem: str

    def __str__(self) -> str:
        return f"{self.figure}：{self.day}的数值查不到，{self.problem}。"


@dataclass
class BenchmarkError(KnowledgeError):
    """A file to measure with that cannot be used. ``line`` counts from 1; None: the file as a whole."""

    file: Path
    line: int | None
    problem: str

    def __str__(self) -> str:
        place = f"第{self.line}行" if self.line else ""
        return f"{self.file}{place and ' '}{place}：{self.problem}。"
