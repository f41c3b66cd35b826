"""How what was made reaches the disk: whole, or not at all."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from assistant.errors import RevisionError


def save(file: Path, data: bytes) -> None:
    """``data`` in place of what ``file`` holds. A link stays, and what it leads to changes; a file that was there keeps
    its permissions. Raises RevisionError where it cannot be written; then nothing has changed.
    """
    beside = ""
    try:
        target = file.resolve()
        there = target.exists()
        if there and not os.access(target, os.W_OK):  # a folder may allow to replace what the file itself does not
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        mode = stat.S_IMODE(target.stat().st_mode) if there else 0o666 & ~_mask()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as opened:
            beside = opened.name
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(target)
    except (OSError, ValueError) as error:  # ValueError: a path that holds a NUL
        if beside:
            with suppress(OSError):
                Path(beside).unlink()
        reason = error.strerror if isinstance(error, OSError) else "路径含有不能用的字符"
        raise RevisionError(f"{file} 写不进去（{reason}），请检查路径和权限，或者先关闭正在打开它的程序") from None


def _mask() -> int:
    """What the process takes from the rights of new files; it can only be asked for by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
