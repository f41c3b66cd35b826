"""The command ``shukun`` as other programs and people meet it: shapes, exit codes, messages."""

import re
import subprocess
from pathlib import Path

import pytest

from knowledge.records import Kind
from tests.assistant.asking import SEALED_FACTORY
from tests.assistant.command import process, read, run
from tests.model_server import Manner, model_server

CITATION = {"marker", "kind", "id", "title", "locator", "source", "verified"}
HIT = {"id", "record", "kind", "title", "locator", "text", "source", "verified", "score"}
REPLY = {"outcome", "text", "label", "citations", "verdicts", "notices", "replies", "hits", "model", "seconds"}


def test_ask_answers_in_the_promised_shape(home: Path) -> None:
    got = read(run(home, "ask", SEALED_FACTORY, "--role", "mediator", "--json"))
    assert set(got) == REPLY
    assert (got["outcome"], got["model"], got["replies"]) == ("answer", None, [])
    assert set(got["seconds"]) == {"retrieve", "compose", "total"}
    assert all(isinstance(value, float) and value > 0 for value in got["seconds"].values())
    assert all(set(citation) == CITATION for citation in got["citations"])
    assert all(set(hit) == HIT and 0 <= hit["score"] <= 1 for hit in got["hits"])
    markers = [citation["marker"] for citation in got["citations"]]
    assert markers == list(range(1, len(markers) + 1))
    assert {int(number) for number in re.findall(r"\[(\d+)\]", got["text"])} == set(markers)
    assert {citation["kind"] for citation in got["citations"]} <= {kind.value for kind in Kind}
    assert len(got["verdicts"]) > 10
    assert {one["verdict"] for one in got["verdicts"]} <= {"matches", "not_checkable"}
    first = got["citations"][0]
    shown = run(home, "show", first["id"]).stdout  # what is cited can be opened
    assert first["title"] in shown
    hit = next(hit for hit in got["hits"] if (hit["record"], hit["locator"]) == (first["id"], first["locator"]))
    assert hit["text"].splitlines()[0] in shown


@pytest.mark.parametrize(
    ("question", "outcome", "part"),
    [
        ("怎么种草莓", "refusal", "已检索"),
        ("你好", "clarification", "？"),
    ],
)
def test_the_other_outcomes_have_the_same_shape_and_succeed(home: Path, question: str, outcome: str, part: str) -> None:
    got = read(run(home, "ask", question, "--json"))
    assert set(got) == REPLY
    assert got["outcome"] == outcome
    assert part in got["text"]
    assert (got["citations"], got["hits"]) == ([], [])
    assert bool(got["replies"]) is (outcome == "clarification")


def test_ask_for_people_lists_its_sources_and_says_that_it_is_for_reference(home: Path) -> None:
    bytes_that_are_no_text = b"\xff\xfe"
    question = SEALED_FACTORY.encode() + bytes_that_are_no_text
    done = process(home, "ask", "-", "--role", "litigant", stdin=question, PYTHONIOENCODING="utf-8:strict")
    assert done.returncode == 0, done.stderr
    assert "活封" in done.stdout
    assert "[1]" in done.stdout
    assert "来源" in done.stdout
    assert "仅供参考" in done.stdout


def test_ask_uses_the_endpoint_and_survives_its_faults(home: Path) -> None:
    with model_server("先谈活封[1]。编造[99]。") as server:
        endpoint = {"SHUKUN_LLM_BASE_URL": server.base_url, "SHUKUN_LLM_MODEL": "loopback"}
        well = read(run(home, "ask", SEALED_FACTORY, "--json", **endpoint))
        server.manner = Manner.HTML
        ill = read(run(home, "ask", SEALED_FACTORY, "--json", **endpoint))
    assert (well["model"], well["text"]) == ("loopback", "先谈活封[1]。")
    assert ill["model"] is None
    assert ill["citations"]
    assert "语言模型" in ill["notices"][0]


