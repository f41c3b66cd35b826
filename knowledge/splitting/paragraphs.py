"""Divides what an article says into 款 and 项."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.law import Item, Paragraph
from knowledge.numerals import number
from knowledge.sources import Doubt
from knowledge.splitting.lines import Row

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKS = (
    ("（一）", re.compile(r"[（(]\s*([零〇一二三四五六七八九十百]+)\s*[）)]\s*(.*)", re.S)),
    ("（1）", re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[）)]\s*(.*)", re.S)),
    ("1.", re.compile(r"([0-9０-９]{1,3})\s*[.．、]\s*(?![0-9０-９])(.*)", re.S)),
    ("一、", re.compile(r"([一二三四五六七八九十]{1,3})\s*、\s*(.*)", re.S)),
    ("①", re.compile(rf"([{_CIRCLED}])\s*(.*)", re.S)),
)
_SURE = "（一）"  # the mark of 项; the others are of 目, and of 项 only where nothing else can be meant


@dataclass(frozen=True, slots=True)
class Mark:
    """A numeral at the beginning of a line: its kind, its number, as printed, and what follows."""

    kind: str
    number: int
    printed: str
    rest: str


def mark(text: str) -> Mark | None:
    """The mark of 项 or 目 with which ``text`` begins, if any."""
    for kind, pattern in _MARKS:
        if found := pattern.match(text):
            value = _CIRCLED.index(found[1]) + 1 if kind == "①" else number(found[1])
            return None if value is None else Mark(kind, value, text[: found.start(2)].rstrip(), found[2])
    return None


@dataclass(slots=True)
class _Open:
    """A 款 that is being read."""

    text: str
    kind: str | None = None
    items: list[tuple[Mark, list[str]]] = field(default_factory=list)
    begun: int = 0  # the row of the last item

    def closed(self) -> Paragraph:
        return Paragraph(
            self.text, tuple(Item(mark.number, "\n".join(lines), mark.printed) for mark, lines in self.items)
        )


def paragraphs(rows: Sequence[Row]) -> tuple[tuple[Paragraph, ...], tuple[Doubt, ...]]:
    """The 款 that ``rows`` print, and what is doubtful about their 项.

    A line is a 款, or a 项 of the 款 before it. What stands between two consecutive 项 belongs to the first of them;
    what stands after the last is the next 款. Marks of another kind than the 项 has are its 目: lines of its text.
    """
    marks = [mark(text) for _, text in rows]
    quotations = _quotations(rows)
    everywhere = _ahead(marks)
    outside = _ahead([None if quotations[index] >= 0 else found for index, found in enumerate(marks)])
    ahead = [(outside if quotations[index] < 0 else everywhere)[index] for index in range(len(rows))]
    done: list[_Open] = []
    doubts: list[Doubt] = []
    for index, (line, text) in enumerate(rows):
        current, found = (done[-1] if done else None), marks[index]
        if current is None or current.kind is None:
            if found and _begins(found, current, ahead[index]):
                if current is None:
                    current = _Open("")
                    done.append(current)
                if found.number != 1:
                    doubts.append(Doubt(line, f"项从第{found.number}项开始"))
                current.kind = found.kind
                current.items.append((found, [found.rest]))
                current.begun = index
            else:
                done.append(_Open(text))
            continue
        last = current.items[-1][0].number
        quoted = current.begun <= quotations[index] < index
        if quoted or (text[0] == "“" and rows[index - 1][1][-1] in "：:"):
            current.items[-1][1].append(text)
        elif found and found.kind == current.kind:
            if found.number == 1:
                done.append(_Open("", found.kind, [(found, [found.rest])], index))
                doubts.append(Doubt(line, "项的编号从头开始，前面没有引导的文字"))
                continue
            if found.number != last + 1:
                doubts.append(Doubt(line, f"第{last}项之后是第{found.number}项"))
            current.items.append((found, [found.rest]))
            current.begun = index
        elif found or ahead[index].get(current.kind) == last + 1:
            current.items[-1][1].append(text)
        else:
            done.append(_Open(text))
    return tuple(paragraph.closed() for paragraph in done), tuple(doubts)


def _ahead(marks: Sequence[Mark | None]) -> list[dict[str, int]]:
    """For each line, the number of the next mark of each kind after it."""
    result: list[dict[str, int]] = []
    seen: dict[str, int] = {}
    for found in reversed(marks):
        result.append(seen)
        if found:
            seen = {**seen, found.kind: found.number}
    result.reverse()
    return result


def _quotations(rows: Sequence[Row]) -> list[int]:
    """For each row, the row on which the quotation began within which it begins; -1 outside of quotations.

    Each paragraph of a quotation opens it again, only the last closes it. One that is never closed is none.
    """
    result = [-1] * len(rows)
    opened = -1
    for index, (_, text) in enumerate(rows):
        result[index] = opened
        if "“" in text or "”" in text:
            if text.rfind("”") > text.rfind("“"):
                opened = -1
            elif opened < 0:
                opened = index
    if opened >= 0:
        result[opened + 1 :] = [-1] * (len(rows) - opened - 1)
    return result


def _begins(found: Mark, current: _Open | None, ahead: dict[str, int]) -> bool:
    """Whether a list of 项 begins here: “1.” and “一、” also begin sentences (一、二审…)."""
    if found.kind == _SURE:
        return True
    announced = current is not None and current.text.endswith(("：", ":"))
    return found.number == 1 and (announced or ahead.get(found.kind) == 2)  # noqa: PLR2004
