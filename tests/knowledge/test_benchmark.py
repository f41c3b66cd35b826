"""The benchmark of retrieval: its files, its numbers, its command."""

import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from knowledge.benchmark import SHIPPED, Models, measure
from knowledge.errors import BenchmarkError
from knowledge.measuring import Asked, Passage, answer, read_corpus, read_questions
from tests.assistant.command import read, run

KEYS = {
    *("passages", "questions", "r@5", "r@10", "r@20", "r@100", "mrr@10"),
    *("p50_ms", "p95_ms", "build_s", "load_s", "rss_mb", "index_mb"),
}
TEXTS = ["债务人应当清偿到期债务。", "法院可以查封设备。", "劳动者有权取得工资。", "承租人应当支付租金。"]
PASSAGES = [Passage(f"示例法第{'一二三四'[place]}条", text) for place, text in enumerate(TEXTS)]
QUESTIONS = [Asked("工资怎么要", ("示例法第三条",)), Asked("房租不付怎么办", ("示例法第四条", "示例法第一条"))]


def lines(rows: Sequence[object]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


CORPUS_LINES = lines([{"id": n, "name": one.name, "content": one.content} for n, one in enumerate(PASSAGES)])
QUESTION_LINES = lines([{"question": one.text, "gold": one.gold} for one in QUESTIONS])


def saved(file: Path, content: bytes) -> Path:
    file.write_bytes(gzip.compress(content) if file.suffix == ".gz" else content)
    return file


@pytest.fixture(scope="module")
def models() -> Models:
    return Models.load()


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
def test_files_are_read_plain_and_compressed(tmp_path: Path, ending: str) -> None:
    assert read_corpus(saved(tmp_path / f"c.{ending}", CORPUS_LINES)) == PASSAGES
    names = [passage.name for passage in PASSAGES]
    assert read_questions(saved(tmp_path / f"q.{ending}", QUESTION_LINES), names) == QUESTIONS


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    assert (
        read_corpus(saved(tmp_path / "c.jsonl", b"\xef\xbb\xbf" + CORPUS_LINES.replace(b"\n", b"\r\n\n"))) == PASSAGES
    )


ROW = b'{"id": 1, "name": "a", "content": "b"}\n'
ASK = '{"question": "工资", "gold": ["示例法第三条"]}\n'.encode()


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"", None, "没有条文"),
        (b"\n \n", None, "没有条文"),
        (ROW + b"{", 2, "JSON"),
        (ROW + b"\n\xff\n", 3, "UTF-8"),
        (b"[" * 100_000, 1, "JSON"),
        (b"[1]\n", 1, "对象"),
        (b'{"content": "b"}\n', 1, "name"),
        (b'{"name": " ", "content": "b"}\n', 1, "name"),
        (b'{"name": 3, "content": "b"}\n', 1, "name"),
        (ROW + b'{"name": "c"}\n', 2, "content"),
        (b'{"name": "c", "content": null}\n', 1, "content"),
        (b'{"name": "c", "content": "\\ud800"}\n', 1, "编码"),
    ],
)
def test_a_corpus_that_cannot_be_used_is_told_by_line(
    tmp_path: Path, content: bytes, line: int | None, problem: str
) -> None:
    with pytest.raises(BenchmarkError, match=problem) as caught:
        read_corpus(saved(tmp_path / "c.jsonl", content))
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{tmp_path / 'c.jsonl'}" + (f" 第{line}行" if line else "") + "：")


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"", None, "没有问题"),
        (ASK + b'{"gold": ["x"]}\n', 2, "question"),
        (b'{"question": "", "gold": ["x"]}\n', 1, "question"),
        (b'{"question": "q"}\n', 1, "gold"),
        (b'{"question": "q", "gold": []}\n', 1, "gold"),
        (b'{"question": "q", "gold": "x"}\n', 1, "gold"),
        (b'{"question": "q", "gold": [1]}\n', 1, "gold"),
        (ASK + '{"question": "q", "gold": ["无名法", "另一法", "无名法"]}\n'.encode(), 2, "2个名称.*“无名法”"),
    ],
)
def test_questions_that_cannot_be_used_are_told_by_line(
    tmp_path: Path, content: bytes, line: int | None, problem: str
) -> None:
    with pytest.raises(BenchmarkError, match=problem) as caught:
        read_questions(saved(tmp_path / "q.jsonl", content), ["示例法第三条"])
    assert caught.value.line == line


