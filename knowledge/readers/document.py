"""What every reader of a document gives, and how every file is opened: by its size first, then whole."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.sources import Doubt

MAX_FILE_BYTES = 64 * 2**20  # laws are below 1 MB, and pictures may make them larger; held in memory whole

# Control characters, soft hyphens, marks of width zero and of direction, and what is no character at all.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\xa0\x0c\x85\u2002-\u200a\u202f\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The text of a document freed of its format: ``lines`` are one paragraph or heading each, in reading order."""

    lines: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def tidy(text: str) -> str:
    """``text`` on one line, without what cannot be seen; the wide space that law sets after a number is kept inside."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def contents(file: Path) -> bytes:
    """All bytes of ``file``. Raises SourceError where it is no file, cannot be read, is empty or above the limit."""
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(file, "这是文件夹，请指定里面的文件。")
        if not stat.S_ISREG(status.st_mode):  # a pipe would block, a device never ends
            raise SourceError(file, "这不是普通文件，请另存为普通文件再导入。")
        if status.st_size > MAX_FILE_BYTES:
            raise _too_large(file, status.st_size)
        with file.open("rb") as opened:
            data = opened.read(MAX_FILE_BYTES + 1)  # it may have grown
    except FileNotFoundError:
        raise SourceError(file, "找不到这个文件，或者快捷方式已失效，请检查路径。") from None
    except PermissionError:
        raise SourceError(file, "没有读取权限，请检查文件权限，或者复制到自己的文件夹再导入。") from None
    except (OSError, ValueError) as error:  # ValueError: a path that holds a NUL
        reason = error.strerror if isinstance(error, OSError) else "路径含有不能用的字符"
        raise SourceError(file, f"无法读取（{reason}），请检查路径和磁盘。") from None
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(file, len(data))
    if not data:
        raise SourceError(file, "文件是空的，请检查是否下载完整。")
    return data


def _too_large(file: Path, size: int) -> SourceError:
    return SourceError(
        file,
        f"文件有 {size / 2**20:.0f} MB，超过 {MAX_FILE_BYTES // 2**20} MB 的上限。请去掉图片，或者拆成几个文件再导入。",
    )
