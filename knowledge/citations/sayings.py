"""What a text says beside a citation: the words by which its subject can be told."""

import re
from collections.abc import Sequence
from itertools import pairwise

ENOUGH = 5  # Chinese characters: fewer say nothing of a subject
_STOP = re.compile(r"[。！？!?；;\n]")
# Names of documents, and notes on when one was adopted, are no words on a subject.
_APART = re.compile(r"《[^《》\n]*》|[（(][^（）()\n]*(?:通过|修正|修订|公布|施行|法释|号)[^（）()\n]*[）)]")
_SPOKEN = re.compile(r"[一-鿿]")
_FORM = re.compile(
    r"根据|依据|依照|按照|参照|适用|违反|符合|参见|之?规定|相关|有关|上述|明确|法律|条款|最高人民法院|中华人民共和国|第?[一二三四五六七八九十百千零0-9]+[条款项]"
)


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
