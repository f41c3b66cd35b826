"""What a search gives back over the shipped records: order, filters, refusals."""

from collections import Counter
from collections.abc import Iterator

import pytest

from assistant.assembly import open_retriever
from assistant.settings import Settings
from knowledge.build import CORPUS
from knowledge.choosing import PER_RECORD
from knowledge.features import FEATURES
from knowledge.readers.record_file import read_corpus
from knowledge.records import Kind, Record
from knowledge.retriever import KnowledgeRetriever, hit_of

DISPUTE = "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"
NAMES = Counter(name for record in read_corpus(CORPUS) for name in {record.title, *record.aliases})


@pytest.fixture(scope="module")
def retriever(settings: Settings) -> Iterator[KnowledgeRetriever]:
    retriever = open_retriever(settings)
    yield retriever
    retriever.store.close()


@pytest.mark.parametrize("wording", ["{}", "请问{}怎么申请"])
@pytest.mark.parametrize("record", read_corpus(CORPUS), ids=lambda record: record.id)
def test_a_named_record_comes_first(retriever: KnowledgeRetriever, record: Record, wording: str) -> None:
    for name in (record.title, *record.aliases):
        assert NAMES[name] == 1
        assert retriever.search(wording.format(name), 1)[0].passage.record_id == record.id, name


def test_the_dispute_of_the_report_finds_its_mechanism_and_its_case(retriever: KnowledgeRetriever) -> None:
    found = [hit.passage.record_id for hit in retriever.search(DISPUTE)]
    assert "mechanism-live-seizure" in found[:5]
    assert "case-dongguan-electronics" in found


STORED = [kind for kind in Kind if kind not in {Kind.ARTICLE, Kind.CALCULATION, Kind.ROUTE}]


@pytest.mark.parametrize("question", [DISPUTE, "活封", "老板欠工资三个月，公司账户被冻结"])
def test_hits_are_ordered_distinct_and_varied(retriever: KnowledgeRetriever, question: str) -> None:
    hits = retriever.search(question, 200)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({hit.passage.id for hit in hits}) == len(hits)
    assert max(Counter(hit.passage.record_id for hit in hits).values()) <= PER_RECORD


@pytest.mark.parametrize("k", [1, 3, 24])
def test_k_is_a_limit_on_the_same_list(retriever: KnowledgeRetriever, k: int) -> None:
    assert retriever.search(DISPUTE, k) == retriever.search(DISPUTE, 200)[:k]
    assert len(retriever.search(DISPUTE, k)) == k


@pytest.mark.parametrize(
    "kinds",
    [[Kind.CASE], [Kind.MECHANISM, Kind.PROCEDURE], [Kind.OPINION], STORED],
)
def test_kinds_are_a_filter_on_the_same_list(retriever: KnowledgeRetriever, kinds: list[Kind]) -> None:
    hits = retriever.search(DISPUTE, 200, kinds)
    assert hits == [hit for hit in retriever.search(DISPUTE, 200) if hit.passage.kind in kinds]
    assert {hit.passage.kind for hit in hits} == set(kinds)


@pytest.mark.parametrize("question", [DISPUTE, "信用修复", "今天天气怎么样"])
def test_langchain_gives_the_same_passages(retriever: KnowledgeRetriever, question: str) -> None:
    documents = retriever.invoke(question)
    assert [hit_of(document) for document in documents] == retriever.search(question)
    assert [document.id for document in documents] == [document.metadata["passage"].id for document in documents]
    assert all(document.page_content == document.metadata["passage"].text for document in documents)


@pytest.mark.parametrize(
    "question",
    [
        "今天天气怎么样",
        "红烧肉怎么做",
        "写一首关于春天的诗",
        "特斯拉股价是多少",
        "世界杯冠军是谁",
        "我想离婚，房子怎么分",  # law, but not ours
        "我想离婚，孩子归谁抚养",
        "what is the capital of France",
        "<script>alert(1)</script>",
        "",
        "   ",
        "\x00\x01",
        "？？？",
        "ꙮ🙂",
        "x" * 20_000,
    ],
)
def test_foreign_questions_get_nothing(retriever: KnowledgeRetriever, question: str) -> None:
    assert retriever.search(question) == []


def test_a_very_long_question_is_searched(retriever: KnowledgeRetriever) -> None:
    assert retriever.search((DISPUTE * 1000)[:20_000])


def test_records_are_linked_to_known_questions_by_the_articles_they_rest_on(retriever: KnowledgeRetriever) -> None:
    evidence = retriever.evidence("厂里机器被法院贴了封条，还能接着用不")
    rows, features = evidence.ranked.found.rows.tolist(), evidence.ranked.features
    closest = dict(zip(rows, features[:, FEATURES.index("linked_passage")].tolist(), strict=True))
    votes = dict(zip(rows, features[:, FEATURES.index("linked")].tolist(), strict=True))
    passages = retriever.store.passages
    linked = {row for row in rows if closest[row] > 0}
    assert linked
    assert all(passages[row].cites for row in linked)
    assert all(0 <= votes[row] <= 1 and closest[row] <= 1.001 for row in rows)
    kept = "《最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定》第十条"
    assert any(votes[row] > 0 for row in linked if kept in passages[row].cites)
