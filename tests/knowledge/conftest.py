"""A small corpus and a small index, for tests that break things: each test gets its own copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from pydantic import TypeAdapter

from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.importing import ImportReport, import_sources
from knowledge.library import Library
from knowledge.registry import Registry
from tests.knowledge.samples import write_corpus
from tests.knowledge.shared_law import ABSENT, DATA


@pytest.fixture(scope="session")
def embedder() -> StaticEmbeddings:
    """The shipped model, loaded once."""
    return StaticEmbeddings()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of three valid records."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def _small_home(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Path:
    home = tmp_path_factory.mktemp("small")
    build(home, embedder, write_corpus(home / "corpus"))
    return home


@pytest.fixture
def small_home(_small_home: Path, tmp_path: Path) -> Path:
    """A home with a built index over the three records of ``corpus``, free to be broken."""
    return Path(shutil.copytree(_small_home, tmp_path / "home", ignore=shutil.ignore_patterns("corpus")))


@pytest.fixture(scope="session")
def collection_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, ImportReport]:
    """A home with all public texts of laws, imported once for all processes that run tests, and what the import
    reported; read only. Tests that need them skip where they are not at hand.
    """
    if not DATA.exists():
        pytest.skip(ABSENT)
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "collection"
    told, shape = home.with_suffix(".json"), TypeAdapter(ImportReport)
    with FileLock(home.with_suffix(".lock")):
        if not told.exists():
            told.write_bytes(shape.dump_json(import_sources(home, [DATA / "laws"], Registry.load())))
        return home, shape.validate_json(told.read_bytes())


@pytest.fixture(scope="session")
def collection(collection_home: tuple[Path, ImportReport]) -> Iterator[tuple[Library, ImportReport]]:
    """The library of all public texts of laws, and what its import reported."""
    home, report = collection_home
    library = Library.open(home, Registry.load())
    yield library, report
    library.close()


@pytest.fixture(scope="session")
def shared_library(collection: tuple[Library, ImportReport]) -> Library:
    """The library of all public texts of laws."""
    return collection[0]
