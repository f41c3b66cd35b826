"""From the lines of printed pages to paragraphs.

A page tells where a paragraph ends by its margins: the last line is short, the next one is indented. What the words say
(第三条 …) decides only where the margins do not, since a line may well begin with a reference to another article.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_EDGE = 0.12  # the part of a page's height, at its head and foot, where running heads stand
_OFTEN = 3  # a running head is on one in so many pages: it may change with the chapter, and from left to right pages
_GRID = 3.0  # points by which the height of a line may differ from page to page
_ENOUGH = 10  # lines from which margins of left or right pages are taken by themselves
_SHORT = 2.2  # characters that a line may end before the margin where the next word or sign would not fit
_INDENTED = 1.2  # characters; law is indented by two
_LARGE = 1.12  # the size of a title to that of the text
_STEPS = (0.8, 4.0)  # characters from one line to the next; beyond, it is another part of the page
_GAP = 1.35  # the distance between paragraphs to that between lines

_FURNITURE = (  # of a page, told by its form even where it stands on one page only
    re.compile(
        r"[\s—–―－\-·•.~〜（(【\[]*(第?\s*[0-9０-９]{1,4}\s*页?|第\s*[一二三四五六七八九十百〇零]{1,5}\s*页|[ivxlcIVXLC]{1,7})"
        r"(\s*([/／]|共|of|，\s*共)\s*[0-9０-９]{1,4}\s*页?)?[\s—–―－\-·•.~〜）)】\]]*"
    ),
    re.compile(r"(https?|file)://\S*(\s+\d+/\d+)?"),  # what a browser prints: the address, and when it was printed
    re.compile(r"\d{1,4}/\d{1,2}/\d{1,4},?\s+((上午|下午)?\d{1,2}:\d\d)(\s*[AP]M)?\b.*"),
)
_DIGITS = re.compile(r"[0-9０-９]+")
_ENDED = re.compile(r"[。；;：:！？!?…][”’」』）)》〉】]*$")
_OPENS = re.compile(
    r"第[零〇一二三四五六七八九十百千0-9０-９]{1,9}(编|分编|章|节|条(之[一二三四五六七八九十]+)?)|[（(][一二三四五六七八九十百]{1,4}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|目\s*[录次]$|附\s*[则件录](\s|[：:一二三四五六七八九十0-9]|$)"
)
_NUMBERED = re.compile(
    r"第[零〇一二三四五六七八九十百千0-9０-９]{1,9}(编|分编|章|节|条(之[一二三四五六七八九十]+)?)[ 　]"
)
_LEADER = re.compile(r"[\s]*[.．…·]{3,}[\s.．…·]*[0-9０-９]{0,4}$")  # dots to the page number in a table of contents
_ENTRY = 100  # characters that an entry of a table of contents has at most
_CLOSES = re.compile(r"[。，、；：？！”’」』）》〉】]")  # never begins a paragraph
_WORD = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. Lengths are points; ``height`` is its place from the foot (0) to the head (1) of the page."""

    text: str
    page: int
    left: float
    right: float
    height: float
    size: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines but page numbers, and those that stand on many pages at the same place of head or foot.

    Only the outermost lines of a page go: none that has text of the page between itself and the edge.
    """
    seen = Counter(key for page in pages for key in {_place(line) for line in page if _is_edge(line)})
    least = max(2, -(-len(pages) // _OFTEN))
    kept: list[Line] = []
    for page in pages:
        heads: set[Line] = set()
        for outwards in (False, True):
            for line in sorted(page, key=lambda line: line.height, reverse=not outwards):
                if not (_is_edge(line) and (_is_furniture(line.text) or seen[_place(line)] >= least)):
                    break
                heads.add(line)
        kept += (line for line in page if line not in heads)
    return kept


def _is_edge(line: Line) -> bool:
    return not _EDGE <= line.height <= 1 - _EDGE


def _is_furniture(text: str) -> bool:
    return any(form.fullmatch(text) for form in _FURNITURE)


def _place(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.bottom / _GRID)


def joined(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs that ``lines`` print."""
    if not lines:
        return
    layout = _Layout(lines)
    paragraph = lines[0].text
    for before, line in pairwise(lines):
        if layout.goes_on(before, line):
            apart = " " if _WORD.match(line.text) and _WORD.match(paragraph[-1]) else ""
            paragraph += apart + line.text
        else:
            yield _without_leader(paragraph)
            paragraph = line.text
    yield _without_leader(paragraph)


def _without_leader(paragraph: str) -> str:
    return _LEADER.sub("", paragraph) if len(paragraph) <= _ENTRY else paragraph


