"""Thirty questions, ten for each role: an answer cites a mechanism, a case and an article that are expected."""

from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter
from yaml import safe_load

from assistant.assistant import Assistant
from assistant.messages import Answer, Question
from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.records import Role, Section
from knowledge.registry import Registry
from tests.assistant.asking import events_of, reply_of

REGISTRY = Registry.load()


class Expected(BaseModel):
    """Of each list, one must be cited."""

    role: Role
    question: str
    mechanism: list[str]
    case: list[str]
    article: list[str]


EXPECTED = TypeAdapter(list[Expected]).validate_python(
    safe_load((Path(__file__).parents[1] / "evals" / "answers.yaml").read_text(encoding="utf-8"))
)


def test_there_are_ten_for_each_role() -> None:
    assert Counter(one.role for one in EXPECTED) == dict.fromkeys(Role, 10)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: one.question[:20])
def test_an_answer_cites_what_is_expected(assistant: Assistant, expected: Expected) -> None:
    answer = reply_of(events_of(assistant, Question(expected.question, expected.role))).outcome
    assert isinstance(answer, Answer)
    passages = [citation.passage for citation in answer.citations]
    sources = [one.source for one in passages if one.section in {Section.BASIS, Section.ARTICLE}]
    resolved = [one for source in sources for one in resolve(find(source, REGISTRY), REGISTRY)]
    records = {passage.record_id for passage in passages}
    articles = {f"{one.law.name}{one.article}" for one in resolved if one.law and one.article}
    for kind, wanted, found in (
        ("mechanism", expected.mechanism, records),
        ("case", expected.case, records),
        ("article", expected.article, articles),
    ):
        assert set(wanted) & found, f"{kind}: {wanted} not in {sorted(found)}"
