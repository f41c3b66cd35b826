"""Finds where the articles of a law begin, and where the law ends and what is appended to it begins.

A number at the beginning of a line may be an article's, or a reference (第十条规定的…), a count (第一条生产线), or the
number of an article that is quoted. What follows it and the number that is due decide; what is unsure is a doubt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.law import ArticleNumber
from knowledge.numerals import number
from knowledge.sources import Doubt
from knowledge.splitting.headings import is_heading
from knowledge.splitting.lines import BLANKS, LONGEST_HEADING, STOPS, Row, is_quoted, is_short, unblanked
from knowledge.splitting.paragraphs import mark
from knowledge.splitting.preamble import tells

_NUMERAL = "[0-9０-９零〇○一二三四五六七八九十百千]"
_ARTICLE = re.compile(
    rf"[第笫][{BLANKS}]*({_NUMERAL}(?:[{BLANKS}]?{_NUMERAL})*)[{BLANKS}]*条"
    rf"(?:[{BLANKS}]*之[{BLANKS}]*([一二三四五六七八九十]+))?(.*)",
    re.S,
)
_REFERENCE = re.compile(
    rf"[{BLANKS}]*(第[{BLANKS}]*{_NUMERAL}+[{BLANKS}]*[款项]"
    r"|规定的|所称|所列|所述|之规定|至第|和第|或者?第|[、，；。）)》〉”]|的|中的|以及)"
)
_LISTED = re.compile(r"([一二三四五六七八九十]{1,4})\s*、\s*(.*)", re.S)
_COUNTED = re.compile(r"([0-9０-９]{1,3})\s*[.．、]\s*(?![0-9０-９])(.*)", re.S)
_APPENDIX = re.compile(
    rf"附[{BLANKS}]*[件录表图]?[{BLANKS}]*[0-9０-９一二三四五六七八九十]*[{BLANKS}]*([：:].*|[{BLANKS}《（].*|)"
)
_FIRST_APPENDIX = re.compile(rf"附[件录表]?[1１一][{BLANKS}：:]")
_DOCUMENT = re.compile(
    r".*(附件[一二三四五六七八九十0-9]|附录|修正案|决定|决议|办法|规定|说明|表[一二三四五六七八九十0-9]?|名单|命令|目录)"
    r"([（(].{1,12}[）)])?"
)
_IN_FORCE = re.compile(r"(起|日|后)(施行|实施|执行|生效|试行)[。）)]?|同时废止。$")
_FEWEST = 3  # articles numbered 1.; fewer are a list in a text
_SIGHT = 40  # numbers that are looked at ahead
_NEAR = 3
_TOLERATED = 5  # doubts of one kind, of which more are told as one
_FIRST = ArticleNumber(1)


@dataclass(frozen=True, slots=True)
class Start:
    """Where an article begins: the row, its number, and what follows the number on that row."""

    row: int
    number: ArticleNumber
    rest: str


@dataclass(slots=True)
class Numbering:
    """Where the articles begin. ``end`` is the first row that is no longer the law's; all rows are, if it has none."""

    end: int
    starts: list[Start] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    by_name: bool = True  # numbered 第…条


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that begins with 第…条. ``spaced``: as an article does; ``refers``: as a reference does."""

    row: int
    number: ArticleNumber
    rest: str
    spaced: bool
    refers: bool


def find_articles(rows: Sequence[Row]) -> Numbering:
    """Where the articles of the law on ``rows`` begin: 第…条; or else 1. with headings 一、; or else 一、."""
    doubts: list[Doubt] = []
    candidates = list(_candidates(rows, doubts))
    found = _Reading(rows, candidates, doubts).numbering()
    if not found.starts:
        found = _counted(rows) or _listed(rows)
    for index in range(found.starts[-1].row + 1 if found.starts else found.end, found.end):
        if _is_appendix(rows, index):
            words = rows[index][1][:20].rstrip("：:")
            found.doubts = [doubt for doubt in found.doubts if doubt.line < rows[index][0]]
            found.doubts.append(Doubt(rows[index][0], f"“{words}”起是正文之后的附件或附录，不计入条文"))
            found.end = index
            break
    return found


def _candidates(rows: Sequence[Row], doubts: list[Doubt]) -> Iterator[_Candidate]:
    for index, (line, text) in enumerate(rows):
        if text[0] not in "第笫" or not (found := _ARTICLE.match(text)):
            continue
        value, branch = number(unblanked(found[1])), number(found[2]) if found[2] else 0
        if value is None or branch is None:
            doubts.append(Doubt(line, f"条号“{text[: found.start(3)]}”读不出，此行并入前文"))
            continue
        rest = found[3]
        spaced = not rest or rest[0] in BLANKS + "【"
        yield _Candidate(index, ArticleNumber(value, branch), rest, spaced, bool(_REFERENCE.match(rest)))


class _Reading:
    """Goes through the candidates in their order and decides of each."""

    def __init__(self, rows: Sequence[Row], candidates: Sequence[_Candidate], doubts: list[Doubt]) -> None:
        self._rows = rows
        self._candidates = candidates
        self._found = Numbering(end=len(rows), doubts=doubts)
        self._last: ArticleNumber | None = None  # the highest so far, by which the next is due
        self._quoted: ArticleNumber | None = None  # the last of the articles that this article quotes
        self._seen: set[ArticleNumber] = set()
        self._due = 0  # how many came when they were due
        self._tight: list[Doubt] = []

    def numbering(self) -> Numbering:
        for position, this in enumerate(self._candidates):
            later = self._candidates[position + 1 : position + 1 + _SIGHT]
            due = _follows(self._last, this.number) if self._last else this.number == _FIRST
            if not this.spaced:
                if due and self._accepts_tight(this, later):
                    self._accept(this, later, due)
            elif due:
                if not self._is_mere_mention(this, later):
                    self._accept(this, later, due)
            elif this.refers:
                self._doubt(this, f"此行以{this.number}开头，但像是引用，并入前文")
            elif self._last and (self._is_quotation(this) or self._restarts(this, later)):
                if self._found.end < len(self._rows):
                    break
            else:
                self._accept(this, later, due)
        found = self._found
        if found.starts and found.starts[0].number != _FIRST and 2 * self._due < len(found.starts):
            return Numbering(end=len(self._rows))  # a table of articles of another law
        if len(self._tight) > _TOLERATED and 2 * len(self._tight) > len(found.starts):
            self._tight = [Doubt(self._tight[0].line, "条号后面都没有空格，凡序号相接的按一条处理")]
        found.doubts += self._tight
        return found

    def _doubt(self, this: _Candidate, problem: str) -> None:
        self._found.doubts.append(Doubt(self._rows[this.row][0], problem))

    def _accept(self, this: _Candidate, later: Sequence[_Candidate], due: bool) -> None:
        if self._last and not due:
            if this.number in self._seen:
                self._doubt(this, f"{this.number}重复出现，查找时以先出现的为准")
            elif this.number < self._last:
                self._doubt(this, f"{this.number}排在{self._last}之后，次序不对")
            else:
                self._doubt(this, f"{self._last}之后是{this.number}，中间有缺")
        self._found.starts.append(Start(this.row, this.number, this.rest.strip(BLANKS)))
        self._seen.add(this.number)
        self._due += due
        last = self._last
        missing = last and any(one.spaced and _follows(last, one.number) for one in later)  # it comes: this is early
        if last is None or due or (this.number > last and not missing):
            self._last = this.number

    def _accepts_tight(self, this: _Candidate, later: Sequence[_Candidate]) -> bool:
        """Whether 第一条生产线 or 第二十四条适用… is an article: its number is due; is nothing better to come?"""
        if this.refers or any(one.number == this.number and one.spaced and not one.refers for one in later):
            return False
        if self._last is None and not any(_follows(this.number, one.number) for one in later[:_NEAR]):
            return False
        line = self._rows[this.row][0]
        self._tight.append(Doubt(line, f"{this.number}后面没有空格，因序号相接，按一条处理"))
        return True

    def _is_mere_mention(self, this: _Candidate, later: Sequence[_Candidate]) -> bool:
        """Whether a number that is due is a reference or a quotation all the same: it comes again soon."""
        again = any(one.number == this.number and one.spaced and not one.refers for one in later[:_NEAR])
        if not again or not (this.refers or self._is_open(this)):
            return False
        self._doubt(this, f"此行以{this.number}开头，但后面另有{this.number}，按引用并入前文")
        return True

    def _is_open(self, this: _Candidate) -> bool:
        if not self._found.starts:
            return False
        return is_quoted([text for _, text in self._rows[max(self._found.starts[-1].row, this.row - 30) : this.row]])

    def _is_quotation(self, this: _Candidate) -> bool:
        """Whether a number that is not due is that of an article that the law quotes."""
        if self._quoted and _follows(self._quoted, this.number):
            self._quoted = this.number
            return True
        if self._is_open(this):
            self._doubt(this, f"{this.number}在引号之内，按前文引用的条文处理")
            self._quoted = this.number
            return True
        above = self._rows[this.row - 1][1]
        if is_heading(above) and this.row > 1:
            above = self._rows[this.row - 2][1]
        if above[-1] not in "：:":
            return False
        self._doubt(this, f"{this.number}紧接在冒号之后，按前文引用的条文处理")
        self._quoted = this.number
        return True

    def _restarts(self, this: _Candidate, later: Sequence[_Candidate]) -> bool:
        """Whether another document begins here, with an article 1 of its own."""
        if this.number != _FIRST or not self._last:
            return False
        spaced = [one.number for one in later if one.spaced]
        if any(_follows(self._last, one) for one in spaced) and not (spaced and _follows(_FIRST, spaced[0])):
            return False
        self._found.end = _title_above(self._rows, this.row, self._found.starts[-1].row)
        line = self._rows[self._found.end][0]
        self._found.doubts.append(Doubt(line, "条号又从第一条开始，此行起按另一份文件处理，不计入条文"))
        return True


def _follows(last: ArticleNumber, this: ArticleNumber) -> bool:
    """Whether ``this`` is due after ``last``: the next number, or the next branch (之一, 之二)."""
    return this in {ArticleNumber(last.number + 1), ArticleNumber(last.number, last.branch + 1)}


def _title_above(rows: Sequence[Row], index: int, floor: int) -> int:
    """The row on which the document begins whose first article is on ``index``: titles and dates stand above it."""
    while index - 1 > floor and (is_short(rows[index - 1][1]) or tells(rows[index - 1][1])):
        index -= 1
    return index


def _counted(rows: Sequence[Row]) -> Numbering | None:
    """Articles 1. to the end, as 执行工作规定 has them, every 一、 between them a heading."""
    starts = _chain(rows, _COUNTED)
    numbers = [start.number.number for start in starts]
    if len(starts) < _FEWEST or numbers != list(range(1, len(numbers) + 1)):
        return None
    if len(rows) - starts[-1].row > starts[-1].row - starts[0].row:
        return None
    above = {start.row - 1 for start in starts}
    if any(_LISTED.match(text) and not (is_short(text) and index in above) for index, (_, text) in enumerate(rows)):
        return None
    return Numbering(end=len(rows), starts=starts, by_name=False)


def _listed(rows: Sequence[Row]) -> Numbering:
    """Articles 一、."""
    found = Numbering(end=len(rows), by_name=False)
    last = 0
    for start in _chain(rows, _LISTED):
        value, line = start.number.number, rows[start.row][0]
        if value == 1 and last:
            found.end = _title_above(rows, start.row, found.starts[-1].row)
            found.doubts.append(Doubt(rows[found.end][0], "序号又从一开始，此行起按另一份文件处理，不计入条文"))
            break
        if value != last + 1:
            found.doubts.append(Doubt(line, f"序号{last}之后是{value}"))
        found.starts.append(start)
        last = max(last, value)
    return found if len(found.starts) > 1 else Numbering(end=len(rows), by_name=False)


def _chain(rows: Sequence[Row], pattern: re.Pattern[str]) -> list[Start]:
    """The rows that begin with a numeral of this kind, from the first 1 on."""
    starts: list[Start] = []
    for index, (_, text) in enumerate(rows):
        if (found := pattern.match(text)) and (value := number(found[1])) and (starts or value == 1):
            starts.append(Start(index, ArticleNumber(value), found[2]))
    return starts


def _is_appendix(rows: Sequence[Row], index: int) -> bool:
    """Whether a row after the beginning of the last article begins what is appended to the law."""
    text = rows[index][1]
    if _FIRST_APPENDIX.match(text):
        return True
    if len(text) > LONGEST_HEADING or text[-1] in STOPS.replace("：", "").replace(":", ""):
        return False
    if _APPENDIX.fullmatch(text) or _DOCUMENT.fullmatch(text):
        return True
    return bool(_IN_FORCE.search(rows[index - 1][1])) and is_short(text) and not mark(text)
