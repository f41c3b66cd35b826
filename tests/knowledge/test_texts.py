"""Imported texts are found by their words, as long as they are law."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.assembly import open_record, open_retriever, search
from assistant.settings import Settings
from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import IndexCorrupt, RecordNotFound
from knowledge.importing import import_sources
from knowledge.library import Library
from knowledge.records import Kind, Section
from knowledge.registry import Registry
from knowledge.retriever import KnowledgeRetriever
from knowledge.shelves import library_file
from knowledge.store import Store, current_generation, read_manifest
from knowledge.texts import text_passage, text_passages, text_record
from tests.knowledge.invented_law import AID_2019, AID_2023, CASE, REPAYING, print_law
from tests.knowledge.samples import generations, write_mechanism

# Laws that the shipped registry does not know: a build reads that registry.
AID, TOOLS = "样品互助社法", "样品器具法"
NOW, BEFORE, LATER = "2026-11-21", "2022-01-01", "2031-01-01"
OLD, NEW, COMING = f"{AID}@2019-03-01", f"{AID}@2023-05-01", f"{TOOLS}@2030-05-01"
TOOL_TEXTS = ("铁匠铺的风箱应当每月擦油。", "石磨不得在夜里转动，吵醒邻人的应当赔礼。", "水车归全村共用。")
KILN = "窑炉被雷击中，烧制的陶俑全部开裂"


class Counting(StaticEmbeddings):
    """The shipped model; remembers how many texts it was given."""

    given = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.given += len(texts)
        return super().embed_documents(texts)


def print_texts(folder: Path) -> Path:
    print_law(folder, AID, "2019-03-01", AID_2019)
    print_law(folder, AID, "2023-05-01", AID_2023)
    print_law(folder, TOOLS, "2030-05-01", TOOL_TEXTS)
    (folder / "案例907.md").write_text(CASE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def _texts_home(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Path:
    home = tmp_path_factory.mktemp("texts") / "home"
    report = import_sources(home, [print_texts(home.parent / "printed")], Registry.load())
    assert not report.skipped
    write_mechanism(home.parent / "corpus", "live", "活封", 是什么一节="法院查封设备后允许企业继续使用设备，不停产")
    build(home, embedder, home.parent / "corpus")
    return home


@pytest.fixture
def texts_home(_texts_home: Path, tmp_path: Path) -> Path:
    """A home with one record, three texts and a case; free to be broken."""
    shutil.copytree(_texts_home.parent / "corpus", tmp_path / "corpus")
    return Path(shutil.copytree(_texts_home, tmp_path / "home"))


def generation(home: Path) -> Path:
    folder = current_generation(home)
    assert folder is not None
    return folder


def keys(home: Path) -> set[str]:
    """What is indexed of the imported texts."""
    return set(json.loads((generation(home) / "texts" / "keys.json").read_text(encoding="utf-8")))


def best(home: Path, question: str) -> str:
    """The first imported text that a question finds."""
    retriever = open_retriever(Settings(home=home))
    found = retriever.articles(question, 1, NOW)[0].passage.id
    retriever.store.close()
    return found


@pytest.fixture(scope="module")
def library(_texts_home: Path) -> Iterator[Library]:
    library = Library.open(_texts_home, Registry.load())
    yield library
    library.close()


@pytest.fixture(scope="module")
def retriever(_texts_home: Path) -> Iterator[KnowledgeRetriever]:
    retriever = open_retriever(Settings(home=_texts_home))
    yield retriever
    retriever.store.close()


@pytest.mark.parametrize(
    ("question", "on", "kinds", "expected"),
    [
        ("货款到账以后多久归还互助金", NOW, (), f"{NEW}#第六条"),
        ("货款到账以后多久归还互助金", BEFORE, (), f"{OLD}#第五条"),
        ("春分茶会自带茶具", BEFORE, (), f"{OLD}#第八条"),
        ("石磨夜里转动吵醒邻人", LATER, (), f"{COMING}#第二条"),
        (KILN, NOW, (), "case-import"),
        (KILN, NOW, (Kind.CASE,), "case-import"),
        ("货款到账以后多久归还互助金", NOW, (Kind.ARTICLE,), f"{NEW}#第六条"),
    ],
)
def test_a_text_is_found_by_its_words(
    retriever: KnowledgeRetriever, question: str, on: str, kinds: tuple[Kind, ...], expected: str
) -> None:
    hits = retriever.articles(question, 3, on, kinds)
    assert hits[0].passage.id.startswith(expected)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)


@pytest.mark.parametrize(
    ("on", "kinds", "versions"),
    [
        ("2019-02-28", (Kind.ARTICLE,), set()),
        ("2019-03-01", (Kind.ARTICLE,), {OLD}),  # in force from the day of its publication, no other being known
        ("2023-08-31", (Kind.ARTICLE,), {OLD}),
        ("2023-09-01", (Kind.ARTICLE,), {NEW}),  # as its last article says
        ("2030-05-01", (Kind.ARTICLE,), {NEW, COMING}),
        (NOW, (Kind.CASE,), {"case"}),
        (NOW, (Kind.CASE, Kind.ARTICLE), {NEW, "case"}),
        (NOW, (), {NEW, "case"}),
        (NOW, (Kind.MECHANISM,), set()),
    ],
)
def test_only_what_is_law_on_the_day_and_of_the_kinds_is_given(
    retriever: KnowledgeRetriever, on: str, kinds: tuple[Kind, ...], versions: set[str]
) -> None:
    hits = retriever.articles("互助金停工风箱窑炉", 100, on, kinds)
    found = {hit.passage.record_id if hit.passage.kind is Kind.ARTICLE else "case" for hit in hits}
    assert found == versions


def test_without_a_day_it_is_today_that_counts_when_the_question_comes(_texts_home: Path) -> None:
    today = date.fromisoformat(BEFORE)
    retriever = open_retriever(Settings(home=_texts_home)).model_copy(update={"today": lambda: today})
    versions = []
    for day in (BEFORE, NOW):
        today = date.fromisoformat(day)
        hits = retriever.articles("货款到账以后多久归还互助金", 5, kinds=(Kind.ARTICLE,))
        versions.append({hit.passage.record_id for hit in hits})
    retriever.store.close()
    assert versions == [{OLD}, {NEW}]


def test_records_and_texts_answer_one_question(retriever: KnowledgeRetriever) -> None:
    """A question that names the record, lest the gate decide."""
    question = "活封的窑炉被雷击中，货款到账以后多久归还互助金"
    hits = retriever.search(question, 20, on=NOW)
    assert {hit.passage.kind for hit in hits} == {Kind.MECHANISM, Kind.ARTICLE, Kind.CASE}
    texts = [hit for hit in hits if hit.passage.kind is not Kind.MECHANISM]
    assert texts == retriever.articles(question, 20, NOW)[: len(texts)]
    for kinds in ((Kind.MECHANISM,), (Kind.ARTICLE,), (Kind.CASE,), (Kind.CASE, Kind.MECHANISM)):
        found = retriever.search(question, 20, kinds, NOW)
        assert {hit.passage.kind for hit in found} == set(kinds)
        assert len({hit.passage.id for hit in found}) == len(found)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_no_more_than_wanted(retriever: KnowledgeRetriever, k: int) -> None:
    assert len(retriever.articles("互助金", k, NOW)) == k


def test_an_article_is_a_passage_of_its_version(library: Library) -> None:
    passage = text_passage(library, f"{NEW}#第六条")
    assert (passage.id, passage.record_id, passage.title) == (f"{NEW}#第六条", NEW, AID)
    assert (passage.kind, passage.section, passage.locator) == (Kind.ARTICLE, Section.ARTICLE, "第六条")
    assert passage.text == REPAYING
    assert passage.source == f"《{AID}》（2023-05-01文本，自2023-09-01起施行）"
    assert passage.verified


def test_a_version_and_a_case_can_be_shown_whole(library: Library) -> None:
    entry, passages = text_record(library, NEW)
    assert (entry.id, entry.kind, entry.title, entry.source.date) == (NEW, Kind.ARTICLE, AID, "2023-05-01")
    assert [passage.locator for passage in passages][:2] == ["第一条", "第二条"]
    assert len(passages) == len(AID_2023)
    ((case_id, case),) = library.cases()
    entry, passages = text_record(library, case_id)
    assert (entry.kind, entry.title) == (Kind.CASE, case.title)
    assert Section.FACTS in {passage.section for passage in passages}
    assert any(KILN in passage.text for passage in passages)
    for passage in passages:
        assert text_passage(library, passage.id).locator == passage.locator


@pytest.mark.parametrize(
    "key",
    [f"{NEW}#第十三条", f"{AID}@2020-01-01#第一条", "无此法@2020-01-01", "case-import-0", f"{NEW}#案情", f"{AID}@"],
)
def test_what_is_not_there_is_told(library: Library, key: str) -> None:
    with pytest.raises(RecordNotFound, match="没有编号为"):
        (text_passage if "#" in key else text_passages)(library, key)


def test_search_and_show_know_the_texts(texts_home: Path) -> None:
    settings = Settings(home=texts_home)
    hits = search(settings, "货款到账以后多久归还互助金", 3)
    assert hits[0].passage.id == f"{NEW}#第六条"
    assert {hit.passage.kind for hit in search(settings, "查封设备继续使用", 3, (Kind.MECHANISM,))} == {Kind.MECHANISM}
    _, passages = open_record(settings, NEW)
    assert [one.text for one in passages if one.locator == "第六条"] == [REPAYING]


def test_nothing_imported_no_index(small_home: Path) -> None:
    folder = generation(small_home)
    assert not (folder / "texts").exists()
    assert read_manifest(small_home, folder).texts == 0
    store = Store.open(small_home)
    assert store.texts is None
    store.close()


def test_cases_alone_are_indexed(small_home: Path, corpus: Path, embedder: StaticEmbeddings, tmp_path: Path) -> None:
    (tmp_path / "案例907.md").write_text(CASE, encoding="utf-8")
    import_sources(small_home, [tmp_path / "案例907.md"], Registry.load())
    assert build(small_home, embedder, corpus).texts > 0
    assert KILN in search(Settings(home=small_home), KILN, 1, (Kind.CASE,))[0].passage.text


def test_texts_that_have_all_ceased_to_be_law_are_found_as_of_their_days(
    small_home: Path, corpus: Path, embedder: StaticEmbeddings, tmp_path: Path
) -> None:
    """A law that the shipped registry knows to be repealed since 2021."""
    file = print_law(tmp_path, "中华人民共和国合同法", "1999-03-15", AID_2019)
    import_sources(small_home, [file], Registry.load())
    assert build(small_home, embedder, corpus).texts == len(AID_2019)
    retriever = open_retriever(Settings(home=small_home))
    question = "货款到账以后多久归还互助金"
    assert retriever.articles(question, 5, NOW) == []
    assert retriever.articles(question, 5, "2020-12-31")[0].passage.text == REPAYING
    assert retriever.articles(question, 5, "1999-01-01") == []
    retriever.store.close()


def files_of(folder: Path) -> dict[str, str]:
    """Digests of all but Chroma's own files, which change when they are opened."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and folder / "dense" not in file.parents]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_rebuild_takes_over_texts_that_have_not_changed(texts_home: Path) -> None:
    before = files_of(generation(texts_home) / "texts")
    count = read_manifest(texts_home, generation(texts_home)).texts
    old = generations(texts_home)
    counting = Counting()
    write_mechanism(texts_home.parent / "corpus", "more", "协同执行")
    report = build(texts_home, counting, texts_home.parent / "corpus")
    assert report.rebuilt
    assert generations(texts_home) != old
    assert report.texts == count == len(AID_2019) + len(AID_2023) + len(TOOL_TEXTS) + 3
    assert files_of(generation(texts_home) / "texts") == before
    assert counting.given == report.passages  # the records, and nothing of the texts
    assert best(texts_home, "货款到账归还") == f"{NEW}#第六条"


