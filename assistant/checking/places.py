"""Pieces of an agreement's text: the clause or the words around a place, what begins there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

from assistant.checking.agreement import Agreement, Provision, Span
from assistant.reading.days import Dated
from assistant.reading.quantities import Amount, Percent

# The comma within 120,000 parts nothing.
ENDS, GROUPED = re.compile(r"，|,(?!\d{3})"), re.compile(r",\d{3}")
ITEM = re.compile(r"[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、．.]|[①-⑳·•├└┌│])")
BLANK = re.compile(r"\n[ \t　]*\n\s*")
LISTED = re.compile(rf"{ITEM.pattern}|第[一二三四五六七八九十\d]+[期笔次批]")
ENTRY = re.compile(rf"(?:{ITEM.pattern})?[ \t　|｜]*[^，。；|｜]{{1,24}}?[ \t　：:|｜]*[\d,.]+(?:元)?[ \t　|｜；;。]*")
TOTAL_BELOW = re.compile(r"^[ \t　|｜·•├└│]*(?:以上)?[各\d一二三四五六七八九十]*项?(?:[合总共小]计|总额|共)", re.M)
LONGEST = 80  # characters of a line of a bill
TITLE = re.compile(r"《[^》\n]{1,60}》")  # 《保障农民工工资支付条例》, which pays nothing
Placed = TypeVar("Placed", Amount, Dated, Percent)


def within(found: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those of ``found``, which are in their order, that begin in ``text[start:end]``."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _start(one: Amount | Dated | Percent) -> int:
    return one.start


def sums_of(agreement: Agreement, start: int = 0, end: int | None = None) -> list[Amount]:
    """Sums of money in ``text[start:end]``; what is left of a masked account number is none."""
    return list(_sums(agreement, start, len(agreement.text) if end is None else end))


def _sums(agreement: Agreement, start: int, end: int) -> Iterator[Amount]:
    text = agreement.text
    for one in within(agreement.amounts, start, end):
        masked = re.match(r"[*＊xX]", text[one.end : one.end + 1])
        if not masked and not re.search(r"[*＊]$|号[码为是：:]{0,2}$", text[max(0, one.start - 4) : one.start]):
            yield one


def has_sum(agreement: Agreement, start: int, end: int) -> bool:
    """Whether a sum of money stands in ``text[start:end]``."""
    return next(_sums(agreement, start, end), None) is not None


def scope_of(agreement: Agreement, place: int) -> Span:
    """The clause that a place is in, or its line where clauses are not numbered."""
    at = bisect_right(agreement.provisions, place, key=_begins)
    if at and place < agreement.provisions[at - 1].span.end:
        return agreement.provisions[at - 1].span
    start = agreement.text.rfind("\n", 0, place) + 1
    end = agreement.text.find("\n", place)
    return agreement.span(start, end if end >= 0 else len(agreement.text))


def lead(agreement: Agreement, sentence: Span) -> Span | None:
    """What leads to the line of a sentence, or to the list that it is an item of: 丙方应于2027年1月15日前：⏎1. 付…."""
    text, begin = agreement.text, scope_of(agreement, sentence.start).start
    start = end = text.rfind("\n", 0, sentence.start) + 1
    item = ITEM.match(text, start)
    while start > begin:
        start, end = text.rfind("\n", 0, start - 1) + 1, start
        if text[start:end].strip() and not (item and ITEM.match(text, start)):
            break
    piece = text[start:end].rstrip()
    if not piece.endswith(("：", ":")):
        return None
    return agreement.span(start + piece.rfind("。") + 1, start + len(piece))


def without_titles(text: str) -> str:
    """A text whose titles of laws and papers are blotted out; every place stays what it is."""
    return TITLE.sub(lambda one: "《" + "－" * (len(one.group()) - 2) + "》", text)


def clauses(agreement: Agreement) -> tuple[Span, ...]:
    """The clauses; where none is numbered, the paragraphs of the body."""
    return tuple(one.span for one in agreement.provisions) or tuple(_paragraphs(agreement))


def _paragraphs(agreement: Agreement) -> Iterator[Span]:
    """What blank lines part; the items of a list belong to what stands above them."""
    start, body = agreement.body.start, agreement.body
    for gap in BLANK.finditer(agreement.text, body.start, body.end):
        above = agreement.text[start : gap.start()].rstrip()
        if not above.endswith(("：", ":")) and not LISTED.match(agreement.text, gap.end()):
            yield agreement.span(start, gap.end())
            start = gap.end()
    yield agreement.span(start, body.end)


def lines_above(agreement: Agreement, sentence: Span) -> str:
    """The lines right above that of a sentence, up to one that is empty."""
    end = agreement.text.rfind("\n", 0, sentence.start) + 1
    return agreement.text[agreement.text.rfind("\n\n", 0, end) + 1 : end]


def is_entry(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence is a line of a bill, in a table or a list whose total stands below: 5. 返还拖车费 300元；."""
    line = agreement.text.rfind("\n", 0, sentence.start) + 1
    if sentence.end - line > LONGEST or not ENTRY.fullmatch(agreement.text[line : sentence.end].rstrip()):
        return False
    return TOTAL_BELOW.search(agreement.text, sentence.end, scope_of(agreement, line).end) is not None


def _begins(provision: Provision) -> int:
    return provision.span.start


def spot(sentence: Span, match: re.Match[str], group: int | str = 0) -> tuple[int, int]:
    """Where a match in a sentence begins and ends in the whole text."""
    return sentence.start + match.start(group), sentence.start + match.end(group)


def subclause(sentence: Span, place: int) -> tuple[int, int]:
    """Where the piece between commas begins and ends that a place of the text is in."""
    offset = place - sentence.start
    comma = sentence.text.rfind(",", 0, offset)
    while comma >= 0 and GROUPED.match(sentence.text, comma):
        comma = sentence.text.rfind(",", 0, comma)
    text = sentence.text
    before = max(comma, text.rfind("，", 0, offset), text.rfind("：", 0, offset), text.rfind(":", 0, offset)) + 1
    end = ENDS.search(sentence.text, offset)
    return sentence.start + before, sentence.start + (end.start() if end else len(sentence.text))
