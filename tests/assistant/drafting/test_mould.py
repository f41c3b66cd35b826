"""The mould factory's case, from a mediator's notes to a settlement that passes the check, as one types it.

Figures are those of the report (more than 800,000 owed, three months at a standstill, three years to pay); all else is
made up.
"""

import json
from pathlib import Path

import pytest

from assistant.cli import app

NOTES, MORE = (Path(__file__).parent / "mould" / name for name in ("story.txt", "more.yaml"))


def run(*args: object) -> None:
    app([*map(str, args)], standalone_mode=False)


@pytest.fixture(autouse=True)
def _home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(home))


def test_from_notes_to_a_settlement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposal, agreement = tmp_path / "方案.docx", tmp_path / "协议.docx"
    run("propose", NOTES, "--out", proposal, "--json")
    told = json.loads(capsys.readouterr().out)["text"]
    assert "本金360,000元，等额，分36期，每月一期，第一期2027-01-15，最后一期2029-12-15" in told
    assert "清算要24个月，普通债权清偿率14.2857%" in told  # (18 - 6) of 84
    assert "执破一体" in told and "执行和解" in told

    run("draft", "执行和解协议", "--from", NOTES, "--values", MORE, "--out", agreement, "--json")
    drafted = json.loads(capsys.readouterr().out)
    assert drafted["missing"] == [] and drafted["conflicts"] == []
    assert drafted["text"].count("｜10000.00元\n") == 36

    run("check", agreement, "--json")
    checked = json.loads(capsys.readouterr().out)
    assert (checked["kind"], checked["findings"]) == ("enforcement", [])

    run("confirm", agreement, "--by", "王某某", "--json")
    capsys.readouterr()
    run("check", agreement, "--json")
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_without_what_is_missing_it_does_not_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agreement = tmp_path / "协议.docx"
    run("draft", "执行和解协议", "--from", NOTES, "--out", agreement, "--json")
    assert {one["name"] for one in json.loads(capsys.readouterr().out)["missing"]} == {
        "changes",
        "seals",
        "listings",
        "delivery",
        "signatures",
    }
    run("check", agreement, "--json")
    kinds = {one["kind"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert "blank" in kinds
