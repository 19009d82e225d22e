"""The dates before a meeting, against the published ones and against another way of counting."""

from __future__ import annotations

from datetime import date, time, timedelta

import numpy as np
import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from tracker.accounts.rules import OfficeKey, office_from
from tracker.panel.rules_dates import (
    DayOutOfReach,
    PreceptStep,
    check_day,
    date_rules,
    is_working_day,
    leaving_clear,
    meeting_dates,
    next_precept_dates,
    pre_election_period,
    precept_dates,
    why_not_working,
    working_days_after,
)

RULES = date_rules(office_from({}))
days = st.dates(min_value=date(2013, 1, 1), max_value=date(2060, 12, 31))
BANK_HOLIDAYS = [np.datetime64(day) for day in country_holidays("GB", subdiv="ENG", years=range(2011, 2063))]
NUMPYS = np.busdaycalendar(holidays=BANK_HOLIDAYS)


@pytest.mark.parametrize(
    ("meeting", "publish_by"),
    [
        # New Year's Day lies between.
        (date(2025, 1, 9), date(2024, 12, 31)),
        (date(2024, 9, 26), date(2024, 9, 18)),
        (date(2024, 11, 14), date(2024, 11, 6)),
        (date(2025, 1, 16), date(2025, 1, 8)),
        (date(2025, 2, 5), date(2025, 1, 28)),
        (date(2025, 3, 26), date(2025, 3, 18)),
        # Christmas Day, Boxing Day and New Year's Day lie between.
        (date(2025, 1, 2), date(2024, 12, 20)),
        # Good Friday and Easter Monday lie between.
        (date(2024, 4, 4), date(2024, 3, 25)),
        (date(2022, 9, 22), date(2022, 9, 13)),
    ],
)
def test_papers_are_published_five_clear_working_days_before(meeting: date, publish_by: date) -> None:
    assert meeting_dates(meeting, RULES).publish_by == publish_by


def test_question_deadlines_are_those_of_the_published_agenda() -> None:
    dates = meeting_dates(date(2024, 9, 26), RULES)
    assert (dates.written_by, dates.verbal_by) == (date(2024, 9, 19), date(2024, 9, 23))
    assert dates.question_time == time(17)
    assert dates.reports_by == date(2024, 9, 17)


def test_a_deadline_on_the_day_of_publication_is_warned_of() -> None:
    five = date_rules(office_from({OfficeKey.WRITTEN_QUESTION_DAYS: "5"}))
    assert meeting_dates(date(2024, 9, 26), five).questions_too_early() == (date(2024, 9, 18),)
    assert meeting_dates(date(2024, 9, 26), RULES).questions_too_early() == ()


def test_late_publication_leaves_no_time_for_questions() -> None:
    dates = meeting_dates(date(2024, 9, 26), RULES)
    # Published on the Friday after the deadline for written questions; the one for verbal ones is the Monday.
    assert dates.questions_too_early(date(2024, 9, 20)) == (date(2024, 9, 19),)
    assert dates.questions_too_early(date(2024, 9, 23)) == (date(2024, 9, 19), date(2024, 9, 23))


@given(days, st.integers(0, 40))
def test_numpy_counts_the_same_days_back(day: date, clear: int) -> None:
    # A day that is none of its working days stands for the next one.
    numpys = np.busday_offset(np.datetime64(day), -(clear + 1), roll="forward", busdaycal=NUMPYS)
    assert leaving_clear(day, clear) == numpys.astype(date)


@given(days, st.integers(0, 200))
def test_numpy_counts_the_same_days_between(first: date, apart: int) -> None:
    last = first + timedelta(days=apart)
    # NumPy counts the first day and not the last.
    numpys = np.busday_count(
        np.datetime64(first + timedelta(days=1)), np.datetime64(last + timedelta(days=1)), busdaycal=NUMPYS
    )
    assert working_days_after(first, last) == numpys


@given(days)
def test_five_clear_working_days_lie_between(day: date) -> None:
    dates = meeting_dates(day, RULES)
    between = [dates.publish_by + timedelta(days=n) for n in range(1, (day - dates.publish_by).days)]
    assert sum(map(is_working_day, between)) == 5
    assert is_working_day(dates.publish_by)
    assert dates.reports_by < dates.publish_by < dates.written_by < dates.verbal_by < day


def test_no_day_is_after_an_earlier_one() -> None:
    assert working_days_after(date(2024, 9, 20), date(2024, 9, 18)) == 0


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 9, 21), "a Saturday"),
        (date(2024, 9, 22), "a Sunday"),
        (date(2024, 12, 26), "a bank holiday (Boxing Day)"),
        (date(2025, 4, 21), "a bank holiday (Easter Monday)"),
        (date(2024, 9, 26), None),
        # A bank holiday in Northern Ireland alone.
        (date(2025, 3, 17), None),
    ],
)
def test_it_says_why_a_day_does_not_count(day: date, why: str | None) -> None:
    assert why_not_working(day) == why


def test_precept_dates_are_those_of_the_law_and_two_of_the_office() -> None:
    found = {each.step: (each.day, each.by_law) for each in precept_dates(2025, RULES)}
    assert found == {
        PreceptStep.PROPOSED: (date(2025, 2, 1), True),
        PreceptStep.REPORTED: (date(2025, 2, 8), True),
        PreceptStep.ANSWERED: (date(2025, 2, 15), True),
        PreceptStep.REVIEWED: (date(2025, 2, 22), False),
        PreceptStep.ISSUED: (date(2025, 3, 1), False),
    }


def test_the_office_sets_the_last_two_precept_dates() -> None:
    rules = date_rules(office_from({OfficeKey.PRECEPT_REVIEW: "20 February", OfficeKey.PRECEPT_ISSUE: "28 February"}))
    assert [each.day for each in precept_dates(2025, rules)][-2:] == [date(2025, 2, 20), date(2025, 2, 28)]


@pytest.mark.parametrize(
    ("on", "year"), [(date(2024, 9, 18), 2025), (date(2025, 3, 1), 2025), (date(2025, 3, 2), 2026)]
)
def test_the_next_precept_is_the_one_not_done_with(on: date, year: int) -> None:
    assert {each.day.year for each in next_precept_dates(on, RULES)} == {year}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2012, 10, 31), date(2100, 1, 1), date.max])
def test_no_panel_meets_on_such_a_day(day: date) -> None:
    with pytest.raises(DayOutOfReach, match="1 November 2012"):
        check_day(day)


def test_the_pre_election_period_has_both_its_days() -> None:
    office = office_from({OfficeKey.PRE_ELECTION_FROM: "20 March 2025", OfficeKey.PRE_ELECTION_TO: "1 May 2025"})
    period = (date(2025, 3, 20), date(2025, 5, 1))
    assert [pre_election_period(office, day) for day in period] == [period, period]
    assert pre_election_period(office, date(2025, 3, 19)) is None
    assert pre_election_period(office, date(2025, 5, 2)) is None


def test_a_pre_election_period_without_an_end_goes_on() -> None:
    office = office_from({OfficeKey.PRE_ELECTION_FROM: "20 March 2025"})
    assert pre_election_period(office, date(2025, 12, 1)) == (date(2025, 3, 20), None)
    assert pre_election_period(office_from({}), date(2025, 12, 1)) is None
