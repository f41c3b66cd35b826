"""What a text says beside a citation: the words by which its subject can be told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.citations.quoting import Quotation
from knowledge.law import ArticleNumber

ENOUGH = 5  # Chinese characters: fewer say nothing of a subject
_STOP = re.compile(r"[。！？!?；;\n]")
# Names of documents, and notes on when one was adopted, are no words on a subject.
_APART = re.compile(r"《[^《》\n]*》|[（(][^（）()\n]*(?:通过|修正|修订|公布|施行|法释|号)[^（）()\n]*[）)]")
_SPOKEN = re.compile(r"[一-鿿]")
_FORM = re.compile(
    r"根据|依据|依照|按照|参照|适用|违反|符合|参见|之?规定|相关|有关|上述|明确|法律|条款|最高人民法院|中华人民共和国|第?[一二三四五六七八九十百千零0-9]+[条款项]"
)
_PASSING_BEFORE = re.compile(r"(?:除|依照|依据|按照|符合|不符合|属于|违反|构成|具有)\s*$")
_PASSING_AFTER = re.compile(r"\s*的?规定(?:的|外|以外|仍|之外)")
_OWN_LAW = re.compile(r"本(?:法|条例|规定|解释|办法)")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says beside a citation, and which articles of the same law are cited nearby. ``shared``: others are
    cited in the same breath.
    """

    words: str
    quote: Quotation | None
    besides: tuple[ArticleNumber, ...]
    shared: bool = False

    @property
    def all(self) -> str:
        """The words and what is quoted."""
        return self.words if self.quote is None or self.quote.text in self.words else f"{self.words}\n{self.quote.text}"


def in_passing(text: str, start: int, end: int) -> bool:
    """Whether a citation only leans on an article within a sentence on something else: 除本法第四十二条规定的情形外."""
    if not _PASSING_BEFORE.search(text[max(0, start - 4) : start]):
        return False
    return bool(_OWN_LAW.match(text, start)) or bool(_PASSING_AFTER.match(text, end))


def sayings(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """For each citation (``spans``, in order, disjoint) what its sentence says of it; "" where it says nothing.

    That is what follows it up to the next citation or the end of the sentence, or, where that is next to nothing, what
    precedes it. Citations with next to nothing between them share what is said.
    """
    said = [""] * len(spans)
    stops = [stop.start() for stop in _STOP.finditer(text)]
    at = 0
    edges = [0, *(stop + 1 for stop in stops), len(text)]
    for first, last in pairwise(edges):
        inside = []
        while at < len(spans) and spans[at][0] < last:
            inside.append(at)
            at += 1
        if inside:
            _one_sentence(text, first, last, spans, inside, said)
    return said


def _one_sentence(  # noqa: PLR0913  the sentence, its citations, and where the result goes
    text: str, first: int, last: int, spans: Sequence[tuple[int, int]], inside: Sequence[int], said: list[str]
) -> None:
    groups: list[list[int]] = []
    for index in inside:
        if groups and not _says(text[spans[groups[-1][-1]][1] : spans[index][0]]):
            groups[-1].append(index)
        else:
            groups.append([index])
    before = text[first : spans[groups[0][0]][0]]
    for number, group in enumerate(groups):
        end = spans[groups[number + 1][0]][0] if number + 1 < len(groups) else last
        after = text[spans[group[-1]][1] : max(end, spans[group[-1]][1])]
        for index in group:
            said[index] = _APART.sub(" ", after if _says(after) else before if _says(before) else "")
        before = after


def _says(words: str) -> bool:
    return len(_SPOKEN.findall(_FORM.sub("", _APART.sub("", words)))) >= ENOUGH
