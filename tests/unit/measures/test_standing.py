"""How a measure stands in a month, and why it weighs what it weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.measures.rules import (
    Engine,
    MeasureType,
    PeerStatus,
    TargetSense,
    TargetState,
    TrendWord,
    Unit,
    ValueState,
    YoyUnit,
    months_on,
)
from tracker.measures.rules_exceptions import Direction, Finding, Rule
from tracker.measures.rules_peers import PeerBounds
from tracker.measures.rules_reasons import reasons
from tracker.measures.rules_rows import WITHHELD, standing_row
from tracker.measures.rules_standing import (
    DEFAULTS,
    Given,
    MeasureRecord,
    Peers,
    Standing,
    Target,
    month_to_show,
    standings,
)
from tracker.measures.rules_weighting import Weighting
from tracker.measures.rules_windows import MonthValue, Supplied

JULY = date(2024, 7, 1)
# 25 months that go up and down without a direction.
NOISE = (
    100,
    104,
    97,
    101,
    99,
    103,
    96,
    102,
    98,
    100,
    105,
    95,
    101,
    97,
    103,
    99,
    102,
    98,
    104,
    96,
    100,
    103,
    97,
    101,
    99,
)


def record(values: Sequence[int | None], **more: object) -> MeasureRecord:
    """A count whose last month is July 2024; None: a month without a value."""
    first = months_on(JULY, 1 - len(values))
    months = {
        (month := months_on(first, place)): MonthValue(month, Decimal(value))
        for place, value in enumerate(values)
        if value is not None
    }
    facts = {"code": "CALLS", "name": "Calls", "kind": MeasureType.COUNT, "unit": Unit.COUNT, "values": months}
    return MeasureRecord(**{**facts, **more})  # type: ignore[arg-type]  # each test names real facts


def stands(record: MeasureRecord, month: date = JULY) -> Standing:
    return standings([record], month)[0]


def said(standing: Standing) -> list[tuple[str, int]]:
    return [(reason.words, reason.points) for reason in reasons(standing, DEFAULTS)]


def test_a_month_far_above_its_mean_is_named_with_the_limit_it_is_above() -> None:
    standing = stands(record((*NOISE, 140)))
    assert standing.exceptions == "One-Month High"
    (words, points), *_ = said(standing)
    assert (
        words
        == "One-Month High: the month is above 106, 2 standard deviations above the mean of the 24 months before it."
    )
    assert points == 2


def test_eight_months_on_one_side_are_named_with_the_mean_alone() -> None:
    standing = stands(record((*NOISE[:17], *[90] * 8)))
    assert standing.findings[-1] == Finding(Rule.EIGHT, Direction.LOW)
    assert any(
        words.endswith("each of the last 8 months is below 97, the mean of 24 months.") for words, _ in said(standing)
    )


def test_with_too_few_months_the_count_of_months_stands_in_place_of_a_label() -> None:
    standing = stands(record(NOISE[:18]))
    assert standing.exceptions == "18 months of data"
    assert not standing.findings


def test_what_a_supplier_found_stands_in_where_the_months_were_not_published() -> None:
    given_with = Given(TrendWord.DECREASING, (Finding(Rule.EIGHT, Direction.LOW),), 16)
    standing = stands(
        record(
            (),
            supplied={JULY: Supplied(Decimal(11), year_on_year=Decimal(-20), year_on_year_unit=YoyUnit.PERCENT)},
            given={JULY: given_with},
        )
    )
    assert (standing.exceptions, standing.imported_exceptions) == ("Eight-Month Low", True)
    assert (standing.trend, standing.imported_trend) == (TrendWord.DECREASING, True)
    assert standing.weighting == Weighting(10, 6, imported=True)
    assert said(standing) == [
        ("Eight-Month Low, as supplied with the figures.", 6),
        ("Its trend and its change over the year, as supplied with the figures.", 10),
    ]


def test_where_the_supplier_looked_for_no_exceptions_none_is_recorded() -> None:
    standing = stands(record((), supplied={JULY: Supplied(Decimal(11))}, given={JULY: Given()}))
    assert (standing.exceptions, standing.imported_exceptions, standing.weighting) == ("None recorded", False, None)


def test_an_imported_base_stays_where_the_months_say_otherwise() -> None:
    standing = stands(record((*NOISE, 140), given={JULY: Given(weighting=10)}, supplied={JULY: Supplied()}))
    assert standing.weighting is not None
    assert (standing.weighting.base, standing.weighting.exceptions, standing.weighting.imported) == (10, 2, True)


def test_where_nothing_can_be_judged_there_is_no_weighting() -> None:
    standing = stands(record((5, 6)))
    assert standing.weighting is None
    assert reasons(standing, DEFAULTS) == ()
    assert not standing.has_changed


def test_a_trend_that_runs_against_the_change_of_the_year_is_to_be_checked() -> None:
    supplied = {JULY: Supplied(year_on_year=Decimal("-19.2"), year_on_year_unit=YoyUnit.PERCENT)}
    standing = stands(record((), supplied=supplied, given={JULY: Given(TrendWord.INCREASING)}))
    assert standing.contradiction is not None
    assert stands(record((), supplied=supplied, given={JULY: Given(TrendWord.STABLE)})).contradiction is None


def test_months_before_a_new_beginning_are_not_held_against_the_newest() -> None:
    leap = (*NOISE, *(value + 60 for value in NOISE))
    assert stands(record(leap[:-20])).findings
    begun = record(leap, baselines=(months_on(JULY, -24),))
    assert not stands(begun).findings
    assert stands(record(leap[:-10], baselines=(months_on(JULY, -14),))).exceptions == "15 months of data"


def test_months_before_a_new_beginning_make_no_trend() -> None:
    leap = (*NOISE, *(value + 60 for value in NOISE))
    stepped = stands(record(leap[:-12]))
    assert stepped.trend is TrendWord.INCREASING
    assert stepped.weighting is not None
    begun = stands(record(leap[:-12], baselines=(months_on(JULY, -11),)))
    assert (begun.trend, begun.discrete, begun.changed) == (None, TrendWord.STABLE, None)
    assert not begun.has_changed
    assert begun.figures.year_on_year == stepped.figures.year_on_year


def test_a_control_chart_weighs_as_the_rules_that_its_signals_are_like() -> None:
    standing = stands(record((*NOISE, 140), engine=Engine.XMR))
    assert standing.exceptions == "above the upper limit"
    assert standing.findings == (Finding(Rule.ONE, Direction.HIGH),)
    assert ("On its control chart the month is above the upper limit.", 2) in said(standing)


def test_a_short_control_chart_says_so() -> None:
    standing = stands(record((100, 101, 99, 100), engine=Engine.XMR))
    assert standing.exceptions == "Limits from 4 points: fewer than 13 are not to be relied on."


def test_a_control_chart_without_a_value_for_the_month_has_no_signal() -> None:
    standing = stands(record((*NOISE, 140), engine=Engine.XMR), months_on(JULY, 1))
    assert (standing.exceptions, standing.findings) == ("No value this month", ())


@pytest.mark.parametrize(
    ("sense", "level", "state"),
    [
        (TargetSense.AT_LEAST, 99, TargetState.MET),
        (TargetSense.AT_LEAST, 100, TargetState.NOT_MET),
        (TargetSense.AT_MOST, 99, TargetState.MET),
        (TargetSense.AT_MOST, 98, TargetState.NOT_MET),
    ],
)
def test_a_figure_is_held_against_the_level_in_force_in_its_month(
    sense: TargetSense, level: int, state: TargetState
) -> None:
    older = Target(months_on(JULY, -30), sense, Decimal(0))
    newer = Target(months_on(JULY, 1), sense, Decimal(0))
    target = Target(JULY, sense, Decimal(level))
    standing = stands(record(NOISE, targets=(newer, target, older)))
    assert (standing.target, standing.target_state) == (target, state)


def test_without_a_figure_or_a_level_there_is_no_target_to_meet() -> None:
    assert stands(record(NOISE)).target_state is None
    aimed = record((), targets=(Target(JULY, TargetSense.AT_LEAST, Decimal(5)),))
    assert stands(aimed).target_state is None


def test_peers_are_held_against_what_the_supplier_compares_where_that_is_given() -> None:
    bounds = PeerBounds(Decimal(50), Decimal(60), Decimal(70))
    assert record(NOISE, peers={JULY: Peers("Most similar", bounds)}).peers_in(JULY) is PeerStatus.GREATER
    own = Peers("Most similar", bounds, own=Decimal(55))
    assert record(NOISE, peers={JULY: own}).peers_in(JULY) is PeerStatus.IN_LINE_BELOW
    assert record(NOISE).peers_in(JULY) is None
    assert record((), peers={JULY: Peers("Most similar", bounds)}).peers_in(JULY) is None


def test_a_figure_that_holds_a_marked_month_is_withheld_where_it_would_be_published() -> None:
    standing = stands(record(NOISE, sensitive=frozenset({months_on(JULY, -2)})))
    row = standing_row(standing, withhold=True)
    assert (row.month, row.three_months, row.twelve_months, row.year_on_year) == ("99", WITHHELD, WITHHELD, WITHHELD)
    assert standing_row(standing, withhold=False).three_months == "297"


def test_a_figure_that_comes_before_all_others_does_not_make_its_month_the_one_that_is_shown() -> None:
    august = months_on(JULY, 1)
    early = replace(record(()), values={august: MonthValue(august, Decimal(1))})
    assert month_to_show([record(NOISE), record(NOISE), early]) == JULY
    assert month_to_show([record(NOISE), early]) == august
    assert month_to_show([early]) == august
    assert month_to_show([record(())]) is None


def test_measures_that_are_long_without_figures_do_not_hold_the_month_back() -> None:
    old = replace(record(()), values={(month := months_on(JULY, -30)): MonthValue(month, Decimal(1))})
    assert month_to_show([record(NOISE), old, old, old]) == JULY


def test_a_month_that_was_withdrawn_is_not_the_newest() -> None:
    august = months_on(JULY, 1)
    withdrawn = MonthValue(august, None, state=ValueState.WITHDRAWN)
    both = replace(record(()), values={JULY: MonthValue(JULY, Decimal(1)), august: withdrawn})
    assert both.newest == JULY
    assert month_to_show([both]) == JULY


NUMBERS = st.none() | st.integers(0, 500)


@given(st.lists(st.lists(NUMBERS, max_size=70), min_size=1, max_size=4), st.sampled_from(Engine))
def test_measures_judged_together_stand_as_each_alone_and_reasons_come_to_the_weighting(
    many: list[list[int | None]], engine: Engine
) -> None:
    records = [record(values, engine=engine) for values in many]
    together = standings(records, JULY)
    assert list(together) == [stands(each) for each in records]
    for standing in together:
        total = standing.weighting.total if standing.weighting else 0
        assert sum(reason.points for reason in reasons(standing, DEFAULTS)) == total
