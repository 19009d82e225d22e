"""The control chart of individual values: its limits, its four rules and its baselines (RULES 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.measures.rules import months_on, window
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_xmr import Signal, Signalled, Xmr, control_chart, signals_of

LAST = date(2024, 7, 1)
STEADY = [101.0, 99.0] * 12


def chart(values: Sequence[float | None], rebased: Sequence[date] = ()) -> Xmr:
    return control_chart(list(zip(window(LAST, len(values)), values, strict=True)), rebased)


def places(found: Xmr, signal: Signal, direction: Direction) -> list[int]:
    return [place for place, point in enumerate(found.points) if Signalled(signal, direction) in point.signals]


def test_the_limits_are_2_66_average_moving_ranges_from_the_mean() -> None:
    (phase,) = chart(STEADY).phases
    assert (phase.mean, phase.points) == (100, 24)
    assert phase.upper == pytest.approx(100 + 2.66 * 2)
    assert phase.lower == pytest.approx(100 - 2.66 * 2)
    assert not phase.warning


def test_a_range_far_above_the_average_is_screened_out() -> None:
    values = [*STEADY, 130.0]
    (phase,) = chart(values).phases
    assert phase.upper - phase.mean == pytest.approx(2.66 * 2)
    assert places(chart(values), Signal.OUTSIDE, Direction.HIGH) == [24]


def test_seven_on_one_side_are_a_shift_and_six_are_not() -> None:
    assert places(chart([*STEADY, *[100.8] * 7]), Signal.SHIFT, Direction.HIGH) == [*range(24, 31)]
    assert not places(chart([*STEADY, *[100.8] * 6]), Signal.SHIFT, Direction.HIGH)


def test_seven_falling_are_a_trend_and_six_are_not() -> None:
    falling = [100 - place / 2 for place in range(7)]
    assert places(chart([*STEADY, *falling[1:]]), Signal.TREND, Direction.LOW) == []
    assert places(chart([*STEADY, *falling]), Signal.TREND, Direction.LOW) == [*range(24, 31)]


def test_two_of_three_near_one_limit_are_told() -> None:
    found = chart([*STEADY, 104.6, 100, 104.6])
    assert places(found, Signal.NEAR, Direction.HIGH) == [24, 26]
    assert not places(chart([*STEADY, 104.6, 100, 95.4]), Signal.NEAR, Direction.HIGH)
    assert found.points[24].words == "2 of 3 close to the upper limit"


def test_limits_begin_anew_only_at_the_months_set_by_hand() -> None:
    values = [*STEADY, *[value + 50 for value in STEADY]]
    assert len(chart(values).phases) == 1
    start = months_on(LAST, -23)
    before, after = chart(values, [start]).phases
    assert (after.first, before.last) == (start, months_on(start, -1))
    assert (before.mean, after.mean) == (100, 150)
    assert not any(point.signals for point in chart(values, [start]).points)


def test_fewer_than_13_points_are_warned_of() -> None:
    (phase,) = chart(STEADY[:12]).phases
    assert phase.warning == "Limits from 12 points: fewer than 13 are not to be relied on."
    assert not chart(STEADY[:13]).phases[0].is_short
    assert chart([5.0]).phases[0].warning.startswith("Limits from 1 point:")


def test_a_month_without_a_value_is_left_out() -> None:
    values: list[float | None] = [*STEADY, None, 101.0]
    assert len(chart(values).points) == 25
    assert chart([None, None]) == Xmr((), ())


@given(st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=40), st.integers(-500, 500))
def test_low_mirrors_high_and_the_level_does_not_matter(values: list[float], level: int) -> None:
    found, mirrored = chart(values), chart([level - value for value in values])
    for one, other in zip(found.points, mirrored.points, strict=True):
        assert [each.signal for each in one.signals] == [each.signal for each in other.signals]
        pairs = zip(one.signals, other.signals, strict=True)
        assert all(each.direction is not its_mirror.direction for each, its_mirror in pairs)


def test_months_that_are_all_the_same_have_no_signal() -> None:
    assert not any(point.signals for point in chart([0.1] * 30).points)


def test_on_noise_the_latest_month_is_named_between_1_and_2_percent_of_the_time() -> None:
    found = signals_of(np.random.default_rng(8).standard_normal((20_000, 24)))
    assert found.any[:, -1].mean() == pytest.approx(0.018, abs=0.004)
