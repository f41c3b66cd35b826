"""A conversation to be kept or handed on: what was asked and answered, on which sources, labelled as a machine's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.events import Block, Sentence
from assistant.history import StoredTurn
from assistant.labels import STANDING, label_for
from assistant.lawbook import Lawbook
from assistant.messages import STOPPED, Citation
from assistant.sentences import parse
from assistant.standing import Standing, standings
from assistant.transcript.cases import CaseCard, case_cards
from assistant.transcript.shelf import Shelf
from assistant.transcript.verdicts import Verdicts, verdicts_on
from assistant.transcript.works import Work, works
from knowledge.records import Section

TITLE = "纾困对话记录"
NOTICE = f"本文件{STANDING}，不替代法官裁判和律师意见。"
UNANSWERED = "这一问没有答完。"
UNREAD = "依据未全部核对原文"
OF_LAW = frozenset({Section.ARTICLE, Section.BASIS, Section.CALCULATION, Section.ROUTE})
CASES = "可以对照的案例"
CUT_OFF = "答复在这里被停止。"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what its reader must know of the law that it cites."""

    sentence: Sentence
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A source under its number, with the law that it rests on."""

    citation: Citation
    laws: tuple[Standing, ...] = ()

    @property
    def title(self) -> str:
        """What it is called and which part of it."""
        return f"{self.citation.passage.title} · {self.citation.passage.locator}"

    @property
    def origin(self) -> str:
        """Where it was published; "" where it is law and ``laws`` say more of it."""
        passage = self.citation.passage
        return "" if self.laws and passage.section in OF_LAW else passage.source

    @property
    def line(self) -> str:
        """All of it but the laws, in one line."""
        parts = filter(None, (self.title, self.origin))
        return "，".join(parts) + ("" if self.citation.passage.verified else f"（{UNREAD}）")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer. ``remarks`` say how it came about, ``label`` is one of `assistant.labels` or ""."""

    turn: StoredTurn
    said: tuple[Said, ...]
    sources: tuple[Cited, ...]
    verdicts: Verdicts | None
    works: tuple[Work, ...]
    cases: tuple[CaseCard, ...]
    remarks: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation. ``id`` says nothing of it; ``name`` is what its owner calls it, or ""."""

    id: str
    exchanges: tuple[Exchange, ...]
    exported: date
    name: str = ""

    @property
    def title(self) -> str:
        """Of the file."""
        return f"{TITLE}：{self.name}" if self.name else TITLE

    @property
    def notice(self) -> str:
        """The label of the file as a whole; "" where people wrote all of it."""
        return NOTICE if any(one.label for one in self.exchanges) else ""

    @property
    def lead(self) -> str:
        """When it was held and exported."""
        begun = f"{self.exchanges[0].turn.asked:%Y年%m月%d日}开始，" if self.exchanges else ""
        return f"{begun}共{len(self.exchanges)}问，{self.exported:%Y年%m月%d日}导出"


def transcript(conversation: str, turns: Sequence[StoredTurn], shelf: Shelf, name: str = "") -> Transcript:
    """The transcript of a conversation, which its owner may have given a ``name``; raises KnowledgeError."""
    return Transcript(conversation, tuple(_exchange(turn, shelf) for turn in turns), shelf.today, name)


def _exchange(turn: StoredTurn, shelf: Shelf) -> Exchange:
    lawbook, today = shelf.lawbook, shelf.today
    passages = [one.passage for one in turn.citations]
    laws = standings(passages, lawbook, today) if lawbook else {}
    ends = {None: (UNANSWERED,), STOPPED: (CUT_OFF,)}.get(turn.outcome, ())
    return Exchange(
        turn=turn,
        said=tuple(Said(one, _doubts(one, turn, lawbook)) for one in parse(turn.text)),
        sources=tuple(Cited(one, laws.get(one.passage.id, ())) for one in turn.citations),
        verdicts=verdicts_on(turn.text, lawbook.verdicts(turn.text, passages)) if lawbook else None,
        works=works(passages),
        cases=case_cards(passages, shelf.store),
        remarks=(*turn.notices, *ends, *((f"可以选择的回答：{'；'.join(turn.replies)}",) if turn.replies else ())),
        label=label_for(turn.outcome, turn.model),
    )


def _doubts(sentence: Sentence, turn: StoredTurn, lawbook: Lawbook | None) -> tuple[str, ...]:
    if lawbook is None or sentence.block in {Block.HEADING, Block.SUBHEADING}:
        return ()
    passages = [one.passage for one in turn.citations if one.marker in sentence.markers]
    return tuple(lawbook.doubts(f"{sentence.body}{sentence.end}", passages))
