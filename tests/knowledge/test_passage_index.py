"""An index finds what is near and what has the words, as of a day, the same each time; damage is told."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from knowledge.candidates import Candidates, Query
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import IndexCorrupt
from knowledge.passage_index import Document, PassageIndex

WHO = ("渡口的船工", "窑上的匠人", "磨坊的伙计", "商会的秘书", "巡夜的更夫", "借用样品的人")
WHAT = ("应当每月擦油", "不得在夜里开工", "应当登记造册", "可以免缴会费", "应当赔偿往返的路费")
WHEN = ("，雨天除外。", "，迟延的加倍。", "，逾期视为同意。", "，由两人同行。")
TEXTS = tuple("".join(words) for words in product(WHO, WHAT, WHEN))
ROWS = len(TEXTS)
HALF_PRECISION = 2e-3
# Of the days on which they ask: rows that are law.
ANY, MANY, FEW, ONE_LEFT, NONE = "", "2020-06-01", "2022-06-01", "2024-06-01", "2026-06-01"
LAW_ON: dict[str, Callable[[int], bool]] = {
    ANY: lambda row: True,
    "2019-12-31": lambda row: row % 3 > 0,
    MANY: lambda row: row % 10 > 0,
    FEW: lambda row: row % 10 == 1,
    ONE_LEFT: lambda row: row == 101,
    NONE: lambda row: False,
}


def document(row: int) -> Document:
    """Every tenth from the first is law until 2020, every tenth from the second until 2024, 101 until 2026; a third of
    all is law from 2020.
    """
    until = {0: "2020-01-01", 1: "2026-01-01" if row == 101 else "2024-01-01"}.get(row % 10, "2022-01-01")
    return Document(
        key=f"样品法@2019-01-01#第{row}条",
        text=TEXTS[row],
        group=f"第{row // 7}组",
        size=len(TEXTS[row]),
        since="" if row % 3 else "2020-01-01",
        until=until,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Path:
    folder = tmp_path_factory.mktemp("passages") / "index"
    PassageIndex.build(folder, map(document, range(ROWS)), embedder).close()
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[PassageIndex]:
    index = PassageIndex(folder)
    yield index
    index.close()


@pytest.fixture(scope="module")
def ask(embedder: StaticEmbeddings) -> Callable[..., Query]:
    def query(text: str, meaning: str | None = None) -> Query:
        vector = embedder.embed_query(text if meaning is None else meaning)
        asked = np.asarray(vector, dtype=np.float32)
        return Query(text, asked, asked)

    return query


QUESTIONS = ("船工在夜里开工", "样品坏了谁赔路费", "会费", "匠人逾期登记")


def check_step(found: Candidates) -> None:
    """Ascending, each once, in step, in range."""
    assert found.rows.tolist() == sorted(set(found.rows.tolist()))
    assert len(found.rows) == len(found.cosine) == len(found.lexical) == len(found.coverage)
    assert (np.abs(found.cosine) <= 1 + HALF_PRECISION).all()
    assert (found.lexical >= 0).all()
    assert ((found.coverage >= 0) & (found.coverage <= found.known + 1e-6)).all()
    assert 0 <= found.known <= 1 + 1e-6


def test_what_was_built_is_what_is_opened(tmp_path: Path, index: PassageIndex, embedder: StaticEmbeddings) -> None:
    told: list[tuple[int, int]] = []
    built = PassageIndex.build(
        tmp_path / "new", map(document, range(ROWS)), embedder, lambda done, total: told.append((done, total))
    )
    assert (told[0], told[-1]) == ((0, ROWS), (ROWS, ROWS))
    assert len(built) == len(index) == ROWS
    assert built.keys == index.keys == [f"样品法@2019-01-01#第{row}条" for row in range(ROWS)]
    assert built.groups == index.groups == [f"第{number}组" for number in range(ROWS // 7 + 1)]
    assert built.names[3] == index.names[3] == "样品法第3条"
    assert index.facts.group.tolist() == [row // 7 for row in range(ROWS)]
    assert index.facts.size.tolist() == [len(text) for text in TEXTS]
    assert np.array_equal(built.centres, index.centres)
    built.close()


def test_vectors_are_those_of_the_texts(index: PassageIndex, embedder: StaticEmbeddings) -> None:
    rows = np.array([0, 5, ROWS - 1])
    exact = np.asarray(embedder.embed_documents([TEXTS[row] for row in rows]), dtype=np.float32)
    assert np.abs(index.vectors(rows) - exact).max() < HALF_PRECISION
    assert np.abs(index.cosines(exact[1], rows) - exact @ exact[1]).max() < HALF_PRECISION
    own = index.vectors(np.arange(7)).sum(axis=0)
    assert np.allclose(index.centres[0], own / np.linalg.norm(own), atol=1e-4)
    assert index.vectors(rows[:0]).shape == (0, exact.shape[1])


@pytest.mark.parametrize("on", LAW_ON)
@pytest.mark.parametrize("k", [1, 7, 40, 1000])
def test_the_nearest_and_the_best_by_words_of_what_is_law(
    index: PassageIndex, ask: Callable[..., Query], k: int, on: str
) -> None:
    law = np.array([row for row in range(ROWS) if LAW_ON[on](row)], dtype=np.int64)
    for question in QUESTIONS:
        near = index.candidates(ask("", question), k, on)
        check_step(near)
        assert set(near.rows) <= set(law)
        assert len(near.rows) == min(k, len(law))
        exact = index.cosines(ask(question).vector, law)
        least = np.sort(exact)[-k:].min(initial=2)
        assert set(law[exact > least + HALF_PRECISION]) <= set(near.rows)

        both = index.candidates(ask(question), k, on)
        check_step(both)
        assert set(near.rows) <= set(both.rows) <= set(law)
        everything = index.candidates(ask(question), ROWS)
        words = dict(zip(everything.rows.tolist(), everything.lexical.tolist(), strict=True))
        wanted = sorted((row for row in law.tolist() if words[row] > 0), key=lambda row: (-words[row], row))[:k]
        assert set(wanted) <= set(both.rows.tolist())
        assert len(both.rows) <= 2 * k


@pytest.mark.parametrize(("on", "given"), [(ANY, {0, 11, 12}), (MANY, {11, 12}), (FEW, {11}), (NONE, set())])
def test_rows_that_are_wanted_besides_are_scored_if_they_are_law(
    index: PassageIndex, ask: Callable[..., Query], on: str, given: set[int]
) -> None:
    query = ask(TEXTS[71], TEXTS[71])
    alone, more = (index.candidates(query, 1, on, also) for also in ((), (12, 0, 11, 11)))
    check_step(more)
    assert set(more.rows) == set(alone.rows) | given
    both = np.isin(more.rows, alone.rows)
    for name in ("cosine", "lexical", "coverage"):
        assert np.allclose(getattr(more, name)[both], getattr(alone, name), atol=1e-6), name
    assert more.known == alone.known


def test_days(index: PassageIndex, ask: Callable[..., Query]) -> None:
    query = ask(TEXTS[71], TEXTS[71])

    def law_on(on: str) -> list[bool]:
        found = set(index.candidates(query, ROWS, on, range(ROWS)).rows.tolist())
        return [row in found for row in range(ROWS)]

    for on, is_law in LAW_ON.items():
        assert law_on(on) == [is_law(row) for row in range(ROWS)], on
    assert [law_on(day)[0] for day in ("2019-12-31", "2020-01-01")] == [False, False]
    assert [law_on(day)[10] for day in ("2019-12-31", "2020-01-01")] == [True, False]
    assert [law_on(day)[2] for day in ("2021-12-31", "2022-01-01")] == [True, False]


def test_former_versions_do_not_crowd_out_the_law(
    tmp_path: Path, embedder: StaticEmbeddings, ask: Callable[..., Query]
) -> None:
    """The nearest sixty are all of former versions; those that are law are given nevertheless."""
    former = [
        Document(
            f"旧法@2001-01-0{1 + row % 9}#第{row}条", f"{row}，船工不得在夜里开工。", "旧法", 9, until="2010-01-01"
        )
        for row in range(60)
    ]
    documents = [*former, *(Document(f"新法#{row}", TEXTS[row], "新法", 9) for row in range(40))]
    index = PassageIndex.build(tmp_path / "index", documents, embedder)
    query = ask("", "船工不得在夜里开工")
    assert set(index.candidates(query, 10).rows) <= set(range(60))
    found = index.candidates(query, 10, "2020-01-01").rows
    index.close()
    assert len(found) == 10
    assert set(found) <= set(range(60, 100))


@pytest.mark.parametrize("text", ["", " ", "\x00", "？", "ꙮ🙂", "x" * 20_000, "会费" * 10_000])
@pytest.mark.parametrize("on", [ANY, FEW])
def test_any_question_can_be_asked(index: PassageIndex, ask: Callable[..., Query], text: str, on: str) -> None:
    found = index.candidates(ask(text), 5, on)
    check_step(found)
    assert 5 <= len(found.rows) <= 10


def test_of_equal_texts_the_first_are_found(
    tmp_path: Path, embedder: StaticEmbeddings, ask: Callable[..., Query]
) -> None:
    """By words, and by meaning where all are compared."""
    texts = ["同一句话说了许多遍。" if row % 4 else f"{row}号船。" for row in range(80)]
    documents = [
        Document(str(row), text, "同", 9, until="" if row % 8 == 1 else "2010-01-01") for row, text in enumerate(texts)
    ]
    index = PassageIndex.build(tmp_path / "index", documents, embedder)
    by_words = index.candidates(ask("同一句话", "船"), 3)
    assert {1, 2, 3} <= set(by_words.rows.tolist())
    assert index.candidates(ask("", "同一句话"), 3, "2020-01-01").rows.tolist() == [1, 9, 17]
    index.close()


FRESH = """
import json, sys
from pathlib import Path
from knowledge.embedding import StaticEmbeddings
from knowledge.lexicon import Lexicon
from knowledge.passage_index import PassageIndex
from tests.knowledge.test_passage_index import QUESTIONS, ROWS, document
embedder = StaticEmbeddings()
opened, built = Path(sys.argv[1]), Path(sys.argv[2])
told = []
for index in (PassageIndex(opened), PassageIndex.build(built, map(document, range(ROWS)), embedder)):
    for question in QUESTIONS:
        for on in ("", "2020-06-01", "2022-06-01"):
            query = Lexicon.load().query(question, embedder)
            found = index.candidates(query, 9, on)
            told.append([found.rows.tolist(), found.cosine.tolist(), found.lexical.tolist(), found.coverage.tolist()])
