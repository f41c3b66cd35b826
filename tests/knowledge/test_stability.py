"""An order that can be relied on: the same in every run, and hardly touched by a document on something else."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assembly import open_retriever
from assistant.settings import Settings
from knowledge.build import CORPUS, build
from knowledge.embedding import StaticEmbeddings
from knowledge.importing import import_sources
from knowledge.records import Hit, Mechanism
from knowledge.registry import Registry
from knowledge.retriever import KnowledgeRetriever
from knowledge.training.labelled import read_labelled
from tests.knowledge.invented_law import print_all

EVALS = Path(__file__).parents[1] / "evals" / "retrieval"
QUESTIONS = (
    "破产了还能跟债主谈吗",
    "公司账面亏空但有技术有订单，能不能引个金主进来把账理顺，不关门",
    "钱都还清了，厂里贷款还是批不下来，银行说系统里有官司，申请人同意的话法院能帮着出个什么",
    "法院说要把我列失信了，能缓一缓不，我正在外头拉投资",
    "机器被封还能用吗",
    "判决下来了我一下子还不上，能跟对方商量慢慢还不",
    "重整计划执行期间，外省多家法院冻结的账户如何在短期内统一解除",
    "刚在工会调成了，工人怕厂里反悔，怎样让这张纸到时候能直接强制",
    "执行款只扣到一小部分，大债主和工人都盯着，怎样劝大债主让工人的钱先发",
    "官司还没判，娃等着交学费，工钱能提前要一点出来不",
)
ON, FIRST, DEPTH = "2026-11-21", 10, 30
BEES = (
    "春天油菜开花，蜂群开始繁殖，养蜂人给蜂箱加上新的巢脾，蜂王一天产卵上千粒。",
    "夏天槐花流蜜，用摇蜜机把蜜从巢脾里甩出来，过滤以后装进玻璃瓶。",
    "分蜂的时候，老蜂王带着一半工蜂飞走，挂在附近的树枝上结成一团，用收蜂笼收回来。",
    "秋天治螨，把药片挂在两张巢脾中间，二十天后取出，流蜜期里不用药。",
    "冬天蜂群结团，箱外包上稻草，箱内留足蜜，太阳好的中午蜜蜂出来排泄飞翔。",
    "胡蜂来袭时守在巢门前拍打，巢门缩到只容两只蜜蜂进出。",
)


def write_beekeeping(corpus: Path) -> None:
    """A record that shares no subject with the others."""
    lines = [
        "---",
        "id: mechanism-bees",
        "title: 养蜂取蜜",
        "aliases: [蜂箱管理]",
        "roles: [mediator]",
        "figures: []",
        "basis: []",
        "related: []",
        "source: {title: 蜂场日记, publisher: 蜂友, date: 2025-05-01}",
        "---",
        *(f"## {section.value}\n{BEES[place % len(BEES)]}" for place, section in enumerate(Mechanism.required)),
        "",
    ]
    (corpus / "mechanisms" / "bees.md").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def texts_home(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Path:
    """The shipped records and a few imported texts."""
    home = tmp_path_factory.mktemp("stable") / "home"
    import_sources(home, [print_all(home.parent / "printed")], Registry.load())
    build(home, embedder)
    return home


@pytest.fixture(scope="module")
def retriever(texts_home: Path) -> Iterator[KnowledgeRetriever]:
    retriever = open_retriever(Settings(home=texts_home))
    yield retriever
    retriever.store.close()


@pytest.fixture(scope="module")
def with_bees(texts_home: Path, embedder: StaticEmbeddings) -> Iterator[KnowledgeRetriever]:
    """The same with the record about bees."""
    home = Path(shutil.copytree(texts_home, texts_home.parent / "bees"))
    corpus = Path(shutil.copytree(CORPUS, texts_home.parent / "corpus"))
    write_beekeeping(corpus)
    assert build(home, embedder, corpus).rebuilt
    retriever = open_retriever(Settings(home=home))
    yield retriever
    retriever.store.close()


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def records(hits: list[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.passage.record_id for hit in hits))


def test_the_questions_are_those_that_people_labelled() -> None:
    assert set(QUESTIONS) <= {one.question for one in read_labelled(EVALS) if one.records}
    assert len(set(QUESTIONS)) == 10


def test_the_new_document_is_found(with_bees: KnowledgeRetriever) -> None:
    assert records(with_bees.search("蜂箱管理怎么做", 1)) == ["mechanism-bees"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_unrelated_document_moves_no_hit_by_more_than_one_place(
    retriever: KnowledgeRetriever, with_bees: KnowledgeRetriever, question: str
) -> None:
    before, after = (one.search(question, DEPTH, on=ON) for one in (retriever, with_bees))
    assert len(before) == DEPTH
    for order in (ids, records):
        old, new = order(before[:FIRST]), order(after)
        moved = {one: (place, new.index(one) if one in new else None) for place, one in enumerate(old)}
        assert all(now is not None and abs(now - place) <= 1 for place, now in moved.values()), moved


def order(retriever: KnowledgeRetriever) -> list[list[tuple[str, float]]]:
    """Hits of all the questions, of records and texts, and of texts alone."""
    found = [
        [*retriever.search(question, DEPTH, on=ON), *retriever.articles(question, 5, ON)] for question in QUESTIONS
    ]
    return [[(hit.passage.id, hit.score) for hit in hits] for hits in found]


@pytest.fixture(scope="module")
def ours(retriever: KnowledgeRetriever) -> list[list[tuple[str, float]]]:
    return order(retriever)


def test_two_retrievers_give_the_same_order(ours: list[list[tuple[str, float]]], texts_home: Path) -> None:
    other = open_retriever(Settings(home=texts_home))
    assert order(other) == ours
    other.store.close()


FRESH = """
import json, sys
from pathlib import Path
from assistant.assembly import open_retriever
from assistant.settings import Settings
from tests.knowledge.test_stability import order
print(json.dumps(order(open_retriever(Settings(home=Path(sys.argv[1]))))))
"""


def test_two_processes_give_the_same_order(ours: list[list[tuple[str, float]]], texts_home: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", FRESH, texts_home],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    first, second = (json.loads(process.communicate(timeout=60)[0]) for process in processes)
    assert first == second
    assert [[key for key, _ in hits] for hits in first] == [[key for key, _ in hits] for hits in ours]
