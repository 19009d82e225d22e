"""Actions against a risk or issue: planned, changed, reported on and withdrawn, every act in the log."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, due_period, last_entry
from tests.factories_risks import close, make_action, make_issue, make_risk, reload_risk
from tracker.access import SYSTEM, Act, Tie, may
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.plan.models import Priority
from tracker.plan.rules import DuePeriod, Precision, QuarterReading
from tracker.risks import queries
from tracker.risks.commands_actions import (
    AddAction,
    EditAction,
    UpdateAction,
    WithdrawAction,
    add_action,
    edit_action,
    update_action,
    withdraw_action,
)
from tracker.risks.models import Risk, RiskAction
from tracker.risks.queries_scores import actions_to_report, score_story, ties_to_action
from tracker.risks.rules_actions import (
    ActionStatus,
    ActionWithdrawn,
    CannotOwnAction,
    DueBeforePlanned,
    LowerNeedsNote,
    NewDateNeedsReason,
)
from tracker.risks.rules_changes import ClosedKeepsItsRecord

AUGUST = date(2024, 8, 1)
Q4 = due_period(date(2026, 1, 1), date(2026, 3, 31), "Q4 2025", Precision.QUARTER, QuarterReading.FINANCIAL)


@pytest.fixture
def risk(session: Session, priority: Priority, cast: Cast) -> Risk:
    return make_risk(session, priority, cast.officer)


@pytest.fixture
def action(session: Session, risk: Risk, cast: Cast) -> RiskAction:
    """Another officer's, planned on 1 August, due in March 2025."""
    return make_action(session, risk, cast.other_officer, on=AUGUST)


def update(session: Session, action: RiskAction, percent: int, day: date = TODAY, note: str | None = None) -> None:
    command = UpdateAction(action.version, day, percent, note)
    update_action(session, action, command, by=SYSTEM, on=TODAY)


def edit(
    action: RiskAction, *, title: str | None = None, due: DuePeriod | None = None, reason: str | None = None
) -> EditAction:
    return EditAction(action.version, title or action.title, action.owner_id, due or due_period(), reason)


def test_actions_count_from_1_within_each_risk(session: Session, risk: Risk, priority: Priority) -> None:
    other = make_issue(session, priority)
    numbers = [make_action(session, each).number for each in (risk, risk, other)]
    assert numbers == [1, 2, 1]


def test_an_action_is_due_on_the_day_it_is_planned_or_later(session: Session, risk: Risk, action: RiskAction) -> None:
    add_action(
        session, risk, AddAction(risk.version, "Ask", None, due_period(TODAY, TODAY, "Today")), by=SYSTEM, on=TODAY
    )
    past = due_period(date(2024, 7, 1), date(2024, 7, 31), "July 2024")
    with pytest.raises(DueBeforePlanned):
        add_action(session, risk, AddAction(risk.version, "Ask again", None, past), by=SYSTEM, on=TODAY)
    with pytest.raises(DueBeforePlanned):
        edit_action(session, action, edit(action, due=past, reason="A slip of the pen"), by=SYSTEM, on=TODAY)


def test_a_due_date_that_has_passed_is_put_right_and_one_left_alone_is_not_asked_about(
    session: Session, action: RiskAction
) -> None:
    august = due_period(AUGUST, date(2024, 8, 31), "August 2024")
    edit_action(session, action, edit(action, due=august, reason="It was promised for then"), by=SYSTEM, on=TODAY)
    edit_action(session, action, edit(action, title="Find two suppliers", due=august), by=SYSTEM, on=TODAY)
    assert (action.due_ends, action.title) == (august.end, "Find two suppliers")


def test_an_action_keeps_the_words_of_its_due_date_and_the_year_that_was_meant(
    session: Session, risk: Risk, cast: Cast
) -> None:
    add_action(session, risk, AddAction(risk.version, "Find a supplier", cast.lead.id, Q4), by=SYSTEM, on=TODAY)
    [found] = reload_risk(session, risk).actions
    assert (found.due_text, found.due_ends, found.due_reading) == ("Q4 2025", Q4.end, QuarterReading.FINANCIAL)
    assert (found.owner_id, found.began_on, found.withdrawn_on) == (cast.lead.id, TODAY, None)
    assert last_entry(session, "R-0001")[:2] == (
        Event.RISK_ACTION_ADDED,
        {
            "Action 1": (None, "Find a supplier"),
            "Owner of action 1": (None, "Lena Marsh"),
            "Date due of action 1": (None, "Q4 2025 (by 31 March 2026)"),
        },
    )


def test_somebody_who_owns_no_records_owns_no_action(session: Session, risk: Risk, cast: Cast) -> None:
    for who in (cast.member.id, 999_999):
        with pytest.raises(CannotOwnAction):
            add_action(session, risk, AddAction(risk.version, "Find one", who, Q4), by=SYSTEM, on=TODAY)


