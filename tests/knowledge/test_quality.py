"""Measured quality on the half of the labelled questions that nothing was fitted on."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from assistant.assembly import open_retriever
from assistant.settings import Settings
from knowledge.lexicon import Lexicon
from knowledge.retriever import KnowledgeRetriever
from knowledge.training.asked import read_asked
from knowledge.training.labelled import measure, read_labelled

QUESTIONS = Path(__file__).parents[1] / "evals" / "retrieval"
TEST = read_labelled(QUESTIONS, "test")
ALIKE = 80  # of 100, the share of characters that two questions have in the same order


@pytest.fixture(scope="module")
def retriever(settings: Settings) -> Iterator[KnowledgeRetriever]:
    retriever = open_retriever(settings)
    yield retriever
    retriever.store.close()


def test_quality_on_questions_that_nothing_was_fitted_on(retriever: KnowledgeRetriever) -> None:
    quality = measure(retriever, TEST)
    assert quality.articles is None  # no law is imported here; `make bench` measures that
    assert quality.records >= 0.90  # measured .93
    assert quality.first >= 0.83
    assert quality.refused >= 0.95
    assert quality.lost <= 0.03


def test_there_are_enough_questions() -> None:
    every = read_labelled(QUESTIONS)
    assert len([one for one in every if not one.foreign]) >= 200
    assert len([one for one in TEST if not one.foreign]) >= 100
    assert len([one for one in TEST if one.foreign]) >= 60
    assert len({one.question for one in every}) == len(every)
    assert {one.role for one in TEST} == {"mediator", "litigant", "judge"}


def test_nothing_trained_on_is_nearly_a_question_of_the_test_half() -> None:
    trained = [one.question for one in read_labelled(QUESTIONS, "tune")] + [one.text for one in read_asked()]
    test = [one.question for one in TEST]
    alike = process.cdist(test, trained, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
    assert [(test[one], trained[other]) for one, other in np.argwhere(alike)] == []


@pytest.mark.parametrize(
    ("question", "term"),
    [("厂里机器被贴条了", "查封"), ("对方是老赖怎么办", "失信被执行人"), ("今天天气怎么样", None)],
)
def test_spoken_words_are_searched_as_the_law_has_them(question: str, term: str | None) -> None:
    terms = Lexicon.load().terms(question)
    assert term in terms if term else not terms
