"""The append-only log. No foreign keys, so that history survives whatever happens to the rows it speaks of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Instant, Key, Words


class AuditEvent(Base):
    """One act. Triggers of the database refuse any change or removal (migrations)."""

    __tablename__ = "audit_event"

    id: Mapped[Key]
    position: Mapped[int] = mapped_column(Integer, unique=True)
    happened_at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    # A name of rules.Event. No CHECK: the log keeps the names that older versions wrote.
    event: Mapped[str] = mapped_column(String(60))
    # What was acted on, as a reference a person knows: "D-0007", "person 3", "PCP-2022-25/1".
    subject: Mapped[str] = mapped_column(String(300), index=True)
    changes: Mapped[Words]
    reason: Mapped[Words | None]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
