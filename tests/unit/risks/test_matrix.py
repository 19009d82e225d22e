"""The matrix: bands, reviews, and which way a score goes (RULES 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.risks.rules import DEFAULT_MATRIX, Band, Direction, Score, direction, months_later

ONE_TO_FIVE = st.integers(1, 5)
SCORES = st.builds(Score, ONE_TO_FIVE, ONE_TO_FIVE, st.just(1))


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (1, Band.LOW),
        (4, Band.LOW),
        (5, Band.MEDIUM),
        (9, Band.MEDIUM),
        (10, Band.HIGH),
        (14, Band.HIGH),
        (15, Band.VERY_HIGH),
        (25, Band.VERY_HIGH),
    ],
)
def test_the_bands_are_those_of_the_rules(value: int, band: Band) -> None:
    assert DEFAULT_MATRIX.band_of(value) is band


def test_another_matrix_has_its_own_bands() -> None:
    strict = replace(DEFAULT_MATRIX, number=2, medium_from=3, high_from=6, very_high_from=12)
    assert [strict.band_of(value) for value in (2, 3, 6, 12)] == [Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH]


def test_very_high_is_reviewed_monthly_high_quarterly_and_the_rest_six_monthly() -> None:
    months = {band: DEFAULT_MATRIX.review_months(band) for band in (None, *Band)}
    assert months == {None: 6, Band.LOW: 6, Band.MEDIUM: 6, Band.HIGH: 3, Band.VERY_HIGH: 1}


def test_only_very_high_is_red() -> None:
    assert [band for band in Band if band.is_red] == [Band.VERY_HIGH]


@given(SCORES, SCORES)
def test_a_score_goes_up_down_or_nowhere(now: Score, then: Score) -> None:
    found = direction(now, then)
    assert (found is Direction.UP) == (now.value > then.value)
    assert (found is Direction.DOWN) == (now.value < then.value)
    assert (found is Direction.SAME) == (now.value == then.value)


def test_a_first_score_is_new_and_no_score_goes_nowhere() -> None:
    score = Score(2, 3, 1)
    assert direction(score, None) is Direction.NEW
    assert direction(None, score) is None
    assert direction(None, None) is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 9, 18), 1, date(2024, 10, 18)),
        (date(2024, 8, 31), 1, date(2024, 9, 30)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 12, 5), 6, date(2025, 6, 5)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, then: date) -> None:
    assert months_later(day, months) == then


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_months_later_falls_in_the_month_counted(day: date, months: int) -> None:
    then = months_later(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day
