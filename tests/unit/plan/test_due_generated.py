"""Any day, month, quarter or year, in any usual style, after any words, means just that period (RULES 1)."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.dates import MONTHS, FinancialYear, Quarter
from tracker.plan.due import TEXT_LIMIT, describe, parse_due
from tracker.plan.due_refusals import (
    AmbiguousQuarter,
    DueDateNotUnderstood,
    EndsBeforeItStarts,
    NoSuchDay,
    YearMissing,
)
from tracker.plan.rules import Precision, QuarterReading

years = st.integers(1990, 2099)
month_numbers = st.integers(1, 12)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
Case = Callable[[str], str]
_CASES: tuple[Case, ...] = (str, str.upper, str.lower, str.title)
cases = st.sampled_from(_CASES)
spaces = st.sampled_from([" ", "\u00a0", "  ", "\u2009"])

# Words as they stand before dates in plans, among them some that hold or look like the name of a month.
LEADS = (
    *(
        "",
        "Contract start",
        "New contract to start",
        "by",
        "By the end of",
        "end",
        "Due:",
        "Launch –",
        "Tender complete;",
    ),
    *("Mayor's plan,", "Marching band for", "Decision (board)", "Augusta House opens", "Junior wardens start"),
    *(
        "Phase 2,",
        "24/7 helpline by",
        "£1.5m spent by",
        "100% by",
        "Sector-led review",
        "Octave group",
        "Secondment ends",
    ),
    *("No later than", "=SUM(A1)", "<b>soon</b>", "Début –", "Q&A published", "Halfway house ready", "Yearly audit:"),
)
# No month, weekday or other word about time can be spelt with these letters alone.
random_words = st.lists(st.text("aeioubkvxzéü-'", min_size=2, max_size=9), max_size=6).map(" ".join)
leads = st.sampled_from(LEADS) | random_words


def after(lead: str, written: str) -> str:
    return f"{lead} {written}".strip()


def month_words(number: int) -> st.SearchStrategy[str]:
    name = MONTHS[number - 1]
    short = ["Sep", "Sept", "Sep.", "Sept."] if number == 9 else [name[:3], f"{name[:3]}."]
    return st.sampled_from([name, *short])


def year_words(year: int) -> st.SearchStrategy[str]:
    forms = [str(year)]
    if 1980 <= year <= 2079:
        forms += [f"{year % 100:02d}", f"'{year % 100:02d}", f"’{year % 100:02d}"]
    return st.sampled_from(forms)


@st.composite
def written_days(draw: st.DrawFn) -> tuple[date, str]:
    day = draw(days)
    month, year, gap = draw(month_words(day.month)), draw(year_words(day.year)), draw(spaces)
    suffix = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    mark = draw(st.sampled_from("/.-"))
    plain_year = year.lstrip("'’")
    forms = [
        f"{day.day}{gap}{month}{gap}{year}",
        f"{day.day}{suffix} {month} {year}",
        f"the {day.day}{suffix} of {month} {year}",
        f"{day:%A} {day.day} {month} {year}",
        f"{day:%a} {day.day}{suffix} {month}, {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {day.day}{suffix} {day.year}",
        f"{day.day:02d}{mark}{day.month:02d}{mark}{plain_year}",
        f"{day.day}{mark}{day.month}{mark}{plain_year}",
        f"{day.day:02d}-{MONTHS[day.month - 1][:3]}-{plain_year}",
        day.isoformat(),
    ]
    return day, draw(cases)(draw(st.sampled_from(forms)))


@given(written_days(), leads)
def test_any_day_in_any_usual_style_after_any_words(written: tuple[date, str], lead: str) -> None:
    day, words = written
    period = parse_due(after(lead, words))
    assert (period.start, period.end, period.precision) == (day, day, Precision.DAY)
    assert describe(period) == f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@st.composite
def written_months(draw: st.DrawFn) -> tuple[int, int, str]:
    year, number = draw(years), draw(month_numbers)
    month, written = draw(month_words(number)), draw(year_words(year))
    forms = [
        f"{month}{draw(spaces)}{written}",
        f"{month} of {year}",
        f"{month}, {year}",
        f"{month.rstrip('.')}-{written}",
        f"{number:02d}{draw(st.sampled_from('/.-'))}{year}",
        f"{year} {month}",
    ]
    if number != (year + 1) % 100:  # 2004-05 may be a financial year as well
        forms.append(f"{year}-{number:02d}")
    return year, number, draw(cases)(draw(st.sampled_from(forms)))


@given(written_months(), leads)
def test_any_month_in_any_usual_style_after_any_words(written: tuple[int, int, str], lead: str) -> None:
    year, number, words = written
    period = parse_due(after(lead, words))
    assert (period.start, period.end) == (
        date(year, number, 1),
        date(year, number, calendar.monthrange(year, number)[1]),
    )
    assert period.precision is Precision.MONTH


QUARTER_WORDS = {
    1: ("Q1", "Quarter 1", "1st quarter", "first quarter of", "Qtr 1", "quarter one"),
    2: ("Q2", "Quarter 2", "2nd quarter", "second quarter of", "Qtr 2", "quarter two"),
    3: ("Q3", "Quarter 3", "3rd quarter", "third quarter of", "Qtr. 3", "quarter three"),
    4: ("Q4", "Quarter 4", "4th quarter", "fourth quarter of", "Qtr 4", "final quarter of"),
}


@given(years, st.integers(1, 4), st.data(), cases, leads)
def test_any_quarter_of_two_named_years_is_financial(
    year: int, number: int, data: st.DataObject, case: Case, lead: str
) -> None:
    forms = [f"{year}/{(year + 1) % 100:02d}", f"{year}-{(year + 1) % 100:02d}", f"{year}–{(year + 1) % 100:02d}"]
    forms.append(f"{year}/{year + 1}")
    if 1980 <= year <= 2078:
        forms.append(f"{year % 100:02d}/{(year + 1) % 100:02d}")
    named, quarter = data.draw(st.sampled_from(forms)), data.draw(st.sampled_from(QUARTER_WORDS[number]))
    written = (
        f"{named} {quarter.removesuffix(' of')}"
        if data.draw(st.booleans()) and len(named) > 5
        else f"{quarter} {named}"
    )
    period = parse_due(after(lead, case(written)))
    meant = Quarter(year, number)
    assert (period.start, period.end) == (meant.start, meant.end)
    assert (period.precision, period.reading) == (Precision.QUARTER, None)


@given(years, st.integers(1, 4), st.data(), cases, leads)
def test_any_quarter_of_one_year_is_asked_about_and_settled_by_the_answer(
    year: int, number: int, data: st.DataObject, case: Case, lead: str
) -> None:
    written = f"{data.draw(st.sampled_from(QUARTER_WORDS[number]))} {data.draw(year_words(year))}"
    text = after(lead, case(written))
    financial = Quarter(year, number)
    calendar_days = (date(year, 3 * number - 2, 1), date(year, 3 * number, calendar.monthrange(year, 3 * number)[1]))
    with pytest.raises(AmbiguousQuarter) as question:
        parse_due(text)
    assert question.value.calendar == calendar_days
    assert question.value.financial == (financial.start, financial.end)
    for reading, meant in (
        (QuarterReading.CALENDAR, question.value.calendar),
        (QuarterReading.FINANCIAL, question.value.financial),
    ):
        period = parse_due(text, reading=reading)
        assert ((period.start, period.end), period.reading) == (meant, reading)


@given(
    years,
    cases,
    st.sampled_from(["", "by", "during", "in", "the end of", "Contract to start in", "Delivered by", "late", "Due:"]),
)
def test_any_year_is_its_calendar_year_and_two_years_their_financial_year(year: int, case: Case, lead: str) -> None:
    period = parse_due(after(lead, str(year)))
    assert (period.start, period.end) == (date(year, 1, 1), date(year, 12, 31))
    assert period.precision is Precision.YEAR
    for written in (
        f"{year}/{(year + 1) % 100:02d}",
        f"FY {year}-{(year + 1) % 100:02d}",
        f"financial year {year} to {year + 1}",
    ):
        assume(not 2000 <= year <= 2011 or not written.startswith("2"))  # 2004/05 may be May 2004 as well
        period = parse_due(after(lead, case(written)))
        assert (period.start, period.end) == (FinancialYear(year).start, FinancialYear(year).end)
        assert period.precision is Precision.YEAR


@given(days, days, st.sampled_from([" to ", " - ", "–", " until ", "-"]), leads)
def test_a_range_runs_from_its_first_to_its_last_day_or_is_refused(
    one: date, other: date, link: str, lead: str
) -> None:
    text = after(
        lead, f"{one.day} {MONTHS[one.month - 1]} {one.year}{link}{other.day} {MONTHS[other.month - 1]} {other.year}"
    )
    if other < one:
        with pytest.raises(EndsBeforeItStarts) as refusal:
            parse_due(text)
        assert (refusal.value.start, refusal.value.end) == (one, other)
        return
    period = parse_due(text)
    assert (period.start, period.end) == (one, other)


@given(years, month_numbers, month_numbers, st.sampled_from([" to ", " - ", "–", "/"]), leads)
def test_months_of_one_year_share_it(year: int, one: int, other: int, link: str, lead: str) -> None:
    assume(one <= other)
    period = parse_due(after(lead, f"{MONTHS[one - 1]}{link}{MONTHS[other - 1]} {year}"))
    assert period.start == date(year, one, 1)
    assert period.end == date(year, other, calendar.monthrange(year, other)[1])


@given(st.integers(1, 31), month_numbers, leads)
def test_a_day_without_a_year_asks_for_the_year(day: int, number: int, lead: str) -> None:
    assume(day <= calendar.monthrange(2000, number)[1])
    assume("100%" not in lead)
    with pytest.raises(YearMissing):
        parse_due(after(lead, f"{day} {MONTHS[number - 1]}"))


@given(years, month_numbers, st.integers(0, 99))
def test_a_day_the_calendar_lacks_is_refused(year: int, number: int, day: int) -> None:
    assume(not 1 <= day <= calendar.monthrange(year, number)[1])
    for text in (f"{day} {MONTHS[number - 1]} {year}", f"{day:02d}/{number:02d}/{year}"):
        with pytest.raises(NoSuchDay):
            parse_due(text)


_FRAGMENTS = st.sampled_from(
    [
        *(
            "Q4",
            "H1",
            "2024",
            "24",
            "2024/25",
            "24-25",
            "31",
            "5th",
            "May",
            "Sept.",
            "march",
            "to",
            "-",
            "–",
            "/",
            ",",
            "or",
        ),
        *(
            "and",
            "between",
            "the",
            "of",
            "early",
            "spring",
            "Monday",
            "quarter",
            "first",
            "half",
            "FY",
            "calendar",
            "(",
        ),
        *("31/10/2023", "10/23", "2010-11", "FYE", "w/c", "'24", "12.5%", "Phase", "=1+1", "\u200f", "\ud800", "0"),
    ]
)


@given(st.lists(_FRAGMENTS, max_size=9).map(" ".join) | st.text(max_size=TEXT_LIMIT + 5))
def test_any_text_is_one_sound_period_or_refused_with_a_sentence(text: str) -> None:
    try:
        period = parse_due(text)
    except DueDateNotUnderstood as refusal:
        message = str(refusal)
        assert message.endswith(".")
        assert "\n" not in message
        message.encode()
        return
    assert date(1990, 1, 1) <= period.start <= period.end <= date(2100, 12, 31)
    assert period.text == " ".join(text.split())
    assert parse_due(period.text) == period
