"""Days of a finding that cannot be (RULES 6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.inspections.rules_days import (
    ExpectedBeforeItBegan,
    LookedAgainTooEarly,
    check_expected,
    check_looked_again,
)

BEGAN = date(2024, 5, 4)
DAY = timedelta(days=1)


def test_a_finding_is_not_expected_to_be_closed_before_it_is_on_the_record() -> None:
    check_expected(None, BEGAN)
    check_expected(BEGAN, BEGAN)
    with pytest.raises(ExpectedBeforeItBegan, match="F-0003 is on the record from 4 May 2024"):
        check_expected(BEGAN - DAY, BEGAN, "F-0003")


def test_an_inspection_looked_again_on_the_day_it_was_published_at_the_earliest() -> None:
    published_on = date(2024, 9, 10)
    check_looked_again(published_on, "PEEL 2024", published_on, 2024)
    with pytest.raises(LookedAgainTooEarly, match="PEEL 2024 was published on 10 September 2024"):
        check_looked_again(published_on - DAY, "PEEL 2024", published_on, 2024)


def test_where_the_publication_day_is_not_known_its_year_counts() -> None:
    check_looked_again(date(2024, 1, 1), "PEEL 2024", None, 2024)
    with pytest.raises(LookedAgainTooEarly, match="PEEL 2024 is of 2024"):
        check_looked_again(date(2023, 12, 31), "PEEL 2024", None, 2024)
