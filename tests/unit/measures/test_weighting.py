"""The weighting: what exceptions and trends are worth, and what the published tables leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.unit.measures.published import summary, trend_printed
from tracker.measures.rules import TrendWord
from tracker.measures.rules_exceptions import Direction, Exceptions, Finding, Rule
from tracker.measures.rules_weighting import Points, PointsOutOfRange, Weighting, base_of, imported_base, weighting

ALL = tuple(Finding(rule, Direction.HIGH) for rule in Rule)
WEIGHTED = [row for row in summary() if row["exception_weighting"]]


def findings_of(row: Mapping[str, str]) -> tuple[Finding, ...]:
    return tuple(
        Finding(rule, direction)
        for rule in Rule
        for direction in Direction
        if row[f"{rule.value}_{direction.value}"] == "1"
    )


def test_without_their_exceptions_the_48_printed_weightings_leave_0_or_4_or_10() -> None:
    left = Counter(imported_base(int(row["exception_weighting"]), findings_of(row)) for row in WEIGHTED)
    assert left == {10: 37, 4: 9, 0: 2}


def test_a_base_is_left_exactly_where_a_trend_is_printed() -> None:
    for row in WEIGHTED:
        trend = trend_printed(row)
        left = imported_base(int(row["exception_weighting"]), findings_of(row))
        assert trend is not None
        assert bool(left) == bool(trend.sign)


def test_the_labels_are_printed_as_in_the_tables_of_2024() -> None:
    for row in WEIGHTED:
        assert Exceptions(findings_of(row)).label == row["statistical_exceptions_raw"]


@pytest.mark.parametrize(
    ("rules", "total"),
    [
        ((Rule.ONE, Rule.TWO, Rule.THREE, Rule.EIGHT), 25),
        ((Rule.TWO, Rule.THREE, Rule.EIGHT), 23),
        ((Rule.THREE, Rule.EIGHT), 20),
        ((Rule.ONE, Rule.EIGHT), 18),
        ((Rule.EIGHT,), 16),
        ((Rule.ONE,), 12),
    ],
)
def test_the_points_add_to_the_base(rules: tuple[Rule, ...], total: int) -> None:
    assert weighting([Finding(rule, Direction.LOW) for rule in rules], 10).total == total


@pytest.mark.parametrize(
    ("rolling", "discrete", "change", "base"),
    [
        (None, None, False, 0),
        (TrendWord.STABLE, TrendWord.STABLE, False, 0),
        (TrendWord.DECREASING, TrendWord.STABLE, False, 4),
        (TrendWord.INCREASING, TrendWord.STABLE, True, 10),
        (TrendWord.STABLE, TrendWord.DECREASING, True, 6),
    ],
)
def test_the_base_is_4_for_a_trend_and_6_for_something_significant(
    rolling: TrendWord | None, discrete: TrendWord | None, change: bool, base: int
) -> None:
    assert base_of(rolling, discrete, change=change) == base


def test_an_imported_base_goes_before_ours_and_is_marked() -> None:
    assert weighting(ALL, 6, imported_base=10) == Weighting(10, 15, imported=True)
    assert not weighting(ALL, 6).imported


def test_points_without_sense_are_refused() -> None:
    with pytest.raises(PointsOutOfRange) as caught:
        Points(trend=-1)
    assert caught.value.field == "trend"
