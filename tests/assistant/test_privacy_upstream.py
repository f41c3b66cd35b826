"""What a language model is sent of tests/evals/privacy.yaml, through the whole chain and over a real socket: no
identifier in any body, every look-alike as it was typed; and what the reader sees has the identifiers back.
"""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx2
import pytest
from langchain_core.tracers.langchain import wait_for_all_tracers
from langsmith.utils import get_env_var, tracing_is_enabled

from assistant.assembly import build_assistant
from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import TURNS_KEPT, ModelComposer
from assistant.events import TextDelta
from assistant.messages import Answer, Question, Turn
from assistant.redaction import Redactor
from assistant.redaction.redactor import PLACEHOLDER
from assistant.sentences import parse
from assistant.settings import Settings
from assistant.tools.toolbox import Toolbox
from knowledge.records import Hit, Kind
from tests.assistant.asking import LAWBOOK, SEALED_FACTORY, events_of, reply_of
from tests.assistant.test_privacy import IDENTIFIERS, LOOK_ALIKES
from tests.model_server import Manner, ModelServer, model_server

BLOCK = 20  # sentences in one question
TURN = 560  # characters of a turn that are sent: 600 with placeholders
SLICES = [slice(start, start + BLOCK) for start in range(0, 200, BLOCK)]


def asked(sentences: Iterable[str], turns: Sequence[Turn] = ()) -> Question:
    return Question("\n".join((SEALED_FACTORY, *sentences)), turns=tuple(turns))


def answered(assistant: Assistant, sentences: list[str]) -> Iterator[tuple[list[str], tuple[Hit, ...]]]:
    """As many sentences a question as are answered together, with what is found; one is left out that is taken for
    danger, crime or foreign matters by itself.
    """
    if hits := reply_of(events_of(assistant, asked(sentences))).hits:
        yield sentences, hits
    elif half := len(sentences) // 2:
        yield from answered(assistant, sentences[:half])
        yield from answered(assistant, sentences[half:])


def with_tools(assistant: Assistant, server: ModelServer, **settings: Any) -> Assistant:
    """The chain over the same index with the model on this server, which may call tools."""
    told = Settings(llm_base_url=server.base_url, llm_model="loopback", **settings)
    box = Toolbox(assistant.retriever, LAWBOOK)
    return Assistant(box, [ModelComposer(told, box.for_model), ExtractiveComposer()])


def bodies(server: ModelServer) -> str:
    """Every request body, as text."""
    return "\n".join(json.dumps(body, ensure_ascii=False) for body in server.requests)


def holds(text: str, value: str) -> bool:
    """Whether a value stands in a text, and not within a longer number or word: as typed, in narrow characters, or in
    one piece.
    """
    narrow = unicodedata.normalize("NFKC", value)
    return any(
        re.search(rf"(?<![0-9A-Za-z]){re.escape(one)}(?![0-9A-Za-z])", text)
        for one in (value, narrow, re.sub("[ —-]", "", narrow))
    )


def lead_of(hits: Sequence[Hit]) -> tuple[str, int]:
    """A sentence that a passage holds, and the number of the passage."""
    number, hit = next((number, hit) for number, hit in enumerate(hits, 1) if hit.passage.kind is Kind.MECHANISM)
    return max((one.body for one in parse(hit.passage.text)), key=len), number


@pytest.mark.parametrize("part", SLICES, ids=str)
def test_no_identifier_is_sent_and_each_comes_back_to_the_reader(assistant: Assistant, part: slice) -> None:
    """The draft names each by its placeholder, which is always split, as the server sends four characters a chunk. A
    sentence that does not stand names them all and is sent again to be mended; a tool is asked for one and quotes it.
    """
    values = {item["text"]: item["value"] for item in IDENTIFIERS[part]}
    parts = list(answered(assistant, list(values)))
    assert sum(len(block) for block, _ in parts) >= BLOCK - 2
    for block, hits in parts:
        lead, number = lead_of(hits)
        redactor = Redactor()
        placeholders = list(dict.fromkeys(PLACEHOLDER.findall(redactor.redact("\n".join(block)))))
        draft = "".join(f"{lead}，请核对{one}[{number}]。\n" for one in placeholders)
        with model_server(f"{draft}请在77天内核对{'、'.join(placeholders)}[{number}]。") as server:
            server.piece = 4
            server.calls = [("article", {"citation": f"《{placeholders[-1]}管理办法》第一条"})]
            events = events_of(with_tools(assistant, server, llm_repairs=1), asked(block))
        assert not [values[text] for text in block if holds(bodies(server), values[text])]
        _, looked_up, mended = [body["messages"][-1]["content"] for body in server.requests]
        assert re.search("登记册里没有叫“〔.+〕管理办法”", looked_up)
        assert "请在77天内核对〔" in mended
        answer = reply_of(events).outcome
        assert isinstance(answer, Answer)
        shown = "".join(event.sentence.text for event in events if isinstance(event, TextDelta))
        meant = [redactor.restore(one) for one in placeholders]
        assert not [value for value in meant if value not in answer.text or value not in shown]


@pytest.mark.parametrize("part", SLICES, ids=str)
def test_every_look_alike_is_sent_as_it_was_typed(assistant: Assistant, part: slice) -> None:
    parts = [block for block, _ in answered(assistant, LOOK_ALIKES[part])]
    assert sum(map(len, parts)) >= BLOCK - 2
    for block in parts:
        with model_server("无。") as server:
            events_of(with_tools(assistant, server, llm_repairs=0), asked(block))
        assert not [text for text in block if text not in server.seen]


