"""Sources → index. Nothing is replaced before the new generation is whole."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from knowledge.basis import passages_by_law
from knowledge.dense import DenseIndex
from knowledge.embedding import Embedder
from knowledge.errors import IndexBusy, IndexCorrupt, StorageError
from knowledge.lexical import LexicalIndex
from knowledge.library import Library
from knowledge.readers.record_file import read_corpus
from knowledge.records import Entry, Passage, entry_of
from knowledge.registry import Registry
from knowledge.store import ENTRIES, PASSAGES, Manifest, Store, current_generation, digests_of, read_manifest
from knowledge.texts import TextIndex, build_texts, texts_fingerprint

CORPUS = Path(__file__).parent / "corpus"
LAYOUT = 2  # raise when the files of a generation, or what is indexed of a passage, change
EMBED_BATCH = 64

Progress = Callable[[int, int], None]


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
    on: str = "",
) -> BuildReport:
    """Bring the index under ``home`` up to date with the record files under ``corpus`` and the imported texts.

    Every legal basis of a record is verified against the registry and the library of ``home``. ``on`` is today's ISO
    date: texts that have ceased to be law by then are left out ("" leaves out none). ``progress`` is told (passages
    done, passages in all). Raises RecordError before anything is written, LibraryCorrupt, IndexBusy when another build
    is at work, StorageError when the folder cannot be written.
    """
    started = time.perf_counter()
    records = read_corpus(corpus)
    with closing(Library.open(home, Registry.load())) as library:
        contents = _Contents(
            entries=tuple(entry_of(record) for record in records),
            passages=passages_by_law(records, corpus, library),
            texts=texts_fingerprint(library, embedder, on),
        )
        if not contents.passages:
            raise StorageError(corpus, "目录里没有一份资料")
        rebuilt = _bring_up_to_date(home, contents, library, embedder, on, progress)
    texts = read_manifest(home, current_generation(home) or home).texts
    return BuildReport(len(records), len(contents.passages), rebuilt, time.perf_counter() - started, texts)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What goes into a generation; ``texts`` is the fingerprint of the imported ones."""

    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    texts: str

    def fingerprint(self, embedder: Embedder) -> str:
        digest = hashlib.sha256(f"{LAYOUT}:{embedder.fingerprint}:{self.texts}".encode())
        digest.update(ENTRIES.dump_json(self.entries))
        digest.update(PASSAGES.dump_json(self.passages))
        return digest.hexdigest()


def _bring_up_to_date(  # noqa: PLR0913  what a generation is made of, and where
    home: Path, contents: _Contents, library: Library, embedder: Embedder, on: str, progress: Progress
) -> bool:
    """Write a new generation unless the current one is whole and has these contents; whether one was written."""
    fingerprint = contents.fingerprint(embedder)
    root = home / "index"
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "build.lock", timeout=0):
            rebuilt = not _up_to_date(home, fingerprint, library)
            if rebuilt:
                before = _current_or_none(home)
                _sweep(root, keep=before)
                folder = root / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:8]}"
                _write(folder, contents, library, embedder, on, progress, before)
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


def _up_to_date(home: Path, fingerprint: str, library: Library) -> bool:
    """Whether the current generation has this fingerprint and opens whole; a damaged one counts as stale."""
    folder = _current_or_none(home)
    if folder is None:
        return False
    try:
        manifest = read_manifest(home, folder)
        if manifest.fingerprint != fingerprint:
            return False
        Store.open(home).close()
        if manifest.texts:
            TextIndex(folder / "texts", library).close()
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
    on: str,
    progress: Progress,
    before: Path | None,
) -> None:
    folder.mkdir()
    try:
        cards = {entry.id: entry for entry in contents.entries}
        passages = contents.passages
        texts = [indexed_text(cards[passage.record_id], passage) for passage in passages]
        (folder / "entries.json").write_bytes(ENTRIES.dump_json(contents.entries))
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
        imported = _write_texts(folder / "texts", contents.texts, library, embedder, on, progress, before)
        Manifest(
            fingerprint=contents.fingerprint(embedder),
            embedder=embedder.fingerprint,
            passages=len(passages),
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
    on: str,
    progress: Progress,
    before: Path | None,
) -> int:
    """The index of the imported texts: that of the generation before where nothing of it changed and it is whole."""
    if before:
        with suppress(IndexCorrupt, OSError, ValueError):
            manifest = read_manifest(before.parent.parent, before)
            if manifest.texts and manifest.texts_fingerprint == fingerprint:
                TextIndex(before / "texts", library).close()
                shutil.copytree(before / "texts", folder)
                return manifest.texts
    shutil.rmtree(folder, ignore_errors=True)
    return build_texts(folder, library, embedder, on, progress)


def _point(root: Path, name: str) -> None:
    """Make a generation the current one: written beside, flushed, renamed over."""
    draft = root / "current.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / "current")
