"""``shukun draft`` as people and programs meet it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document as open_document

from assistant.cli import app
from assistant.drafting.version import read_version
from assistant.errors import AssistantError, DraftError
from tests.assistant.command import read, run
from tests.assistant.drafting.filled import BOOK, examples

DRAFT = {"form", "title", "out", "sha256", "text", "missing", "unused", "label"}
SETTLEMENT = "执行和解协议"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    file = tmp_path / "values.yaml"
    file.write_text(yaml.safe_dump(examples(SETTLEMENT), allow_unicode=True), encoding="utf-8")
    return file


def draft(*args: object) -> None:
    app(["draft", *map(str, args)], standalone_mode=False)


def printed(capsys: pytest.CaptureFixture[str], *args: object) -> Any:
    draft(*args, "--json")
    return json.loads(capsys.readouterr().out)


def test_drafted_in_the_promised_shape(filled: Path) -> None:
    target = filled.with_name("x.docx")
    got = read(run(filled.parent, "draft", SETTLEMENT, "--values", str(filled), "--out", str(target), "--json"))
    assert set(got) == DRAFT
    assert (got["form"], got["title"], got["out"]) == ("form-enforcement-settlement", SETTLEMENT, str(target))
    assert got["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert got["missing"] == [] and got["unused"] == [{"name": "due", "label": "一次付清的付款日期"}]
    assert open_document(str(target)).paragraphs[0].text == SETTLEMENT
    assert read_version(target).label
    other = filled.with_name("y.docx")
    again = read(run(filled.parent, "draft", "执行和解协议书", "--values", str(filled), "--out", str(other), "--json"))
    assert again["sha256"] == got["sha256"]


def test_bad_input_is_one_chinese_line(tmp_path: Path) -> None:
    done = run(tmp_path, "draft", "enforcement-settlement", "--values", str(tmp_path / "none.yaml"))
    assert done.returncode == 1 and not done.stdout
    assert "读不出" in done.stderr and "Traceback" not in done.stderr
    done = run(tmp_path, "draft", SETTLEMENT, "--out", "x.pdf")
    assert done.returncode == 2 and ".docx 或 .html" in done.stderr


def test_forms_are_listed_by_title_and_fields_with_what_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    draft("--list")
    shown = capsys.readouterr().out
    assert all(form.title in shown and form.id.removeprefix("form-") in shown for form in BOOK.forms.values())
    for args in ((SETTLEMENT, "--list"), (SETTLEMENT,)):
        draft(*args)
        shown = capsys.readouterr().out
        assert "agreed_total:" in shown and "必填，金额" in shown and "一次付清；分期付款" in shown
    assert {one["title"] for one in printed(capsys, "--list")["forms"]} == {one.title for one in BOOK.forms.values()}
    fields = printed(capsys, "执行和解协议书", "--list")["fields"]
    assert [one["name"] for one in fields] == [one.name for one in BOOK.form(SETTLEMENT).fields]


@pytest.mark.parametrize(
    "name", ["form-enforcement-settlement", "enforcement-settlement", SETTLEMENT, "执行中分期协议"]
)
def test_a_form_has_many_names(capsys: pytest.CaptureFixture[str], filled: Path, name: str) -> None:
    assert printed(capsys, name, "--values", filled)["form"] == "form-enforcement-settlement"


def test_text_and_pages_and_templates(capsys: pytest.CaptureFixture[str], filled: Path) -> None:
    draft(SETTLEMENT, "--values", filled)
    assert "和解款总额为人民币325000.00元（大写：叁拾贰万伍仟元整）" in capsys.readouterr().out
    page, own, target = (filled.with_name(name) for name in ("x.html", "own.docx", "y.docx"))
    draft(SETTLEMENT, "--values", filled, "--out", page)
    assert "<h1>执行和解协议</h1>" in page.read_text(encoding="utf-8")
    document = open_document()
    document.add_paragraph("{{ case_number }}")
    document.save(str(own))
    draft(SETTLEMENT, "--values", filled, "--template", own, "--out", target)
    assert open_document(str(target)).paragraphs[0].text == "（2026）粤0000执1234号"


def test_blanks_are_left_on_demand_and_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    got = printed(capsys, SETTLEMENT, "--blanks")
    assert "执行案号：________" in got["text"] and got["out"] is None and got["sha256"] is None
    required = [one.name for one in BOOK.form(SETTLEMENT).fields if one.required]
    assert [one["name"] for one in got["missing"]] == required
    assert all(one["label"] and one["help"] for one in got["missing"])


def test_what_is_there_is_not_written_over(filled: Path) -> None:
    target = filled.with_name("x.docx")
    target.write_text("旧的", encoding="utf-8")
    with pytest.raises(DraftError, match="已经存在"):
        draft(SETTLEMENT, "--values", filled, "--out", target)
    assert target.read_text(encoding="utf-8") == "旧的"
    draft(SETTLEMENT, "--values", filled, "--out", target, "--force")
    assert open_document(str(target)).paragraphs[0].text == SETTLEMENT


def test_a_draft_that_fails_leaves_nothing_behind(filled: Path) -> None:
    broken = filled.with_name("broken.yaml")
    broken.write_text("agreed_total: -1\n", encoding="utf-8")
    before = set(filled.parent.iterdir())
    with pytest.raises(DraftError, match=r"有\d+处要改：.*“和解后应付总额”.*负数"):
        draft(SETTLEMENT, "--values", broken, "--out", filled.with_name("x.docx"))
    assert set(filled.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("和解协议",), "是不是“执行和解协议”"),
        (("离婚协议",), "没有“离婚协议”这种文书"),
        ((SETTLEMENT, "--values", "{values}", "--force"), "--out"),
        ((SETTLEMENT, "--values", "{values}", "--template", "x.docx", "--out", "{folder}/x.html"), "--template"),
        ((SETTLEMENT, "--values", "{values}", "--template", "{folder}/x.docx", "--out", "{folder}/x.docx"), "模板本身"),
        ((SETTLEMENT, "--values", "{values}", "--out", "{folder}/none/x.docx"), "写不进去"),
        ((SETTLEMENT, "--values", "{folder}/folder.docx"), "读不出"),
        ((SETTLEMENT, "--values", "{values}", "--out", "{folder}/folder.docx"), "是文件夹"),
    ],
)
def test_command_lines_that_cannot_be_followed(filled: Path, args: tuple[str, ...], told: str) -> None:
    filled.with_name("folder.docx").mkdir()
    given = [one.format(values=filled, folder=filled.parent) for one in args]
    with pytest.raises(AssistantError) as caught:
        draft(*given)
    assert told in str(caught.value)
