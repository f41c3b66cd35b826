"""Finds the files to import, and puts those together that print one law."""

import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.sources import Bundle

_PART = re.compile(r"(\d+)-.+\.md", re.I)
_ARTICLE = re.compile(r"^[#*\s]*第[一二三四五六七八九十百千零〇]+[条编章]", re.M)
_GLANCE = 65536  # bytes of a part file in which an article must appear


def bundles(paths: Sequence[Path]) -> Iterator[Bundle | SourceError]:
    """The sources under ``paths``, each path in its turn, folders in the order of their names.

    The README.md of a folder and the numbered parts beside it that print articles (01-总则.md … 00-附则.md, zero last)
    are one bundle; every other file is one of its own, also a part without articles: an amendment, a decision. Hidden
    files are left out, and a file is yielded once. What cannot be read, does not exist, or is a link to a folder that
    was already read is yielded as a SourceError, and the rest goes on.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _under(path, seen)


def _under(path: Path, seen: set[tuple[int, int]]) -> Iterator[Bundle | SourceError]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield SourceError(path, "链接指向的文件不存在" if path.is_symlink() else "没有这个文件或文件夹")
        return
    except OSError as error:
        yield SourceError(path, f"无法读取：{error.strerror}")
        return
    here = (status.st_dev, status.st_ino)
    if stat.S_ISDIR(status.st_mode):
        if here in seen:
            if path.is_symlink():
                yield SourceError(path, "这个链接指向的文件夹已经读过，不再重复读取")
            return
        seen.add(here)
        yield from _folder(path, seen)
    elif not stat.S_ISREG(status.st_mode):
        yield SourceError(path, "不是普通文件，无法导入")
    elif here not in seen:
        seen.add(here)
        yield Bundle((path,))


def _folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Bundle | SourceError]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield SourceError(folder, f"无法读取：{error.strerror}")
        return
    parts = _parts(entries)
    if parts:
        yield Bundle(parts)
    for entry in entries:
        if entry not in parts:
            yield from _under(entry, seen)


def _parts(entries: Sequence[Path]) -> tuple[Path, ...]:
    """README.md and the numbered parts beside it that print articles, in reading order, if there are such."""
    readme = next((entry for entry in entries if entry.name.lower() == "readme.md" and entry.is_file()), None)
    numbered = [
        (int(found[1]), entry)
        for entry in entries
        if readme and (found := _PART.fullmatch(entry.name)) and entry.is_file() and _prints_articles(entry)
    ]
    if readme is None or not numbered:
        return ()
    return (readme, *(entry for _, entry in sorted(numbered, key=lambda part: (part[0] == 0, part[0], part[1]))))


def _prints_articles(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return bool(_ARTICLE.search(opened.read(_GLANCE).decode("utf-8", errors="ignore")))
    except OSError:
        return False
