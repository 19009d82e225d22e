"""Messages waiting to be sent, every try to send them, and the queue that follows from both."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Words, enum_type
from tracker.outbox.rules import MessageState, Outcome


class OutboxMessage(Base):
    """One message to one person, as it is sent. Append-only."""

    __tablename__ = "outbox_message"
    __table_args__ = (UniqueConstraint("kind", "about", "to_address", "once"),)

    id: Mapped[Key]
    # What sort of message it is, like an event of the log: "report:submitted". No CHECK: features come and go.
    kind: Mapped[str] = mapped_column(String(60))
    # The record it is about, by its reference or its address.
    about: Mapped[str] = mapped_column(String(300))
    # What tells a second message of this kind, about this record and to this person from the first.
    once: Mapped[str] = mapped_column(String(120))
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[Words]
    # The same in every try, so that a message that arrives twice can be told from two messages.
    message_key: Mapped[str] = mapped_column(String(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)


class OutboxAttempt(Base):
    """One try to send a message, and what the mail server said. Append-only."""

    __tablename__ = "outbox_attempt"

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome))
    words: Mapped[Words]


class OutboxRequest(Base):
    """Somebody had a message sent again that was given up. Append-only."""

    __tablename__ = "outbox_request"
    __table_args__ = (
        UniqueConstraint("message_id", "after_tries"),
        CheckConstraint("after_tries >= 1", name="after_a_try"),
    )

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"))
    # How many tries there had been.
    after_tries: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by: Mapped[str]


class OutboxStanding(Base):
    """Where a message stands: follows from its tries (rules.standing), and is kept so that the queue costs little."""

    __tablename__ = "outbox_standing"
    __table_args__ = (
        CheckConstraint(
            "(state <> 'waiting' OR due_at IS NOT NULL) AND (state NOT IN ('sent', 'given_up') OR due_at IS NULL)",
            name="due_while_waiting",
        ),
        Index("ix_outbox_standing_state_due_at", "state", "due_at"),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"), primary_key=True)
    state: Mapped[MessageState] = mapped_column(enum_type(MessageState))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    due_at: Mapped[datetime | None]
    # Until then the message is somebody's who is sending it.
    taken_until: Mapped[datetime | None]
    message: Mapped[OutboxMessage] = relationship()
