"""The road of an annual report: what must come before its publication, and days that cannot be (RULES 10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import FinancialYear, Quarter, UnknownFinancialYear, UnknownQuarter, parse_period
from tracker.reports.rules_life import ReportKind, address_of, name_of
from tracker.reports.rules_ready import YearNotOver, check_year_over
from tracker.reports.rules_road import (
    NoSuchPlace,
    NotSent,
    NotThatMeeting,
    OutBeforeGiven,
    Progress,
    ReviewedBeforeSent,
    RoadStep,
    RoadUnfinished,
    StepState,
    check_out_on,
    check_place,
    check_reviewed,
    check_road,
    is_address,
    missing_before_publication,
    part_done,
)

SENT, MEETING, TODAY = date(2024, 9, 18), date(2024, 9, 26), date(2024, 10, 1)
YEAR = FinancialYear(2023)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))

progress = st.builds(
    lambda reviews, made, answered, none: Progress(
        reviews=reviews,
        recommendations=made if reviews else 0,
        none_made=bool(none and reviews and not made),
        responses=min(answered, made) if reviews else 0,
    ),
    st.integers(0, 2),
    st.integers(0, 6),
    st.integers(0, 6),
    st.booleans(),
)


def test_the_steps_are_those_the_law_lays_in_their_order() -> None:
    assert [each.label for each in RoadStep] == [
        "Draft",
        "Signed off",
        "Sent to the Panel",
        "Reviewed at a meeting",
        "Recommendations",
        "Responded",
        "Responses published",
        "Published",
    ]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Progress(), "the Panel has not reviewed it at a meeting"),
        (Progress(reviews=1), "it is not recorded whether the Panel made recommendations"),
        (Progress(reviews=1, recommendations=1), "1 recommendation of the Panel has no response"),
        (Progress(reviews=1, recommendations=3, responses=1), "2 recommendations of the Panel have no response"),
    ],
)
def test_what_is_missing_is_named_and_stops_the_publication(found: Progress, words: str) -> None:
    missing = missing_before_publication(found)
    assert missing == (words,)
    with pytest.raises(RoadUnfinished, match=words) as refused:
        check_road(missing, "  ")
    assert refused.value.field == "reason"
    check_road(missing, "The Panel asked for it.")


@pytest.mark.parametrize(
    "found", [Progress(reviews=1, none_made=True), Progress(reviews=1, recommendations=2, responses=2)]
)
def test_nothing_stops_it_once_every_recommendation_has_its_response(found: Progress) -> None:
    check_road(missing_before_publication(found), None)


@given(progress)
def test_it_goes_out_without_a_reason_only_when_reviewed_and_fully_answered(found: Progress) -> None:
    ready = bool(found.reviews) and found.is_settled and found.responses == found.recommendations
    assert (missing_before_publication(found) == ()) is ready


@given(DAYS, st.none() | DAYS, DAYS, st.booleans())
def test_a_review_is_of_a_meeting_held_after_the_report_was_sent(
    meeting: date, sent_on: date | None, today: date, cancelled: bool
) -> None:
    possible = sent_on is not None and not cancelled and sent_on <= meeting <= today
    if possible:
        check_reviewed(meeting, cancelled=cancelled, sent_on=sent_on, today=today)
    else:
        with pytest.raises((NotSent, NotThatMeeting, ReviewedBeforeSent)):
            check_reviewed(meeting, cancelled=cancelled, sent_on=sent_on, today=today)


def test_a_meeting_before_the_panel_had_the_report_is_refused_with_the_day() -> None:
    with pytest.raises(ReviewedBeforeSent, match="on or after 18 September 2024"):
        check_reviewed(date(2024, 6, 27), cancelled=False, sent_on=SENT, today=TODAY)
    with pytest.raises(NotThatMeeting):
        check_reviewed(MEETING, cancelled=False, sent_on=SENT, today=SENT)


@given(DAYS, DAYS, DAYS)
def test_a_response_is_published_between_its_day_and_today(day: date, given_on: date, today: date) -> None:
    if given_on <= day <= today:
        check_out_on(day, given_on, today)
    else:
        with pytest.raises(OutBeforeGiven):
            check_out_on(day, given_on, today)


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_counted_step_is_done_when_all_of_it_is(done: int, of: int) -> None:
    done = min(done, of)
    state = part_done(done, of)
    assert (state is StepState.SKIPPED) is (of == 0)
    assert (state is StepState.DONE) is (0 < done == of)
    assert (state is StepState.PART) is (0 < done < of)


class TestPeriods:
    @given(st.integers(1000, 9998), st.integers(1, 4))
    def test_the_key_of_a_period_gives_it_back(self, year: int, number: int) -> None:
        for period in (FinancialYear(year), Quarter(year, number)):
            assert parse_period(period.key) == period
            assert period.start <= period.end

    def test_a_report_of_a_year_has_no_quarter_and_one_of_a_quarter_no_year(self) -> None:
        assert ReportKind.ANNUAL.period("2023-24") == YEAR
        assert ReportKind.HIGHLIGHT.period("2024-25-Q2") == Quarter(2024, 2)
        with pytest.raises(UnknownFinancialYear):
            ReportKind.ANNUAL.period("2024-25-Q2")
        with pytest.raises(UnknownQuarter):
            ReportKind.DASHBOARD.period("2023-24")

    def test_its_name_and_address_say_the_year(self) -> None:
        assert name_of(ReportKind.ANNUAL, YEAR) == "annual report, financial year 2023-24"
        assert address_of(ReportKind.ANNUAL, YEAR) == "/reports/annual/2023-24"
        assert YEAR.months_label == "April 2023 to March 2024"

    def test_an_annual_report_is_submitted_once_its_year_is_over(self) -> None:
        with pytest.raises(YearNotOver, match="ends on 31 March 2024") as refused:
            check_year_over(YEAR.end - timedelta(days=1), YEAR)
        assert refused.value.field == "as_at"
        check_year_over(YEAR.end, YEAR)
        check_year_over(Quarter(2023, 1).start, Quarter(2023, 1))


@pytest.mark.parametrize(
    "place",
    ["javascript:alert(1)", "https://example.org/resp page", "www.example.org", "ftp://example.org", "https://"],
)
def test_what_is_meant_as_an_address_must_be_one(place: str) -> None:
    with pytest.raises(NoSuchPlace, match="the whole address"):
        check_place(place)
    assert not is_address(place)


@pytest.mark.parametrize("place", ["With the minutes", "Minutes: item 4", "On our site, page 12", "Letter"])
def test_words_say_where_a_response_is_as_well(place: str) -> None:
    check_place(place)
    assert not is_address(place)


def test_a_whole_address_is_one() -> None:
    check_place("https://example.org/response")
    assert is_address("https://example.org/response")


def test_a_review_of_another_version_is_named_and_stops_the_publication() -> None:
    found = Progress(reviews=1, version=2, reviewed=1, none_made=True)
    assert missing_before_publication(found) == ("the Panel reviewed version 1 and has not reviewed version 2",)
    assert missing_before_publication(Progress(reviews=1, version=2, reviewed=2, none_made=True)) == ()
