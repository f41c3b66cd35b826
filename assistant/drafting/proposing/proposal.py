"""A dispute → a proposal: what is at stake for whom, which ways there are, what each brings, how to go about it.

What it says is taken from the story, from the records and their articles, or from calculations. The versions for the
two sides hold nothing that was told in confidence, and are the same but for whom they address.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.context import common_ways
from assistant.drafting.document import Block, Document, Heading, Note, Paragraph, Table
from assistant.drafting.proposing.comparing import Compared, Worked, compare
from assistant.drafting.proposing.confidences import Side, Told
from assistant.drafting.proposing.drafted import Drafted
from assistant.reading.facts import heard
from assistant.relief.advice import lines_of
from assistant.relief.choosing import Chosen
from assistant.relief.facts import JUDGED, after_judgment
from assistant.tools.toolbox import Toolbox
from knowledge.numerals import chinese
from knowledge.records import Passage, Role, Section

WAYS = 3
SHARE = 0.4  # of the best score that another way needs
ASKER = frozenset({"asker", "side"})  # facts that a proposal need not repeat
IN_ENFORCEMENT = re.compile(r"申请执行人|被执行人")
BEYOND = frozenset({"终本", "破产"})  # stages that enforcement leads to
INTERESTS, WORDS, STEPS, RISKS, CONDITIONS = 3, 3, 6, 3, 6  # lines of a section that a proposal has room for
LEFT = ("procedure-mediation-application", Section.NEXT)  # when talks fail, before there is a judgment
ENFORCED = "procedure-enforcement-application"
LEFT_AT = {  # afterwards, by stage
    JUDGED: (ENFORCED, Section.WHAT),
    "执行中": (ENFORCED, Section.NEXT),
    "终本": ("procedure-resume-enforcement", Section.WHAT),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """``document`` is to be handed to ``side`` (None: the mediator); its markers count ``sources`` from 1."""

    document: Document
    side: Side | None
    sources: tuple[Passage, ...]


def propose(told: Told, box: Toolbox, today: date, side: Side | None = None, draft: Drafted | None = None) -> Proposal:
    """The proposal for the mediator, or the version for one side."""
    writer = _Writer(told, box, today, side, draft)
    blocks = tuple(writer.blocks())
    title = "调解方案（调解员用）" if side is None else f"调解建议书（致{side.value}）"
    return Proposal(Document("proposal", title, blocks), side, tuple(writer.sources))


@dataclass
class _Writer:
    """Writes one version; ``sources`` grows with what is cited."""

    told: Told
    box: Toolbox
    today: date
    side: Side | None
    draft: Drafted | None
    sources: list[Passage] = field(default_factory=list)

    def __post_init__(self) -> None:
        confided = () if self.side else (word for words in self.told.confided.values() for word in words)
        self.compared = compare(self.told.text, self.today)
        stated = dict(heard("\n".join([self.told.text, *confided]), Role.MEDIATOR, self.box.chooser.rules))
        stated.pop("performing", None)  # what is proposed is not performed yet
        if IN_ENFORCEMENT.search(self.told.text) and stated.get("stage") not in BEYOND:
            stated["stage"] = "执行中"  # whatever is said of other lawsuits
        self.facts = after_judgment({**self.compared.facts, **stated})
        routes = self.box.chooser.choose(self.facts, ask=False).routes
        self.ways = [one for one in routes if one.met and one.score >= SHARE * routes[0].score][:WAYS]
        common = common_ways(str(self.facts.get("claim", "")))
        self.records = [one.route.mechanism for one in self.ways] or list(common)[:WAYS]

    def blocks(self) -> Iterator[Block]:
        """All of it."""
        parts: Sequence[tuple[str, Iterable[Block]]] = (
            ("各方说的情况", self._situation()),
            ("要先弄清的事", self._open_points()),
            ("双方各自关心什么", self._interests()),
            ("可以走的路", self._ways()),
            ("算给双方看的账", self._sums(self.compared)),
            ("建议怎么谈" if self.side is None else "建议的步骤", self._sequence()),
            ("协议草案", self._agreement()),
            ("依据和来源", self._sources()),
        )
        number = 0
        for heading, part in parts:
            if written := list(part):
                number += 1
                yield Heading(heading, f"{chinese(number)}、")
                yield from written
        yield Note(
            "本方案由程序按所写的案情整理，供协商参考，不代表任何一方已经同意；能不能用、怎么用，由双方和法院决定。"
        )

    def _situation(self) -> Iterator[Block]:
        yield from map(Paragraph, self.told.text.splitlines())
        if words := self.box.in_words({key: value for key, value in self.facts.items() if key not in ASKER}):
            yield Paragraph(f"据此理解：{'；'.join(words)}。有不对的请指出，结论会跟着变。")

    def _open_points(self) -> Iterator[Block]:
        unknown = dict.fromkeys(one.says for way in self.ways for one in way.unknown)
        points = [f"{says}？" for says in list(unknown)[:CONDITIONS]]
        points += list(self.compared.lacking)
        if self.draft and self.draft.missing:
            points.append(f"写成协议还缺：{'、'.join(self.draft.missing)}。")
        yield from _numbered(points)

    def _interests(self) -> Iterator[Block]:
        """Whom it is for reads of himself first; the mediator of the creditor first."""
        first = self.side or Side.CREDITOR
        for side in (first, first.other):
            section = Section.CREDITOR if side is Side.CREDITOR else Section.DEBTOR
            lines = [line for key in self.records[:2] for line in self._cited(key, section, INTERESTS)]
            if self.side is None:
                lines += [f"只告诉调解员的话，不要转述：{words}" for words in self.told.confided.get(side, ())]
            if lines:
                yield Paragraph(f"{side.value}一方：")
                yield from _numbered(lines)

    def _ways(self) -> Iterator[Block]:
        if not self.ways:
            yield Paragraph("案情里说的还不够挑出最合适的路，先看这几条任何时候都能走的：")
        weighed = {way.route.mechanism: way for way in self.ways}
        for number, key in enumerate(self.records, start=1):
            way = weighed.get(key)
            yield Paragraph(f"{number}. {self._title(key)}" + (f"（{way.route.kind.value}）" if way else ""))
            yield from map(Paragraph, self._cited(key, Section.WHAT, 1))
            yield from map(Paragraph, self._weighed(way) if way else ())
            yield from map(Paragraph, self._cited(key, Section.RISKS, RISKS))

    def _weighed(self, way: Chosen) -> Iterator[str]:
        for label, conditions in (("符合", way.met), ("有利", way.reasons), ("不利", way.doubts)):
            if conditions:
                yield f"{label}：{'；'.join(one.says for one in conditions[:CONDITIONS])}。"
        if way.route.combines:
            yield f"可以搭配：{'、'.join(record.title for record in way.route.combines)}。"

    def _sums(self, compared: Compared) -> Iterator[Block]:
        for worked in compared.sums:
            yield from self._sum(worked)

    def _sum(self, worked: Worked) -> Iterator[Block]:
        found = worked.sum
        unit = "" if found.unit == "日期" else found.unit
        yield Paragraph(f"{found.title}：{found.result}{unit}")
        yield from map(Paragraph, [f"{step}。" for step in found.steps])
        for table in found.tables:
            yield Table(table.columns, table.rows)
        rules = [
            f"《{rule.law}》{rule.article}（{rule.version}）{'' if rule.verified else '，未核对原文'}"
            for rule in found.rules
        ]
        yield Paragraph(f"前提：{''.join([*worked.assumed, *found.assumptions])}")
        yield Paragraph(f"依据：{'、'.join(rules)}。")

    def _sequence(self) -> Iterator[Block]:
        if self.side is None:
            words = [line for key in self.records[:2] for line in self._cited(key, Section.WORDS, WORDS)]
            if words:
                yield Paragraph("可以这样开口：")
                yield from _numbered(words)
        if steps := self._cited(self.records[0], Section.STEPS, STEPS):
            yield Paragraph(f"按“{self._title(self.records[0])}”走的步骤：")
            yield from _numbered(steps)
        record, section = LEFT_AT.get(str(self.facts.get("stage", "")), LEFT)
        if left := self._cited(record, section, WORDS):
            yield Paragraph("谈不成时：")
            yield from _numbered(left)

    def _agreement(self) -> Iterator[Block]:
        if self.draft is None:
            return
        yield Paragraph(f"以下按案情拟成《{self.draft.document.title}》，空白处待双方填写，签字前请用条款检查核对。")
        for block in self.draft.document.blocks:
            match block:
                case Heading(text, number):
                    yield Paragraph(f"{number}{text}")
                case Note():
                    continue
                case _:
                    yield block

    def _sources(self) -> Iterator[Block]:
        for number, passage in enumerate(self.sources, start=1):
            doubt = "" if passage.verified else "（依据未全部核对原文）"
            yield Paragraph(
                f"[{number}] {passage.kind.label}“{passage.title}”·{passage.locator}；{passage.source}{doubt}"
            )

    def _cited(self, record: str, section: Section, most: int) -> list[str]:
        """The first lines of a section, each with its marker."""
        passages = [one for one in self.box.retriever.store.sections.get(record, ()) if one.section is section]
        return [f"{line}[{self._number(passage)}]" for passage in passages for line in lines_of(passage.text)][:most]

    def _number(self, passage: Passage) -> int:
        if passage not in self.sources:
            self.sources.append(passage)
        return self.sources.index(passage) + 1

    def _title(self, record: str) -> str:
        return self.box.retriever.store.entries[record].title


def _numbered(lines: Sequence[str]) -> Iterator[Block]:
    for number, line in enumerate(lines, start=1):
        yield Paragraph(line, f"（{chinese(number)}）" if len(lines) > 1 else "")
