"""Case studies, quotations, headline figures and funding facts of an annual report. Withdrawn, never deleted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.annual.models import AnnualSection, AnnualYear
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.rules import (
    LONGEST_HEADING,
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_PERIOD,
    LONGEST_SPEAKER,
    LONGEST_VALUE,
    FigurePlace,
    StoryKind,
    subject_of,
)
from tracker.db import Base, Key, Versioned, Words, enum_type
from tracker.panel.models import WITHDRAWN_WHOLE
from tracker.plan.models import Objective, Priority


class AnnualStory(Versioned, Base):
    """A case study or a quotation. It stands under one section, priority or objective."""

    __tablename__ = "annual_story"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint(
            "(section_id IS NOT NULL AND priority_id IS NULL AND objective_id IS NULL) OR "
            "(section_id IS NULL AND priority_id IS NOT NULL AND objective_id IS NULL) OR "
            "(section_id IS NULL AND priority_id IS NULL AND objective_id IS NOT NULL)",
            name="one_place",
        ),
        CheckConstraint("kind <> 'case_study' OR title IS NOT NULL", name="case_study_has_title"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[StoryKind] = mapped_column(enum_type(StoryKind))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("annual_section.id"), index=True)
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    # Among the stories of the year; those of one place stand in this order.
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(String(LONGEST_HEADING))
    text: Mapped[Words]
    # Who says it.
    speaker: Mapped[str | None] = mapped_column(String(LONGEST_SPEAKER))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("annual_picture.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    annual: Mapped[AnnualYear] = relationship()
    section: Mapped[AnnualSection | None] = relationship()
    priority: Mapped[Priority | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    picture: Mapped[AnnualPicture | None] = relationship()

    @property
    def known_as(self) -> str:
        """What people and refusals call it."""
        return f"{self.kind.label} {self.number}"

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return subject_of(self.annual.year, f"story {self.number}")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class AnnualFigure(Versioned, Base):
    """A headline figure as it is printed, with what it was before if that is known."""

    __tablename__ = "annual_figure"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("(place = 'priority') = (priority_id IS NOT NULL)", name="priority_of_a_chapter"),
        CheckConstraint("objective_id IS NULL OR priority_id IS NOT NULL", name="objective_of_a_priority"),
        CheckConstraint("(previous IS NULL) = (previous_period IS NULL)", name="previous_whole"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer)
    place: Mapped[FigurePlace] = mapped_column(enum_type(FigurePlace))
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"), index=True)
    # Under which of the priority's objectives; None for the chapter as a whole.
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    # Among the figures of the year; those of one place stand in this order.
    position: Mapped[int] = mapped_column(Integer)
    # As it is printed: "1,404", "-3.4%", "241 days".
    value: Mapped[str] = mapped_column(String(LONGEST_VALUE))
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    # "2023-24", "12 months to April 2024".
    period: Mapped[str] = mapped_column(String(LONGEST_PERIOD))
    previous: Mapped[str | None] = mapped_column(String(LONGEST_VALUE))
    previous_period: Mapped[str | None] = mapped_column(String(LONGEST_PERIOD))
    # Printed small beside it.
    note: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))
    # Where it comes from.
    source: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    annual: Mapped[AnnualYear] = relationship()
    priority: Mapped[Priority | None] = relationship()
    objective: Mapped[Objective | None] = relationship()

    @property
    def known_as(self) -> str:
        """What people and refusals call it."""
        return f"Figure {self.number}"

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return subject_of(self.annual.year, f"figure {self.number}")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class FundingFact(Versioned, Base):
    """A grant, contract or capital sum that the report tells of."""

    __tablename__ = "funding_fact"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer)
    # The priority whose chapter prints it; None for the finance section.
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    topic: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    # Pounds.
    amount: Mapped[Decimal]
    # "over", "about", "up to, each".
    qualifier: Mapped[str | None] = mapped_column(String(60))
    detail: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))
    period: Mapped[str | None] = mapped_column(String(LONGEST_PERIOD))
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    annual: Mapped[AnnualYear] = relationship()
    priority: Mapped[Priority | None] = relationship()

    @property
    def known_as(self) -> str:
        """What people and refusals call it."""
        return f"Funding fact {self.number}"

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return subject_of(self.annual.year, f"funding {self.number}")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
