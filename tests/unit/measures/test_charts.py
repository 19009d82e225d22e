"""The control chart of a measure marks what its rules find, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.blocks import Shape, Tone
from tracker.documents.charts_control import control_words
from tracker.documents.charts_scale import Written
from tracker.measures.rules import Polarity, Unit, months_on, window
from tracker.measures.rules_charts import Months, exceptions_chart, tone_of, xmr_chart
from tracker.measures.rules_exceptions import Direction, ExceptionRules, Rule, exceptions_along, limits_at

LAST = date(2024, 7, 1)
STEADY: list[int | None] = [101, 99] * 12


def months(values: Sequence[int | None]) -> Months:
    dated = zip(window(LAST, len(values)), values, strict=True)
    return [(month, None if value is None else Decimal(value)) for month, value in dated]


def test_a_leap_is_marked_with_its_words_its_shape_and_whether_it_is_good() -> None:
    chart = exceptions_chart(months([*STEADY, 90]), Unit.COUNT, Polarity.LOWER)
    mark = chart.points[-1].mark
    assert mark is not None
    assert (mark.words, mark.shape, mark.tone) == ("One-Month Low", Shape.ARROW_DOWN, Tone.GOOD)
    assert not any(point.mark for point in chart.points[:-1])


def test_the_limits_of_the_newest_month_are_those_it_is_held_against() -> None:
    chart = exceptions_chart(months([*STEADY, 90]), Unit.COUNT)
    assert [bool(point.limits) for point in chart.points] == [False] * 24 + [True]
    limits = chart.points[-1].limits
    assert limits is not None
    assert limits.mean == 100
    assert (limits.lower, limits.mean, limits.upper) == limits_at([*map(float, [101, 99] * 12), 90.0])
    assert control_words(chart).endswith("mean 100, limits 98 to 102; 1 of 25 months stands out")
    assert "Each month is held against the mean and the limits of the 24 months before it." in chart.remark


@given(st.lists(st.none() | st.integers(0, 60), max_size=70), st.booleans())
def test_a_month_is_a_one_month_exception_where_it_lies_beyond_its_own_limits(
    values: list[int | None], before: bool
) -> None:
    rules = ExceptionRules(one_before=before)
    for point, found in zip(
        exceptions_chart(months(values), Unit.COUNT, rules=rules).points,
        exceptions_along([None if value is None else float(value) for value in values], rules),
        strict=True,
    ):
        one = {finding.direction for finding in found.findings if finding.rule is Rule.ONE}
        held, value = point.limits, point.value
        above = held is not None and value is not None and held.upper is not None and value > held.upper + 1e-6
        below = held is not None and value is not None and held.lower is not None and value < held.lower - 1e-6
        assert one == {direction for direction, lies in ((Direction.HIGH, above), (Direction.LOW, below)) if lies}


def test_a_month_of_years_ago_keeps_the_limits_of_its_own_day() -> None:
    chart = exceptions_chart(months([*STEADY, 90, *[500 + place % 3 for place in range(40)]]), Unit.COUNT)
    leap = chart.points[24]
    assert leap.mark is not None
    assert leap.limits is not None
    assert leap.limits.lower == pytest.approx(97.96, abs=0.01)
    newest = chart.points[-1].limits
    assert newest is not None
    assert newest.mean == pytest.approx(501, abs=0.1)


def test_too_few_months_have_no_limits() -> None:
    assert not any(point.limits for point in exceptions_chart(months(STEADY[:10]), Unit.COUNT).points)
    assert exceptions_chart([], Unit.COUNT).points == ()
    assert limits_at([]) is None


def test_a_gap_is_printed_and_not_drawn() -> None:
    point = exceptions_chart(months([*STEADY, None]), Unit.PERCENT).points[-1]
    assert (point.value, point.printed) == (None, "None recorded")


def test_xmr_begins_anew_by_hand_and_says_where_its_limits_rest_on_few_points() -> None:
    start = months_on(LAST, -5)
    chart = xmr_chart(months([*STEADY, *[151, 149] * 3]), Unit.DURATION, rebased=[start], target=Decimal(120))
    assert chart.begun == (start,)
    assert [point.limits.mean for point in chart.points if point.limits][::24] == [100, 150]
    assert chart.remark == "Limits from 6 points: fewer than 13 are not to be relied on."
    assert (chart.target, chart.written, chart.points[0].printed) == (120.0, Written.TIME, "00:01:41")
    unbroken = xmr_chart(months([*STEADY, *[151, 149] * 3]), Unit.DURATION)
    assert unbroken.points[-1].mark is not None
    assert "above the upper limit" in unbroken.points[-1].mark.words


@pytest.mark.parametrize(
    ("direction", "polarity", "tone"),
    [
        (Direction.HIGH, Polarity.HIGHER, Tone.GOOD),
        (Direction.LOW, Polarity.HIGHER, Tone.BAD),
        (Direction.HIGH, Polarity.LOWER, Tone.BAD),
        (Direction.LOW, Polarity.NONE, Tone.CAUTION),
    ],
)
def test_whether_it_is_good_depends_on_which_way_is_better(
    direction: Direction, polarity: Polarity, tone: Tone
) -> None:
    assert tone_of(direction, polarity) is tone
