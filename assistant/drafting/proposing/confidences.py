"""A dispute as a mediator notes it: what both sides may read, and what each told the mediator alone.

    某某公司欠货款三十万元……

    【只告诉调解员·债务人】最多能借到十万元，不想让对方知道。

What follows such a mark, up to the next mark or an empty line, was said in confidence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import DraftError

WORDS = r"只告诉调解员|背靠背|保密"
MARK = re.compile(
    rf"^[ \t　]*[【\[（(](?:{WORDS})[·：:、， \t　-]*(?P<side>[^】\]）)\n]{{0,20}})[】\]）)][：: \t　]*", re.M
)
END = re.compile(r"\n[ \t　\r]*\n")
INLINE = re.compile(r"只告诉调解员|背靠背")
MANNER = "另起一行，写【只告诉调解员·债权人】或者【只告诉调解员·债务人】，后面写那一方说的话，写完空一行"


class Side(StrEnum):
    """A side of a dispute about money."""

    CREDITOR = "债权人"
    DEBTOR = "债务人"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.DEBTOR if self is Side.CREDITOR else Side.CREDITOR


# 被申请人 holds 申请人: the debtor's words are tried first.
SIDES = (
    (Side.DEBTOR, re.compile(r"债务|付款|被执行|被申请|被告|借款人|欠款|用人单位|老板|厂|承租")),
    (Side.CREDITOR, re.compile(r"债权|收款|申请|原告|出借|供应商|工人|劳动者|职工|出租")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """``text`` is what both sides may read; ``confided`` has, by side, what it told the mediator alone."""

    text: str
    confided: Mapping[Side, tuple[str, ...]]


def read_told(text: str) -> Told:
    """Parts a mediator's notes. Raises DraftError where a mark does not say whose word it is, or stands in a line."""
    kept: list[str] = []
    confided: dict[Side, list[str]] = {}
    place = 0
    marks = list(MARK.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        kept.append(text[place : mark.start()])
        limit = following.start() if following else len(text)
        end = END.search(text, mark.end(), limit)
        place = end.start() if end else limit
        if said := text[mark.end() : place].strip():
            confided.setdefault(side_of(mark["side"]), []).append(said)
    kept.append(text[place:])
    opened = "\n".join(line.strip(" \t　\r") for line in "".join(kept).splitlines() if line.strip())
    if INLINE.search(opened):
        raise DraftError((f"案情里有只告诉调解员的话，但看不出到哪里为止。请{MANNER}",))
    if not opened:
        raise DraftError(("案情里没有双方都能看的内容，请先写谁欠谁、欠什么、到了哪一步",))
    return Told(opened, {side: tuple(words) for side, words in confided.items()})


def side_of(name: str) -> Side:
    """The side that a word means. Raises DraftError."""
    for side, words in SIDES:
        if words.search(name):
            return side
    raise DraftError((f"看不出“{name.strip()[:20]}”是哪一方。请{MANNER}",))
