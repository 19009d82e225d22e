"""Seed files of figures that come worked out, and of what analysts write about measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from tracker.measures.rules import CommentaryBlock, Layout, Marking, PeerStatus, TrendWord, YoyUnit
from tracker.measures.rules_exceptions import Direction
from tracker.seeds.tables_measures import OF_GROUP, OF_LOAD, OF_MEASURE, Digest, MeasureCode
from tracker.seeds.tables_row import Code, Count, Line, Longest, Month, Name, Refers, SeedRow

QuarterKey = Annotated[str, Longest(10)]

_OF_PAGE = Refers(("plan", "priority", "group", "quarter"), "commentary_pages.csv")


@dataclass(frozen=True, kw_only=True)
class MeasureSummaryRow(SeedRow):
    """The windows that end with a month, as supplied; an empty cell was not supplied, which is not nothing."""

    FILE: ClassVar[str] = "measure_summaries.csv"
    KEY: ClassVar[tuple[str, ...]] = ("load", "measure", "month")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_LOAD, OF_MEASURE)

    load: Count
    measure: MeasureCode
    month: Month
    month_value: Decimal | None
    three_months: Decimal | None
    twelve_months: Decimal | None
    margin: Decimal | None
    yoy: Decimal | None
    yoy_unit: YoyUnit | None
    trend: TrendWord | None
    one: Direction | None
    two: Direction | None
    three: Direction | None
    eight: Direction | None
    weighting: int | None
    marking: Marking
    note: str | None


@dataclass(frozen=True, kw_only=True)
class MeasureContextRow(SeedRow):
    """What is said of a measure in a quarter on the dashboard."""

    FILE: ClassVar[str] = "measure_contexts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("measure", "quarter")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_MEASURE,)

    measure: MeasureCode
    quarter: QuarterKey
    words: str | None
    peers: PeerStatus | None
    peers_basis: Line | None


@dataclass(frozen=True, kw_only=True)
class CommentaryPageRow(SeedRow):
    """The commentary of a group in a quarter; `no_surprises` says why the Panel should hear of it first."""

    FILE: ClassVar[str] = "commentary_pages.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "group", "quarter")
    REFERS: ClassVar[tuple[Refers, ...]] = (OF_GROUP,)

    plan: Code
    priority: Count
    group: Name
    quarter: QuarterKey
    no_surprises: str | None


@dataclass(frozen=True, kw_only=True)
class CommentaryTextRow(SeedRow):
    FILE: ClassVar[str] = "commentary_texts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "group", "quarter", "block")
    REFERS: ClassVar[tuple[Refers, ...]] = (_OF_PAGE,)

    plan: Code
    priority: Count
    group: Name
    quarter: QuarterKey
    block: CommentaryBlock
    text: str
    written_by: Line


@dataclass(frozen=True, kw_only=True)
class FigureConfirmationRow(SeedRow):
    """A figure in the text that comes from elsewhere; `sentence_digest` is the SHA-256 of its sentence."""

    FILE: ClassVar[str] = "figure_confirmations.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "group", "quarter", "sentence_digest", "figure")
    REFERS: ClassVar[tuple[Refers, ...]] = (_OF_PAGE,)

    plan: Code
    priority: Count
    group: Name
    quarter: QuarterKey
    sentence_digest: Digest
    figure: Annotated[str, Longest(60)]
    source: Line
    confirmed_on: date
    confirmed_by: Line


@dataclass(frozen=True, kw_only=True)
class ColumnMapRow(SeedRow):
    """How the files of a source system are read."""

    FILE: ClassVar[str] = "column_maps.csv"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: Name
    layout: Layout


@dataclass(frozen=True, kw_only=True)
class ColumnMapLineRow(SeedRow):
    """One column of a map, by its heading."""

    FILE: ClassVar[str] = "column_map_lines.csv"
    KEY: ClassVar[tuple[str, ...]] = ("map", "role")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("map",), "column_maps.csv"),)

    map: Name
    role: Code
    heading: Line
