"""Clerks make an agenda from the template, add, change, move and withdraw items; the log tells nothing exempt."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, log_of
from tests.factories_packs import (
    CANARY,
    EXEMPTION,
    TEMPLATE,
    add_exempt_item,
    make_filled_agenda,
    make_meeting,
    make_template,
    titles,
)
from tracker.audit.models import AuditEvent
from tracker.audit.rules import Event
from tracker.errors import NotFound, Stale
from tracker.packs.commands import AddItem, ChangeItem, WithdrawItem, add_item, change_item, make_agenda, withdraw_item
from tracker.packs.commands_order import Direction, MoveItem, MoveToPart, move_item, move_to_part
from tracker.packs.commands_template import ChangeLine, MoveLine, WithdrawLine, change_line, move_line, withdraw_line
from tracker.packs.queries import agenda_of, item_of, template_line, template_lines
from tracker.packs.rules_agenda import (
    CannotMove,
    NumberPrinted,
    OrderChanged,
    Part,
    ReasonForPart,
    WithdrawnAlready,
    numbers,
)
from tracker.packs.rules_items import (
    AgendaExists,
    ItemWords,
    MeetingCancelled,
    ReasonForWords,
    TitleNeeded,
)
from tracker.packs.rules_late import MeetingOver, UrgencyNeeded
from tracker.panel.models import Meeting
from tracker.panel.rules import MeetingState

LATE = date(2024, 9, 19)


def test_an_agenda_begins_with_the_lines_of_the_template(session: Session, cast: Cast) -> None:
    make_template(session)
    meeting = make_meeting(session)
    agenda = make_agenda(session, meeting, by=as_actor(cast.clerk), on=TODAY)
    assert titles(agenda) == ["Apologies for absence", "Minutes", "Public participation"]
    assert agenda.items[1].wording.paper_expected
    event, changes, _ = last_entry(session, meeting.subject)
    assert event is Event.AGENDA_MADE
    assert changes["Items"] == (None, "1. Apologies for absence; 2. Minutes; 3. Public participation")


def test_a_meeting_has_one_agenda_and_a_cancelled_one_none(session: Session, cast: Cast) -> None:
    clerk = as_actor(cast.clerk)
    agenda = make_filled_agenda(session)
    with pytest.raises(AgendaExists):
        make_agenda(session, agenda.meeting, by=clerk, on=TODAY)
    off = make_meeting(session, date(2024, 11, 14))
    off.state, off.cancelled_on, off.cancelled_reason = MeetingState.CANCELLED, TODAY, "Nobody can come."
    with pytest.raises(MeetingCancelled, match="The meeting on 14 November 2024 is cancelled"):
        make_agenda(session, off, by=clerk, on=TODAY)


def test_the_template_does_not_change_agendas_already_made(session: Session, cast: Cast) -> None:
    clerk = as_actor(cast.clerk)
    agenda = make_filled_agenda(session)
    line = template_line(session, 1)
    assert change_line(session, line, ChangeLine(line.version, ItemWords("Welcome")), by=clerk, on=TODAY)
    assert agenda.items[0].wording.title == "Apologies for absence"
    later = make_agenda(session, make_meeting(session, date(2024, 11, 14)), by=clerk, on=TODAY)
    assert titles(later)[0] == "Welcome"


def test_lines_of_the_template_are_moved_and_withdrawn(session: Session, cast: Cast) -> None:
    clerk = as_actor(cast.clerk)
    first, second, third = make_template(session)
    move_line(session, second, MoveLine(second.version, up=True), by=clerk, on=TODAY)
    assert [line.number for line in template_lines(session)] == [2, 1, 3]
    with pytest.raises(CannotMove):
        move_line(session, third, MoveLine(third.version, up=False), by=clerk, on=TODAY)
    with pytest.raises(Stale):
        move_line(session, second, MoveLine(second.version - 1, up=False), by=clerk, on=TODAY)
    withdraw_line(session, first, WithdrawLine(first.version, "Not needed."), by=clerk, on=TODAY)
    assert [line.number for line in template_lines(session)] == [2, 3]
    with pytest.raises(WithdrawnAlready):
        withdraw_line(session, first, WithdrawLine(first.version, "Again."), by=clerk, on=TODAY)
    with pytest.raises(NotFound):
        template_line(session, 77)
    assert not change_line(session, third, ChangeLine(third.version, TEMPLATE[2]), by=clerk, on=TODAY)


def test_an_item_needs_a_title(session: Session, cast: Cast) -> None:
    agenda = make_filled_agenda(session)
    with pytest.raises(TitleNeeded):
        add_item(session, agenda, AddItem(ItemWords(" ")), by=as_actor(cast.clerk), on=TODAY)


def test_a_late_item_gives_the_chairs_reason_and_nothing_is_added_after_the_meeting(
    session: Session, cast: Cast
) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    with pytest.raises(UrgencyNeeded, match="18 September 2024"):
        add_item(session, agenda, AddItem(ItemWords("Tasers")), by=clerk, on=LATE)
    item = add_item(session, agenda, AddItem(ItemWords("Tasers"), "The contract ends."), by=clerk, on=LATE)
    assert item.urgency == "The contract ends."
    assert last_entry(session, item.subject)[2] == "The contract ends."
    with pytest.raises(MeetingOver):
        add_item(session, agenda, AddItem(ItemWords("Tasers"), "urgent"), by=clerk, on=date(2024, 9, 27))


def test_a_change_keeps_the_words_there_were_and_one_that_changes_nothing_leaves_no_trace(
    session: Session, cast: Cast
) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    item = item_of(agenda, 1)
    assert not change_item(session, item, ChangeItem(item.version, TEMPLATE[0]), by=clerk, on=TODAY)
    assert len(item.wordings) == 1
    version = item.version
    assert change_item(session, item, ChangeItem(version, ItemWords("Welcome")), by=clerk, on=TODAY)
    assert [each.title for each in item.wordings] == ["Apologies for absence", "Welcome"]
    assert item.version > version
    event, changes, _ = last_entry(session, item.subject)
    assert event is Event.AGENDA_ITEM_CHANGED
    assert changes["Title"] == ("Apologies for absence", "Welcome")
    with pytest.raises(Stale):
        change_item(session, item, ChangeItem(version, ItemWords("Hello")), by=clerk, on=TODAY)


def test_what_was_published_changes_its_words_with_a_reason_only(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    item = item_of(agenda, 1)
    item.printed = 1
    session.flush()
    words = ItemWords("Welcome")
    with pytest.raises(ReasonForWords, match="the words of item 1"):
        change_item(session, item, ChangeItem(item.version, words), by=clerk, on=TODAY)
    assert change_item(session, item, ChangeItem(item.version, words, "A wrong title."), by=clerk, on=TODAY)
    assert item.wording.reason == "A wrong title."


def test_items_go_up_and_down_by_one_place(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    version = agenda.version
    move_item(session, agenda, MoveItem(version, 2, Direction.UP), by=clerk, on=TODAY)
    assert titles(agenda)[:2] == ["Minutes", "Apologies for absence"]
    assert agenda.version > version
    event, changes, _ = last_entry(session, item_of(agenda, 2).subject)
    assert (event, changes["Number"]) == (Event.AGENDA_ITEM_MOVED, ("2", "1"))
    session.expunge_all()
    again = agenda_of(session, session.get_one(Meeting, agenda.meeting_id))
    assert again is not None
    assert titles(again)[:2] == ["Minutes", "Apologies for absence"]
    move_item(session, again, MoveItem(again.version, 2, Direction.DOWN), by=clerk, on=TODAY)
    assert titles(again)[:2] == ["Apologies for absence", "Minutes"]


def test_of_two_clerks_at_once_the_second_is_shown_both_orders(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    seen_at, seen = agenda.version, (1, 2, 3, 4)
    move_item(session, agenda, MoveItem(seen_at, 1, Direction.DOWN, seen), by=clerk, on=TODAY)
    with pytest.raises(OrderChanged) as refused:
        move_item(session, agenda, MoveItem(seen_at, 3, Direction.UP, seen), by=clerk, on=TODAY)
    assert (refused.value.mine, refused.value.theirs) == ((1, 3, 2, 4), (2, 1, 3, 4))
    assert titles(agenda)[:3] == ["Minutes", "Apologies for absence", "Public participation"]


def test_an_item_goes_to_part_two_with_what_makes_it_exempt_and_back(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    item = item_of(agenda, 1)
    assert move_to_part(session, item, MoveToPart(item.version, EXEMPTION), by=clerk, on=TODAY)
    assert item.wording.part is Part.EXEMPT
    assert titles(agenda)[-1] == "Apologies for absence"
    assert numbers(agenda.places)[1] == 4
    assert not move_to_part(session, item, MoveToPart(item.version, EXEMPTION), by=clerk, on=TODAY)
    assert move_to_part(session, item, MoveToPart(item.version, None), by=clerk, on=TODAY)
    assert item.wording.exemption is None
    assert titles(agenda)[2] == "Apologies for absence"
    assert [each.part for each in item.wordings] == [Part.OPEN, Part.EXEMPT, Part.OPEN]


def test_a_published_item_moves_to_the_other_part_with_a_reason_keeps_its_number_and_cannot_go_up(
    session: Session, cast: Cast
) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    for number, item in enumerate(agenda.items, start=1):
        item.printed = number
    session.flush()
    item = item_of(agenda, 2)
    with pytest.raises(NumberPrinted):
        move_item(session, agenda, MoveItem(agenda.version, 2, Direction.UP), by=clerk, on=TODAY)
    with pytest.raises(ReasonForPart):
        move_to_part(session, item, MoveToPart(item.version, EXEMPTION), by=clerk, on=TODAY)
    command = MoveToPart(item.version, EXEMPTION, f"It names {CANARY}.")
    assert move_to_part(session, item, command, by=clerk, on=TODAY)
    assert numbers(agenda.places)[2] == 2
    assert item.wording.reason == f"It names {CANARY}."


def test_a_withdrawn_item_leaves_the_numbers_to_the_others(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    item = item_of(agenda, 2)
    withdraw_item(session, item, WithdrawItem(item.version, "No minutes yet."), by=clerk, on=TODAY)
    assert titles(agenda) == ["Apologies for absence", "Public participation", "Complaint against a contractor"]
    assert numbers(agenda.places) == {1: 1, 3: 2, 4: 3}
    assert last_entry(session, item.subject)[2] == "No minutes yet."
    with pytest.raises(WithdrawnAlready):
        withdraw_item(session, item, WithdrawItem(item.version, "Again."), by=clerk, on=TODAY)
    with pytest.raises(WithdrawnAlready):
        change_item(session, item, ChangeItem(item.version, ItemWords("Minutes")), by=clerk, on=TODAY)


def test_the_log_tells_of_an_exempt_item_its_title_and_paragraph_only(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    item = item_of(agenda, 4)
    words = ItemWords("Complaint", text=f"More {CANARY}.", exemption=EXEMPTION)
    change_item(session, item, ChangeItem(item.version, words, f"{CANARY} again"), by=clerk, on=TODAY)
    move_to_part(session, item, MoveToPart(item.version, None), by=clerk, on=TODAY)
    command = MoveToPart(item.version, EXEMPTION, f"{CANARY} after all")
    move_to_part(session, item, command, by=clerk, on=TODAY)
    late = add_exempt_item(session, agenda, on=LATE)
    withdraw_item(session, late, WithdrawItem(late.version, f"{CANARY} settled."), by=clerk, on=LATE)
    told = [(row.changes, row.reason or "") for row in session.scalars(select(AuditEvent))]
    assert not [each for each in told if CANARY in "".join(each)]
    first = log_of(session, item.subject)[0]
    assert "Complaint against a contractor" in first.changes
    assert "paragraph 3" in first.changes
    assert "not shown, because it is exempt" in first.changes


def test_an_item_that_is_not_there_is_not_found(session: Session) -> None:
    agenda = make_filled_agenda(session)
    with pytest.raises(NotFound):
        item_of(agenda, 77)
