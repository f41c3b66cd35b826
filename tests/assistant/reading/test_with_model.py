"""A language model reads what follows up earlier turns; of what it says, what the user's words bear out is taken."""

import asyncio
import json
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.upstream import Upstream
from assistant.messages import Answer, Question, Turn
from assistant.reading.with_model import ModelReader
from assistant.settings import Settings
from assistant.tools.toolbox import Toolbox
from knowledge.records import Role
from knowledge.relief import ReliefRules
from tests.assistant.asking import LAWBOOK, events_of, reply_of
from tests.model_server import Manner, ModelServer, model_server

ASKED = "法院查封了厂里的机器，我们是电子厂，订单还有，欠供应商货款四十万"
FOLLOW_UP = "那这个具体要满足什么"
GOOD: dict[str, Any] = {
    "standalone": "电子厂机器被查封、欠供应商货款四十万、订单还有，申请活封要满足什么条件",
    "intent": "mechanism",
    "facts": [
        {"key": "orders", "value": "是", "words": "订单还有"},
        {"key": "stage", "value": "执行中", "words": "已经强制执行"},  # never said
        {"key": "no_such_fact", "value": "是", "words": "电子厂"},
        {"key": "claim", "value": "乱写的", "words": "货款"},
    ],
}


def _reader(server: ModelServer) -> ModelReader:
    return ModelReader(Upstream(Settings(llm_base_url=server.base_url, llm_model="loopback")), ReliefRules.load())


def _asked(assistant: Assistant, server: ModelServer, text: str = FOLLOW_UP, *, turns: bool = True) -> Answer:
    box = Toolbox(assistant.retriever, LAWBOOK)
    read = Assistant(box, [ExtractiveComposer()], _reader(server))
    question = Question(text, Role.MEDIATOR, (Turn(ASKED, "可以考虑活封。"),) if turns else ())
    outcome = reply_of(events_of(read, question)).outcome
    assert isinstance(outcome, Answer), outcome
    return outcome


def _read(server: ModelServer, text: str = FOLLOW_UP) -> Any:
    question = Question(text, Role.MEDIATOR, (Turn(ASKED, "可以考虑活封。"),))
    return asyncio.run(_reader(server).read(question))


@pytest.mark.parametrize("frame", ["{}", "```json\n{}\n```", "好的：{}"])
def test_what_the_words_bear_out_is_taken(frame: str) -> None:
    with model_server(frame.replace("{}", json.dumps(GOOD, ensure_ascii=False))) as server:
        reading = _read(server)
    assert reading.standalone == GOOD["standalone"]
    assert reading.intent == "mechanism"
    assert reading.facts == {"orders": True}


@pytest.mark.parametrize(
    "standalone",
    [
        "欠供应商货款五十万的电子厂怎么申请活封",  # another sum
        "民事诉讼法第一百零六条的活封要什么条件",  # law that nobody named
    ],
)
def test_a_question_that_says_more_than_the_user_is_not_taken(standalone: str) -> None:
    with model_server(json.dumps({**GOOD, "standalone": standalone}, ensure_ascii=False)) as server:
        assert (_read(server)).standalone is None


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("我无法回答。", Manner.WELL),
        ("{}", Manner.WELL),
        (json.dumps({**GOOD, "intent": "hack"}), Manner.WELL),
        (json.dumps(GOOD), Manner.BREAKS),
        ("", Manner.FAULT),
        ("", Manner.BAD_JSON),
    ],
)
def test_where_it_fails_the_rules_read_alone(assistant: Assistant, text: str, manner: Manner) -> None:
    with model_server(text, manner) as server:
        failed = _asked(assistant, server)
    rules = reply_of(
        events_of(
            Assistant(Toolbox(assistant.retriever, LAWBOOK), [ExtractiveComposer()]),
            Question(FOLLOW_UP, Role.MEDIATOR, (Turn(ASKED, "可以考虑活封。"),)),
        )
    ).outcome
    assert failed == rules


def test_a_reading_leads_the_search(assistant: Assistant) -> None:
    repair = {"standalone": "还清货款四十万以后怎么申请信用修复", "intent": "mechanism", "facts": []}
    with model_server(json.dumps(repair, ensure_ascii=False)) as server:
        cited = {one.passage.record_id for one in _asked(assistant, server).citations}
    assert "mechanism-credit-repair" in cited


def test_a_first_question_is_not_sent_to_be_read(assistant: Assistant) -> None:
    with model_server("{}") as server:
        _asked(assistant, server, "活封要满足什么条件？", turns=False)
        assert server.requests == []


def test_the_model_sees_placeholders_and_its_reading_the_words_again() -> None:
    told = "我叫张伟，身份证号11010119900307793X，老板欠我工资"
    with model_server("{}") as server:
        asyncio.run(_reader(server).read(Question("那怎么要", Role.LITIGANT, (Turn(told, "可以投诉。"),))))
        assert "11010119900307793X" not in server.seen
        assert "〔" in server.seen
