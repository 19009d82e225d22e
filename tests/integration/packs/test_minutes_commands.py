"""The clerk writes minutes: from the agenda, in running numbers, with what was decided, until they are confirmed."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.bound_packs import all_streams
from tests.factories import TODAY
from tests.factories_minutes import ask, begin, confirm, decide, exempt_minute, minute, reword, seat
from tests.factories_packs import CANARY, make_filled_agenda
from tests.factories_panel import make_meeting, make_member
from tracker.access import SYSTEM
from tracker.audit.models import AuditEvent
from tracker.errors import Stale
from tracker.files.queries import content_of
from tracker.packs.commands_minutes import NumberFrom, next_first, number_from
from tracker.packs.commands_minutes_confirm import Confirm, confirm_minutes
from tracker.packs.commands_minutes_decided import (
    SetAction,
    SetDecision,
    TakeOut,
    set_action,
    set_decision,
    withdraw_action,
    withdraw_decision,
)
from tracker.packs.commands_minutes_items import MoveMinute, WithdrawMinute, move_minute, withdraw_minute
from tracker.packs.commands_minutes_roll import SetRoll, set_roll
from tracker.packs.commands_order import Direction
from tracker.packs.gather_minutes import drafted_facts, minutes_document, minutes_facts
from tracker.packs.models_minutes import Minutes, MinutesItem
from tracker.packs.queries_minutes import action_of, minutes_of
from tracker.packs.rules_agenda import OrderChanged
from tracker.packs.rules_minutes import (
    Apology,
    ConfirmedAlready,
    ConfirmedTooEarly,
    Decision,
    NotInTheRoom,
    NumberTaken,
    Present,
)
from tracker.packs.rules_minuting import (
    Came,
    DuringWhat,
    Guest,
    HasActions,
    MinutesExist,
    MinutesTooEarly,
    MovedThen,
    NobodyPresent,
    NumberGiven,
    Roll,
)
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import PanelRole, RequestState
from tracker.reports.models_road import ReportRecommendation
from tracker.reports.models_signoff import Report, ReportVersion
from tracker.reports.rules_life import ReportKind
from tracker.reports.rules_road_corrections import StandsOnReport

JUNE, SEPTEMBER = date(2024, 6, 27), date(2024, 9, 12)


@pytest.fixture
def june(session: Session) -> Meeting:
    """Cllr Ash is Chairman, Cllr Birch a member, Cllr Elm a substitute."""
    make_member(session, "Cllr Ash", PanelRole.CHAIRMAN)
    make_member(session, "Cllr Birch", seat=2)
    make_member(session, "Cllr Elm", PanelRole.SUBSTITUTE, seat=3)
    return make_meeting(session, JUNE, starts_at=time(10, 30), ends_at=time(12, 40))


@pytest.fixture
def september(session: Session) -> Meeting:
    return make_meeting(session, SEPTEMBER)


@pytest.fixture
def minutes(session: Session, june: Meeting) -> Minutes:
    """36 Tasers and 37 Drones."""
    found = begin(session, june, 36)
    minute(session, found)
    minute(session, found, "Drones")
    return found


def told(session: Session) -> str:
    return " ".join(f"{each.changes} {each.reason or ''}" for each in session.scalars(select(AuditEvent)))


def numbered(minutes: Minutes) -> list[tuple[int, str]]:
    return [(minutes.numbers[item.serial], item.words.title) for item in minutes.standing]


def test_they_begin_with_the_agenda_and_everybody_who_sat_that_day(session: Session, june: Meeting) -> None:
    agenda = make_filled_agenda(session, june, on=JUNE)
    minutes = begin(session, june, 36)
    assert numbered(minutes) == [
        (36, "Apologies for absence"),
        (37, "Minutes"),
        (38, "Public participation"),
        (39, "Complaint against a contractor"),
    ]
    assert [each.name for each in minutes.roll.sat] == ["Cllr Ash", "Cllr Birch"]
    assert [item.agenda_item for item in minutes.items] == agenda.items
    assert [item.words.text for item in minutes.items] == ["Apologies are listed at the head of these minutes."] + [
        None
    ] * 3
    assert minutes.items[-1].words.paragraph == 3
    with pytest.raises(MinutesExist):
        begin(session, june, 36)


def test_they_wait_for_the_day_of_the_meeting(session: Session) -> None:
    with pytest.raises(MinutesTooEarly):
        begin(session, make_meeting(session, date(2024, 9, 26)))


def test_their_numbers_go_on_from_the_minutes_before(session: Session, minutes: Minutes, september: Meeting) -> None:
    assert next_first(session, september, TODAY) == 38
    with pytest.raises(NumberTaken):
        begin(session, september, 37)
    later = begin(session, september)
    minute(session, later, "Dogs")
    assert numbered(later) == [(38, "Dogs")]
    with pytest.raises(NumberGiven):
        minute(session, minutes, "Horses")
    number_from(session, later, NumberFrom(later.version, 40), by=SYSTEM, on=TODAY)
    minute(session, minutes, "Horses")
    assert numbered(minutes)[-1] == (38, "Horses")
    with pytest.raises(Stale):
        number_from(session, later, NumberFrom(later.version - 1, 41), by=SYSTEM, on=TODAY)


def test_a_substitute_sits_for_somebody_who_sent_apologies(session: Session, minutes: Minutes) -> None:
    item = minutes.items[0]
    came = Came(Present("Cllr Elm", arrived=time(10, 39)), arrived_during=item.serial)
    roll = Roll((Came(Present("Cllr Ash")), came), (Apology("Cllr Birch", "Cllr Elm"),), (Guest("Jo Smith", "PCC"),))
    assert set_roll(session, minutes, SetRoll(1, roll), by=SYSTEM, on=TODAY)
    assert not set_roll(session, minutes, SetRoll(2, roll), by=SYSTEM, on=TODAY)
    facts = drafted_facts(session, minutes, TODAY)
    assert [(each.name, each.role) for each in facts.present] == [("Cllr Ash", "Chairman"), ("Cllr Elm", "Substitute")]
    assert [(moved.name, moved.at) for moved in facts.items[0].movements] == [("Cllr Elm", time(10, 39))]
    assert "Cllr Birch, Cllr Elm for them" in told(session)
    with pytest.raises(MovedThen):
        withdraw_minute(session, item, WithdrawMinute(item.version, "Twice."), by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        set_roll(session, minutes, SetRoll(1, roll), by=SYSTEM, on=TODAY)


def test_a_time_needs_the_item_during_which_it_was(session: Session, minutes: Minutes) -> None:
    roll = Roll((Came(Present("Cllr Ash", left=time(12))),))
    with pytest.raises(DuringWhat):
        set_roll(session, minutes, SetRoll(1, roll), by=SYSTEM, on=TODAY)


def test_only_those_who_were_there_propose_and_second(session: Session, minutes: Minutes) -> None:
    item = minutes.items[0]
    decide(session, item, "To note it.", "Cllr Ash", "Cllr Birch")
    with pytest.raises(NotInTheRoom):
        decide(session, item, "To stop.", "Cllr Ash", "Cllr Elm")
    with pytest.raises(NotInTheRoom):
        seat(session, minutes, "Cllr Ash")
    wanted = SetDecision(item.version, Decision("To agree it.", formal=False), 1)
    assert set_decision(session, item, wanted, by=SYSTEM, on=TODAY)
    seat(session, minutes, "Cllr Ash")
    (stands,) = item.decisions
    assert (stands.text, stands.proposer) == ("To agree it.", None)
    withdraw_decision(session, item, TakeOut(item.version, 1), by=SYSTEM, on=TODAY)
    assert item.decisions == []
    assert [row.text for row in item.all_decisions] == ["To note it.", "To agree it.", "To agree it."]


def test_an_action_is_a_request_of_the_panel_and_follows_its_number(session: Session, minutes: Minutes) -> None:
    _, drones = minutes.items
    ask(session, drones)
    request = session.scalars(select(PanelRequest)).one()
    assert (request.minute, request.text, request.owner) == (37, "Say when", "PCC")
    assert action_of(session, request) is drones.actions[0]
    move_minute(session, minutes, MoveMinute(minutes.version, 2, Direction.UP), by=SYSTEM, on=TODAY)
    assert numbered(minutes) == [(36, "Drones"), (37, "Tasers")]
    assert request.minute == 36
    changed = SetAction(drones.version, "Say when and how", "OPCC", date(2024, 10, 1), serial=1)
    set_action(session, drones, changed, by=SYSTEM, on=TODAY)
    assert (request.text, request.owner, request.due_on) == ("Say when and how", "OPCC", date(2024, 10, 1))
    with pytest.raises(HasActions):
        reword(session, drones, paragraph=3)
    withdraw_action(session, drones, TakeOut(drones.version, 1), by=SYSTEM, on=TODAY)
    assert (request.state, drones.actions) == (RequestState.WITHDRAWN, [])


def test_an_action_that_is_a_recommendation_on_a_report_is_mended_there(session: Session, minutes: Minutes) -> None:
    _, drones = minutes.items
    ask(session, drones)
    version = ReportVersion(report=Report(kind=ReportKind.ANNUAL, period="2023-24"), number=1)
    request = session.scalars(select(PanelRequest)).one()
    session.add(ReportRecommendation(version=version, request=request, by="Olive Ashdown"))
    session.flush()
    with pytest.raises(StandsOnReport):
        set_action(session, drones, SetAction(drones.version, "Say how", "PCC", None, serial=1), by=SYSTEM, on=TODAY)
    with pytest.raises(StandsOnReport):
        withdraw_action(session, drones, TakeOut(drones.version, 1), by=SYSTEM, on=TODAY)
    assert (request.state, request.text) == (RequestState.OPEN, "Say when")


def test_of_two_clerks_the_second_is_told_of_the_other_order(session: Session, minutes: Minutes) -> None:
    seen = minutes.version
    move_minute(session, minutes, MoveMinute(seen, 1, Direction.DOWN, (1, 2)), by=SYSTEM, on=TODAY)
    with pytest.raises(OrderChanged) as refusal:
        move_minute(session, minutes, MoveMinute(seen, 1, Direction.DOWN, (1, 2)), by=SYSTEM, on=TODAY)
    assert (refusal.value.mine, refusal.value.theirs) == ((2, 1), (2, 1))


def test_words_are_kept_and_a_change_meanwhile_is_refused(session: Session, minutes: Minutes) -> None:
    item = minutes.items[0]
    assert reword(session, item, text="They were shown.")
    assert not reword(session, item, text="They were shown.")
    assert [wording.text for wording in item.wordings] == [None, "They were shown."]
    assert "They were shown" not in told(session)


def test_an_item_taken_out_gives_its_number_to_the_next(session: Session, minutes: Minutes) -> None:
    first, second = minutes.items
    ask(session, first, "Count them")
    ask(session, second)
    withdraw_minute(session, first, WithdrawMinute(first.version, "It was not reached."), by=SYSTEM, on=TODAY)
    assert numbered(minutes) == [(36, "Drones")]
    states = {each.text: (each.state, each.minute) for each in session.scalars(select(PanelRequest))}
    assert states == {"Count them": (RequestState.WITHDRAWN, 36), "Say when": (RequestState.OPEN, 36)}


def test_confirmed_at_a_later_meeting_they_are_fixed(session: Session, minutes: Minutes, september: Meeting) -> None:
    with pytest.raises(ConfirmedTooEarly):
        confirm(session, minutes, minutes.meeting)
    read = Confirm(drafted_facts(session, minutes, TODAY).content_hash, september)
    reword(session, minutes.items[0], text="They were shown.")
    with pytest.raises(Stale):
        confirm_minutes(session, minutes, read, by=SYSTEM, on=TODAY)
    confirm(session, minutes, september)
    session.commit()
    facts = minutes_facts(session, minutes, TODAY)
    assert facts.confirmed_on == SEPTEMBER
    assert minutes.public_id is not None
    assert minutes.full_id is None
    assert content_of(session, minutes.public_id).startswith(b"%PDF")
    with pytest.raises(ConfirmedAlready):
        reword(session, minutes.items[0], title="Stun guns")
    with pytest.raises(ConfirmedAlready):
        minute(session, minutes, "Horses")
    # A later change of the Panel's own records does not reach them.
    minutes.meeting.venue = "Elsewhere"
    assert minutes_facts(session, minutes, TODAY) == facts


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE minutes SET first_number = 1",
        "UPDATE minutes_item SET position = 9",
        "DELETE FROM minutes_item",
        "UPDATE minutes_wording SET title = 'Stun guns'",
        "INSERT INTO minutes_wording (item_id, title, by, at) SELECT item_id, 'Stun guns', by, at FROM minutes_wording",
        "INSERT INTO minutes_roll (minutes_id, number, by, at) SELECT minutes_id, 9, by, at FROM minutes_roll",
        "INSERT INTO minutes_item (minutes_id, serial, position, version, created_at, updated_at) "
        "SELECT minutes_id, 9, 9, 1, created_at, updated_at FROM minutes_item WHERE serial = 1",
    ],
)
def test_the_database_itself_refuses_to_change_confirmed_minutes(
    session: Session, minutes: Minutes, september: Meeting, act: str
) -> None:
    confirm(session, minutes, september)
    session.commit()
    with pytest.raises(DBAPIError):
        session.execute(text(act))
    session.rollback()
    assert session.scalars(select(MinutesItem.position)).all() == [1, 2]


def test_nobody_confirms_minutes_that_name_nobody(session: Session, september: Meeting) -> None:
    minutes = begin(session, make_meeting(session, date(2024, 3, 7)))
    with pytest.raises(NobodyPresent):
        confirm(session, minutes, september)


def test_what_is_exempt_is_nowhere_but_in_the_full_minutes(
    session: Session, minutes: Minutes, september: Meeting
) -> None:
    item = exempt_minute(session, minutes)
    reword(session, item, text=f"The {CANARY} company answered.")
    assert session.scalars(select(PanelRequest)).all() == []
    shown = minutes_document(session, minutes, TODAY)
    assert CANARY not in repr(shown)
    assert "A tender was considered." in repr(shown)
    confirm(session, minutes, september)
    assert minutes.public_id is not None
    assert minutes.full_id is not None
    assert not [each for each in all_streams(content_of(session, minutes.public_id)) if CANARY.encode() in each.lower()]
    assert CANARY in repr(minutes_facts(session, minutes, TODAY))
    assert CANARY not in told(session)
    assert "Complaint against a contractor" not in told(session)
    assert minutes_of(session, minutes.meeting) is minutes
