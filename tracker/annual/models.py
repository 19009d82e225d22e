"""What an office writes for a year's annual report: its sections, texts and tables. Stories, figures and pictures
have `models_stories`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.rules import LONGEST_HEADING, FinanceSide, SectionKind, TableKind
from tracker.dates import FinancialYear
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.plan.models import Objective, Priority


class AnnualYear(Versioned, Base):
    """A financial year whose annual report is being written. It holds the version of the order of its sections."""

    __tablename__ = "annual_year"
    __table_args__ = (CheckConstraint("length(year) = 7", name="year_key"),)

    id: Mapped[Key]
    # A financial year's key: "2023-24".
    year: Mapped[str] = mapped_column(String(7), unique=True)
    opened_on: Mapped[date]
    opened_by: Mapped[str]
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("annual_picture.id"))
    cover: Mapped[AnnualPicture | None] = relationship()
    sections: Mapped[list[AnnualSection]] = relationship(
        back_populates="annual", order_by="AnnualSection.position, AnnualSection.id"
    )

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear.parse(self.year)


class AnnualSection(Versioned, Base):
    """A section of the report, in its place. One that is not included keeps what was written for it."""

    __tablename__ = "annual_section"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[SectionKind] = mapped_column(enum_type(SectionKind))
    position: Mapped[int] = mapped_column(Integer)
    heading: Mapped[str] = mapped_column(String(LONGEST_HEADING))
    text: Mapped[Words | None]
    included: Mapped[bool] = mapped_column(default=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("annual_picture.id"))
    annual: Mapped[AnnualYear] = relationship(back_populates="sections")
    picture: Mapped[AnnualPicture | None] = relationship()


class AnnualPriorityText(Versioned, Base):
    """How the chapter of a priority begins."""

    __tablename__ = "annual_priority_text"
    __table_args__ = (UniqueConstraint("year_id", "priority_id"),)

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    introduction: Mapped[Words | None]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("annual_picture.id"))
    annual: Mapped[AnnualYear] = relationship()
    priority: Mapped[Priority] = relationship()
    picture: Mapped[AnnualPicture | None] = relationship()


class AnnualObjectiveText(Versioned, Base):
    """What the report says of an objective."""

    __tablename__ = "annual_objective_text"
    __table_args__ = (UniqueConstraint("year_id", "objective_id"),)

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    text: Mapped[Words | None]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("annual_picture.id"))
    annual: Mapped[AnnualYear] = relationship()
    objective: Mapped[Objective] = relationship()
    picture: Mapped[AnnualPicture | None] = relationship()


class AnnualTable(Versioned, Base):
    """The finance table or the shares of spend; it holds the version of its rows, which are saved in one act."""

    __tablename__ = "annual_table"
    __table_args__ = (UniqueConstraint("year_id", "kind"),)

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("annual_year.id"))
    kind: Mapped[TableKind] = mapped_column(enum_type(TableKind))
    # Printed under it.
    note: Mapped[Words | None]
    annual: Mapped[AnnualYear] = relationship()
    lines: Mapped[list[FinanceLine]] = relationship(
        back_populates="table", order_by="FinanceLine.position, FinanceLine.id"
    )
    shares: Mapped[list[SpendShare]] = relationship(
        back_populates="table", order_by="SpendShare.position, SpendShare.id"
    )


class FinanceLine(Base):
    """A line of the finance table: the year's actual and the next year's budget, in £m, as printed."""

    __tablename__ = "finance_line"

    id: Mapped[Key]
    table_id: Mapped[int] = mapped_column(ForeignKey("annual_table.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    side: Mapped[FinanceSide] = mapped_column(enum_type(FinanceSide))
    label: Mapped[str] = mapped_column(String(120))
    actual: Mapped[str] = mapped_column(String(20))
    # None where it was not set yet.
    budget: Mapped[str | None] = mapped_column(String(20))
    is_total: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    table: Mapped[AnnualTable] = relationship(back_populates="lines")


class SpendShare(Base):
    """What a function took of the year's spend, in percent. A share may be negative."""

    __tablename__ = "spend_share"
    __table_args__ = (
        CheckConstraint("percent BETWEEN -1000000000 AND 1000000000", name="percent_possible"),
        CheckConstraint("previous BETWEEN -1000000000 AND 1000000000", name="previous_possible"),
    )

    id: Mapped[Key]
    table_id: Mapped[int] = mapped_column(ForeignKey("annual_table.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    function: Mapped[str] = mapped_column(String(120))
    percent: Mapped[Decimal]
    # The year before's; None for a function that was not told apart then.
    previous: Mapped[Decimal | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    table: Mapped[AnnualTable] = relationship(back_populates="shares")
