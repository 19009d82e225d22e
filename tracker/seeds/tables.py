"""The files of a seed set: a frozen class per file, a field per column, in the order they are written.

Rows name each other by what people call them (codes, references, email addresses), never by a database's numbers.
Moments of recording are not kept. Within a deliverable, `number` counts in the order things were recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, time
from typing import Annotated, ClassVar, Final, TypeVar, cast

from tracker.access import Role
from tracker.panel.rules import PanelRole
from tracker.plan.rules import PlanStatus, Precision, ProgressStatus, QuarterReading, Rag
from tracker.reports.rules import EntryKind


@dataclass(frozen=True, slots=True)
class Longest:
    """How many characters a text may have."""

    characters: int


@dataclass(frozen=True, slots=True)
class Between:
    """The smallest and the largest whole number, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class MayBeEmpty:
    """An empty cell is an empty text, not a missing one."""


@dataclass(frozen=True, slots=True)
class Refers:
    """These columns together name a row of `file` by its key; an empty one names none."""

    columns: tuple[str, ...]
    file: str


Name = Annotated[str, Longest(120)]
Line = Annotated[str, Longest(300)]
Email = Annotated[str, Longest(254)]
Reference = Annotated[str, Longest(20)]
Count = Annotated[int, Between(1, 100_000)]
Place = Annotated[int, Between(0, 1_000_000)]


@dataclass(frozen=True, kw_only=True)
class SeedRow:
    """One row of one file. `line` is its row as a spreadsheet shows it: the header is row 1."""

    FILE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ()
    REFERS: ClassVar[tuple[Refers, ...]] = ()

    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class OfficeSettingRow(SeedRow):
    FILE: ClassVar[str] = "office_settings.csv"

    key: Annotated[str, Longest(60)]
    value: Annotated[str, MayBeEmpty()]
    effective_on: date
    set_by: Line


@dataclass(frozen=True, kw_only=True)
class OfficeHolderRow(SeedRow):
    FILE: ClassVar[str] = "office_holders.csv"

    office: Name
    name: Name
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, kw_only=True)
class PersonRow(SeedRow):
    FILE: ClassVar[str] = "people.csv"
    KEY: ClassVar[tuple[str, ...]] = ("email",)

    email: Email
    name: Name
    role: Role
    job_title: Name | None
    disabled: bool


@dataclass(frozen=True, kw_only=True)
class DeputyRow(SeedRow):
    FILE: ClassVar[str] = "deputies.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("person",), "people.csv"), Refers(("deputy",), "people.csv"))

    person: Email
    deputy: Email
    starts_on: date
    ends_on: date | None
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class PlanRow(SeedRow):
    FILE: ClassVar[str] = "plans.csv"
    KEY: ClassVar[tuple[str, ...]] = ("code",)

    code: Annotated[str, Longest(40)]
    title: Line
    starts: date
    ends: date
    status: PlanStatus
    note: str | None


@dataclass(frozen=True, kw_only=True)
class PriorityRow(SeedRow):
    FILE: ClassVar[str] = "priorities.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan",), "plans.csv"), Refers(("lead",), "people.csv"))

    plan: Annotated[str, Longest(40)]
    number: Count
    title: Line
    lead: Email | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class ObjectiveRow(SeedRow):
    FILE: ClassVar[str] = "objectives.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "code")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("plan", "priority", "parent"), "objectives.csv"),
    )

    plan: Annotated[str, Longest(40)]
    priority: Count
    code: Annotated[str, Longest(20)]
    parent: Annotated[str, Longest(20)] | None
    position: Place
    level_name: Annotated[str, Longest(40)]
    group_heading: Line | None
    title: Line


@dataclass(frozen=True, kw_only=True)
class DeliverableRow(SeedRow):
    FILE: ClassVar[str] = "deliverables.csv"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("carried_from",), "deliverables.csv"),)

    reference: Reference
    began_on: date
    carried_from: Reference | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class DetailRow(SeedRow):
    """Wording, place, owner and start of a deliverable from a day on."""

    FILE: ClassVar[str] = "deliverable_details.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable",), "deliverables.csv"),
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("plan", "priority", "objective"), "objectives.csv"),
        Refers(("owner",), "people.csv"),
    )

    deliverable: Reference
    effective_on: date
    plan: Annotated[str, Longest(40)]
    priority: Count
    objective: Annotated[str, Longest(20)] | None
    position: Place
    action: str
    owner: Email
    starts_on: date | None
    reason: str | None
    recorded_by: Line


