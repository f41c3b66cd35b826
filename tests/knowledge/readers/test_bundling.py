"""Which files make up a source, in which order, and what is told of those that cannot be read."""

import os
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers.bundling import bundles
from knowledge.sources import Bundle

ARTICLE = "**第一条**　红。\n"


def write(root: Path, *names: str, text: str = ARTICLE) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def found(*paths: Path, root: Path) -> list[str | list[str]]:
    """Each bundle as the names of its files, each error as “!name”."""
    result: list[str | list[str]] = []
    for item in bundles(paths):
        if isinstance(item, Bundle):
            names = [file.relative_to(root).as_posix() for file in item.files]
            result.append(names if len(names) > 1 else names[0])
        else:
            result.append(f"!{item.file.relative_to(root).as_posix()}")
    return result


def test_files_of_their_own_in_order(tmp_path: Path) -> None:
    write(tmp_path, "乙.md", "甲.txt", "c/x.pdf", "b.docx", ".hidden.md", ".git/config", "c/.DS_Store")
    assert found(tmp_path, root=tmp_path) == ["b.docx", "c/x.pdf", "乙.md", "甲.txt"]


def test_parts_of_a_law(tmp_path: Path) -> None:
    write(tmp_path, "law/README.md", text="# 甲法\n")
    write(tmp_path, "law/02-b.md", "law/01-a.md", "law/10-c.md", "law/00-end.md", "law/notes.md", "other/README.md")
    write(tmp_path, "law/04-decision.md", text="一、将“第二条”改掉。\n")
    parts = ["law/README.md", "law/01-a.md", "law/02-b.md", "law/10-c.md", "law/00-end.md"]
    assert found(tmp_path, root=tmp_path) == [parts, "law/04-decision.md", "law/notes.md", "other/README.md"]


@pytest.mark.parametrize("names", [["README.md"], ["01-a.md", "02-b.md"], ["README.md", "a.md"]])
def test_no_parts(tmp_path: Path, names: list[str]) -> None:
    write(tmp_path, *names)
    assert found(tmp_path, root=tmp_path) == names


def test_numbered_chapters_of_a_manual_are_no_law(tmp_path: Path) -> None:
    write(tmp_path, "01-install.md", "README.md", text="# Install\nmake\n")
    assert found(tmp_path, root=tmp_path) == ["01-install.md", "README.md"]


def test_paths_keep_their_order_and_come_once(tmp_path: Path) -> None:
    write(tmp_path, "b/1.md", "a/1.md", "a/2.md")
    paths = [tmp_path / "b", tmp_path / "a" / "2.md", tmp_path / "a", tmp_path / "b"]
    assert found(*paths, root=tmp_path) == ["b/1.md", "a/2.md", "a/1.md"]


def test_what_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    assert found(tmp_path / "无", tmp_path / "a.md", root=tmp_path) == ["!无", "a.md"]
    (error,) = bundles([tmp_path / "无"])
    assert isinstance(error, SourceError)
    assert error.problem == "没有这个文件或文件夹"


def test_links(tmp_path: Path) -> None:
    write(tmp_path, "a/1.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert found(tmp_path, root=tmp_path) == ["a/1.md", "!a/loop", "!b", "!broken"]


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path, "z.md")
    assert found(tmp_path, root=tmp_path) == ["!pipe", "z.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folder_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, "a/1.md", "b.md")
    (tmp_path / "a").chmod(0)
    try:
        assert found(tmp_path, root=tmp_path) == ["!a", "b.md"]
    finally:
        (tmp_path / "a").chmod(0o700)
