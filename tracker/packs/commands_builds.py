"""Asking for a pack, giving it up, and what the program that builds it records about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.packs.commands import publish_by
from tracker.packs.commands_publish import check_reports
from tracker.packs.gather_build import wanted
from tracker.packs.models import Agenda
from tracker.packs.models_builds import PackBuild
from tracker.packs.models_packs import Pack
from tracker.packs.queries_builds import held_build, next_number, open_build, unended
from tracker.packs.queries_packs import packs_of
from tracker.packs.rules_builds import DIED, AgendaMoved, BuildState, BuiltAlready, NotWaiting
from tracker.packs.rules_items import MeetingCancelled
from tracker.packs.rules_late import check_publishing
from tracker.packs.rules_pack import NoItems, check_supplement, check_version
from tracker.writing import flush, queue


@dataclass(frozen=True, slots=True)
class AskForPack:
    """`seen` is the SHA-256 of what was looked at, from `gather_build`."""

    seen: str
    supplement: bool = False
    reason: str = ""
    late_reason: str = ""


def ask_for_pack(
    session: Session, agenda: Agenda, command: AskForPack, *, by: Actor, on: date, at: datetime
) -> PackBuild:
    """Has the pack built and published, or with `supplement` one of the papers that are in no pack yet.

    Raises AgendaMoved, BuiltAlready, MeetingCancelled, NoItems, LateReasonNeeded, ReasonForVersion, NotYetPublished,
    NothingNew and ReportRevoked, as publishing would.
    """
    queue(session)
    _end_lost(session, at)
    found = wanted(session, agenda, on, supplement=command.supplement)
    if found.digest != command.seen:
        raise AgendaMoved
    running = open_build(session, agenda)
    if running is not None:
        raise BuiltAlready(running.number)
    _check(session, agenda, command, papers=found.papers, on=on)
    check_reports(session, agenda, found.facts)
    if by.person_id is None:
        raise AssertionError("packs are asked for by people; the command line publishes at once")
    build = PackBuild(
        agenda=agenda,
        number=next_number(session, agenda),
        seen=found.digest,
        supplement=command.supplement,
        reason=command.reason.strip() or None,
        late_reason=command.late_reason.strip() or None,
        asked_at=at,
        by=by.name,
        person_id=by.person_id,
    )
    session.add(build)
    flush(session)
    record(session, Event.PACK_ASKED_FOR, by=by, subject=agenda.meeting.subject, changes=_told(build))
    return build


def _told(build: PackBuild) -> dict[str, tuple[str | None, str | None]]:
    return {"What": (None, "A supplement" if build.supplement else "The agenda pack")}


def _check(session: Session, agenda: Agenda, command: AskForPack, *, papers: int, on: date) -> None:
    """What publishing would refuse is refused before anything is drawn."""
    if agenda.meeting.is_cancelled:
        raise MeetingCancelled(agenda.meeting.day)
    published = sum(1 for pack in packs_of(session, agenda) if pack.supplement == 0)
    if command.supplement:
        check_supplement(published, papers)
    else:
        if not any(not item.is_withdrawn for item in agenda.items):
            raise NoItems
        check_version(published, command.reason)
    check_publishing(on, publish_by(agenda.meeting), command.late_reason)


def give_up(session: Session, build: PackBuild, *, by: Actor, at: datetime) -> None:
    """Takes back a wish that nobody has begun to fulfil. Raises NotWaiting."""
    queue(session)
    session.refresh(build, with_for_update=True)
    state = build.trace.state(at)
    if state is not BuildState.WAITING:
        raise NotWaiting(state)
    build.ended_at = at
    flush(session)
    record(session, Event.PACK_GIVEN_UP, by=by, subject=build.agenda.meeting.subject, changes=_told(build))


def take_build(session: Session, holder: str, *, at: datetime) -> PackBuild | None:
    """The build that has waited longest, from now on `holder`'s; None where none waits.

    Builds whose programs died are ended first.
    """
    queue(session)
    _end_lost(session, at)
    waiting = [build for build in unended(session) if build.started_at is None]
    if not waiting:
        return None
    build = waiting[0]
    build.started_at = build.seen_at = at
    build.holder = holder
    flush(session)
    return build


def say_alive(session: Session, build_id: int, holder: str, percent: int, *, at: datetime) -> bool:
    """That the build goes on, and how far it is. False: it is no longer this program's."""
    build = held_build(session, build_id, holder)
    if build is None:
        return False
    build.seen_at, build.percent = at, max(build.percent, percent)
    flush(session)
    return True


def record_published(session: Session, build: PackBuild, pack: Pack, *, at: datetime) -> None:
    """In the transaction that publishes the pack, so that one is never without the other."""
    build.pack, build.percent, build.ended_at = pack, 100, at
    flush(session)


def record_failure(session: Session, build_id: int, holder: str, why: str, *, at: datetime) -> None:
    """Why nothing came of it, unless it was ended by somebody else."""
    build = held_build(session, build_id, holder)
    if build is not None:
        build.why, build.ended_at = why, at
        flush(session)


def _end_lost(session: Session, at: datetime) -> None:
    for build in unended(session):
        if build.trace.is_lost(at):
            build.why, build.ended_at = DIED, at
    flush(session)
