"""Open ends, week numbers and years in names are asked about; the words that only look like them are not (RULES 1)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plan.due import TEXT_LIMIT, parse_due
from tracker.plan.due_refusals import DueDateNotUnderstood, OpenEnded, UnclearLimit, WeekNumber, YearInName
from tracker.plan.rules import Precision

DATES = st.sampled_from(["March 2025", "31 March 2025", "the end of March 2025", "Q4 2024/25", "2025", "31/3/2025"])
LEADS = st.sampled_from(["", "Contract start", "New contract to start", "Launch –", "Room 12,"])


def days(text: str) -> tuple[date, date]:
    period = parse_due(text)
    return period.start, period.end


def refused(text: str) -> DueDateNotUnderstood:
    with pytest.raises(DueDateNotUnderstood) as refusal:
        parse_due(text)
    assert refusal.value.field == "due_text"
    assert len(str(refusal.value)) < 300
    return refusal.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-W10", "2025-W10"),
        ("2025W10", "2025W10"),
        ("2025-W10-3", "2025-W10-3"),
        ("Launch in week 10 2025", "week 10 2025"),
        ("wk 10 2025", "wk 10 2025"),
        ("wk10/25", "wk10/25"),
        ("week 10/2025", "week 10/2025"),
        ("W10 of the year 2025", "W10 of the year 2025"),
        ("Week no. 10, 2025", "Week no. 10, 2025"),
        ("2025 week 10", "2025 week 10"),
        ("week 10 2025/26", "week 10 2025/26"),
    ],
)
def test_a_week_number_is_asked_for_its_day(text: str, found: str) -> None:
    refusal = refused(text)
    assert isinstance(refusal, WeekNumber)
    assert refusal.found == found
    assert str(refusal).startswith("Enter a day instead of the week number")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("w/c 3 March 2025", date(2025, 3, 3), date(2025, 3, 9)),
        ("Week 3 of March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("Week 2, 31/3/2025", date(2025, 3, 31), date(2025, 3, 31)),
        ("Week 2 2025-03-31", date(2025, 3, 31), date(2025, 3, 31)),
    ],
)
def test_a_week_beside_a_day_or_in_a_month_is_no_week_number_of_a_year(text: str, start: date, end: date) -> None:
    assert days(text) == (start, end)


@given(
    LEADS,
    st.sampled_from(
        ["after", "from", "since", "not before", "no earlier than", "not earlier than", "beyond", "later than"]
    ),
    st.sampled_from(["", "the ", "the start of ", "the end of ", "mid "]),
    DATES,
)
def test_an_open_end_is_no_due_date(lead: str, opening: str, gap: str, written: str) -> None:
    refusal = refused(f"{lead} {opening} {gap}{written}")
    assert isinstance(refusal, OpenEnded)
    assert refusal.found.startswith(opening)


@pytest.mark.parametrize(
    "text",
    [
        *("Oct 23 onwards", "March 2025 or later", "2025 onwards", "June 2025 at the earliest", "post-March 2025"),
        *("After the 1st of March 2025", "after Friday 31 October 2025", "after w/c 3 March 2025", "from Q4 2023"),
        *("from Q4 2023 (January to March 2024)", "1 to 5 May 2025 or after", "after April to June 2025"),
    ],
)
def test_an_open_end_in_other_words_is_no_due_date(text: str) -> None:
    assert isinstance(refused(text), OpenEnded)


@pytest.mark.parametrize(
    "limit", ["by", "until", "up to", "no later than", "not later than", "on or before", "before the end of", "by end"]
)
@given(lead=LEADS)
def test_a_last_day_said_in_words_is_the_month_named(limit: str, lead: str) -> None:
    assert days(f"{lead} {limit} March 2025") == (date(2025, 3, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("text", "included"),
    [
        ("before April 2024", "April 2024"),
        ("Before the start of April 2024", "April 2024"),
        ("Done before 1 April 2024", "1 April 2024"),
        ("prior to Q1 2024/25", "Q1 2024/25"),
        ("ahead of 2025", "2025"),
        ("before Friday 31 October 2025", "31 October 2025"),
        ("pre-April 2024", "April 2024"),
    ],
)
def test_before_a_date_is_asked_whether_the_date_counts(text: str, included: str) -> None:
    refusal = refused(text)
    assert isinstance(refusal, UnclearLimit)
    assert refusal.date_words == included
    assert str(refusal).endswith(f"does not say whether {included} is included.")


@pytest.mark.parametrize(
    "text",
    [
        *("Contract start May 2024", "New contract to start May 2024", "after-care service launch May 2024"),
        *(
            "After-school club, May 2024",
            "Aftercare May 2024",
            "Children looked after May 2024",
            "Where it is from, May 24",
        ),
        *(
            "After the tender, May 2024",
            "Not before 2023 but by May 2024",
            "From the board: May 2024",
            "Pre-tender May 2024",
        ),
        *("since 2020 programme, May 2024", "Before and after survey May 2024", "Posts from the fund filled May 2024"),
    ],
)
def test_an_open_word_that_belongs_to_a_noun_leaves_the_date_as_it_is(text: str) -> None:
    assert days(text) == (date(2024, 5, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("from April to June 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("from 1 April 2024 until 30 June 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("from 2024 to 2026", date(2024, 1, 1), date(2026, 12, 31)),
    ],
)
def test_from_begins_a_period_that_also_ends(text: str, start: date, end: date) -> None:
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Room 2024, done", "2024"),
        ("Vision 2030", "2030"),
        ("Project 2025 done", "2025"),
        ("in Room 2024", "2024"),
        ("Delivered in 2025 we hope", "2025"),
        ("Drive-by 2025", "2025"),
        ("Weekend 2025", "2025"),
        ("Strategy 2024 to 2029", "2024 to 2029"),
        ("Budget 2024-25", "2024-25"),
        ("2025 calendar published", "2025 calendar"),
    ],
)
def test_a_year_that_may_be_part_of_a_name_is_asked_about(text: str, found: str) -> None:
    refusal = refused(text)
    assert isinstance(refusal, YearInName)
    assert refusal.found == found
    assert parse_due(f"during {found}").precision is Precision.YEAR


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2025",
            "2025.",
            "(2025)",
            "during 2025",
            "in 2025",
            "by 2025",
            "by the end of 2025",
            "end 2025",
            "late 2025",
        ),
        *("calendar year 2025", "2025 (calendar year)", "by the year 2025", "sometime in 2025", "2025 at the latest"),
        *(
            "end-2025",
            "year end 2025",
            "Due: 2025",
            "before the end of 2025",
            "no later than 2025",
            "on or before 2025",
        ),
        *("Delivered in 2025", "Room 12 done by 2025", "Contract ends late 2025", "Vision published during 2025"),
    ],
)
def test_a_year_said_as_a_time_and_said_last_is_that_year(text: str) -> None:
    period = parse_due(text)
    assert (period.start, period.end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert period.precision is Precision.YEAR


@pytest.mark.parametrize("words", ["end of ", "on or before ", "year end of ", "the calendar year of ", "from the "])
def test_words_said_over_and_over_do_not_hold_the_reader_up(words: str) -> None:
    text = words * ((TEXT_LIMIT - 10) // len(words)) + "x, 2025"
    assert isinstance(refused(text), YearInName)
