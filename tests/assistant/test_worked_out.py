"""Sums, deadlines and routes in answers: read from the question, worked out, cited like passages."""

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import ModelComposer
from assistant.events import Consulted
from assistant.messages import Answer, Clarification, Outcome, Question, Refusal, Turn, outcome_name
from assistant.settings import Settings
from assistant.tools import is_worked_out, worked_out
from assistant.tools.toolbox import Toolbox
from knowledge.errors import RecordNotFound
from knowledge.records import Kind, Role
from tests.assistant.asking import LAWBOOK, events_of, reply_of
from tests.model_server import ModelServer, model_server

TODAY = date(2026, 11, 28)
FEE = "八十万货款起诉要交多少诉讼费"


@pytest.fixture(scope="module")
def counting(assistant: Assistant) -> Assistant:
    """The assistant on a fixed day."""
    return Assistant(Toolbox(assistant.retriever, LAWBOOK, lambda: TODAY), [ExtractiveComposer()])


def _outcome(assistant: Assistant, text: str, *turns: Turn, role: Role = Role.MEDIATOR) -> Outcome:
    return reply_of(events_of(assistant, Question(text, role, turns))).outcome


def _talk(assistant: Assistant, *texts: str) -> Outcome:
    """The outcome of the last of several messages."""
    turns: list[Turn] = []
    for text in texts:
        outcome = _outcome(assistant, text, *turns)
        turns.append(Turn(text, outcome.text, outcome_name(outcome)))
    return outcome


@pytest.mark.parametrize("role", Role)
def test_a_sum_is_worked_out_and_cites_its_rule(counting: Assistant, role: Role) -> None:
    answer = _outcome(counting, FEE, role=role)
    assert isinstance(answer, Answer)
    assert "案件受理费：11,800元（人民币壹万壹仟捌佰元整）[1]。" in answer.text
    (citation,) = answer.citations
    assert citation.passage.kind is Kind.CALCULATION
    assert "《诉讼费用交纳办法》（2006-12-19文本，自2007-04-01起）第十三条" in citation.passage.source
    assert citation.passage.verified


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("起诉要五十万，先保全，保全费多少", "3,020元", id="preservation"),
        pytest.param("申请执行30万元，执行费要交多少？", "4,400元", id="enforcement"),
        pytest.param("判决书11月20号收到的，上诉最晚是哪天", "2026年12月7日", id="the last day is a Saturday"),
        pytest.param("起诉要回工资3万，诉讼费多少", "10元", id="labour"),
    ],
)
def test_every_kind_of_sum(counting: Assistant, text: str, says: str) -> None:
    answer = _outcome(counting, text)
    assert isinstance(answer, Answer)
    assert says in answer.text


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        pytest.param(("诉讼费要交多少？", "80万"), "11,800元", id="what was missing is told"),
        pytest.param((FEE, "要是调解结案呢"), "5,900元", id="another ending of the same sum"),
        pytest.param((FEE, "不对，是六十万，不是八十万"), "9,800元", id="a correction"),
        pytest.param(("对方欠我货款80万一直不给，怎么办", "那诉讼费要多少"), "11,800元", id="told before it was asked"),
        pytest.param(
            ("对方欠我货款80万一直不给，怎么办", "说错了，货款是60万", "能申请保全吗", "那诉讼费要多少"),
            "9,800元",
            id="corrected in between",
        ),
    ],
)
def test_what_was_told_before_counts(counting: Assistant, talk: tuple[str, ...], says: str) -> None:
    outcome = _talk(counting, *talk)
    assert isinstance(outcome, Answer)
    assert says in outcome.text


def test_what_is_missing_is_asked_for_and_need_not_be_known(counting: Assistant) -> None:
    asked = _outcome(counting, "诉讼费要交多少？")
    assert isinstance(asked, Clarification)
    assert "金额" in asked.text
    assert any("不清楚" in reply for reply in asked.replies)
    unknown = _outcome(counting, asked.replies[-1], Turn("诉讼费要交多少？", asked.text, "clarification"))
    assert not isinstance(unknown, Clarification)


def test_nobody_is_asked_back_more_than_three_times(counting: Assistant) -> None:
    turns = tuple(Turn("诉讼费要交多少", "要算诉讼费，还缺金额。", "clarification") for _ in range(3))
    assert isinstance(_outcome(counting, "诉讼费要交多少", *turns), Answer | Refusal)


