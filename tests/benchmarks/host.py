"""Where a benchmark ran: numbers mean little without it."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def commit() -> str | None:
    """The short hash of the commit that is checked out."""
    git = shutil.which("git")
    found = git and subprocess.run(
        [git, "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or None if found else None


def host() -> dict[str, str | int | None]:
    """Commit, processor, cores, Python."""
    return {"commit": commit(), "cpu": cpu(), "cores": os.cpu_count(), "python": sys.version.split()[0]}


def cpu() -> str:
    """The model of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
