"""What must not leave this machine, and what must not be touched: tests/evals/privacy.yaml, a sentence at a time."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from yaml import safe_load

from assistant.redaction import Redactor

SENTENCES: dict[str, Any] = safe_load(
    (Path(__file__).parents[1] / "evals" / "privacy.yaml").read_text(encoding="utf-8")
)
IDENTIFIERS: list[dict[str, str]] = SENTENCES["identifiers"]
PLACEHOLDER = re.compile("〔[^〕]*〕")
LOOK_ALIKES: list[str] = SENTENCES["look_alikes"]


@pytest.mark.parametrize("item", IDENTIFIERS, ids=lambda item: f"{item['kind']} {item['value']}")
def test_an_identifier_leaves_as_a_placeholder_and_comes_back_as_typed(item: dict[str, str]) -> None:
    redactor = Redactor()
    redacted = redactor.redact(item["text"])
    assert item["value"] not in redacted
    assert f"〔{item['kind']}" in redacted
    before, after = item["text"].split(item["value"], 1)
    assert PLACEHOLDER.sub("", redacted) == PLACEHOLDER.sub(
        "", Redactor().redact(f"{before}〔〕{after}")
    )  # nothing is left
    assert redactor.restore(redacted) == item["text"]


@pytest.mark.parametrize("item", IDENTIFIERS, ids=lambda item: f"{item['kind']} {item['value']}")
def test_the_same_value_has_the_same_placeholder(item: dict[str, str]) -> None:
    redactor = Redactor()
    text = item["text"]
    once = redactor.redact(text)
    assert redactor.redact(text) == once
    assert redactor.redact(f"{text}\n{text}") == f"{once}\n{once}"


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_stays(text: str) -> None:
    assert Redactor().redact(text) == text


def test_a_name_announced_once_is_replaced_wherever_it_stands() -> None:
    redactor = Redactor()
    assert redactor.redact("被告王小明欠款，王小明说没钱") == "被告〔姓名1〕欠款，〔姓名1〕说没钱"
    assert redactor.redact("后来王小明又来了") == "后来〔姓名1〕又来了"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "A1",
        "a@",
        "账号中国银行",
        "原告张伟、",
        "申请人：",
        "张伟，男，",
        "东莞市鸿福路1号",
        "花园3栋",
        "〔",
        "+86 1",
    ],
)
def test_a_long_text_takes_no_long_time(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    Redactor().redact("原告张伟住鸿福路1号")  # loads the dictionary
    seconds = []
    for _ in range(3):  # the best of them, for machines that are busy
        redactor = Redactor()
        start = time.process_time()
        redacted = redactor.redact(text)
        seconds.append(time.process_time() - start)
        assert redactor.restore(redacted) == text
    assert min(seconds) < 1  # what looks at all pairs takes a hundred times that, on any machine
