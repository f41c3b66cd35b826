"""The vocabulary of the relief rules: what its reader takes, and how it says what is wrong."""

from pathlib import Path

import pytest

from knowledge.errors import RecordError
from knowledge.readers.relief_file import read_relief
from knowledge.relief import Inference, Is

GOOD = """\
facts:
  - {key: stage, type: choice, choices: [判前, 判后], notes: [还没有判, 已经生效], question: 哪一步, why: 要知道}
  - {key: title, type: yes_no, question: 有生效文书吗, why: 要知道}
  - {key: heads, type: number, question: 几人, why: 要知道}
  - {key: sealed, type: choices, choices: [没有, 设备], question: 封了什么, why: 要知道}
follows:
  - {if: {stage: 判后}, fact: title, is: 是}
  - {if: {title: 否}, fact: stage, is: 判前}
"""


def read(folder: Path, text: str) -> tuple[object, ...]:
    (folder / "relief").mkdir()
    (folder / "relief" / "facts.yaml").write_text(text, encoding="utf-8")
    return read_relief(folder)


def test_what_follows_from_what_and_what_choices_mean(tmp_path: Path) -> None:
    facts, *_, follows, routes = read(tmp_path, GOOD)
    assert isinstance(facts, dict)
    assert facts["stage"].notes == ("还没有判", "已经生效")
    assert routes == ()
    assert follows == (
        Inference(Is("stage", frozenset({"判后"})), "title", value=True),
        Inference(Is("title", frozenset({False})), "stage", "判前"),
    )


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("notes: [还没有判, 已经生效]", "notes: [还没有判]", "notes.*一样多"),
        ("fact: title, is: 是", "fact: colour, is: 是", "fact.*colour"),
        ("fact: title, is: 是", "fact: title, is: 大概", "is.*大概"),
        ("fact: title, is: 是", "fact: heads, is: 3", "is.*是非题或者单选题"),
        ("fact: title, is: 是", "fact: sealed, is: 设备", "is.*是非题或者单选题"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(tmp_path: Path, good: str, bad: str, told: str) -> None:
    assert good in GOOD
    with pytest.raises(RecordError, match=told):
        read(tmp_path, GOOD.replace(good, bad, 1))
