"""Inspections, their grades, and what is written about an inspection as a whole. Findings have `models_finding`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.inspections.rules import ForceStage
from tracker.plan.models import Priority
from tracker.plan.rules import Precision

WITHDRAWN_WHOLE = (
    "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)"
)
"""Whoever withdraws a record says when and why."""

_STANDS = text("withdrawn_at IS NULL")


class Inspection(Versioned, Base):
    """One inspection report. Its version also stands for its scale, grades and printing, edited with it.

    One recorded by mistake is withdrawn, and everything recorded of it with it.
    """

    __tablename__ = "inspection"
    __table_args__ = (CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),)

    id: Mapped[Key]
    # Its part of the address: "PEEL-2023-25".
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str]
    # Who inspected: "HMICFRS".
    body: Mapped[str] = mapped_column(String(120))
    # The series it belongs to: "PEEL effectiveness".
    programme: Mapped[str | None] = mapped_column(String(120))
    # The year its grades stand under where years are compared.
    year: Mapped[int] = mapped_column(Integer)
    # None where the day is not known: then no clock runs (RULES 6).
    published_on: Mapped[date | None]
    link: Mapped[str | None] = mapped_column(String(500))
    # The first day it is on the record; reports as at an earlier day leave it out.
    recorded_on: Mapped[date]
    note: Mapped[Words | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]

    # What was ever recorded, withdrawn or not; what stands is read through the properties below.
    recorded_scale: Mapped[list[ScaleGrade]] = relationship(
        back_populates="inspection", order_by="ScaleGrade.position, ScaleGrade.id"
    )
    recorded_questions: Mapped[list[GradedQuestion]] = relationship(
        back_populates="inspection", order_by="GradedQuestion.position, GradedQuestion.id"
    )
    recorded_printings: Mapped[list[GradePrinting]] = relationship(
        back_populates="inspection", order_by="GradePrinting.from_on, GradePrinting.id"
    )
    events: Mapped[list[InspectionEvent]] = relationship(
        back_populates="inspection", order_by="InspectionEvent.starts, InspectionEvent.id"
    )
    response: Mapped[InspectionResponse | None] = relationship(back_populates="inspection")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def scale(self) -> list[ScaleGrade]:
        """The grades it can give, best first."""
        return [each for each in self.recorded_scale if each.withdrawn_at is None]

    @property
    def questions(self) -> list[GradedQuestion]:
        """What it graded, in its order."""
        return [each for each in self.recorded_questions if each.withdrawn_at is None]

    @property
    def printings(self) -> list[GradePrinting]:
        """Where reports print its grades, the first day first."""
        return [each for each in self.recorded_printings if each.withdrawn_at is None]


class ScaleGrade(Base):
    """A grade of an inspection's own scale; position 1 is the best. "Ungraded" stands last on every scale.

    One that left the scale is withdrawn, and comes back as the same row.
    """

    __tablename__ = "scale_grade"
    __table_args__ = (
        UniqueConstraint("inspection_id", "label"),
        Index(
            "ix_scale_grade_position",
            "inspection_id",
            "position",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        CheckConstraint("position >= 1", name="position_from_one"),
    )

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    position: Mapped[int] = mapped_column(Integer)
    label: Mapped[str] = mapped_column(String(60))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    inspection: Mapped[Inspection] = relationship(back_populates="recorded_scale")


class GradedQuestion(Base):
    """A question or area and the grade it got. The database refuses a grade that was never on the inspection's scale.

    Withdrawn, never deleted; typed again it is the same row. Findings belong only to those that stand.
    """

    __tablename__ = "graded_question"
    __table_args__ = (
        ForeignKeyConstraint(["inspection_id", "grade"], ["scale_grade.inspection_id", "scale_grade.label"]),
        Index(
            "ix_graded_question_area",
            "inspection_id",
            "area",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    position: Mapped[int] = mapped_column(Integer)
    # As the report numbers it, where it does.
    number: Mapped[str | None] = mapped_column(String(10))
    area: Mapped[str]
    # The line it stands on where years are compared; None: its own words.
    theme: Mapped[str | None]
    grade: Mapped[str] = mapped_column(String(60))
    # Where the grade stands, when not in the inspection's own report.
    basis: Mapped[str | None]
    note: Mapped[Words | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    # The scale's row is reached through the columns alone, so that one of the two owns `inspection_id`.
    inspection: Mapped[Inspection] = relationship(back_populates="recorded_questions", foreign_keys=[inspection_id])


class GradePrinting(Base):
    """From when to when highlight reports print an inspection's grades, and under which priority.

    Withdrawn, never deleted.
    """

    __tablename__ = "grade_printing"
    __table_args__ = (CheckConstraint("to_on >= from_on", name="ends_after_start"),)

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    from_on: Mapped[date]
    # The last day, None while it goes on.
    to_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    inspection: Mapped[Inspection] = relationship(back_populates="recorded_printings")
    priority: Mapped[Priority] = relationship()


class InspectionEvent(Base):
    """Something that happened, as exactly as its day is known. `stage`: the monitoring stage that began with it."""

    __tablename__ = "inspection_event"
    __table_args__ = (
        CheckConstraint("ends >= starts", name="ends_after_start"),
        Index("ix_inspection_event_day", "starts", "id"),
    )

    id: Mapped[Key]
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    text: Mapped[Words]
    # The words of its day as typed, "June 2024", and the first and last day they mean.
    when_text: Mapped[str] = mapped_column(String(200))
    starts: Mapped[date]
    ends: Mapped[date]
    precision: Mapped[Precision] = mapped_column(enum_type(Precision))
    stage: Mapped[ForceStage | None] = mapped_column(enum_type(ForceStage))
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    recorded_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    inspection: Mapped[Inspection | None] = relationship(back_populates="events")


class InspectionResponse(Versioned, Base):
    """The Commissioner's published comments on a report, with the chief constable's (Police Act 1996, section 55)."""

    __tablename__ = "inspection_response"

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), unique=True)
    invited_on: Mapped[date | None]
    received_on: Mapped[date | None]
    chief_constable_comments: Mapped[Words | None]
    comments: Mapped[Words | None]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None]
    published_on: Mapped[date | None]
    published_link: Mapped[str | None] = mapped_column(String(500))
    sent_to_inspectors_on: Mapped[date | None]
    sent_to_secretary_on: Mapped[date | None]
    inspection: Mapped[Inspection] = relationship(back_populates="response")
