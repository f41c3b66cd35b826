"""Conversations, kept for the browser that held them. SQLAlchemy; SQLite unless a URL says otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import ColumnElement, create_engine, event, or_, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import ConversationNotFound, HistoryError, TurnNotFound
from assistant.feedback import Feedback
from assistant.history.tables import Base, ConversationRow, FeedbackRow, NameRow, TurnRow
from assistant.history.turns import CITATIONS, TEXTS, TITLE_CHARACTERS, StoredTurn, Summary, given, stored, summary
from assistant.messages import STOPPED, Answer, Citation, Clarification, Reply, Turn, outcome_name
from knowledge.records import Role

__all__ = ["STOPPED", "TITLE_CHARACTERS", "History", "StoredTurn", "Summary"]

LONGEST_NAME = 60
MOST_WORDS = 5  # that are looked for at once


class History:
    """The store. An owner is the random token of one browser; nobody sees another's conversations."""

    def __init__(self, url: str) -> None:
        """Open, and create the tables where they are missing; raises HistoryError."""
        try:
            parsed = make_url(url)
            if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
                Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(parsed, hide_parameters=True)  # no question in an error or a log
            if parsed.get_backend_name() == "sqlite":
                event.listen(self._engine, "connect", _tune_sqlite)
            Base.metadata.create_all(self._engine)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise HistoryError("SHUKUN_DATABASE_URL 不是可用的 SQLAlchemy 地址，或缺少对应的驱动") from error
        except (SQLAlchemyError, OSError) as error:
            raise HistoryError("打不开数据库，请检查 SHUKUN_DATABASE_URL、目录权限和磁盘空间") from error

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            with Session(self._engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise HistoryError("数据库没有应答或被占用，请稍后再试") from error

    def ask(
        self, owner: str, conversation_id: str | None, role: Role, question: str, replaces: int | None = None
    ) -> tuple[str, int]:
        """Store a question before it is answered; returns (conversation id, turn number).

        Without an id a conversation begins. The question stands in place of the turn that it ``replaces`` and of all
        that followed. Raises ConversationNotFound for an id that is not this owner's, TurnNotFound.
        """
        now = datetime.now(UTC)
        with self._session() as session:
            if conversation_id is None:
                conversation = ConversationRow(id=uuid4().hex, owner=owner, started=now)
                session.add(conversation)
            else:
                conversation = _owned(session, owner, conversation_id)
            dropped = _from(conversation, replaces)
            turn = TurnRow(conversation=conversation, asked=now, role=role.value, question=question)
            session.add(turn)
            session.flush()  # before the others go, so that it never gets the number of one of them
            for old in dropped:
                conversation.turns.remove(old)
            return conversation.id, turn.number

    def answer(self, number: int, reply: Reply) -> None:
        """Store what came of a turn."""
        outcome = reply.outcome
        with self._session() as session:
            turn = session.get_one(TurnRow, number)
            turn.outcome = outcome_name(outcome)
            turn.text = outcome.text
            turn.model, turn.prompt_digest = reply.model, reply.prompt_digest
            if isinstance(outcome, Answer):
                turn.citations = CITATIONS.dump_json(outcome.citations).decode()
                turn.notices = TEXTS.dump_json(outcome.notices).decode()
            if isinstance(outcome, Clarification):
                turn.replies = TEXTS.dump_json(outcome.replies).decode()

    def stop(self, number: int, text: str, citations: tuple[Citation, ...]) -> None:
        """Store what had been shown of an answer when its reader stopped it; nothing where she asks anew already."""
        with self._session() as session:
            turn = session.get(TurnRow, number)
            if turn is None:
                return
            turn.outcome = STOPPED
            turn.text = text
            turn.citations = CITATIONS.dump_json(citations).decode()

    def turns(self, owner: str, conversation_id: str) -> list[StoredTurn]:
        """The turns of a conversation, oldest first; raises ConversationNotFound."""
        with self._session() as session:
            return [stored(turn) for turn in _owned(session, owner, conversation_id).turns]

    def context(self, owner: str, conversation_id: str | None, before: int | None = None) -> tuple[Turn, ...]:
        """The answered turns, as the assistant takes them, or those ``before`` one; empty for a new conversation."""
        if conversation_id is None:
            return ()
        turns = [one for one in self.turns(owner, conversation_id) if before is None or one.number < before]
        return tuple(Turn(one.question, one.text, one.outcome, one.asked) for one in turns if one.outcome)

    def conversations(self, owner: str, limit: int = 50, find: str = "") -> list[Summary]:
        """The owner's conversations, newest first, or those that have all words of ``find`` in their name or text."""
        words = find.split()[:MOST_WORDS]
        with self._session() as session:
            rows = session.scalars(
                select(ConversationRow)
                .where(ConversationRow.owner == owner, *map(_holding, words))
                .order_by(ConversationRow.started.desc())
                .limit(limit)
            )
            return [summary(row, words) for row in rows if row.turns]

    def name(self, owner: str, conversation_id: str) -> str:
        """What its owner called a conversation, "" where it goes by its first question; raises ConversationNotFound."""
        with self._session() as session:
            named = _owned(session, owner, conversation_id).name
            return named.title if named else ""

    def rename(self, owner: str, conversation_id: str, name: str) -> None:
        """Call a conversation by a name, or with "" by its first question again; raises ConversationNotFound."""
        title = " ".join(name.split())[:LONGEST_NAME]
        with self._session() as session:
            conversation = _owned(session, owner, conversation_id)
            if conversation.name and title:
                conversation.name.title = title
            else:
                conversation.name = NameRow(title=title) if title else None

    def rate(self, owner: str, conversation_id: str, number: int, feedback: Feedback | None) -> Feedback | None:
        """Keep what a reader thinks of an answer, or with None forget it; returns what she had said before.

        Raises ConversationNotFound, TurnNotFound.
        """
        with self._session() as session:
            turn = _from(_owned(session, owner, conversation_id), number)[0]
            before = given(turn.feedback)
            if feedback is None:
                turn.feedback = None
                return before
            turn.feedback = turn.feedback or FeedbackRow()
            turn.feedback.given = datetime.now(UTC)
            turn.feedback.helpful, turn.feedback.words = feedback.helpful, feedback.words
            turn.feedback.reason = feedback.reason.value if feedback.reason else None
            return before

    def delete(self, owner: str, conversation_id: str) -> None:
        """Remove a conversation and its turns; raises ConversationNotFound."""
        with self._session() as session:
            session.delete(_owned(session, owner, conversation_id))

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def _tune_sqlite(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")  # with WAL, a power failure may lose the last turns and breaks nothing
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _owned(session: Session, owner: str, conversation_id: str) -> ConversationRow:
    conversation = session.get(ConversationRow, conversation_id)
    if conversation is None or conversation.owner != owner:
        raise ConversationNotFound
    return conversation


def _from(conversation: ConversationRow, number: int | None) -> list[TurnRow]:
    """The turn of this number and those after it, none without a number; raises TurnNotFound."""
    if number is None:
        return []
    turns = [turn for turn in conversation.turns if turn.number >= number]
    if not turns or turns[0].number != number:
        raise TurnNotFound
    return turns


def _holding(word: str) -> ColumnElement[bool]:
    """Whether a conversation has a word in its name, a question or an answer."""
    said = or_(TurnRow.question.icontains(word, autoescape=True), TurnRow.text.icontains(word, autoescape=True))
    named = ConversationRow.name.has(NameRow.title.icontains(word, autoescape=True))
    return or_(named, ConversationRow.turns.any(said))
