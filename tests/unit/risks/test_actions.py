"""Where an action against a risk stands on a day, and which updates follow (RULES 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.access import Role
from tracker.errors import DomainError
from tracker.plan.rules_refusals import PercentOutOfRange
from tracker.risks.rules_actions import (
    ActionStatus,
    ActionWithdrawn,
    CannotOwnAction,
    DueBeforePlanned,
    LowerNeedsNote,
    NewDateNeedsReason,
    TitleMissing,
    WithdrawingNeedsReason,
    action_at,
    check_action_owner,
    check_due,
    check_new_date,
    check_stands,
    check_title,
    check_update,
    check_withdrawal,
)
from tracker.risks.rules_changes import DayNotYetCome, DayTooEarly

PLANNED = date(2024, 5, 1)
DUE = date(2024, 8, 31)
TODAY = date(2024, 9, 18)


@dataclass(frozen=True)
class Update:
    effective_on: date
    percent: int
    note: str | None = None
    author: str = "Pat"


@dataclass(frozen=True)
class Action:
    updates: tuple[Update, ...] = ()
    withdrawn_on: date | None = None
    began_on: date = PLANNED
    due_ends: date = DUE


def status(action: Action, day: date) -> ActionStatus:
    found = action_at(action, day)
    assert found is not None
    return found.status


def follow(percent: int, day: date = TODAY, note: str | None = None, newest: Update | None = None) -> None:
    check_update(percent, day, note, newest=newest, began_on=PLANNED, today=TODAY)


def test_it_is_nowhere_before_it_was_planned() -> None:
    assert action_at(Action(), PLANNED - timedelta(1)) is None


def test_it_goes_from_planned_to_under_way_to_done() -> None:
    action = Action((Update(date(2024, 6, 1), 40), Update(date(2024, 8, 1), 100)))
    assert status(action, PLANNED) is ActionStatus.PLANNED
    assert status(action, date(2024, 6, 1)) is ActionStatus.UNDER_WAY
    assert status(action, date(2024, 8, 1)) is ActionStatus.DONE
    assert status(action, TODAY) is ActionStatus.DONE


def test_it_is_overdue_from_the_day_after_its_last_day_until_it_is_done() -> None:
    assert status(Action(), DUE) is ActionStatus.PLANNED
    assert status(Action(), DUE + timedelta(1)) is ActionStatus.OVERDUE


def test_a_withdrawn_one_is_neither_overdue_nor_done() -> None:
    action = Action((Update(PLANNED, 100),), withdrawn_on=DUE)
    assert status(action, DUE) is ActionStatus.WITHDRAWN
    assert status(action, DUE - timedelta(1)) is ActionStatus.DONE


@given(st.integers(0, 100), st.dates(PLANNED, TODAY))
def test_any_percentage_from_0_to_100_may_come_first(percent: int, day: date) -> None:
    follow(percent, day)


@given(st.integers().filter(lambda number: not 0 <= number <= 100))
def test_no_other_percentage_is_one(percent: int) -> None:
    with pytest.raises(PercentOutOfRange):
        follow(percent)


@given(st.integers(0, 100), st.integers(0, 100))
def test_going_down_needs_a_note_as_the_reason(before: int, after: int) -> None:
    newest = Update(TODAY, before)
    follow(after, note="The supplier withdrew", newest=newest)
    if after >= before:
        follow(after, newest=newest)
        return
    with pytest.raises(LowerNeedsNote) as refusal:
        follow(after, note=" ", newest=newest)
    assert refusal.value.field == "note"


@pytest.mark.parametrize(
    ("day", "refusal"), [(TODAY + timedelta(1), DayNotYetCome), (PLANNED - timedelta(1), DayTooEarly)]
)
def test_an_update_is_of_a_day_since_it_was_planned(day: date, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        follow(40, day)


def test_an_update_is_no_older_than_the_last_one() -> None:
    with pytest.raises(DayTooEarly, match="Its last update is dated 1 August 2024"):
        follow(60, date(2024, 7, 31), newest=Update(date(2024, 8, 1), 40))


def test_another_due_date_needs_a_reason() -> None:
    check_new_date(None, changes=False)
    check_new_date("The tender is late", changes=True)
    with pytest.raises(NewDateNeedsReason):
        check_new_date("", changes=True)


def test_an_action_is_not_late_from_the_start() -> None:
    check_due(PLANNED, PLANNED)
    with pytest.raises(DueBeforePlanned, match="planned from 1 May 2024, so it cannot be due by 30 April 2024"):
        check_due(PLANNED - timedelta(1), PLANNED)


def test_what_is_asked_for_is_refused_without_it() -> None:
    with pytest.raises(TitleMissing):
        check_title(" ")
    with pytest.raises(WithdrawingNeedsReason):
        check_withdrawal(None)
    with pytest.raises(ActionWithdrawn, match="Action 2 was withdrawn"):
        check_stands(2, TODAY)
    check_stands(2, None)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEAD, Role.CHIEF_EXECUTIVE])
def test_who_may_own_a_risk_may_own_an_action(role: Role) -> None:
    check_action_owner("Pat", role, is_active=True)
    with pytest.raises(CannotOwnAction):
        check_action_owner("Pat", role, is_active=False)
    with pytest.raises(CannotOwnAction, match="Max cannot own an action"):
        check_action_owner("Max", Role.MEMBER, is_active=True)
