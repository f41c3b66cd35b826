"""Files → library. A file counts whole or not at all, and readers see all of an import or nothing of it.

Two steps. *Reading* turns each source into texts and keeps what came of it, by the digest of its content, so that a
stopped import goes on where it was and a repeated one reads nothing again. *Merging* puts the texts of each law
together, version by version, in one transaction at the end.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.errors import LibraryBusy, LibraryCorrupt, SourceError, StorageError
from knowledge.merging import Difference, Reading, merge, official_name
from knowledge.readers.bundling import bundles
from knowledge.readers.document import contents
from knowledge.readers.recognition import read
from knowledge.registry import Registry
from knowledge.shelves import Result, Shelves, library_file
from knowledge.sources import Bundle, LawText

READERS = 1  # raise when the readers would make something else of the same file
UNWRITABLE = "正文或文件名含有不完整的字符，无法保存。请改名，或另存为 UTF-8 再导入。"
COMMIT_EVERY = 100  # sources: little is read again after a stop

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file that its owner should know. ``line`` counts from 1; 0 is the whole file."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return self.file + (f" 第{self.line}行" if self.line else "") + f"：{self.problem}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    ``read`` counts sources (a law printed in several files is one), of which ``unchanged`` had been read before;
    ``laws``, ``versions``, ``articles`` and ``cases`` are what the library holds of them; ``skipped`` could not be
    used, ``doubtful`` were used and want a look; ``differences`` are places where two sources of one version disagree.
    """

    read: int
    unchanged: int
    laws: int
    versions: int
    articles: int
    cases: int
    skipped: tuple[Remark, ...]
    doubtful: tuple[Remark, ...]
    differences: tuple[Difference, ...]
    seconds: float


def name_of(file: Path) -> str:
    """The name under which a file is remembered: its absolute path, links not followed."""
    return os.path.abspath(file)  # noqa: PTH100  resolve() would follow links


def forget_sources(home: Path, names: Sequence[str], registry: Registry) -> int:
    """Take out of the library what was imported under these names, or from these folders; how many sources it was.

    Raises LibraryBusy, StorageError, LibraryCorrupt.
    """
    with _shelves(home) as shelves:
        known = shelves.digests()
        gone = [
            source
            for source in known
            if any(source == name or source.startswith((f"{name}/", f"{name}!")) for name in names)
        ]
        for source in gone:
            shelves.forget(source)
        _merge_all(shelves, registry)
    return len(gone)


def import_sources(
    home: Path,
    paths: Sequence[Path],
    registry: Registry,
    progress: Progress = lambda done, total: None,
    named: Callable[[Path], str] = name_of,
) -> ImportReport:
    """Import files and folders into the library of ``home``.

    ``progress`` is told (sources done, sources in all); ``named`` gives the name under which a file is remembered.
    Raises LibraryBusy when another import is at work, StorageError when the home cannot be written, LibraryCorrupt;
    what is wrong with a file is in the report.
    """
    started = time.perf_counter()
    with _shelves(home) as shelves:
        sources = list(bundles(paths))
        files = [source.file if isinstance(source, SourceError) else source.files[0] for source in sources]
        # A name in another encoding than that of the file system is kept as far as it can be read.
        names = [os.fsencode(named(file)).decode(errors="backslashreplace") for file in files]
        unchanged, kept = _read_all(sources, names, shelves, registry, progress)
        _merge_all(shelves, registry)
        return _report(names, unchanged, kept, shelves, time.perf_counter() - started)


