"""Fetches a git repository of law texts, so that its files can be read."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import SourceError

PREFIX = "git+"
_SECRET = re.compile(r"(?<=://)[^/@]*@")
LONGEST_SECONDS = 900
# Transports that only carry data; ext:: would run a command of the address's choosing.
TRANSPORTS = "file:git:http:https:ssh"


GIT = Path("git")  # that errors name: an address is no path


def without_secret(address: str) -> str:
    """An address without the user and password that it may hold: this is what is shown and remembered."""
    return _SECRET.sub("", address)


@contextmanager
def cloned(address: str) -> Iterator[Path]:
    """A shallow clone of ``git+URL`` in a folder of its own, removed afterwards; raises SourceError."""
    url, shown = address.removeprefix(PREFIX), without_secret(address)
    git = shutil.which("git")
    if git is None:
        raise SourceError(GIT, f"导入 {shown} 需要先安装 git，或者自行下载后导入文件夹。")
    environment = {**os.environ, "GIT_ALLOW_PROTOCOL": TRANSPORTS, "GIT_TERMINAL_PROMPT": "0"}
    with tempfile.TemporaryDirectory(prefix="shukun-") as folder:
        target = Path(folder) / "clone"
        command = [git, "clone", "--quiet", "--depth=1", "--config=core.symlinks=false", "--", url, str(target)]
        try:
            done = subprocess.run(  # noqa: S603  no shell; the address stands after --
                command, env=environment, capture_output=True, timeout=LONGEST_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise SourceError(GIT, f"下载 {shown} 超时。请检查网络，或者自行下载后导入文件夹。") from None
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            reason = without_secret(said[-1]) if said else "没有说明"
            raise SourceError(GIT, f"不能下载 {shown}（{reason}）。请检查地址。")
        yield target
