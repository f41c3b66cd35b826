"""How conversations lie in the database.

A name and an opinion have tables of their own: opening a store of an earlier release adds tables to it, no columns.
"""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What all tables have in common."""


class ConversationRow(Base):
    """A conversation and whose it is."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    started: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    turns: Mapped[list["TurnRow"]] = relationship(
        back_populates="conversation", order_by="TurnRow.number", cascade="all, delete-orphan"
    )
    name: Mapped["NameRow | None"] = relationship(cascade="all, delete-orphan")


class TurnRow(Base):
    """A question and what came of it."""

    __tablename__ = "turns"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a late answer must not find another turn under its number
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    conversation: Mapped[ConversationRow] = relationship(back_populates="turns")
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
    feedback: Mapped["FeedbackRow | None"] = relationship(cascade="all, delete-orphan")


class NameRow(Base):
    """What its owner calls a conversation."""

    __tablename__ = "names"
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(100))


class FeedbackRow(Base):
    """What a reader thought of an answer."""

    __tablename__ = "feedback"
    turn_number: Mapped[int] = mapped_column(ForeignKey("turns.number"), primary_key=True)
    given: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    helpful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text, default="")
