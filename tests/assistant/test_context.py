"""Which records an answer rests on, and which of their sections a role is given."""

from collections import Counter
from itertools import pairwise

import pytest

from assistant.assistant import Assistant
from assistant.context import LIMITS, common_ways, gather, record_scores
from assistant.outline import ASKED, OUTLINES, fixtures_for, outline_for, sections_for
from assistant.reading.intents import Intent
from knowledge.records import Hit, Kind, Role, Section
from tests.assistant.asking import SEALED_FACTORY, passage

QUESTIONS = [SEALED_FACTORY, "企业资不抵债，执行转破产后能不能和解，信用怎么修复？", "司法确认怎么申请"]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("question", QUESTIONS)
def test_evidence_is_the_sections_that_the_role_reads_of_few_records(
    assistant: Assistant, question: str, role: Role
) -> None:
    hits = gather(assistant.retriever.search(question), assistant.retriever.store, role)
    assert hits
    fixed = {(pick.of, pick.section) for pick in fixtures_for(role)}
    for hit in hits:
        chosen = hit.passage.section in sections_for(role, hit.passage.kind)
        assert chosen or (hit.passage.record_id, hit.passage.section) in fixed
    hits = tuple(hit for hit in hits if hit.score)
    records = Counter(kind for _, kind in {(hit.passage.record_id, hit.passage.kind) for hit in hits})
    assert all(count <= LIMITS[kind] for kind, count in records.items())
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_the_best_record_comes_first_and_its_passages_stay_together(assistant: Assistant) -> None:
    hits = gather(assistant.retriever.search(SEALED_FACTORY), assistant.retriever.store, Role.MEDIATOR)
    rests = [hit.passage.section is Section.BASIS for hit in hits]
    assert rests == sorted(rests)  # the articles behind everything that rests on them
    for part in (hits[: rests.index(True)], hits[rests.index(True) :]):
        scores = [hit.score for hit in part]
        assert scores == sorted(scores, reverse=True)
        order = [hit.passage.record_id for hit in part]
        changes = sum(earlier != later for earlier, later in pairwise(order))
        assert changes == len(set(order)) - 1


def test_a_mechanism_without_a_case_brings_its_related_case(assistant: Assistant) -> None:
    store = assistant.retriever.store
    hit = Hit(store.record("mechanism-live-seizure")[1][0], 0.9)
    hits = gather([hit], store, Role.MEDIATOR)
    assert "case-dongguan-electronics" in {hit.passage.record_id for hit in hits}


def test_a_case_without_a_mechanism_brings_its_related_mechanism(assistant: Assistant) -> None:
    store = assistant.retriever.store
    hits = gather([Hit(store.record("case-chongqing-housing")[1][0], 0.9)], store, Role.MEDIATOR)
    assert hits[0].passage.record_id == "case-chongqing-housing"  # the record that was found stays first
    assert "mechanism-coordinated-enforcement" in {hit.passage.record_id for hit in hits}


def test_a_litigant_is_told_of_a_related_procedure(assistant: Assistant) -> None:
    store = assistant.retriever.store
    hits = [
        Hit(store.record("mechanism-wage-priority")[1][0], 0.9),
        Hit(store.record("procedure-legal-aid")[1][0], 0.1),
    ]
    assert "procedure-legal-aid" in {hit.passage.record_id for hit in gather(hits, store, Role.LITIGANT)}
    assert "procedure-legal-aid" not in {hit.passage.record_id for hit in gather(hits, store, Role.MEDIATOR)}


def test_no_hits_are_no_evidence(assistant: Assistant) -> None:
    assert gather([], assistant.retriever.store, Role.JUDGE) == ()


def test_a_far_weaker_record_of_a_kind_is_left_out(assistant: Assistant) -> None:
    store = assistant.retriever.store

    def mechanisms(weaker: float) -> set[str]:
        strong = [Hit(found, 0.9) for found in store.record("mechanism-live-seizure")[1][:2]]
        weak = [Hit(found, weaker) for found in store.record("mechanism-credit-repair")[1][:2]]
        evidence = gather([*strong, *weak], store, Role.MEDIATOR)
        return {hit.passage.record_id for hit in evidence if hit.passage.kind is Kind.MECHANISM}

    assert mechanisms(0.1) == {"mechanism-live-seizure"}
    assert mechanisms(0.8) == {"mechanism-live-seizure", "mechanism-credit-repair"}


def test_a_record_is_judged_by_its_strongest_passages() -> None:
    given = {Section.WHAT: 0.8, Section.RISKS: 0.6, Section.STEPS: 0.1}
    scattered = [Hit(passage("甲。", "a", section), score) for section, score in given.items()]
    scores = record_scores([*scattered, Hit(passage("乙。", "b"), 0.9)])
    assert scores["a"] == pytest.approx(0.7)
    assert scores["b"] < scores["a"]  # one lucky passage does not outweigh two good ones


@pytest.mark.parametrize("role", Role)
def test_every_role_is_told_conditions_cases_and_basis(role: Role) -> None:
    assert Section.CONDITIONS in sections_for(role, Kind.MECHANISM)
    assert {Section.FACTS, Section.OUTCOME, Section.BASIS} <= sections_for(role, Kind.CASE)
    assert [part.heading for part in OUTLINES[role]][-1] == "依据"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("intent", Intent)
def test_what_is_asked_for_comes_first_and_nothing_comes_twice(role: Role, intent: Intent) -> None:
    parts = outline_for(role, intent)
    asked = ASKED.get(intent, ())
    assert parts[2 : 2 + len(asked)] == asked
    assert len({part.heading for part in parts}) == len(parts)
    assert {part.heading for part in OUTLINES[role]} <= {part.heading for part in parts}


def test_a_way_that_is_always_open_stands_in_for_what_hardly_fits(assistant: Assistant) -> None:
    store = assistant.retriever.store
    common = common_ways("货款")
    hits = gather((), store, Role.MEDIATOR, common=common)
    assert {hit.passage.record_id for hit in hits if hit.passage.kind is not Kind.CASE} >= set(common)
    assert gather((), store, Role.MEDIATOR) == ()
    assert set(common_ways("工资")).isdisjoint(common)
