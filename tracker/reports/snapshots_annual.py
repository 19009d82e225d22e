"""What an annual report says, frozen: words and figures, no keys of rows, and its pictures by their hash.

As `snapshots` is for highlight reports: the canonical JSON is what is stored, hashed, published and downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from tracker.annual.rules import SectionKind
from tracker.inspections.rules import FindingType, PanelStatus
from tracker.reports.snapshots import STRICT, AcronymFacts, OfficeFacts, PlanFacts, canonical, hash_of, read_as
from tracker.reports.snapshots_annual_plan import Chapter, YearMeasure, YearRow
from tracker.reports.snapshots_annual_words import FigureFacts, MoneyFacts, PictureFacts, SectionFacts, StoryFacts

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """The financial year reported: its key ("2023-24"), how it is printed, its first and last day."""

    key: str
    label: str
    days: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterHeld:
    """A quarter of the year and what is on record of it: how many progress updates and outcomes."""

    key: str
    months: str
    begun: bool
    updates: int
    outcomes: int

    @property
    def has_records(self) -> bool:
        return bool(self.updates or self.outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeColumn:
    """An inspection and its own scale, the best grade first."""

    title: str
    scale: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLine:
    """An area and its grade in each inspection; None where it was not graded."""

    area: str
    grades: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeYears:
    """Grades over the years, the oldest inspection first."""

    columns: tuple[GradeColumn, ...]
    rows: tuple[GradeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingMoved:
    """A finding that came, closed or was spoken of in the year; `moved` says how, in a sentence."""

    reference: str
    kind: FindingType
    kind_word: str
    inspection_title: str
    text: str
    force_word: str
    panel: PanelStatus
    panel_word: str
    closed_on: date | None
    moved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts:
    """What inspections brought in the year; `open_findings` counts those open on the last day that counts."""

    grades: GradeYears | None
    findings: tuple[FindingMoved, ...]
    open_findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualSnapshot:
    """The content of one annual report as at a day.

    `opened` tells that somebody began to write it. `sections` are those included, in their order; that of the
    priorities stands for the `chapters`. `figures` are the headline figures that stand in no chapter.
    """

    __pydantic_config__ = STRICT

    schema: Literal[1] = SCHEMA
    report: Literal["annual"] = "annual"
    as_at: date
    year: YearFacts
    office: OfficeFacts
    commissioner: str | None
    opened: bool
    cover: PictureFacts | None
    plans: tuple[PlanFacts, ...]
    quarters: tuple[QuarterHeld, ...]
    sections: tuple[SectionFacts, ...]
    chapters: tuple[Chapter, ...]
    figures: tuple[FigureFacts, ...]
    inspections: InspectionFacts
    money: MoneyFacts
    # Left out where there are none: so what was kept before reports had acronyms reads and hashes as it did.
    acronyms: Annotated[tuple[AcronymFacts, ...], Field(exclude_if=lambda found: not found)] = ()

    @property
    def rows(self) -> tuple[YearRow, ...]:
        """Every deliverable of the report, in printed order."""
        return tuple(row for chapter in self.chapters for row in chapter.deliverables)

    @property
    def measure_rows(self) -> tuple[YearMeasure, ...]:
        """Every measure of the report, in printed order."""
        return tuple(row for chapter in self.chapters for group in chapter.measures for row in group.rows)

    @property
    def withheld(self) -> tuple[YearMeasure, ...]:
        """The measures with a figure marked OFFICIAL SENSITIVE that nobody has cleared: they block publication."""
        return tuple(row for row in self.measure_rows if row.withheld)

    @property
    def foreword(self) -> SectionFacts | None:
        """None where the report has none."""
        return next((each for each in self.sections if each.kind is SectionKind.FOREWORD), None)

    @property
    def stories(self) -> tuple[StoryFacts, ...]:
        """Every case study and quotation, in printed order within chapters and within sections."""
        in_sections = (story for section in self.sections for story in section.stories)
        return (*in_sections, *(story for chapter in self.chapters for story in chapter.every_story))

    @property
    def pictures(self) -> tuple[PictureFacts, ...]:
        """Every picture that is printed, each once."""
        return tuple({each.sha256: each for each in self._shown() if each is not None}.values())

    def _shown(self) -> Iterator[PictureFacts | None]:
        yield self.cover
        yield from (section.picture for section in self.sections)
        for chapter in self.chapters:
            yield chapter.picture
            yield from (objective.picture for objective in chapter.every_objective)
        yield from (story.picture for story in self.stories)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded or written for the year."""
        return not (self.opened or any(quarter.has_records for quarter in self.quarters))

    @property
    def has_nothing(self) -> bool:
        """Whether there is nothing to report on: no plan was in force in the year, and it is empty."""
        return self.is_empty and not self.plans

    def to_json(self) -> bytes:
        """Canonical: sorted keys, no blanks, UTF-8, dates as ISO 8601. The same snapshot gives the same bytes."""
        return canonical(_ADAPTER, self)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hash_of(self.to_json())

    @classmethod
    def from_json(cls, text: bytes) -> AnnualSnapshot:
        """The snapshot `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_ADAPTER, text)


_ADAPTER: Final = TypeAdapter(AnnualSnapshot)