def test_a_file_that_is_missing_cut_off_or_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(CORPUS_LINES)[:-12])
    (tmp_path / "plain.jsonl.gz").write_bytes(CORPUS_LINES)
    for name, problem in (
        ("none.jsonl", "没有"),
        ("cut.jsonl.gz", "gzip"),
        ("plain.jsonl.gz", "gzip"),
        ("", "无法读取"),
    ):
        with pytest.raises(BenchmarkError, match=problem):
            read_corpus(tmp_path / name)


def test_recall_and_rank_are_counted_over_distinct_names() -> None:
    found = {"first": ["a", "a", "b", *(f"x{n}" for n in range(20)), "c"], "second": ["x", "y"], "third": []}
    asked = [Asked("first", ("b", "c")), Asked("second", ("y",)), Asked("third", ("a",))]
    answered = answer(found.__getitem__, asked)
    assert answered.recall == pytest.approx({5: 0.5, 10: 0.5, 20: 0.5, 100: 2 / 3})
    assert answered.mrr == pytest.approx((1 / 2 + 1 / 2 + 0) / 3)
    assert 0 <= answered.p50_ms <= answered.p95_ms


def test_a_first_gold_name_past_the_tenth_has_no_reciprocal_rank() -> None:
    assert answer(lambda _: [*map(str, range(10)), "gold"], [Asked("q", ("gold",))]).mrr == 0


def test_the_engine_is_measured(models: Models) -> None:
    built: list[tuple[int, int]] = []
    asked: list[tuple[int, int]] = []
    results = measure(
        [*PASSAGES, Passage(PASSAGES[0].name, "同名的另一条。")],
        QUESTIONS,
        models,
        lambda done, total: built.append((done, total)),
        lambda done, total: asked.append((done, total)),
    )
    assert (results.passages, results.questions) == (5, 2)
    assert results.answered.recall[5] == results.answered.recall[100] == 1  # there are no more than five
    assert 0 < results.answered.mrr <= 1
    assert 0 < results.answered.p50_ms <= results.answered.p95_ms
    assert min(results.build_s, results.load_s, results.rss_mb, results.index_mb) > 0
    assert built[-1] == (5, 5)
    assert asked == [(0, 2), (1, 2), (2, 2)]


def test_models_that_are_not_whole_are_told(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="static/"):
        Models.load(tmp_path / "none")
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "models"))
    vectors = folder / "experience" / "vectors.npy"
    good = vectors.read_bytes()
    vectors.write_bytes(good[:200])
    with pytest.raises(BenchmarkError, match="损坏"):
        Models.load(folder)
    vectors.write_bytes(good)
    (folder / "ranking.json").write_text('{"texts": {}}', encoding="utf-8")
    with pytest.raises(BenchmarkError, match="损坏"):
        Models.load(folder)


def test_the_command_prints_what_it_promises(tmp_path: Path) -> None:
    files = ("--corpus", str(saved(tmp_path / "c.jsonl.gz", CORPUS_LINES)))
    files += ("--queries", str(saved(tmp_path / "q.jsonl", QUESTION_LINES)))
    got: dict[str, Any] = read(run(tmp_path, "benchmark", "retrieval", *files, "--models", str(SHIPPED), "--json"))
    assert set(got) == KEYS
    assert all(0 <= got[key] <= 1 for key in got if "@" in key)
    table = run(tmp_path, "benchmark", "retrieval", *files)
    assert table.returncode == 0
    assert "前10条召回率" in table.stdout
    assert "100.0%" in table.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), 2, "没有写命令"),
        (("retrieval", "--queries", "q"), 2, "缺少 --corpus"),
        (("retrieval", "--corpus", "none.jsonl", "--queries", "q"), 1, "none.jsonl：没有这个文件"),
        (("retrieval", "--corpus", "c", "--queries", "q", "--models", "none"), 1, "none：里面应有 static/"),
    ],
)
def test_the_command_explains_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...], status: int, told: str) -> None:
    done = run(tmp_path, "benchmark", *arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
