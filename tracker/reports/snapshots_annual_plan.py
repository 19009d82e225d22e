"""What an annual report says of a priority: its objectives, and what its year's records hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.measures.rules import Polarity, Unit
from tracker.measures.rules_words import NONE_RECORDED
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_year_marks import YearMark, YearOutcome
from tracker.reports.snapshots_annual_words import FigureFacts, FundingFacts, PictureFacts, StoryFacts
from tracker.risks.rules import Direction, RiskKind, RiskState


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """An outcome of one of the year's quarters. `text` is what is printed, `recorded` what the quarter itself says
    where somebody worded it anew for the year; None where they are the same.
    """

    quarter: str
    months: str
    text: str
    recorded: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFacts:
    """What happened to work in the year beside its progress: a word, the same in full, why and since when."""

    kind: YearMark
    word: str
    words: str
    reason: str | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A piece of work over the year: its wording and due date as they stood on the last day that counts.

    `start` is the % on the last day of the year before, None for work without any progress by then. `updated_on` is the
    day of the last progress up to the last day that counts, None without any; `updated_in_year` whether it lies in the
    year. Work that went on under a new reference within the year is one row; `earlier` are its older references.
    """

    reference: str
    earlier: tuple[str, ...]
    objective: str | None
    action: str
    due_text: str
    due_end: date
    start: int | None
    progress: int
    status: ProgressStatus
    status_word: str
    outcome: YearOutcome
    outcome_word: str
    updated_on: date | None
    updated_in_year: bool
    note: str | None
    completed_on: date | None
    closed_reason: str | None
    marks: tuple[MarkFacts, ...]
    overdue: bool
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMonths:
    """The months of a measure in the year, and in the year before, April first; None for a gap."""

    year: tuple[Decimal | None, ...]
    before: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMeasure:
    """A measure over the twelve months that end with its group's newest month of the year.

    The words are those of the highlight report's table. `months` is None where fewer than two months of the year have a
    value; `value` and `previous` are the twelve months and those before as numbers, rounded as they are printed.
    `withheld` are the marked months that something of the row is worked out from: that is left out.
    """

    code: str
    name: str
    unit: Unit
    polarity: Polarity
    twelve_months: str
    twelve_months_before: str
    year_on_year: str
    value: Decimal | None
    previous: Decimal | None
    months: YearMonths | None
    notes: tuple[str, ...]
    withheld: tuple[date, ...]

    @property
    def has_change_alone(self) -> bool:
        """Whether a year on year was supplied without the figure of the 12 months before."""
        return self.twelve_months_before == NONE_RECORDED and self.year_on_year[:1] in set("+-−0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMeasures:
    """A group of measures; `month` is the newest one of the year."""

    group: str
    month: date
    rows: tuple[YearMeasure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMoved:
    """A risk or issue that a quarter of the year printed and that moved in it; `moved` says how, in a sentence."""

    reference: str
    kind: RiskKind
    kind_word: str
    wording: str
    raised_on: date
    state: RiskState
    state_word: str
    start_score: int | None
    score: int | None
    band_word: str | None
    direction: Direction | None
    direction_word: str | None
    moved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveFacts:
    """An objective with what was written and recorded under it; `parts` are those one level down."""

    code: str
    level_name: str
    title: str
    text: str | None
    picture: PictureFacts | None
    figures: tuple[FigureFacts, ...]
    stories: tuple[StoryFacts, ...]
    outcomes: tuple[OutcomeLine, ...]
    parts: tuple[ObjectiveFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One priority of a plan in force in the year. `outcomes` are those under none of its objectives.

    `chosen` tells that somebody chose the outcomes; else all that its quarters recorded are there.
    """

    plan_code: str
    number: int
    title: str
    lead: str | None
    introduction: str | None
    picture: PictureFacts | None
    figures: tuple[FigureFacts, ...]
    funding: tuple[FundingFacts, ...]
    stories: tuple[StoryFacts, ...]
    objectives: tuple[ObjectiveFacts, ...]
    chosen: bool
    outcomes: tuple[OutcomeLine, ...]
    deliverables: tuple[YearRow, ...]
    measures: tuple[YearMeasures, ...]
    risks: tuple[RiskMoved, ...]

    @property
    def every_objective(self) -> tuple[ObjectiveFacts, ...]:
        """All levels, in printed order."""
        return tuple(found for each in self.objectives for found in (each, *each.parts))

    @property
    def every_outcome(self) -> tuple[OutcomeLine, ...]:
        return (*self.outcomes, *(line for each in self.every_objective for line in each.outcomes))

    @property
    def every_story(self) -> tuple[StoryFacts, ...]:
        return (*self.stories, *(story for each in self.every_objective for story in each.stories))

    @property
    def every_figure(self) -> tuple[FigureFacts, ...]:
        return (*self.figures, *(figure for each in self.every_objective for figure in each.figures))
