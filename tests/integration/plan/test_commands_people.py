"""Handing over the work of somebody who leaves."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import (
    TODAY,
    Cast,
    as_actor,
    last_entry,
    make_deliverable,
    make_person,
    make_priority,
    reload,
    report,
)
from tracker.access import SYSTEM, Role
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.audit.rules import Event
from tracker.plan import queries
from tracker.plan.commands_people import HandedOver, hand_over_deliverables
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules_changes import CannotLead, CannotOwn, HandedToThemselves
from tracker.plan.rules_standing import standing_at


def test_every_open_deliverable_has_the_new_owner_from_today_on(
    session: Session, priority: Priority, deliverable: Deliverable, cast: Cast
) -> None:
    make_deliverable(session, priority, cast.officer)
    not_theirs = make_deliverable(session, priority, cast.lead)
    found = hand_over_deliverables(session, cast.officer, cast.other_officer, by=as_actor(cast.administrator), on=TODAY)
    assert found == HandedOver(deliverables=2, priorities=0)
    assert [each.reference for each in queries.open_deliverables_of(session, cast.other_officer.id)] == [
        "D-0001",
        "D-0002",
    ]
    assert queries.open_deliverables_of(session, cast.officer.id) == []
    first = reload(session, deliverable)
    owners = [standing_at(first, day) for day in (date(2024, 9, 17), TODAY)]
    assert [owner and owner.owner_name for owner in owners] == ["Olive Ashdown", "Owen Birch"]
    assert first.version == 2
    assert reload(session, not_theirs).standing.owner.name == "Lena Marsh"


def test_closed_deliverables_keep_the_owner_they_were_closed_under(
    session: Session, deliverable: Deliverable, cast: Cast
) -> None:
    report(session, deliverable, 100, TODAY, completed_on=TODAY)
    hand_over_deliverables(session, cast.officer, cast.other_officer, by=SYSTEM, on=TODAY)
    assert reload(session, deliverable).standing.owner.name == "Olive Ashdown"


def test_the_priorities_a_lead_leads_get_the_new_lead(session: Session, priority: Priority, cast: Cast) -> None:
    make_deliverable(session, priority, cast.lead)
    found = hand_over_deliverables(session, cast.lead, cast.other_lead, by=SYSTEM, on=TODAY)
    assert found == HandedOver(deliverables=1, priorities=1)
    assert (priority.lead, priority.version) == (cast.other_lead, 2)
    assert last_entry(session, "PCP-2022-25/1")[1] == {"Lead": ("Lena Marsh", "Luke Farrow")}


def test_the_log_tells_it_on_each_deliverable(session: Session, deliverable: Deliverable, cast: Cast) -> None:
    hand_over_deliverables(session, cast.officer, cast.other_officer, by=SYSTEM, on=TODAY)
    assert last_entry(session, "D-0001") == (
        Event.DELIVERABLE_CHANGED,
        {"Owner": ("Olive Ashdown", "Owen Birch")},
        "Olive Ashdown’s work was handed over.",
    )


def test_only_to_somebody_who_may_own_it(session: Session, deliverable: Deliverable, cast: Cast) -> None:
    with pytest.raises(CannotOwn):
        hand_over_deliverables(session, cast.officer, cast.clerk, by=SYSTEM, on=TODAY)
    disable_person(session, cast.other_officer, DisablePerson(None, "Left"), by=SYSTEM)
    with pytest.raises(CannotOwn):
        hand_over_deliverables(session, cast.officer, cast.other_officer, by=SYSTEM, on=TODAY)


def test_a_priority_goes_to_a_strategic_lead_or_nothing_is_handed_over(
    session: Session, priority: Priority, cast: Cast
) -> None:
    own = make_deliverable(session, priority, cast.lead)
    with pytest.raises(CannotLead):
        hand_over_deliverables(session, cast.lead, cast.officer, by=SYSTEM, on=TODAY)
    assert reload(session, own).standing.owner.name == "Lena Marsh"


def test_nobody_hands_over_to_themselves(session: Session, cast: Cast) -> None:
    with pytest.raises(HandedToThemselves):
        hand_over_deliverables(session, cast.officer, cast.officer, by=SYSTEM, on=TODAY)


def test_somebody_without_work_hands_over_nothing(session: Session, cast: Cast) -> None:
    make_priority(session, lead=cast.lead)
    idle = make_person(session, Role.OFFICER)
    assert hand_over_deliverables(session, idle, cast.clerk, by=SYSTEM, on=TODAY) == HandedOver(0, 0)
