"""The Panel's dates as a calendar feed (RFC 5545): meetings, what leads up to them, and the precept.

An event keeps its identifier when its meeting is moved, so that calendar programs move it too. Times are those of
London, with the rules of its clocks in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from tracker.panel.rules_countdown import Deadline, Step, deadlines_of
from tracker.panel.rules_dates import DateRules, PreceptDate

PRODUCT: Final = "-//Tracker//Dates of the Panel//EN"
_LONDON: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class FeedMeeting:
    """A meeting as the feed shows it. `version` grows with each change, which was last made at `changed_at`."""

    id: int
    day: date
    key: str
    title: str
    starts_at: time | None
    ends_at: time | None
    venue: str | None
    cancelled_reason: str | None
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """`base` is the installation's address without a slash at its end; a `notice` stands in every event."""

    panel: str
    notice: str
    base: str

    @property
    def host(self) -> str:
        """What makes identifiers of events unique."""
        return self.base.partition("://")[2].partition("/")[0].partition(":")[0] or "tracker"


def feed(facts: FeedFacts, meetings: Iterable[FeedMeeting], precept: Iterable[PreceptDate], rules: DateRules) -> bytes:
    """The same bytes for the same dates."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", facts.panel)
    if facts.notice:
        calendar.add("x-wr-caldesc", facts.notice)
    for meeting in meetings:
        for event in _events(facts, meeting, rules):
            calendar.add_component(event)
    for each in precept:
        calendar.add_component(_precept(facts, each))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _events(facts: FeedFacts, meeting: FeedMeeting, rules: DateRules) -> Iterator[Event]:
    for each in deadlines_of(meeting, rules):
        if meeting.cancelled_reason is not None and each.step is not Step.MEETING:
            continue
        yield _event(facts, meeting, each)


def _event(facts: FeedFacts, meeting: FeedMeeting, deadline: Deadline) -> Event:
    event, step = Event(), deadline.step or Step.MEETING
    held = step is Step.MEETING
    event.add("uid", f"meeting-{meeting.id}-{step.value}@{facts.host}")
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("sequence", meeting.version)
    what = "Meeting" if held else f"{deadline.what} (meeting of {meeting.title})"
    event.add("summary", f"{facts.panel}: {what}")
    event.add("dtstart", _when(deadline.day, deadline.at))
    if held and meeting.starts_at is not None and meeting.ends_at is not None:
        event.add("dtend", _when(deadline.day, meeting.ends_at))
    if held and meeting.venue:
        event.add("location", meeting.venue)
    event.add("url", f"{facts.base}/meetings/{meeting.key}")
    event.add("status", "CONFIRMED" if meeting.cancelled_reason is None else "CANCELLED")
    event.add("transp", "OPAQUE" if held and meeting.cancelled_reason is None else "TRANSPARENT")
    _describe(event, meeting.cancelled_reason or "", facts.notice)
    return event


def _precept(facts: FeedFacts, each: PreceptDate) -> Event:
    event = Event()
    event.add("uid", f"precept-{each.day.year}-{each.step.value}@{facts.host}")
    # Nothing about these days changes but by a setting: the year they belong to is moment enough.
    event.add("dtstamp", datetime(each.day.year, 1, 1, tzinfo=UTC))
    event.add("summary", f"{facts.panel}: {each.step.label}")
    event.add("dtstart", each.day)
    event.add("transp", "TRANSPARENT")
    _describe(event, "", facts.notice)
    return event


def _when(day: date, at: time | None) -> date | datetime:
    return day if at is None else datetime.combine(day, at, tzinfo=_LONDON)


def _describe(event: Event, *texts: str) -> None:
    words = "\n".join(text for text in texts if text)
    if words:
        event.add("description", words)
