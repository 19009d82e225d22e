"""Figures that come worked out, and what analysts write: summaries, commentary, confirmed figures, column maps."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Exact, Instant, Key, Line, Versioned, Words, enum_type
from tracker.measures.models import Measure, MeasureGroup, MeasureLoad
from tracker.measures.rules import CommentaryBlock, Layout, Marking, PeerStatus, TrendWord, YoyUnit
from tracker.measures.rules_exceptions import Direction


class MeasureSummary(Base):
    """The windows that end with a month, as the supplier worked them out; used where the months do not suffice.

    Medians, surveys and supplied rates have no other 3- and 12-month figures (RULES 4); a published table has nothing
    else. What it leaves out is None, which is not nothing.
    """

    __tablename__ = "measure_summary"
    __table_args__ = (
        UniqueConstraint("measure_id", "month", "load_id"),
        CheckConstraint("(yoy IS NULL) = (yoy_unit IS NULL)", name="change_with_its_unit"),
        CheckConstraint("weighting >= 0", name="weighting_not_below_nothing"),
        CheckConstraint("margin >= 0", name="margin_not_below_nothing"),
        Index("ix_measure_summary_load", "load_id"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    load_id: Mapped[int] = mapped_column(ForeignKey("measure_load.id"))
    # The first day of the last month of its windows.
    month: Mapped[date]
    month_value: Mapped[Decimal | None] = mapped_column(Exact)
    three_months: Mapped[Decimal | None] = mapped_column(Exact)
    twelve_months: Mapped[Decimal | None] = mapped_column(Exact)
    # Of the 12 months, plus or minus, in percentage points.
    margin: Mapped[Decimal | None] = mapped_column(Exact)
    yoy: Mapped[Decimal | None] = mapped_column(Exact)
    yoy_unit: Mapped[YoyUnit | None] = mapped_column(enum_type(YoyUnit))
    trend: Mapped[TrendWord | None] = mapped_column(enum_type(TrendWord))
    one: Mapped[Direction | None] = mapped_column(enum_type(Direction, "exception_one"))
    two: Mapped[Direction | None] = mapped_column(enum_type(Direction, "exception_two"))
    three: Mapped[Direction | None] = mapped_column(enum_type(Direction, "exception_three"))
    eight: Mapped[Direction | None] = mapped_column(enum_type(Direction, "exception_eight"))
    # As printed; what the exceptions leave of it is the imported base (RULES 5).
    weighting: Mapped[int | None] = mapped_column(Integer)
    marking: Mapped[Marking] = mapped_column(enum_type(Marking, "summarymarking"))
    note: Mapped[Words | None]
    measure: Mapped[Measure] = relationship()
    load: Mapped[MeasureLoad] = relationship()


class MeasureContext(Versioned, Base):
    """What an analyst says of one measure in one quarter on the dashboard, and how it stands against its peers."""

    __tablename__ = "measure_context"
    __table_args__ = (
        UniqueConstraint("measure_id", "quarter"),
        CheckConstraint("length(quarter) = 10", name="quarter_key"),
        CheckConstraint("peers IS NULL OR peers_basis IS NOT NULL", name="peers_have_a_basis"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    # A quarter's key: "2024-25-Q2".
    quarter: Mapped[str] = mapped_column(String(10), index=True)
    words: Mapped[Words | None]
    # Overrides what the bounds say; “Does not trend with peers” is said in no other way (RULES 4).
    peers: Mapped[PeerStatus | None] = mapped_column(enum_type(PeerStatus))
    peers_basis: Mapped[Line | None]
    measure: Mapped[Measure] = relationship()


class CommentaryPage(Versioned, Base):
    """The commentary of one group in one quarter; its version stands for its blocks and confirmed figures too."""

    __tablename__ = "commentary_page"
    __table_args__ = (
        UniqueConstraint("group_id", "quarter"),
        CheckConstraint("length(quarter) = 10", name="quarter_key"),
    )

    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("measure_group.id"))
    quarter: Mapped[str] = mapped_column(String(10), index=True)
    # Why the Panel should hear of it before it is published; None where there is nothing of the kind.
    no_surprises: Mapped[Words | None]
    group: Mapped[MeasureGroup] = relationship()
    texts: Mapped[list[CommentaryText]] = relationship(back_populates="page", order_by="CommentaryText.block")
    confirmations: Mapped[list[FigureConfirmation]] = relationship(
        back_populates="page", order_by="FigureConfirmation.id"
    )


class CommentaryText(Base):
    """One block of a page. What it said before stands in the log."""

    __tablename__ = "commentary_text"
    __table_args__ = (UniqueConstraint("page_id", "block"),)

    id: Mapped[Key]
    page_id: Mapped[int] = mapped_column(ForeignKey("commentary_page.id"))
    block: Mapped[CommentaryBlock] = mapped_column(enum_type(CommentaryBlock))
    text: Mapped[Words]
    written_by: Mapped[str]
    page: Mapped[CommentaryPage] = relationship(back_populates="texts")


class FigureConfirmation(Base):
    """A figure in the text that is not of its page, with where it comes from. It holds as long as its sentence does."""

    __tablename__ = "figure_confirmation"
    __table_args__ = (UniqueConstraint("page_id", "sentence_digest", "figure"),)

    id: Mapped[Key]
    page_id: Mapped[int] = mapped_column(ForeignKey("commentary_page.id"))
    # SHA-256 of the sentence as it stood, in hexadecimal.
    sentence_digest: Mapped[str] = mapped_column(String(64))
    figure: Mapped[str] = mapped_column(String(60))
    source: Mapped[Line]
    confirmed_on: Mapped[date]
    confirmed_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    page: Mapped[CommentaryPage] = relationship(back_populates="confirmations")


class ColumnMap(Versioned, Base):
    """How the files of one source system are read: which column, by its heading, is what."""

    __tablename__ = "column_map"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(120), unique=True)
    layout: Mapped[Layout] = mapped_column(enum_type(Layout))
    columns: Mapped[list[ColumnMapLine]] = relationship(back_populates="map", order_by="ColumnMapLine.id")


class ColumnMapLine(Base):
    """One column of a map. In a wide layout the months name themselves and have no line."""

    __tablename__ = "column_map_line"
    __table_args__ = (UniqueConstraint("map_id", "role"),)

    id: Mapped[Key]
    map_id: Mapped[int] = mapped_column(ForeignKey("column_map.id"))
    # What it holds, one of rules_columns.Role; no CHECK, so that a later version may add roles.
    role: Mapped[str] = mapped_column(String(40))
    heading: Mapped[Line]
    map: Mapped[ColumnMap] = relationship(back_populates="columns")
