"""A year's end: what was decided of each open deliverable, and when the year was closed and reopened. Append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Words, enum_type
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules import Precision, QuarterReading
from tracker.plan.rules_year import YearAct, YearChoice


class YearDecision(Base):
    """What becomes of a deliverable when the year is closed. Of several for one deliverable the last counts."""

    __tablename__ = "year_decision"
    __table_args__ = (
        CheckConstraint("length(year) = 7", name="year_key"),
        CheckConstraint("choice = 'leave_open' OR reason IS NOT NULL", name="choice_has_reason"),
        CheckConstraint(
            "(choice = 'carry_forward') = (priority_id IS NOT NULL) AND (priority_id IS NULL) = (due_text IS NULL) "
            "AND (due_text IS NULL) = (due_starts IS NULL) AND (due_text IS NULL) = (due_ends IS NULL) "
            "AND (due_text IS NULL OR due_precision IS NOT NULL)",
            name="carried_whole",
        ),
        CheckConstraint("due_ends >= due_starts", name="ends_after_start"),
        Index("ix_year_decision_year", "year", "deliverable_id", "id"),
    )

    id: Mapped[Key]
    # Of the financial year: "2023-24".
    year: Mapped[str] = mapped_column(String(7))
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    choice: Mapped[YearChoice] = mapped_column(enum_type(YearChoice))
    reason: Mapped[Words | None]
    # Where work carried forward goes on, and when it is due then.
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"), index=True)
    due_text: Mapped[str | None] = mapped_column(String(200))
    due_starts: Mapped[date | None]
    due_ends: Mapped[date | None]
    due_precision: Mapped[Precision | None] = mapped_column(enum_type(Precision))
    due_reading: Mapped[QuarterReading | None] = mapped_column(enum_type(QuarterReading))
    decided_on: Mapped[date]
    decided_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    deliverable: Mapped[Deliverable] = relationship()
    priority: Mapped[Priority | None] = relationship()


class YearClose(Base):
    """A year was closed (number 1, 3 …) or reopened (2, 4 …); the last act of a year says whether it is closed."""

    __tablename__ = "year_close"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("length(year) = 7", name="year_key"),
        CheckConstraint("number >= 1 AND (act = 'closed') = (number % 2 = 1)", name="acts_take_turns"),
        CheckConstraint("act = 'closed' OR reason IS NOT NULL", name="reopened_has_reason"),
    )

    id: Mapped[Key]
    year: Mapped[str] = mapped_column(String(7))
    number: Mapped[int] = mapped_column(Integer)
    act: Mapped[YearAct] = mapped_column(enum_type(YearAct))
    acted_on: Mapped[date]
    acted_by: Mapped[str]
    reason: Mapped[Words | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
