"""Addresses of meetings, times as people write them, and terms that cannot be at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import clock
from tracker.panel.rules import meeting_key, parse_meeting_key
from tracker.panel.rules_meetings import NotATime, UnlikelyDay, check_meeting_day, parse_time
from tracker.panel.rules_members import overlap

some_days = st.dates(min_value=date(2012, 11, 1), max_value=date(2099, 12, 31))
TODAY = date(2024, 9, 18)


@dataclass(frozen=True)
class Term:
    began: date | None
    ended: date | None


@given(some_days, st.integers(1, 9999))
def test_an_address_leads_back_to_its_day_and_number(day: date, number: int) -> None:
    assert parse_meeting_key(meeting_key(day, number)) == (day, number)


@pytest.mark.parametrize(
    "text",
    ["", "2024-09-26-1", "2024-09-26-0", "2024-09-26-02", "2024-02-30", "26-09-2024", "２024-09-26", "2024-09-26-"],
)
def test_what_is_written_another_way_is_no_address(text: str) -> None:
    assert parse_meeting_key(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10:30", time(10, 30)),
        ("9.05", time(9, 5)),
        ("1:30pm", time(13, 30)),
        ("1.30 PM", time(13, 30)),
        (" 5pm ", time(17)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, meant: time) -> None:
    assert parse_time(text) == meant


@pytest.mark.parametrize("text", ["", "10", "25:00", "10:60", "13pm", "0am", "13:30pm", "half ten", "10:3", "１0:30"])
def test_nonsense_is_no_time(text: str) -> None:
    with pytest.raises(NotATime):
        parse_time(text)


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_is_read_back_from_the_words_that_show_it(at: time) -> None:
    assert parse_time(clock(at)) == at


@pytest.mark.parametrize("day", [date(2024, 9, 21), date(2024, 9, 22), date(2024, 12, 25), date(2024, 9, 17)])
def test_an_unlikely_day_needs_confirming(day: date) -> None:
    with pytest.raises(UnlikelyDay):
        check_meeting_day(day, confirmed=False, on=TODAY)
    check_meeting_day(day, confirmed=True, on=TODAY)


def test_today_and_every_later_working_day_are_taken_as_they_are() -> None:
    for day in (TODAY, date(2024, 9, 26)):
        check_meeting_day(day, confirmed=False, on=TODAY)


ends = st.none() | some_days


@given(st.tuples(ends, ends), st.tuples(ends, ends))
def test_two_terms_overlap_when_a_day_lies_in_both(
    first: tuple[date | None, date | None], second: tuple[date | None, date | None]
) -> None:
    def holds(term: tuple[date | None, date | None], day: date) -> bool:
        return (term[0] is None or term[0] <= day) and (term[1] is None or day <= term[1])

    if any(began and ended and ended < began for began, ended in (first, second)):
        return
    # Where two terms share a day, they share one of the days they begin or end on, or one before and after all.
    marks = [day for day in (*first, *second) if day] or [TODAY]
    tried = [*marks, min(marks) - timedelta(days=1), max(marks) + timedelta(days=1)]
    assert overlap(Term(*first), Term(*second)) == any(holds(first, day) and holds(second, day) for day in tried)
