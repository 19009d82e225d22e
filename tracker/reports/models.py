"""What officers write for a quarter, apart from the records themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Instant, Key, Line, Versioned, Words, enum_type
from tracker.plan.models import Priority
from tracker.reports.rules import EntryKind
from tracker.reports.rules_acronyms import LONGEST_ACRONYM
from tracker.risks.models import Risk


class QuarterPage(Versioned, Base):
    """The lines of one priority in one quarter; it holds their version, so that an order is never lost to another's."""

    __tablename__ = "quarter_page"
    __table_args__ = (
        UniqueConstraint("priority_id", "quarter"),
        CheckConstraint("length(quarter) = 10", name="quarter_key"),
    )

    id: Mapped[Key]
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    # A quarter's key: "2024-25-Q2".
    quarter: Mapped[str] = mapped_column(String(10), index=True)
    priority: Mapped[Priority] = relationship()
    entries: Mapped[list[QuarterEntry]] = relationship(
        back_populates="page", order_by="QuarterEntry.kind, QuarterEntry.position, QuarterEntry.id"
    )
    choices: Mapped[list[QuarterRisk]] = relationship(back_populates="page", order_by="QuarterRisk.id")


class QuarterRisk(Base):
    """A risk or issue the quarter's report prints under a priority. Withdrawn, never deleted."""

    __tablename__ = "quarter_risk"
    __table_args__ = (UniqueConstraint("page_id", "risk_id"),)

    id: Mapped[Key]
    page_id: Mapped[int] = mapped_column(ForeignKey("quarter_page.id"))
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    chosen_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    page: Mapped[QuarterPage] = relationship(back_populates="choices")
    risk: Mapped[Risk] = relationship()


class QuarterEntry(Base):
    """One outcome or focus line. Withdrawn, never deleted; what it said before stands in the log."""

    __tablename__ = "quarter_entry"
    __table_args__ = (Index("ix_quarter_entry_place", "page_id", "kind", "position"),)

    id: Mapped[Key]
    page_id: Mapped[int] = mapped_column(ForeignKey("quarter_page.id"))
    kind: Mapped[EntryKind] = mapped_column(enum_type(EntryKind))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[Words]
    author: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    page: Mapped[QuarterPage] = relationship(back_populates="entries")


class Acronym(Versioned, Base):
    """What an acronym stands for in every report that uses it. Withdrawn, never deleted."""

    __tablename__ = "acronym"

    id: Mapped[Key]
    acronym: Mapped[str] = mapped_column(String(LONGEST_ACRONYM), unique=True)
    meaning: Mapped[Line]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
