"""A question and its answer, ready to show: streamed, stored, or as part of a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.feedback import REASONS, Feedback, Reason
from assistant.history import StoredTurn
from assistant.labels import label_for
from assistant.messages import ANSWER, STOPPED, Answer, Citation, Clarification, Referral, Reply, outcome_name
from assistant.sentences import parse
from assistant.standing import standings
from assistant.transcript import Cited
from assistant.transcript.cases import CaseCard, case_cards
from assistant.transcript.shelf import Shelf
from assistant.transcript.verdicts import Verdicts, verdicts_on
from assistant.transcript.works import works
from knowledge.records import Role
from web.chat.worked import WorkedView
from web.pages import Group, group, no_doubts

RATED = frozenset({ANSWER, "refusal"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn is stored."""

    conversation: str
    number: int

    @property
    def address(self) -> str:
        """Of what may be done with it."""
        return f"/conversations/{self.conversation}/turns/{self.number}"


@dataclass(frozen=True, slots=True)
class RatingView:
    """What a reader thinks of an answer, None where she has not said, and the reasons to choose from."""

    place: Place
    given: Feedback | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those that go with the opinion."""
        return REASONS[self.given.helpful] if self.given else ()


@dataclass(frozen=True, slots=True)
class TailView:
    """What stands below the sentences of an answer. ``label`` is one of `assistant.labels` or "", ``copy`` the plain
    text for the clipboard; ``rating`` is None where there is nothing to rate.
    """

    label: str
    replies: tuple[str, ...]
    sources: tuple[Cited, ...]
    verdicts: Verdicts | None
    worked: tuple[WorkedView, ...]
    cases: tuple[CaseCard, ...]
    copy: str
    rating: RatingView | None


@dataclass(frozen=True, slots=True)
class TurnView:
    """A question and its answer. ``place`` is None where it was not stored."""

    role: Role
    question: str
    outcome: str | None
    notices: tuple[str, ...]
    groups: tuple[Group, ...]
    tail: TailView
    place: Place | None = None

    @property
    def broken(self) -> bool:
        """Whether the answer is not whole."""
        return self.outcome in {None, STOPPED}


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a question, whether it was just answered or long ago."""

    question: str
    outcome: str | None
    text: str
    citations: tuple[Citation, ...] = ()
    replies: tuple[str, ...] = ()
    model: str | None = None

    @classmethod
    def of(cls, question: str, reply: Reply) -> "Said":
        """A reply as it came."""
        outcome = reply.outcome
        return cls(
            question,
            outcome_name(outcome),
            outcome.text,
            outcome.citations if isinstance(outcome, Answer) else (),
            outcome.replies if isinstance(outcome, Clarification) else (),
            reply.model,
        )


def tail_view(said: Said, shelf: Shelf, place: Place | None, given: Feedback | None = None) -> TailView:
    """What stands below an answer; raises KnowledgeError."""
    label = label_for(said.outcome, said.model)
    passages = [one.passage for one in said.citations]
    laws = standings(passages, shelf.lawbook, shelf.today) if shelf.lawbook else {}
    checked = shelf.lawbook.verdicts(said.text, passages) if shelf.lawbook else ()
    sources = tuple(Cited(one, laws.get(one.passage.id, ())) for one in said.citations)
    return TailView(
        label=label,
        replies=said.replies,
        sources=sources,
        verdicts=verdicts_on(said.text, checked),
        worked=tuple(map(WorkedView.of, works(passages))),
        cases=case_cards(passages, shelf.store),
        copy=_copied(said, sources, label),
        rating=RatingView(place, given) if place and said.outcome in RATED else None,
    )


def turn_view(turn: StoredTurn, shelf: Shelf, conversation: str) -> TurnView:
    """A stored turn, with what is said of its sources today; raises KnowledgeError."""
    place = Place(conversation, turn.number)
    said = Said(turn.question, turn.outcome, turn.text, turn.citations, turn.replies, turn.model)
    return TurnView(
        role=turn.role,
        question=turn.question,
        outcome=turn.outcome,
        notices=turn.notices,
        groups=group(parse(turn.text), turn.citations, doubts=shelf.lawbook.doubts if shelf.lawbook else no_doubts),
        tail=tail_view(said, shelf, place, turn.feedback),
        place=place,
    )


def referral_view(question: str, role: Role, referral: Referral) -> TurnView:
    """A referral to help, which is shown and not stored."""
    said = Said.of(question, Reply(referral))
    return TurnView(
        role, question, said.outcome, (), group(parse(referral.text), ()), tail_view(said, Shelf(), place=None)
    )


def _copied(said: Said, sources: Sequence[Cited], label: str) -> str:
    """What the copy button puts on the clipboard: question, answer, sources, and the label where there is one."""
    lines = [line for one in sources for line in (f"[{one.citation.marker}] {one.line}", *map(str, one.laws))]
    parts = [f"问：{said.question}", said.text, "\n".join(["来源", *lines]) if lines else "", label]
    return "\n\n".join(part for part in parts if part)
