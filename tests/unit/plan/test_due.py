"""Due dates in the styles people type (RULES 1): which days each means, and which are refused or asked about."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.plan import due_refusals as refusals
from tracker.plan.due import TEXT_LIMIT, describe, parse_due
from tracker.plan.due_refusals import AmbiguousQuarter, DueDateNotUnderstood
from tracker.plan.rules import DuePeriod, Precision, QuarterReading

FACTS = Path(__file__).parents[2] / "facts" / "deliverables.csv"


def rows() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days(text: str) -> tuple[date, date]:
    period = parse_due(text)
    return period.start, period.end


def month(year: int, number: int) -> tuple[date, date]:
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("Oct 23", date(2023, 10, 1), date(2023, 10, 31), Precision.MONTH),
        ("Sept 2023", date(2023, 9, 1), date(2023, 9, 30), Precision.MONTH),
        ("April 24", date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH),
        ("Contract start April 2023", date(2023, 4, 1), date(2023, 4, 30), Precision.MONTH),
        ("New contract to start April 2024", date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH),
        ("August 2023", date(2023, 8, 1), date(2023, 8, 31), Precision.MONTH),
        ("March 2025", date(2025, 3, 1), date(2025, 3, 31), Precision.MONTH),
    ],
)
def test_the_printed_styles_mean_their_months(text: str, start: date, end: date, precision: Precision) -> None:
    assert parse_due(text) == DuePeriod(text, start, end, precision, None)


def test_q4_2023_the_eighth_printed_style_is_asked_about_and_never_guessed() -> None:
    with pytest.raises(AmbiguousQuarter) as question:
        parse_due("Q4 2023")
    assert question.value.calendar == (date(2023, 10, 1), date(2023, 12, 31))
    assert question.value.financial == (date(2024, 1, 1), date(2024, 3, 31))
    assert question.value.choices() == (
        (QuarterReading.CALENDAR, "October to December 2023 (calendar year)"),
        (QuarterReading.FINANCIAL, "January to March 2024 (financial year)"),
    )


def test_the_answer_settles_which_quarter_is_meant_and_is_kept() -> None:
    calendar = parse_due("Q4 2023", reading=QuarterReading.CALENDAR)
    assert (calendar.start, calendar.end) == (date(2023, 10, 1), date(2023, 12, 31))
    assert (calendar.precision, calendar.reading) == (Precision.QUARTER, QuarterReading.CALENDAR)
    financial = parse_due("Q4 2023", reading=QuarterReading.FINANCIAL)
    assert (financial.start, financial.end) == (date(2024, 1, 1), date(2024, 3, 31))
    assert financial.reading is QuarterReading.FINANCIAL


def test_an_answer_to_a_question_that_did_not_arise_is_not_kept() -> None:
    assert parse_due("March 2025", reading=QuarterReading.FINANCIAL) == parse_due("March 2025")


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['report']}-{row['priority']}-{row['order']}")
def test_every_published_due_date_gives_its_days(row: dict[str, str]) -> None:
    start, end = date.fromisoformat(row["due_start"]), date.fromisoformat(row["due_end"])
    if not row["due_alt_start"]:
        assert days(row["due_text"]) == (start, end)
        return
    with pytest.raises(AmbiguousQuarter) as question:
        parse_due(row["due_text"])
    assert question.value.calendar == (start, end)
    assert question.value.financial == (
        date.fromisoformat(row["due_alt_start"]),
        date.fromisoformat(row["due_alt_end"]),
    )


def test_the_published_rows_are_all_there_with_one_open_question() -> None:
    assert len(rows()) == 25
    assert [row["due_text"] for row in rows() if row["due_alt_start"]] == ["Q4 2023"]


@pytest.mark.parametrize(
    "text",
    [
        *("31/10/2023", "31.10.23", "31-10-2023", "31/10/23", "2023-10-31", "2023/10/31", "31 / 10 / 2023"),
        *("31 October 2023", "31st Oct 2023", "October 31, 2023", "Oct 31 2023", "Tuesday 31 October 2023"),
        *("Tues 31/10/2023", "31st of October 2023", "the 31st of October, 2023", "31-Oct-2023", "31Oct2023"),
        *("31 Oct '23", "31 October 23", "2023 October 31", "5pm Tue 31 October 2023", "31 10 2023"),
        *(
            "No later than 31 October 2023 (board)",
            "31 OCTOBER 2023",
            "31\u00a0October\u00a02023",
            "31 October 2023/24",
        ),
    ],
)
def test_one_day_in_many_hands(text: str) -> None:
    period = parse_due(text)
    assert (period.start, period.end) == (date(2023, 10, 31), date(2023, 10, 31))
    assert period.precision is Precision.DAY


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Oct 23",
            "October 2023",
            "oct 2023",
            "OCT 23",
            "Oct. 2023",
            "Oct-23",
            "Oct/23",
            "Oct.23",
            "Oct23",
            "Oct '23",
        ),
        *("Oct ’23", "Oct‘23", "10/2023", "10.2023", "10-2023", "2023-10", "2023/10", "10/23", "2023 October"),
        *("October, 2023", "October of 2023", "October (2023)", "October - 2023", "the end of October 2023"),
        *("by end October 2023", "mid October 2023", "mid-October 2023", "early October 2023", "until October 2023"),
        *("Launch: October 2023", "Oct\u202f23", "October 2023/24", "Week 3 of October 2023", "Phase 2 October 2023"),
        *("Phase 2, October 2023", "Phase 2 - October 2023", "Covid-19 October 2023", "24/7 cover, October 2023"),
        *("2,000 leaflets by October 2023", "2000 leaflets by October 2023", "2023-24 budget: October 2023"),
        *("may start October 2023", "March of Progress, October 2023", "Mayor's plan October 2023", "due_October 2023"),
    ],
)
def test_one_month_in_many_hands(text: str) -> None:
    period = parse_due(text)
    assert (period.start, period.end) == month(2023, 10)
    assert period.precision is Precision.MONTH


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Q4 2023/24",
            "Q4 2023-24",
            "Q4 2023–24",
            "2023-24 Q4",
            "2023-24-Q4",
            "Q4 23/24",
            "FY 2023/24 Q4",
            "4Q 2023/24",
        ),
        *("Quarter 4 2023/24", "4th quarter of 2023-24", "fourth quarter 2023/2024", "last quarter of 2023/24"),
        *("Qtr 4 23/24", "Q4 (2023/24)", "Q4, 2023/24", "Q4 of the financial year 2023/24", "end of Q4 2023/24"),
        *("Q1 calendar 2024", "calendar Q1 2024", "Q1 of the calendar year 2024", "Q1 2024 (calendar year)"),
    ],
)
def test_a_quarter_of_a_named_sort_of_year_needs_no_question(text: str) -> None:
    period = parse_due(text)
    assert (period.start, period.end) == (date(2024, 1, 1), date(2024, 3, 31))
    assert (period.precision, period.reading) == (Precision.QUARTER, None)


@pytest.mark.parametrize(
    "text",
    [
        *("Q3 2023", "2023 Q3", "Quarter 3 2023", "3rd quarter 2023", "third quarter of 2023", "Q3 '23", "Q3 23"),
        *("Q3, 2023", "2023Q3", "3Q 2023", "Report by Q3 2023", "quarter three 2023"),
    ],
)
def test_a_quarter_of_one_year_is_asked_about(text: str) -> None:
    with pytest.raises(AmbiguousQuarter) as question:
        parse_due(text)
    assert question.value.calendar == (date(2023, 7, 1), date(2023, 9, 30))
    assert question.value.financial == (date(2023, 10, 1), date(2023, 12, 31))


@pytest.mark.parametrize("text", ["H1 2025", "first half of 2025", "1st half 2025", "2025 H1", "half 1 2025"])
def test_half_of_one_year_is_asked_about_too(text: str) -> None:
    with pytest.raises(AmbiguousQuarter) as question:
        parse_due(text)
    assert question.value.calendar == (date(2025, 1, 1), date(2025, 6, 30))
    assert question.value.financial == (date(2025, 4, 1), date(2025, 9, 30))


def test_2024_to_2025_may_be_one_financial_or_two_calendar_years() -> None:
    with pytest.raises(AmbiguousQuarter) as question:
        parse_due("2024 to 2025")
    assert question.value.calendar == (date(2024, 1, 1), date(2025, 12, 31))
    assert question.value.financial == (date(2024, 4, 1), date(2025, 3, 31))


def test_a_quarter_said_again_in_months_needs_no_question() -> None:
    assert days("Q4 2023 (January to March 2024)") == (date(2024, 1, 1), date(2024, 3, 31))
    assert days("Q4 2023, December 2023") == month(2023, 12)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR),
        ("during 2025", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR),
        ("calendar year 2025", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR),
        ("late 2024", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR),
        ("by the end of 2024", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR),
        ("2024/25", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("2024-25", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("2024-2025", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("FY24/25", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("FY 2024-25", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("financial year 2024 to 2025", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("2024-25 financial year", date(2024, 4, 1), date(2025, 3, 31), Precision.YEAR),
        ("H2 2024/25", date(2024, 10, 1), date(2025, 3, 31), Precision.QUARTER),
        ("April to June 2024", date(2024, 4, 1), date(2024, 6, 30), Precision.MONTH),
        ("Apr–Jun 24", date(2024, 4, 1), date(2024, 6, 30), Precision.MONTH),
        ("Apr-24 to Jun-24", date(2024, 4, 1), date(2024, 6, 30), Precision.MONTH),
        ("between April and June 2024", date(2024, 4, 1), date(2024, 6, 30), Precision.MONTH),
        ("from April 2024 to the end of June 2024", date(2024, 4, 1), date(2024, 6, 30), Precision.MONTH),
        ("April/May 2024", date(2024, 4, 1), date(2024, 5, 31), Precision.MONTH),
        ("April 2024 to June", date(2024, 4, 1), date(2024, 6, 30), Precision.MONTH),
        ("December 2024 – January 2025", date(2024, 12, 1), date(2025, 1, 31), Precision.MONTH),
        ("Oct to Jan 2024/25", date(2024, 10, 1), date(2025, 1, 31), Precision.MONTH),
        ("1 April 2024 to 30 June 2024", date(2024, 4, 1), date(2024, 6, 30), Precision.DAY),
        ("1 April - 30 June 2024", date(2024, 4, 1), date(2024, 6, 30), Precision.DAY),
        ("1 Apr–30 Jun 24", date(2024, 4, 1), date(2024, 6, 30), Precision.DAY),
        ("01/04/2024 - 30/06/2024", date(2024, 4, 1), date(2024, 6, 30), Precision.DAY),
        ("1–15 May 2024", date(2024, 5, 1), date(2024, 5, 15), Precision.DAY),
        ("23-24 May 2024", date(2024, 5, 23), date(2024, 5, 24), Precision.DAY),
        ("1st to 15th May 2024", date(2024, 5, 1), date(2024, 5, 15), Precision.DAY),
        ("between 1 and 15 May 2024", date(2024, 5, 1), date(2024, 5, 15), Precision.DAY),
        ("Q3–Q4 2024/25", date(2024, 10, 1), date(2025, 3, 31), Precision.QUARTER),
        ("Q4 2023/24 to June 2024", date(2024, 1, 1), date(2024, 6, 30), Precision.QUARTER),
        ("w/c 4 March 2024", date(2024, 3, 4), date(2024, 3, 10), Precision.DAY),
        ("week ending 10 March 2024", date(2024, 3, 4), date(2024, 3, 10), Precision.DAY),
    ],
)
def test_years_ranges_and_weeks(text: str, start: date, end: date, precision: Precision) -> None:
    assert parse_due(text) == DuePeriod(text, start, end, precision, None)


def test_numbers_are_read_day_first() -> None:
    assert days("03/04/2024") == (date(2024, 4, 3), date(2024, 4, 3))


def test_two_digit_years_turn_at_80() -> None:
    assert days("Oct 79") == month(2079, 10)
    assert days("Oct 99") == month(1999, 10)
    with pytest.raises(refusals.YearOutOfRange) as refusal:
        parse_due("Oct 80")
    assert refusal.value.year == 1980


def test_the_text_is_kept_as_typed_but_for_white_space() -> None:
    assert parse_due("  New contract\n to  start\u00a0April ’24 ").text == "New contract to start April ’24"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        *(
            (text, refusals.NotADate)
            for text in ("", " ", "soon", "TBC", "ongoing", "01793 123456", "07700 900123", "?")
        ),
        *(
            (text, refusals.NotADate)
            for text in ("020 7946 2024", "next quarter", "end of month", "2024-2026", "20231031")
        ),
        *(
            (text, refusals.NotADate)
            for text in ("Monday", "may slip", "Oct 23, 24", "April 24 to 25", "28. March 2025", "\ud800", "\u202e")
        ),
        *(
            (text, refusals.YearMissing)
            for text in ("October", "23 Oct", "Sept.", "31/10", "Q4", "H1", "Oct 23rd", "May")
        ),
        *((text, refusals.YearMissing) for text in ("1 to 15 May", "April to June", "Sept tender, 2024")),
        *(
            (text, refusals.NoSuchDay)
            for text in ("31 February 2024", "29/02/2023", "31/13/2023", "10/31/2023", "31 June")
        ),
        *((text, refusals.NoSuchDay) for text in ("0 March 2024", "32 March 2024", "2024-02-30", "00/00/2024")),
        *((text, refusals.NoSuchQuarter) for text in ("Q5 2023", "Q0 2023/24", "5th quarter 2023", "H3 2025")),
        *(
            (text, refusals.Season)
            for text in ("spring 2025", "Summer 25", "autumn of 2024", "winter 2024/25", "2025 summer")
        ),
        *(
            (text, refusals.VagueDate)
            for text in ("early 2025", "mid-2025", "start of 2025", "Easter 2025", "New Year 2025")
        ),
        *((text, refusals.VagueDate) for text in ("academic year 2024/25", "2024/25 academic year")),
        *((text, refusals.FinancialYearUnclear) for text in ("FY24", "FY 2024", "Q4 FY23", "2024 financial year")),
        *(
            (text, refusals.TooManyDates)
            for text in ("April 2023 and May 2024", "April or May 2024", "Q1 and Q2 2024/25")
        ),
        *(
            (text, refusals.TooManyDates)
            for text in ("1 May 2024, 2 June 2024", "Sept, Oct and Nov 2024", "May 2024 or 2025")
        ),
        *(
            (text, refusals.YearOutOfRange)
            for text in ("October 1850", "1850", "May 2101", "31/12/2150", "2100-01", "Oct 85")
        ),
        *((text, refusals.WrongWeekday) for text in ("Monday 31 October 2023", "Wed 31/10/2023")),
        *(
            (text, refusals.MisspeltMonth)
            for text in ("Febuary 2025", "12 Febuary 2025", "Setpember 2024", "Ocotber 2024")
        ),
        *((text, refusals.EndsBeforeItStarts) for text in ("1 June 2024 to 1 May 2024", "June to April 2024")),
        *(
            (text, refusals.EndsBeforeItStarts)
            for text in ("15-1 May 2024", "December to January 2025", "Q3 2024 to Q1 2024")
        ),
        ("x" * (TEXT_LIMIT + 1), refusals.DueTextTooLong),
        ("May 2024 " + "x" * 1_000_000, refusals.DueTextTooLong),
    ],
)
def test_what_is_no_clear_due_date_is_refused_for_its_own_reason(
    text: str, refusal: type[DueDateNotUnderstood]
) -> None:
    with pytest.raises(DueDateNotUnderstood) as refused:
        parse_due(text)
    assert type(refused.value) is refusal
    assert refused.value.field == "due_text"
    assert len(str(refused.value)) < 300


def test_a_refusal_carries_its_facts() -> None:
    with pytest.raises(refusals.TooManyDates) as two:
        parse_due("April 2023 and May 2024")
    assert (two.value.first, two.value.second) == ("April 2023", "May 2024")
    with pytest.raises(refusals.EndsBeforeItStarts) as backwards:
        parse_due("1 June 2024 to 1 May 2024")
    assert (backwards.value.start, backwards.value.end) == (date(2024, 6, 1), date(2024, 5, 1))
    with pytest.raises(refusals.WrongWeekday) as weekday:
        parse_due("Monday 31 October 2023")
    assert (weekday.value.day, weekday.value.weekday) == (date(2023, 10, 31), "Tuesday")
    with pytest.raises(refusals.YearMissing) as no_year:
        parse_due("Tender by 23 Oct, we hope")
    assert no_year.value.found == "23 Oct"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31/10/2023", "31 October 2023"),
        ("Oct 23", "October 2023 (1 to 31 October 2023)"),
        ("Q3 2023/24", "October to December 2023 (1 October to 31 December 2023)"),
        ("2024-25", "April 2024 to March 2025 (1 April 2024 to 31 March 2025)"),
        ("1-15 May 2024", "1 to 15 May 2024"),
        ("20 April to 15 May 2024", "20 April to 15 May 2024"),
        ("28 December 2024 to 3 January 2025", "28 December 2024 to 3 January 2025"),
    ],
)
def test_a_period_is_described_in_plain_words(text: str, words: str) -> None:
    assert describe(parse_due(text)) == words
