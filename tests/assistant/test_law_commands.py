"""The commands on law: import, article and cite, as other programs and people meet them."""

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from knowledge.registry import Registry
from tests.assistant.command import SHUKUN, process, read, run
from tests.knowledge.statutes import AID, AIMS, FUND, NEW, NEW_TEXTS, OLD, OLD_TEXTS, headed, save, statutes

REPORT = {
    *("read", "unchanged", "laws", "versions", "articles", "cases"),
    *("skipped", "doubtful", "differences", "seconds"),
}
PROVISION = {"law", "article", "version", "effective", "effective_verified", "until", "text"}
CHECKED = {
    *("start", "end", "text", "kind", "law", "article", "paragraph", "item"),
    *("verdict", "explanation", "suggestion", "quoted"),
}
LOAD = Registry.load
LATER = "2031-01-01"  # of a version that is not law yet
LETTER = "依照《样品互助法》第三条，作坊可以借用周转金；\n参照合同法第52条和《样品海运法》第九条。\n"


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


@pytest.fixture(scope="module")
def law_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the shipped index and four invented laws; read only."""
    own = tmp_path_factory.mktemp("law") / "home"
    shutil.copytree(home, own)
    folder = statutes(own.parent / "laws")
    save(folder, f"互助法({LATER}).md", headed(AID, LATER, {1: AIMS, 2: f"[/b]{FUND}", 3: f"本法自{LATER}起施行。"}))
    done = run(own, "import", str(folder), "--json")
    assert read(done)["versions"] == 5
    return own


@cache
def shipped() -> Registry:
    return LOAD()


@pytest.fixture
def shukun(law_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in this process: what it printed, and its exit status."""
    monkeypatch.setenv("SHUKUN_HOME", str(law_home))
    monkeypatch.setattr(Registry, "load", shipped)  # reading it takes longer than all the rest

    def command(*args: str, stdin: bytes = b"") -> Said:
        monkeypatch.setattr("sys.argv", ["shukun", *args])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            main()
        printed = capsys.readouterr()
        return Said(int(caught.value.code or 0), printed.out, printed.err)

    return command


def is_clear(said: Said, told: str, status: int = 1) -> None:
    """A short Chinese message on stderr, nothing on stdout, and a status that says so."""
    assert (said.status, said.out) == (status, "")
    assert told in said.err
    assert re.search("[一-鿿]{4}", said.err)
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1


# --- import


def test_import_reports_in_the_promised_shape(home: Path, tmp_path: Path) -> None:
    own, folder = tmp_path / "home", statutes(tmp_path / "laws")
    shutil.copytree(home, own)
    save(folder, "x.png", b"\x89PNG\r\n\x1a\n")
    save(folder, "other.md", headed(AID, NEW, {**NEW_TEXTS, 3: FUND.replace("九十", "六十")}))
    save(folder, "twice.md", headed("样品巡更条例", NEW, {1: "甲。", 2: "乙。", 3: "丙。"}).replace("第三", "第二"))
    first = read(run(own, "import", str(folder), "--json"))
    assert set(first) == REPORT
    assert [first[key] for key in ("read", "unchanged", "laws", "versions", "articles", "cases")] == [7, 0, 4, 5, 16, 0]
    assert [set(one) for one in first["skipped"] + first["doubtful"]] == [{"file", "line", "problem"}] * (
        len(first["doubtful"]) + 1
    )
    assert first["skipped"][0]["file"] == str(folder / "x.png")
    assert {one["file"] for one in first["doubtful"]} == {str(folder / "twice.md")}
    (told,) = first["differences"]
    assert set(told) == {"law", "version", "article", "kept", "other", "problem"}
    assert (told["law"], told["version"], told["article"]) == (AID, NEW, "第三条")
    assert 0 < first["seconds"] < 60
    again = run(own, "import", str(folder))
    assert again.returncode == 0, again.stderr
    assert "读取7份（其中7份没有变化）：法律4部，文本5个，条文16条，案例0件" in again.stdout
    assert "没有收录（1）" in again.stdout
    assert "x.png：这是图片" in again.stdout
    assert "两份来源不一致（1）" in again.stdout
    assert "请看一眼" in again.stdout
    # what was imported is found and can be shown
    short = AID.removeprefix("中华人民共和国")
    for key in (f"{AID}@{NEW}#第三条", f"{AID}@{NEW}#3", f"{short}@{NEW}#第3条"):
        shown = run(own, "show", key)
        assert FUND in shown.stdout
        assert f"{AID}@{NEW}" in shown.stdout  # the whole id
    hits = read(run(own, "search", "作坊向互助社借用周转金", "-k", "3", "--kind", "article", "--json"))["hits"]
    assert f"{AID}@{NEW}#第三条" in {hit["id"] for hit in hits}
    assert "索引已是最新" in run(own, "build").stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
