"""Packs that are asked for and built outside the request."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Words
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack
from tracker.packs.rules_builds import Trace

_OPEN = text("ended_at IS NULL")


class PackBuild(Base):
    """One wish for a pack or a supplement, and what became of it."""

    __tablename__ = "pack_build"
    __table_args__ = (
        UniqueConstraint("agenda_id", "number"),
        Index("uq_pack_build_open", "agenda_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),
        CheckConstraint("(started_at IS NULL) = (seen_at IS NULL)", name="started_is_seen"),
        CheckConstraint("ended_at IS NOT NULL OR (pack_id IS NULL AND why IS NULL)", name="result_at_the_end"),
        CheckConstraint("pack_id IS NULL OR why IS NULL", name="one_result"),
    )

    id: Mapped[Key]
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"))
    # Its part of the address: 1 for the first build of the agenda.
    number: Mapped[int] = mapped_column(Integer)
    # SHA-256 of what the pack was to say and hold when it was asked for: only that is published.
    seen: Mapped[str] = mapped_column(String(64))
    # Of the papers that are in no published pack yet, instead of the whole agenda.
    supplement: Mapped[bool]
    # Why it takes the place of the version before, or what the supplement is for.
    reason: Mapped[Words | None]
    late_reason: Mapped[Words | None]
    asked_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    by: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    # When its program last said that it lives.
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    # What tells the program that has it from one that lost it.
    holder: Mapped[str | None] = mapped_column(String(40))
    percent: Mapped[int] = mapped_column(Integer, default=0)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    # Why it failed, in a sentence for who asked.
    why: Mapped[Words | None]
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("pack.id"))
    agenda: Mapped[Agenda] = relationship()
    pack: Mapped[Pack | None] = relationship()

    @property
    def trace(self) -> Trace:
        """What it left behind, for `rules_builds`."""
        return Trace(self.asked_at, self.started_at, self.seen_at, self.ended_at, self.pack_id is not None, self.why)
