"""What a check found, how bad it is, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

BUILD = "请运行 shukun build。"
REINSTALL = "请重新安装纾困（make setup）。"
SAID = 160  # characters that are shown of another program's words


class State(StrEnum):
    """How a check came out; each is worse than the one before."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in Chinese; ``advice`` is "" where nothing is to be done.

    ``name`` is of `assistant.doctor.CHECKS`, or ``settings``.
    """

    name: str
    state: State
    found: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A part of a finding, without its full stop."""

    found: str
    state: State = State.OK
    advice: str = ""


def finding(name: str, *notes: Note) -> Finding:
    """All notes in one, in the worst state of any."""
    worst = max((note.state for note in notes), key=list(State).index)
    advice = dict.fromkeys(note.advice for note in notes)
    return Finding(name, worst, "；".join(note.found.rstrip("。") for note in notes) + "。", "".join(advice))


def first_line(error: BaseException) -> str:
    """The first line of an error's text, cut to `SAID` characters."""
    return next(iter(str(error).splitlines()), "")[:SAID]
