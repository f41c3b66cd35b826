"""The index on disk: generations, one of them current.

    HOME/index/current            name of the current generation, replaced atomically
    HOME/index/GENERATION/        manifest.json · entries.json · passages.json · records/ · texts/
    HOME/index/build.lock

A generation is never changed once it is current; a build that dies leaves a folder that nothing points to.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from knowledge.errors import IndexCorrupt, IndexMismatch, IndexMissing, RecordNotFound
from knowledge.passage_index import PassageIndex
from knowledge.records import Entry, Kind, Passage

ENTRIES = TypeAdapter(tuple[Entry, ...])
PASSAGES = TypeAdapter(tuple[Passage, ...])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: its fingerprint, that of its embedding model, its size, and the SHA-256 of each of its
    plain files; then the number of imported passages in its second index, and what that was made of.
    """

    fingerprint: str
    embedder: str
    passages: int
    digests: Mapping[str, str]
    texts: int
    texts_fingerprint: str

    def write(self, folder: Path) -> None:
        """Write it; the last file of a generation."""
        (folder / "manifest.json").write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 of the plain files of a generation's records (Chroma's own files change when they are opened)."""
    records = folder / "records"
    plain = [path for path in sorted(records.rglob("*")) if path.is_file() and records / "dense" not in path.parents]
    files = [folder / "entries.json", folder / "passages.json", *plain]
    return {str(file.relative_to(folder).as_posix()): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def current_generation(home: Path) -> Path | None:
    """The folder that ``current`` names, or None when nothing was ever built."""
    try:
        name = (home / "index" / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexCorrupt(home, f"指针文件无法读取：{error}") from error
    if not name or not name.isprintable() or Path(name).name != name:  # a crashed disk leaves runs of NUL
        raise IndexCorrupt(home, "指针文件内容无效")
    return home / "index" / name


def read_manifest(home: Path, folder: Path) -> Manifest:
    """The manifest of a generation; raises IndexCorrupt."""
    try:
        return TypeAdapter(Manifest).validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexCorrupt(home, "清单文件缺失或无效") from error


class Store:
    """One open generation, checked when it was opened."""

    def __init__(self, folder: Path, embedder: str, entries: tuple[Entry, ...], passages: tuple[Passage, ...]) -> None:
        """Use `Store.open`."""
        self.folder = folder
        self.embedder = embedder
        self.entries = {entry.id: entry for entry in entries}
        self.passages = passages
        self.positions = {passage.id: position for position, passage in enumerate(passages)}
        self.records = PassageIndex(folder / "records")
        self.texts: PassageIndex | None = None  # the imported texts, if any
        if (folder / "texts").is_dir():
            try:
                self.texts = PassageIndex(folder / "texts")
            except IndexCorrupt:
                self.records.close()
                raise

    @classmethod
    def open(cls, home: Path) -> "Store":
        """The current generation under ``home``.

        Raises IndexMissing when there is none, IndexCorrupt when a file is missing or is not what was written.
        """
        folder = current_generation(home)
        if folder is None:
            raise IndexMissing(home)
        manifest = read_manifest(home, folder)
        try:
            if digests_of(folder) != dict(manifest.digests):
                raise IndexCorrupt(home, "文件内容与清单不符")
            entries = ENTRIES.validate_json((folder / "entries.json").read_bytes())
            passages = PASSAGES.validate_json((folder / "passages.json").read_bytes())
        except (OSError, ValueError) as error:
            raise IndexCorrupt(home, f"文件缺失或无法读取：{error}") from error
        store = cls(folder, manifest.embedder, entries, passages)
        held = (len(store.records), len(store.texts) if store.texts else 0)
        if held != (manifest.passages, manifest.texts) or len(passages) != held[0]:
            store.close()
            raise IndexCorrupt(home, f"清单记有{manifest.passages}、{manifest.texts}段，索引有{held[0]}、{held[1]}段")
        return store

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Title or alias → record id; a name that two records share is left out."""
        found: dict[str, str | None] = {}
        for entry in self.entries.values():
            for name in entry.names:
                found[name] = entry.id if found.get(name, entry.id) == entry.id else None
        return {name: key for name, key in found.items() if key is not None}

    @cached_property
    def sections(self) -> Mapping[str, tuple[Passage, ...]]:
        """Record id → its passages, in the order of the record."""
        grouped: dict[str, list[Passage]] = {}
        for passage in self.passages:
            grouped.setdefault(passage.record_id, []).append(passage)
        return {key: tuple(group) for key, group in grouped.items()}

    @cached_property
    def related(self) -> Mapping[str, tuple[str, ...]]:
        """Record id → the records that it names as related, then the cases that name it."""
        found = {entry.id: dict.fromkeys(entry.related) for entry in self.entries.values()}
        for entry in self.entries.values():
            if entry.kind is Kind.CASE:
                for used in entry.related:
                    found[used].setdefault(entry.id)
        return {key: tuple(ids) for key, ids in found.items()}

    @property
    def home(self) -> Path:
        """The folder that holds the index."""
        return self.folder.parent.parent

    def record(self, record_id: str) -> tuple[Entry, tuple[Passage, ...]]:
        """A record's card and passages; raises RecordNotFound."""
        if record_id not in self.entries:
            raise RecordNotFound(record_id)
        return self.entries[record_id], self.sections[record_id]

    def expect_embedder(self, fingerprint: str) -> None:
        """Raises IndexMismatch when the vectors are of another model: they cannot be compared."""
        if fingerprint != self.embedder:
            raise IndexMismatch(self.home)

    def close(self) -> None:
        """Let go of the files."""
        self.records.close()
        if self.texts:
            self.texts.close()