@dataclass(frozen=True, kw_only=True)
class DueDateRow(SeedRow):
    """A due date and, where it was asked for later, the lead's answer."""

    FILE: ClassVar[str] = "due_dates.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"),)

    deliverable: Reference
    number: Count
    text: Annotated[str, Longest(200)]
    reading: QuarterReading | None
    starts: date
    ends: date
    precision: Precision
    requested_on: date
    requested_by: Line
    reason: str | None
    accepted: bool | None
    decided_on: date | None
    decided_by: Line | None
    decision_note: str | None


@dataclass(frozen=True, kw_only=True)
class ProgressRow(SeedRow):
    """A progress update; `supersedes` is the number of the one it corrects."""

    FILE: ClassVar[str] = "progress_updates.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable",), "deliverables.csv"),
        Refers(("deliverable", "supersedes"), "progress_updates.csv"),
    )

    deliverable: Reference
    number: Count
    effective_on: date
    percent: Annotated[int, Between(0, 100)]
    status: ProgressStatus
    completed_on: date | None
    note: str | None
    reason: str | None
    supersedes: Count | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class MilestoneRow(SeedRow):
    FILE: ClassVar[str] = "milestones.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"),)

    deliverable: Reference
    number: Count
    position: Place
    title: Line
    weight: Annotated[int, Between(1, 1_000_000)]
    withdrawn_on: date | None


@dataclass(frozen=True, kw_only=True)
class MarkRow(SeedRow):
    """The % of one milestone in one progress update."""

    FILE: ClassVar[str] = "milestone_marks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "update", "milestone")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable", "update"), "progress_updates.csv"),
        Refers(("deliverable", "milestone"), "milestones.csv"),
    )

    deliverable: Reference
    update: Count
    milestone: Count
    percent: Annotated[int, Between(0, 100)]


@dataclass(frozen=True, kw_only=True)
class OverrideRow(SeedRow):
    """A RAG rating set by hand; an empty one gives the rating back to the rules."""

    FILE: ClassVar[str] = "rag_overrides.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"),)

    deliverable: Reference
    effective_on: date
    rag: Rag | None
    reason: str
    author: Line


@dataclass(frozen=True, kw_only=True)
class EntryRow(SeedRow):
    """An outcome, focus, or risk or issue line of a priority in a quarter."""

    FILE: ClassVar[str] = "quarter_entries.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan", "priority"), "priorities.csv"),)

    plan: Annotated[str, Longest(40)]
    priority: Count
    quarter: Annotated[str, Longest(10)]
    kind: EntryKind
    position: Place
    text: str
    author: Line
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class AcronymRow(SeedRow):
    FILE: ClassVar[str] = "acronyms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("acronym",)

    acronym: Annotated[str, Longest(20)]
    meaning: Line
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class PanelMemberRow(SeedRow):
    FILE: ClassVar[str] = "panel_members.csv"
    KEY: ClassVar[tuple[str, ...]] = ("as_at", "seat")

    as_at: date
    seat: Count
    name: Name
    organisation: Name | None
    role: PanelRole


@dataclass(frozen=True, kw_only=True)
class MeetingRow(SeedRow):
    FILE: ClassVar[str] = "meetings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("day", "number")

    day: date
    number: Count
    starts_at: time | None
    venue: Line | None


FILES: Final[tuple[type[SeedRow], ...]] = (
    OfficeSettingRow,
    OfficeHolderRow,
    PersonRow,
    DeputyRow,
    PlanRow,
    PriorityRow,
    ObjectiveRow,
    DeliverableRow,
    DetailRow,
    DueDateRow,
    ProgressRow,
    MilestoneRow,
    MarkRow,
    OverrideRow,
    EntryRow,
    AcronymRow,
    PanelMemberRow,
    MeetingRow,
)

R = TypeVar("R", bound=SeedRow)


class SeedSet:
    """The rows of every file, each in the order of its file."""

    def __init__(self, rows: Mapping[type[SeedRow], Sequence[SeedRow]]) -> None:
        self._rows = {kind: tuple(rows.get(kind, ())) for kind in FILES}

    def of(self, kind: type[R]) -> tuple[R, ...]:
        return cast("tuple[R, ...]", self._rows[kind])


def columns_of(kind: type[SeedRow]) -> tuple[str, ...]:
    """The header of a file."""
    return tuple(each.name for each in fields(kind) if each.name != "line")
