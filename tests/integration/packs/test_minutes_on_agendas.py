"""What becomes exempt in minutes must not be read in minutes that were put on an agenda before."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_minutes import begin, minute, reword
from tests.factories_packs import EXEMPTION, make_filled_agenda, make_meeting, publish_pack
from tracker.access import SYSTEM
from tracker.packs.commands_order import MoveToPart, move_to_part
from tracker.packs.commands_papers import AddPaper, Drawn, WithdrawPaper, add_paper, withdraw_paper
from tracker.packs.gather_minutes import minutes_document
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.models_minutes import Minutes
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.rules_agenda import PaperKind
from tracker.packs.rules_minuting import OnAnAgenda
from tracker.packs.rules_papers import PaperWords


@pytest.fixture
def minutes(session: Session) -> Minutes:
    return begin(session, make_meeting(session, date(2024, 6, 27)), 36)


@pytest.fixture
def agenda(session: Session) -> Agenda:
    return make_filled_agenda(session)


def on_agenda(session: Session, minutes: Minutes, item: AgendaItem) -> AgendaPaper:
    drawn = Drawn(PaperKind.MINUTES, minutes_document(session, minutes, TODAY))
    return add_paper(session, item, AddPaper(PaperWords("Draft minutes", ()), drawn), by=SYSTEM, on=TODAY)


def test_minutes_are_withdrawn_from_an_agenda_before_something_in_them_becomes_exempt(
    session: Session, minutes: Minutes, agenda: Agenda
) -> None:
    tasers = minute(session, minutes)
    paper = on_agenda(session, minutes, agenda.items[1])
    with pytest.raises(OnAnAgenda, match="a paper of the item “Minutes” on the agenda of 26 September 2024"):
        reword(session, tasers, paragraph=3)
    withdraw_paper(session, paper, WithdrawPaper(paper.version, "It tells too much."), by=SYSTEM, on=TODAY)
    assert reword(session, tasers, paragraph=3)


def test_where_the_pack_is_published_its_item_is_closed_first(
    session: Session, minutes: Minutes, agenda: Agenda
) -> None:
    tasers = minute(session, minutes)
    on_agenda(session, minutes, agenda.items[1])
    publish_pack(session, agenda)
    with pytest.raises(OnAnAgenda, match="move that item of the agenda to Part II first"):
        reword(session, tasers, paragraph=3)
    closing = MoveToPart(agenda.items[1].version, EXEMPTION, "The minutes tell too much.")
    move_to_part(session, agenda.items[1], closing, by=SYSTEM, on=TODAY)
    assert reword(session, tasers, paragraph=3)


def test_minutes_drawn_before_the_item_was_there_do_not_hold_it(
    session: Session, minutes: Minutes, agenda: Agenda
) -> None:
    on_agenda(session, minutes, agenda.items[1])
    tasers = minute(session, minutes)
    assert reword(session, tasers, paragraph=3)
