"""From the rows of an agenda to what it says, as it stands now. What was published is kept and never gathered again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.accounts.queries import office_as_at
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries_packs import packs_of, published_digests
from tracker.packs.queries_papers import papers_of
from tracker.packs.rules_agenda import in_order, numbers
from tracker.packs.rules_papers import kept_background
from tracker.packs.snapshots import (
    AgendaFacts,
    ContactFacts,
    DeadlineFacts,
    FutureFacts,
    ItemFacts,
    MeetingFacts,
    MemberFacts,
    PaperFacts,
    TextFacts,
    supplement,
)
from tracker.panel import queries
from tracker.panel.models import Meeting, PanelTerm
from tracker.panel.queries_members import sitting_on
from tracker.panel.rules import PanelRole, TextKind
from tracker.panel.rules_dates import DateRules, meeting_dates


def agenda_facts(session: Session, agenda: Agenda, on: date) -> AgendaFacts:
    """The whole agenda, exempt items included: only `public_agenda` of it is for everybody."""
    meeting = agenda.meeting
    office = office_as_at(session, on)
    sitting = sitting_on(session, meeting.day)
    texts = queries.texts_on(session, on)
    later = queries.next_meetings(session, meeting.day + timedelta(days=1), limit=None)
    return AgendaFacts(
        meeting=meeting_facts(meeting, office.panel),
        notice=office.notice,
        members=tuple(map(_member, sitting.members)),
        substitutes=tuple(map(_member, sitting.substitutes)),
        texts=tuple(
            TextFacts(heading=kind.label, text=texts[kind].text)
            for kind in TextKind
            # An empty text is one that the office no longer wants printed.
            if kind in texts and texts[kind].text
        ),
        deadlines=_deadlines(meeting, queries.rules_on(session, on)),
        future=tuple(FutureFacts(day=each.day, starts_at=each.starts_at, venue=each.venue) for each in later),
        items=items_of(agenda, papers_of(session, agenda)),
    )


def pack_facts(session: Session, agenda: Agenda, on: date, reason: str = "") -> AgendaFacts:
    """What the next version of the pack says. `reason`: why it replaces the one before; everybody reads it."""
    version = 1 + sum(1 for pack in packs_of(session, agenda) if pack.supplement == 0)
    return replace(agenda_facts(session, agenda, on), version=version, reason=reason.strip())


def supplement_facts(session: Session, agenda: Agenda, on: date, reason: str) -> tuple[AgendaFacts, int]:
    """What the next supplement says, and the number of its first page."""
    before = packs_of(session, agenda)
    number = 1 + sum(1 for pack in before if pack.supplement)
    facts = supplement(agenda_facts(session, agenda, on), number, published_digests(session, before), reason.strip())
    return facts, max((pack.last_page for pack in before), default=0) + 1


def meeting_facts(meeting: Meeting, panel: str) -> MeetingFacts:
    """Where and when it is, and whom to ask."""
    contact = None
    if meeting.contact_name is not None:
        contact = ContactFacts(
            name=meeting.contact_name, phone=meeting.contact_phone or "", email=meeting.contact_email or ""
        )
    return MeetingFacts(
        key=meeting.key,
        panel=panel,
        day=meeting.day,
        starts_at=meeting.starts_at,
        venue=meeting.venue,
        contact=contact,
    )


def _member(term: PanelTerm) -> MemberFacts:
    plain = term.role in (PanelRole.MEMBER, PanelRole.SUBSTITUTE)
    return MemberFacts(name=term.member.name, organisation=term.organisation, role=None if plain else term.role.label)


def _deadlines(meeting: Meeting, rules: DateRules) -> DeadlineFacts:
    found = meeting_dates(meeting.day, rules)
    return DeadlineFacts(written=found.written_by, verbal=found.verbal_by, until=found.question_time)


def items_of(agenda: Agenda, papers: Mapping[int, Sequence[AgendaPaper]]) -> tuple[ItemFacts, ...]:
    """The items with their numbers, in printed order, exempt ones with all that is in them."""
    by_serial = {item.serial: item for item in agenda.items}
    given = numbers(agenda.places)
    return tuple(
        _item(by_serial[line.key], given[line.key], papers[by_serial[line.key].id])
        for line in in_order(agenda.places)
        if line.key in given
    )


def _item(item: AgendaItem, number: int, papers: Sequence[AgendaPaper]) -> ItemFacts:
    words = item.wording
    return ItemFacts(
        number=number,
        part=words.part,
        kind=words.kind,
        title=words.title,
        text=words.text or "",
        presenter=words.presenter or "",
        exemption=words.exemption,
        urgency=item.urgency,
        withdrawn=item.withdrawn_reason,
        papers=tuple(_paper(paper) for paper in papers if not paper.is_withdrawn),
    )


def _paper(paper: AgendaPaper) -> PaperFacts:
    version = paper.current
    return PaperFacts(
        title=version.title,
        digest=version.prepared.digest,
        pages=version.pages,
        background=kept_background(version.background),
    )
