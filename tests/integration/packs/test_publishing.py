"""Publishing a pack, a later version and a supplement: bytes, numbers, members, reports and the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bound_packs import all_streams
from tests.factories import TODAY, Cast, as_actor, last_entry, make_deliverable, make_plan, make_priority
from tests.factories_packs import CANARY, EXEMPTION, make_filled_agenda, make_meeting
from tests.factories_signing import QUARTER, signed
from tests.unit.documents.pdf.papers import untagged
from tracker.audit.models import AuditEvent
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.files.queries import content_of
from tracker.outbox.models import OutboxMessage
from tracker.packs.commands import AddItem, add_item, make_agenda
from tracker.packs.commands_order import MoveToPart, move_to_part
from tracker.packs.commands_papers import AddPaper, OfReport, Upload, add_paper
from tracker.packs.commands_publish import Publish, name_of, publish
from tracker.packs.gather import pack_facts, supplement_facts
from tracker.packs.layout_pack import DrawnPack, draw_pack
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack
from tracker.packs.queries import item_of
from tracker.packs.queries_packs import facts_of, packs_of, reader
from tracker.packs.rules_items import ItemWords, MeetingCancelled
from tracker.packs.rules_late import LateReasonNeeded
from tracker.packs.rules_pack import NoItems, NothingNew, NotYetPublished, ReasonForVersion
from tracker.packs.rules_papers import PaperWords
from tracker.packs.snapshots import AgendaFacts
from tracker.panel.models import PanelMember, PanelTerm
from tracker.panel.rules import MeetingState, PanelRole
from tracker.reports.queries_signoff import standing
from tracker.reports.rules_life import ReportKind, ReportState

LATE = date(2024, 9, 19)


@dataclass(frozen=True)
class Desk:
    """The clerk's desk: one agenda, and what can be done with it."""

    session: Session
    cast: Cast
    agenda: Agenda

    def paper(self, serial: int, title: str, reason: str | None = None) -> None:
        command = AddPaper(PaperWords(title, ()), Upload("a.pdf", untagged(title)), reason)
        add_paper(self.session, item_of(self.agenda, serial), command, by=as_actor(self.cast.clerk), on=TODAY)

    def pack(self, reason: str = "", *, late: str = "", on: date = TODAY) -> Pack:
        return self.publish(pack_facts(self.session, self.agenda, on, reason), late=late, on=on)

    def supplement(self, reason: str = "It came on Monday.") -> Pack:
        facts, first = supplement_facts(self.session, self.agenda, TODAY, reason)
        return self.publish(facts, first=first)

    def publish(self, facts: AgendaFacts, *, first: int = 1, late: str = "", on: date = TODAY) -> Pack:
        drawn = self.draw(facts, first)
        command = Publish(self.agenda.version, late)
        return publish(self.session, self.agenda, facts, drawn, command, by=as_actor(self.cast.clerk), on=on)

    def draw(self, facts: AgendaFacts, first: int = 1) -> DrawnPack:
        return draw_pack(facts, reader(self.session), first_page=first)


@pytest.fixture
def desk(session: Session, cast: Cast) -> Desk:
    """Items 1 to 3 are open, 4 is exempt; 2 and 4 have a paper."""
    found = Desk(session, cast, make_filled_agenda(session))
    found.paper(2, "Minutes of June")
    found.paper(4, f"The {CANARY} tender")
    return found


def test_what_is_published_is_kept_with_its_pages_and_can_be_drawn_again_to_the_same_bytes(desk: Desk) -> None:
    pack = desk.pack()
    assert (name_of(pack), pack.version, pack.supplement, pack.first_page) == ("Agenda pack", 1, 0, 1)
    assert [(each.number, each.title, each.first_page is not None) for each in pack.places] == [
        (1, "Apologies for absence", False),
        (2, "Minutes", True),
        (3, "Public participation", False),
        (4, "Complaint against a contractor", True),
    ]
    assert [item.printed for item in desk.agenda.items] == [1, 2, 3, 4]
    again = desk.draw(facts_of(desk.session, pack))
    assert again.full is not None
    assert pack.full_id is not None
    assert content_of(desk.session, pack.public_id) == again.public.data
    assert content_of(desk.session, pack.full_id) == again.full.data
    (kept,) = packs_of(desk.session, desk.agenda)
    assert kept.public.digest == pack.public.digest


def test_nothing_exempt_is_in_the_public_bytes_in_mail_or_in_the_log(desk: Desk) -> None:
    pack = desk.pack()
    public = content_of(desk.session, pack.public_id)
    assert not [each for each in all_streams(public) if CANARY.encode() in each.lower()]
    told = [f"{row.changes}{row.reason}" for row in desk.session.scalars(select(AuditEvent))]
    told += [f"{row.subject}{row.body}" for row in desk.session.scalars(select(OutboxMessage))]
    assert CANARY not in "".join(told).lower()


def test_the_log_keeps_the_hashes_of_what_was_published(desk: Desk) -> None:
    pack = desk.pack()
    event, changes, reason = last_entry(desk.session, desk.agenda.meeting.subject)
    assert event is Event.PACK_PUBLISHED
    assert changes["Public pack (SHA-256)"] == (None, pack.public.digest)
    assert pack.full is not None
    assert changes["Full pack (SHA-256)"] == (None, pack.full.digest)
    assert reason is None


