"""A missing or damaged index is told as such, whatever the damage, and the next build repairs it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.build import build
from knowledge.candidates import Candidates, Query
from knowledge.dense import DenseIndex
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import IndexCorrupt, IndexMissing, RecordNotFound
from knowledge.store import Store, current_generation
from tests.knowledge.samples import write_mechanism

Damage = Callable[[Path], object]


def generation(home: Path) -> Path:
    folder = current_generation(home)
    assert folder is not None
    return folder


def cut(name: str, share: float) -> Damage:
    def damage(home: Path) -> None:
        file = next(generation(home).glob(name))
        file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])

    return damage


def garble(name: str, share: float, more: float = 0.0) -> Damage:
    """From this share of a file on, some bytes, or ``more`` of its share."""

    def damage(home: Path) -> None:
        with next(generation(home).glob(name)).open("r+b") as file:
            size = file.seek(0, 2)
            file.seek(int(size * share))
            file.write(b"\xff\x13" * max(4000, int(size * more / 2)))

    return damage


def remove(name: str) -> Damage:
    def damage(home: Path) -> None:
        path = next(generation(home).glob(name))
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def overwrite(name: str, data: bytes) -> Damage:
    return lambda home: (generation(home) / name).write_bytes(data)


def reword(home: Path) -> None:
    file = generation(home) / "passages.json"
    file.write_text(file.read_text(encoding="utf-8").replace("不停产", "要停产"), encoding="utf-8")


def replace_vectors(home: Path) -> None:
    shutil.rmtree(generation(home) / "records" / "dense")
    other = DenseIndex.create(generation(home) / "records" / "dense", 1)
    assert sum(other.add(["mechanism-live#是什么"], [[1.0] * 256])) == 1
    other.close()


def nearest(store: Store, embedder: StaticEmbeddings) -> Candidates:
    """Five of the records, by meaning alone."""
    vector = np.asarray(embedder.embed_query("查封设备"), dtype=np.float32)
    return store.records.candidates(Query("", vector, vector), 5)


def point(data: bytes) -> Damage:
    return lambda home: (home / "index" / "current").write_bytes(data)


DAMAGES = {
    "passages cut": cut("passages.json", 0.5),
    "passages empty": cut("passages.json", 0),
    "passages valid but not those": overwrite("passages.json", b"[]"),
    "passages with another word": reword,
    "passages gone": remove("passages.json"),
    "entries gone": remove("entries.json"),
    "entries cut": cut("entries.json", 0.9),
    "a lexical file gone": remove("records/lexical/data*"),
    "a lexical file cut": cut("records/lexical/indices*", 0.5),
    "lexical vocabulary garbled": garble("records/lexical/vocab*", 0.3),
    "lexical folder gone": remove("records/lexical"),
    "vector database empty": cut("records/dense/chroma.sqlite3", 0),
    "vector database cut early": cut("records/dense/chroma.sqlite3", 0.1),
    "vector database cut in half": cut("records/dense/chroma.sqlite3", 0.5),
    "vector database cut late": cut("records/dense/chroma.sqlite3", 0.9),
    "vector database not a database": overwrite("records/dense/chroma.sqlite3", b"hello"),
    "vector database header garbled": garble("records/dense/chroma.sqlite3", 0),
    "vector database pages garbled": garble("records/dense/chroma.sqlite3", 0.05, 0.25),
    "vector database gone": remove("records/dense/chroma.sqlite3"),
    "vector folder gone": remove("records/dense"),
    "vectors of another index": replace_vectors,
    "halved vectors cut": cut("records/vectors.npy", 0.5),
    "halved vectors with other numbers": garble("records/vectors.npy", 0.5),
    "centres gone": remove("records/centres.npy"),
    "facts cut": cut("records/facts.npz", 0.5),
    "groups of another index": overwrite("records/groups.json", b'["mechanism-live"]'),
    "keys cut": cut("records/keys.json", 0.5),
    "records gone": remove("records"),
    "manifest cut": cut("manifest.json", 0.5),
    "manifest gone": remove("manifest.json"),
    "manifest of another shape": overwrite("manifest.json", b'{"fingerprint": 1}'),
    "generation gone": lambda home: shutil.rmtree(generation(home)),
    "pointer empty": point(b""),
    "pointer to nowhere": point(b"20200101-000000-00000000"),
    "pointer out of the folder": point(b"../.."),
    "pointer absolute": point(b"/"),
    "pointer not text": point(b"\xff\xfe\x00"),
    "pointer all zeros": point(b"\x00" * 24),
    "pointer without end": point(b"a" * 5000),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_told_and_the_next_build_repairs_it(
    small_home: Path, corpus: Path, embedder: StaticEmbeddings, damage: Damage
) -> None:
    Store.open(small_home).close()
    damage(small_home)
    try:
        Store.open(small_home).close()
    except BaseException as error:  # noqa: BLE001  the panics of the vector database's own language derive from it
        assert type(error) is IndexCorrupt, repr(error)
        assert "shukun build" in str(error)
        assert str(small_home) in str(error)
    else:
        pytest.fail("opened as if nothing were wrong")

    assert build(small_home, embedder, corpus).rebuilt
    store = Store.open(small_home)
    assert len(store.passages) == 42
    assert len(nearest(store, embedder).rows) == 5
    store.close()


@pytest.mark.parametrize("made", [False, True])  # no folder at all; a folder without an index
def test_nothing_built_yet(tmp_path: Path, made: bool) -> None:
    home = tmp_path / "home"
    if made:
        home.mkdir()
    with pytest.raises(IndexMissing, match="shukun build"):
        Store.open(home)
    assert home.exists() == made  # looking does not create anything


def test_a_record_is_its_card_and_its_passages(small_home: Path) -> None:
    store = Store.open(small_home)
    entry, passages = store.record("mechanism-live")
    assert entry.title == "活封"
    assert [passage.locator for passage in passages][:2] == ["是什么", "适用情形"]
    assert passages[-1].locator == "依据1"
    assert passages[-1].text.startswith("《中华人民共和国民事诉讼法》（2023-09-01文本）第二百四十一条")
    assert {passage.record_id for passage in passages} == {"mechanism-live"}
    with pytest.raises(RecordNotFound, match="mechanism-gone"):
        store.record("mechanism-gone")
    store.close()


def test_a_name_of_two_records_finds_neither(tmp_path: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    write_mechanism(corpus, "other", "查封", **{"aliases: []": "aliases: [活封, 活扣]"})
    build(tmp_path / "home", embedder, corpus)
    store = Store.open(tmp_path / "home")
    assert "活封" not in store.names
    assert store.names["活扣"] == "mechanism-other"
    store.close()


def test_an_open_store_outlives_the_next_build(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    """A server keeps answering from the generation it opened while another is made."""
    store = Store.open(small_home)
    write_mechanism(corpus, "more", "协同执行")
    assert build(small_home, embedder, corpus).rebuilt
    assert len(nearest(store, embedder).rows) == 5
    store.close()
