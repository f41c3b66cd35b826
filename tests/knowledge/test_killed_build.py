"""`shukun build` is killed at one moment or another: the index that was there still answers."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import IndexMissing
from knowledge.store import Store
from tests.knowledge.samples import generations, titles, write_mechanism

SHUKUN = Path(sys.executable).with_name("shukun")
OLD = {"活封", "额度冻结", "护薪先行"}


def kill_build(home: Path, moment: str) -> set[str]:
    """Kill the command as soon as a new generation has a file like ``moment``; what new generations there are."""
    known = generations(home)
    child = subprocess.Popen(
        [SHUKUN, "build"],
        env={**os.environ, "SHUKUN_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not any(path for name in generations(home) - known for path in (home / "index" / name).glob(moment)):
        assert child.poll() is None, "the build ended before it came to this moment"
        assert time.monotonic() < deadline
        time.sleep(0.002)
    child.send_signal(signal.SIGKILL)
    child.wait()
    return generations(home) - known


def test_the_old_index_still_answers(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    """The command brings the shipped records to a home that holds three others, and dies on the way: the word index
    is whole, the vectors are not.
    """
    left = kill_build(small_home, "records/dense/chroma.sqlite3")
    assert len(left) == 1
    assert titles(small_home) == OLD

    assert not build(small_home, embedder, corpus).rebuilt  # still up to date, and the dead build holds no lock
    write_mechanism(corpus, "more", "协同执行")
    assert build(small_home, embedder, corpus).rebuilt
    assert not left & generations(small_home)  # the next build has swept
    assert titles(small_home) == {*OLD, "协同执行"}


def test_around_the_swap_one_index_or_the_other_answers(small_home: Path) -> None:
    kill_build(small_home, "manifest.json")  # the last file, just before the swap
    found = titles(small_home)
    assert found == OLD or len(found) >= 30


def test_a_first_build_leaves_no_index(tmp_path: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    (tmp_path / "index").mkdir()
    left = kill_build(tmp_path, "entries.json")
    with pytest.raises(IndexMissing):
        Store.open(tmp_path)
    assert build(tmp_path, embedder, corpus).rebuilt
    assert not left & generations(tmp_path)
    assert titles(tmp_path) == OLD