def test_every_version_is_indexed_whatever_the_day(texts_home: Path, embedder: StaticEmbeddings) -> None:
    articles = {key.partition("#")[0] for key in keys(texts_home) if "@" in key}
    assert articles == {OLD, NEW, COMING}
    assert not build(texts_home, embedder, texts_home.parent / "corpus").rebuilt


def test_a_changed_text_rebuilds(texts_home: Path, embedder: StaticEmbeddings) -> None:
    file = print_law(texts_home.parent / "printed", TOOLS, "2030-05-01", [*TOOL_TEXTS, "渡船免费。"])
    import_sources(texts_home, [file], Registry.load())
    report = build(texts_home, embedder, texts_home.parent / "corpus")
    assert report.rebuilt
    assert f"{COMING}#第四条" in keys(texts_home)


def test_a_new_version_ends_the_one_before(texts_home: Path, embedder: StaticEmbeddings) -> None:
    """The days of what was there before change, though not a word of it does."""
    question, day = "货款到账以后多久归还互助金", "2025-07-01"
    assert best(texts_home, question) == f"{NEW}#第六条"
    file = print_law(texts_home.parent / "printed", AID, "2025-06-01", [*AID_2023[:-1], "本法自公布之日起施行。"])
    import_sources(texts_home, [file], Registry.load())
    assert build(texts_home, embedder, texts_home.parent / "corpus").rebuilt
    retriever = open_retriever(Settings(home=texts_home))
    found = {
        on: {hit.passage.record_id for hit in retriever.articles(question, 5, on, (Kind.ARTICLE,))}
        for on in ("2025-05-31", day)
    }
    retriever.store.close()
    assert found == {"2025-05-31": {NEW}, day: {f"{AID}@2025-06-01"}}