def test_search_gives_at_most_k_hits_of_the_kinds_asked_for(home: Path) -> None:
    got = read(run(home, "search", "信用修复", "-k", "5", "--kind", "case", "--kind", "opinion", "--json"))
    assert set(got) == {"hits"}
    assert 0 < len(got["hits"]) <= 5
    assert all(set(hit) == HIT and hit["kind"] in {"case", "opinion"} for hit in got["hits"])
    scores = [hit["score"] for hit in got["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_show_opens_one_section_of_a_record(home: Path) -> None:
    got = read(run(home, "show", "mechanism-live-seizure#适用条件", "--json"))
    assert {"id", "kind", "title", "source", "verified", "passages"} <= set(got)
    assert [passage["locator"] for passage in got["passages"]] == ["适用条件"]
    assert "保管" in got["passages"][0]["text"]


def test_build_says_what_it_did_and_does_nothing_twice(tmp_path: Path) -> None:
    home = tmp_path / "新 目录"
    first, second = run(home, "build"), run(home, "build")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "已重建" in first.stdout
    assert "已是最新" in second.stdout


FAULTS = [
    pytest.param(["ask", "问", "--role", "king"], "mediator", id="a role that does not exist"),
    pytest.param(["ask", ""], "还没有写问题", id="an empty question"),
    pytest.param(["ask", "封" * 20_000], "最多10000个字", id="20,000 characters"),
    pytest.param(["ask", "\x01\x07\x1b\u200b"], "还没有写问题", id="control characters alone"),
    pytest.param(["ask", "-"], "还没有写问题", id="nothing on standard input"),
    pytest.param(["ask"], "缺少", id="no question"),
    pytest.param(["search", ""], "还没有写问题", id="an empty search"),
    pytest.param(["search", "查封", "-k", "0"], "-k", id="no hits wanted"),
    pytest.param(["search", "查封", "-k", "许多"], "-k", id="a number that is none"),
    pytest.param(["search", "查封", "-k"], "-k", id="a number left out"),
    pytest.param(["search", "查封", "--kind", "law"], "mechanism", id="a kind that does not exist"),
    pytest.param(["search", "查封", "多余"], "多余", id="one argument too many"),
    pytest.param(["show", "mechanism-live-seizure#没有"], "没有", id="a section that does not exist"),
    pytest.param(["show", "[red]x[/red]\x1b[31m"], "“[red]x[/red]", id="an id that does not exist, with markup"),
    pytest.param(["serve", "--port", "99999"], "--port", id="a port that does not exist"),
    pytest.param(["nosuch"], "nosuch", id="an unknown command"),
    pytest.param(["ask", "问", "--nosuch"], "--nosuch", id="an unknown option"),
    pytest.param([], "没有写命令", id="no command"),
]


def _is_clear(done: subprocess.CompletedProcess[str], told: str) -> None:
    """A short Chinese message on stderr, nothing on stdout, and a status that says so."""
    assert done.returncode in {1, 2}
    assert told in done.stderr
    assert re.search("[一-鿿]{4}", done.stderr)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "\x1b" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("args", "told"), FAULTS)
def test_a_wrong_command_is_told_in_one_chinese_line(home: Path, args: list[str], told: str) -> None:
    done = run(home, *args)
    if not args:  # the usage is printed, too
        assert "Usage" in done.stdout
        done.stdout = ""
    _is_clear(done, told)


def test_help_for_a_life_in_danger_needs_no_index_and_no_setting(tmp_path: Path) -> None:
    got = read(run(tmp_path / "none", "ask", "我不想活了", "--json", SHUKUN_LLM_TIMEOUT_SECONDS="很久"))
    assert set(got) == REPLY
    assert got["outcome"] == "referral"
    assert "12356" in got["text"]


@pytest.mark.parametrize("args", [["ask", "设备被查封怎么办"], ["show", "mechanism-live-seizure"]])
def test_without_an_index_every_command_says_how_to_make_one(tmp_path: Path, args: list[str]) -> None:
    _is_clear(run(tmp_path / "none", *args), "shukun build")
    assert not (tmp_path / "none").exists()


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("不是目录")
    _is_clear(run(home, "build"), str(home))
    assert home.read_text() == "不是目录"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHUKUN_LLM_TIMEOUT_SECONDS", "很久"),
        ("SHUKUN_LLM_BASE_URL", "不是地址"),
        ("SHUKUN_EMBEDDING_MODEL", "/no/such/model"),
    ],
)
def test_a_bad_setting_is_told_by_its_name(home: Path, name: str, value: str) -> None:
    _is_clear(run(home, "ask", "设备被查封怎么办", **{name: value}), name)
