"""The control chart of a measure marks what its rules find, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from tracker.documents.blocks import Shape, Tone
from tracker.documents.charts_control import control_words
from tracker.documents.charts_scale import Written
from tracker.measures.rules import Polarity, Unit, months_on, window
from tracker.measures.rules_charts import Months, exceptions_chart, tone_of, xmr_chart
from tracker.measures.rules_exceptions import Direction, limits_at

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


def test_the_limits_are_those_the_newest_month_is_held_against() -> None:
    chart = exceptions_chart(months([*STEADY, 90]), Unit.COUNT)
    (baseline,) = chart.baselines
    assert (baseline.first, baseline.last, baseline.mean) == (months_on(LAST, -24), LAST, 100)
    assert (baseline.lower, baseline.mean, baseline.upper) == limits_at([*map(float, [101, 99] * 12), 90.0])
    assert control_words(chart).endswith("mean 100, limits 98 to 102; 1 of 25 months stands out")


def test_too_few_months_have_no_limits() -> None:
    assert exceptions_chart(months(STEADY[:10]), Unit.COUNT).baselines == ()
    assert exceptions_chart([], Unit.COUNT).points == ()
    assert limits_at([]) is None


def test_a_gap_is_printed_and_not_drawn() -> None:
    point = exceptions_chart(months([*STEADY, None]), Unit.PERCENT).points[-1]
    assert (point.value, point.printed) == (None, "None recorded")


def test_xmr_begins_anew_by_hand_and_says_where_its_limits_rest_on_few_points() -> None:
    start = months_on(LAST, -5)
    chart = xmr_chart(months([*STEADY, *[151, 149] * 3]), Unit.DURATION, rebased=[start], target=Decimal(120))
    assert [baseline.mean for baseline in chart.baselines] == [100, 150]
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
