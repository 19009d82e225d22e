"""What an agenda says is gathered from the records of the day: members, texts, deadlines, items and their papers."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor
from tests.factories_packs import CANARY, make_filled_agenda, make_meeting
from tests.unit.documents.pdf.papers import untagged
from tracker.files.models import StoredFile
from tracker.files.queries import content_of, stored_file
from tracker.packs.commands import WithdrawItem, withdraw_item
from tracker.packs.commands_papers import AddPaper, Upload, WithdrawPaper, add_paper, withdraw_paper
from tracker.packs.gather import agenda_facts
from tracker.packs.layout_pack import draw_pack
from tracker.packs.queries import item_of
from tracker.packs.rules_papers import PaperWords
from tracker.packs.snapshots import DeadlineFacts, FutureFacts, MemberFacts, TextFacts, public_agenda
from tracker.panel.models import PanelMember, PanelTerm, StandingText
from tracker.panel.rules import PanelRole, TextKind

DAY = date(2024, 9, 26)


def sit(session: Session, number: int, role: PanelRole, began: date | None = None, ended: date | None = None) -> None:
    member = PanelMember(number=number, name=f"Cllr {number}")
    session.add(member)
    session.flush()
    organisation = None if role is PanelRole.CO_OPTED else "A council"
    session.add(
        PanelTerm(member_id=member.id, seat=number, organisation=organisation, role=role, began=began, ended=ended)
    )
    session.flush()


def test_the_front_sheet_names_those_who_sit_on_the_day_of_the_meeting(session: Session) -> None:
    agenda = make_filled_agenda(session)
    sit(session, 1, PanelRole.CHAIRMAN)
    sit(session, 2, PanelRole.MEMBER, ended=date(2024, 9, 25))
    sit(session, 3, PanelRole.MEMBER, began=DAY)
    sit(session, 4, PanelRole.CO_OPTED)
    sit(session, 5, PanelRole.SUBSTITUTE)
    facts = agenda_facts(session, agenda, TODAY)
    assert facts.members == (
        MemberFacts(name="Cllr 1", organisation="A council", role="Chairman"),
        MemberFacts(name="Cllr 3", organisation="A council"),
        MemberFacts(name="Cllr 4", organisation=None, role="Co-opted member"),
    )
    assert facts.substitutes == (MemberFacts(name="Cllr 5", organisation="A council"),)


def test_it_has_the_texts_in_force_the_deadlines_and_the_meetings_to_come(session: Session) -> None:
    agenda = make_filled_agenda(session)
    make_meeting(session, date(2024, 11, 14))
    make_meeting(session, date(2024, 6, 27))
    for kind, text, day in (
        (TextKind.RECORDING, "Old.", date(2024, 1, 1)),
        (TextKind.RECORDING, "You may record.", date(2024, 9, 1)),
        (TextKind.PARKING, "", date(2024, 1, 1)),
        (TextKind.PARTICIPATION, "Later.", date(2024, 12, 1)),
    ):
        session.add(StandingText(kind=kind, text=text, effective_on=day, set_by="Clara"))
        session.flush()
    facts = agenda_facts(session, agenda, TODAY)
    assert facts.texts == (TextFacts(heading="Recording of the meeting", text="You may record."),)
    assert facts.deadlines == DeadlineFacts(written=date(2024, 9, 19), verbal=date(2024, 9, 23), until=time(17))
    later = FutureFacts(day=date(2024, 11, 14), starts_at=time(13, 30), venue="Committee Room 6")
    assert facts.future == (later,)


def test_its_items_are_numbered_and_a_published_one_that_was_withdrawn_says_so(session: Session, cast: Cast) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    item_of(agenda, 2).printed = 2
    session.flush()
    for serial in (1, 2):
        item = item_of(agenda, serial)
        withdraw_item(session, item, WithdrawItem(item.version, "Not now."), by=clerk, on=TODAY)
    facts = agenda_facts(session, agenda, TODAY)
    assert [(each.number, each.title, each.withdrawn) for each in facts.items] == [
        (2, "Minutes", "Not now."),
        (3, "Public participation", None),
        (4, "Complaint against a contractor", None),
    ]


def test_a_pack_is_drawn_from_what_is_gathered_and_the_public_one_holds_nothing_exempt(
    session: Session, cast: Cast
) -> None:
    agenda, clerk = make_filled_agenda(session), as_actor(cast.clerk)
    for serial, title in ((2, "Minutes of June"), (2, "Late letter"), (4, f"{CANARY} tender")):
        command = AddPaper(PaperWords(title, ()), Upload("a.pdf", untagged(title)))
        paper = add_paper(session, item_of(agenda, serial), command, by=clerk, on=TODAY)
    gone = add_paper(session, item_of(agenda, 3), command, by=clerk, on=TODAY)
    withdraw_paper(session, gone, WithdrawPaper(gone.version, "Wrong file."), by=clerk, on=TODAY)
    facts = agenda_facts(session, agenda, TODAY)
    assert [paper.title for _, paper in facts.bound] == ["Minutes of June", "Late letter", f"{CANARY} tender"]
    assert facts.items[3].papers[0].digest == paper.current.prepared.digest

    def read(digest: str) -> bytes:
        found: StoredFile | None = stored_file(session, digest)
        assert found is not None
        return content_of(session, found.id)

    drawn = draw_pack(facts, read)
    assert set(drawn.places) == {2, 4}
    assert CANARY.encode() not in public_agenda(facts).to_json()
    assert drawn.full is not None
    assert CANARY.encode() not in drawn.public.data
