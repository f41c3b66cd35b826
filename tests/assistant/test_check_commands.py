"""``shukun check`` as other programs and people meet it."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.check_commands import KINDS
from assistant.checking.agreement import AgreementKind
from assistant.cli import main
from knowledge.shelves import library_file
from tests.assistant.checking.texts import SETTLEMENT
from tests.assistant.command import run

SHORT = "执行和解协议\n甲方：张某。乙方：李某。\n一、乙方尽快向甲方支付人民币360000元（大写：叁拾玖万元整）。\n"
FINDING = {"kind", "severity", "start", "end", "text", "reason", "basis", "rewrite"}


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in this process, over an empty home: what it printed, and its exit status."""
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path))

    def command(*args: str, stdin: str = "") -> Said:
        monkeypatch.setattr("sys.argv", ["shukun", "check", *args])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as caught:
            main()
        printed = capsys.readouterr()
        return Said(int(caught.value.code or 0), printed.out, printed.err)

    return command


def test_check_in_the_promised_shape(tmp_path: Path) -> None:
    file = tmp_path / "agreement.txt"
    file.write_text(SHORT, encoding="utf-8")
    done = run(tmp_path, "check", str(file), "--json")
    got = Said(done.returncode, done.stdout, done.stderr).json
    assert set(got) == {"kind", "text_sha256", "findings"}
    assert (got["kind"], got["text_sha256"]) == ("enforcement", hashlib.sha256(SHORT.encode()).hexdigest())
    assert all(set(one) == FINDING for one in got["findings"])
    assert all(SHORT[one["start"] : one["end"]] == one["text"] for one in got["findings"])
    assert {"amount-words", "ambiguous-word"} <= {one["kind"] for one in got["findings"]}
    assert {one["severity"] for one in got["findings"]} <= {"error", "warning", "notice"}


def test_the_kind_that_the_user_names_counts(check: Command) -> None:
    assert check("-", "--kind", "mediation", "--json", stdin=SHORT).json["kind"] == "mediation"


def test_check_tells_people_what_where_and_what_instead(check: Command) -> None:
    done = check("-", stdin=SETTLEMENT.replace("叁拾贰万伍仟", "叁拾万伍仟"))
    assert done.status == 0
    parts = (
        "按执行和解协议检查",
        "二、和解数额和付款",
        "必须改",
        "大小写金额不一致",
        "叁拾贰万伍仟元整",
        "第四百六十一条",
    )
    assert all(part in done.out for part in parts)


def test_a_sound_agreement_is_told_to_be_read_all_the_same(check: Command) -> None:
    done = check("-", stdin=SETTLEMENT)
    assert "没有找到问题" in done.out and "通读" in done.out


def test_a_citation_is_judged_by_the_shipped_registry(check: Command) -> None:
    text = SETTLEMENT.replace("九、其他\n", "九、其他\n双方可依照民事诉讼法第二百零一条申请司法确认。")
    found = check("-", "--json", stdin=text).json["findings"]
    cited = [(one["text"], one["rewrite"]) for one in found if one["kind"] == "citation"]
    assert cited == [("民事诉讼法第二百零一条", "民事诉讼法第二百零五条")]


def test_a_damaged_library_is_told_and_the_rest_is_checked(check: Command, tmp_path: Path) -> None:
    library_file(tmp_path).parent.mkdir(parents=True)
    library_file(tmp_path).write_bytes(b"no database " * 400)
    done = check("-", "--json", stdin=f"{SHORT}二、依照民法典第五百八十五条。\n")
    assert "amount-words" in {one["kind"] for one in done.json["findings"]}
    assert "没有核对" in done.err


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (("no-such-file.txt",), 1, "没有这个文件"),
        (("-",), 1, "没有文字"),
        (("-", "--kind", "divorce"), 2, "enforcement（执行和解协议）"),
        ((), 2, "缺少"),
    ],
)
def test_what_goes_wrong_is_one_chinese_line(check: Command, args: tuple[str, ...], status: int, told: str) -> None:
    done = check(*args)
    assert (done.status, done.out) == (status, "")
    assert told in done.err and done.err.count("\n") == 1


def test_the_kinds_on_the_command_line_are_those_of_agreements() -> None:
    assert {kind.value: kind.label for kind in AgreementKind} == KINDS
