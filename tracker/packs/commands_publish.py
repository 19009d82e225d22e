"""Publishing what was drawn: bytes and their hashes are kept, numbers are fixed, members and reports are told.

Drawing takes its time and is done before; what is published is exactly what was drawn, or nothing where the agenda
moved on since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import long_date, parse_period
from tracker.files.commands import store_bytes
from tracker.files.rules import FileKind
from tracker.outbox.commands import queue_message
from tracker.outbox.rules import NewMessage
from tracker.packs.commands import publish_by
from tracker.packs.layout_pack import DrawnPack
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack, PackPlace
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries_packs import packs_of
from tracker.packs.queries_papers import papers_of
from tracker.packs.rules_agenda import numbers
from tracker.packs.rules_items import MeetingCancelled
from tracker.packs.rules_late import check_publishing
from tracker.packs.rules_pack import NoItems, check_supplement, check_version, supplement_title
from tracker.packs.rules_papers import ReportRevoked
from tracker.packs.snapshots import AgendaFacts
from tracker.panel.models import Meeting, PanelMember
from tracker.reports.commands_signoff import DatedAct, Seen, record_sent
from tracker.reports.queries_signoff import standing_of
from tracker.reports.rules_life import ReportState
from tracker.writing import expect_version, flush, queue, touch

SNAPSHOT = "application/json"

WHAT, PAGES = "What", "Pages"
PUBLIC_DIGEST, FULL_DIGEST = "Public pack (SHA-256)", "Full pack (SHA-256)"
"""What the log calls what was published: it is held against this for ever, so they never change."""


@dataclass(frozen=True, slots=True)
class Publish:
    """`version` is that of the agenda as it was drawn. `late_reason` is needed after the day of notice."""

    version: int
    late_reason: str = ""


def publish(
    session: Session, agenda: Agenda, facts: AgendaFacts, drawn: DrawnPack, command: Publish, *, by: Actor, on: date
) -> Pack:
    """A version of the pack, or where `facts` say so a supplement.

    Raises Stale when the agenda changed after it was drawn, NoItems, MeetingCancelled, LateReasonNeeded,
    ReasonForVersion, NotYetPublished, NothingNew and ReportRevoked.
    """
    expect_version("The agenda", agenda, command.version)
    queue(session)
    meeting = agenda.meeting
    if meeting.is_cancelled:
        raise MeetingCancelled(meeting.day)
    if not facts.items and facts.supplement is None:
        raise NoItems
    late = check_publishing(on, publish_by(meeting), command.late_reason)
    version = _version(packs_of(session, agenda), facts)
    check_reports(session, agenda, facts)
    pack = _pack(session, agenda, facts, drawn, version=version, late=late, by=by, on=on)
    session.add(pack)
    _fix_numbers(agenda)
    touch(agenda)
    flush(session)
    _log(session, pack, late=late, by=by)
    _send_reports(session, agenda, facts, by=by, on=on)
    _tell_members(session, pack, facts)
    return pack


def _version(before: Sequence[Pack], facts: AgendaFacts) -> int:
    whole = [pack for pack in before if pack.supplement == 0]
    if facts.supplement is None:
        return check_version(len(whole), facts.reason)
    check_supplement(len(whole), sum(1 for _ in facts.bound))
    return 1


def _pack(
    session: Session,
    agenda: Agenda,
    facts: AgendaFacts,
    drawn: DrawnPack,
    *,
    version: int,
    late: str | None,
    by: Actor,
    on: date,
) -> Pack:
    full = drawn.full
    return Pack(
        agenda=agenda,
        supplement=facts.supplement or 0,
        version=version,
        reason=facts.reason or None,
        late_reason=late,
        snapshot=store_bytes(session, facts.to_json(), SNAPSHOT),
        public=store_bytes(session, drawn.public.data, FileKind.PDF.value),
        full=store_bytes(session, full.data, FileKind.PDF.value) if full is not None else None,
        first_page=drawn.public.pages.first,
        last_page=drawn.last_page,
        published_on=on,
        by=by.name,
        person_id=by.person_id,
        places=[_place(facts, drawn, number) for number in range(len(facts.items))],
    )


def _place(facts: AgendaFacts, drawn: DrawnPack, index: int) -> PackPlace:
    item = facts.items[index]
    pages = drawn.places.get(item.number)
    return PackPlace(
        number=item.number,
        part=item.part,
        title=item.title,
        paragraph=item.exemption.paragraph if item.exemption is not None else None,
        first_page=pages.first if pages is not None else None,
        last_page=pages.last if pages is not None else None,
    )


def _fix_numbers(agenda: Agenda) -> None:
    """From now on every item keeps the number it was published with."""
    given = numbers(agenda.places)
    for item in agenda.items:
        if item.printed is None and item.serial in given:
            item.printed = given[item.serial]


def _log(session: Session, pack: Pack, *, late: str | None, by: Actor) -> None:
    full = pack.full
    record(
        session,
        Event.PACK_PUBLISHED,
        by=by,
        subject=pack.agenda.meeting.subject,
        changes={
            WHAT: (None, name_of(pack)),
            PAGES: (None, f"{pack.first_page} to {pack.last_page}"),
            PUBLIC_DIGEST: (None, pack.public.digest),
            FULL_DIGEST: (None, full.digest if full is not None else None),
            "Reason": (None, pack.reason),
        },
        reason=late,
    )


def name_of(pack: Pack) -> str:
    """ "Agenda pack", "Agenda pack, version 2", "Supplement 1"."""
    if pack.supplement:
        return supplement_title(pack.supplement)
    return "Agenda pack" if pack.version == 1 else f"Agenda pack, version {pack.version}"


def check_reports(session: Session, agenda: Agenda, facts: AgendaFacts) -> None:
    """Raises ReportRevoked where a signed report that would be published is no longer in force."""
    for paper in _bound_papers(session, agenda, facts):
        signature = paper.current.signature
        if signature is None:
            continue
        version = signature.move.version
        if not standing_of(version).state.stands:
            again = any(standing_of(each).state.stands for each in version.report.versions)
            number = numbers(agenda.places)[paper.item.serial]
            raise ReportRevoked(number, paper.current.title, signed_again=again)


def _bound_papers(session: Session, agenda: Agenda, facts: AgendaFacts) -> list[AgendaPaper]:
    bound = {paper.digest for _, paper in facts.bound}
    found = (paper for papers in papers_of(session, agenda).values() for paper in papers if not paper.is_withdrawn)
    return [paper for paper in found if paper.current.prepared.digest in bound]


def _send_reports(session: Session, agenda: Agenda, facts: AgendaFacts, *, by: Actor, on: date) -> None:
    """The signed reports that are in it are sent to the Panel with it, where nobody recorded that before."""
    for paper in _bound_papers(session, agenda, facts):
        _send_report(session, paper, by=by, on=on)


def _send_report(session: Session, paper: AgendaPaper, *, by: Actor, on: date) -> None:
    signature = paper.current.signature
    if signature is None:
        return
    found = standing_of(signature.move.version)
    if found.state is ReportState.SIGNED:
        report = found.version.report
        command = DatedAct(Seen.of(found), on)
        record_sent(session, report.kind, parse_period(report.period), command, by=by, on=on)


def _tell_members(session: Session, pack: Pack, facts: AgendaFacts) -> None:
    """Members who sit on the day and have an account. The message says nothing of what is in the pack."""
    meeting = pack.agenda.meeting
    what = name_of(pack)
    for member in _sitting(session, meeting):
        if member.account is None:
            continue
        queue_message(
            session,
            NewMessage(
                kind=Event.PACK_PUBLISHED.value,
                about=f"/meetings/{meeting.key}",
                to_address=member.account.email,
                to_name=member.account.name,
                subject=f"{what} for {long_date(meeting.day)}",
                body=f"{what} of the meeting of the {facts.meeting.panel} on {long_date(meeting.day)} is published. "
                "Sign in to read it.",
                once=f"{pack.supplement}/{pack.version}",
            ),
        )


def _sitting(session: Session, meeting: Meeting) -> list[PanelMember]:
    members = session.scalars(
        select(PanelMember).where(PanelMember.account_id.is_not(None)).order_by(PanelMember.number)
    )
    return [each for each in members if any(term.holds_on(meeting.day) for term in each.terms)]
