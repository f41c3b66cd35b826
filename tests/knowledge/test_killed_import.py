"""An import is killed at one moment or another: the library holds what it held or all of the new, and goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.registry import Registry
from knowledge.shelves import library_file
from tests.knowledge.statutes import (
    AID,
    NEW,
    NEW_TEXTS,
    OLD_TEXTS,
    contents,
    headed,
    import_,
    library,
    plain,
    save,
    statutes,
)

ROOT = Path(__file__).resolve().parents[2]
SHUKUN = Path(sys.executable).with_name("shukun")
MORE = 120  # sources: what was read is kept once on the way
CASE = '{"filename": "丙案.pdf", "content": {"基本案情": "欠薪三月", "处理结果": "分期付清"}}'
CHANGED = {**NEW_TEXTS, 3: "作坊借用周转金不超过三十日。"}
DIES_AT_A_CALL = """
import os, signal, sys
from pathlib import Path
from knowledge.importing import import_sources
from knowledge.shelves import Shelves
from tests.knowledge.statutes import REGISTRY

home, folder, method, call = sys.argv[1:]
left = int(call)
alive = getattr(Shelves, method)

def dying(*args):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return alive(*args)

setattr(Shelves, method, dying)
import_sources(Path(home), [Path(folder)], REGISTRY)
"""


def kill_import(home: Path, folder: Path, method: str, call: int) -> None:
    """Import in a process that kills itself as it begins this call of a method of `Shelves`."""
    command = [sys.executable, "-c", DIES_AT_A_CALL, str(home), str(folder), method, str(call)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def grown(folder: Path) -> Path:
    """The folder with another text of one law, many new ones, and a case."""
    for number in range(MORE):
        save(folder, f"more/{number:03}.md", headed(f"样品第{number}号条例", "2020-02-02", OLD_TEXTS))
    save(folder, "aid/README.md", plain(AID, NEW, CHANGED))
    save(folder, "zz.jsonl", CASE)
    return folder


MOMENTS = [
    ("keep", 1, 3),  # nothing was read (three sources did not change)
    ("keep", 110, 103),  # some of it was read, part of that was kept
    ("commit", 2, 103),  # all was read, the last of it was not kept
    ("expect_registry", 1, MORE + 5),  # all was kept, nothing was merged
    ("put_law", 1, MORE + 5),
    ("put_law", 60, MORE + 5),  # half of it was merged
    ("put_cases", 1, MORE + 5),
    ("commit", 3, MORE + 5),  # all was merged
]


@pytest.mark.parametrize(("method", "call", "kept"), MOMENTS)
def test_the_old_library_is_there_and_the_next_import_goes_on(
    tmp_path: Path, method: str, call: int, kept: int
) -> None:
    folder = statutes(tmp_path / "laws")
    import_(tmp_path, folder)
    old, digest = contents(tmp_path), library(tmp_path).digest
    kill_import(tmp_path, grown(folder), method, call)
    assert (contents(tmp_path), library(tmp_path).digest) == (old, digest)
    report = import_(tmp_path, folder)
    assert report.unchanged == kept  # only what is left is read
    assert (report.read, report.laws, report.versions, report.cases) == (MORE + 5, MORE + 3, MORE + 4, 1)
    new = contents(tmp_path)
    assert len(new) == MORE + 4
    assert new[f"{AID}@{NEW}"] == list(CHANGED.values())
    assert library(tmp_path).digest != digest


def test_after_the_last_commit_all_of_it_is_there(tmp_path: Path) -> None:
    folder = statutes(tmp_path / "laws")
    import_(tmp_path, folder)
    kill_import(tmp_path, grown(folder), "counts", 1)
    new, digest = contents(tmp_path), library(tmp_path).digest
    assert len(new) == MORE + 4
    assert new[f"{AID}@{NEW}"] == list(CHANGED.values())
    assert import_(tmp_path, folder).unchanged == MORE + 5
    assert (contents(tmp_path), library(tmp_path).digest) == (new, digest)


@pytest.mark.parametrize(("method", "call"), [("digests", 1), ("commit", 1), ("put_law", 2)])
def test_a_first_import_leaves_an_empty_library(tmp_path: Path, method: str, call: int) -> None:
    folder = statutes(tmp_path / "laws")
    kill_import(tmp_path, folder, method, call)
    assert library_file(tmp_path).exists()
    assert library(tmp_path).empty
    assert import_(tmp_path, folder).articles == 14


def test_the_command_is_killed_as_soon_as_it_writes(tmp_path: Path) -> None:
    folder = statutes(tmp_path / "laws")
    child = subprocess.Popen(
        [SHUKUN, "import", str(folder)],
        env={**os.environ, "SHUKUN_HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not library_file(tmp_path).exists():
        assert child.poll() is None, "the import ended before it wrote anything"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    child.send_signal(signal.SIGKILL)
    child.wait()
    registry = Registry.load()
    assert len(contents(tmp_path, registry)) in {0, 4}
    assert import_(tmp_path, folder, registry=registry).articles == 14
    assert len(contents(tmp_path, registry)) == 4
