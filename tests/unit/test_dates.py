"""The clock, quarters and financial years, in the words of DESIGN section 2."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import dates
from tracker.dates import FinancialYear, Quarter, UnknownFinancialYear, UnknownQuarter

days = st.dates(date(1000, 4, 1), date(9999, 3, 31))
quarters = st.builds(Quarter, st.integers(1001, 9997), st.integers(1, 4))


def test_2024_25_q2_is_1_july_to_30_september_2024() -> None:
    quarter = Quarter.parse("2024-25-Q2")
    assert (quarter.start, quarter.end) == (date(2024, 7, 1), date(2024, 9, 30))
    assert quarter.label == "Quarter 2, 2024-25"
    assert quarter.months_label == "July to September 2024"


def test_the_last_quarter_of_a_financial_year_is_january_to_march_of_the_next_year() -> None:
    quarter = Quarter.parse("2023-24-Q4")
    assert (quarter.start, quarter.end) == (date(2024, 1, 1), date(2024, 3, 31))
    assert quarter.months_label == "January to March 2024"


@pytest.mark.parametrize("key", ["1999-00-Q1", "2099-00-Q4", "2000-01-Q3", "1000-01-Q1", "9998-99-Q4"])
def test_the_turn_of_a_century_and_the_outermost_years_are_quarters(key: str) -> None:
    assert Quarter.parse(key).key == key


@pytest.mark.parametrize(
    "text",
    [
        *("2024-26-Q2", "2024-25-Q0", "2024-25-Q5", "2024-24-Q1", "2024-25", "2024-Q2", "Q2 2024-25", ""),
        *("2024-25-q2", " 2024-25-Q2", "2024-25-Q2\n", "2024/25-Q2", "2024-2025-Q2", "24-25-Q2", "٢٠٢٤-٢٥-Q2"),
        *("0999-00-Q1", "9999-00-Q1", "0000-01-Q1"),
    ],
)
def test_only_a_canonical_key_names_a_quarter(text: str) -> None:
    with pytest.raises(UnknownQuarter) as refusal:
        Quarter.parse(text)
    assert refusal.value.text == text


@pytest.mark.parametrize(("year", "number"), [(2024, 0), (2024, 5), (999, 1), (9999, 1)])
def test_there_is_no_quarter_outside_1_to_4_or_outside_the_years_1000_to_9998(year: int, number: int) -> None:
    with pytest.raises(UnknownQuarter):
        Quarter(year, number)


@given(st.text(max_size=12))
def test_any_text_is_a_quarter_with_that_very_key_or_unknown(text: str) -> None:
    try:
        quarter = Quarter.parse(text)
    except UnknownQuarter:
        return
    assert quarter.key == text


@given(days)
def test_every_day_lies_in_exactly_the_quarter_of_that_day(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.contains(day)
    assert quarter.start <= day <= quarter.end
    assert quarter.financial_year == FinancialYear.of(day)


@given(quarters)
def test_quarters_follow_each_other_without_gap_or_overlap(quarter: Quarter) -> None:
    assert quarter.next().start == quarter.end + timedelta(days=1)
    assert quarter.next().previous() == quarter
    assert quarter.previous() < quarter < quarter.next()
    assert not quarter.contains(quarter.next().start)
    assert not quarter.contains(quarter.previous().end)
    assert Quarter.parse(quarter.key) == quarter


@given(st.integers(1000, 9998))
def test_a_financial_year_is_april_to_march_and_its_four_quarters(first: int) -> None:
    year = FinancialYear(first)
    assert (year.start, year.end) == (date(first, 4, 1), date(first + 1, 3, 31))
    assert FinancialYear.parse(year.key) == year
    assert year.quarters[0].start == year.start
    assert year.quarters[3].end == year.end
    assert [quarter.number for quarter in year.quarters] == [1, 2, 3, 4]
    assert all(quarter.financial_year == year for quarter in year.quarters)
    assert year.contains(year.start)
    assert year.contains(year.end)
    assert not year.contains(year.start - timedelta(days=1))


@pytest.mark.parametrize("text", ["2023-25", "2023", "2023/24", "23-24", "2023-24 ", "", "9999-00", "0999-00"])
def test_only_a_canonical_key_names_a_financial_year(text: str) -> None:
    with pytest.raises(UnknownFinancialYear) as refusal:
        FinancialYear.parse(text)
    assert refusal.value.text == text


def test_a_financial_year_is_named_by_its_two_years() -> None:
    assert FinancialYear.of(date(2024, 3, 31)).key == "2023-24"
    assert FinancialYear.of(date(2024, 4, 1)).key == "2024-25"
    assert FinancialYear(1999).key == "1999-00"


def test_dates_are_worded_long_and_short() -> None:
    assert dates.long_date(date(2023, 9, 30)) == "30 September 2023"
    assert dates.short_date(date(2023, 9, 1)) == "1 Sep 2023"
    assert dates.last_day_of_month(2024, 2) == date(2024, 2, 29)


def test_today_can_be_fixed_and_given_back_to_the_clock() -> None:
    before = dates._clock.fixed
    try:
        dates.fix_today(date(2024, 9, 18))
        assert dates.today() == date(2024, 9, 18)
        dates.fix_today(None)
        assert abs(dates.today() - dates.now().date()) <= timedelta(days=1)
    finally:
        dates.fix_today(before)


def test_now_is_the_machines_clock_even_on_a_fixed_day() -> None:
    before = dates._clock.fixed
    try:
        dates.fix_today(date(1999, 1, 1))
        assert dates.now().tzinfo is UTC
        assert dates.now().year > 1999
    finally:
        dates.fix_today(before)


def test_a_moment_late_on_a_summer_evening_in_utc_is_the_next_day_in_london() -> None:
    local = dates.london(datetime(2024, 6, 30, 23, 30, tzinfo=UTC))
    assert (local.date(), local.hour) == (date(2024, 7, 1), 0)


def test_london_keeps_winter_time_and_the_moment_itself() -> None:
    winter = datetime(2024, 1, 31, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert dates.london(winter) == winter
    assert dates.london(winter).date() == date(2024, 2, 1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.london(datetime(2024, 1, 1))  # noqa: DTZ001  # the missing zone is what is tested
