"""Seed files of what an office writes for its annual reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from tracker.annual.rules import (
    LONGEST_CAPTION,
    LONGEST_HEADING,
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_PERIOD,
    LONGEST_QUALIFIER,
    LONGEST_SPEAKER,
    LONGEST_VALUE,
    LONGEST_WORDS,
    FigurePlace,
    FinanceSide,
    SectionKind,
    StoryKind,
    TableKind,
)
from tracker.annual.rules_pictures import LONGEST_CONSENT, LONGEST_CREDIT
from tracker.files.rules import LONGEST_NAME
from tracker.seeds.tables_findings import Digest
from tracker.seeds.tables_row import Code, Count, Line, Longest, Name, Place, Refers, SeedRow

Year = Annotated[str, Longest(7)]
Heading = Annotated[str, Longest(LONGEST_HEADING)]
Value = Annotated[str, Longest(LONGEST_VALUE)]
Period = Annotated[str, Longest(LONGEST_PERIOD)]
Note = Annotated[str, Longest(LONGEST_NOTE)]
Label = Annotated[str, Longest(LONGEST_LABEL)]
Amount = Annotated[str, Longest(20)]
ObjectiveCode = Annotated[str, Longest(20)]

YEAR = Refers(("year",), "annual_years.csv")
PICTURE = Refers(("year", "picture"), "annual_pictures.csv")
PRIORITY = Refers(("plan", "priority"), "priorities.csv")
OBJECTIVE = Refers(("plan", "priority", "objective"), "objectives.csv")


@dataclass(frozen=True, kw_only=True)
class AnnualYearRow(SeedRow):
    FILE: ClassVar[str] = "annual_years.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("year", "cover"), "annual_pictures.csv"),)

    year: Year
    opened_on: date
    opened_by: Line
    cover: Count | None


@dataclass(frozen=True, kw_only=True)
class AnnualPictureRow(SeedRow):
    FILE: ClassVar[str] = "annual_pictures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR, Refers(("file",), "stored_files.csv"))

    year: Year
    number: Count
    name: Annotated[str, Longest(LONGEST_NAME)]
    file: Digest
    width: Count
    height: Count
    words: Annotated[str, Longest(LONGEST_WORDS)]
    caption: Annotated[str, Longest(LONGEST_CAPTION)] | None
    credit: Annotated[str, Longest(LONGEST_CREDIT)] | None
    shows_people: bool
    consent_by: Annotated[str, Longest(LONGEST_CONSENT)] | None
    consent_on: date | None
    consent_until: date | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class AnnualSectionRow(SeedRow):
    FILE: ClassVar[str] = "annual_sections.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR, PICTURE)

    year: Year
    number: Count
    kind: SectionKind
    position: Place
    heading: Heading
    text: str | None
    included: bool
    picture: Count | None


@dataclass(frozen=True, kw_only=True)
class AnnualPriorityTextRow(SeedRow):
    FILE: ClassVar[str] = "annual_priority_texts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "plan", "priority")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR, PICTURE, PRIORITY)

    year: Year
    plan: Code
    priority: Count
    introduction: str | None
    picture: Count | None


@dataclass(frozen=True, kw_only=True)
class AnnualObjectiveTextRow(SeedRow):
    FILE: ClassVar[str] = "annual_objective_texts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "plan", "priority", "objective")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR, PICTURE, OBJECTIVE)

    year: Year
    plan: Code
    priority: Count
    objective: ObjectiveCode
    text: str | None
    picture: Count | None


@dataclass(frozen=True, kw_only=True)
class AnnualStoryRow(SeedRow):
    """It stands under a section, a priority, or an objective of one."""

    FILE: ClassVar[str] = "annual_stories.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        YEAR,
        Refers(("year", "section"), "annual_sections.csv"),
        PRIORITY,
        OBJECTIVE,
        PICTURE,
    )

    year: Year
    number: Count
    kind: StoryKind
    section: Count | None
    plan: Code | None
    priority: Count | None
    objective: ObjectiveCode | None
    position: Place
    title: Heading | None
    text: str
    speaker: Annotated[str, Longest(LONGEST_SPEAKER)] | None
    picture: Count | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class AnnualFigureRow(SeedRow):
    FILE: ClassVar[str] = "annual_figures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR, PRIORITY, OBJECTIVE)

    year: Year
    number: Count
    place: FigurePlace
    plan: Code | None
    priority: Count | None
    objective: ObjectiveCode | None
    position: Place
    value: Value
    label: Label
    period: Period
    previous: Value | None
    previous_period: Period | None
    note: Note | None
    source: Note | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class FundingFactRow(SeedRow):
    FILE: ClassVar[str] = "funding_facts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR, PRIORITY)

    year: Year
    number: Count
    plan: Code | None
    priority: Count | None
    position: Place
    topic: Label
    amount: Decimal
    qualifier: Annotated[str, Longest(LONGEST_QUALIFIER)] | None
    detail: Note | None
    period: Period | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class AnnualTableRow(SeedRow):
    FILE: ClassVar[str] = "annual_tables.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "kind")
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR,)

    year: Year
    kind: TableKind
    note: str | None


@dataclass(frozen=True, kw_only=True)
class FinanceLineRow(SeedRow):
    """Amounts in £m, as printed."""

    FILE: ClassVar[str] = "finance_lines.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR,)

    year: Year
    position: Place
    side: FinanceSide
    label: Name
    actual: Amount
    budget: Amount | None
    is_total: bool
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class SpendShareRow(SeedRow):
    FILE: ClassVar[str] = "spend_shares.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (YEAR,)

    year: Year
    position: Place
    function: Name
    percent: Decimal
    previous: Decimal | None
    withdrawn: bool
