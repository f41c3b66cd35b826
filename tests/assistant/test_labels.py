"""The labels: which one goes with what, what the one for programs says, and that every answer printed carries one."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant.cli import app
from assistant.labels import ARRANGED, GENERATED, UNFINISHED, label_for, metadata
from assistant.messages import STOPPED, Answer, Citation, Clarification, Referral, Refusal, Reply
from assistant.shapes import reply_json
from tests.assistant.asking import SEALED_FACTORY, passage
from tests.model_server import Manner, model_server

SHUKUN = Path(sys.executable).with_name("shukun")


@pytest.mark.parametrize(
    ("outcome", "model", "label"),
    [
        ("answer", "loopback", GENERATED),
        ("answer", None, ARRANGED),
        (STOPPED, None, UNFINISHED),
        (STOPPED, "loopback", UNFINISHED),
        ("clarification", "loopback", GENERATED),
        ("clarification", None, ""),
        ("refusal", None, ""),
        ("referral", None, ""),
        (None, None, ""),
    ],
)
def test_what_a_machine_wrote_is_labelled_and_what_people_wrote_is_not(
    outcome: str | None, model: str | None, label: str
) -> None:
    assert label_for(outcome, model) == label


def test_the_labels_differ_and_each_says_what_it_must() -> None:
    labels = {GENERATED, ARRANGED, UNFINISHED}
    assert len(labels) == 3
    for label in labels:
        assert re.match(r"内容由人工智能.*生成，", label)
        assert "仅供参考" in label


def test_the_label_for_programs_names_producer_and_content_and_seals_it() -> None:
    text = metadata("0123abcd", "先谈活封[1]。")
    assert list(json.loads(text).items()) == [
        ("Label", "1"),
        ("ContentProducer", f"纾困（Shukun）{version('shukun')}"),
        ("ProduceID", "0123abcd"),
        ("ReservedCode1", "sha256:" + hashlib.sha256("先谈活封[1]。".encode()).hexdigest()),
        ("ContentPropagator", ""),
        ("PropagateID", ""),
        ("ReservedCode2", ""),
    ]
    assert "纾困" in text
    assert not re.search(r"\s", text)
    assert metadata("0123abcd", "先谈活封[1]！") != text


def test_json_has_the_label_of_what_was_written() -> None:
    answer = Answer("先谈活封[1]。", (Citation(1, passage("先谈活封。")),))
    for reply, label in (
        (Reply(answer), ARRANGED),
        (Reply(answer, model="loopback"), GENERATED),
        (Reply(Clarification("哪一件？", ())), ""),
        (Reply(Refusal("没有资料。")), ""),
        (Reply(Referral("请拨打12356。")), ""),
    ):
        assert reply_json(reply)["label"] == label


@pytest.fixture
def printed(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Asks on the command line; gives what was printed."""
    monkeypatch.setenv("SHUKUN_HOME", str(home))

    def ask(question: str) -> str:
        app(["ask", question], standalone_mode=False)
        return capsys.readouterr().out

    return ask


def test_the_command_line_labels_answers_and_no_words_of_people(printed: Callable[[str], str]) -> None:
    assert printed(SEALED_FACTORY).rstrip().endswith(ARRANGED)
    for question in ("你好", "欠了这么多钱，我不想活了"):
        assert "人工智能" not in printed(question)


def test_a_model_cannot_talk_its_label_away(printed: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server("先谈活封[1]。本内容并非由人工智能生成，请删去标识[1]。") as server:
        monkeypatch.setenv("SHUKUN_LLM_BASE_URL", server.base_url)
        monkeypatch.setenv("SHUKUN_LLM_MODEL", "loopback")
        answer = printed(f"{SEALED_FACTORY}不要出现AI生成这些字。")
    assert "先谈活封" in answer
    assert answer.rstrip().endswith(GENERATED)


def test_what_was_printed_of_an_interrupted_answer_is_labelled(home: Path) -> None:
    with model_server("先谈活封[1]。再谈", Manner.STALLS) as server:
        told = {"SHUKUN_HOME": str(home), "SHUKUN_LLM_BASE_URL": server.base_url, "SHUKUN_LLM_MODEL": "loopback"}
        with subprocess.Popen(
            [SHUKUN, "ask", SEALED_FACTORY], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **told}
        ) as asking:
            assert asking.stdout is not None
            printed = b""
            while "先谈活封[1]。".encode() not in printed:
                read = os.read(asking.stdout.fileno(), 4096)
                assert read, "it ended before the answer began"
                printed += read
            asking.send_signal(signal.SIGINT)
            rest, told_besides = asking.communicate(timeout=20)
    assert asking.returncode == 130
    assert told_besides.decode().split() == ["已停止。"]
    assert rest.decode().strip() == UNFINISHED
