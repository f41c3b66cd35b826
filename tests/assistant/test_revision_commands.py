"""``shukun compare`` and ``shukun confirm`` as other programs and people meet them."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.drafting.confirming import SUFFIX
from assistant.drafting.properties import with_property
from assistant.drafting.version import AIGC, read_version
from tests.assistant.command import process
from tests.knowledge.readers import making

OLD = "还款协议\n甲方：王某某\n乙方：李某某\n乙方应当于2026年12月31日前向甲方付清320000元。\n逾期按年利率3.45%付息。\n"
NEW = "还款协议\n甲方：王某某\n乙方：赵某某\n乙方应当于2027年1月31日前向甲方付清325000元。\n本协议一式二份。\n"
COMPARED = {"old", "new", "same", "summary", "changes", "warnings", "out"}
CHANGE = {"kind", "old", "new", "paragraph", "old_paragraph"}
MATTER = {"topic", "old", "new", "about", "paragraph"}
LABEL = '{"Label":"1"}'


class Shell:
    """Commands in this process, in a folder with both versions."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capture = folder, monkeypatch, capsys
        monkeypatch.chdir(folder)
        making.save(folder, "old.txt", OLD.encode("gb18030"))
        making.save(folder, "new.md", NEW)

    def __call__(self, *args: str) -> tuple[int, str, str]:
        """Exit status, and what was printed on either stream."""
        self._patch.setattr(sys, "argv", ["shukun", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        told = self._capture.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    def read(self, *args: str) -> Any:
        """The JSON of a command that went well."""
        status, told, problem = self(*args, "--json")
        assert status == 0, problem
        return json.loads(told)

    def files(self) -> set[str]:
        """The names of all files in the folder."""
        return {file.name for file in self.folder.iterdir()}


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, monkeypatch, capsys)


def test_a_process_of_its_own_compares_and_confirms(tmp_path: Path) -> None:
    old, new = making.save(tmp_path, "old.txt", OLD), making.save(tmp_path, "new.txt", NEW)
    done = process(tmp_path, "compare", str(old), str(new), "--out", str(tmp_path / "a.docx"))
    assert done.returncode == 0 and "320000元 → 325000元" in done.stdout
    done = process(tmp_path, "confirm", str(tmp_path / "a.docx"), "--by", "王某某")
    assert done.returncode == 0 and "1人确认过" in done.stdout


def test_a_comparison_in_the_promised_shape(shell: Shell) -> None:
    got = shell.read("compare", "old.txt", "new.md")
    assert set(got) == COMPARED
    assert (got["old"], got["new"], got["same"], got["out"], got["warnings"]) == ("old.txt", "new.md", False, None, [])
    assert all(set(one) == CHANGE for one in got["changes"]) and all(set(one) == MATTER for one in got["summary"])
    assert {"kind": "replace", "old": "320000元", "new": "325000元", "paragraph": 4, "old_paragraph": 4} in got[
        "changes"
    ]
    assert [(one["topic"], one["old"], one["new"]) for one in got["summary"]] == [
        ("party", "李某某", "赵某某"),
        ("amount", "320000元", "325000元"),
        ("date", "2026年12月31日", "2027年1月31日"),
        ("rate", "年利率3.45%", ""),
        ("clause", "逾期按年利率3.45%付息。", "本协议一式二份。"),
    ]
    assert shell.files() == {"old.txt", "new.md"}  # nothing is written unasked
    same = shell.read("compare", "old.txt", "old.txt")
    assert (same["same"], same["changes"], same["summary"]) == (True, [], [])


def test_a_comparison_for_people_and_as_files(shell: Shell) -> None:
    status, told, _ = shell("compare", "old.txt", "new.md", "--out", "a.docx")
    assert status == 0
    assert told.index("要紧的改动") < told.index("320000元 → 325000元") < told.index("全部改动") < told.index("a.docx")
    assert read_version(shell.folder / "a.docx").lines == tuple(NEW.split())
    assert shell("compare", "old.txt", "new.md", "--out", "a.html")[0] == 0
    page = (shell.folder / "a.html").read_text(encoding="utf-8")
    assert "<del>320000元</del><ins>325000元</ins>" in page
    # The tracked file itself can be compared, and says that it holds changes.
    got = shell.read("compare", "a.docx", "new.md")
    assert got["same"] and re.search("旧稿：.*修订", got["warnings"][0])
    assert "两份文字相同" in shell("compare", "new.md", "new.md")[1]


@pytest.mark.parametrize("labelled", ["old.docx", "new.docx"])
def test_the_label_of_either_version_is_carried_over(shell: Shell, labelled: str) -> None:
    for name, text in (("old.docx", OLD), ("new.docx", NEW)):
        data = making.docx(making.body(*map(making.paragraph, text.split())))
        making.save(shell.folder, name, with_property(Path(name), data, AIGC, LABEL) if name == labelled else data)
    for out in ("a.docx", "a.html"):
        assert shell("compare", "old.docx", "new.docx", "--out", out)[0] == 0
    assert read_version(shell.folder / "a.docx").label == LABEL
    assert 'name="AIGC"' in (shell.folder / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (("compare", "old.txt", "none.docx"), 1, "找不到"),
        (("compare", "old.txt", "new.md", "--out", "a.pdf"), 2, ".docx 或 .html"),
        (("compare", "old.txt", "new.docx", "--out", "new.docx"), 1, "不能写回"),
        (("compare", "old.txt", "new.md", "--out", "none/a.html"), 1, "写不进去"),
        (("compare", "old.txt"), 2, "缺少"),
        (("confirm", "none.txt"), 1, "找不到"),
        (("confirm", "."), 1, "文件夹"),
        (("confirm", "old.txt", "--by", ""), 1, "姓名"),
        (("confirm", "old.doc", "--by", "王某某"), 1, "旧版"),
    ],
)
def test_what_goes_wrong_is_one_chinese_line(shell: Shell, args: tuple[str, ...], status: int, told: str) -> None:
    making.save(shell.folder, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    before = shell.files()
    got, out, err = shell(*args)
    assert (got, out) == (status, "")
    assert told in err and err.count("\n") == 1 and "Traceback" not in err
    assert shell.files() == before


def test_confirmations_in_the_promised_shape(shell: Shell) -> None:
    got = shell.read("confirm", "new.md")
    assert set(got) == {"file", "sha256", "added", "confirmations", "warnings"}
    assert (got["file"], got["added"], got["confirmations"], got["warnings"]) == ("new.md", False, [], [])
    assert shell.files() == {"old.txt", "new.md"}  # to look writes nothing
    added = shell.read("confirm", "new.md", "--by", "王某某")
    assert added["added"] and added["sha256"] == got["sha256"]
    [one] = added["confirmations"]
    assert set(one) == {"by", "at", "sha256", "same"}
    assert (one["by"], one["sha256"], one["same"]) == ("王某某", got["sha256"], True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", one["at"])
    assert f"new.md{SUFFIX}" in shell.files()
    making.save(shell.folder, "new.md", f"{NEW}另有约定。\n")
    changed = shell.read("confirm", "new.md")
    assert changed["sha256"] != got["sha256"] and changed["confirmations"] == [{**one, "same": False}]


def test_confirmations_for_people(shell: Shell) -> None:
    assert "还没有人确认" in shell("confirm", "new.md")[1]
    told = shell("confirm", "new.md", "--by", "王某某")[1]
    assert "王某某确认了现在的文字" in told and "不是电子签名" in told
    assert "2人确认过" in shell("confirm", "new.md", "--by", "李某某")[1]
    status, _, err = shell("confirm", "new.md", "--by", "王某某")
    assert status == 1 and "王某某已经在" in err
    making.save(shell.folder, "new.md", f"{NEW}另有约定。\n")
    told = shell("confirm", "new.md")[1]
    assert "0人确认过" in told and "已失效" in told and "重新确认" in told