@pytest.mark.parametrize("halves", [("question", "answer"), ("answer", "question")], ids=lambda one: one[0])
def test_of_earlier_turns_no_identifier_is_sent_and_every_look_alike_is(
    assistant: Assistant, halves: tuple[str, str]
) -> None:
    """All of them, those included that are not answered as questions; first as the user's words, then as answers."""

    def told(sentences: Sequence[str]) -> ModelServer:
        texts = list(_packed(sentences))
        turns = [Turn(**dict(zip(halves, (text, "好的。"), strict=True))) for text in texts]
        with model_server("无。") as server:
            chain = with_tools(assistant, server, llm_repairs=0)
            for start in range(0, len(turns), TURNS_KEPT):
                events_of(chain, asked((), turns[start : start + TURNS_KEPT]))
        assert len(server.requests) == -(-len(turns) // TURNS_KEPT)
        return server

    server = told([item["text"] for item in IDENTIFIERS])
    assert not [item["value"] for item in IDENTIFIERS if holds(bodies(server), item["value"])]
    assert server.seen.count("〔") >= len(IDENTIFIERS)
    server = told(LOOK_ALIKES)
    assert not [text for text in LOOK_ALIKES if text not in server.seen]


def _packed(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences in texts that a turn has room for."""
    text = ""
    for sentence in sentences:
        if len(text) + len(sentence) > TURN:
            yield text
            text = ""
        text += f"{sentence}\n"
    yield text


def test_what_was_told_long_ago_is_known_without_its_label(assistant: Assistant) -> None:
    """Neither turn is among the last three; the names and numbers are repeated bare, by the user and in the draft."""
    early = [Turn("原告李秀英诉称货款至今未付", "好的。"), Turn("对账用QQ号：100000002，微信号：abc12345", "好的。")]
    repeated = "李秀英让我加100000002和abc12345"
    question = asked([repeated], [*early, *[Turn("设备被查封能不能活封", "可以申请。")] * 3])
    lead, number = lead_of(reply_of(events_of(assistant, question)).hits)
    with model_server(f"{lead}[{number}]。请在77天内联系〔姓名1〕、〔QQ号1〕和〔微信号1〕[{number}]。") as server:
        events_of(with_tools(assistant, server, llm_repairs=1), question)
    assert len(server.requests) == 2
    assert "〔姓名1〕让我加〔QQ号1〕和〔微信号1〕" in str(server.requests[0])
    assert "请在77天内联系〔姓名1〕、〔QQ号1〕和〔微信号1〕" in str(server.requests[1])
    assert not [value for value in ("李秀英", "100000002", "abc12345") if value in bodies(server)]


# Logs


def test_nothing_of_a_conversation_is_logged_at_any_level(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (None, "shukun", "httpx", "httpx2", "openai", "langchain", "langchain_openai", "langsmith"):
        caplog.set_level(logging.DEBUG, logger=name)
    texts = [IDENTIFIERS[0]["text"], *LOOK_ALIKES[:3]]
    lead, number = lead_of(reply_of(events_of(assistant, asked(texts))).hits)
    with model_server(f"{lead}，请核对〔身份证号1〕[{number}]。") as server:
        server.calls = [("article", {"citation": "《〔身份证号1〕管理办法》第一条"})]
        reply = reply_of(events_of(with_tools(assistant, server), asked(texts)))
        server.manner = Manner.BAD_JSON
        events_of(with_tools(assistant, server), asked(texts))
    assert isinstance(reply.outcome, Answer)
    assert {"httpx2", "openai._base_client"} <= {record.name for record in caplog.records}
    words = [SEALED_FACTORY, lead, "管理办法", "〔身份证号", IDENTIFIERS[0]["value"], *LOOK_ALIKES[:3]]
    assert not [text for text in words if text in caplog.text]


def test_the_server_writes_nothing_of_a_conversation(home: Path, tmp_path: Path) -> None:
    """Neither what was asked nor where it failed to be asked, and no address with a question in it."""
    secret = IDENTIFIERS[0]["value"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with model_server("", Manner.BAD_JSON) as model, log.open("w") as output:
        environment = os.environ | {
            "SHUKUN_HOME": str(home),
            "SHUKUN_DATABASE_URL": f"sqlite:///{tmp_path}/conversations.sqlite3",
            "SHUKUN_LLM_BASE_URL": model.base_url,
            "SHUKUN_LLM_MODEL": "loopback",
        }
        command = [Path(sys.executable).with_name("shukun"), "serve", "--port", str(port)]
        served = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as browser:
                _wait_for(browser)
                assert browser.get("/", params={"question": secret}).status_code == 200
                asking = {"question": f"{SEALED_FACTORY}{secret}", "role": "mediator", "conversation": None}
                assert "finished" in browser.post("/api/ask", json=asking).text
                assert browser.post("/api/ask", json={**asking, "role": secret}).status_code == 422
        finally:
            served.terminate()
            served.wait(15)
    assert model.requests
    written = log.read_text(encoding="utf-8")
    assert "纾困已启动" in written
    assert not [text for text in (secret, SEALED_FACTORY, "question") if text in written]


def _wait_for(browser: httpx2.Client) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            browser.get("/healthz")
        except httpx2.TransportError:
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return


def test_no_trace_is_sent_whatever_the_environment_says(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server() as collector:
        for name, value in {"TRACING": "true", "API_KEY": "key", "ENDPOINT": collector.base_url}.items():
            monkeypatch.setenv(f"LANGSMITH_{name}", value)
        get_env_var.cache_clear()
        assistant = build_assistant(settings)
        assert not tracing_is_enabled()
        events_of(assistant, Question(SEALED_FACTORY))
        assistant.retriever.store.close()
        wait_for_all_tracers()
    get_env_var.cache_clear()
    assert not collector.requests
