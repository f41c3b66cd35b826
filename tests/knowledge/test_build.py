"""Building: nothing needlessly, everything or nothing, one at a time, and never at the old index's expense."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.build import CORPUS, build, is_current
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import IndexBusy, RecordError, StorageError
from tests.knowledge.samples import generations, titles, write_mechanism

SHUKUN = Path(sys.executable).with_name("shukun")


class Reversed(StaticEmbeddings):
    """Another model: the shipped one with its dimensions in reverse order."""

    fingerprint = "reversed"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector[::-1] for vector in super().embed_documents(texts)]


def test_first_build_reports_what_it_did(tmp_path: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    report = build(tmp_path / "new" / "home", embedder, corpus)  # a home that does not exist is made
    assert (report.records, report.passages, report.rebuilt) == (3, 42, True)
    assert titles(tmp_path / "new" / "home") == {"活封", "额度冻结", "护薪先行"}


def test_second_build_does_nothing(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    before = generations(small_home)
    told: list[tuple[int, int]] = []
    report = build(small_home, embedder, corpus, lambda done, total: told.append((done, total)))
    assert (report.records, report.passages, report.rebuilt) == (3, 42, False)
    assert generations(small_home) == before
    assert told == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一节，", "一节：", ),  # the text
        ("title: 活封", "title: 活查封"),  # the title
        ("aliases: []", "aliases: [活扣]"),  # a name
        ("verified: true", "verified: false"),  # a mark
        ("date: 2025-09-16", "date: 2025-09-17"),  # the source
    ],
)  # fmt: skip
def test_changed_record_rebuilds(
    small_home: Path, corpus: Path, embedder: StaticEmbeddings, old: str, new: str
) -> None:
    file = corpus / "mechanisms" / "live.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert build(small_home, embedder, corpus).rebuilt
    assert not build(small_home, embedder, corpus).rebuilt


def test_new_and_removed_records_rebuild(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    file = write_mechanism(corpus, "more", "协同执行")
    assert build(small_home, embedder, corpus).rebuilt
    assert "协同执行" in titles(small_home)
    file.unlink()
    assert build(small_home, embedder, corpus).rebuilt
    assert "协同执行" not in titles(small_home)


def test_changed_model_rebuilds(small_home: Path, corpus: Path) -> None:
    assert build(small_home, Reversed(), corpus).rebuilt
    assert not build(small_home, Reversed(), corpus).rebuilt


def test_an_index_is_current_until_what_it_was_built_from_changes(
    small_home: Path, tmp_path: Path, corpus: Path, embedder: StaticEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_current(small_home, embedder.fingerprint, corpus)
    assert not is_current(small_home, Reversed.fingerprint, corpus)
    assert not is_current(tmp_path / "none", embedder.fingerprint, corpus)
    assert not (tmp_path / "none").exists()
    with monkeypatch.context() as patch:
        patch.setattr("knowledge.build.LAYOUT", 0)
        assert not is_current(small_home, embedder.fingerprint, corpus)
    write_mechanism(corpus, "more", "协同执行")
    assert not is_current(small_home, embedder.fingerprint, corpus)
    build(small_home, embedder, corpus)
    assert is_current(small_home, embedder.fingerprint, corpus)


def test_touched_file_does_not_rebuild(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    os.utime(corpus / "mechanisms" / "live.md", (0, 0))
    assert not build(small_home, embedder, corpus).rebuilt


def test_progress_rises_to_the_total(tmp_path: Path, embedder: StaticEmbeddings) -> None:
    told: list[tuple[int, int]] = []
    report = build(tmp_path, embedder, CORPUS, lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {report.passages}
    counts = [done for done, _ in told]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, report.passages)
    assert len(counts) > 2


def test_bad_record_leaves_the_index_alone(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    before = generations(small_home)
    write_mechanism(corpus, "bad", "坏的", 是什么="是啥")
    with pytest.raises(RecordError):
        build(small_home, embedder, corpus)
    assert generations(small_home) == before
    assert titles(small_home) == {"活封", "额度冻结", "护薪先行"}


def test_bad_record_creates_no_home(tmp_path: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    write_mechanism(corpus, "bad", "坏的", 是什么="是啥")
    with pytest.raises(RecordError):
        build(tmp_path / "home", embedder, corpus)
    assert not (tmp_path / "home").exists()


def test_empty_corpus_leaves_the_index_alone(small_home: Path, tmp_path: Path, embedder: StaticEmbeddings) -> None:
    with pytest.raises(StorageError, match="没有一份资料"):
        build(small_home, embedder, tmp_path / "nowhere")
    assert titles(small_home) == {"活封", "额度冻结", "护薪先行"}


def test_a_fault_half_way_leaves_the_index_alone(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    before = generations(small_home)
    write_mechanism(corpus, "more", "协同执行")
    with pytest.raises(KeyboardInterrupt):
        build(small_home, embedder, corpus, stop)
    assert generations(small_home) == before  # what was half made is gone
    assert titles(small_home) == {"活封", "额度冻结", "护薪先行"}


def test_one_build_at_a_time(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    """While one build is at work, another one and the command are refused, and readers are not."""
    write_mechanism(corpus, "more", "协同执行")
    seen: list[str] = []

    def meanwhile(done: int, total: int) -> None:
        if done or seen:
            return
        with ThreadPoolExecutor(1) as other, pytest.raises(IndexBusy) as caught:
            other.submit(build, small_home, embedder, corpus).result()
        seen.append(str(caught.value))
        environment = {**os.environ, "SHUKUN_HOME": str(small_home)}
        run = subprocess.run([SHUKUN, "build"], env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        seen.append(run.stderr)
        assert titles(small_home) == {"活封", "额度冻结", "护薪先行"}

    assert build(small_home, embedder, corpus, meanwhile).rebuilt
    assert len(seen) == 2
    assert all("另一个进程正在" in "".join(message.split()) for message in seen)
    assert "协同执行" in titles(small_home)


@pytest.mark.parametrize("below", ["file/home", "file"])  # a home under a regular file; a home that is one
def test_home_that_cannot_be_written(tmp_path: Path, corpus: Path, embedder: StaticEmbeddings, below: str) -> None:
    (tmp_path / "file").write_text("a regular file", encoding="utf-8")
    with pytest.raises(StorageError, match="SHUKUN_HOME"):
        build(tmp_path / below, embedder, corpus)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "a regular file"


def test_command_says_what_it_did(home: Path) -> None:
    environment = {**os.environ, "SHUKUN_HOME": str(home)}
    run = subprocess.run([SHUKUN, "build"], env=environment, capture_output=True, text=True, check=True)
    assert re.search(r"索引已是最新：\d+份资料，\d+段", run.stdout)
