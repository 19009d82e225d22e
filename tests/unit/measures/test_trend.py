"""Discrete and rolling trends, and when they contradict the change of the year (RULES 5)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view
from scipy import stats

from tests.unit.measures.published import change_printed, summary, trend_printed
from tracker.measures.rules import TrendWord
from tracker.measures.rules_trend import (
    Months,
    change_beyond_noise,
    change_signs,
    changes_beyond_noise,
    contradiction,
    discrete_signs,
    discrete_trend,
    discrete_trends,
    rolling_signs,
    rolling_trend,
    rolling_trends,
)

NOISE = [3.0, -1, 4, -1, -5, 9, -2, -6, 5, 3, -5, -8, 9, -7, 9, -3, 2, -3, 8, -4, -6, 2, 6, -4]
SEASON = [40.0, 10, -20, -30, 0, 20, 35, 15, -10, -25, -20, -15]


def totals(months: Sequence[float]) -> list[float]:
    return [sum(months[place : place + 12]) for place in range(13)]


def rolling(months: Sequence[float]) -> TrendWord | None:
    return rolling_trend(months, totals(months))


class TestDiscrete:
    def test_a_rise_beyond_noise_is_increasing(self) -> None:
        assert discrete_trend([100 + 2 * place + NOISE[place] for place in range(12)]) is TrendWord.INCREASING
        assert discrete_trend([100 - 2 * place + NOISE[place] for place in range(12)]) is TrendWord.DECREASING

    def test_noise_is_stable(self) -> None:
        assert discrete_trend(NOISE[:12]) is TrendWord.STABLE

    def test_the_same_figure_every_month_is_stable(self) -> None:
        assert discrete_trend([0.1] * 12) is TrendWord.STABLE

    def test_a_missing_month_leaves_no_trend(self) -> None:
        assert discrete_trend([*NOISE[:11], None]) is None
        assert discrete_trend(NOISE[:11]) is None

    @given(st.lists(st.integers(0, 10_000), min_size=12, max_size=12).filter(lambda months: len(set(months)) > 1))
    def test_it_is_the_slope_of_a_straight_line(self, months: list[int]) -> None:
        fit = stats.linregress(np.arange(12), months)
        expected = TrendWord.of_sign(fit.slope) if fit.pvalue < 0.05 else TrendWord.STABLE
        assert abs(fit.pvalue - 0.05) < 1e-9 or discrete_trend(months) is expected


class TestRolling:
    def test_a_year_beyond_the_one_before_is_a_trend(self) -> None:
        raised = [100 + NOISE[place] + (12 if place >= 12 else 0) for place in range(24)]
        assert change_beyond_noise(raised) is TrendWord.INCREASING
        assert rolling(raised) is TrendWord.INCREASING
        assert rolling([-month for month in raised]) is TrendWord.DECREASING

    def test_a_year_like_the_one_before_is_stable(self) -> None:
        assert rolling([100 + noise for noise in NOISE]) is TrendWord.STABLE

    def test_the_season_does_not_hide_a_change(self) -> None:
        months = [200 + SEASON[place % 12] + NOISE[place] + (10 if place >= 12 else 0) for place in range(24)]
        assert change_beyond_noise(months) is TrendWord.INCREASING

    def test_a_line_that_has_turned_back_is_stable(self) -> None:
        # The year is higher than the one before, but its totals have been falling for most of it.
        months = [100 + NOISE[place] / 10 + (1 if place >= 12 else 0) for place in range(24)]
        fallen = [*totals(months)[:2], *(total + 200 - 16 * place for place, total in enumerate(totals(months)[2:]))]
        assert change_beyond_noise(months) is TrendWord.INCREASING
        assert rolling_trend(months, fallen) is TrendWord.STABLE

    def test_every_month_moved_by_the_same_amount(self) -> None:
        assert change_beyond_noise([*SEASON, *(month + 0.1 for month in SEASON)]) is TrendWord.INCREASING
        assert change_beyond_noise([*SEASON, *SEASON]) is TrendWord.STABLE
        assert rolling([0.3] * 24) is TrendWord.STABLE
        assert rolling([0.0] * 24) is TrendWord.STABLE

    def test_a_missing_month_leaves_no_trend(self) -> None:
        assert rolling_trend([None, *NOISE[1:]], totals(NOISE)) is None
        assert rolling_trend(NOISE, [None] * 13) is None


@given(st.lists(st.integers(-10_000, 10_000).map(float), min_size=24, max_size=24))
def test_a_trend_upside_down_is_the_other_trend(months: list[float]) -> None:
    mirrored = [-month for month in months]
    for trend in (discrete_trend, change_beyond_noise, rolling):
        one, other = trend(months), trend(mirrored)
        assert one is not None
        assert other is TrendWord.of_sign(-one.sign)


def test_many_measures_at_once_are_the_same_as_one_by_one() -> None:
    raised = [100 + NOISE[place] + place for place in range(24)]
    many: list[Months] = [NOISE, [None] * 24, raised, [0.3] * 24]
    sums: list[Months] = [totals(NOISE), [None] * 13, totals(raised), totals([0.3] * 24)]
    assert discrete_trends(many) == [discrete_trend(months) for months in many]
    assert changes_beyond_noise(many) == [change_beyond_noise(months) for months in many]
    assert rolling_trends(many, sums) == [TrendWord.STABLE, None, TrendWord.INCREASING, TrendWord.STABLE]
    assert discrete_trends([]) == []


def test_on_noise_one_trend_in_twenty_is_called_and_no_more() -> None:
    months = np.random.default_rng(9).standard_normal((20_000, 24)) + 50
    sums = sliding_window_view(months, 12, axis=1).sum(axis=2)
    assert np.count_nonzero(discrete_signs(months[:, 12:])) / 20_000 == pytest.approx(0.05, abs=0.006)
    assert np.count_nonzero(change_signs(months)) / 20_000 == pytest.approx(0.05, abs=0.006)
    assert np.count_nonzero(rolling_signs(months, sums)) / 20_000 < 0.056
    # What a straight line through the rolling totals would call, and why it is not used.
    assert np.count_nonzero(discrete_signs(sums[:, 1:])) / 20_000 > 0.55


class TestContradiction:
    def test_it_names_both(self) -> None:
        found = contradiction(TrendWord.INCREASING, -1)
        assert found is not None
        assert found.words.startswith(
            "The rolling trend says “Increasing”, but the 12 months are down on the year before"
        )

    @pytest.mark.parametrize(
        ("trend", "change"),
        [
            (TrendWord.INCREASING, 1),
            (TrendWord.STABLE, -1),
            (None, 1),
            (TrendWord.DECREASING, 0),
            (TrendWord.STABLE, None),
        ],
    )
    def test_nothing_is_contradicted_where_the_signs_agree_or_one_is_missing(
        self, trend: TrendWord | None, change: int | None
    ) -> None:
        assert contradiction(trend, change) is None

    def test_12_of_the_46_trends_printed_in_2024_contradict_their_change(self) -> None:
        trends = [(trend, change_printed(row)[0]) for row in summary() if (trend := trend_printed(row))]
        called = [(trend, (change > 0) - (change < 0)) for trend, change in trends if trend.sign]
        assert len(called) == 46
        assert sum(contradiction(trend, change) is not None for trend, change in called) == 12