def test_updates_are_added_and_100_is_done(session: Session, risk: Risk, action: RiskAction) -> None:
    update(session, action, 40, AUGUST)
    update(session, action, 100, note="Signed")
    found = score_story(reload_risk(session, risk), queries.matrices(session), TODAY)
    assert found is not None
    [line] = found.actions
    assert [each.percent for each in line.action.updates] == [40, 100]
    assert (line.position.percent, line.position.status) == (100, ActionStatus.DONE)
    assert last_entry(session, "R-0001")[:2] == (
        Event.RISK_ACTION_UPDATED,
        {
            "Progress of action 1": ("40%", "100%"),
            "Date of the update": (None, "18 September 2024"),
            "Note": (None, "Signed"),
        },
    )


def test_going_down_needs_a_note(session: Session, action: RiskAction) -> None:
    update(session, action, 60)
    with pytest.raises(LowerNeedsNote):
        update(session, action, 50)
    update(session, action, 50, note="The supplier withdrew")
    assert action.updates[-1].percent == 50


def test_another_due_date_is_logged_with_its_reason(session: Session, action: RiskAction, cast: Cast) -> None:
    with pytest.raises(NewDateNeedsReason):
        edit_action(session, action, edit(action, due=Q4), by=SYSTEM, on=TODAY)
    edit_action(session, action, edit(action, due=Q4, reason="The tender is late"), by=as_actor(cast.lead), on=TODAY)
    assert last_entry(session, "R-0001") == (
        Event.RISK_ACTION_CHANGED,
        {"Date due of action 1": ("March 2025 (by 31 March 2025)", "Q4 2025 (by 31 March 2026)")},
        "The tender is late",
    )


def test_other_words_need_no_reason_and_the_same_words_change_nothing(session: Session, action: RiskAction) -> None:
    version = action.version
    edit_action(session, action, edit(action), by=SYSTEM, on=TODAY)
    assert action.version == version
    edit_action(session, action, edit(action, title="Find two suppliers"), by=SYSTEM, on=TODAY)
    assert (action.title, action.version) == ("Find two suppliers", version + 1)


def test_a_withdrawn_action_stays_in_sight_and_takes_no_more(session: Session, risk: Risk, action: RiskAction) -> None:
    withdraw_action(session, action, WithdrawAction(action.version, "Not needed"), by=SYSTEM, on=TODAY)
    assert action.withdrawn_on == TODAY
    assert last_entry(session, "R-0001")[::2] == (Event.RISK_ACTION_WITHDRAWN, "Not needed")
    with pytest.raises(ActionWithdrawn):
        update(session, action, 40)
    with pytest.raises(ActionWithdrawn):
        withdraw_action(session, action, WithdrawAction(action.version, "Again"), by=SYSTEM, on=TODAY)
    found = score_story(reload_risk(session, risk), queries.matrices(session), TODAY)
    assert found is not None
    assert [line.position.status for line in found.actions] == [ActionStatus.WITHDRAWN]


def test_a_closed_risk_takes_no_actions(session: Session, risk: Risk, action: RiskAction) -> None:
    close(session, risk)
    with pytest.raises(ClosedKeepsItsRecord):
        make_action(session, risk)
    with pytest.raises(ClosedKeepsItsRecord):
        update(session, action, 40)
    with pytest.raises(ClosedKeepsItsRecord):
        edit_action(session, action, edit(action, title="More"), by=SYSTEM, on=TODAY)


def test_an_issue_takes_actions(session: Session, priority: Priority) -> None:
    issue = make_issue(session, priority)
    update(session, make_action(session, issue), 40)
    assert issue.actions[0].updates[0].percent == 40


def test_a_stale_change_of_an_action_is_refused(session: Session, action: RiskAction) -> None:
    opened_at = action.version
    update(session, action, 40)
    with pytest.raises(Stale, match="Action 1 of R-0001 was changed"):
        update_action(session, action, UpdateAction(opened_at, TODAY, 50, None), by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        withdraw_action(session, action, WithdrawAction(opened_at, "No"), by=SYSTEM, on=TODAY)


def test_the_database_itself_keeps_updates_as_they_are(session: Session, action: RiskAction) -> None:
    update(session, action, 40)
    action.updates[0].percent = 90
    with pytest.raises(DBAPIError), session.begin_nested():
        session.flush()


def test_the_owner_of_an_action_may_record_its_progress_without_owning_the_risk(
    session: Session, risk: Risk, action: RiskAction, cast: Cast
) -> None:
    owner, stranger = as_actor(cast.other_officer), as_actor(cast.other_lead)
    assert ties_to_action(session, owner, risk, action, TODAY) == {Tie.OWNER}
    assert queries.ties(session, owner, risk, TODAY) == frozenset()
    assert actions_to_report(session, owner, risk, TODAY) == {1}
    assert not may(owner, Act.ASSESS_RISK, queries.ties(session, owner, risk, TODAY))
    assert actions_to_report(session, stranger, risk, TODAY) == frozenset()
    assert actions_to_report(session, as_actor(cast.officer), risk, TODAY) == {1}
