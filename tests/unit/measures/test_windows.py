"""Month, 3 months, 12 months and year on year, as RULES 4 has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.measures.published import COUNTS, DECEMBER, appendix, box
from tracker.measures.rules import (
    MeasureType,
    NotAMonth,
    Unit,
    ValueState,
    YoyUnit,
    long_month,
    months_between,
    months_on,
    previous_month,
    read_month,
    short_month,
    window,
)
from tracker.measures.rules_windows import Figure, Lack, MonthTwice, MonthValue, Series, Supplied, yoy_unit
from tracker.measures.rules_words import figure_words, yoy_words

JULY = date(2024, 7, 1)
WHOLE = st.integers(0, 200_000)


def counts(values: Sequence[int], last: date = JULY) -> list[MonthValue]:
    return [MonthValue(month, Decimal(value)) for month, value in zip(window(last, len(values)), values, strict=True)]


def parts(pairs: Sequence[tuple[int, int]], last: date = JULY) -> list[MonthValue]:
    months = window(last, len(pairs))
    return [MonthValue(m, None, Decimal(n), Decimal(d)) for m, (n, d) in zip(months, pairs, strict=True)]


def count(values: Sequence[int]) -> Series:
    return Series(MeasureType.COUNT, Unit.COUNT, counts(values))


class TestMonths:
    def test_a_month_is_written_as_in_the_house(self) -> None:
        assert short_month(JULY) == "Jul-24"
        assert long_month(JULY) == "July 2024"

    @pytest.mark.parametrize("text", ["Jul-24", "July 2024", "jul 24", "2024-07", "2024-07-01", " JULY-2024 ", "Jul24"])
    def test_a_month_is_read_as_people_write_it(self, text: str) -> None:
        assert read_month(text) == JULY

    @pytest.mark.parametrize("text", ["", "24", "Ju-24", "Julie 24", "2024-13", "2024-07-02", "July 1024", "07/2024"])
    def test_what_is_no_month_is_refused(self, text: str) -> None:
        with pytest.raises(NotAMonth) as caught:
            read_month(text)
        assert caught.value.text == text

    @given(st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1)), st.integers(-900, 900))
    def test_there_and_back(self, month: date, months: int) -> None:
        assert read_month(short_month(month)) == read_month(long_month(month)) == month
        assert months_on(months_on(month, months), -months) == month
        assert months_between(month, months_on(month, months)) == months
        assert previous_month(months_on(month, 1)) == month

    def test_a_window_ends_with_its_month(self) -> None:
        assert window(date(2024, 2, 1), 3) == (date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1))


class TestCounts:
    def test_3_and_12_months_are_sums(self) -> None:
        figures = count(range(1, 25)).figures(JULY)
        assert figures.month.value == 24
        assert figures.three_months.value == 22 + 23 + 24
        assert figures.twelve_months.value == sum(range(13, 25))
        assert yoy_words(figures.year_on_year) == "184.6%"

    @pytest.mark.parametrize("code", COUNTS)
    def test_the_months_of_2019_give_the_printed_quarter_and_12_months(self, code: str) -> None:
        figures = appendix(code).figures(DECEMBER)
        assert figures.three_months.value == Decimal(box(code)["value"])
        assert figures.twelve_months.value == Decimal(box(code)["rolling_12_month"])
        assert figures.year_on_year.lack is Lack.NOT_PUBLISHED

    def test_the_hours_of_the_specials_give_the_printed_quarter(self) -> None:
        assert appendix("SPECIALS_HOURS").three_months(DECEMBER).value == Decimal(box("SPECIALS_HOURS")["value"])

    def test_a_month_missing_in_the_window_is_told_with_what_the_others_come_to(self) -> None:
        values = counts([100] * 12)
        found = Series(MeasureType.COUNT, Unit.COUNT, values[:4] + values[5:]).twelve_months(JULY)
        assert found.value is None
        assert (found.known, found.wanted, found.partial) == (11, 12, Decimal(1100))
        assert figure_words(found, Unit.COUNT) == "incomplete (11 of 12): 1,100"

    def test_an_incomplete_year_is_not_compared(self) -> None:
        change = count([100] * 23).year_on_year(JULY)
        assert (change.value, yoy_words(change)) == (None, "incomplete (11 of 12)")

    def test_a_year_ago_zero_is_no_infinity(self) -> None:
        assert yoy_words(count([0] * 12 + [1] * 12).year_on_year(JULY)) == "n/a (from 0)"
        assert yoy_words(count([0] * 24).year_on_year(JULY)) == "n/a (from 0)"

    def test_nothing_loaded_is_not_published(self) -> None:
        figures = count([]).figures(JULY)
        for figure in (figures.month, figures.three_months, figures.twelve_months):
            assert figure_words(figure, Unit.COUNT) == "None recorded"
        assert yoy_words(figures.year_on_year) == "None recorded"

    def test_a_withdrawn_month_counts_as_missing(self) -> None:
        values = counts([100] * 12)
        values[3] = replace(values[3], value=None, state=ValueState.WITHDRAWN)
        assert Series(MeasureType.COUNT, Unit.COUNT, values).twelve_months(JULY).known == 11

    def test_what_is_not_comparable_is_summed_but_compared_with_nothing(self) -> None:
        values = counts([100] * 24)
        values[3] = replace(values[3], state=ValueState.NOT_COMPARABLE)
        series = Series(MeasureType.COUNT, Unit.COUNT, values)
        assert series.twelve_months(months_on(JULY, -12)).value == 1200
        assert yoy_words(series.year_on_year(JULY)) == "not comparable"
        assert series.monthly(JULY, 24)[3] is None

    def test_a_window_is_provisional_as_long_as_one_month_of_it_is(self) -> None:
        final = [replace(value, state=ValueState.FINAL) for value in counts([5] * 12)]
        assert not Series(MeasureType.COUNT, Unit.COUNT, final).twelve_months(JULY).provisional
        final[0] = replace(final[0], state=ValueState.PROVISIONAL)
        assert Series(MeasureType.COUNT, Unit.COUNT, final).twelve_months(JULY).provisional

    def test_two_values_of_one_month_are_a_fault_of_the_caller(self) -> None:
        with pytest.raises(MonthTwice):
            Series(MeasureType.COUNT, Unit.COUNT, [*counts([1]), *counts([2])])


class TestRates:
    def series(self, pairs: Sequence[tuple[int, int]]) -> Series:
        return Series(MeasureType.RATE, Unit.PERCENT, parts(pairs))

    @pytest.mark.parametrize(
        ("numerator", "denominator", "printed"),
        [(9, 129, "7.0%"), (26, 397, "6.5%"), (131, 1523, "8.6%"), (10717 - 10610, 10717, "1.0%")],
    )
    def test_the_printed_rates_of_2024(self, numerator: int, denominator: int, printed: str) -> None:
        assert figure_words(self.series([(numerator, denominator)]).month(JULY), Unit.PERCENT) == printed

    def test_months_are_pooled_and_never_averaged(self) -> None:
        found = self.series([(1, 2), (0, 100), (0, 100)]).three_months(JULY)
        assert found.value == Decimal(100) / Decimal(202)
        assert (found.numerator, found.denominator) == (Decimal(1), Decimal(202))

    def test_the_calls_of_2024_pool_to_the_printed_12_months(self) -> None:
        months = [(121_109 - 120_106 - 11 * 80, 121_109 - 11 * 10_000)] + [(80, 10_000)] * 11
        assert figure_words(self.series(months).twelve_months(JULY), Unit.PERCENT) == "0.8%"

    def test_the_change_is_in_points(self) -> None:
        assert yoy_words(self.series([(1, 10)] * 12 + [(2, 10)] * 12).year_on_year(JULY)) == "10.0% points"

    def test_no_cases_are_no_value(self) -> None:
        assert figure_words(self.series([(0, 0)]).month(JULY), Unit.PERCENT) == "n/a (no cases)"
        assert self.series([(0, 0), (1, 2), (1, 2)]).three_months(JULY).value == 50
        assert yoy_words(self.series([(0, 0)] * 12 + [(1, 2)] * 12).year_on_year(JULY)) == "n/a (no cases)"

    def test_a_month_without_its_parts_is_printed_but_not_pooled(self) -> None:
        values = [*parts([(1, 2), (1, 2)], previous_month(JULY)), MonthValue(JULY, Decimal(30))]
        series = Series(MeasureType.RATE, Unit.PERCENT, values)
        assert series.month(JULY).value == 30
        assert figure_words(series.three_months(JULY), Unit.PERCENT) == "incomplete (2 of 3): 50.0%"

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 5000)), min_size=24, max_size=24))
    def test_pooled_rates_are_exact_to_the_last_digit_that_is_printed(self, pairs: list[tuple[int, int]]) -> None:
        now = Fraction(sum(n for n, _ in pairs[12:]), sum(d for _, d in pairs[12:])) * 100
        then = Fraction(sum(n for n, _ in pairs[:12]), sum(d for _, d in pairs[:12])) * 100
        figures = self.series(pairs).figures(JULY)
        assert figures.twelve_months.value is not None
        assert figures.year_on_year.value is not None
        assert abs(Fraction(figures.twelve_months.value) - now) < Fraction(1, 10**12)
        assert abs(Fraction(figures.year_on_year.value) - (now - then)) < Fraction(1, 10**12)


def test_a_mean_time_is_all_time_over_all_cases() -> None:
    quick, slow = (600, 10), (7200, 2)
    series = Series(MeasureType.MEAN_TIME, Unit.DURATION, parts([quick] * 12 + [quick] * 10 + [slow] * 2))
    figures = series.figures(JULY)
    assert figure_words(figures.month, Unit.DURATION) == "01:00:00"
    assert figures.twelve_months.value == Decimal(6000 + 14400) / Decimal(104)
    assert yoy_words(figures.year_on_year) == "+00:02:16"


def test_a_stock_is_the_mean_of_month_ends() -> None:
    series = Series(MeasureType.STOCK, Unit.COUNT, counts([50] * 12 + [90] * 9 + [90, 92, 94]))
    figures = series.figures(JULY)
    assert figures.three_months.value == 92
    assert figures.twelve_months.value == Decimal(90 * 9 + 90 + 92 + 94) / 12
    assert yoy_words(figures.year_on_year) == "81.0%"


class TestSupplied:
    NOW = Supplied(Decimal(192), Decimal(309), Decimal(303), year_on_year=None)

    def test_a_median_is_never_worked_out_from_months(self) -> None:
        figures = Series(MeasureType.MEDIAN, Unit.DAYS, counts([100] * 24)).figures(JULY)
        assert figures.month.value == 100
        assert {figures.three_months.lack, figures.twelve_months.lack, figures.year_on_year.lack} == {
            Lack.NOT_PUBLISHED
        }

    def test_a_supplied_median_is_compared_with_the_one_a_year_ago(self) -> None:
        supplied = {JULY: self.NOW, date(2023, 7, 1): Supplied(twelve_months=Decimal(200))}
        figures = Series(MeasureType.MEDIAN, Unit.DAYS, (), supplied).figures(JULY)
        assert figures.three_months == Figure(Decimal(309), known=3, wanted=3, supplied=True)
        assert yoy_words(figures.year_on_year) == "103 days"

    def test_a_supplied_change_keeps_its_own_unit(self) -> None:
        supplied = replace(self.NOW, year_on_year=Decimal("51.5"), year_on_year_unit=YoyUnit.PERCENT)
        change = Series(MeasureType.MEDIAN, Unit.DAYS, (), {JULY: supplied}).year_on_year(JULY)
        assert (yoy_words(change), change.supplied) == ("51.5%", True)

    def test_a_rate_without_its_parts_is_never_pooled(self) -> None:
        values = counts([20] * 24)
        supplied = {JULY: Supplied(twelve_months=Decimal("49.0")), date(2023, 7, 1): Supplied(None, None, Decimal(40))}
        figures = Series(MeasureType.SUPPLIED_RATE, Unit.PERCENT, values, supplied).figures(JULY)
        assert (figures.month.value, figures.three_months.lack) == (Decimal(20), Lack.NOT_PUBLISHED)
        assert yoy_words(figures.year_on_year) == "9.0% points"

    def test_it_stands_in_for_months_that_were_never_loaded_but_not_for_a_withdrawn_one(self) -> None:
        supplied = {JULY: Supplied(twelve_months=Decimal(1523))}
        values = counts([129])
        assert Series(MeasureType.COUNT, Unit.COUNT, values, supplied).twelve_months(JULY).value == 1523
        withdrawn = [MonthValue(date(2024, 5, 1), None, state=ValueState.WITHDRAWN), *values]
        found = Series(MeasureType.COUNT, Unit.COUNT, withdrawn, supplied).twelve_months(JULY)
        assert (found.value, found.known) == (None, 1)

    def test_months_that_suffice_go_before_it(self) -> None:
        supplied = {JULY: Supplied(twelve_months=Decimal(7))}
        assert Series(MeasureType.COUNT, Unit.COUNT, counts([1] * 12), supplied).twelve_months(JULY).value == 12


def test_a_survey_has_only_its_rolling_12_months() -> None:
    year_ago = MonthValue(date(2023, 7, 1), Decimal("63.2"), margin=Decimal("5.5"))
    now = MonthValue(JULY, Decimal("59.3"), margin=Decimal("5.8"))
    figures = Series(MeasureType.SURVEY, Unit.PERCENT, [year_ago, now]).figures(JULY)
    assert figure_words(figures.month, Unit.PERCENT) == "Rolling 12 Month Only"
    assert figure_words(figures.three_months, Unit.PERCENT) == "Rolling 12 Month Only"
    assert figure_words(figures.twelve_months, Unit.PERCENT) == "59.3% ± 5.8"
    assert yoy_words(figures.year_on_year) == "-3.9% points (± 11.3)"


@pytest.mark.parametrize(
    ("kind", "unit", "told"),
    [
        (MeasureType.COUNT, Unit.HOURS, YoyUnit.PERCENT),
        (MeasureType.STOCK, Unit.COUNT, YoyUnit.PERCENT),
        (MeasureType.RATE, Unit.PERCENT, YoyUnit.PERCENTAGE_POINTS),
        (MeasureType.SURVEY, Unit.PERCENT, YoyUnit.PERCENTAGE_POINTS),
        (MeasureType.MEAN_TIME, Unit.DURATION, YoyUnit.DURATION),
        (MeasureType.MEDIAN, Unit.DAYS, YoyUnit.DAYS),
    ],
)
def test_the_unit_of_the_change_comes_from_the_type(kind: MeasureType, unit: Unit, told: YoyUnit) -> None:
    assert yoy_unit(kind, unit) is told


def test_a_median_in_hours_changes_by_a_time() -> None:
    supplied = {JULY: Supplied(twelve_months=Decimal("1.5")), date(2023, 7, 1): Supplied(twelve_months=Decimal(2))}
    assert yoy_words(Series(MeasureType.MEDIAN, Unit.HOURS, (), supplied).year_on_year(JULY)) == "-00:30:00"


@given(st.lists(WHOLE, min_size=24, max_size=36), st.sets(st.integers(0, 23), max_size=6))
def test_a_window_is_whole_or_says_how_many_months_it_has(values: list[int], missing: set[int]) -> None:
    stored = counts(values)
    kept = [value for place, value in enumerate(reversed(stored)) if place not in missing]
    found = Series(MeasureType.COUNT, Unit.COUNT, kept).twelve_months(JULY)
    gone = sum(place < 12 for place in missing)
    assert found.known == 12 - gone
    assert (found.value is None) == bool(gone)
    total = sum(value for place, value in enumerate(reversed(values)) if place < 12 and place not in missing)
    assert (found.partial if gone else found.value) == total
