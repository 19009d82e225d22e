"""The RAG rating, in the words of RULES 2."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plan import rules_rag
from tracker.plan.rules import CLOSED, ProgressStatus, Rag
from tracker.plan.rules_rag import Override, RagFacts, RagRules, expected_percent, rag

RULES = RagRules()
TODAY = date(2024, 9, 18)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
OPEN = sorted(set(ProgressStatus) - CLOSED)

CALM = RagFacts(on=TODAY, status=ProgressStatus.IN_PROGRESS, percent=50, start=None, end=date(2025, 9, 18))
"""Open work, due in a year, of unknown start: nothing to warn of."""

facts = st.builds(
    RagFacts,
    on=days,
    status=st.sampled_from(OPEN),
    percent=st.integers(0, 99),
    start=st.none() | days,
    end=days,
    revised_this_quarter=st.booleans(),
    linked_risk_is_red=st.booleans(),
)


def test_work_without_any_warning_sign_is_green() -> None:
    assert rag(CALM, RULES).rag is Rag.GREEN


def test_overdue_work_is_red_whatever_else_holds() -> None:
    late = replace(CALM, end=TODAY - timedelta(days=1), percent=99)
    rating = rag(late, RULES)
    assert rating.rag is Rag.RED
    assert rating.reasons == ("Overdue by 1 day: it was due by 17 September 2024.",)


def test_a_revised_date_this_quarter_is_amber() -> None:
    rating = rag(replace(CALM, revised_this_quarter=True), RULES)
    assert (rating.rag, rating.reasons) == (Rag.AMBER, ("The due date was revised this quarter.",))


def test_a_red_risk_makes_it_amber() -> None:
    rating = rag(replace(CALM, linked_risk_is_red=True), RULES)
    assert (rating.rag, rating.reasons) == (Rag.AMBER, ("A linked risk is very high.",))


@pytest.mark.parametrize(
    ("risks", "sentence"),
    [
        (("R-0003",), "A linked risk is very high: R-0003."),
        (("R-0003", "R-0007"), "Linked risks are very high: R-0003, R-0007."),
        (
            ("R-0001", "R-0002", "R-0003", "R-0004", "I-0001"),
            "Linked risks are very high: R-0001, R-0002, R-0003 and 2 more.",
        ),
    ],
)
def test_the_reason_names_the_red_risks_where_they_are_known(risks: tuple[str, ...], sentence: str) -> None:
    rating = rag(replace(CALM, linked_risk_is_red=True, red_risks=risks), RULES)
    assert (rating.rag, rating.reasons) == (Rag.AMBER, (sentence,))


@pytest.mark.parametrize(
    ("left", "percent", "expected"),
    [(30, 79, Rag.AMBER), (31, 79, Rag.GREEN), (30, 80, Rag.GREEN), (0, 79, Rag.AMBER), (0, 80, Rag.GREEN)],
)
def test_due_within_30_days_and_less_than_80_percent_is_amber(left: int, percent: int, expected: Rag) -> None:
    assert rag(replace(CALM, end=TODAY + timedelta(days=left), percent=percent), RULES).rag is expected


def test_work_due_today_says_so() -> None:
    assert rag(replace(CALM, end=TODAY), RULES).reasons == ("Due today and less than 80% done.",)


@pytest.mark.parametrize(("percent", "expected"), [(35, Rag.AMBER), (36, Rag.GREEN)])
def test_fifteen_points_behind_what_is_expected_is_amber(percent: int, expected: Rag) -> None:
    halfway = replace(CALM, start=TODAY - timedelta(days=100), end=TODAY + timedelta(days=100), percent=percent)
    assert rag(halfway, RULES).rag is expected


def test_the_reason_names_what_was_expected() -> None:
    behind = replace(CALM, start=TODAY - timedelta(days=100), end=TODAY + timedelta(days=100), percent=20)
    assert rag(behind, RULES).reasons == ("Behind time: 20% done, where 50% is expected by now.",)


def test_without_a_start_nobody_is_behind() -> None:
    assert rag(replace(CALM, percent=0), RULES).rag is Rag.GREEN


def test_the_offices_own_thresholds_decide() -> None:
    strict = RagRules(behind_by=1, due_within_days=400, nearly_done=100)
    assert rag(CALM, strict).reasons == ("Due in 365 days and less than 100% done.",)


def test_complete_work_is_complete_even_if_its_date_has_passed() -> None:
    done = replace(CALM, status=ProgressStatus.COMPLETE, percent=100, end=TODAY - timedelta(days=99))
    assert rag(done, RULES).rag is Rag.COMPLETE


@pytest.mark.parametrize("status", [ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD])
def test_work_that_was_given_up_or_moved_has_no_rating(status: ProgressStatus) -> None:
    rating = rag(replace(CALM, status=status), RULES, Override(Rag.RED, "It worries me."))
    assert (rating.rag, rating.computed, rating.is_overridden) == (None, None, False)
    assert rating.reasons == (f"No rating: the work was {status.label.lower()}.",)


def test_the_owner_may_set_another_rating_and_the_computed_one_stays_in_sight() -> None:
    rating = rag(CALM, RULES, Override(Rag.RED, "The contractor is close to insolvency."))
    assert (rating.rag, rating.computed) == (Rag.RED, Rag.GREEN)
    assert rating.is_overridden
    assert rating.override_reason == "The contractor is close to insolvency."
    assert rating.reasons == rag(CALM, RULES).reasons


def test_an_override_ends_when_the_work_is_complete() -> None:
    done = replace(CALM, status=ProgressStatus.COMPLETE, percent=100)
    rating = rag(done, RULES, Override(Rag.AMBER, "Not sure yet."))
    assert (rating.rag, rating.is_overridden) == (Rag.COMPLETE, False)


@given(facts)
def test_the_rating_is_red_amber_or_green_by_the_published_rule(given_facts: RagFacts) -> None:
    left = (given_facts.end - given_facts.on).days
    behind = given_facts.start is not None and (
        expected_percent(given_facts.start, given_facts.end, given_facts.on) - given_facts.percent >= 15
    )
    amber = (
        behind
        or (left <= 30 and given_facts.percent < 80)
        or given_facts.revised_this_quarter
        or given_facts.linked_risk_is_red
    )
    expected = Rag.RED if left < 0 else Rag.AMBER if amber else Rag.GREEN
    rating = rag(given_facts, RULES)
    assert rating.rag is rating.computed is expected
    assert rating.reasons
    assert all(reason.endswith(".") for reason in rating.reasons)


@given(facts, st.integers(0, 99))
def test_more_progress_never_worsens_the_rating(given_facts: RagFacts, percent: int) -> None:
    order = [Rag.RED, Rag.AMBER, Rag.GREEN]
    further = replace(given_facts, percent=max(percent, given_facts.percent))
    ratings = [rag(each, RULES).rag for each in (given_facts, further)]
    assert order.index(ratings[0] or Rag.COMPLETE) <= order.index(ratings[1] or Rag.COMPLETE)


@given(days, days, days)
def test_expected_progress_grows_from_0_at_the_start_to_100_at_the_end(start: date, end: date, on: date) -> None:
    expected = expected_percent(start, end, on)
    assert 0 <= expected <= 100
    assert expected_percent(start, end, on + timedelta(days=1)) >= expected
    assert expected_percent(start, end, end) == 100
    if start < end:
        assert expected_percent(start, end, start) == 0
        if start <= on <= end:
            assert expected == Fraction(100 * (on - start).days, (end - start).days)


def test_work_that_starts_on_its_last_day_is_expected_all_at_once() -> None:
    assert expected_percent(TODAY, TODAY, TODAY - timedelta(days=1)) == 0
    assert expected_percent(TODAY, TODAY, TODAY) == 100


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize("chosen", [Rag.RED, Rag.AMBER, Rag.GREEN])
def test_open_work_may_be_rated_by_hand_with_a_reason(status: ProgressStatus, chosen: Rag) -> None:
    rules_rag.check_override(status, chosen, "Agreed with the lead.")
    for nothing in (None, "", "  "):
        with pytest.raises(rules_rag.OverrideNeedsReason):
            rules_rag.check_override(status, chosen, nothing)


def test_complete_is_no_rating_to_choose() -> None:
    with pytest.raises(rules_rag.CompleteIsNotSetByHand):
        rules_rag.check_override(ProgressStatus.IN_PROGRESS, Rag.COMPLETE, "It is done.")


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_closed_work_is_not_rated_by_hand(status: ProgressStatus) -> None:
    with pytest.raises(rules_rag.ClosedWorkHasNoOverride) as refusal:
        rules_rag.check_override(status, Rag.RED, "It worries me.")
    assert refusal.value.status is status
