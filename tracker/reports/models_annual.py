"""The outcomes of a year's quarters that its annual report prints."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Instant, Key, Versioned, Words
from tracker.plan.models import Objective, Priority
from tracker.reports.models import QuarterEntry


class AnnualOutcomePage(Versioned, Base):
    """The choice of one priority for one year; it holds the version. Before it is there, every outcome is printed."""

    __tablename__ = "annual_outcome_page"
    __table_args__ = (
        UniqueConstraint("priority_id", "year"),
        CheckConstraint("length(year) = 7", name="year_key"),
    )

    id: Mapped[Key]
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    # A financial year's key: "2023-24".
    year: Mapped[str] = mapped_column(String(7), index=True)
    priority: Mapped[Priority] = relationship()
    outcomes: Mapped[list[AnnualOutcome]] = relationship(
        back_populates="page", order_by="AnnualOutcome.position, AnnualOutcome.id"
    )


class AnnualOutcome(Base):
    """One outcome of a quarter in the year's report. Withdrawn, never deleted."""

    __tablename__ = "annual_outcome"
    __table_args__ = (
        UniqueConstraint("page_id", "entry_id"),
        Index("ix_annual_outcome_place", "page_id", "position"),
    )

    id: Mapped[Key]
    page_id: Mapped[int] = mapped_column(ForeignKey("annual_outcome_page.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("quarter_entry.id"), index=True)
    # Under which objective it stands; None for the priority as a whole.
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    # The year's own words for it; None where the quarter's stand.
    wording: Mapped[Words | None]
    chosen_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    page: Mapped[AnnualOutcomePage] = relationship(back_populates="outcomes")
    entry: Mapped[QuarterEntry] = relationship()
    objective: Mapped[Objective | None] = relationship()
