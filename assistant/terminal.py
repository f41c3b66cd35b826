"""What the commands share: where they print, and how they show progress."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)

JsonFlag = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def progress_bar(what: str) -> Progress:
    """A bar on stderr that goes when it is done; nothing where stderr is no terminal.

    ``what`` may be "{task.description}", where there is more than one task.
    """
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=err, transient=True)
