"""Which scores, acceptances and matrices stand, in the words of RULES 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import long_date
from tracker.errors import DomainError, NotFound
from tracker.risks.rules import DEFAULT_MATRIX, Band, Matrix, RiskKind, Scale, Score, ScoreKind
from tracker.risks.rules_changes import DayNotYetCome, DayTooEarly
from tracker.risks.rules_scores import (
    AcceptanceNeedsReason,
    AcceptedTooLong,
    AcceptedUntilThePast,
    BandsOutOfOrder,
    CurrentScoreMissing,
    EndingNeedsReason,
    Given,
    HalfAScore,
    LabelMissing,
    LabelTwice,
    MatrixAsItWas,
    MatrixNeedsReason,
    MonthsOutOfRange,
    NothingAccepted,
    Proposed,
    ReviewedLessOften,
    ScoreOutOfRange,
    TargetAboveCurrent,
    check_acceptance,
    check_day,
    check_ending,
    check_is_risk,
    check_matrix,
    check_target,
    is_above_inherent,
    settled_scores,
)

TODAY = date(2024, 9, 18)
JUNE, JULY, AUGUST = (date(2024, month, 1) for month in (6, 7, 8))
LEFT_ALONE = Proposed(None, None)
NOTHING = st.sampled_from([None, "", "  ", "\n"])
ones_to_five = st.integers(1, 5)
scores = st.builds(Proposed, ones_to_five, ones_to_five)
days = st.dates(date(2024, 1, 1), date(2024, 12, 31))
given_scores = st.tuples(days, st.sampled_from([ScoreKind.CURRENT, ScoreKind.TARGET]), st.integers(1, 25))


def settled(
    current: Proposed,
    in_force: Mapping[ScoreKind, Score] | None = None,
    *,
    inherent: Proposed = LEFT_ALONE,
    target: Proposed = LEFT_ALONE,
    matrix: int = 1,
) -> dict[ScoreKind, Score]:
    proposed = {ScoreKind.CURRENT: current, ScoreKind.INHERENT: inherent, ScoreKind.TARGET: target}
    return settled_scores(proposed, in_force or {}, matrix)


def current(day: date, value: int) -> Given:
    return day, ScoreKind.CURRENT, value


def target(day: date, value: int) -> Given:
    return day, ScoreKind.TARGET, value


@given(scores, st.just(LEFT_ALONE) | scores, st.just(LEFT_ALONE) | scores)
def test_the_current_score_is_always_stored_and_the_others_where_they_are_given(
    now: Proposed, inherent: Proposed, aim: Proposed
) -> None:
    found = settled(now, inherent=inherent, target=aim, matrix=3)
    assert found[ScoreKind.CURRENT] == Score(now.likelihood or 0, now.impact or 0, 3)
    assert (ScoreKind.INHERENT in found) == (inherent != LEFT_ALONE)
    assert (ScoreKind.TARGET in found) == (aim != LEFT_ALONE)


@given(scores, scores)
def test_a_score_that_says_nothing_new_is_not_stored_again_unless_it_is_the_current_one(
    now: Proposed, aim: Proposed
) -> None:
    first = settled(now, target=aim)
    assert settled(now, first, target=aim).keys() == {ScoreKind.CURRENT}
    assert settled(now, first, target=aim, matrix=2).keys() == {ScoreKind.CURRENT, ScoreKind.TARGET}


def test_there_is_no_scoring_without_a_current_score() -> None:
    with pytest.raises(CurrentScoreMissing):
        settled(LEFT_ALONE, target=Proposed(2, 2))


@pytest.mark.parametrize(
    ("half", "field"), [(Proposed(3, None), "target_impact"), (Proposed(None, 3), "target_likelihood")]
)
def test_half_a_score_is_refused_beside_the_other_half(half: Proposed, field: str) -> None:
    with pytest.raises(HalfAScore) as refusal:
        settled(Proposed(3, 3), target=half)
    assert refusal.value.field == field


@given(st.sampled_from(ScoreKind), st.sampled_from(Scale), st.integers().filter(lambda number: not 1 <= number <= 5))
def test_a_score_outside_1_to_5_is_refused_beside_its_question(kind: ScoreKind, scale: Scale, wrong: int) -> None:
    proposed = Proposed(wrong, 3) if scale is Scale.LIKELIHOOD else Proposed(3, wrong)
    with pytest.raises(ScoreOutOfRange) as refusal:
        settled_scores({ScoreKind.CURRENT: Proposed(1, 1), kind: proposed}, {}, 1)
    assert refusal.value.field == f"{kind.value}_{scale.value}"
    assert "is a whole number from 1 to 5" in str(refusal.value)


@pytest.mark.parametrize("explanation", [None, "", "   "])
def test_a_target_above_the_current_score_is_refused_unless_explained(explanation: str | None) -> None:
    with pytest.raises(TargetAboveCurrent) as refusal:
        check_target([], [current(JUNE, 6), target(JUNE, 8)], explanation)
    assert (refusal.value.field, refusal.value.current, refusal.value.target) == ("explanation", 6, 8)
    check_target([], [current(JUNE, 6), target(JUNE, 8)], "The grant asks for it")
    check_target([], [current(JUNE, 8), target(JUNE, 8)], None)


def test_a_current_score_that_falls_below_the_target_is_above_it_too() -> None:
    before = [current(JUNE, 12), target(JUNE, 8)]
    with pytest.raises(TargetAboveCurrent):
        check_target(before, [current(JULY, 6)], None)
    check_target(before, [current(JULY, 8)], None)


def test_what_was_explained_need_not_be_explained_again() -> None:
    before = [current(JUNE, 6), target(JUNE, 8)]
    check_target(before, [current(JULY, 6)], None)
    with pytest.raises(TargetAboveCurrent):
        check_target(before, [current(JULY, 5)], None)


def test_a_target_dated_back_counts_on_every_later_day_it_is_in_force() -> None:
    before = [current(JUNE, 20), current(AUGUST, 6)]
    with pytest.raises(TargetAboveCurrent) as refusal:
        check_target(before, [current(JULY, 20), target(JULY, 8)], None)
    assert refusal.value.day == AUGUST
    check_target([*before, target(AUGUST, 4)], [current(JULY, 20), target(JULY, 8)], None)


def test_of_a_day_scored_twice_only_the_last_counts() -> None:
    check_target([current(JUNE, 6)], [current(JUNE, 9), target(JUNE, 8)], None)


@given(st.lists(given_scores, max_size=8), st.lists(given_scores, max_size=3), NOTHING)
def test_explained_scores_always_stand_and_unexplained_ones_never_leave_a_new_gap(
    before: list[Given], added: list[Given], nothing: str | None
) -> None:
    check_target(before, added, "Because")
    try:
        check_target(before, added, nothing)
    except TargetAboveCurrent:
        return
    check_target([*before, *added], [], nothing)


def test_current_above_inherent_is_a_warning_and_no_refusal() -> None:
    assert is_above_inherent(12, 9)
    assert not is_above_inherent(9, 9)
    assert not is_above_inherent(9, None)


@given(days, days)
def test_a_day_is_no_earlier_than_the_record_and_never_in_the_future(day: date, began_on: date) -> None:
    try:
        check_day(day, began_on=began_on, today=TODAY)
    except DayNotYetCome:
        assert day > TODAY
    except DayTooEarly:
        assert day < began_on
    else:
        assert began_on <= day <= TODAY


def test_an_issue_has_no_scores() -> None:
    check_is_risk("R-0001", RiskKind.RISK, "scored")
    with pytest.raises(NotFound, match="I-0001 is an issue: it has happened, so it cannot be scored"):
        check_is_risk("I-0001", RiskKind.ISSUE, "scored")


def test_an_acceptance_has_a_last_day_that_has_not_passed_and_a_reason() -> None:
    check_acceptance(TODAY, "It costs more to mend", TODAY)
    with pytest.raises(AcceptedUntilThePast):
        check_acceptance(TODAY - timedelta(1), "It costs more to mend", TODAY)
    with pytest.raises(AcceptanceNeedsReason):
        check_acceptance(TODAY, " ", TODAY)


@pytest.mark.parametrize(
    ("today", "latest"),
    [(TODAY, date(2025, 9, 18)), (date(2024, 2, 29), date(2025, 2, 28)), (date(2023, 2, 28), date(2024, 2, 28))],
)
def test_an_acceptance_lasts_twelve_months_at_most(today: date, latest: date) -> None:
    check_acceptance(latest, "It costs more to mend", today)
    with pytest.raises(AcceptedTooLong, match=f"Enter {long_date(latest)} or an earlier day") as refused:
        check_acceptance(latest + timedelta(1), "It costs more to mend", today)
    assert (refused.value.field, refused.value.latest) == ("ends_on", latest)


def test_only_an_acceptance_in_force_can_be_ended_and_with_a_reason() -> None:
    check_ending(TODAY, "It got worse", TODAY)
    for until in (None, TODAY - timedelta(1)):
        with pytest.raises(NothingAccepted):
            check_ending(until, "It got worse", TODAY)
    with pytest.raises(EndingNeedsReason):
        check_ending(TODAY, None, TODAY)


@pytest.mark.parametrize(
    ("matrix", "refusal", "field"),
    [
        (replace(DEFAULT_MATRIX, medium_from=1), BandsOutOfOrder, "medium_from"),
        (replace(DEFAULT_MATRIX, high_from=5), BandsOutOfOrder, "high_from"),
        (replace(DEFAULT_MATRIX, very_high_from=26), BandsOutOfOrder, "very_high_from"),
        (replace(DEFAULT_MATRIX, medium_from=24), BandsOutOfOrder, "medium_from"),
        (replace(DEFAULT_MATRIX, review_high=0), MonthsOutOfRange, "review_high"),
        (replace(DEFAULT_MATRIX, review_rest=25), MonthsOutOfRange, "review_rest"),
        (replace(DEFAULT_MATRIX, impacts=("a", " ", "c", "d", "e")), LabelMissing, "impact_2"),
        (replace(DEFAULT_MATRIX, likelihoods=("a", "b", "A", "d", "e")), LabelTwice, "likelihood_3"),
        (replace(DEFAULT_MATRIX, review_very_high=4), ReviewedLessOften, "review_very_high"),
        (replace(DEFAULT_MATRIX, review_high=7), ReviewedLessOften, "review_high"),
        (DEFAULT_MATRIX, MatrixAsItWas, None),
    ],
)
def test_a_matrix_that_cannot_be_scored_on_is_refused(
    matrix: Matrix, refusal: type[DomainError], field: str | None
) -> None:
    with pytest.raises(refusal) as refused:
        check_matrix(matrix, DEFAULT_MATRIX, "The auditors asked")
    assert refused.value.field == field


def test_a_higher_band_is_reviewed_at_least_as_often_and_both_bands_are_named() -> None:
    check_matrix(replace(DEFAULT_MATRIX, review_very_high=6, review_high=6), DEFAULT_MATRIX, "One round a half-year")
    with pytest.raises(ReviewedLessOften) as refused:
        check_matrix(replace(DEFAULT_MATRIX, review_very_high=2, review_high=1), DEFAULT_MATRIX, "Mixed up")
    assert str(refused.value) == (
        "Very high would be reviewed less often than high, which is reviewed every month. "
        "Enter 1 or fewer for very high, or more for high."
    )


@given(st.integers(1, 24), st.integers(1, 24), st.integers(1, 24))
def test_no_matrix_that_stands_lets_a_higher_band_wait_longer(very_high: int, high: int, rest: int) -> None:
    matrix = replace(DEFAULT_MATRIX, medium_from=4, review_very_high=very_high, review_high=high, review_rest=rest)
    try:
        check_matrix(matrix, DEFAULT_MATRIX, "Because")
    except ReviewedLessOften:
        assert very_high > high or high > rest
    else:
        months = [matrix.review_months(band) for band in Band]
        assert months == sorted(months, reverse=True)


def test_a_new_matrix_needs_a_reason() -> None:
    stricter = replace(DEFAULT_MATRIX, very_high_from=12)
    check_matrix(stricter, DEFAULT_MATRIX, "The auditors asked")
    with pytest.raises(MatrixNeedsReason):
        check_matrix(stricter, DEFAULT_MATRIX, "")


@given(st.integers(-5, 40), st.integers(-5, 40), st.integers(-5, 40))
def test_every_band_of_a_matrix_that_stands_has_a_score(medium: int, high: int, very_high: int) -> None:
    matrix = replace(DEFAULT_MATRIX, medium_from=medium, high_from=high, very_high_from=very_high)
    try:
        check_matrix(matrix, replace(DEFAULT_MATRIX, review_rest=7), "Because")
    except BandsOutOfOrder:
        assert not 1 < medium < high < very_high <= 25
    else:
        assert len({matrix.band_of(value) for value in range(1, 26)}) == 4