def test_a_pack_without_exempt_items_is_the_same_for_everybody(session: Session, cast: Cast) -> None:
    agenda = make_agenda(session, make_meeting(session), by=as_actor(cast.clerk), on=TODAY)
    with pytest.raises(NoItems):
        Desk(session, cast, agenda).pack()
    add_item(session, agenda, AddItem(ItemWords("Tasers")), by=as_actor(cast.clerk), on=TODAY)
    assert Desk(session, cast, agenda).pack().full is None


def test_publishing_late_is_allowed_with_a_reason_that_is_logged(desk: Desk) -> None:
    with pytest.raises(LateReasonNeeded, match="by 18 September 2024"):
        desk.pack(on=LATE)
    pack = desk.pack(on=LATE, late="The printer broke.")
    assert (pack.late_reason, pack.published_on) == ("The printer broke.", LATE)
    assert last_entry(desk.session, desk.agenda.meeting.subject)[2] == "The printer broke."


def test_what_was_drawn_before_the_agenda_changed_is_not_published(desk: Desk) -> None:
    facts = pack_facts(desk.session, desk.agenda, TODAY)
    drawn, command = desk.draw(facts), Publish(desk.agenda.version)
    add_item(desk.session, desk.agenda, AddItem(ItemWords("Tasers")), by=as_actor(desk.cast.clerk), on=TODAY)
    with pytest.raises(Stale):
        publish(desk.session, desk.agenda, facts, drawn, command, by=as_actor(desk.cast.clerk), on=TODAY)
    assert packs_of(desk.session, desk.agenda) == []


def test_a_cancelled_meeting_has_no_pack(desk: Desk) -> None:
    meeting = desk.agenda.meeting
    meeting.state, meeting.cancelled_on, meeting.cancelled_reason = MeetingState.CANCELLED, TODAY, "Snow."
    with pytest.raises(MeetingCancelled):
        desk.pack()


def test_a_later_version_says_why_and_the_first_stays_as_it_was(desk: Desk) -> None:
    first = desk.pack()
    before = content_of(desk.session, first.public_id)
    item = item_of(desk.agenda, 2)
    command = MoveToPart(item.version, EXEMPTION, "It names a witness.")
    move_to_part(desk.session, item, command, by=as_actor(desk.cast.clerk), on=TODAY)
    with pytest.raises(ReasonForVersion):
        desk.pack()
    second = desk.pack("Item 2 is exempt.")
    assert (name_of(second), second.reason) == ("Agenda pack, version 2", "Item 2 is exempt.")
    assert content_of(desk.session, first.public_id) == before
    assert "Minutes of June" in facts_of(desk.session, first).to_json().decode()
    parts = {place.number: place.part.value for place in second.places}
    assert parts == {1: "I", 3: "I", 4: "II", 2: "II"}


def test_a_supplement_holds_what_is_new_and_goes_on_with_the_pages(desk: Desk) -> None:
    with pytest.raises(NotYetPublished):
        desk.supplement()
    pack = desk.pack()
    with pytest.raises(NothingNew):
        desk.supplement()
    desk.paper(3, "A late question", "It came on Monday.")
    one = desk.supplement()
    assert (name_of(one), one.first_page) == ("Supplement 1", pack.last_page + 1)
    assert [(place.number, place.title) for place in one.places] == [(3, "Public participation")]
    desk.paper(3, "Another question", "It came on Tuesday.")
    two = desk.supplement()
    assert (name_of(two), two.first_page) == ("Supplement 2", one.last_page + 1)
    assert [paper.title for _, paper in facts_of(desk.session, two).bound] == ["Another question"]


def test_members_who_sit_on_the_day_are_told_by_mail(desk: Desk) -> None:
    def sit(number: int, account_id: int | None, ended: date | None = None) -> None:
        member = PanelMember(number=number, name=f"Cllr {number}", account_id=account_id)
        desk.session.add(member)
        desk.session.flush()
        term = PanelTerm(member_id=member.id, seat=number, organisation="A council", role=PanelRole.MEMBER, ended=ended)
        desk.session.add(term)
        desk.session.flush()

    sit(1, desk.cast.member.id)
    sit(2, None)
    sit(3, desk.cast.officer.id, ended=TODAY)
    desk.pack()
    (message,) = desk.session.scalars(select(OutboxMessage))
    assert (message.to_address, message.subject) == (desk.cast.member.email, "Agenda pack for 26 September 2024")


def test_a_published_pack_sends_its_signed_reports_to_the_panel(session: Session, cast: Cast) -> None:
    make_deliverable(session, make_priority(session, make_plan(session), lead=cast.lead), cast.officer)
    at = datetime(2024, 9, 18, 9, tzinfo=UTC)
    signature = signed(session, as_actor(cast.officer), as_actor(cast.chief_executive), at=at).signature
    assert signature is not None
    desk = Desk(session, cast, make_filled_agenda(session))
    command = AddPaper(PaperWords("Highlight report"), OfReport(signature.id))
    add_paper(session, item_of(desk.agenda, 2), command, by=as_actor(cast.clerk), on=TODAY)
    desk.pack()
    found = standing(session, ReportKind.HIGHLIGHT, QUARTER)
    assert found is not None
    assert found.state is ReportState.SENT
    desk.paper(3, "A question", "It came late.")
    desk.pack("A question came.")
