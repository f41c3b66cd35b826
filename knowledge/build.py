"""Sources → index. Nothing is replaced before the new generation is whole."""

import hashlib
import os
import shutil
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from knowledge.basis import passages_by_law
from knowledge.embedding import Embedder
from knowledge.errors import IndexBusy, IndexCorrupt, StorageError
from knowledge.library import Library
from knowledge.passage_index import Document, PassageIndex, Progress
from knowledge.readers.record_file import read_corpus
from knowledge.records import Entry, Passage, entry_of
from knowledge.registry import Registry
from knowledge.store import ENTRIES, PASSAGES, Manifest, Store, current_generation, digests_of, read_manifest
from knowledge.texts import text_documents, texts_fingerprint

CORPUS = Path(__file__).parent / "corpus"
LAYOUT = 5  # raise when the files of a generation, or what is indexed of a passage, change


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``rebuilt`` is False when the index was already up to date; ``texts`` are imported passages."""

    records: int
    passages: int
    rebuilt: bool
    seconds: float
    texts: int = 0


def indexed_text(entry: Entry, passage: Passage) -> str:
    """What both indexes see of a passage: the record's names, the section's name, the text."""
    return f"{'，'.join(entry.names)}。{passage.section.value}：{passage.text}"


def build(
    home: Path,
    embedder: Embedder,
    corpus: Path = CORPUS,
    progress: Progress = lambda done, total: None,
) -> BuildReport:
    """Bring the index under ``home`` up to date with the record files under ``corpus`` and the imported texts.

    Every legal basis of a record is verified against the registry and the library of ``home``. ``progress``
    is told (passages done, passages in all), first of the records, then of the texts. Raises RecordError before
    anything is written, LibraryCorrupt, IndexBusy when another build is at work, StorageError when the folder cannot be
    written.
    """
    started = time.perf_counter()
    with closing(Library.open(home, Registry.load())) as library:
        contents = _Contents.read(corpus, library, embedder.fingerprint)
        if not contents.passages:
            raise StorageError(corpus, "目录里没有一份资料")
        rebuilt = _bring_up_to_date(home, contents, library, embedder, progress)
    texts = read_manifest(home, current_generation(home) or home).texts
    return BuildReport(len(contents.entries), len(contents.passages), rebuilt, time.perf_counter() - started, texts)


def is_current(home: Path, embedder: str, corpus: Path = CORPUS) -> bool:
    """Whether the current generation under ``home`` is what `build` would write now with the embedding model of that
    fingerprint; False where there is none. Its files are not opened.

    Raises RecordError, LibraryCorrupt, IndexCorrupt.
    """
    folder = current_generation(home)
    if folder is None:
        return False
    with closing(Library.open(home, Registry.load())) as library:
        return read_manifest(home, folder).fingerprint == _Contents.read(corpus, library, embedder).fingerprint


@dataclass(frozen=True, slots=True)
class _Contents:
    """What goes into a generation; ``embedder`` and ``texts`` are fingerprints of the model and the imported texts."""

    embedder: str
    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    texts: str

    @classmethod
    def read(cls, corpus: Path, library: Library, embedder: str) -> "_Contents":
        records = read_corpus(corpus)
        return cls(
            embedder=embedder,
            entries=tuple(entry_of(record) for record in records),
            passages=passages_by_law(records, corpus, library),
            texts=f"{embedder}:{texts_fingerprint(library)}",
        )

    @property
    def fingerprint(self) -> str:
        digest = hashlib.sha256(f"{LAYOUT}:{self.embedder}:{self.texts}".encode())
        digest.update(ENTRIES.dump_json(self.entries))
        digest.update(PASSAGES.dump_json(self.passages))
        return digest.hexdigest()


def _bring_up_to_date(
    home: Path, contents: _Contents, library: Library, embedder: Embedder, progress: Progress
) -> bool:
    """Write a new generation unless the current one is whole and has these contents; whether one was written."""
    root = home / "index"
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "build.lock", timeout=0):
            rebuilt = not _up_to_date(home, contents.fingerprint)
            if rebuilt:
                before = _current_or_none(home)
                _sweep(root, keep=before)
                folder = root / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:8]}"
                _write(folder, contents, library, embedder, progress, before)
                _point(root, folder.name)
    except Timeout as error:
        raise IndexBusy(home) from error
    except OSError as error:
        raise StorageError(root, error.strerror or str(error)) from error
    return rebuilt


def _current_or_none(home: Path) -> Path | None:
    try:
        return current_generation(home)
    except IndexCorrupt:
        return None


def _up_to_date(home: Path, fingerprint: str) -> bool:
    """Whether the current generation has this fingerprint and opens whole; a damaged one counts as stale."""
    folder = _current_or_none(home)
    if folder is None:
        return False
    try:
        manifest = read_manifest(home, folder)
        if manifest.fingerprint != fingerprint:
            return False
        Store.open(home).close()
    except IndexCorrupt:
        return False
    return True


def _sweep(root: Path, keep: Path | None) -> None:
    """Remove what dead builds left and generations before the current one."""
    for folder in root.iterdir():
        if folder.is_dir() and folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _write(  # noqa: PLR0913  what a generation is made of, and where
    folder: Path,
    contents: _Contents,
    library: Library,
    embedder: Embedder,
    progress: Progress,
    before: Path | None,
) -> None:
    folder.mkdir()
    try:
        cards = {entry.id: entry for entry in contents.entries}
        (folder / "entries.json").write_bytes(ENTRIES.dump_json(contents.entries))
        (folder / "passages.json").write_bytes(PASSAGES.dump_json(contents.passages))
        documents = [
            Document(
                key=passage.id,
                text=indexed_text(cards[passage.record_id], passage),
                group=passage.record_id,
                size=len(passage.text),
            )
            for passage in contents.passages
        ]
        PassageIndex.build(folder / "records", documents, embedder, progress).close()
        imported = _write_texts(folder / "texts", contents.texts, library, embedder, progress, before)
        Manifest(
            fingerprint=contents.fingerprint,
            embedder=contents.embedder,
            passages=len(documents),
            digests=digests_of(folder),
            texts=imported,
            texts_fingerprint=contents.texts,
        ).write(folder)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(folder)
        raise


def _write_texts(  # noqa: PLR0913  as `_write`
    folder: Path,
    fingerprint: str,
    library: Library,
    embedder: Embedder,
    progress: Progress,
    before: Path | None,
) -> int:
    """The index of the imported texts: that of the generation before where nothing of it changed and it is whole."""
    if before:
        with suppress(IndexCorrupt, OSError, ValueError):
            manifest = read_manifest(before.parent.parent, before)
            if manifest.texts and manifest.texts_fingerprint == fingerprint:
                PassageIndex(before / "texts").close()
                shutil.copytree(before / "texts", folder)
                return manifest.texts
    shutil.rmtree(folder, ignore_errors=True)
    documents = list(text_documents(library))
    if documents:
        PassageIndex.build(folder, documents, embedder, progress).close()
    return len(documents)


def _point(root: Path, name: str) -> None:
    """Make a generation the current one: written beside, flushed, renamed over."""
    draft = root / "current.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / "current")
