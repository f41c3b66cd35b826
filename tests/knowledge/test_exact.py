"""What a question names outright comes first."""

from collections.abc import Iterator

import pytest

from assistant.assembly import open_retriever
from assistant.settings import Settings
from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.importing import import_sources
from knowledge.library import Library
from knowledge.records import Kind
from knowledge.registry import Registry
from knowledge.retriever import KnowledgeRetriever
from tests.knowledge.invented_law import AID_2019, AID_2023, CASE, print_law

AID = "样品互助社法"
OLD, NEW = f"{AID}@2019-03-01", f"{AID}@2023-05-01"
NOW, BEFORE = "2026-11-21", "2022-01-01"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Iterator[KnowledgeRetriever]:
    """The shipped records, an invented law in two versions and an invented guiding case."""
    home = tmp_path_factory.mktemp("exact") / "home"
    printed = home.parent / "printed"
    print_law(printed, AID, "2019-03-01", AID_2019)
    print_law(printed, AID, "2023-05-01", AID_2023)
    (printed / "案例907.md").write_text(CASE, encoding="utf-8")
    import_sources(home, [printed], Registry.load())
    build(home, embedder)
    retriever = open_retriever(Settings(home=home))
    yield retriever
    retriever.store.close()


@pytest.mark.parametrize(
    ("question", "on", "first"),
    [
        (f"{AID}第六条", NOW, f"{NEW}#第六条"),
        (f"《{AID}》第6条怎么说", NOW, f"{NEW}#第六条"),
        (f"{AID}第五条", BEFORE, f"{OLD}#第五条"),
    ],
)
def test_a_named_article_comes_first_as_it_is_law_on_the_day(
    retriever: KnowledgeRetriever, question: str, on: str, first: str
) -> None:
    hits = retriever.search(question, 5, on=on)
    assert hits[0].passage.id == first
    assert hits[0].score == 1.0
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_a_named_guiding_case_comes_first(retriever: KnowledgeRetriever) -> None:
    hits = retriever.search("指导案例907号", 3)
    assert {hit.passage.record_id for hit in hits} == {next(iter(Library.cases(retriever.library())))[0]}


def test_kinds_filter_what_is_named(retriever: KnowledgeRetriever) -> None:
    hits = retriever.search(f"{AID}第六条与活封", 5, [Kind.MECHANISM])
    assert {hit.passage.kind for hit in hits} == {Kind.MECHANISM}


@pytest.mark.parametrize("question", [f"{AID}第九百条", "不存在的法第三条", "指导案例9999号"])
def test_what_is_named_and_not_there_invents_nothing(retriever: KnowledgeRetriever, question: str) -> None:
    assert all(hit.score < 1.0 for hit in retriever.search(question, 5))
