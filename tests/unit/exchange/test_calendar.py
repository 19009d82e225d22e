"""The calendar feed: read back with the library, and held against the rules of its lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tracker.accounts.rules import office_from
from tracker.exchange.rules_calendar import FeedFacts, FeedMeeting, feed
from tracker.panel.rules_dates import date_rules, precept_dates

RULES = date_rules(office_from({}))
FACTS = FeedFacts("Wiltshire Police and Crime Panel", "Demonstration – not issued", "https://tracker.example.org:8443")
MEETING = FeedMeeting(
    id=7,
    day=date(2024, 9, 26),
    key="2024-09-26",
    title="26 September 2024",
    starts_at=time(13, 30),
    ends_at=time(15, 0),
    venue="Room 6, Euclid St; Swindon",
    cancelled_reason=None,
    version=3,
    changed_at=datetime(2024, 9, 1, 8, tzinfo=UTC),
)


def events(content: bytes) -> dict[str, Any]:
    """By the identifier, without the host."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def written(*meetings: FeedMeeting, year: int = 2025) -> bytes:
    return feed(FACTS, meetings, precept_dates(year, RULES), RULES)


def test_a_meeting_comes_with_everything_that_leads_up_to_it() -> None:
    found = events(written(MEETING))
    assert {name: event["DTSTART"].dt for name, event in found.items() if name.endswith(("reports", "publish"))} == {
        "meeting-7-reports": date(2024, 9, 17),
        "meeting-7-publish": date(2024, 9, 18),
    }
    assert [name for name in found if name.startswith("precept-2025")] == [
        f"precept-2025-{step}" for step in ("proposed", "reported", "answered", "reviewed", "issued")
    ]
    meeting = found["meeting-7-meeting"]
    assert str(meeting["SUMMARY"]) == "Wiltshire Police and Crime Panel: Meeting"
    assert str(meeting["LOCATION"]) == "Room 6, Euclid St; Swindon"
    assert str(meeting["URL"]) == "https://tracker.example.org:8443/meetings/2024-09-26"
    assert str(meeting["UID"]).endswith("@tracker.example.org")
    assert "Demonstration" in str(meeting["DESCRIPTION"])
    assert (meeting["SEQUENCE"], str(meeting["STATUS"])) == (3, "CONFIRMED")


@pytest.mark.parametrize(
    ("day", "start", "in_utc"),
    [
        (date(2024, 9, 26), time(13, 30), datetime(2024, 9, 26, 12, 30, tzinfo=UTC)),
        (date(2024, 11, 14), time(10, 30), datetime(2024, 11, 14, 10, 30, tzinfo=UTC)),
        # The day after the clocks go forward, and the one after they go back.
        (date(2025, 3, 31), time(10, 0), datetime(2025, 3, 31, 9, 0, tzinfo=UTC)),
        (date(2024, 10, 28), time(10, 0), datetime(2024, 10, 28, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_time_is_that_of_london_in_summer_and_in_winter(day: date, start: time, in_utc: datetime) -> None:
    content = written(replace(MEETING, day=day, starts_at=start, ends_at=None))
    found = events(content)["meeting-7-meeting"]["DTSTART"]
    assert found.dt.astimezone(UTC) == in_utc
    assert found.params["TZID"] == "Europe/London"
    (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/London"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_question_deadlines_end_at_the_time_of_the_office() -> None:
    found = events(written(MEETING))
    ends = {name: found[f"meeting-7-{name}"]["DTSTART"].dt.isoformat()[:16] for name in ("written", "verbal")}
    assert ends == {"written": "2024-09-19T17:00", "verbal": "2024-09-23T17:00"}


def test_a_cancelled_meeting_is_said_to_be_and_leads_to_nothing() -> None:
    found = events(written(replace(MEETING, cancelled_reason="No quorum.")))
    assert [name for name in found if name.startswith("meeting")] == ["meeting-7-meeting"]
    assert str(found["meeting-7-meeting"]["STATUS"]) == "CANCELLED"
    assert "No quorum." in str(found["meeting-7-meeting"]["DESCRIPTION"])


def test_a_moved_meeting_stays_the_same_event() -> None:
    moved = replace(MEETING, day=date(2024, 10, 3), key="2024-10-03", version=4)
    before, after = events(written(MEETING)), events(written(moved))
    assert before.keys() == after.keys()
    assert after["meeting-7-meeting"]["SEQUENCE"] > before["meeting-7-meeting"]["SEQUENCE"]


def test_a_meeting_without_a_time_takes_the_day() -> None:
    found = events(written(replace(MEETING, starts_at=None, ends_at=None)))
    assert found["meeting-7-meeting"]["DTSTART"].dt == date(2024, 9, 26)


def test_the_same_dates_give_the_same_bytes() -> None:
    assert written(MEETING) == written(MEETING)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200),
)
def test_every_line_keeps_the_rules_whatever_stands_in_it(venue: str, reason: str) -> None:
    content = written(replace(MEETING, venue=venue, cancelled_reason=reason))
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")
    unfolded = content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    assert all(":" in line and line.partition(":")[0].partition(";")[0].isupper() for line in unfolded)
    for event in events(content).values():
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    assert str(events(content)["meeting-7-meeting"]["LOCATION"]) == venue
