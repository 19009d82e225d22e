"""What is due before the next meetings and for the next precept, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from tracker.enums import LabelledEnum
from tracker.panel.rules_dates import DateRules, MeetingDates, PreceptDate, meeting_dates


class Step(LabelledEnum):
    """What leads up to a meeting."""

    REPORTS = "reports", "Final reports are due"
    PUBLISH = "publish", "Last day to publish agenda and papers"
    WRITTEN = "written", "Written questions end"
    VERBAL = "verbal", "Verbal questions end"
    MEETING = "meeting", "Meeting"


class Met(Protocol):
    """A meeting."""

    @property
    def day(self) -> date: ...
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def starts_at(self) -> time | None: ...


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something with a day. `at`: the time it ends or starts at; `meeting` None: it belongs to the precept."""

    day: date
    what: str
    at: time | None
    step: Step | None
    meeting: Met | None


def deadlines_of(meeting: Met, rules: DateRules) -> tuple[Deadline, ...]:
    """What leads up to the meeting, and the meeting itself, in their order."""
    dates: MeetingDates = meeting_dates(meeting.day, rules)
    steps = (
        (Step.REPORTS, dates.reports_by, None),
        (Step.PUBLISH, dates.publish_by, None),
        (Step.WRITTEN, dates.written_by, dates.question_time),
        (Step.VERBAL, dates.verbal_by, dates.question_time),
        (Step.MEETING, meeting.day, meeting.starts_at),
    )
    found = [Deadline(day, step.label, at, step, meeting) for step, day, at in steps]
    return tuple(sorted(found, key=lambda each: each.day))


def countdown(
    meetings: Iterable[Met], precept: Iterable[PreceptDate], rules: DateRules, on: date
) -> tuple[Deadline, ...]:
    """Everything that is still to come, the next first."""
    found = [each for meeting in meetings for each in deadlines_of(meeting, rules)]
    found += [Deadline(each.day, each.step.label, None, None, None) for each in precept]
    return tuple(sorted((each for each in found if each.day >= on), key=lambda each: each.day))
