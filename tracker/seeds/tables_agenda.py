"""Seed files of agendas: the template they begin with, their items, and what each item said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.packs.rules_agenda import ItemKind, Part
from tracker.seeds.tables_panel import MEETING
from tracker.seeds.tables_row import Between, Count, Line, Longest, Place, Refers, SeedRow

Presenter = Annotated[str, Longest(200)]
Paragraph = Annotated[int, Between(1, 7)]


@dataclass(frozen=True, kw_only=True)
class TemplateLineRow(SeedRow):
    FILE: ClassVar[str] = "agenda_template.csv"
    KEY: ClassVar[tuple[str, ...]] = ("number",)

    number: Count
    position: Place
    kind: ItemKind
    title: Line
    text: str | None
    presenter: Presenter | None
    paper_expected: bool
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class AgendaRow(SeedRow):
    FILE: ClassVar[str] = "agendas.csv"
    KEY: ClassVar[tuple[str, ...]] = ("meeting_day", "meeting_number")
    REFERS: ClassVar[tuple[Refers, ...]] = (MEETING,)

    meeting_day: date
    meeting_number: Count


@dataclass(frozen=True, kw_only=True)
class AgendaItemRow(SeedRow):
    """`serial` counts the items of an agenda as they were made; `printed` is the number in a published pack."""

    FILE: ClassVar[str] = "agenda_items.csv"
    KEY: ClassVar[tuple[str, ...]] = ("meeting_day", "meeting_number", "serial")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("meeting_day", "meeting_number"), "agendas.csv"),)

    meeting_day: date
    meeting_number: Count
    serial: Count
    position: Place
    printed: Count | None
    added_on: date
    urgency: str | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class AgendaWordingRow(SeedRow):
    """What an item said; the last row of an item counts. Of an exempt one only title and paragraph are public."""

    FILE: ClassVar[str] = "agenda_wordings.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("meeting_day", "meeting_number", "item"), "agenda_items.csv"),)

    meeting_day: date
    meeting_number: Count
    item: Count
    part: Part
    kind: ItemKind
    title: Line
    text: str | None
    presenter: Presenter | None
    paper_expected: bool
    owed_by: Presenter | None
    paragraph: Paragraph | None
    description: str | None
    public_interest: str | None
    reason: str | None
    by: Line
