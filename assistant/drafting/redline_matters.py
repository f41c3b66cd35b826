"""What matters among the changes: who is bound, how much, by when, at what rate, and whether he must or may."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from assistant.checking.agreement import PARTY, ROLES, Party, read_agreement
from assistant.drafting.redline import LIKE, Paragraph, Redline
from assistant.drafting.redline_said import Said, Topic, said
from assistant.drafting.redline_words import Mark, pieces


@dataclass(frozen=True, slots=True)
class Matter:
    """A change that matters. ``old`` or ``new`` is "" where there was or is nothing; ``paragraph`` as in a Change;
    ``about`` is who is spoken of where a party is introduced, else "".
    """

    topic: Topic
    old: str
    new: str
    paragraph: int
    about: str = ""


SENTENCE = re.compile(r"[。；;]\Z")  # what else stands alone is a heading or a cell of a table
SHOWN = 40  # characters of a clause, and of what a party's particulars said


def matters(redline: Redline, today: date) -> tuple[Matter, ...]:
    """What matters, by topic, and by place within each. ``today`` counts for days that are said relative to it."""
    old, new = (read_agreement("\n".join(redline.lines(mark)), today).parties for mark in (Mark.INSERTED, Mark.DELETED))
    names = sorted({name for party in (*old, *new) for name in party.names if name}, key=len, reverse=True)
    who = re.compile("|".join([*map(re.escape, names), ROLES]))
    found = [*_parties(old, new, redline)]
    for paragraph in redline.paragraphs:
        if paragraph.changed:
            found += _in_paragraph(paragraph, who, today)
    order = list(Topic)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (order.index(one.topic), one.paragraph)))


def _in_paragraph(paragraph: Paragraph, who: re.Pattern[str], today: date) -> Iterator[Matter]:
    before, after = paragraph.without(Mark.INSERTED), paragraph.without(Mark.DELETED)
    whole = paragraph.old is None or paragraph.new is None or fuzz.ratio(before, after) < LIKE
    introduces = PARTY.search(before) or PARTY.search(after)
    old, new = said(before, who, today), said(after, who, today)
    spans = list(_spans(paragraph))
    if whole and SENTENCE.search(before + after):
        yield Matter(Topic.CLAUSE, _opening(before), _opening(after), paragraph.place)
    for topic in old:
        if (whole and topic in {Topic.PARTY, Topic.DUTY}) or (introduces and topic is Topic.PARTY):
            continue  # a clause that came or went is read as a whole; who a party is, is told by `_parties`
        told: set[tuple[Hashable, ...]] = set()
        for (a, b), (c, d) in spans:
            gone = [one for one in old[topic] if one.start < b and one.end > a]
            come = [one for one in new[topic] if one.start < d and one.end > c]
            left, right = _less(gone, come), _less(come, gone)
            meaning = (*(one.meaning for one in left), None, *(one.meaning for one in right))
            if (left or right) and meaning not in told:
                told.add(meaning)
                yield Matter(topic, _listed(left), _listed(right), paragraph.place)


def _spans(paragraph: Paragraph) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each change stands in the paragraph as it was and as it is."""
    old = new = 0
    for place, piece in enumerate(paragraph.pieces):
        size = len(piece.text)
        if piece.mark is Mark.KEPT:
            old, new = old + size, new + size
        elif piece.mark is Mark.DELETED:
            after = paragraph.pieces[place + 1] if place + 1 < len(paragraph.pieces) else None
            come = len(after.text) if after and after.mark is Mark.INSERTED else 0
            yield (old, old + size), (new, new + come)
            old, new = old + size, new + come
        elif not place or paragraph.pieces[place - 1].mark is not Mark.DELETED:
            yield (old, old), (new, new + size)
            new += size


def _less(those: Sequence[Said], others: Sequence[Said]) -> list[Said]:
    """Those whose meaning is not among ``others``, as often as it is among them."""
    there = Counter(one.meaning for one in others)
    left = []
    for one in those:
        there[one.meaning] -= 1
        if there[one.meaning] < 0:
            left.append(one)
    return left


def _opening(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _listed(found: Sequence[Said]) -> str:
    return "、".join(dict.fromkeys(one.text for one in found))


def _parties(old: Sequence[Party], new: Sequence[Party], redline: Redline) -> Iterator[Matter]:
    """Parties who came, went, or of whom something else is told."""
    for role in dict.fromkeys(party.role for party in (*old, *new)):
        before, after = ({one.name: one for one in side if one.role == role} for side in (old, new))
        gone = [name for name in before if name not in after]
        come = [name for name in after if name not in before]
        place = _place(redline, *(side[name] for side, names in ((after, come), (before, gone)) for name in names))
        if gone or come:
            yield Matter(Topic.PARTY, "、".join(gone), "、".join(come), place, role)
        for name, party in after.items():
            if name in before and party.details.text != before[name].details.text:
                marked = pieces(before[name].details.text, party.details.text)
                pair = (
                    "；".join(one.text for one in marked if one.mark is mark) for mark in (Mark.DELETED, Mark.INSERTED)
                )
                left, right = (text.strip("，,；;。 ")[:SHOWN] for text in pair)
                yield Matter(Topic.PARTY, left, right, _place(redline, party), f"{role}{name}的信息")


def _place(redline: Redline, *parties: Party) -> int:
    """The paragraph in which the first of them is introduced."""
    for party in parties:
        line = party.details.text.split("\n")[0]
        for paragraph in redline.paragraphs:
            if line in paragraph.without(Mark.DELETED) or line in paragraph.without(Mark.INSERTED):
                return paragraph.place
    return 1
