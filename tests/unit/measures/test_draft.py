"""The drafted data summary, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tracker.measures.rules import Engine, MeasureType, TargetSense, TrendWord, Unit, ValueState, YoyUnit, window
from tracker.measures.rules_draft import draft
from tracker.measures.rules_exceptions import Direction, Finding, Rule
from tracker.measures.rules_standing import Given, MeasureRecord, Target, standings
from tracker.measures.rules_windows import MonthValue, Supplied

JULY = date(2024, 7, 1)
STEADY = [100, 104, 96] * 12


def record(numbers: Sequence[object] = (), **changes: object) -> MeasureRecord:
    """A count whose last value is that of July 2024; None: a month without a figure."""
    months = zip(window(JULY, len(numbers)), numbers, strict=True)
    stored = {
        month: MonthValue(month, Decimal(str(value)), state=ValueState.FINAL)
        for month, value in months
        if value is not None
    }
    plain = MeasureRecord(code="CALLS", name="Calls", kind=MeasureType.COUNT, unit=Unit.COUNT, values=stored)
    return replace(plain, **changes)  # type: ignore[arg-type]  # each test names real fields


def supplied(**changes: object) -> MeasureRecord:
    """As published: only what the supplier worked out."""
    return record(supplied={JULY: Supplied(**changes)})  # type: ignore[arg-type]  # as above


def text(*records: MeasureRecord) -> str:
    return draft(standings(records, JULY), "Demand")


def test_a_count_with_its_windows_and_its_change() -> None:
    assert "- In July 2024 **Calls** came to 96, with 300 over the 3 months and 1,200 over the 12 months." in text(
        record(STEADY)
    )
    assert "It was unchanged year on year." in text(record(STEADY))


def test_a_rate_gives_its_parts() -> None:
    values = {
        month: MonthValue(month, None, Decimal(9), Decimal(129), state=ValueState.FINAL) for month in window(JULY, 3)
    }
    found = text(record(kind=MeasureType.RATE, unit=Unit.PERCENT, values=values, name="Charge rate"))
    assert "**Charge rate** stood at 7.0% (9 of 129), with 7.0% (27 of 387) over the 3 months." in found


@pytest.mark.parametrize(
    ("change", "unit", "words"),
    [
        ("-20.6", YoyUnit.PERCENT, "It was down 20.6% year on year."),
        ("1.6", YoyUnit.PERCENTAGE_POINTS, "It was up 1.6% points year on year."),
        ("-320", YoyUnit.DURATION, "It was down 5 minutes 20 seconds year on year."),
        ("12", YoyUnit.DAYS, "It was up 12 days year on year."),
        ("0.04", YoyUnit.PERCENT, "It was unchanged year on year."),
    ],
)
def test_a_change_has_the_unit_it_is_counted_in(change: str, unit: YoyUnit, words: str) -> None:
    found = record(supplied={JULY: Supplied(Decimal(5), year_on_year=Decimal(change), year_on_year_unit=unit)})
    assert words in text(replace(found, kind=MeasureType.MEDIAN, unit=Unit.DAYS))


def test_a_time_is_written_in_words() -> None:
    one = supplied(month_value=Decimal(5358), three_months=Decimal(60))
    found = text(replace(one, kind=MeasureType.MEDIAN, unit=Unit.DURATION))
    assert "stood at 1 hour 29 minutes 18 seconds, with 1 minute over the 3 months." in found


@pytest.mark.parametrize(
    ("change", "then", "words"),
    [
        ("60.0", "5.8", "It was up 9.2% points year on year, which is more than the margins explain."),
        ("67.0", "5.8", "There is no clear difference from the year before: the change of +2.2% points is within"),
        ("67.0", None, "the margins that would tell it from chance are not known."),
    ],
)
def test_a_survey_is_higher_only_where_the_intervals_lie_apart(change: str, then: str | None, words: str) -> None:
    before = date(2023, 7, 1)
    values = {
        JULY: MonthValue(JULY, Decimal("69.2"), margin=Decimal("0.8"), state=ValueState.FINAL),
        before: MonthValue(
            before, Decimal(change), margin=None if then is None else Decimal(then), state=ValueState.FINAL
        ),
    }
    found = text(record(kind=MeasureType.SURVEY, unit=Unit.PERCENT, values=values))
    assert "Over the 12 months to July 2024 **Calls** stood at 69.2% ±0.8." in found
    assert words in found


def test_what_is_not_recorded_is_never_invented() -> None:
    found = text(record(STEADY[:2]), record(name="Speed watch"))
    assert "The figure for the 3 months is incomplete: only 2 months are recorded." in found
    assert "Year on year: None recorded." in found
    assert "None recorded: **Speed watch**." in found


def test_nothing_a_year_ago_gives_no_percentage() -> None:
    assert "because nothing was counted in the year before" in text(record([*[0] * 12, *STEADY[:12]]))


@pytest.mark.parametrize(("level", "word"), [("95", "met"), ("101", "missed")])
def test_a_target_is_met_or_missed(level: str, word: str) -> None:
    aimed = (Target(JULY, TargetSense.AT_LEAST, Decimal(level)),)
    assert f"It {word} its target of {level} or more." in text(record(STEADY, targets=aimed))


def test_an_exception_is_told_by_its_rule_and_stands_first() -> None:
    found = text(record(STEADY, name="Steady"), record([*STEADY, *[101] * 8], name="Leapt"))
    assert found.index("**Out of the ordinary**") < found.index("Leapt") < found.index("**The other measures**")
    assert "It is at an eight-month high: each of the last eight months is above the mean of 24 months." in found


def test_what_the_supplier_found_is_said_to_be_theirs() -> None:
    given = Given(TrendWord.INCREASING, (Finding(Rule.TWO, Direction.LOW), Finding(Rule.THREE, Direction.LOW)))
    published = replace(supplied(month_value=Decimal(5)), given={JULY: given}, name="Published")
    assert "Their exceptions and trends are as supplied with the figures." in text(published)
    both = text(published, record(STEADY))
    assert "It is at a two and three-month low, as supplied with the figures." in both
    assert "The rolling trend is increasing, as supplied with the figures." in both


def test_the_control_chart_has_words_of_its_own() -> None:
    found = text(record([*STEADY, 400], engine=Engine.XMR))
    assert "On its control chart the month stands out as high." in found


def test_provisional_figures_are_named_or_all_are() -> None:
    loose = {JULY: MonthValue(JULY, Decimal(5))}
    assert "All of them are provisional." in text(record(values=loose))
    assert "Provisional: **Loose**." in text(record(values=loose, name="Loose"), record(STEADY))


def test_a_marked_figure_is_left_out_and_said_to_be() -> None:
    found = text(record(STEADY), record(STEADY, name="Hidden", sensitive=frozenset({JULY})))
    assert found.endswith(
        "Left out, because a figure is marked OFFICIAL SENSITIVE and nobody has cleared it: **Hidden**."
    )
    assert found.count("came to") == 1


def test_a_month_that_is_not_comparable_is_said_to_be() -> None:
    values = {JULY: MonthValue(JULY, Decimal(5), state=ValueState.NOT_COMPARABLE)}
    assert "The figures hold a month that is not comparable with the others." in text(record(values=values))


def test_a_name_the_check_cannot_read_stands_without_figures() -> None:
    found = text(record(STEADY, name="Calls. 12 of them"), record(STEADY, name="Steady"))
    assert "**Steady** came to 96" in found
    assert "came to 96, with 300 over the 3 months and 1,200 over the 12 months. It was unchanged" in found


def test_no_measures_give_no_text() -> None:
    assert text() == ""
