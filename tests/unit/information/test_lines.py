"""What a line of the register may say, what can be recorded of it, and its file both ways."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.text import clean_line
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.information.rules import DueFrom, Every, PublicationKind, TimingBy
from tracker.information.rules_file import Held, plan_of, rows_of
from tracker.information.rules_lines import (
    BadAddress,
    BadCode,
    DayBeforeWanted,
    DaysWanted,
    LineFacts,
    NothingBefore,
    UnlikelyDays,
    check_address,
    check_code,
    check_timing,
)
from tracker.information.rules_periods import Period
from tracker.information.rules_publication import (
    OFFERED,
    BeforeThePeriod,
    NoPeriodAsked,
    NothingToLookAt,
    NotYet,
    PeriodNotCounted,
    PeriodNotOver,
    PeriodWanted,
    PublicationFacts,
    check_publication,
    periods_offered,
)
from tracker.information.rules_standing import Timing

TODAY, APRIL = date(2024, 9, 18), date(2024, 4, 1)
MONTHLY = Timing(Every.MONTH, DueFrom.END, 30, APRIL)
BUDGET = Timing(Every.YEAR, DueFrom.START, 1, APRIL)
STANDING = Timing(Every.STANDING, DueFrom.END, 90, APRIL)
HERE = "https://example.org"

text = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), min_size=1, max_size=40).map(
    lambda typed: clean_line(typed, max_length=80) or "x"
)


@st.composite
def facts(draw: st.DrawFn) -> LineFacts:
    every = draw(st.sampled_from(Every))
    due_from = draw(st.sampled_from(DueFrom)) if every.repeats else DueFrom.END
    days = st.integers(1, 1_100)
    return LineFacts(
        topic=draw(text),
        title=draw(text),
        source=draw(text),
        every=every,
        due_from=due_from,
        due_days=draw(days if every.repeats else st.none() | days),
        timing_by=draw(st.sampled_from(TimingBy)),
        note=draw(st.none() | text),
        address=draw(st.none() | st.just(HERE)),
        owner=draw(st.none() | text),
        counts_from=draw(st.dates(min_value=date(2012, 4, 1), max_value=date(2029, 1, 1))),
    )


def published(**changes: object) -> PublicationFacts:
    values: dict[str, object] = {
        "kind": PublicationKind.PUBLISHED,
        "on": date(2024, 9, 1),
        "period": None,
        "address": None,
        "note": None,
    }
    return PublicationFacts(**{**values, **changes})  # type: ignore[arg-type]  # each test names real fields


@pytest.mark.parametrize("code", ["3-g", "2A", "7C-a-ii", "AR", "x" * 20])
def test_a_code_is_part_of_an_address(code: str) -> None:
    assert check_code(code) == code


@pytest.mark.parametrize("code", ["", "3 g", "3/g", "-3", "3-", "3--g", "x" * 21, "new", "File", "3(g)", "é", ".."])
def test_what_could_not_be_an_address_is_no_code(code: str) -> None:
    with pytest.raises(BadCode):
        check_code(code)


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "javascript:alert(1)", "mailto:a@example.org"])
def test_an_address_leads_to_a_page_of_the_web(address: str) -> None:
    with pytest.raises(BadAddress):
        check_address(address)


@pytest.mark.parametrize(
    ("timing", "refusal"),
    [
        (Timing(Every.MONTH, DueFrom.END, None, APRIL), DaysWanted),
        (Timing(Every.MONTH, DueFrom.END, 1_101, APRIL), UnlikelyDays),
        (Timing(Every.MONTH, DueFrom.END, -1, APRIL), UnlikelyDays),
        (Timing(Every.STANDING, DueFrom.END, 0, APRIL), UnlikelyDays),
        (Timing(Every.YEAR, DueFrom.START, 0, APRIL), DayBeforeWanted),
        (Timing(Every.EVENT, DueFrom.START, 1, APRIL), NothingBefore),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(timing: Timing, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_timing(timing)


def keys(periods: list[Period]) -> list[str]:
    return [each.key for each in periods]


def test_periods_are_offered_from_the_one_that_ended_last() -> None:
    assert keys(periods_offered(MONTHLY, TODAY)) == [f"2024-0{month}" for month in (8, 7, 6, 5, 4)]
    assert keys(periods_offered(MONTHLY, date(2024, 8, 31)))[0] == "2024-07", "a month is over after its last day"
    assert keys(periods_offered(replace(MONTHLY, due_days=0), TODAY))[0] == "2024-09", "it is due by the month’s end"
    assert keys(periods_offered(BUDGET, TODAY)) == ["2025-26", "2024-25"]
    assert periods_offered(MONTHLY, date(2024, 1, 1)) == []
    assert periods_offered(STANDING, TODAY) == []
    assert len(periods_offered(MONTHLY, date(2040, 1, 1))) == OFFERED


@pytest.mark.parametrize(
    ("facts", "timing", "refusal"),
    [
        (published(on=date(2024, 9, 19), period="2024-08"), MONTHLY, NotYet),
        (published(), MONTHLY, PeriodWanted),
        (published(period="2024-03"), MONTHLY, PeriodNotCounted),
        (published(period="2024-10"), MONTHLY, PeriodNotOver),
        (published(period="2024-09"), MONTHLY, PeriodNotOver),
        (published(period="2024-08", on=date(2024, 8, 31)), MONTHLY, PeriodNotOver),
        (published(period="2026-27"), BUDGET, PeriodNotCounted),
        (published(period="2024-09", on=date(2024, 8, 31)), replace(MONTHLY, due_days=0), BeforeThePeriod),
        (published(period="2024-08"), STANDING, NoPeriodAsked),
        (published(kind=PublicationKind.CHECKED, period="2024-08"), MONTHLY, NothingToLookAt),
    ],
)
def test_a_publication_that_cannot_be_is_refused(
    facts: PublicationFacts, timing: Timing, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_publication(facts, timing, HERE, TODAY)


def test_a_budget_is_published_before_its_year() -> None:
    check_publication(published(period="2025-26", on=date(2024, 9, 1)), BUDGET, HERE, TODAY)


@given(st.lists(facts(), min_size=1, max_size=5), st.none() | text)
def test_a_register_written_to_a_file_reads_the_same(lines: list[LineFacts], withdrawn: str | None) -> None:
    register = [Held(f"L-{number}", each, withdrawn) for number, each in enumerate(lines)]
    written = io.StringIO()
    csv.writer(written).writerows(rows_of(register))
    table = read_table(check_sheet_file("register.csv", written.getvalue().encode()))
    plan = plan_of(table, register, TODAY)
    assert plan.problems == ()
    assert (plan.unchanged, plan.does_something, plan.absent) == (len(register), False, [])
