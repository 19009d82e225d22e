"""One, Two, Three and Eight-Month High or Low, as RULES 5 has them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import DomainError
from tracker.measures.rules_exceptions import (
    Direction,
    ExceptionRules,
    Exceptions,
    Finding,
    LeastOutOfRange,
    MultiplierOutOfRange,
    Rule,
    Silence,
    WindowOutOfRange,
    directions_of,
    exceptions_along,
    exceptions_at,
    exceptions_of,
    labels_of,
)
from tracker.measures.rules_weighting import MEASURED, FalseAlarms, false_alarm_words, false_alarms, simulated

# Up and down by one, month by month: a mean of 100 and a standard deviation of about one.
STEADY = [101.0, 99.0] * 12

levels = st.one_of(st.integers(-50, 50).map(float), st.none())
series = st.lists(levels, max_size=40)
settings = st.builds(
    ExceptionRules,
    two=st.sampled_from([1.5, 1.0, 2.0]),
    least=st.sampled_from([None, 12, 20]),
    one_before=st.booleans(),
    population=st.booleans(),
)


def label(values: Sequence[float | None], rules: ExceptionRules | None = None) -> str:
    return exceptions_at(values, rules or ExceptionRules()).label


def first_months(values: Sequence[float]) -> dict[str, int]:
    """The place of the first month at which each label appears, counted from the first month after the steady ones."""
    found: dict[str, int] = {}
    for place, exceptions in enumerate(exceptions_along(values)):
        if exceptions.label:
            found.setdefault(exceptions.label, place - len(STEADY) + 1)
    return found


class TestWhenEachRuleSpeaks:
    def test_nothing_is_said_of_steady_months(self) -> None:
        assert not first_months([*STEADY, *STEADY])

    def test_one_month_speaks_in_the_month_of_the_leap(self) -> None:
        assert first_months([*STEADY, 103, 101, 99]) == {"One-Month High": 1}

    def test_two_months_speak_in_the_second(self) -> None:
        assert first_months([*STEADY, 102, 102]) == {"Two-Month High": 2}

    def test_three_months_speak_in_the_third(self) -> None:
        assert first_months([*STEADY, 101.6, 101.6, 101.6]) == {"Three-Month High": 3}

    def test_eight_months_speak_in_the_eighth(self) -> None:
        assert first_months([*STEADY, *[100.6] * 8]) == {"Eight-Month High": 8}

    def test_a_lasting_fall_is_named_by_every_rule_in_its_month(self) -> None:
        months = [exceptions.label for exceptions in exceptions_along([*STEADY, *[90.0] * 8])]
        assert months[len(STEADY) :] == [
            "One-Month Low",
            "One, Two-Month Low",
            *["One, Two, Three-Month Low"] * 3,
            # By now the new level is what the months before it are like, too.
            "Two, Three-Month Low",
            "Three-Month Low",
            "Three, Eight-Month Low",
        ]

    def test_a_slow_drift_is_named_by_eight_months_and_three(self) -> None:
        drift = [100 + 0.25 * month + (-1) ** month for month in range(36)]
        found = first_months([*STEADY, *drift])
        assert any("Eight" in words for words in found)
        assert not any("Low" in words for words in found)

    def test_the_words_are_joined_in_order_with_the_direction_once(self) -> None:
        rising = [*STEADY, *[100.8] * 5, 104, 104, 104]
        assert label(rising) == "One, Two, Three, Eight-Month High"

    def test_two_directions_are_both_told(self) -> None:
        both = Exceptions((Finding(Rule.ONE, Direction.HIGH), Finding(Rule.EIGHT, Direction.LOW)))
        assert both.label == "One-Month High; Eight-Month Low"
        assert directions_of(both.findings) == {Rule.ONE: Direction.HIGH, Rule.EIGHT: Direction.LOW}

    def test_one_month_is_measured_by_the_months_before_it(self) -> None:
        # A leap of 2.02 deviations of the months before is less than 2 of those that end with it.
        reach = statistics.stdev(STEADY) * 2.02
        assert label([*STEADY, 100 + reach]) == "One-Month High"
        assert label([*STEADY, 100 + reach], ExceptionRules(one_before=False)) == ""

    @given(st.lists(st.integers(0, 1000), min_size=24, max_size=24, unique=True), st.floats(0.01, 3))
    def test_one_month_begins_exactly_at_two_deviations(self, before: list[int], by: float) -> None:
        mean, deviation = statistics.mean(before), statistics.stdev(before)
        beyond, within = exceptions_at([*before, mean + (2 + by) * deviation]), mean + (2 - by) * deviation
        assert Finding(Rule.ONE, Direction.HIGH) in beyond.findings
        assert Finding(Rule.ONE, Direction.HIGH) not in exceptions_at([*before, within]).findings


class TestWhenNothingCanBeSaid:
    def test_fewer_than_24_months_say_how_many_there_are(self) -> None:
        assert exceptions_at(STEADY[:18]).words == "18 months of data"
        assert exceptions_at([5.0]).words == "1 month of data"

    def test_24_months_are_enough_for_all_but_one_month(self) -> None:
        assert label([*STEADY[:21], 103, 103, 103]) == "Two, Three-Month High"

    def test_a_gap_counts_as_a_month_without_data(self) -> None:
        values: list[float | None] = [*STEADY, 120]
        values[3] = None
        assert exceptions_at(values).words == "23 months of data"
        assert exceptions_at(values, ExceptionRules(least=20)).label == "One-Month High"

    def test_the_same_value_every_month_has_no_label(self) -> None:
        assert exceptions_at([0.1] * 30) == Exceptions(silence=Silence.NO_SPREAD, months=24)

    def test_no_value_for_12_months_has_its_own_symbol(self) -> None:
        assert exceptions_at([*STEADY, *[None] * 11]).silence is Silence.NO_VALUE
        assert exceptions_at([*STEADY, *[None] * 12]).silence is Silence.NO_DATA
        assert exceptions_at([]).silence is Silence.NO_DATA
        assert exceptions_along([]) == ()


def by_hand(values: Sequence[float | None], rules: ExceptionRules) -> set[tuple[Rule, Direction]]:
    """The rules written down a second time, one month after the other."""
    line = [*[None] * (rules.span - len(values)), *values][-rules.span :]
    found = set()
    for rule in Rule:
        window = line[:-1] if rule is Rule.ONE and rules.one_before else line[1:]
        known = [value for value in window if value is not None]
        tested = line[-rule.months :]
        if len(known) < rules.needed or len(set(known)) == 1:
            continue
        mean = statistics.fmean(known)
        reach = rules.multiplier(rule) * (statistics.pstdev(known) if rules.population else statistics.stdev(known))
        for direction, sign in ((Direction.HIGH, 1), (Direction.LOW, -1)):
            if all(value is not None and sign * (value - mean) - reach > 1e-7 for value in tested):
                found.add((rule, direction))
    return found


@given(series, settings)
def test_the_arrays_say_what_the_rules_say(values: list[float | None], rules: ExceptionRules) -> None:
    assert {(found.rule, found.direction) for found in exceptions_at(values, rules).findings} == by_hand(values, rules)


@given(st.lists(st.integers(-50, 50).map(float), min_size=30, max_size=30), st.integers(-1000, 1000), st.integers(1, 9))
def test_neither_scale_nor_level_matters_and_low_mirrors_high(values: list[float], level: int, scale: int) -> None:
    found = exceptions_at(values)
    assert exceptions_at([scale * value + level for value in values]) == found
    mirrored = exceptions_at([-value for value in values])
    assert [each.rule for each in mirrored.findings] == [each.rule for each in found.findings]
    assert all(
        one.direction is not other.direction for one, other in zip(mirrored.findings, found.findings, strict=True)
    )


@given(st.lists(series.filter(bool), min_size=1, max_size=5))
def test_many_series_at_once_are_the_same_as_one_by_one(many: list[list[float | None]]) -> None:
    longest = max(map(len, many))
    lines = np.full((len(many), longest), np.nan)
    for place, values in enumerate(many):
        lines[place, longest - len(values) :] = [np.nan if value is None else value for value in values]
    assert exceptions_of(many) == tuple(exceptions_at(values) for values in many)
    labels = labels_of(lines)
    for place, values in enumerate(many):
        found = directions_of(exceptions_at(values).findings)
        for rule in Rule:
            assert labels.of(rule)[place] == {None: 0, Direction.HIGH: 1, Direction.LOW: -1}[found.get(rule)]


@given(series.filter(bool))
def test_each_point_shows_what_it_showed_when_it_was_the_latest(values: list[float | None]) -> None:
    along = exceptions_along(values)
    assert [exceptions_at(values[: place + 1]) for place in range(len(values))] == list(along)


@pytest.mark.parametrize(
    ("given_rules", "refusal", "field"),
    [
        ({"one": -0.1}, MultiplierOutOfRange, "one"),
        ({"two": 5.1}, MultiplierOutOfRange, "two"),
        ({"three": math.nan}, MultiplierOutOfRange, "three"),
        ({"eight": math.inf}, MultiplierOutOfRange, "eight"),
        ({"window": 11}, WindowOutOfRange, "window"),
        ({"window": 61}, WindowOutOfRange, "window"),
        ({"least": 25}, LeastOutOfRange, "least"),
        ({"least": 11}, LeastOutOfRange, "least"),
    ],
)
def test_settings_without_sense_are_refused(
    given_rules: dict[str, float], refusal: type[DomainError], field: str
) -> None:
    with pytest.raises(refusal) as caught:
        ExceptionRules(**given_rules)  # type: ignore[arg-type]  # the fields differ in type
    assert caught.value.field == field


class TestFalseAlarms:
    def test_on_noise_each_rule_speaks_as_often_as_the_key_says(self) -> None:
        found, wide = simulated(ExceptionRules(), 20_000, 5), 0.006
        assert found.one == pytest.approx(0.062, abs=wide)
        assert found.two == pytest.approx(0.0054, abs=0.002)
        assert found.three == pytest.approx(0.0046, abs=0.002)
        assert found.eight == pytest.approx(0.0030, abs=0.0015)
        assert found.any == pytest.approx(0.072, abs=wide)

    def test_the_default_settings_carry_what_was_measured(self) -> None:
        assert false_alarms() == MEASURED
        found = simulated(ExceptionRules(), 100_000, 6)
        for name in FalseAlarms.__slots__:
            assert getattr(found, name) == pytest.approx(getattr(MEASURED, name), abs=0.002)

    def test_other_settings_have_their_own_rates_always_the_same(self) -> None:
        strict = ExceptionRules(one=3)
        assert false_alarms(strict).one < MEASURED.one / 4
        assert false_alarms(strict) == false_alarms(ExceptionRules(one=3.0))

    def test_the_sentence_of_the_key(self) -> None:
        assert false_alarm_words(48) == (
            "With 48 measures, expect about 3 to show an exception in any month by chance alone: "
            "these rules name 7.2% of figures in which nothing has changed."
        )
        assert false_alarm_words(1).startswith("With 1 measure, expect fewer than 1 to show")
