"""Every word that a model reads."""

import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

import prompts
from assistant.drafting.formbook import Formbook
from assistant.drafting.stories.schema import WRITING
from assistant.outline import OUTLINES
from knowledge.records import Hit, Role
from knowledge.relief import ReliefRules
from prompts import digest, render
from tests.assistant.asking import passage

VALUES = {
    "answer": {"role": "mediator", "headings": ["局面判断"]},
    "question": {
        "question": "怎么活封？",
        "turns": [("一问", "一答")],
        "passages": [(1, Hit(passage("资料原文。"), 0.9))],
        "facts": ["阶段：执行中"],
    },
    "story": {
        "title": "调解协议书",
        "fields": Formbook.load().form("mediation-agreement").fields,
        "writing": dict(WRITING),
    },
    "repair": {
        "sentence": "查封动产的期限是三年",
        "problem": "数字、日期与资料不符",
        "passages": [(1, Hit(passage("资料原文。"), 0.9))],
    },
    "sources": {"passages": [(1, Hit(passage("资料原文。"), 0.9))]},
    "understand": {"vocabulary": list(ReliefRules.load().facts.values())},
    "conversation": {"question": "那要多久？", "turns": [("一问", "一答")]},
}
SHIPPED = sorted(file.stem for file in Path(prompts.__file__).parent.glob("*.j2"))


def test_this_file_knows_every_prompt() -> None:
    assert sorted(VALUES) == SHIPPED


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_prompt_renders_for_every_role(name: str, role: Role) -> None:
    values = dict(VALUES[name])
    if "role" in values:
        values |= {"role": role.value, "headings": [part.heading for part in OUTLINES[role]]}
    text = render(name, **values)
    assert text == text.strip()
    assert not any(mark in text for mark in ("{{", "{%", "{#"))
    if "role" in values:
        assert all(f"- {heading}\n" in f"{text}\n" for heading in values["headings"])


def test_the_rules_differ_with_the_role() -> None:
    assert len({render("answer", role=role.value, headings=["依据"]) for role in Role}) == len(Role)


@pytest.mark.parametrize(("name", "missing"), [(name, key) for name in SHIPPED for key in VALUES[name]])
def test_a_name_that_no_value_fills_is_an_error(name: str, missing: str) -> None:
    values = {key: value for key, value in VALUES[name].items() if key != missing}
    with pytest.raises(jinja2.UndefinedError, match=missing):
        render(name, **values)


def test_a_role_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("answer", role="king", headings=[])


def test_a_first_question_has_no_earlier_conversation() -> None:
    assert "此前的对话" not in render("question", **{**VALUES["question"], "turns": []})
    assert "一答" in render("question", **VALUES["question"])


def test_html_in_a_question_is_left_readable() -> None:
    assert "a & b > c" in render("question", **{**VALUES["question"], "question": "a & b > c"})


def test_the_digest_names_the_wording(tmp_path: Path) -> None:
    assert digest("answer") == digest("answer")
    assert len({digest("answer"), digest("question"), digest("answer", "question"), digest("question", "answer")}) == 4
    copy = tmp_path / "prompts"
    shutil.copytree(Path(prompts.__file__).parent, copy)
    assert _digest_there(tmp_path) == digest("answer")
    with (copy / "answer.j2").open("a") as file:
        file.write("。")
    assert _digest_there(tmp_path) != digest("answer")


def _digest_there(folder: Path) -> str:
    """The digest that a copy of the package gives."""
    code = "import prompts; print(prompts.__file__, prompts.digest('answer'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    file, found = done.stdout.split()
    assert Path(file).is_relative_to(folder)
    return found
