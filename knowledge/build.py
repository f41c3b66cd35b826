"""Sources → index. Nothing is replaced before the new generation is whole."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from knowledge.dense import DenseIndex
from knowledge.embedding import Embedder
from knowledge.errors import IndexBusy, IndexCorrupt, StorageError
from knowledge.lexical import LexicalIndex
from knowledge.readers.record_file import read_corpus
from knowledge.records import Entry, Passage, entry_of, passages_of
from knowledge.store import ENTRIES, PASSAGES, Manifest, Store, current_generation, digests_of, read_manifest

CORPUS = Path(__file__).parent / "corpus"
LAYOUT = 1  # raise when the files of a generation, or what is indexed of a passage, change
EMBED_BATCH = 64

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``rebuilt`` is False when the index was already up to date."""

    records: int
    passages: int
    rebuilt: bool
    seconds: float


def indexed_text(entry: Entry, passage: Passage) -> str:
    """What both indexes see of a passage: the record's names, the section's name, the text."""
    return f"{'，'.join(entry.names)}。{passage.section.value}：{passage.text}"


def build(
    home: Path, embedder: Embedder, corpus: Path = CORPUS, progress: Progress = lambda done, total: None
) -> BuildReport:
    """Bring the index under ``home`` up to date with the record files under ``corpus``.

    ``progress`` is told (passages done, passages in all). Raises RecordError before anything is written,
    IndexBusy when another build is at work, StorageError when the folder cannot be written.
    """
    started = time.perf_counter()
    records = read_corpus(corpus)
    entries = tuple(entry_of(record) for record in records)
    passages = tuple(passage for record in records for passage in passages_of(record))
    if not passages:
        raise StorageError(corpus, "目录里没有一份资料")
    fingerprint = _fingerprint(entries, passages, embedder)
    root = home / "index"
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "build.lock", timeout=0):
            rebuilt = not _up_to_date(home, fingerprint)
            if rebuilt:
                _sweep(root, keep=_current_or_none(home))
                folder = root / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:8]}"
                _write(folder, entries, passages, embedder, fingerprint, progress)
                _point(root, folder.name)
    except Timeout as error:
        raise IndexBusy(home) from error
    except OSError as error:
        raise StorageError(root, error.strerror or str(error)) from error
    return BuildReport(len(records), len(passages), rebuilt, time.perf_counter() - started)


def _fingerprint(entries: tuple[Entry, ...], passages: tuple[Passage, ...], embedder: Embedder) -> str:
    digest = hashlib.sha256(f"{LAYOUT}:{embedder.fingerprint}".encode())
    digest.update(ENTRIES.dump_json(entries))
    digest.update(PASSAGES.dump_json(passages))
    return digest.hexdigest()


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
        if read_manifest(home, folder).fingerprint != fingerprint:
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


def _write(  # noqa: PLR0913  what a generation is made of
    folder: Path,
    entries: tuple[Entry, ...],
    passages: tuple[Passage, ...],
    embedder: Embedder,
    fingerprint: str,
    progress: Progress,
) -> None:
    folder.mkdir()
    try:
        cards = {entry.id: entry for entry in entries}
        texts = [indexed_text(cards[passage.record_id], passage) for passage in passages]
        (folder / "entries.json").write_bytes(ENTRIES.dump_json(entries))
        (folder / "passages.json").write_bytes(PASSAGES.dump_json(passages))
        LexicalIndex.build(texts).save(folder / "lexical")
        progress(0, len(texts))
        vectors: list[list[float]] = []
        for start in range(0, len(texts), EMBED_BATCH):
            vectors += embedder.embed_documents(texts[start : start + EMBED_BATCH])
            progress(len(vectors) // 2, len(texts))
        dense = DenseIndex.create(folder / "dense")
        stored = 0
        for count in dense.add([passage.id for passage in passages], vectors):
            stored += count
            progress((len(vectors) + stored) // 2, len(texts))
        dense.close()
        Manifest(fingerprint, embedder.fingerprint, len(passages), digests_of(folder)).write(folder)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(folder)
        raise


def _point(root: Path, name: str) -> None:
    """Make a generation the current one: written beside, flushed, renamed over."""
    draft = root / "current.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / "current")
