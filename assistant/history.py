"""Conversations, kept for the browser that held them. SQLAlchemy; SQLite unless a URL says otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import DateTime, ForeignKey, String, Text, create_engine, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from assistant.errors import ConversationNotFound, HistoryError
from assistant.messages import STOPPED, Answer, Citation, Clarification, Reply, Turn, outcome_name
from knowledge.records import Role

CITATIONS = TypeAdapter(tuple[Citation, ...])
TEXTS = TypeAdapter(tuple[str, ...])
TITLE_CHARACTERS = 40


class _Base(DeclarativeBase):
    pass


class _Conversation(_Base):
    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    started: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    turns: Mapped[list["_Turn"]] = relationship(
        back_populates="conversation", order_by="_Turn.number", cascade="all, delete-orphan"
    )


class _Turn(_Base):
    __tablename__ = "turns"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    conversation: Mapped[_Conversation] = relationship(back_populates="turns")
    asked: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    role: Mapped[str] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")
    citations: Mapped[str] = mapped_column(Text, default="[]")
    notices: Mapped[str] = mapped_column(Text, default="[]")
    replies: Mapped[str] = mapped_column(Text, default="[]")
    model: Mapped[str | None] = mapped_column(String(200))
    prompt_digest: Mapped[str | None] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question, the day it was ``asked``, and what came of it: ``outcome`` is an outcome's name, STOPPED, or None
    where nothing came of it; ``model`` is the language model that wrote it, if one did.
    """

    number: int
    role: Role
    question: str
    outcome: str | None
    text: str
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]
    replies: tuple[str, ...]
    asked: date
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A line in the list of conversations. ``title`` is the beginning of the first question."""

    id: str
    title: str
    started: datetime


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
            _Base.metadata.create_all(self._engine)
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

    def ask(self, owner: str, conversation_id: str | None, role: Role, question: str) -> tuple[str, int]:
        """Store a question before it is answered; returns (conversation id, turn number).

        Without an id a conversation begins. Raises ConversationNotFound for an id that is not this owner's.
        """
        now = datetime.now(UTC)
        with self._session() as session:
            if conversation_id is None:
                conversation = _Conversation(id=uuid4().hex, owner=owner, started=now)
                session.add(conversation)
            else:
                conversation = _owned(session, owner, conversation_id)
            turn = _Turn(conversation=conversation, asked=now, role=role.value, question=question)
            session.add(turn)
            session.flush()
            return conversation.id, turn.number

    def answer(self, number: int, reply: Reply) -> None:
        """Store what came of a turn."""
        outcome = reply.outcome
        with self._session() as session:
            turn = session.get_one(_Turn, number)
            turn.outcome = outcome_name(outcome)
            turn.text = outcome.text
            turn.model, turn.prompt_digest = reply.model, reply.prompt_digest
            if isinstance(outcome, Answer):
                turn.citations = CITATIONS.dump_json(outcome.citations).decode()
                turn.notices = TEXTS.dump_json(outcome.notices).decode()
            if isinstance(outcome, Clarification):
                turn.replies = TEXTS.dump_json(outcome.replies).decode()

    def stop(self, number: int, text: str, citations: tuple[Citation, ...]) -> None:
        """Store what had been shown of an answer when its reader stopped it."""
        with self._session() as session:
            turn = session.get_one(_Turn, number)
            turn.outcome = STOPPED
            turn.text = text
            turn.citations = CITATIONS.dump_json(citations).decode()

    def turns(self, owner: str, conversation_id: str) -> list[StoredTurn]:
        """The turns of a conversation, oldest first; raises ConversationNotFound."""
        with self._session() as session:
            return [_stored(turn) for turn in _owned(session, owner, conversation_id).turns]

    def context(self, owner: str, conversation_id: str | None) -> tuple[Turn, ...]:
        """The answered turns, as the assistant takes them; empty for a new conversation."""
        if conversation_id is None:
            return ()
        turns = self.turns(owner, conversation_id)
        return tuple(Turn(one.question, one.text, one.outcome, one.asked) for one in turns if one.outcome)

    def conversations(self, owner: str, limit: int = 50) -> list[Summary]:
        """The owner's conversations, newest first."""
        with self._session() as session:
            rows = session.scalars(
                select(_Conversation)
                .where(_Conversation.owner == owner)
                .order_by(_Conversation.started.desc())
                .limit(limit)
            )
            return [Summary(row.id, _title(row), row.started) for row in rows if row.turns]

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
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _owned(session: Session, owner: str, conversation_id: str) -> _Conversation:
    conversation = session.get(_Conversation, conversation_id)
    if conversation is None or conversation.owner != owner:
        raise ConversationNotFound
    return conversation


def _title(row: _Conversation) -> str:
    question = " ".join(row.turns[0].question.split())
    return question if len(question) <= TITLE_CHARACTERS else f"{question[:TITLE_CHARACTERS]}…"


def _stored(turn: _Turn) -> StoredTurn:
    return StoredTurn(
        number=turn.number,
        role=Role(turn.role),
        question=turn.question,
        outcome=turn.outcome,
        text=turn.text,
        citations=CITATIONS.validate_json(turn.citations),
        notices=TEXTS.validate_json(turn.notices),
        replies=TEXTS.validate_json(turn.replies),
        asked=(turn.asked if turn.asked.tzinfo else turn.asked.replace(tzinfo=UTC)).astimezone().date(),
        model=turn.model,
    )