class _Layout:
    """How the pages are set: the width of a character, the margins, and whether paragraphs are indented."""

    def __init__(self, lines: Sequence[Line]) -> None:
        widths = [(line.right - line.left) / _cells(line.text) for line in lines if _cells(line.text) >= _ENOUGH]
        self._em = max(median(widths) if widths else median(line.size for line in lines), 1.0)
        self._size = median(line.size for line in lines)
        whole = self._margins(lines)
        self._sides = {}
        for side in (0, 1):  # left and right pages of a book have margins of their own
            own = [line for line in lines if line.page % 2 == side]
            self._sides[side] = self._margins(own) if len(own) >= _ENOUGH else whole
        steps = [
            above.bottom - line.bottom
            for above, line in pairwise(lines)
            if above.page == line.page and _STEPS[0] < (above.bottom - line.bottom) / self._em < _STEPS[1]
        ]
        self._step = sorted(steps)[len(steps) // 10] if steps else 0.0  # of lines within a paragraph
        self._gaps = sum(step > _GAP * self._step for step in steps) > 0.1 * len(steps)
        opening = [line for line in lines if _OPENS.match(line.text)]
        flush = sum(not self._is_indented(line) for line in lines)
        # A text whose articles are indented, or one that has indented lines enough beside those at the margin.
        self._indents = flush > 0 and (
            2 * sum(self._is_indented(line) for line in opening) > len(opening)
            if opening
            else 0.1 * len(lines) <= len(lines) - flush
        )

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether ``line`` continues the paragraph that ``before`` is part of."""
        full, ended = self._is_full(before), bool(_ENDED.search(before.text))
        if _CLOSES.match(line.text):
            return True
        if self._is_centred(before) and self._is_centred(line):
            return not ended and self._is_one_title(before, line)
        return (self._goes_on_indented if self._indents else self._goes_on_flush)(before, line, full, ended)

    def _goes_on_indented(self, before: Line, line: Line, full: bool, ended: bool) -> bool:
        if self._is_indented(line):
            hangs = self._is_indented(before) and abs(self._shift(before) - self._shift(line)) < 0.5 * self._em
            return full and hangs and not ended and not _OPENS.match(line.text)
        if full:
            return not (ended and _NUMBERED.match(line.text))
        titled = self._is_centred(before) and not _OPENS.match(before.text)
        return not (ended or titled or _OPENS.match(line.text))

    def _goes_on_flush(self, before: Line, line: Line, full: bool, ended: bool) -> bool:
        if _OPENS.match(line.text):
            return full and not ended and not _NUMBERED.match(line.text)
        if self._is_apart(before, line) or not full:
            return False
        return not ended or (self._gaps and before.page == line.page)

    def _is_one_title(self, before: Line, line: Line) -> bool:
        """Whether two centred lines, one below the other, are one long title."""
        return (
            self._is_large(before)
            and abs(before.size - line.size) < 0.1 * self._size
            and not (_OPENS.match(line.text) or _OPENS.match(before.text) or line.text[0] in "（(")
        )

    def _margins(self, lines: Sequence[Line]) -> _Margins:
        """The left margin is the first at which many lines begin; the right one is where the longest lines end."""
        places = Counter(round(2 * line.left / self._em) for line in lines)
        many = [place for place, count in places.items() if count >= max(2, len(lines) // 20)]
        left = min(many, default=min(places, default=0)) * self._em / 2
        rights = sorted(line.right for line in lines)
        return _Margins(left, rights[int(0.97 * (len(rights) - 1))] if rights else 0.0)

    def _shift(self, line: Line) -> float:
        return line.left - self._sides[line.page % 2].left

    def _is_indented(self, line: Line) -> bool:
        return self._shift(line) > _INDENTED * self._em

    def _is_full(self, line: Line) -> bool:
        return self._sides[line.page % 2].right - line.right < _SHORT * self._em

    def _is_centred(self, line: Line) -> bool:
        margins = self._sides[line.page % 2]
        before, behind = line.left - margins.left, margins.right - line.right
        return min(before, behind) > _INDENTED * self._em and abs(before - behind) < 1.5 * self._em

    def _is_large(self, line: Line) -> bool:
        return line.size > _LARGE * self._size

    def _is_apart(self, above: Line, line: Line) -> bool:
        return above.page == line.page and above.bottom - line.bottom > _GAP * self._step > 0


def _cells(text: str) -> float:
    """The width of a text in Chinese characters: Latin letters and digits take half."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
