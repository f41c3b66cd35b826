"""Answers by a language model, over real sockets: what it is told, and what of its reply is let through."""

import re
import socket

import pytest

from assistant.assembly import build_assistant
from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.events import Checked, Event, Finished, Noticed, SourcesFound, TextDelta
from assistant.grounding import Flaw
from assistant.messages import Answer, Question, Turn
from assistant.sentences import parse
from assistant.settings import Settings
from assistant.tools.toolbox import Toolbox
from knowledge.records import Role
from prompts import digest
from tests.assistant.asking import LAWBOOK, SEALED_FACTORY, events_of, reply_of, said, with_model
from tests.model_server import Manner, ModelServer, model_server

PHONE, IDENTITY = "13800138000", "11010519491231002X"


def _answer(events: list[Event]) -> Answer:
    outcome = reply_of(events).outcome
    assert isinstance(outcome, Answer), outcome
    return outcome


def _shown(events: list[Event]) -> str:
    return "".join(event.sentence.text for event in events if isinstance(event, TextDelta))


def _between(text: str, opening: str, closing: str) -> list[str]:
    return re.findall(rf"{opening}\n([\s\S]*?)\n{closing}", text)


@pytest.mark.parametrize("role", Role)
def test_the_model_is_given_question_passages_and_headings_and_its_answer_is_streamed(home: object, role: Role) -> None:
    with model_server() as server:
        settings = Settings(home=home, llm_base_url=server.base_url, llm_model="loopback", llm_api_key="key-1")
        assistant = build_assistant(settings)
        plain = Assistant(Toolbox(assistant.retriever, LAWBOOK), [ExtractiveComposer()])
        hits = reply_of(events_of(plain, Question(SEALED_FACTORY, role))).hits
        one, two = (max((part.body for part in parse(hit.passage.text)), key=len) for hit in hits[:2])
        server.text = f"## 类似案例\n{one}[1]。\n## 空\n## 依据\n1. {two}[2][1]。\n"
        events = events_of(assistant, Question(SEALED_FACTORY, role))
        assistant.retriever.store.close()
    assert [type(event) for event in events] == [SourcesFound, *[TextDelta] * 4, Checked, Finished]
    answer = _answer(events)
    assert answer.text == f"## 类似案例\n\n{one}[1]。\n\n## 依据\n\n1. {two}[2][1]。"
    assert answer.notices == ()
    reply = reply_of(events)
    assert (reply.model, reply.prompt_digest) == ("loopback", digest("answer", "question", "sources", "repair"))
    (body,) = server.requests
    assert (body["model"], body["stream"]) == ("loopback", True)
    assert server.keys == ["Bearer key-1"]
    assert SEALED_FACTORY in _between(server.seen, "<问题>", "</问题>")
    told = _between(server.seen, "<资料 [^\n]*>", "</资料>")
    texts = [hit.passage.text for hit in reply.hits]
    assert told == texts[: len(told)]  # the best of them, as many as the context holds
    assert len(told) == len(texts) or sum(map(len, told)) > settings.llm_context_tokens / 2
    assert {tool["function"]["name"] for tool in body["tools"]} >= {"court_fee", "deadline", "article", "case", "route"}
    assert all(citation.passage == reply.hits[citation.marker - 1].passage for citation in answer.citations)


@pytest.mark.parametrize(
    "spelling",
    ["[99]", "【99】", "[1][99]", "[1,99]", "[98-99]", "[资料99]", "[^99]", "【99†来源】", "[1]。[99]", "[99"],
)
def test_an_invented_marker_reaches_nobody(assistant: Assistant, spelling: str) -> None:
    stands = said(assistant, 1)
    with model_server(f"{stands}[1]。编造的一句{spelling}。\n结尾{spelling}") as server:
        events = events_of(with_model(assistant, server), Question(SEALED_FACTORY))
    assert f"{stands}[1]。" in _answer(events).text
    for text in (_shown(events), _answer(events).text):
        assert "99" not in text
        assert "98" not in text
    cited = {citation.marker for citation in _answer(events).citations}
    assert set(map(int, re.findall(r"\[(\d+)\]", _answer(events).text))) == cited


def test_sentences_without_a_source_are_dropped_and_counted(assistant: Assistant) -> None:
    stands = said(assistant, 1)
    with model_server(f"{stands}[1]。没有来源。也没有来源[777]。") as server:
        events = events_of(with_model(assistant, server), Question(SEALED_FACTORY))
    assert _answer(events).text == f"{stands}[1]。"
    assert _answer(events).notices == ("有2句没有通过核对，已删去（2句没有注明来源）。",)
    assert Checked(kept=1, dropped=((Flaw.NO_SOURCE, 2),)) in events