def test_who_bears_the_fee_is_no_sum(counting: Assistant) -> None:
    answer = _outcome(counting, "货款80万，诉讼费由谁承担？")
    assert not isinstance(answer, Answer) or all(one.passage.kind is not Kind.CALCULATION for one in answer.citations)


def test_a_sum_that_cannot_be_told_says_why(counting: Assistant) -> None:
    outcome = _outcome(counting, "借款20万按LPR算，从2026年10月1日到2026年11月1日利息多少")
    notices = outcome.notices if isinstance(outcome, Answer) else (outcome.text,)
    assert any("登记到" in notice for notice in notices)


def test_a_calculation_can_be_opened_again(counting: Assistant) -> None:
    answer = _outcome(counting, FEE)
    assert isinstance(answer, Answer)
    passage = answer.citations[0].passage
    assert is_worked_out(passage.record_id)
    entry, passages = worked_out(passage.record_id)
    assert passages == (passage,)
    assert entry.title == "案件受理费"


@pytest.mark.parametrize(
    "record_id",
    [
        "calculation:court-fee?amount=1",
        "calculation:no-such?on=2026-01-01",
        "route:no-such?stage=x",
        "route:huo-feng?a=b",
    ],
)
def test_what_never_was_cannot_be_opened(record_id: str) -> None:
    with pytest.raises(RecordNotFound):
        worked_out(record_id)


def _modelled(assistant: Assistant, server: ModelServer) -> Assistant:
    box = Toolbox(assistant.retriever, LAWBOOK, lambda: TODAY)
    settings = Settings(llm_base_url=server.base_url, llm_model="loopback", llm_repairs=0)
    return Assistant(box, [ModelComposer(settings, box.for_model), ExtractiveComposer()])


def test_a_model_calls_a_calculator_and_cites_it(assistant: Assistant) -> None:
    question = Question("设备被查封，货款八十万，能活封吗")
    with model_server() as silent:  # which tells how many passages it was given
        found = len(reply_of(events_of(_modelled(assistant, silent), question)).hits)
    offered = silent.seen.count("<资料 编号=")
    with model_server(f"起诉要交的案件受理费是11,800元[{offered + 1}]。") as server:
        server.calls = [("court_fee", {"amount": 800000})]
        events = events_of(_modelled(assistant, server), question)
    consulted = [event for event in events if isinstance(event, Consulted)]
    assert [hit.passage.kind for event in consulted for hit in event.hits] == [Kind.CALCULATION]
    answer = reply_of(events).outcome
    assert isinstance(answer, Answer)
    assert answer.text == "起诉要交的案件受理费是11,800元[1]。"
    assert answer.citations[0].passage.kind is Kind.CALCULATION
    assert len(reply_of(events).hits) == found + 1
    assert "11,800元" in server.requests[-1]["messages"][-1]["content"]


def test_a_models_own_sum_does_not_stand(assistant: Assistant) -> None:
    with model_server("起诉要交的案件受理费是12,345元[1]。") as server:
        events = events_of(_modelled(assistant, server), Question(FEE))
    answer = reply_of(events).outcome
    assert isinstance(answer, Answer)
    assert "12,345" not in answer.text
    assert "11,800元" in answer.text  # the composer that quotes took over


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        pytest.param("court_fee", {"amount": -1}, "负数", id="a wrong input"),
        pytest.param("no_such_tool", {}, "没有这个工具", id="no such tool"),
        pytest.param("route", {"facts": {"nonsense": 1}}, "没有这个事实", id="no such fact"),
        pytest.param("deadline", {"kind": "没有的", "start": "2026-01-01"}, "没有", id="no such deadline"),
    ],
)
def test_a_wrong_call_is_told_and_the_answer_goes_on(
    assistant: Assistant, name: str, given: dict[str, object], told: str
) -> None:
    with model_server() as server:
        server.calls = [(name, given)]
        server.text = "编造的一句[1]。"
        events = events_of(_modelled(assistant, server), Question("设备被查封能不能活封"))
    assert told in server.requests[-1]["messages"][-1]["content"]
    assert isinstance(reply_of(events).outcome, Answer)
