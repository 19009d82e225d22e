"""The Panel, its meetings, plan and requests for tests, made by the same commands the pages use."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.panel.commands import (
    ArrangeMeeting,
    CancelMeeting,
    Contact,
    MoveMeeting,
    arrange_meeting,
    cancel_meeting,
    move_meeting,
)
from tracker.panel.commands_members import AddMember, TermFacts, add_member
from tracker.panel.commands_plan import AddForwardItem, EndForwardItem, add_item, withdraw_item
from tracker.panel.commands_requests import (
    AnswerRequest,
    RecordRequest,
    RequestFacts,
    SetText,
    answer_request,
    record_request,
    set_text,
)
from tracker.panel.models import Meeting, PanelMember
from tracker.panel.models_plan import ForwardItem, PanelRequest
from tracker.panel.rules import PanelRole, RequestKind, TextKind

PAST, NEXT, LATER, CANCELLED = date(2024, 6, 27), date(2024, 9, 26), date(2024, 11, 14), date(2025, 1, 16)
"""The days of the meetings that `fill_panel` makes."""
MOVED_FROM = date(2024, 11, 7)


def make_meeting(session: Session, day: date = NEXT, **said: Any) -> Meeting:  # noqa: ANN401  # fields of ArrangeMeeting
    """At 1:30pm in Committee Room 6, unless `said` says otherwise; a day that has been is meant."""
    fields: dict[str, Any] = {
        "starts_at": time(13, 30),
        "venue": "Committee Room 6, Euclid Street, Swindon",
        "contact": Contact(name="Clara Penn", phone="01632 960 027", email="clara.penn@example.org"),
        "confirmed": True,
    }
    return arrange_meeting(session, ArrangeMeeting(day=day, **fields | said), by=SYSTEM, on=TODAY)


def make_member(
    session: Session,
    name: str,
    role: PanelRole = PanelRole.MEMBER,
    *,
    account_id: int | None = None,
    **said: Any,  # noqa: ANN401  # fields of TermFacts
) -> PanelMember:
    """Of a council since 21 May 2024, unless `said` says otherwise."""
    fields: dict[str, Any] = {"organisation": "Wiltshire Council", "seat": 1, "began": date(2024, 5, 21)}
    term = TermFacts(role=role, **fields | said)
    return add_member(session, AddMember(name=name, account_id=account_id, term=term), by=SYSTEM, on=TODAY)


def make_item(session: Session, title: str, meeting: Meeting | None = None, **said: Any) -> ForwardItem:  # noqa: ANN401  # fields of AddForwardItem
    wanted = AddForwardItem(title=title, meeting_id=meeting.id if meeting else None, **said)
    return add_item(session, wanted, by=SYSTEM, on=TODAY)


def make_request(session: Session, meeting: Meeting, text: str = "Say when", **said: Any) -> PanelRequest:  # noqa: ANN401  # fields of RequestFacts
    """Of the PCC, without a day by which it is due, unless `said` says otherwise."""
    fields: dict[str, Any] = {"kind": RequestKind.REQUEST, "minute": 43, "owner": "PCC", "owner_id": None}
    facts = RequestFacts(text=text, **{"due_on": None, **fields, **said})
    return record_request(session, RecordRequest(meeting_id=meeting.id, facts=facts), by=SYSTEM, on=TODAY)


def fill_panel(session: Session, account_id: int | None = None) -> Meeting:
    """The Panel of the tests; gives back its next meeting.

    Cllr Ash is Chairman, Cllr Birch a member with the account, Dr Cedar co-opted, Cllr Elm a substitute; Cllr Fir has
    left. The meeting of 14 November was moved from the 7th; that of January is cancelled. Items 1 and 2 of the plan are
    for November, 3 for none yet, 4 is withdrawn. Requests 1 (overdue) and 2 are open, 3 is answered.
    """
    make_member(session, "Cllr Ash", PanelRole.CHAIRMAN)
    make_member(session, "Cllr Birch", seat=2, account_id=account_id, organisation="Swindon Borough Council")
    make_member(session, "Dr Cedar", PanelRole.CO_OPTED, seat=3, organisation=None, began=None)
    make_member(session, "Cllr Elm", PanelRole.SUBSTITUTE, seat=4)
    make_member(session, "Cllr Fir", seat=5, ended=date(2024, 7, 31))
    past, coming = make_meeting(session, PAST), make_meeting(session)
    later, gone = make_meeting(session, MOVED_FROM), make_meeting(session, CANCELLED)
    where = {"starts_at": time(10, 30), "ends_at": None, "venue": "Kennet Room, County Hall, Trowbridge"}
    move = MoveMeeting(version=later.version, day=LATER, reason="The room is taken.", **where)  # type: ignore[arg-type]  # its fields
    move_meeting(session, later, move, by=SYSTEM, on=TODAY)
    cancel_meeting(session, gone, CancelMeeting(gone.version, "No business."), by=SYSTEM, on=TODAY)
    text = SetText(kind=TextKind.RECORDING, text="You may film **the open part**.", effective_on=TODAY, opened_at=0)
    set_text(session, text, by=SYSTEM, on=TODAY)
    make_item(session, "Reducing reoffending", later, note="With the prison.", source="Minute 49")
    make_item(session, "Communications", later)
    make_item(session, "Estates")
    dropped = make_item(session, "Drones", later)
    withdraw_item(session, dropped, EndForwardItem(dropped.version, "Asked for twice."), by=SYSTEM, on=TODAY)
    make_request(session, past, "Give timescales for improvements", due_on=date(2024, 9, 2))
    make_request(session, past, "Say where patrols go", kind=RequestKind.UNDERTAKING, owner="OPCC")
    done = make_request(session, past, "Send the report", kind=RequestKind.RECOMMENDATION, minute=None)
    answer = AnswerRequest(version=done.version, answered_on=TODAY, answer="It was sent **in July**.")
    answer_request(session, done, answer, by=SYSTEM, on=TODAY)
    return coming