FACTS = ("group", "size", "since", "until")
DAMAGES = {
    "keys cut": lambda folder: (folder / "keys.json").write_text('["a', encoding="utf-8"),
    "keys of another index": lambda folder: (folder / "keys.json").write_text('["a"]', encoding="utf-8"),
    "groups cut": lambda folder: (folder / "groups.json").write_text("[", encoding="utf-8"),
    "facts gone": lambda folder: (folder / "facts.npz").unlink(),
    "facts of another index": lambda folder: np.savez(folder / "facts.npz", **dict.fromkeys(FACTS, np.zeros(1, int))),
    "halved vectors cut": lambda folder: os.truncate(folder / "vectors.npy", 3000),
    "centres of another index": lambda folder: np.save(folder / "centres.npy", np.zeros((1, 2), np.float32)),
    "lexical gone": lambda folder: shutil.rmtree(folder / "lexical"),
    "vectors no database": lambda folder: (folder / "dense" / "chroma.sqlite3").write_bytes(b"no database" * 500),
    "all gone": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_and_the_next_build_repairs_it(
    texts_home: Path, embedder: StaticEmbeddings, damage: str
) -> None:
    corpus = texts_home.parent / "corpus"
    folder = generation(texts_home) / "texts"
    DAMAGES[damage](folder)
    with pytest.raises(IndexCorrupt, match="shukun build"):
        Store.open(texts_home).close()
    assert build(texts_home, embedder, corpus).rebuilt
    assert best(texts_home, "货款到账归还") == f"{NEW}#第六条"


def test_a_text_that_has_gone_since_the_build_is_passed_over(texts_home: Path) -> None:
    library_file(texts_home).unlink()
    hits = search(Settings(home=texts_home), "法院查封设备后允许企业继续使用设备", 5)
    assert hits
    assert {hit.passage.kind for hit in hits} == {Kind.MECHANISM}
