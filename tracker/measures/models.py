"""Measures, and all that is said of one: its figures by month, its targets, its peers and its baselines (RULES 4).

Figures are append-only. Each belongs to a load; the figure in force for a month is that of the newest load that has
one, so that a report keeps the figures it was signed with by keeping the number of the newest load it saw.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Exact, Instant, Key, Line, Versioned, Words, enum_type
from tracker.files.models import StoredFile
from tracker.measures.rules import Engine, LoadSource, Marking, MeasureType, Polarity, TargetSense, Unit, ValueState
from tracker.plan.models import Priority


class MeasureGroup(Versioned, Base):
    """The measures that share a page of the report and its commentary, such as “Domestic Abuse”."""

    __tablename__ = "measure_group"
    __table_args__ = (UniqueConstraint("priority_id", "name"),)

    id: Mapped[Key]
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    priority: Mapped[Priority] = relationship()
    measures: Mapped[list[Measure]] = relationship(
        back_populates="group", order_by="Measure.position, Measure.id", foreign_keys="Measure.group_id"
    )


class Measure(Versioned, Base):
    """What is counted, how its months combine, and which way is better. Withdrawn, never deleted."""

    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("(parent_id IS NULL) = (area IS NULL)", name="areas_have_a_whole"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_with_reason"),
        UniqueConstraint("parent_id", "area"),
    )

    id: Mapped[Key]
    # As the office writes it: letters, digits and underscores.
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Line]
    kind: Mapped[MeasureType] = mapped_column(enum_type(MeasureType))
    unit: Mapped[Unit] = mapped_column(enum_type(Unit))
    polarity: Mapped[Polarity] = mapped_column(enum_type(Polarity))
    polarity_basis: Mapped[Line | None]
    data_source: Mapped[Line | None]
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("measure_group.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    # A breakdown: the measure of the whole, and the area this one counts.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    area: Mapped[str | None] = mapped_column(String(60))
    # Of a whole: why its areas do not add up to it.
    areas_note: Mapped[Words | None]
    # The nearest measure of another plan; what it counts may differ.
    related_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    engine: Mapped[Engine] = mapped_column(enum_type(Engine, "measureengine"))
    note: Mapped[Words | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[Words | None]
    priority: Mapped[Priority] = relationship()
    group: Mapped[MeasureGroup | None] = relationship(back_populates="measures", foreign_keys=[group_id])
    parent: Mapped[Measure | None] = relationship(
        remote_side="Measure.id", foreign_keys=[parent_id], back_populates="areas"
    )
    areas: Mapped[list[Measure]] = relationship(
        back_populates="parent", foreign_keys=[parent_id], order_by="Measure.position, Measure.id"
    )
    related: Mapped[Measure | None] = relationship(remote_side="Measure.id", foreign_keys=[related_id])
    targets: Mapped[list[MeasureTarget]] = relationship(back_populates="measure", order_by="MeasureTarget.number")
    baselines: Mapped[list[MeasureBaseline]] = relationship(
        back_populates="measure", order_by="MeasureBaseline.from_month, MeasureBaseline.number"
    )


class MeasureLoad(Base):
    """One vintage: a file that was loaded, or what was entered by hand in one act. Numbered in the order of loading."""

    __tablename__ = "measure_load"

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(Integer, unique=True)
    source: Mapped[LoadSource] = mapped_column(enum_type(LoadSource))
    # The name of the file or, where there is none, where the figures come from.
    origin: Mapped[Line]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    loaded_on: Mapped[date]
    loaded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    loaded_by: Mapped[str]
    note: Mapped[Words | None]
    file: Mapped[StoredFile | None] = relationship()


class MeasureValue(Base):
    """The figure of one month in one load. A withdrawn one has no value and says why."""

    __tablename__ = "measure_value"
    __table_args__ = (
        UniqueConstraint("measure_id", "month", "load_id"),
        CheckConstraint("(state = 'withdrawn') = (value IS NULL)", name="withdrawn_has_no_value"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="parts_together"),
        CheckConstraint("denominator > 0", name="denominator_above_nothing"),
        CheckConstraint("margin >= 0", name="margin_not_below_nothing"),
        CheckConstraint("state NOT IN ('withdrawn', 'not_comparable') OR reason IS NOT NULL", name="says_why"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    load_id: Mapped[int] = mapped_column(ForeignKey("measure_load.id"), index=True)
    # Its first day.
    month: Mapped[date]
    # Percentages without the sign, durations in seconds.
    value: Mapped[Decimal | None] = mapped_column(Exact)
    # Of a rate: the parts; of a mean time: total time in seconds and cases.
    numerator: Mapped[Decimal | None] = mapped_column(Exact)
    denominator: Mapped[Decimal | None] = mapped_column(Exact)
    # Of a survey: plus or minus, in percentage points.
    margin: Mapped[Decimal | None] = mapped_column(Exact)
    state: Mapped[ValueState] = mapped_column(enum_type(ValueState))
    marking: Mapped[Marking] = mapped_column(enum_type(Marking))
    reason: Mapped[Words | None]
    measure: Mapped[Measure] = relationship()
    load: Mapped[MeasureLoad] = relationship()


class MarkingClearance(Base):
    """Somebody decided that a figure marked OFFICIAL SENSITIVE may be published, and said why."""

    __tablename__ = "marking_clearance"

    id: Mapped[Key]
    value_id: Mapped[int] = mapped_column(ForeignKey("measure_value.id"), unique=True)
    reason: Mapped[Words]
    cleared_on: Mapped[date]
    cleared_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    value: Mapped[MeasureValue] = relationship()


class MeasureTarget(Base):
    """A service level the measure must reach, from a month on until the next one or its withdrawal."""

    __tablename__ = "measure_target"
    __table_args__ = (
        UniqueConstraint("measure_id", "number"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_with_reason"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    number: Mapped[int] = mapped_column(Integer)
    sense: Mapped[TargetSense] = mapped_column(enum_type(TargetSense))
    value: Mapped[Decimal] = mapped_column(Exact)
    from_month: Mapped[date]
    # Who set it and where it is written.
    basis: Mapped[Line | None]
    set_on: Mapped[date]
    set_by: Mapped[str]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[Words | None]
    measure: Mapped[Measure] = relationship(back_populates="targets")


class MeasureBaseline(Base):
    """A month at which the control chart begins anew, by hand, with the reason (RULES 5)."""

    __tablename__ = "measure_baseline"
    __table_args__ = (
        UniqueConstraint("measure_id", "number"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_with_reason"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    number: Mapped[int] = mapped_column(Integer)
    from_month: Mapped[date]
    reason: Mapped[Words]
    set_on: Mapped[date]
    set_by: Mapped[str]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[Words | None]
    measure: Mapped[Measure] = relationship(back_populates="baselines")


class PeerFigure(Base):
    """How the peer group stood in one month, as the supplier of the figures gives it, in one load."""

    __tablename__ = "peer_figure"
    __table_args__ = (
        UniqueConstraint("measure_id", "month", "load_id"),
        CheckConstraint("lower <= average AND average <= upper", name="bounds_in_order"),
        Index("ix_peer_figure_load", "load_id"),
    )

    id: Mapped[Key]
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    load_id: Mapped[int] = mapped_column(ForeignKey("measure_load.id"))
    month: Mapped[date]
    peer_group: Mapped[str] = mapped_column(String(120))
    # What is compared with the bounds, where it is not the month's own figure, such as a rate per 1,000 people.
    own: Mapped[Decimal | None] = mapped_column(Exact)
    lower: Mapped[Decimal] = mapped_column(Exact)
    average: Mapped[Decimal] = mapped_column(Exact)
    upper: Mapped[Decimal] = mapped_column(Exact)
    measure: Mapped[Measure] = relationship()
    load: Mapped[MeasureLoad] = relationship()
