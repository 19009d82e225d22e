"""What a survey can tell apart, and how a value stands to the peers (RULES 4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.measures.rules import PeerStatus
from tracker.measures.rules_peers import BoundsOutOfOrder, PeerBounds, peer_status
from tracker.measures.rules_survey import Comparison, Interval, MarginBelowZero, compare

BOUNDS = PeerBounds(Decimal(10), Decimal(15), Decimal(20))
numbers = st.decimals(0, 100, places=1)


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        (("76.9", "3.6"), ("67.7", "0.7"), Comparison.HIGHER),
        (("59.3", "5.8"), ("51.2", "0.8"), Comparison.HIGHER),
        (("54.7", "4.8"), ("52.6", "0.7"), Comparison.NO_CLEAR_DIFFERENCE),
        (("51.2", "0.8"), ("59.3", "5.8"), Comparison.LOWER),
        (("50", "1"), ("52", "1"), Comparison.NO_CLEAR_DIFFERENCE),
    ],
)
def test_higher_or_lower_only_where_the_intervals_do_not_overlap(
    here: tuple[str, str], there: tuple[str, str], said: Comparison
) -> None:
    assert Interval(Decimal(here[0]), Decimal(here[1])).against(Interval(Decimal(there[0]), Decimal(there[1]))) is said


def test_without_a_margin_nothing_is_said() -> None:
    assert compare(Decimal(70), None, Decimal(50), Decimal(1)) is None
    assert compare(Decimal(70), Decimal(2), Decimal(50), Decimal(1)) is Comparison.HIGHER


def test_a_margin_is_not_below_nothing() -> None:
    with pytest.raises(MarginBelowZero):
        Interval(Decimal(50), Decimal(-1))


@given(numbers, numbers, numbers, numbers)
def test_one_is_higher_exactly_where_the_other_is_lower(a: Decimal, m: Decimal, b: Decimal, n: Decimal) -> None:
    there_and_back = {Comparison.HIGHER: Comparison.LOWER, Comparison.LOWER: Comparison.HIGHER}
    said = Interval(a, m).against(Interval(b, n))
    assert Interval(b, n).against(Interval(a, m)) is there_and_back.get(said, said)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("20.1", PeerStatus.GREATER),
        ("20", PeerStatus.IN_LINE_ABOVE),
        ("15", PeerStatus.IN_LINE_ABOVE),
        ("14.9", PeerStatus.IN_LINE_BELOW),
        ("10", PeerStatus.IN_LINE_BELOW),
        ("9.9", PeerStatus.LESS),
    ],
)
def test_a_value_on_a_bound_is_in_line(value: str, status: PeerStatus) -> None:
    assert peer_status(Decimal(value), BOUNDS) is status


def test_an_analyst_may_say_that_it_does_not_trend() -> None:
    assert peer_status(Decimal(15), BOUNDS, does_not_trend=True) is PeerStatus.DOES_NOT_TREND


def test_bounds_rise_from_lower_to_upper() -> None:
    with pytest.raises(BoundsOutOfOrder):
        PeerBounds(Decimal(10), Decimal(9), Decimal(20))
