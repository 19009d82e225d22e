"""Seed files of measures: their groups, their figures by load, targets, baselines and peers.

What comes worked out, and what analysts write, has `tables_summaries`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from tracker.measures.rules import Engine, LoadSource, Marking, MeasureType, Polarity, TargetSense, Unit, ValueState
from tracker.seeds.tables_row import Code, Count, Line, Longest, Month, Name, Place, Refers, SeedRow

MeasureCode = Annotated[str, Longest(60)]
Digest = Annotated[str, Longest(64)]

OF_MEASURE = Refers(("measure",), "measures.csv")
OF_LOAD = Refers(("load",), "measure_loads.csv")
OF_GROUP = Refers(("plan", "priority", "group"), "measure_groups.csv")


@dataclass(frozen=True, kw_only=True)
class MeasureGroupRow(SeedRow):
    """Measures that share a page of the report and its commentary."""

    FILE: ClassVar[str] = "measure_groups.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "name")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan", "priority"), "priorities.csv"),)

    plan: Code
    priority: Count
    position: Place
    name: Name


@dataclass(frozen=True, kw_only=True)
class MeasureRow(SeedRow):
    """`parent` is the measure of the whole that this one counts an area of; its group is one of its priority."""

    FILE: ClassVar[str] = "measures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("code",)
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("plan", "priority"), "priorities.csv"),
        OF_GROUP,
        Refers(("parent",), "measures.csv"),
        Refers(("related",), "measures.csv"),
    )

    code: MeasureCode
    name: Line
    kind: MeasureType
    unit: Unit
    polarity: Polarity
    polarity_basis: Line | None
    data_source: Line | None
    plan: Code
    priority: Count
    group: Name | None
    position: Place
    parent: MeasureCode | None
    area: Annotated[str, Longest(60)] | None
    areas_note: str | None
    related: MeasureCode | None
    engine: Engine
    note: str | None
    withdrawn_on: date | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class MeasureLoadRow(SeedRow):
    """One vintage of figures; a later number stands above an earlier one. `file` is the SHA-256 of a stored file."""

    FILE: ClassVar[str] = "measure_loads.csv"
    KEY: ClassVar[tuple[str, ...]] = ("number",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("file",), "stored_files.csv"),)

    number: Count
    source: LoadSource
    origin: Line
    file: Digest | None
    loaded_on: date
    loaded_by: Line
    note: str | None


@dataclass(frozen=True, kw_only=True)
class MeasureValueRow(SeedRow):
    """The figure of a month: percentages without the sign, durations in seconds; a withdrawn one has no value."""

    FILE: ClassVar[str] = "measure_values.csv"
    KEY: ClassVar[tuple[str, ...]] = ("load", "measure", "month")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_LOAD, OF_MEASURE)

    load: Count
    measure: MeasureCode
    month: Month
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    margin: Decimal | None
    state: ValueState
    marking: Marking
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class MarkingClearanceRow(SeedRow):
    """A marked figure that somebody cleared for publication."""

    FILE: ClassVar[str] = "marking_clearances.csv"
    KEY: ClassVar[tuple[str, ...]] = ("load", "measure", "month")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("load", "measure", "month"), "measure_values.csv"),)

    load: Count
    measure: MeasureCode
    month: Month
    reason: str
    cleared_on: date
    cleared_by: Line


@dataclass(frozen=True, kw_only=True)
class MeasureTargetRow(SeedRow):
    """A service level from a month on."""

    FILE: ClassVar[str] = "measure_targets.csv"
    KEY: ClassVar[tuple[str, ...]] = ("measure", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_MEASURE,)

    measure: MeasureCode
    number: Count
    sense: TargetSense
    value: Decimal
    from_month: Month
    basis: Line | None
    set_on: date
    set_by: Line
    withdrawn_on: date | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class MeasureBaselineRow(SeedRow):
    """A month at which the control chart begins anew."""

    FILE: ClassVar[str] = "measure_baselines.csv"
    KEY: ClassVar[tuple[str, ...]] = ("measure", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_MEASURE,)

    measure: MeasureCode
    number: Count
    from_month: Month
    reason: str
    set_on: date
    set_by: Line
    withdrawn_on: date | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class PeerFigureRow(SeedRow):
    """How the peer group stood in a month; `own` is what is compared, where it is not the month's own figure."""

    FILE: ClassVar[str] = "peer_figures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("load", "measure", "month")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_LOAD, OF_MEASURE)

    load: Count
    measure: MeasureCode
    month: Month
    peer_group: Name
    own: Decimal | None
    lower: Decimal
    average: Decimal
    upper: Decimal