print(json.dumps(told))
"""


def test_two_processes_find_the_same(folder: Path, tmp_path: Path) -> None:
    """In an index that was there, and in those that they build; hashes differ between the two."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", FRESH, folder, tmp_path / seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    first, second = (json.loads(process.communicate(timeout=60)[0]) for process in processes)
    assert first == second
    assert first[: len(first) // 2] == first[len(first) // 2 :]


@pytest.mark.parametrize("tenth", range(10))
def test_wherever_the_vector_database_is_garbled_it_is_told_or_nothing_is_lost(
    folder: Path, tmp_path: Path, index: PassageIndex, ask: Callable[..., Query], tenth: int
) -> None:
    """Not every page is read. What the database says of the others may be a panic of its own language."""
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    with (copy / "dense" / "chroma.sqlite3").open("r+b") as file:
        file.seek(file.seek(0, 2) * tenth // 10)
        file.write(b"\xff\x13" * 4000)
    try:
        garbled = PassageIndex(copy)
        found = garbled.candidates(ask("", QUESTIONS[0]), 9).rows.tolist()
        garbled.close()
    except BaseException as error:  # noqa: BLE001
        assert type(error) is IndexCorrupt, repr(error)
    else:
        assert found == index.candidates(ask("", QUESTIONS[0]), 9).rows.tolist()


def cut(name: str) -> Callable[[Path], object]:
    return lambda folder: os.truncate(folder / name, (folder / name).stat().st_size // 2)


def fewer(name: str) -> Callable[[Path], object]:
    def damage(folder: Path) -> None:
        if name.endswith(".json"):
            (folder / name).write_text(json.dumps(json.loads((folder / name).read_text("utf-8"))[:-1]), "utf-8")
        else:
            np.save(folder / name, np.load(folder / name)[:-1])

    return damage


def without_facts(folder: Path) -> None:
    np.savez(folder / "facts.npz", group=np.zeros(ROWS, np.int32))


FILES = ("keys.json", "groups.json", "facts.npz", "vectors.npy", "centres.npy")
DAMAGES: dict[str, Callable[[Path], object]] = {
    **{f"{name} gone": lambda folder, name=name: (folder / name).unlink() for name in FILES},
    **{f"{name} cut": cut(name) for name in FILES},
    **{f"one fewer in {name}": fewer(name) for name in FILES if name != "facts.npz"},
    "other facts": without_facts,
    "words gone": lambda folder: shutil.rmtree(folder / "lexical"),
    "vector database gone": lambda folder: shutil.rmtree(folder / "dense"),
    "vector database garbled": lambda folder: (folder / "dense" / "chroma.sqlite3").write_bytes(b"no database" * 500),
    "all gone": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told(folder: Path, tmp_path: Path, damage: str) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    DAMAGES[damage](copy)
    with pytest.raises(IndexCorrupt, match="shukun build"):
        PassageIndex(copy).close()