def test_import_of_a_repository(home: Path, tmp_path: Path) -> None:
    own, origin = tmp_path / "home", tmp_path / "origin"
    shutil.copytree(home, own)
    statutes(origin)
    git = ["git", "-C", str(origin), "-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    for step in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "texts"]):
        subprocess.run([*git, *step], check=True)
    address = f"git+file://{origin}"
    save(origin, "bad.png", b"\x89PNG\r\n\x1a\n")  # not committed: does not come over
    first = read(run(own, "import", address, "--json"))
    assert (first["read"], first["versions"], first["skipped"]) == (4, 4, [])
    (origin / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    for step in (["add", "."], ["commit", "--quiet", "-m", "more"]):
        subprocess.run([*git, *step], check=True)
    again = read(run(own, "import", address, "--json"))
    assert (again["read"], again["unchanged"], again["versions"]) == (6, 4, 4)  # known, though the folder was another
    assert {one["file"] for one in again["skipped"]} == {f"{address}!bad.md", f"{address}!bad.png"}


def test_import_of_nothing(shukun: Command, tmp_path: Path) -> None:
    for args, told in (
        ([str(tmp_path / "none")], "没有这个文件或文件夹"),
        ([str(tmp_path)], "里面没有文件"),
        (["git+file:///does/not/exist"], "git+file" if shutil.which("git") is None else "不能下载"),
    ):
        said = shukun("import", *args)
        assert (said.status, "Traceback" in said.err) == (1, False)
        assert told in said.err
    is_clear(shukun("import"), "缺少", 2)


# --- article


def test_article_shows_its_text_its_versions_and_who_cites_it(shukun: Command) -> None:
    said = shukun("article", "样品互助法第一条", "--on", "2024-05-05")
    assert said.status == 0, said.err
    assert f"《{AID}》第一条" in said.out
    assert AIMS in said.out
    assert f"{OLD}文本" in said.out
    assert "文字相同" in said.out
    assert f"{LATER}文本，自{LATER}起施行，尚未生效" in said.out  # not “现行有效”
    cited = shukun("article", "样品互助法第三条", "--on", "2024-05-05").out
    assert "引用它的条文（2）" in cited
    assert f"《{AID}》第四条" in cited


def test_article_marks_what_changed_and_takes_no_markup_from_a_text(shukun: Command) -> None:
    said = shukun("article", "样品互助法第二条", "--on", LATER)
    assert said.status == 0, said.err
    assert f"[/b]{FUND}" in said.out


@pytest.mark.parametrize(
    ("on", "version", "text"),
    [
        ("2022-06-01", OLD, OLD_TEXTS[3]),
        ("2024-05-05", NEW, NEW_TEXTS[3]),
    ],
)
def test_article_by_day_in_the_promised_shape(shukun: Command, on: str, version: str, text: str) -> None:
    got = shukun("article", "《样品互助法》第3条", "--on", on, "--json").json
    assert set(got) == {*PROVISION, "on", "path", "versions", "cited_by"}
    assert (got["on"], got["law"], got["article"], got["version"], got["text"]) == (on, AID, "第三条", version, text)
    assert got["until"] == {OLD: NEW, NEW: LATER}[version]
    assert all(set(one) == PROVISION and one["version"] != version for one in got["versions"])
    assert all(set(one) == {"law", "article"} for one in got["cited_by"])
    if version == NEW:
        assert {"law": AID, "article": "第四条"} in got["cited_by"]
        assert got["path"] == ["第一章 总则"]


@pytest.mark.parametrize(
    ("args", "told", "status"),
    [
        (["样品海运法第三条"], "样品海运法第三条", 1),  # an unknown law
        (["样品互助法第六十条"], "没有第六十条", 1),
        (["民诉法205条"], "shukun import", 1),  # not imported
        (["合同法第52条"], "废止", 1),
        (["公司法解释第三条"], "请写全称", 1),
        (["样品互助法第三条", "--on", "2001-01-01"], "没有有效的文本", 1),
        (["样品互助法"], "一个条号", 1),
        (["[red]\x1b[31m"], "一个条号", 1),
        ([""], "一个条号", 1),
        (["样品互助法第三条", "--on", "明天"], "2026-01-01", 2),
        (["样品互助法第三条", "--on", "2023-02-29"], "不是日期", 2),
        (["样品互助法第三条", "--on"], "--on", 2),
        ([], "缺少", 2),
    ],
)
def test_article_tells_what_is_wrong(shukun: Command, args: list[str], told: str, status: int) -> None:
    is_clear(shukun("article", *args), told, status)
    if status == 1:
        is_clear(shukun("article", *args, "--json"), told)


# --- cite


@pytest.mark.parametrize(
    "data",
    [LETTER.encode(), LETTER.encode("gb18030"), LETTER.encode("utf-8-sig"), LETTER.encode("utf-16")],
    ids=["UTF-8", "GBK", "with a mark", "UTF-16"],
)
@pytest.mark.parametrize("from_stdin", [False, True])
def test_cite_in_the_promised_shape(shukun: Command, tmp_path: Path, data: bytes, from_stdin: bool) -> None:
    file = save(tmp_path, "函.txt", data)
    args = ["-"] if from_stdin else [str(file)]
    got = shukun("cite", *args, "--on", "2024-05-05", "--json", stdin=data if from_stdin else b"").json
    assert set(got) == {"citations"}
    found = got["citations"]
    assert all(set(one) == CHECKED for one in found)
    assert all(LETTER[one["start"] : one["end"]] == one["text"] for one in found)
    assert [(one["text"], one["law"], one["article"], one["verdict"]) for one in found] == [
        ("《样品互助法》第三条", AID, "第三条", "matches"),
        ("合同法第52条", "中华人民共和国合同法", "第五十二条", "repealed"),
        ("《样品海运法》第九条", None, "第九条", "law_unknown"),
    ]
    assert all(one["explanation"] for one in found)


def test_cite_compares_what_is_quoted(shukun: Command) -> None:
    text = f"样品互助法第三条规定：“{FUND.replace('九十日', '六十日')}”"
    (one,) = shukun("cite", "-", "--on", "2024-05-05", "--json", stdin=text.encode()).json["citations"]
    assert one["verdict"] == "wording_differs"
    assert set(one["quoted"]) == {"match", "diff"}
    assert one["quoted"]["match"] is False
    assert all(set(step) == {"article", "quotation"} for step in one["quoted"]["diff"])
    assert {"article": "九", "quotation": "六"} in one["quoted"]["diff"]
    said = shukun("cite", "-", "--on", "2024-05-05", stdin=f"甲。\n{text}".encode())
    assert "2行 样品互助法第三条  引文有出入" in said.out
    assert "【原文：九｜引文：六】" in said.out
    right = text.replace("六", "九").encode()
    (same,) = shukun("cite", "-", "--on", "2024-05-05", "--json", stdin=right).json["citations"]
    assert (same["verdict"], same["quoted"]["match"]) == ("matches", True)


def test_the_day_decides(shukun: Command) -> None:
    text = "依照《样品互助法》第四条，不得收利息。".encode()
    for on, verdict in (("2022-06-01", "matches"), (LATER, "no_such_article"), ("2001-01-01", "not_checkable")):
        (one,) = shukun("cite", "-", "--on", on, "--json", stdin=text).json["citations"]
        assert one["verdict"] == verdict


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "今天去买菜。".encode()])
def test_a_text_that_cites_nothing(shukun: Command, tmp_path: Path, data: bytes) -> None:
    file = save(tmp_path, "函.txt", data)
    assert shukun("cite", str(file)).out == "没有找到法律引用。\n"
    assert shukun("cite", str(file), "--json").json == {"citations": []}
    assert shukun("cite", "-", "--json", stdin=data).json == {"citations": []}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.txt", None, "没有这个文件"),
        (".", None, "无法读取"),
        ("x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "不是文本文件"),
        ("x.txt", "依照".encode() + b"\xff\xfe\xfd\x01\x02" * 30, "函"),
    ],
)
def test_cite_tells_what_it_cannot_read(
    shukun: Command, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    file = tmp_path / name if content is None else save(tmp_path, name, content)
    said = shukun("cite", str(file))
    is_clear(said, told if told != "函" else str(file))
    if content is not None:
        is_clear(shukun("cite", "-", stdin=content), "-")


def test_cite_as_a_process(law_home: Path) -> None:
    """What the others ask in this process, once through a pipe."""
    done = process(law_home, "cite", "-", "--json", stdin=LETTER.encode("gb18030"))
    assert len(read(done)["citations"]) == 3
    pipe = subprocess.run([SHUKUN, "cite", "--help"], capture_output=True, timeout=60, check=True)
    assert "核对" in pipe.stdout.decode(sys.stdout.encoding or "utf-8")


def test_a_library_that_cannot_be_read_is_told(
    shukun: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, "library/library.sqlite3", b"garbage " * 1000)
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path))
    for args in (["article", "样品互助法第三条"], ["cite", "-"], ["import", str(tmp_path)]):
        is_clear(shukun(*args, stdin=LETTER.encode()), "重新导入")