@contextmanager
def _shelves(home: Path) -> Iterator[Shelves]:
    """The library of a home, locked for one writer."""
    library = library_file(home)
    try:
        library.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(library.parent / "import.lock", timeout=0), closing(Shelves(library)) as shelves:
            yield shelves
    except Timeout as error:
        raise LibraryBusy(home) from error
    except sqlite3.OperationalError as error:  # the disk is full, or the folder is read-only
        raise StorageError(library, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise LibraryCorrupt(library, str(error)) from error
    except OSError as error:
        raise StorageError(library, error.strerror or str(error)) from error


def _read_all(
    sources: Sequence[Bundle | SourceError],
    names: Sequence[str],
    shelves: Shelves,
    registry: Registry,
    progress: Progress,
) -> tuple[int, list[Remark]]:
    """Read what is new or changed, and keep it; how many sources were neither.

    Of a source that can no longer be read what was read before is kept, with a remark.
    """
    kept: list[Remark] = []
    known = shelves.digests()
    law_of = partial(official_name, registry=registry)
    unchanged = 0
    for done, (source, name) in enumerate(zip(sources, names, strict=True)):
        progress(done, len(sources))
        digest = _digest(source)
        if known.get(name) == digest:
            unchanged += 1
            continue
        results = _results(source)
        before = shelves.summary(name)
        if (before.laws or before.cases) and len(results) == 1 and isinstance(results[0], str):
            kept.append(Remark(name, 0, f"{results[0]}（原先导入的内容仍保留）"))
        else:
            try:
                shelves.keep(name, digest, results, law_of)
            except ValueError:  # halves of characters: a file's name in another encoding, \\ud800 in JSON
                shelves.keep(name, digest, (UNWRITABLE,), law_of)
        if done % COMMIT_EVERY == COMMIT_EVERY - 1:
            shelves.commit()
    shelves.commit()
    progress(len(sources), len(sources))
    return unchanged, kept


def _digest(source: Bundle | SourceError) -> str:
    """Of what the source holds and of the readers that make something of it."""
    digest = hashlib.sha256(f"{READERS}".encode())
    if isinstance(source, SourceError):
        digest.update(source.problem.encode())
        return digest.hexdigest()
    for file in source.files:
        try:
            digest.update(hashlib.sha256(contents(file)).digest())
        except SourceError as error:  # what cannot be read is told again only when it is another fault
            digest.update(error.problem.encode())
    return digest.hexdigest()


def _results(source: Bundle | SourceError) -> Sequence[Result]:
    if isinstance(source, SourceError):
        return (source.problem,)
    try:
        return read(source)
    except SourceError as error:
        return (error.problem,)


def _merge_all(shelves: Shelves, registry: Registry) -> None:
    """Bring the laws and cases up to date with what was read; nothing is seen before all of it is."""
    shelves.expect_registry(registry.digest, partial(official_name, registry=registry))
    for law in shelves.stale_laws():
        readings = [
            Reading(name, text)
            for name, results in shelves.readings_of(law)
            for text in results
            if isinstance(text, LawText) and official_name(text, registry) == law
        ]
        shelves.put_law(merge(law, readings, registry))
    if shelves.stale_cases():
        shelves.put_cases()
    shelves.commit()


def _report(
    names: Sequence[str], unchanged: int, kept: Sequence[Remark], shelves: Shelves, seconds: float
) -> ImportReport:
    summaries = [(name, shelves.summary(name)) for name in names]
    laws = {law for _, summary in summaries for law in summary.laws}
    undated = dict.fromkeys(shelves.undated(laws))
    skipped = [*kept]
    skipped += [Remark(name, one.line, one.problem) for name, summary in summaries for one in summary.skipped]
    skipped += [Remark(source, 0, "看不出是哪一天的文本，没有收录") for source in undated]
    doubtful = [
        Remark(name, one.line, one.problem)
        for name, summary in summaries
        if name not in undated
        for one in summary.doubts
    ]
    held, versions, articles = shelves.counts(laws)
    return ImportReport(
        read=len(names),
        unchanged=unchanged,
        laws=held,
        versions=versions,
        articles=articles,
        cases=shelves.count_cases(name for name, summary in summaries if summary.cases),
        skipped=tuple(skipped),
        doubtful=tuple(doubtful),
        differences=tuple(shelves.differences(laws)),
        seconds=seconds,
    )
