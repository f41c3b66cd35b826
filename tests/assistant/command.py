"""The command ``shukun`` as its users meet it: in this process, where most tests run it, or in one of its own."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from unittest import mock

from assistant.cli import main

SHUKUN = Path(sys.executable).with_name("shukun")


def run(home: Path, *args: str, stdin: bytes = b"", **environment: str) -> CompletedProcess[str]:
    """One command over this home; what it printed, and its exit status."""
    command = ["shukun", *args]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with (
        mock.patch.dict(os.environ, {"SHUKUN_HOME": str(home), **environment}),
        mock.patch("sys.argv", command),
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
    return CompletedProcess(command, status, _printed(out), _printed(err))


def process(home: Path, *args: str, stdin: bytes = b"", **environment: str) -> CompletedProcess[str]:
    """The same in a process of its own, through pipes."""
    done = subprocess.run(
        [SHUKUN, *args],
        input=stdin,
        capture_output=True,
        env={**os.environ, "SHUKUN_HOME": str(home), **environment},
        timeout=180,
        check=False,
    )
    return CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def read(done: CompletedProcess[str]) -> Any:
    """The JSON that a command that went well printed."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()
