"""Words in quotation marks beside a citation, against the text of the article."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from knowledge.changes import Change, changes

SHORTEST = 10  # characters without punctuation: fewer are a term that is quoted, not the words of an article
LONGEST_LINK = 24  # characters between a citation and the words that it introduces
LONGEST_SHIFT = 40  # characters by which the words may be longer or shorter than what they are compared with
_QUOTE = re.compile(r"“([^“”]*(?:“[^“”]*”[^“”]*)*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"\n]*)\"")
_LINK = re.compile(
    r"[^“「『\"。；;！？!?]*(?:规定|明确|指出|载明|写明|要求|内容|如下|原文|条文)[^“「『\"。；;！？!?]*"
    r"|[）)》\s，,：:]*(?:关于|对于|中|将|的|即|是|为|称)?[：:，,]?\s*"
)
_SPOKEN_BY_A_PERSON = re.compile(r"(?:辩称|声称|诉称|自称|说|认为|表示|主张|回答)[：:，,]?\s*$")
_DESCRIPTION = re.compile(r".*规定\W*", re.S)  # 第五条关于“…的规定”: says what it is about, in words of one's own
_SOURCE = r"(?:见|参见|引自|出自|来源[:：]|语出)"
_AFTER = re.compile(
    rf"[\s，,。；;]{{0,3}}(?:(?:——|—|-)\s*[（(【\[]?{_SOURCE}?|[（(【\[]\s*(?:根据|依据|参考|{_SOURCE})?|{_SOURCE})\s*"
)
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}|〔略〕|（略）|\(略\)")
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?(?=[\s　])"
)
_SPOKEN = re.compile(r"[^\W_]")
_WIDTH = {full: full - 0xFEE0 for full in range(ord("０"), ord("ｚ") + 1)}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: ``text[start:end]`` is what stands between the marks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """How quoted words stand to an article. ``diff`` runs from the article's text to the quotation, unchanged
    stretches included; it is empty where the words match. ``likeness`` is in [0, 1].
    """

    quotation: Quotation
    match: bool
    diff: tuple[Change, ...]
    likeness: float


def quotations(text: str) -> tuple[Quotation, ...]:
    """Everything in quotation marks that is long enough to be the words of an article, in order."""
    found = []
    for mark in _QUOTE.finditer(text):
        group = mark.lastindex or 1
        if len(_SPOKEN.findall(mark[group])) >= SHORTEST:
            found.append(Quotation(mark.start(group), mark.end(group), mark[group]))
    return tuple(found)


def attribute(text: str, spans: Sequence[tuple[int, int]], quotes: Sequence[Quotation]) -> list[Quotation | None]:
    """The quotation that belongs to each citation (``spans``, in order), or None.

    Words belong to the citation that introduces them (第五百七十七条规定：“…”), or to the one that follows them in
    parentheses (“…”（民法典第五百七十七条）). A citation inside quoted words introduces nothing.
    """
    starts = [start for start, _ in spans]
    owner: dict[int, Quotation] = {}
    for quote in quotes:
        before = bisect_left(starts, quote.start) - 1
        if before >= 0 and before not in owner and _introduces(text[spans[before][1] : quote.start - 1], quote.text):
            owner[before] = quote
            continue
        after = bisect_left(starts, quote.end)
        if after < len(spans) and _AFTER.fullmatch(text[quote.end + 1 : spans[after][0]][-LONGEST_LINK:]):
            owner.setdefault(after, quote)
    return [None if within(quotes, start) else owner.get(index) for index, start in enumerate(starts)]


def within(quotes: Sequence[Quotation], place: int) -> bool:
    """Whether a place of the text stands inside one of its quotations."""
    before = bisect_right(quotes, place, key=lambda quote: quote.start) - 1
    return before >= 0 and place < quotes[before].end


def _introduces(between: str, words: str) -> bool:
    if len(between) > LONGEST_LINK or not _LINK.fullmatch(between) or _SPOKEN_BY_A_PERSON.search(between):
        return False
    return not (between.endswith("关于") and _DESCRIPTION.fullmatch(words))


def compare(quotation: Quotation, article: str) -> Quoted:
    """Whether the words are the article's: punctuation, blanks, numbers of items and marked elisions do not count."""
    parts = _ELLIPSIS.split(quotation.text)
    pieces = [piece for piece in map(_bare, parts) if piece]
    whole = _bare(article)
    if _stand_in(pieces, whole) or _stand_in(list(map(_spoken, parts)), _spoken(article)):
        return Quoted(quotation, True, (), 1.0)
    likeness = min(
        fuzz.partial_ratio(piece, whole) / 100 if len(piece) <= len(whole) else fuzz.ratio(piece, whole) / 100
        for piece in pieces
    )
    return Quoted(quotation, False, _difference("".join(pieces), whole), likeness)


def _difference(words: str, whole: str) -> tuple[Change, ...]:
    """The stretch of the article that is most like the words, longer or shorter than they, against the words."""
    aligned = fuzz.partial_ratio_alignment(words, whole) if len(words) <= len(whole) else None
    if aligned is None:
        return changes(whole, words)
    start, end = aligned.dest_start, aligned.dest_end  # a window as long as the words
    reach = min(LONGEST_SHIFT, len(words) // 2)
    ends = range(max(start + 1, end - reach), min(len(whole), end + reach) + 1)
    end = min(
        ends,
        key=lambda at: (Levenshtein.distance(whole[start:at], words), whole[at - 1] != words[-1], abs(at - end)),
        default=end,
    )
    starts = range(max(0, start - reach), min(end, start + reach + 1))
    start = min(
        starts,
        key=lambda at: (Levenshtein.distance(whole[at:end], words), whole[at] != words[0], abs(at - start)),
        default=start,
    )
    return changes(whole[start:end], words)


def _stand_in(pieces: Sequence[str], whole: str) -> bool:
    """Whether all pieces stand in ``whole``, one after the other."""
    place = 0
    for piece in pieces:
        place = whole.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def _bare(text: str) -> str:
    return _spoken(_ITEM.sub("", text))


def _spoken(text: str) -> str:
    return "".join(_SPOKEN.findall(text)).translate(_WIDTH)