def test_a_model_may_only_point_at_passages_that_it_was_given(assistant: Assistant) -> None:
    read, unread = said(assistant, 1), said(assistant, 20)
    with model_server(f"{read}[1]。{unread}[20]。") as server:
        events = events_of(
            with_model(assistant, server, llm_context_tokens=2500, llm_answer_tokens=200), Question(SEALED_FACTORY)
        )
    assert len(reply_of(events).hits) >= 20
    assert '编号="1"' in server.seen
    assert '编号="20"' not in server.seen
    assert f"{read}[1]。" in _answer(events).text
    assert unread not in _answer(events).text


def test_personal_data_stay_here_and_come_back_in_the_answer(assistant: Assistant) -> None:
    earlier = Turn(f"王某电话{PHONE}，设备被查封能不能活封", f"可以联系{PHONE}[1]。")
    question = Question(f"如果他不同意活封呢？身份证{IDENTITY}，电话{PHONE}", Role.MEDIATOR, (earlier,))
    stands = said(assistant, 1, question.text)
    with model_server(f"{stands}，可以拨打〔手机号1〕，核对〔身份证号1〕[1]。〔未闭合") as server:
        events = events_of(with_model(assistant, server), question)
    assert PHONE not in str(server.requests)
    assert IDENTITY not in str(server.requests)
    assert server.seen.count("〔手机号1〕") >= 3  # the same number has the same name everywhere
    assert f"可以拨打{PHONE}，核对{IDENTITY}[1]。" in _shown(events)
    assert f"可以拨打{PHONE}，核对{IDENTITY}[1]。" in _answer(events).text


FAULTS = [
    (Manner.SILENT, "没有应答"),
    (Manner.HTML, "语言模型"),
    (Manner.BAD_JSON, "无法读懂"),
    (Manner.ODD_JSON, "语言模型"),
    (Manner.UNAUTHORIZED, "SHUKUN_LLM_API_KEY"),
    (Manner.FAULT, "HTTP 500"),
    (Manner.EMPTY, "没有写出内容"),
    (Manner.BREAKS, "断开"),  # with no text before the break
    (Manner.ENDS_EARLY, "断开"),
    (Manner.LENGTH, "长度上限"),
]


@pytest.mark.parametrize(("manner", "told"), FAULTS, ids=[manner.name for manner, _ in FAULTS])
def test_a_model_that_fails_leaves_a_notice_and_an_extractive_answer(
    assistant: Assistant, manner: Manner, told: str
) -> None:
    with model_server("", manner) as server:
        events = events_of(with_model(assistant, server, llm_timeout_seconds=0.2), Question(SEALED_FACTORY))
    _is_extractive(assistant, events, told)


def test_a_model_that_is_down_leaves_a_notice_and_an_extractive_answer(assistant: Assistant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        closed = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    down = with_model(assistant, ModelServer(base_url=closed))
    _is_extractive(assistant, events_of(down, Question(SEALED_FACTORY)), "连不上")


@pytest.mark.parametrize("draft", ["一句没有来源。再一句[99]。", "## 只有标题\n", "……"])
def test_a_draft_of_which_nothing_stands_is_replaced(assistant: Assistant, draft: str) -> None:
    with model_server(draft) as server:
        _is_extractive(assistant, events_of(with_model(assistant, server), Question(SEALED_FACTORY)), "语言模型")


def _is_extractive(assistant: Assistant, events: list[Event], told: str) -> None:
    """The answer that extraction gives, and one notice that says why."""
    answer = _answer(events)
    (notice,) = answer.notices
    assert [event.text for event in events if isinstance(event, Noticed)] == [notice]
    assert told in notice
    assert "直接整理" in notice
    plain = _answer(events_of(assistant, Question(SEALED_FACTORY)))
    assert (answer.text, answer.citations) == (plain.text, plain.citations)
    assert reply_of(events).model is None


@pytest.mark.parametrize(
    ("manner", "told"),
    [(Manner.BREAKS, "断开"), (Manner.ENDS_EARLY, "断开"), (Manner.STALLS, "没有应答"), (Manner.LENGTH, "长度上限")],
    ids=lambda value: value.name if isinstance(value, Manner) else "",
)
def test_a_reply_that_breaks_off_keeps_what_was_whole_and_says_so(
    assistant: Assistant, manner: Manner, told: str
) -> None:
    stands = said(assistant, 1)
    with model_server(f"{stands}[1]。最后半句话没有写", manner) as server:
        events = events_of(with_model(assistant, server, llm_timeout_seconds=0.5), Question(SEALED_FACTORY))
    answer = _answer(events)
    assert answer.text == f"{stands}[1]。"
    assert "半句话" not in answer.text
    (notice,) = answer.notices
    assert told in notice
    assert "到中断处为止" in notice
    assert reply_of(events).model == "loopback"
