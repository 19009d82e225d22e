"""Another due date is a request until the lead accepts it, and the original never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, due_period, last_entry, reload
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import NotFound, Stale
from tracker.plan import queries
from tracker.plan.commands_close import Stop, stop
from tracker.plan.commands_due import DecideDueDate, RequestDueDate, decide_due_date, request_due_date
from tracker.plan.models import Deliverable, DueDate
from tracker.plan.rules import (
    AlreadyDecided,
    ClosedWorkKeepsItsDate,
    Precision,
    QuarterReading,
    RedatingNeedsReason,
    RequestWaiting,
    SameDueDate,
)
from tracker.plan.rules_changes import DecliningNeedsReason
from tracker.plan.rules_standing import standing_at

Q4 = due_period(date(2026, 1, 1), date(2026, 3, 31), "Q4 2025", Precision.QUARTER, QuarterReading.FINANCIAL)
ORIGINAL = due_period()


def asking(deliverable: Deliverable) -> RequestDueDate:
    return RequestDueDate(deliverable.version, Q4, "The supplier is late")


def answering(deliverable: Deliverable, *, accepted: bool, note: str | None = None) -> DecideDueDate:
    return DecideDueDate(deliverable.version, deliverable.due_dates[-1].id, accepted, note)


@pytest.fixture
def asked(session: Session, deliverable: Deliverable, cast: Cast) -> DueDate:
    """Asked for by the officer on 2 September."""
    return request_due_date(session, deliverable, asking(deliverable), by=as_actor(cast.officer), on=date(2024, 9, 2))


def test_until_it_is_accepted_the_date_in_force_stands(
    session: Session, deliverable: Deliverable, asked: DueDate, cast: Cast
) -> None:
    found = reload(session, deliverable)
    standing = standing_at(found, TODAY)
    assert standing is not None
    assert (standing.due, standing.due_number, standing.has_open_request) == (ORIGINAL, 1, True)
    assert (found.standing.due_text, found.standing.has_open_request) == ("March 2025", True)
    assert (found.due_dates[-1].number, found.due_dates[-1].requested_by) == (2, "Olive Ashdown")
    assert last_entry(session, "D-0001") == (
        Event.DUE_DATE_REQUESTED,
        {"Due date asked for": (None, "Q4 2025")},
        "The supplier is late",
    )
    assert [due.id for due in queries.open_due_requests_for_lead(session, cast.lead.id)] == [asked.id]
    assert queries.open_due_requests_for_lead(session, cast.other_lead.id) == []


def test_once_accepted_it_stands_from_that_day_and_the_original_stays(
    session: Session, deliverable: Deliverable, asked: DueDate, cast: Cast
) -> None:
    decide_due_date(session, deliverable, answering(deliverable, accepted=True), by=as_actor(cast.lead), on=TODAY)
    found = reload(session, deliverable)
    before, after = standing_at(found, date(2024, 9, 17)), standing_at(found, TODAY)
    assert before is not None
    assert after is not None
    assert (before.due, before.due_changed_on, before.has_open_request) == (ORIGINAL, None, True)
    assert (after.due, after.due_changed_on, after.has_open_request) == (Q4, TODAY, False)
    assert before.original_due == after.original_due == ORIGINAL
    row = found.standing
    assert (row.due_text, row.due_ends, row.original_due_ends) == ("Q4 2025", Q4.end, ORIGINAL.end)
    assert last_entry(session, "D-0001") == (
        Event.DUE_DATE_ACCEPTED,
        {"Answer": (None, "Accepted"), "Due date asked for": (None, "Q4 2025"), "Date due": ("March 2025", "Q4 2025")},
        None,
    )
    assert queries.open_due_requests_for_lead(session, cast.lead.id) == []


def test_once_declined_the_old_date_goes_on_and_the_answer_stays_in_the_history(
    session: Session, deliverable: Deliverable, asked: DueDate, cast: Cast
) -> None:
    answer = answering(deliverable, accepted=False, note="The Panel was promised March")
    decide_due_date(session, deliverable, answer, by=as_actor(cast.lead), on=TODAY)
    found = reload(session, deliverable)
    standing = standing_at(found, TODAY)
    assert standing is not None
    assert (standing.due, standing.has_open_request) == (ORIGINAL, False)
    decision = found.due_dates[-1].decision
    assert decision is not None
    assert (decision.accepted, decision.decided_by, decision.note) == (
        False,
        "Lena Marsh",
        "The Panel was promised March",
    )
    event, changes, reason = last_entry(session, "D-0001")
    assert (event, reason) == (Event.DUE_DATE_DECLINED, "The Panel was promised March")
    assert "Date due" not in changes


@pytest.mark.parametrize("note", [None, "", " "])
def test_declining_needs_a_reason(session: Session, deliverable: Deliverable, asked: DueDate, note: str | None) -> None:
    with pytest.raises(DecliningNeedsReason):
        decide_due_date(session, deliverable, answering(deliverable, accepted=False, note=note), by=SYSTEM, on=TODAY)


@pytest.mark.parametrize("reason", [None, "", "\t"])
def test_asking_needs_a_reason(session: Session, deliverable: Deliverable, reason: str | None) -> None:
    with pytest.raises(RedatingNeedsReason):
        request_due_date(session, deliverable, replace(asking(deliverable), reason=reason), by=SYSTEM, on=TODAY)


def test_a_second_request_waits_for_the_answer_to_the_first(
    session: Session, deliverable: Deliverable, asked: DueDate
) -> None:
    second = replace(asking(deliverable), due=due_period(text="Mar 25"))
    with pytest.raises(RequestWaiting, match="Q4 2025"):
        request_due_date(session, deliverable, second, by=SYSTEM, on=TODAY)
    decide_due_date(session, deliverable, answering(deliverable, accepted=True), by=SYSTEM, on=TODAY)
    third = request_due_date(session, deliverable, replace(second, version=deliverable.version), by=SYSTEM, on=TODAY)
    assert third.number == 3


def test_the_date_in_force_is_not_asked_for(session: Session, deliverable: Deliverable) -> None:
    with pytest.raises(SameDueDate):
        request_due_date(session, deliverable, replace(asking(deliverable), due=ORIGINAL), by=SYSTEM, on=TODAY)


def test_an_answered_request_is_not_answered_again(session: Session, deliverable: Deliverable, asked: DueDate) -> None:
    decide_due_date(session, deliverable, answering(deliverable, accepted=True), by=SYSTEM, on=TODAY)
    with pytest.raises(AlreadyDecided):
        decide_due_date(session, deliverable, answering(deliverable, accepted=False, note="No"), by=SYSTEM, on=TODAY)


def test_the_original_is_no_request(session: Session, deliverable: Deliverable) -> None:
    with pytest.raises(AlreadyDecided):
        decide_due_date(session, deliverable, answering(deliverable, accepted=True), by=SYSTEM, on=TODAY)


def test_a_due_date_of_another_deliverable_is_not_found(session: Session, deliverable: Deliverable) -> None:
    command = replace(answering(deliverable, accepted=True), due_date_id=10**6)
    with pytest.raises(NotFound):
        decide_due_date(session, deliverable, command, by=SYSTEM, on=TODAY)


def test_closed_work_is_not_redated(session: Session, deliverable: Deliverable) -> None:
    stop(session, deliverable, Stop(deliverable.version, TODAY, "Money ran out"), by=SYSTEM, on=TODAY)
    with pytest.raises(ClosedWorkKeepsItsDate):
        request_due_date(session, deliverable, asking(deliverable), by=SYSTEM, on=TODAY)


def test_a_lead_may_ask_and_accept_in_one_go(session: Session, deliverable: Deliverable, cast: Cast) -> None:
    request_due_date(session, deliverable, asking(deliverable), by=as_actor(cast.lead), on=TODAY)
    decide_due_date(session, deliverable, answering(deliverable, accepted=True), by=as_actor(cast.lead), on=TODAY)
    found = reload(session, deliverable)
    assert (found.version, found.standing.due_text, found.standing.due_changed_on) == (3, "Q4 2025", TODAY)


def test_forms_opened_before_another_change_are_refused(
    session: Session, deliverable: Deliverable, asked: DueDate
) -> None:
    with pytest.raises(Stale):
        request_due_date(session, deliverable, replace(asking(deliverable), version=1), by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        decide_due_date(
            session, deliverable, replace(answering(deliverable, accepted=True), version=1), by=SYSTEM, on=TODAY
        )
