"""Finds the headings of a law: 编, 分编, 章, 节, 目, and titles that are numbered 一、 or （一）, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.numerals import number
from knowledge.splitting.lines import BLANKS, LONGEST_HEADING, STOPS, Row, is_short, tidied, unblanked
from knowledge.splitting.paragraphs import mark

_NUMERAL = "[0-9０-９零〇○一二三四五六七八九十百千]"
_NUMBERED = re.compile(
    rf"[第笫][{BLANKS}]*({_NUMERAL}(?:[{BLANKS}]?{_NUMERAL})*)[{BLANKS}]*(分编|编|章|节|目)([{BLANKS}]*)(.*)"
)
_UNNUMBERED = re.compile(rf"[总分附][{BLANKS}]*[则纲]")
_LISTED = re.compile(r"([一二三四五六七八九十]{1,4})\s*、.*")
_BRACKETED = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)].*")
_CONTENTS = re.compile(rf"目[{BLANKS}]*[录次]")
_PAGE = re.compile(rf"[{BLANKS}]*(?:[.…·．]{{2,}}[{BLANKS}.…·．]*|[{BLANKS}]+)\d{{0,3}}$")  # in a table of contents
_NO_TITLE = re.compile(r"的|所|规定|[^\u4e00-\u9fff“《]")  # after 第三章, without a blank: a sentence goes on
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3, "目": 4, "一、": 5, "（一）": 6}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on ``rows`` rows. ``level`` is 0 for 编, more for what is inside; -1 for the words 目录."""

    level: int
    text: str
    rows: int = 1


def find_headings(rows: Sequence[Row], starts: Sequence[int], end: int) -> dict[int, Heading]:
    """The headings before row ``end``, by their first row; ``starts`` are the rows on which articles begin."""
    if not starts:
        return {}
    articles = set(starts)
    found: dict[int, Heading] = {}
    listed = 0
    second = -1
    for index in range(end):
        text = rows[index][1]
        if index in articles or index == second:
            continue
        if index > starts[0] and rows[index - 1][1][-1] in "：:":  # what follows is quoted, or a 项
            continue
        heading = _numbered(rows, index, articles, end) or _unnumbered(text)
        if heading:
            listed = 0
        elif _continues(rows, index):
            continue
        elif (this := _LISTED.fullmatch(text)) and _leads(rows, index, articles):
            if number(this[1]) in {1, listed + 1}:
                listed = number(this[1]) or 0
                heading = Heading(_LEVELS["一、"], text)
        elif index + 1 in articles and is_short(text) and _BRACKETED.fullmatch(text):
            heading = Heading(_LEVELS["（一）"], text)
        if heading:
            found[index] = heading
            second = index + 1 if heading.rows > 1 else -1
    return found


def enter(path: Sequence[Heading], heading: Heading) -> list[Heading]:
    """The path of what comes after ``heading``, where ``path`` was that of what came before it."""
    if heading.level < 0:
        return []
    return [*(outer for outer in path if outer.level < heading.level), heading]


def is_heading(text: str) -> bool:
    """Whether the line begins as a numbered heading does."""
    return bool(_NUMBERED.match(text))


def _unnumbered(text: str) -> Heading | None:
    if _CONTENTS.fullmatch(text):
        return Heading(-1, "")
    plain = _PAGE.sub("", text)
    return Heading(0, unblanked(plain)) if _UNNUMBERED.fullmatch(plain) else None


def _numbered(rows: Sequence[Row], index: int, articles: set[int], end: int) -> Heading | None:
    """第一章 总则; the title may stand, or go on, on the next row."""
    text = _PAGE.sub("", rows[index][1])
    found = _NUMBERED.fullmatch(text.removesuffix("。") if index + 1 in articles else text)
    if not found or len(text) > LONGEST_HEADING or number(unblanked(found[1])) is None:
        return None
    level, label, title = _LEVELS[found[2]], f"第{unblanked(found[1])}{found[2]}", found[4]
    below = rows[index + 1][1] if index + 1 < end and index + 1 not in articles else ""
    goes_on = bool(below) and is_short(below) and not is_heading(below) and not mark(below)
    if not title:
        return Heading(level, f"{label} {tidied(below)}", rows=2) if goes_on else Heading(level, label)
    wrapped = title[-1] not in STOPS and index + 2 in articles and not _unnumbered(below or text)
    if goes_on and (title[-1] == "、" or wrapped):
        return Heading(level, f"{label} {tidied(title)}{below}", rows=2)
    if title[-1] in STOPS or (not found[3] and _NO_TITLE.match(title)):
        return None
    return Heading(level, f"{label} {tidied(title)}")


def _continues(rows: Sequence[Row], index: int) -> bool:
    """Whether the row is the next 项 after the row before it."""
    if not index or not (this := mark(rows[index][1])):
        return False
    above = rows[index - 1][1]
    before = mark(above)
    return above[-1] in "；;" or (before is not None and (before.kind, before.number + 1) == (this.kind, this.number))


def _leads(rows: Sequence[Row], index: int, articles: set[int]) -> bool:
    """Whether the row is short and an article follows, at most two other short rows between."""
    below = index + 1
    while below < len(rows) and below <= index + 2 and below not in articles and is_short(rows[below][1]):
        below += 1
    return is_short(rows[index][1]) and below in articles
