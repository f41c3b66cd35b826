"""``shukun propose``, ``shukun draft --from`` and ``shukun clauses`` as people and programs meet them."""

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_document

from assistant.cli import app
from assistant.errors import DraftError
from tests.assistant.drafting.test_proposing import NOTES, TOLD_BY_CREDITOR, TOLD_BY_DEBTOR
from tests.assistant.drafting.test_stories import said
from tests.model_server import model_server


@pytest.fixture
def notes(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHUKUN_HOME", str(home))
    file = tmp_path / "案情.txt"
    file.write_text(NOTES, encoding="utf-8")
    return file


def run(*args: object) -> None:
    app([*map(str, args)], standalone_mode=False)


def printed(capsys: pytest.CaptureFixture[str], *args: object) -> Any:
    run(*args, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_proposal_in_the_promised_shape(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = notes.with_name("方案.docx")
    got = printed(capsys, "propose", notes, "--out", target)
    assert set(got) == {"title", "for", "out", "text", "sources", "referral"}
    assert got["referral"] is None
    assert (got["title"], got["for"]) == ("调解方案（调解员用）", None)
    assert TOLD_BY_DEBTOR in got["text"]
    assert "可以走的路" in "\n".join(one.text for one in open_document(str(target)).paragraphs)


def test_a_proposal_for_one_side(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    got = printed(capsys, "propose", notes, "--for", "债权人")
    assert got["for"] == "债权人"
    assert not [words for words in (TOLD_BY_DEBTOR, TOLD_BY_CREDITOR) if words in got["text"]]


def test_a_proposal_overwrites_nothing_unasked(notes: Path) -> None:
    target = notes.with_name("方案.docx")
    target.write_text("旧的", encoding="utf-8")
    with pytest.raises(DraftError, match="已经存在"):
        run("propose", notes, "--out", target)
    assert target.read_text(encoding="utf-8") == "旧的"


def test_a_draft_from_a_story_shows_what_was_found_and_where(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    got = printed(capsys, "draft", "执行和解协议", "--from", notes)
    found = {one["name"]: one for one in got["found"]}
    assert found["case_number"]["value"] == "（2026）粤0000执1234号"
    start, end = found["case_number"]["spans"][0]
    assert got["story"][start:end] == "（2026）粤0000执1234号"
    assert {"account", "signed_on"} <= {one["name"] for one in got["missing"]}
    assert not [words for words in (TOLD_BY_DEBTOR, TOLD_BY_CREDITOR) if words in got["text"]]
    run("draft", "执行和解协议", "--from", notes)
    told = capsys.readouterr().out
    assert "请逐项核对" in told and "原话" in told


def test_values_of_a_file_stand_before_those_of_the_story(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = notes.with_name("values.yaml")
    values.write_text("court: 另一区人民法院\n", encoding="utf-8")
    got = printed(capsys, "draft", "执行和解协议", "--from", notes, "--values", values)
    assert "执行法院：另一区人民法院" in got["text"]


@pytest.mark.parametrize("command", [("propose",), ("draft", "执行和解协议", "--from")])
def test_where_a_life_may_be_in_danger_help_comes_first(
    command: tuple[str, ...], notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where it was told in confidence."""
    with notes.open("a", encoding="utf-8") as file:
        file.write("\n\n【只告诉调解员·债务人】再逼就从楼顶跳下去，不想活了。\n")
    got = printed(capsys, *command, notes)
    assert "12356" in got["referral"] and "12356" not in got["text"]
    run(*command, notes)
    assert "12356" in capsys.readouterr().out.split("\n\n")[0]


def test_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    run("clauses")
    assert "加速到期" in capsys.readouterr().out
    run("clauses", "加速到期")
    told = capsys.readouterr().out
    assert all(part in told for part in ("什么时候用", "要填", "给法官的提示", "民法典"))
    (one,) = printed(capsys, "clauses", "acceleration")["clauses"]
    assert set(one) == {"id", "title", "group", "use", "avoid", "variables", "variants", "notes", "basis"}
    with pytest.raises(DraftError, match="名称里有这几个字的：分期付款"):
        run("clauses", "分期")


def test_a_language_model_reads_the_story_too(
    notes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "车间停了3个月，但手里还有订单"
    with model_server(said(seals_kept=(words, [words]))) as server:
        monkeypatch.setenv("SHUKUN_LLM_BASE_URL", server.base_url)
        monkeypatch.setenv("SHUKUN_LLM_MODEL", "loopback")
        got = printed(capsys, "draft", "执行和解协议", "--from", notes)
    found = {one["name"]: one for one in got["found"]}
    assert found["seals_kept"]["value"] == words
    assert "语言模型" in found["seals_kept"]["why"]
    assert not [told for told in (TOLD_BY_DEBTOR, TOLD_BY_CREDITOR) if told in server.seen]
