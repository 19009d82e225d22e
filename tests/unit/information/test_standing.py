"""How a line of the register stands on a day: worked out from its timing and what was published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.information.rules import DueFrom, Every, State
from tracker.information.rules_periods import (
    NoSuchPeriod,
    Period,
    label_of,
    next_period,
    period_holding,
    period_named,
    periods_from,
)
from tracker.information.rules_standing import SOON, Published, Timing, due_day, due_words, standing_of

REPEATING = (Every.MONTH, Every.QUARTER, Every.YEAR)
APRIL = date(2024, 4, 1)
TODAY = date(2024, 9, 18)

days = st.dates(min_value=date(2012, 4, 1), max_value=date(2040, 12, 31))
repeating = st.sampled_from(REPEATING)


@st.composite
def timings(draw: st.DrawFn) -> Timing:
    due_from = draw(st.sampled_from(DueFrom))
    least = 1 if due_from is DueFrom.START else 0
    counts_from = draw(st.dates(min_value=date(2018, 1, 1), max_value=date(2024, 12, 31)))
    return Timing(draw(repeating), due_from, draw(st.integers(least, 400)), counts_from)


def monthly(**changes: object) -> Timing:
    values: dict[str, object] = {"every": Every.MONTH, "due_from": DueFrom.END, "due_days": 30, "counts_from": APRIL}
    return Timing(**{**values, **changes})  # type: ignore[arg-type]  # each test names real fields


def of(*keys: str, on: date = date(2024, 6, 1)) -> list[Published]:
    return [Published(on, key, None) for key in keys]


@given(repeating, days)
def test_a_day_lies_in_its_period_and_the_key_leads_back_to_it(every: Every, day: date) -> None:
    period = period_holding(every, day)
    assert period.start <= day <= period.end
    assert period_named(every, period.key) == period
    assert label_of(period.key) == period.label


@given(repeating, days)
def test_periods_follow_each_other_without_a_gap(every: Every, day: date) -> None:
    period = period_holding(every, day)
    after = next_period(every, period)
    assert after.start == period.end + timedelta(days=1)
    assert after > period


@pytest.mark.parametrize(
    ("every", "key"),
    [
        (Every.MONTH, "2024-13"),
        (Every.MONTH, "2024-25"),
        (Every.MONTH, "２024-07"),
        (Every.QUARTER, "2024-07"),
        (Every.QUARTER, "2024-25-Q5"),
        (Every.YEAR, "2024-26"),
        (Every.YEAR, ""),
        (Every.STANDING, "2024-07"),
    ],
)
def test_a_key_of_something_else_names_no_period(every: Every, key: str) -> None:
    with pytest.raises(NoSuchPeriod):
        period_named(every, key)


def test_what_a_key_of_nothing_says_is_itself() -> None:
    assert label_of("sometime") == "sometime"


@pytest.mark.parametrize(
    ("done", "due_on", "key", "overdue", "state"),
    [
        ((), date(2024, 5, 30), "2024-04", 4, State.LATE),
        (("2024-04", "2024-05"), date(2024, 7, 30), "2024-06", 2, State.LATE),
        (("2024-04", "2024-06", "2024-07"), date(2024, 6, 30), "2024-05", 1, State.LATE),
        (("2024-04", "2024-05", "2024-06", "2024-07"), date(2024, 9, 30), "2024-08", 0, State.SOON),
        (("2024-04", "2024-05", "2024-06", "2024-07", "2024-08"), date(2024, 10, 30), "2024-09", 0, State.FINE),
    ],
)
def test_the_first_period_that_lacks_something_is_due_next(
    done: tuple[str, ...], due_on: date, key: str, overdue: int, state: State
) -> None:
    standing = standing_of(monthly(), of(*done), TODAY)
    assert standing.period is not None
    assert (standing.due_on, standing.period.key, standing.overdue, standing.state) == (due_on, key, overdue, state)
    assert standing.late_by == max((TODAY - due_on).days, 0)


def test_a_line_is_late_the_day_after_it_was_due_and_not_before() -> None:
    assert standing_of(monthly(), of("2024-04"), date(2024, 6, 30)).state is State.SOON
    late = standing_of(monthly(), of("2024-04"), date(2024, 7, 1))
    assert (late.state, late.late_by, late.overdue) == (State.LATE, 1, 1)


def test_a_budget_is_due_the_day_before_its_year() -> None:
    timing = monthly(every=Every.YEAR, due_from=DueFrom.START, due_days=1)
    assert standing_of(timing, (), TODAY).due_on == date(2024, 3, 31)
    standing = standing_of(timing, of("2024-25", on=date(2024, 3, 1)), TODAY)
    assert (standing.due_on, standing.state) == (date(2025, 3, 31), State.FINE)


def test_what_counts_from_later_is_not_late_yet() -> None:
    standing = standing_of(monthly(counts_from=date(2025, 1, 15)), (), TODAY)
    assert (standing.due_on, standing.state) == (date(2025, 3, 2), State.FINE)


def test_what_is_kept_up_to_date_is_due_so_many_days_after_the_last_look() -> None:
    timing = monthly(every=Every.STANDING, due_days=90)
    never = standing_of(timing, (), TODAY)
    assert (never.due_on, never.state, never.last) == (APRIL, State.LATE, None)
    assert never.late_by == (TODAY - APRIL).days
    published = Published(date(2024, 4, 10), None, "https://example.org")
    looked = Published(date(2024, 7, 1), None, None, checked=True)
    standing = standing_of(timing, [looked, published], TODAY)
    assert (standing.due_on, standing.state) == (date(2024, 9, 29), State.SOON)
    assert (standing.last, standing.looked_at) == (published, date(2024, 7, 1))


def test_what_has_no_days_is_never_late() -> None:
    standing = standing_of(monthly(every=Every.EVENT, due_days=None), (), TODAY)
    assert (standing.state, standing.due_on, standing.late_by, standing.overdue) == (State.OPEN, None, 0, 0)


def test_the_last_publication_is_the_one_done_last() -> None:
    again = [*of("2024-05", on=date(2024, 6, 20)), *of("2024-04", on=date(2024, 7, 1))]
    assert standing_of(monthly(), again, TODAY).last_period == "April 2024"


@given(timings(), days)
def test_with_everything_published_nothing_is_late(timing: Timing, on: date) -> None:
    done = []
    for period in periods_from(timing.every, timing.counts_from):
        if due_day(timing, period) >= on:
            break
        done.append(Published(on, period.key, None))
    standing = standing_of(timing, done, on)
    assert standing.state is not State.LATE
    assert standing.overdue == standing.late_by == 0
    assert standing.due_on is not None
    assert standing.due_on >= on


@given(timings(), st.sets(st.integers(0, 30)), st.dates(min_value=date(2018, 1, 1), max_value=date(2026, 12, 31)))
def test_lateness_counts_each_missing_period_once(timing: Timing, done: set[int], on: date) -> None:
    first: list[Period] = []
    for period in periods_from(timing.every, timing.counts_from):
        first.append(period)
        if due_day(timing, period) >= on and len(first) > 30:
            break
    published = [Published(on, first[number].key, None) for number in done]
    standing = standing_of(timing, published, on)
    missing = [each for number, each in enumerate(first) if number not in done and due_day(timing, each) < on]
    assert standing.overdue == len(missing)
    assert (standing.state is State.LATE) == bool(missing)
    if missing:
        assert standing.due_on == due_day(timing, missing[0])
        assert standing.late_by == (on - due_day(timing, missing[0])).days


@given(timings(), days)
def test_what_is_due_within_two_weeks_is_due_soon(timing: Timing, on: date) -> None:
    standing = standing_of(timing, (), on)
    assert standing.due_on is not None
    assert (standing.state is State.SOON) == (on <= standing.due_on <= on + SOON)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "within 30 days of the end of the month"),
        ({"due_days": 1}, "within 1 day of the end of the month"),
        ({"due_days": 0}, "by the end of the month"),
        ({"every": Every.YEAR, "due_from": DueFrom.START, "due_days": 1}, "before the year begins"),
        ({"every": Every.YEAR, "due_from": DueFrom.START, "due_days": 30}, "at least 30 days before the year begins"),
        ({"every": Every.STANDING, "due_days": 90}, "looked at again within 90 days"),
        ({"every": Every.EVENT, "due_days": None}, ""),
    ],
)
def test_when_it_is_due_is_said_in_words(changes: dict[str, object], words: str) -> None:
    assert due_words(monthly(**changes)) == words
